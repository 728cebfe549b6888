"""The dossier as one page: no script runs in it, nothing is fetched, and it prints."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bukti.export import shown
from bukti.export.numbers import REJECTED
from bukti.export.parts import Dossier
from bukti.export.plain import to_text
from bukti.export.sentences import day, moment
from bukti.records import Stance

DATA_ID = "bukti-dossier"  # of the block that holds the dossier as JSON
NAMES = {
    Stance.ASSERTS.value: "Asserts",
    Stance.DENIES.value: "Denies",
    Stance.DOUBTS.value: "Doubts the evidence",
    Stance.NO_COMMENT.value: "No comment",
    REJECTED: "Rejected by analysts",
}


class HtmlExporter:
    """Choose it to hand on: a reader needs a browser and nothing else."""

    def write(self, dossier: Dossier) -> str:
        style = _read("dossier.css").strip()
        data = to_text(dossier)
        page = _template().render(d=dossier, names=NAMES, chapters=_chapters(dossier), style=style, data=data, data_id=DATA_ID) + "\n"
        # Not all that the data holds can be seen: with its hash on the page, a change of a hidden number is found too.
        return page.replace("</body>", f"<!-- data {sha256(data.encode('utf-8', 'surrogatepass')).hexdigest()} -->\n</body>")


def _chapters(d: Dossier) -> list[tuple[str, str]]:
    chapters = [
        ("status", "Where the claim stands", True),
        ("voices", "Who says what", True),
        ("origins", "Origins, and the way of each to us", d.roots or d.counting),
        ("descents", "Who took it from whom", d.descents),
        ("falls", "What would fall without which article", d.falls),
        ("judgements", "What was done to the claim, by whom and when", True),
        ("made", "How this was made", True),
        ("articles", "Articles cited", d.versions),
    ]
    return [(id, name) for id, name, there in chapters if there]


@cache
def _template() -> Template:
    # The file is no .html to jinja2, so escaping is switched on here, for everything.
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False, keep_trailing_newline=False)
    page.filters |= {
        "shown": shown.shown,
        "one_line": shown.one_line,
        "direction": shown.direction,
        "language": shown.language,
        "link": shown.link,
        "ranges": shown.ranges,
        "day": lambda date: shown.one_line(day(date)),  # what is no date may be anything
        "moment": lambda at: shown.one_line(moment(at)),
        "slug": lambda text: str(text).replace(" ", "-"),
    }
    return page.from_string(_read("dossier.html.j2"))


def _read(name: str) -> str:
    return (files("bukti.export") / "page" / name).read_text("utf-8")
