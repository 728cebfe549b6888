from pathlib import Path

import numpy as np
import pytest
from shipped import weights

from bukti.network.archive import read_archive
from bukti.network.exact import has_dot_products, initializers


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("processor : 0\nflags\t\t: fpu sse avx2 fma\n", False),
        ("processor : 0\nflags\t\t: fpu avx2 avx512_vnni fma\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("nothing of the kind\n", True),
    ],
)
def test_dot_products_are_what_the_processor_says(said: str, expected: bool, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(said)
    assert has_dot_products(tmp_path / "cpuinfo") is expected


def test_a_system_that_does_not_say_is_taken_to_have_them(tmp_path: Path) -> None:
    assert has_dot_products(tmp_path / "nothing")


def test_weights_of_a_graph_by_name() -> None:
    found = dict(initializers(read_archive(weights()).parts["upper.onnx"]))
    whole, scale = found["layers.4.q.weight_quantized"], found["layers.4.q.weight_scale"]
    assert (whole.shape, scale.shape) == ((384, 384), (384,))
    assert whole.dtype == np.int8
    assert (np.abs(whole.astype(int)).max(0) == 127).mean() > 0.9, "each column is scaled to its largest weight"
    assert (scale > 0).all()
