"""The dossier as Markdown, for wikis, tickets and mail."""

import re
from collections.abc import Iterable, Iterator

from bukti.export.html import NAMES
from bukti.export.parts import Dossier, Excerpt, Line, Quotation, Root, Side
from bukti.export.sentences import day, moment
from bukti.export.shown import link, one_line, ranges

# What begins markup, links or HTML anywhere in a line. A backslash before punctuation is CommonMark's own way.
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
# What begins a list or an underline where it begins a line: "1. FC Varnok" is no item of one.
BEGINNING = re.compile(r"^(\d+)(?=[.)])|^(?=[-+=])")
URL_ENDS = re.compile(r"[\s<>\\]")


def escaped(text: str) -> str:
    return BEGINNING.sub(r"\1\\", MARKUP.sub(r"\\\1", one_line(text)))


class MarkdownExporter:
    """Choose it where text is pasted on; it holds no data block and cannot be verified."""

    def write(self, dossier: Dossier) -> str:
        return "\n\n".join(_blocks(dossier)) + "\n"


def _blocks(d: Dossier) -> Iterator[str]:
    yield f"# Dossier: {escaped(d.title)}"
    author = f"written by {escaped(d.author)}" if d.author else "found by bukti"
    yield f"**{d.status}** · claim `{d.claim}`, {author} · made {moment(d.made_at)} by {d.made_by}"
    yield "## Where the claim stands"
    yield from map(_sentence, d.summary)
    yield "## Who says what"
    for side in d.sides:
        yield from _side(d, side)
    yield from _origins(d)
    yield from _chapter("Who took it from whom", (line for x in d.descents for line in (x.line, *x.reasons)))
    yield from _chapter("What would fall without which article", _falls(d))
    yield from _chapter("What was done to the claim, by whom and when", d.judgements)
    yield from _chapter("Notes", d.notes)
    yield from _chapter("How this was made", d.making)
    if d.versions:
        yield "## Articles cited"
        yield from (_version(d, n) for n in range(1, len(d.versions) + 1))


def _chapter(name: str, lines: Iterable[Line]) -> Iterator[str]:
    items = "\n".join(f"- {_sentence(line)}" for line in lines)
    if items:
        yield f"## {name}"
        yield items


def _side(d: Dossier, side: Side) -> Iterator[str]:
    yield f"### {NAMES[side.stance]}"
    yield _sentence(side.line)
    for speaker in side.speakers:
        offices = f" ({escaped('; '.join(speaker.offices))})" if speaker.offices else ""
        yield f"#### {escaped(speaker.name)}{offices}"
        for stand in speaker.stands:
            yield _sentence(stand.line)
            yield f"> {_quoted(d, d.quotation(stand.quotation))}"
            yield _sentence(stand.why)


def _origins(d: Dossier) -> Iterator[str]:
    yield from _chapter("What counts as independent, and why", d.counting)
    if d.roots:
        yield "## Origins, and the way of each to us"
        yield from (_root(root) for root in d.roots)


def _root(root: Root) -> str:
    ways = "\n".join(f"- {' → '.join(map(escaped, chain.hops))} {_numbers(chain.quotations)}" for chain in root.chains)
    return (
        f"### O{root.number}: {escaped(root.who)}{', ' + escaped(day(root.date)) if root.date else ''}\n\n{_sentence(root.line)}\n\n{ways}"
    )


def _sentence(line: Line) -> str:
    rows = " ".join(f"\\[{escaped(row)}\\]" for row in line.rows)
    cites = (_numbers(line.quotations), _numbers(line.versions, "A"), rows)
    return f"{escaped(line.text)} {' '.join(filter(None, cites))}"


def _numbers(numbers: Iterable[int], letter: str = "") -> str:
    spans = ranges(numbers)
    return " ".join(f"\\[{letter}{a}{f'–{letter}{b}' if b > a else ''}\\]" for a, b in spans)


def _falls(d: Dossier) -> Iterator[Line]:
    yield from (fall.line for fall in d.falls if fall.changes or fall.lost)
    yield from d.idle


def _quoted(d: Dossier, q: Quotation) -> str:
    v = d.version(q.version)
    facts = [escaped(v.outlet or "outlet unknown"), escaped(day(v.date)) or "no date"]
    facts += [f"“{escaped(v.title)}”"] if v.title else []
    facts += [_address(v.url), f"characters {_places(q.content)}"]
    facts += [f"source {_words(q.speaker)} at {_places(q.speaker)}"] if q.speaker else []
    facts += [f"cue {_words(q.cue)} at {_places(q.cue)}"] if q.cue else []
    facts += [q.type, f"version `{v.id}` {_numbers((v.number,), 'A')}"]
    return f"{_words(q.content)}\n>\n> {_numbers((q.number,))} {', '.join(facts)}"


def _words(excerpts: Iterable[Excerpt]) -> str:
    return " … ".join(f"“{escaped(e.text)}”" for e in excerpts)


def _places(excerpts: Iterable[Excerpt]) -> str:
    return ", ".join(f"{e.start}–{e.end}" for e in excerpts)


def _address(url: str) -> str:
    if link(url) and not URL_ENDS.search(url):
        return f"<{url}>"
    return escaped(url) or "no address"


def _version(d: Dossier, number: int) -> str:
    v = d.version(number)
    title = f", “{escaped(v.title)}”" if v.title else ""
    head = f"\\[A{number}\\] **{escaped(v.outlet or 'outlet unknown')}**, {escaped(day(v.date)) or 'no date'}{title}. {_address(v.url)}"
    hashes = [f"version `{v.id}`", f"SHA-256 of the text `{v.text_sha256}`"]
    hashes += [f"of the bytes `{v.sha256}`"] if v.sha256 else []
    return f"{head} — {', '.join(hashes)}" + (f", fetched {escaped(moment(v.fetched))}" if v.fetched else "")
