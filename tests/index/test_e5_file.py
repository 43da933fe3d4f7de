"""The file of the multilingual model: read whole, or refused in one sentence."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.errors import ModelError
from embeddings.index.embedders import e5_file
from tests.index.e5_files import HIDDEN, LAYERS, PIECES, tiny


def test_sizes_words_and_tensors_are_read() -> None:
    found = e5_file.parse(tiny())
    assert (found.sizes.hidden, found.sizes.layers, found.sizes.vocabulary) == (HIDDEN, LAYERS, len(PIECES))
    assert [piece for piece, _ in found.pieces] == PIECES
    assert [score for _, score in found.pieces[:3]] == [0.0, -1.0, -2.0]
    assert found.tensors["emb.ln.w"].tolist() == [1.0] * HIDDEN
    assert found.tensors["emb.word"].shape == (len(PIECES) * HIDDEN,)


def test_a_block_of_four_bit_weights_is_read_as_it_is_defined() -> None:
    block = np.zeros(1, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
    block["scale"] = 0.5
    block["halves"][0, :2] = 0x90, 0x3F
    found = e5_file._dequantise(block.tobytes(), 32, 0)
    assert found[[0, 16]].tolist() == [-4.0, 0.5], "byte 0: 0 low and 9 high, each less 8, times the scale"
    assert found[[1, 17]].tolist() == [3.5, -2.5]
    assert found[2:16].tolist() == [-4.0] * 14


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "buffer"),
        (b"E5S1", "buffer"),
        (tiny(magic=b"GGUF"), "another format"),
        (b"{}" * 5000, "another format"),
        (tiny()[:200], r"buffer|cut off"),
        (tiny()[:600], r"buffer|cut off"),
        (tiny()[:-1], "buffer"),
        (tiny().replace("▁rope".encode(), b"\xff\xff\xffrope", 1), "decode"),
    ],
)
def test_another_or_a_damaged_file_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        e5_file.parse(data)
    said = str(caught.value)
    assert said.startswith("The multilingual model's file cannot be read (")
    assert said.endswith(").")
    assert "\n" not in said
