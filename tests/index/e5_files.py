"""A file of the multilingual model's format, with a model so small that its numbers are of no use."""

from __future__ import annotations

import struct

import numpy as np

HIDDEN, LAYERS, HEADS, INTERMEDIATE, POSITIONS, TYPES = 32, 2, 2, 64, 40, 2
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁rope",
    "▁ropes",
    "▁lamp",
    *"abcdefghijklmnopqrstuvwxyz:",
    "<mask>",
]


def matrix(weights: int, seed: int) -> bytes:
    """Return weights, drawn at random, as blocks of Q4_0."""
    random = np.random.default_rng(seed)
    blocks = np.zeros(weights // 32, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
    blocks["scale"] = 0.05
    blocks["halves"] = random.integers(0, 256, (len(blocks), 16))
    return blocks.tobytes()


def tiny(*, magic: bytes = b"E5S1", pieces: list[str] = PIECES) -> bytes:
    """Return the bytes of a whole file."""
    words = [piece.encode() for piece in pieces]
    starts = np.cumsum([0, *map(len, words)]).astype("<u4")
    scores = -np.arange(len(words), dtype="<f4")
    text = b"".join(words)
    head = struct.pack(
        "<4sI7ifi", magic, 1, HIDDEN, LAYERS, HEADS, INTERMEDIATE, len(words), POSITIONS, TYPES, 1e-12, 0
    )
    head += (
        struct.pack("<5iQ", len(words), 0, 2, 1, 3, len(text)) + starts.tobytes() + scores.tobytes() + text
    )
    head += struct.pack("<iI", 0, 3) + b"xyz"
    ones, zeros = np.ones(HIDDEN, "<f4").tobytes(), np.zeros(HIDDEN, "<f4").tobytes()
    tensors: dict[str, tuple[int, bytes]] = {
        "emb.word": (1, matrix(len(words) * HIDDEN, 1)),
        "emb.pos": (0, np.zeros(POSITIONS * HIDDEN, "<f4").tobytes()),
        "emb.type": (0, np.zeros(TYPES * HIDDEN, "<f4").tobytes()),
        "emb.ln.w": (0, ones),
        "emb.ln.b": (0, zeros),
    }
    for layer in range(LAYERS):
        for number, part in enumerate(("q", "k", "v", "ao")):
            tensors[f"l{layer}.{part}.w"] = 1, matrix(HIDDEN * HIDDEN, 10 * layer + number + 2)
            tensors[f"l{layer}.{part}.b"] = 0, zeros
        tensors[f"l{layer}.fi.w"] = 1, matrix(HIDDEN * INTERMEDIATE, 50 + layer)
        tensors[f"l{layer}.fi.b"] = 0, np.zeros(INTERMEDIATE, "<f4").tobytes()
        tensors[f"l{layer}.fo.w"] = 1, matrix(HIDDEN * INTERMEDIATE, 60 + layer)
        tensors[f"l{layer}.fo.b"] = 0, zeros
        for norm in ("aln", "oln"):
            tensors[f"l{layer}.{norm}.w"] = 0, ones
            tensors[f"l{layer}.{norm}.b"] = 0, zeros
    at = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, (quantised, held) in tensors.items():
        count = len(held) // 18 * 32 if quantised else len(held) // 4
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", quantised, count, at + len(body), len(held))
        body += held
    return head + directory + body
