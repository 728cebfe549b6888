"""Article -> Statement: tagging, linking, shaping, speakers inside the article, relays."""

from bukti.statements.reader import ReaderOptions, StatementReader

__all__ = ["ReaderOptions", "StatementReader"]
