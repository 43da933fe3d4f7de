"""What each part of the answering is worth: the figures without it.

Run by hand: ``python -m tests.benchmarks.ablation``. Legs, repair and the answer reader are left out over all
collections, the weights as built in, and the worst collection stands behind each mean; each piece of a
verdict's evidence is left out, the rest fitted again, every collection judged by weights that were fitted on
the others.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from embeddings.answer import compose, retrieve, score
from embeddings.answer.signals import SIGNALS
from embeddings.answer.signals_cjk import CJK
from embeddings.evaluation import Judged, evaluate, figures, read_questions
from embeddings.index.embedders.choice import ModelChoice
from embeddings.index.vectors.faiss_index import FaissIndex
from embeddings.library import Library
from tests.benchmarks.calibrate import collections, fit_odds, rates

FIGURES = ("session_1", "session_3", "quote", "pointed", "false_refusal", "hedged", "false_answer", "words")
LESS_IS_BETTER = ("false_refusal", "hedged", "false_answer", "words")
WORD_SIGNALS = ("beyond_title", "coverage")
VECTOR_SIGNALS = ("segment", "chunk")


@contextmanager
def no_words() -> Iterator[None]:
    """Leave out the words: only vectors find and rank."""
    weights = {name: 0.0 if name in WORD_SIGNALS else weight for name, weight in score.WEIGHTS.items()}
    with (
        patch.object(retrieve, "_WORDS_WEIGHT", 0.0),
        patch.object(retrieve, "_PEOPLE_WEIGHT", 0.0),
        patch.object(score, "WEIGHTS", weights),
    ):
        yield


@contextmanager
def no_vectors() -> Iterator[None]:
    """Leave out the vectors: only words find and rank."""
    weights = {name: 0.0 if name in VECTOR_SIGNALS else weight for name, weight in score.WEIGHTS.items()}

    def nothing(_: FaissIndex, questions: Any, *__: Any) -> list[list[tuple[int, float]]]:
        return [[] for _ in questions]

    def zeros(_: FaissIndex, ids: Sequence[int]) -> Any:
        return np.zeros((len(ids), 384), dtype=np.float32)

    with (
        patch.object(FaissIndex, "search", nothing),
        patch.object(FaissIndex, "vectors", zeros),
        patch.object(score, "WEIGHTS", weights),
    ):
        yield


@contextmanager
def no_repair() -> Iterator[None]:
    """Leave misspelt words as they are."""
    with patch.object(retrieve, "correct", lambda *_: {}):
        yield


@contextmanager
def no_reader() -> Iterator[None]:
    """Let no trained reader read: the evidence alone chooses sentences and verdicts."""
    with patch.object(compose, "_readable", lambda *_: False):
        yield


@contextmanager
def everything() -> Iterator[None]:
    """Leave nothing out."""
    yield


def main() -> None:
    models = ModelChoice()
    with tempfile.TemporaryDirectory() as folder:
        places = [
            (Library(notes, Path(folder, f"{name}.db"), models), file, own)
            for name, notes, file, own in collections()
        ]
        for library, _, _ in places:
            library.refresh()
        kept: list[tuple[list[Judged], bool]] = []
        for variant in (everything, no_reader, no_words, no_vectors, no_repair):
            with variant():
                judged = [(evaluate(library, read_questions(file)), own) for library, file, own in places]
            kept = kept or judged
            for own in (True, False):
                _print(
                    f"{variant.__name__}, {'invented' if own else 'real'}",
                    [j for j, mine in judged if mine is own],
                )
    # Chinese, Japanese and Korean have signals of their own, which are fitted on real notes.
    english = [[one for one in judged if one.considered.signals is not CJK] for judged, own in kept if own]
    invented = [judged for judged in english if judged]
    names = list(SIGNALS.answers.of)
    for left_out in (None, *names):
        used = [name for name in names if name != left_out]
        results = []
        for held in invented:
            rest = [one for judged in invented if judged is not held for one in judged]
            results.append(rates(held, fit_odds(rest, used), SIGNALS.holds))
        means = {key: round(statistics.mean(result[key] for result in results), 1) for key in results[0]}
        print(f"evidence without {left_out or 'nothing':14}", means)


def _print(name: str, judged: Sequence[Sequence[Judged]]) -> None:
    if not judged:
        return
    rows = [asdict(figures(one)) for one in judged]
    told = []
    for key in FIGURES:
        values = [row[key] for row in rows if row[key] is not None]
        worst = max(values) if key in LESS_IS_BETTER else min(values)
        told.append(f"{key} {statistics.mean(values):.1f} ({worst:.1f})")
    print(f"{name:26}", ", ".join(told))


if __name__ == "__main__":
    main()
