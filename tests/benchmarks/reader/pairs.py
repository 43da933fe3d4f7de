"""Questions beside passages, labelled: what the answer reader is trained on.

``python -m tests.benchmarks.reader pairs`` writes them as arrays of tokens, so that whatever trains needs
neither Quoth nor its libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.answer.reader import layout
from embeddings.answer.reader.protocol import Passage

TEXT_TOKENS = 160
"""Tokens of sentences in training: more than are read in use, so that no length is new to the reader."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question beside a passage."""

    passage: Passage
    answers: bool
    gold: tuple[int, ...] = ()
    """The sentences that answer, by their place; none where it is not known which, or none does."""
    source: str = ""
    """The set, or the collection of notes."""
    kind: str = ""
    weight: float = 1.0
    question: int = 0
    """Number of the question within its source: its pairs are taken or left together."""


def as_arrays(tokenizer: Any, pairs: Sequence[Pair]) -> dict[str, NDArray[Any]]:
    """Return pairs as arrays: those of tokens and spans are flat, with the places where each pair begins.

    A pair whose answering sentences were all cut off is left out.
    """
    laid = layout.lay_out(tokenizer, [pair.passage for pair in pairs], most=TEXT_TOKENS)
    kept = [
        (pair, one)
        for pair, one in zip(pairs, laid, strict=True)
        if any(end for _, end in one.spans) and (not pair.gold or any(one.spans[i][1] for i in pair.gold))
    ]
    sources = sorted({pair.source for pair, _ in kept})
    kinds = sorted({pair.kind for pair, _ in kept})
    spans = [(*span, i in pair.gold) for pair, one in kept for i, span in enumerate(one.spans) if span[1]]
    read = [sum(end > 0 for _, end in one.spans) for _, one in kept]
    return {
        "ids": np.array([i for _, one in kept for i in one.ids], dtype=np.uint16),
        "begins": _begins(len(one.ids) for _, one in kept),
        "question_tokens": np.array([one.question for _, one in kept], dtype=np.uint8),
        "spans": np.array([span[:2] for span in spans], dtype=np.uint16).reshape(-1, 2),
        "gold": np.array([span[2] for span in spans], dtype=bool),
        "span_begins": _begins(read),
        "answers": np.array([pair.answers for pair, _ in kept], dtype=bool),
        "pointing": np.array([bool(pair.gold) or not pair.answers for pair, _ in kept], dtype=bool),
        "weight": np.array([pair.weight for pair, _ in kept], dtype=np.float32),
        "question": np.array([pair.question for pair, _ in kept], dtype=np.int32),
        "source": np.array([sources.index(pair.source) for pair, _ in kept], dtype=np.uint8),
        "sources": np.array(sources),
        "kind": np.array([kinds.index(pair.kind) for pair, _ in kept], dtype=np.uint8),
        "kinds": np.array(kinds),
    }


def _begins(lengths: Any) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(list(lengths), dtype=np.int64)])


def write(path: Path, tokenizer: Any, pairs: Sequence[Pair]) -> int:
    """Write pairs to an ``.npz`` file; return how many were kept."""
    arrays: dict[str, Any] = as_arrays(tokenizer, pairs)
    np.savez_compressed(path, **arrays)
    return len(arrays["answers"])
