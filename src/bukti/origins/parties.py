"""Who counts as one voice: all mouths of a government, all names under which one utterance was reported."""

from collections.abc import Iterable, Mapping

from bukti.records import ActorKind, Origin, Said

TOGETHER = "; "  # between the parties of a joint statement


def party_of(said: Said) -> str:
    """Whom the speaker speaks for; of a joint statement, all members together; "" for nobody known, or for an unnamed source alone."""
    parties = sorted({_party(a.id, a.party, a.kind) for a in said.voice.actors} - {""})
    return TOGETHER.join(parties)


def _party(ident: str, party: str, kind: ActorKind) -> str:
    alone = kind is ActorKind.ANONYMOUS and party in ("", ident)
    return "" if alone else party or ident


class Parties:
    """Parties, joined where one utterance is reported of two of them, or one name stands for two: then they cannot count apart."""

    def __init__(self, said: Mapping[str, Said], origins: Iterable[Origin]) -> None:
        self._above: dict[str, str] = {}
        for origin in origins:
            self._join(party_of(said[s]) for s in origin.statements if s in said)
        by_name: dict[str, list[str]] = {}
        for one in said.values():
            for a in one.voice.actors:
                if a.kind is not ActorKind.ANONYMOUS:
                    by_name.setdefault(a.name, []).append(a.party or a.id)
        for parties in by_name.values():
            self._join(parties)

    def _join(self, parties: Iterable[str]) -> None:
        """Members of a joint statement stay apart, and so does who is nobody."""
        roots = sorted({self._root(p) for p in parties if p and TOGETHER not in p})
        for other in roots[1:]:
            self._above[other] = roots[0]

    def _root(self, party: str) -> str:
        while party in self._above:
            party = self._above[party]
        return party

    def named(self, party: str) -> str:
        return TOGETHER.join(sorted({self._root(p) for p in party.split(TOGETHER)}))

    def of(self, said: Said) -> str:
        return self.named(party_of(said))
