"""How a statement reached the reader, as data: speaker, occasion, agencies, outlet, article."""

from typing import NamedTuple

from bukti.origins.utterances import utterances
from bukti.records import Origin, Said


class Chain(NamedTuple):
    """Nearest to the source first. What the article does not say is "": unknown, and never taken for first hand."""

    speaker: str
    occasion: str  # its kind and date, as far as told: "briefing, 2023-05-11"
    agencies: tuple[str, ...]
    outlet: str
    article: str  # Article.id


def chain(said: Said, origin: Origin | None = None) -> Chain:
    """Of one statement. With its origin, the occasion is dated by all articles and not by this one alone."""
    (one,) = utterances([said], 0)
    date = (origin.date if origin else "") or (str(one.when) if one.when else "")
    agencies = tuple(name for name in said.statement.relay if name != said.article.outlet)
    return Chain(
        said.voice.name or said.statement.actor, ", ".join(filter(None, (one.kind, date))), agencies, said.article.outlet, said.article.id
    )
