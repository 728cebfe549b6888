"""What became of all that was given: counted, and nothing left out."""

from collections import Counter
from dataclasses import dataclass, field

import click

from bukti.cli.text import counted, one_line
from bukti.ingest import NOTICES
from bukti.records import Rejection
from bukti.runs.local import Filed
from bukti.store import Outcome


@dataclass(slots=True)
class Tally:
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    statements: int = 0  # in the articles given, whether new or not
    rejected: list[Rejection] = field(default_factory=list)
    noted: list[Rejection] = field(default_factory=list)  # read, but something about it was lost or guessed

    def add(self, result: Filed | Rejection) -> None:
        if isinstance(result, Filed):
            self.outcomes[result.added.outcome] += 1
            self.statements += len(result.reading.statements)
        else:
            (self.noted if result.reason in NOTICES else self.rejected).append(result)

    @property
    def articles(self) -> int:
        return self.outcomes.total()

    def complain(self) -> None:
        """Each notice and rejection on a line of standard error."""
        for kind, results in (("note", self.noted), ("rejected", self.rejected)):
            for result in results:
                click.echo(one_line(f"{kind}: {result.source}: {result.message} ({result.reason})"), err=True)

    def summary(self, ledger: str) -> str:
        """Such as: 12 articles in desk.ledger: 10 new, 1 new version, 1 unchanged; 41 statements; 2 rejected: 1 empty, 1 fetch."""
        outcomes = ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in Outcome if self.outcomes[outcome]) or "nothing read"
        parts = [f"{counted(self.articles, 'article')} in {ledger}: {outcomes}", counted(self.statements, "statement")]
        if self.rejected:
            reasons = Counter(rejection.reason for rejection in self.rejected)
            parts.append(f"{len(self.rejected)} rejected: " + ", ".join(f"{n} {reason}" for reason, n in reasons.most_common()))
        return "; ".join(parts)

    def json(self, ledger: str) -> dict[str, object]:
        return {
            "ledger": ledger,
            "articles": self.articles,
            **{outcome.name.lower(): self.outcomes[outcome] for outcome in Outcome},
            "statements": self.statements,
            "rejected": [rejection_json(rejection) for rejection in self.rejected],
            "noted": [rejection_json(rejection) for rejection in self.noted],
        }


def rejection_json(rejection: Rejection) -> dict[str, str]:
    return {"source": rejection.source, "reason": rejection.reason, "message": rejection.message}
