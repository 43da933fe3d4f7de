"""Fits the weights of verdicts on notes in Chinese, Japanese and Korean; says how they do where not fitted.

Run by hand: ``python -m tests.benchmarks.calibrate_cjk LIBRARIES CORPORA QUESTIONS [CORPORA QUESTIONS ...]``,
with folders of real notes and their labelled questions, and one that keeps the libraries. The invented
collections in these languages are fitted on as well. Each real collection is judged by weights fitted on the
others (leave one out); the weights printed at the end are fitted on all. Needs the multilingual model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from embeddings.answer.signals import Weights
from embeddings.answer.signals_cjk import CJK
from embeddings.evaluation import Judged, evaluate, read_questions
from embeddings.index.embedders.choice import ModelChoice
from embeddings.library import Library
from tests.benchmarks.reader.notes import Collection
from tests.benchmarks.reader.prepare import invented, named

HEDGED = 15.0
"""Percentage of the answerable questions that the bias hedges."""
Array = NDArray[np.float64]


def judged_of(collection: Collection, models: ModelChoice, work: Path) -> list[Judged]:
    """Return the questions of a collection that the signals of these languages judge."""
    library = Library.open(collection.notes, work / f"{collection.name}.lib", models=models)
    library.refresh()
    labels = [label for file in collection.questions for label in read_questions(file)]
    judged = evaluate(library, labels)
    library.close()
    return [one for one in judged if one.considered.evidence and one.considered.signals is CJK]


def fit(real: Sequence[Sequence[Judged]], more: Sequence[Sequence[Judged]]) -> Weights:
    """Return the weights that tell the classes apart best, collections and both classes weighing alike.

    The bias is that which hedges ``HEDGED`` % of the answerable over the ``real`` ones.
    """
    collections = [*real, *more]
    names = list(CJK.answers.of)
    rows = [
        ([(one.considered.evidence or {})[name] for name in names], one.label.answerable, number)
        for number, judged in enumerate(collections)
        for one in judged
    ]
    table, right = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    owner = np.array([row[2] for row in rows])
    weight = np.zeros(len(rows))
    for number in range(len(collections)):
        for side in (right, ~right):
            mine = side & (owner == number)
            weight[mine] = 20 / max(1, mine.sum())
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=5000).fit(
        (table - middle) / spread, right, sample_weight=weight
    )
    weights = model.coef_[0] / spread
    scores = table @ weights
    bias = -_where_hedged([scores[right & (owner == number)] for number in range(len(real))])
    return Weights(bias, dict(zip(names, weights.tolist(), strict=True)))


def _where_hedged(scores: Sequence[Array]) -> float:
    """Return the score below which ``HEDGED`` % of the answerable are, each collection weighing alike."""
    every = np.sort(np.concatenate(scores))
    shares = [np.mean([np.mean(own < at) for own in scores if len(own)]) for at in every]
    return float(every[int(np.searchsorted(shares, HEDGED / 100))])


def rates(judged: Sequence[Judged], weights: Weights) -> tuple[float, float]:
    """Return the percentages hedged of the answerable and answered of the others."""
    given = [(one.label.answerable, weights.log_odds(one.considered.evidence or {}) >= 0) for one in judged]
    hedged = [not answered for answerable, answered in given if answerable]
    false = [answered for answerable, answered in given if not answerable]
    return 100 * float(np.mean(hedged)), 100 * float(np.mean(false))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", type=Path)
    parser.add_argument("folders", type=Path, nargs="+", help="CORPORA QUESTIONS, as often as there are")
    chosen = parser.parse_args()
    models = ModelChoice()
    pairs = zip(chosen.folders[::2], chosen.folders[1::2], strict=True)
    real = [one for corpora, questions in pairs for one in named(corpora, questions)]
    found: dict[str, list[Judged]] = {}
    for collection in [*real, *invented()]:
        if judged := judged_of(collection, models, chosen.libraries):
            found[collection.name] = judged
    results = []
    names = [one.name for one in real if one.name in found]
    more = [judged for name, judged in found.items() if name not in names]
    for name in names:
        weights = fit([found[other] for other in names if other != name], more)
        results.append(rates(found[name], weights))
        print(f"{name:20} left out: hedged {results[-1][0]:.0f} %, answered falsely {results[-1][1]:.0f} %")
    print("mean", np.mean(results, axis=0).round(1), "worst", np.max(results, axis=0).round(1))
    weights = fit([found[name] for name in names], more)
    print(f"answers={weights.bias:.2f}", {name: round(value, 2) for name, value in weights.of.items()})


if __name__ == "__main__":
    main()
