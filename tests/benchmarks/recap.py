"""How well a recap's sentences are chosen, and how fast: against what takes no thought.

usage: python -m tests.benchmarks.recap [--fit]

For each session with a reference summary (``tests/summaries``): ROUGE-L F1 of the chosen sentences against
the summary, F1 of the sentences against those that the summary's author marked, and words. The sentences of
``tests/summaries`` are judged by weights that were fitted on the other collections (leave one out); those of
``tests/summaries/unseen``, written after the weights were settled, by the weights as they are in the code.
One person wrote all summaries, so the figures compare ways of choosing; they say little about another
reader's taste.
``--fit`` prints weights fitted on everything but the unseen.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rouge_score import rouge_scorer  # type: ignore[import-untyped]
from rouge_score.tokenizers import Tokenizer  # type: ignore[import-untyped]

from embeddings.digest import recap
from embeddings.digest.extract import WEIGHTS, Candidates, choose
from embeddings.library import Library
from embeddings.proof import lines_of
from embeddings.text import tokens
from embeddings.text.markdown_words import count_words

TESTS = Path(__file__).parent.parent
_DRAWS = 30
"""Random choices a session, of which the mean is given."""
_RIDGE = 5.0
"""Pull of the weights to zero."""
REAL_NOTES = {name: WEIGHTS[name] for name in ("central", "opens", "sum")}
"""The weights that are not fitted on the summaries, but set by real notes (see ``own_sums``)."""


class _Words(Tokenizer):  # type: ignore[misc]
    """Words as Quoth cuts them: rouge-score's own tokenizer knows ASCII only."""

    def tokenize(self, text: str) -> list[str]:
        return tokens.tokenize(text)


_SCORER = rouge_scorer.RougeScorer(["rougeL"], tokenizer=_Words())


@dataclass(frozen=True, slots=True)
class Case:
    """A session with what its reference summary says."""

    collection: str
    found: Candidates
    marked: frozenset[int]
    """Places in ``found.body``."""
    summary: str


Choose = Callable[[Case], Sequence[int]]


def notes_of(collection: str) -> Path:
    """Return the folder of a collection's notes."""
    return TESTS.parent / "notes" if collection == "sample" else TESTS / "collections" / collection / "notes"


def cases(folder: Path, scratch: Path) -> list[Case]:
    """Read the reference summaries of a folder, and measure their sessions."""
    found = []
    for file in sorted(folder.glob("*.json")):
        notes = notes_of(file.stem)
        library = Library.open(notes, scratch / f"{file.stem}.db")
        library.refresh()
        by_title = {session.title: session for session in library.sessions()}
        with library.reading() as state:
            for reference in json.loads(file.read_text(encoding="utf-8")):
                session = by_title[reference["title"]]
                measured = Candidates.of(state, session, lines_of(notes, session.file))
                marked = {
                    k
                    for k, place in enumerate(measured.body)
                    if measured.members[place].text.startswith(tuple(reference["sentences"]))
                }
                found.append(Case(file.stem, measured, frozenset(marked), reference["summary"]))
        library.close()
    return found


def judge(case: Case, chosen: Sequence[int]) -> tuple[float, float, int]:
    """Return ROUGE-L F1, sentence F1, and words."""
    text = "\n".join(case.found.members[case.found.body[k]].text for k in chosen)
    hits = len(set(chosen) & case.marked)
    rouge = float(_SCORER.score(case.summary, text)["rougeL"].fmeasure)
    return rouge, 2 * hits / max(1, len(chosen) + len(case.marked)), count_words(text)


def fit(training: Sequence[Case], rounds: int = 800, rate: float = 0.008) -> dict[str, float]:
    """Fit weights by a listwise logistic loss (ListNet's top one) with a ridge, on standardised evidence."""
    names = list(training[0].found.evidence[0])
    tables = [np.array([[one[name] for name in names] for one in case.found.evidence]) for case in training]
    middle, spread = np.concatenate(tables).mean(axis=0), np.concatenate(tables).std(axis=0) + 1e-9
    tables = [(table - middle) / spread for table in tables]
    targets = [
        np.array([k in case.marked for k in range(len(case.found.body))], dtype=float)
        / max(1, len(case.marked))
        for case in training
    ]
    weights = np.zeros(len(names))
    for _ in range(rounds):
        gradient = -_RIDGE * weights
        for table, target in zip(tables, targets, strict=True):
            odds = np.exp(table @ weights - (table @ weights).max())
            gradient = gradient + table.T @ (target - odds / odds.sum())
        weights = weights + rate * gradient
    return {name: round(float(w), 2) for name, w in zip(names, weights / spread, strict=True)}


def first(count: int) -> Choose:
    """Choose the first sentences."""
    return lambda case: range(min(count, len(case.found.body)))


def first_words(case: Case) -> list[int]:
    """Choose the first sentences until they have as many words as recaps have on average (57)."""
    chosen: list[int] = []
    while len(chosen) < len(case.found.body) and judge(case, chosen)[2] < 50:
        chosen.append(len(chosen))
    return chosen


def central(case: Case) -> list[int]:
    """Choose by the centroid alone."""
    return choose(case.found, recap.MOST, {"central": 1.0})


def mean(judged: Sequence[tuple[float, float, int]]) -> str:
    """Return the means as a row."""
    rouge, f1, size = (sum(row[i] for row in judged) / len(judged) for i in range(3))
    return f"{100 * rouge:7.1f} {100 * f1:11.1f} {size:6.0f}"


def table(title: str, of: Sequence[Case], ours: Callable[[Case], Mapping[str, float] | None]) -> None:
    """Print our figures beside the baselines'."""
    chance = random.Random(1)  # noqa: S311
    print(f"\n{title}: {len(of)} sessions\n{'':34}ROUGE-L sentence F1  words")
    rows: list[tuple[str, list[tuple[float, float, int]]]] = [
        ("first two sentences", [judge(c, first(2)(c)) for c in of]),
        ("first three sentences", [judge(c, first(3)(c)) for c in of]),
        ("first sentences, as many words", [judge(c, first_words(c)) for c in of]),
        (
            "three at random",
            [
                judge(c, sorted(chance.sample(range(len(c.found.body)), min(3, len(c.found.body)))))
                for c in of
                for _ in range(_DRAWS)
            ],
        ),
        ("centroid alone, with MMR", [judge(c, central(c)) for c in of]),
        ("recap", [judge(c, choose(c.found, recap.MOST, ours(c))) for c in of]),
        ("the marked sentences themselves", [judge(c, sorted(c.marked)) for c in of]),
    ]
    for name, judged in rows:
        print(f"{name:34}{mean(judged)}")


def speed(scratch: Path) -> None:
    """Print how long thirty sessions take, warm."""
    notes = scratch / "thirty"
    notes.mkdir()
    texts = [path for name in ("a01", "a02", "a05") for path in sorted(notes_of(name).glob("*.md"))]
    for path in texts:
        (notes / f"{path.parent.parent.name}-{path.name}").write_bytes(path.read_bytes())
    library = Library.open(notes, scratch / "thirty.db")
    library.refresh()
    count = len(library.sessions())
    library.recaps()
    start = time.perf_counter()
    library.recaps()
    print(f"\n{count} sessions recapped in {time.perf_counter() - start:.2f} s, warm")
    library.close()


def main() -> None:
    """Measure, and print tables."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        known = cases(TESTS / "summaries", scratch)
        if "--fit" in sys.argv:
            print(fit(known))
            return
        names = sorted({case.collection for case in known})
        weights = {
            name: fit([case for case in known if case.collection != name]) | REAL_NOTES for name in names
        }
        table(
            "Judged by weights fitted on the other collections", known, lambda case: weights[case.collection]
        )
        unseen = cases(TESTS / "summaries" / "unseen", scratch)
        table("Unseen when the weights were settled", unseen, lambda _: None)
        speed(scratch)


if __name__ == "__main__":
    main()
