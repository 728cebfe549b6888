"""The weights on disk: zip archives with a manifest that names what is in them and its hashes. Data only: nothing in them is executed."""

import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from bukti.errors import ModelError
from bukti.network.tags import ANCHORS, CONTENT_TAGS, ENTITY_TAGS, NLI, ROLE_TAGS, STANCES

FORMAT = 1
# What zipfile and json raise on bytes that are no archive of ours; RuntimeError is an archive with a password.
DAMAGE = (OSError, EOFError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Kind:
    """What an archive of this name must hold: its parts, and the labels that this program knows."""

    name: str
    parts: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]


READ = Kind(
    "read",
    ("lower.onnx", "upper.onnx", "pairs.onnx", "tokenizer.json"),
    {"entity_tags": ENTITY_TAGS, "anchors": ANCHORS, "role_tags": ROLE_TAGS, "content_tags": CONTENT_TAGS},
)
MATCH = Kind("match", ("meaning.onnx", "stance.onnx", "nli.onnx"), {"nli": NLI, "stances": STANCES})
FAST = Kind("fast", ("student.onnx", "stance.onnx"), {"stances": STANCES})


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds; `version` is short and changes with every byte of the weights."""

    version: str
    manifest: dict[str, Any]
    parts: dict[str, bytes]


def default_path(kind: Kind = READ) -> Path:
    return Path(str(files("bukti.network").joinpath(f"weights/bukti-{kind.name}.zip")))


def read_archive(path: Path | None = None, kind: Kind = READ) -> Archive:
    """Raises ModelError where the file is missing, damaged, of a newer format, or speaks of labels that this program does not know."""
    path = path or default_path(kind)
    try:
        with zipfile.ZipFile(path) as z:
            manifest = json.loads(z.read("manifest.json"))
            parts = {name: z.read(name) for name in kind.parts}
    except FileNotFoundError:
        raise ModelError("no weights here; reinstall bukti, or train them (training/README.md)", where=str(path)) from None
    except DAMAGE as e:
        raise ModelError(f"not a weights archive, or damaged ({e}); reinstall bukti", where=str(path)) from None
    check(path, kind, manifest, parts)
    return Archive(version(manifest, kind), manifest, parts)


def check(path: Path, kind: Kind, manifest: Any, parts: dict[str, bytes]) -> None:
    if not isinstance(manifest, dict):
        raise ModelError("its manifest names nothing; the file is damaged, reinstall bukti", where=str(path))
    if manifest.get("format") != FORMAT:
        raise ModelError(
            f"weights of format {manifest.get('format')}, this bukti reads format {FORMAT}; use the ones it comes with", where=str(path)
        )
    for key, ours in kind.labels.items():
        if manifest.get(key) != list(ours):
            raise ModelError(f"these weights have other {key} than this bukti; use the ones it comes with", where=str(path))
    hashes = manifest.get("sha256")
    for name, blob in parts.items():
        if not isinstance(hashes, dict) or hashlib.sha256(blob).hexdigest() != hashes.get(name):
            raise ModelError(f"{name} is not what the manifest says; the file is damaged, reinstall bukti", where=str(path))


def version(manifest: dict[str, Any], kind: Kind = READ) -> str:
    """Short name of the weights, from the hashes of their parts and their calibration: "read-1.3f9c02a1"."""
    payload = json.dumps([manifest["sha256"], manifest.get("calibration")], sort_keys=True)
    return f"{kind.name}-{manifest['format']}.{hashlib.sha256(payload.encode()).hexdigest()[:8]}"


def meaning_version(*, fast: bool = False) -> str:
    """Of what judges stances."""
    return "+".join(weights_version(kind=kind) for kind in (MATCH, FAST)[: 1 + fast])


def weights_version(path: Path | None = None, kind: Kind = READ) -> str:
    """The version alone, without reading the weights: for `--version`."""
    try:
        with zipfile.ZipFile(path or default_path(kind)) as z:
            return version(json.loads(z.read("manifest.json")), kind)
    except (*DAMAGE, TypeError):
        return "none"
