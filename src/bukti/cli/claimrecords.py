"""Claims, actors and origins as JSON: one shape for every command that prints them."""

from bukti.cli.records import Json, listed_statement
from bukti.records import Actor, Article, Derivation, Origin, Said, Stance, Standing
from bukti.runs.board import Change, Line
from bukti.runs.counting import Grounds
from bukti.store import Event, Held

COUNTS = ("statements", "articles", "outlets", "first", "last")


def standing_json(standing: Standing) -> Json:
    return {
        "status": standing.status.value,
        "independent_assert": standing.independent_assert,
        "independent_deny": standing.independent_deny,
        "asserting": list(standing.asserting),
        "denying": list(standing.denying),
        "doubting": list(standing.doubting),
        "reasons": list(standing.reasons),
        "warning": standing.warning,
    }


def line_json(line: Line) -> Json:
    """One claim on the board."""
    claim = {"id": line.claim.id, "text": line.claim.text, "author": line.claim.author}
    voices = {stance.value: list(line.voices[stance]) for stance in Stance}
    return {**claim, **standing_json(line.standing), **voices, **{name: getattr(line, name) for name in COUNTS}}


def actor_json(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "party": actor.party,
        "aliases": list(actor.aliases),
        "source": actor.source,
    }


def said_json(one: Said, origin: Origin | None = None) -> Json:
    """A statement with its voice and the utterance that it reports."""
    return {
        **listed_statement(one.statement, one.article),
        "actors": [actor.name for actor in one.voice.actors],
        "office": one.voice.office,
        "voice_reason": one.voice.reason,
        "origin": origin.id if origin else None,
    }


def held_json(held: Held) -> Json:
    position = held.position
    return {
        "claim": position.claim,
        "stance": position.stance.value,
        "stance_confidence": round(position.confidence, 4),
        "reason": position.reason,
        "flag": held.flag.value,
        "judged_by": position.author,
        "judgement": held.judgement,
    }


def origin_json(origin: Origin) -> Json:
    return {
        "id": origin.id,
        "actors": [actor.name for actor in origin.actors],
        "date": origin.date,
        "counted": origin.counted,
        "reason": origin.reason,
        "statements": list(origin.statements),
    }


def grounds_json(grounds: Grounds, standing: Standing, history: list[Event]) -> Json:
    """All on one claim: what it rests on, every position in order of time, its origins and its history."""
    claim = grounds.claim
    home = {id: origin for origin in grounds.origins for id in origin.statements}
    return {
        "id": claim.id,
        "text": claim.text,
        "author": claim.author,
        **standing_json(standing),
        "statements": [
            {**said_json(grounds.said[h.position.statement], home.get(h.position.statement)), **held_json(h)}
            for h in grounds.held
            if h.position.statement in grounds.said
        ],
        "origins": [origin_json(origin) for origin in grounds.origins],
        "history": [event_json(event) for event in history],
    }


def event_json(event: Event) -> Json:
    names = ("at", "by", "what", "text", "id", "claim", "other", "statement", "withdrawn_at", "withdrawn_by", "withdraw_reason")
    return {name: getattr(event, name) for name in names}


def change_json(change: Change) -> Json:
    return {
        "claim": change.claim.id,
        "text": change.claim.text,
        "from": {
            "stance": change.stances[0].value,
            "date": change.dates[0],
            **listed_statement(change.before.statement, change.before.article),
        },
        "to": {
            "stance": change.stances[1].value,
            "date": change.dates[1],
            **listed_statement(change.after.statement, change.after.article),
        },
    }


def derivation_json(derivation: Derivation, child: Article, parent: Article) -> Json:
    return {
        "child": child.id,
        "child_outlet": child.outlet,
        "parent": parent.id,
        "parent_outlet": parent.outlet,
        "kind": derivation.kind.value,
        "credited": derivation.credited,
        "confidence": round(derivation.confidence, 4),
        "reasons": list(derivation.reasons),
    }
