"""The file of claims that `bukti match` is given: {"C1": {"text": "..."}, ...}, keys that bukti does not know included."""

import json
from collections.abc import Iterator
from pathlib import Path

from bukti.cli.records import Json
from bukti.errors import InputError, TooLargeError, UnreadableError
from bukti.records import Claim
from bukti.store.acts import LONGEST_CLAIM

SHAPE = 'write an object such as {"C1": {"text": "The ship carried rockets."}}'


def read_claims(path: Path) -> list[Claim]:
    """In the order of the file; none where it holds `{}`. InputError names the claim that cannot be used."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or a number of thousands of digits
        raise UnreadableError(f"not JSON: {error}", where=str(path), reason="bad-claims") from error
    except InputError as error:
        raise InputError(error.message, where=str(path), reason="bad-claims") from error
    if not isinstance(found, dict):
        raise InputError(f"no object with claims in it; {SHAPE}", where=str(path), reason="bad-claims")
    return list(_claims(found, str(path)))


def _without_doubles(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key in found if sum(key == other for other, _ in pairs) > 1)
        raise InputError(f"{twice!r} stands there twice; one of the two would be lost")
    return found


def _claims(found: Json, where: str) -> Iterator[Claim]:
    for id, fields in found.items():
        at = f"{where}, claim {id!r}"
        text = fields.get("text") if isinstance(fields, dict) else None
        if not isinstance(fields, dict):
            raise InputError(f"no object; {SHAPE}", where=at, reason="bad-claims")
        if not isinstance(text, str):
            raise InputError('"text" is missing' if text is None else '"text" is not a string', where=at, reason="bad-claims")
        if not any(character.isalnum() for character in text):
            raise InputError("its text has no words; a claim is a sentence that can be true or false", where=at, reason="bad-claims")
        if len(text) > LONGEST_CLAIM:
            message = f"its text has {len(text):,} characters; write it in one sentence, in {LONGEST_CLAIM:,} at most"
            raise TooLargeError(message, where=at, reason="bad-claims")
        yield Claim(id, text)
