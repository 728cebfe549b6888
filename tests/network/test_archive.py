import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from shipped import weights

from bukti.errors import ModelError
from bukti.network import Network
from bukti.network.archive import FORMAT, READ, read_archive, weights_version

BLOBS = {name: name.encode() * 100 for name in READ.parts}


def manifest(**changes: Any) -> dict[str, Any]:
    hashes = {name: hashlib.sha256(blob).hexdigest() for name, blob in BLOBS.items()}
    return {"format": FORMAT, **READ.labels, "sha256": hashes, **changes}


def archive(
    folder: Path, contents: dict[str, Any] | list[Any] | None = None, leave_out: str = "", method: int = zipfile.ZIP_STORED
) -> Path:
    path = folder / "weights.zip"
    with zipfile.ZipFile(path, "w", method) as z:
        for name, blob in {"manifest.json": json.dumps(manifest() if contents is None else contents), **BLOBS}.items():
            if name != leave_out:
                z.writestr(name, blob)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read_archive(path)
    assert str(caught.value).startswith(f"{path}: ")
    return caught.value.message


def test_reads_parts_and_manifest(tmp_path: Path) -> None:
    found = read_archive(archive(tmp_path))
    assert found.parts == BLOBS
    assert found.manifest["format"] == FORMAT


def test_labels_that_are_no_longer_asked_for_are_no_trouble(tmp_path: Path) -> None:
    assert read_archive(archive(tmp_path, manifest(headlines=["for", "against", "observing"]))).parts == BLOBS


def test_missing_file(tmp_path: Path) -> None:
    assert "no weights here" in refusal(tmp_path / "none.zip")


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "not a weights archive" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100, "é".encode("utf-16") * 50])
def test_no_zip(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weights.zip"
    path.write_bytes(content)
    assert "not a weights archive" in refusal(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_truncated_zip(share: float, tmp_path: Path) -> None:
    path = archive(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "not a weights archive" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_changed_bytes_anywhere(method: int, tmp_path: Path) -> None:
    """Whichever byte is wrong, the archive is refused in our words, or, where the byte is of no account, reads the same."""
    path = archive(tmp_path, method=method)
    whole = path.read_bytes()
    refused = 0
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        try:
            assert read_archive(path).parts == BLOBS
        except ModelError:
            refused += 1
    assert refused > len(whole) // 7 // 2


@pytest.mark.parametrize("name", ["manifest.json", *READ.parts])
def test_archive_without_a_part(name: str, tmp_path: Path) -> None:
    assert name in refusal(archive(tmp_path, leave_out=name))


@pytest.mark.parametrize("hashes", [manifest()["sha256"] | {"upper.onnx": "0" * 64}, {}, [], None])
def test_other_hash_than_the_manifest_says(hashes: Any, tmp_path: Path) -> None:
    assert "is not what the manifest says" in refusal(archive(tmp_path, manifest(sha256=hashes)))


@pytest.mark.parametrize("number", [FORMAT + 1, None, "new"])
def test_newer_format(number: Any, tmp_path: Path) -> None:
    assert refusal(archive(tmp_path, manifest(format=number))).startswith(f"weights of format {number}, this bukti reads format {FORMAT}")


@pytest.mark.parametrize("key", READ.labels)
@pytest.mark.parametrize("labels", [["O"], [], None, 7])
def test_other_labels(key: str, labels: Any, tmp_path: Path) -> None:
    assert f"other {key}" in refusal(archive(tmp_path, manifest(**{key: labels})))


def test_manifest_that_names_nothing(tmp_path: Path) -> None:
    assert "manifest" in refusal(archive(tmp_path, ["format", 1]))


def test_parts_that_the_runtime_does_not_take(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="these weights do not load"):
        Network(read_archive(archive(tmp_path)))


def test_version_is_of_the_weights_and_their_calibration(tmp_path: Path) -> None:
    def version(**changes: Any) -> str:
        path = archive(tmp_path, manifest(**changes))
        assert weights_version(path) == read_archive(path).version
        return weights_version(path)

    assert version() == version(commit="another", steps=7)
    assert len({version(), version(calibration={"threshold": 0.4}), version(calibration={"threshold": 0.5})}) == 3


def test_version_changes_with_the_bytes(tmp_path: Path) -> None:
    hashes = manifest()["sha256"]
    changed = archive(tmp_path, manifest(sha256=hashes | {"lower.onnx": "0" * 64}))
    assert weights_version(changed) != weights_version(archive(tmp_path))


@pytest.mark.parametrize("contents", [["format"], {}, {"sha256": {}}, 7])
def test_version_of_what_cannot_be_read(contents: Any, tmp_path: Path) -> None:
    assert weights_version(archive(tmp_path, contents)) == "none"
    assert weights_version(tmp_path / "nothing") == "none"


def test_the_weights_that_these_tests_read_with() -> None:
    assert read_archive(weights()).version == weights_version(weights()) != "none"
