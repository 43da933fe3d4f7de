"""Fits the weights of quotes and verdicts on the invented notes; says how they do where they were not fitted.

Run by hand: ``python -m tests.benchmarks.calibrate``. Each invented collection is judged by weights fitted on
the other ones (leave one out); the weights printed at the end are fitted on all of them. Where
``QUOTH_CORPORA`` and ``QUOTH_QUESTIONS`` name real notes and their questions, those are judged by the printed
weights and never fitted on. ``--model`` takes another model's folder.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from embeddings.answer import compose, confidence, retrieve, score
from embeddings.answer.confidence import ReadWeights
from embeddings.answer.score import ScoredSegment
from embeddings.answer.select import Selection
from embeddings.answer.signals import SIGNALS, Weights
from embeddings.evaluation import Judged, Labelled, evaluate, figures, holds, read_questions
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from embeddings.proof import lines_of
from embeddings.records import Session
from embeddings.text.markdown_words import words
from embeddings.text.same_title import same_title

COLLECTIONS = Path(__file__).parents[1] / "collections"
Array = NDArray[np.float64]


@dataclass(frozen=True)
class SegmentSample:
    """The segments of the right session of one question, and which of them hold the fragment."""

    scored: list[ScoredSegment]
    session: Session
    lines: Sequence[str]
    holding: Array
    fragment: str

    def table(self, names: Sequence[str]) -> Array:
        return np.array([[float(segment.measured.get(name, 0)) for name in names] for segment in self.scored])


@dataclass(frozen=True)
class Collection:
    name: str
    segments: list[SegmentSample]
    judged: list[Judged]


def collections() -> Iterator[tuple[str, Path, Path, bool]]:
    """Return name, notes, questions, and whether it may be fitted on."""
    for folder in sorted(COLLECTIONS.iterdir()):
        if (folder / "questions.jsonl").is_file():
            yield folder.name, folder / "notes", folder / "questions.jsonl", True
    corpora, questions = os.environ.get("QUOTH_CORPORA"), os.environ.get("QUOTH_QUESTIONS")
    if corpora and questions:
        for file in sorted(Path(questions).glob("*.jsonl")):
            yield file.stem, Path(corpora, file.stem), file, False


def load(
    name: str, notes: Path, questions: Path, embedder: SentenceTransformerEmbedder, folder: Path
) -> Collection:
    library = Library(notes, folder / f"{name}.db", embedder)
    library.refresh()
    labels = read_questions(questions)
    segments = [sample for label in labels if label.quote for sample in _segment_sample(library, label)]
    judged = evaluate(library, labels)
    library.close()
    return Collection(name, segments, judged)


def _segment_sample(library: Library, label: Labelled) -> Iterator[SegmentSample]:
    with library.reading() as state:
        session = next(
            (s for s in state.catalogue.sessions if any(same_title(s.title, t) for t in label.sessions)), None
        )
        if session is None:
            return
        prepared = compose.prepare(state, label.question)
        terms = retrieve.weigh(state, prepared.question, prepared.corrections)
        vector = state.embedder.encode_queries([prepared.text])[0]
        title = state.catalogue.entries[session.id].title
        share = retrieve.coverage(terms, lambda term: not term.stems.isdisjoint(title))
        about = compose.asks_for_session(terms, share)
        scored = score.score_session(state, prepared.question, terms, vector, session, about=about)
    fragment = label.quote or ""
    holding = np.array(
        [_has(one.segment.text, fragment) and one.segment.kind not in ("speaker", "link") for one in scored]
    )
    if scored and holding.any() and not holding.all():
        yield SegmentSample(scored, session, lines_of(library.notes, session.file), holding, fragment)


def _has(text: str, fragment: str) -> bool:
    """Tell whether a segment holds the fragment, or is a good part of one that spans several."""
    segment, wanted = words(text), words(fragment)
    return holds(text, fragment) or (
        len(segment) >= 0.3 * len(wanted) and f" {' '.join(segment)} " in f" {' '.join(wanted)} "
    )


def fit_segments(samples: Sequence[SegmentSample], names: Sequence[str]) -> Array:
    """Minimise the listwise logistic loss: minus log of the softmax over those that hold it."""
    tables = [(sample.table(names), sample.holding.astype(bool)) for sample in samples]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, holding in tables:
            scores = table @ weights
            raised = np.exp(scores - scores.max())
            chance = raised / raised.sum()
            right = chance[holding].sum()
            wanted = np.zeros_like(chance)
            wanted[holding] = raised[holding] / raised[holding].sum()
            total -= float(np.log(right + 1e-12))
            slope -= (wanted - chance) @ table
        return total / len(tables) + 0.001 * float(weights @ weights), slope / len(tables) + 0.002 * weights

    return np.asarray(minimize(loss, np.ones(len(names)), jac=True, method="L-BFGS-B").x)


def quoted(samples: Sequence[SegmentSample], names: Sequence[str], weights: Array) -> float:
    """Share of the samples whose chosen quotes hold the fragment."""
    sharpness = weights[names.index("segment")]
    good = 0
    for sample in samples:
        scores = sample.table(names) @ weights / sharpness
        scored = [
            ScoredSegment(u.segment, u.place, u.measured, float(s))
            for u, s in zip(sample.scored, scores, strict=True)
        ]
        chosen = Selection(scored, sample.session, sample.lines).take()
        good += any(holds(quote.text, sample.fragment) for quote in chosen)
    return 100 * good / len(samples)


def fit_odds(judged: Sequence[Judged], names: Iterable[str]) -> Weights:
    """Fit a logistic regression, both classes weighted equally; its weights are given for the raw signals."""
    names = list(names)
    seen = [(one.considered.evidence, one.label.answerable) for one in judged if one.considered.evidence]
    table = np.array([[signals[name] for name in names] for signals, _ in seen])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=5000)
    model.fit((table - middle) / spread, [answerable for _, answerable in seen])
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * middle).sum())
    return Weights(bias, dict(zip(names, weights.tolist(), strict=True)))


def fit_read(collections: Sequence[Sequence[Judged]], hedged: float = 0.15) -> ReadWeights:
    """Fit the verdict where a reader read: collections and classes weigh alike, so many answerable hedged.

    The reader must not have been trained on these collections.
    """
    rows = [
        (SIGNALS.answers.log_odds(found.evidence), found.read.answers, one.label.answerable, 1 / len(judged))
        for judged in collections
        for one in judged
        if (found := one.considered).evidence is not None and found.read is not None
    ]
    table, right = np.array([row[:2] for row in rows]), np.array([row[2] for row in rows])
    weight = np.array([row[3] for row in rows])
    for side in (right, ~right):
        weight[side] /= weight[side].sum()
    model = LogisticRegression(C=10.0, max_iter=5000).fit(table, right, sample_weight=weight * len(rows) / 2)
    evidence, reader = model.coef_[0]
    order = np.argsort(scores := (table @ model.coef_[0])[right])
    share = np.cumsum(weight[right][order]) / weight[right].sum()
    bias = -float(scores[order][int(np.searchsorted(share, hedged))])
    return ReadWeights(bias, float(evidence), float(reader))


def refit(judged: Sequence[Judged]) -> tuple[Weights, Weights]:
    """Fit both regressions: does it answer, and do the notes hold anything on it."""
    clear = [one for one in judged if one.label.answerable or one.label.kind == "unanswerable-far"]
    return fit_odds(judged, SIGNALS.answers.of), fit_odds(clear, SIGNALS.holds.of)


def rates(judged: Sequence[Judged], answers: Weights, holds: Weights) -> dict[str, float]:
    """Percentages turned away and hedged of the answerable, answered of the others."""
    given = [(one.label, _verdict(one, answers, holds)) for one in judged]
    return {
        "refused": _percent(verdict == "none" for label, verdict in given if label.answerable),
        "hedged": _percent(verdict == "closest" for label, verdict in given if label.answerable),
        "answered": _percent(verdict == "answer" for label, verdict in given if not label.answerable),
        "far refused": _percent(verdict == "none" for label, verdict in given if label.kind.endswith("-far")),
    }


def _verdict(one: Judged, answers: Weights, holds: Weights) -> str:
    evidence = one.considered.evidence
    if evidence is None:
        return one.answer.verdict
    said = one.considered.read
    return confidence.weigh(evidence, answers, holds, None if said is None else said.answers)


def _percent(values: Iterable[bool]) -> float:
    counted = list(values)
    return round(100 * sum(counted) / max(1, len(counted)), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--model", type=Path, help="a sentence-transformers folder instead of the packaged model"
    )
    embedder = SentenceTransformerEmbedder(parser.parse_args().model)
    fitted: list[Collection] = []
    real: list[Collection] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, notes, questions, may_fit in collections():
            (fitted if may_fit else real).append(load(name, notes, questions, embedder, Path(folder)))
    names = list(score.WEIGHTS)
    quote_rates, verdict_rates = [], []
    for left_out in fitted:
        rest = [collection for collection in fitted if collection is not left_out]
        weights = fit_segments([sample for collection in rest for sample in collection.segments], names)
        answers, holds_on = refit([one for collection in rest for one in collection.judged])
        quote_rates.append(quoted(left_out.segments, names, weights))
        verdict_rates.append(rates(left_out.judged, answers, holds_on))
        report(left_out, quote_rates[-1], verdict_rates[-1])
    means = {key: round(float(np.mean([rate[key] for rate in verdict_rates])), 1) for key in verdict_rates[0]}
    print(f"left out, mean    quoted {np.mean(quote_rates):.1f}", means)
    weights = fit_segments([sample for collection in fitted for sample in collection.segments], names)
    answers, holds_on = refit([one for collection in fitted for one in collection.judged])
    for collection in real:
        report(
            collection,
            quoted(collection.segments, names, weights),
            rates(collection.judged, answers, holds_on),
        )
    if len(real) > 1:
        for left_out in real:
            read = fit_read([collection.judged for collection in real if collection is not left_out])
            with patch.object(confidence, "READ", read):
                print(f"{left_out.name:16} left out", rates(left_out.judged, SIGNALS.answers, SIGNALS.holds))
        print("confidence.READ", fit_read([collection.judged for collection in real]))
    sharpness = float(weights[names.index("segment")])
    print("score.WEIGHTS", dict(zip(names, (weights / sharpness).round(2).tolist(), strict=True)))
    print("select._SHARPNESS", round(sharpness, 1))
    for name, fit in (("answers", answers), ("holds", holds_on)):
        rounded = {signal: round(weight, 2) for signal, weight in fit.of.items()}
        print(f"signals, {name}: bias {fit.bias:.2f}", rounded)


def report(collection: Collection, quote_rate: float, verdicts: Mapping[str, float]) -> None:
    """Print a collection's row: with the weights just fitted, then with those that are built in."""
    print(f"{collection.name:16} quoted {quote_rate:5.1f}  {verdicts}")
    print(f"{'':16} built in {asdict(figures(collection.judged))}")


if __name__ == "__main__":
    main()
