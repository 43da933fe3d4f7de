"""Does the reply answer, come close, or is there nothing? All evidence is gathered here, by name, and weighed
once.

Two logistic regressions, each over a handful of signals that a person can check: one asks whether the notes
answer, the other whether they hold anything on it at all. The weights were fitted on labelled questions over
invented notes only (``tests/benchmarks/calibrate.py``), so that the real notes used for reporting had no part
in them; a question is answered from even odds on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from embeddings.answer.question import Question
from embeddings.answer.retrieve import Hit, Term, coverage
from embeddings.answer.score import Scored, holds_wanted
from embeddings.records import Verdict
from embeddings.text import tokens


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a reply; 0 to 1 each, but for ``strength``."""

    strength: float
    """Score of the session's best unit (see ``quotes``): by vector, by words, by kind."""
    wanted_far: float
    """For how many, how much and when: 1 less the share of the question's words beside the nearest such
    thing.
    """
    asks_which: float
    """1 for a question that asks for one named thing ("which database ..."): notes often leave it out."""
    asks_whether: float
    """1 for a question that yes or no would answer."""
    about_only: float
    """1 where the question says nothing beyond the session's title and people: any of its text answers."""
    who_far: float
    """The same for who, where the question says more than the session's title and people."""
    unknown: float
    """Weighted share of the question's words that the notes never use."""
    lost: float
    """``unknown`` times what ``strength`` lacks to 1: words not there, and nothing else that fits."""


ANSWERS: Mapping[str, float] = {
    "bias": 0.76,
    "strength": 0.72,
    "wanted_far": -2.57,
    "who_far": -0.57,
    "asks_which": -1.83,
    "asks_whether": -0.89,
    "about_only": 1.57,
    "lost": -2.5,
}
HOLDS: Mapping[str, float] = {"bias": -2.0, "strength": 5.61, "unknown": -1.89}
ANSWER_FROM = 0.5
"""Even odds: classes were weighted equally when fitting."""
HOLDS_FROM = 0.12
"""So that at most 3 in 100 answerable questions over the invented notes are turned away."""


def gather(
    question: Question,
    terms: Sequence[Term],
    first: Hit,
    title: Sequence[str],
    people: Sequence[str],
    scored: Sequence[Scored],
) -> Evidence:
    """Gather the evidence on a reply from ``first``, whose title, people and scored units are given."""
    language = first.session.language
    beyond = [term for term in terms if term.stems.isdisjoint((*title, *people))]

    def far(wanted: Sequence[Term]) -> float:
        shares = (
            coverage(wanted, lambda term: not term.stems.isdisjoint(held))  # noqa: B023
            for segment in scored
            if segment.measured and holds_wanted(segment.segment.text, question.wanted)
            for held in [tokens.stem_set(segment.segment.text, language)]
        )
        return 1 - max(shares, default=0.0)

    strength = max((segment.score for segment in scored), default=0.0)
    whole = sum(term.weight for term in terms)
    # Words of another language than the notes' are unknown to them whatever they mean: that says nothing.
    foreign = question.language is not None and question.language != language
    unknown = 0.0 if foreign or not whole else sum(t.weight for t in terms if not t.known) / whole
    return Evidence(
        strength=strength,
        wanted_far=far(beyond or terms) if question.wanted in ("number", "price", "when") else 0.0,
        who_far=far(beyond) if question.wanted == "who" and beyond else 0.0,
        asks_which=float(question.asks_which),
        asks_whether=float(question.asks_whether),
        about_only=float(not beyond),
        unknown=unknown,
        lost=unknown * max(0.0, 1 - strength),
    )


def odds(weights: Mapping[str, float], evidence: Evidence) -> float:
    """Give the probability that a set of weights makes of the evidence."""
    measured = asdict(evidence)
    total = weights["bias"] + sum(
        weight * measured[name] for name, weight in weights.items() if name != "bias"
    )
    return 1 / (1 + math.exp(-total))


def judge(evidence: Evidence) -> Verdict:
    """Give the verdict."""
    if odds(HOLDS, evidence) < HOLDS_FROM:
        return "none"
    return "answer" if odds(ANSWERS, evidence) >= ANSWER_FROM else "closest"
