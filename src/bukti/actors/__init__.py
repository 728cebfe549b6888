"""Names -> actors: one actor in all spellings, scripts, languages, roles and articles of a story.

Call `voices(articles, ActorBook.standard())` with all articles of a story at once: what one article leaves open, another one tells.
"""

from collections.abc import Sequence

from bukti.actors.book import ActorBook
from bukti.actors.story import Story, told
from bukti.records import Article, Statement, Voice

__all__ = ["ActorBook", "voices"]


def voices(articles: Sequence[tuple[Article, Sequence[Statement]]], book: ActorBook) -> list[Voice]:
    """Whose words each statement gives: one voice a statement, in the order given. `Statement.actor` is what the article itself tells."""
    return told(Story(articles, book), articles)
