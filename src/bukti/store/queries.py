"""Questions as SQL conditions. Every value is a parameter."""

from bukti.store.base import ArticleQuery, StatementQuery
from bukti.store.rows import fold, to_json, to_text

Conditions = list[tuple[str, tuple[str, ...]]]  # SQL with "?" and its values

IN_LIST = "IN (SELECT value FROM json_each(?))"  # any number of ids as one parameter
CURRENT = "NOT EXISTS (SELECT 1 FROM article AS later WHERE later.replaces = a.id)"

# From the covering index of live actors: the whole table need not be read for a part of a name.
_ACTOR = "s.seq IN (SELECT seq FROM statement WHERE withdrawn_at IS NULL AND instr(actor_folded, ?))"
_VOICE = """s.id IN (SELECT v.statement FROM voice_actor AS x JOIN voice AS v ON v.seq = x.voice
                     WHERE x.actor = ? AND v.withdrawn_at IS NULL)"""
_RELAY = "s.seq IN (SELECT statement FROM relay WHERE folded = ?)"


def article_rows(query: ArticleQuery) -> tuple[str, tuple[str, ...]]:
    asked = _dates(query.since, query.until)
    if query.lang:
        asked.append(("a.lang = ?", (to_text(query.lang),)))
    if query.outlet:
        asked.append(("instr(a.outlet_folded, ?)", (fold(query.outlet),)))
    if query.named:
        asked.append(("a.outlet = ?", (to_text(query.named),)))
    if query.url:
        asked.append(("a.url = ? AND a.url <> ''", (to_text(query.url),)))
    if query.current:
        asked.append((CURRENT, ()))
    return _select("SELECT a.seq FROM article AS a", asked, "a.day DESC, a.seq DESC" if query.newest else "a.day, a.seq")


def statement_rows(query: StatementQuery, article: str, column: str = "seq") -> tuple[str, tuple[str, ...]]:
    """`article` is the whole id that the query's beginning of one stands for, or ""."""
    asked = [("s.withdrawn_at IS NULL", ()), *_dates(query.since, query.until)]
    if query.actor:
        asked.append((_ACTOR, (fold(query.actor),)))
    if query.voice:
        asked.append((_VOICE, (to_text(query.voice),)))
    if query.type:
        asked.append(("s.type = ?", (query.type.value,)))
    if query.lang:
        asked.append(("a.lang = ?", (to_text(query.lang),)))
    if query.relay:
        asked.append((_RELAY, (fold(query.relay),)))
    if article:
        asked.append(("s.article = ?", (article,)))
    if query.articles is not None:
        asked.append((f"s.article {IN_LIST}", (to_json(query.articles),)))
    if query.current:
        asked.append((CURRENT, ()))
    return _select(f"SELECT s.{column} FROM statement AS s JOIN article AS a ON a.id = s.article", asked, "a.day, a.seq, s.start, s.seq")


def _dates(since: str, until: str) -> Conditions:
    asked: Conditions = []
    if since:  # the first half lets the index on day help, the second compares as exactly as the article is dated
        asked.append(("a.day >= substr(?, 1, 4) AND a.day >= substr(?, 1, length(a.day))", (since, since)))
    if until:
        asked.append(("a.day > '' AND a.day <= ?", (until + "~",)))  # "~" sorts after "-" and digits: 2023-10 takes in 2023-10-31
    return asked


def _select(select: str, asked: Conditions, order: str) -> tuple[str, tuple[str, ...]]:
    where = f" WHERE {' AND '.join(sql for sql, _ in asked)}" if asked else ""
    return f"{select}{where} ORDER BY {order}", tuple(value for _, values in asked for value in values)
