"""The evidence of a verdict: each signal's name, measure and weights, in one place.

A signal is a function of a ``Case``, 0 to 1 but for ``strength``; its name is what calibration, ablation
and ``quoth evaluate --json`` call it by. To add one, write it below with its weights: it is then measured,
weighed and shown, and fitted again by ``tests/benchmarks/calibrate.py``.

Two questions are asked of the evidence, each by a logistic regression over the signals that carry a weight in
it: whether the notes answer (``answers``), and whether they hold anything on the subject at all (``holds``).
The weights were fitted on labelled questions over invented notes only, so that the real notes used for
reporting had no part in them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from embeddings.answer.question import Question
from embeddings.answer.retrieve import Term, coverage
from embeddings.answer.score import ScoredSegment, holds_answer_type
from embeddings.records import Quote, Session
from embeddings.text import tokens

Evidence = Mapping[str, float]
"""What was measured of a case, by the names of the signals."""


@dataclass(frozen=True)
class Case:
    """A question and the session that would answer it: what a verdict is on."""

    question: Question
    terms: Sequence[Term]
    session: Session
    title: Sequence[str]
    """Stems of the session's title."""
    people: Sequence[str]
    """Stems of its speakers, their roles and companies, and of its sponsor."""
    scored: Sequence[ScoredSegment]
    shown: Sequence[Quote] = ()
    """The quotes that would answer."""

    @property
    def is_foreign(self) -> bool:
        """Whether the question is in another language than the session."""
        return self.question.language is not None and self.question.language != self.session.language

    @cached_property
    def beyond(self) -> list[Term]:
        """The question's words that neither the session's title nor its people hold."""
        return [term for term in self.terms if term.stems.isdisjoint((*self.title, *self.people))]

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of the quotes that would answer."""
        language = self.session.language
        return frozenset().union(*(tokens.stem_set(quote.text, language) for quote in self.shown))

    @cached_property
    def nearness(self) -> float:
        """The cosine of the session's nearest segment with the question, on the common scale."""
        return max((float(one.measured.get("segment", 0.0)) for one in self.scored), default=0.0)

    def distance(self, wanted: Sequence[Term]) -> float:
        """Return 1 less the largest weighted share of ``wanted`` beside a thing of the kind asked for."""
        shares = (
            coverage(wanted, lambda term: not term.stems.isdisjoint(held))  # noqa: B023
            for one in self.scored
            if one.measured and holds_answer_type(one.segment.text, self.question.answer_type)
            for held in [tokens.stem_set(one.segment.text, self.session.language)]
        )
        return 1 - max(shares, default=0.0)


Measure = Callable[[Case], float]


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence; a weight is None where the signal has no part in that question."""

    name: str
    measure: Measure
    answers: float | None
    holds: float | None


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over signals."""

    bias: float
    of: Mapping[str, float] = field(default_factory=dict)
    """The weight of each signal, by name."""

    def odds(self, evidence: Evidence) -> float:
        """Return the probability that the weights make of the evidence; raises ValueError as ``log_odds``."""
        return 1 / (1 + math.exp(-self.log_odds(evidence)))

    def log_odds(self, evidence: Evidence) -> float:
        """Return the log-odds that the weights make of the evidence.

        Raises ValueError for a weight whose signal was not measured.
        """
        if unknown := self.of.keys() - evidence.keys():
            raise ValueError(
                f"there is no signal {', '.join(map(repr, sorted(unknown)))}; "
                f"there are: {', '.join(evidence) or 'none'}"
            )
        return self.bias + sum(weight * evidence[name] for name, weight in self.of.items())


class Signals:
    """A set of signals with the two regressions over them; they are added up in the order of registration."""

    def __init__(self, *, answers: float, holds: float) -> None:
        """Start without a signal; ``answers`` and ``holds`` are the biases of the two regressions."""
        self._bias = {"answers": answers, "holds": holds}
        self._signals: dict[str, Signal] = {}

    def signal(
        self, *, answers: float | None = None, holds: float | None = None
    ) -> Callable[[Measure], Measure]:
        """Register the decorated function as a signal of its own name.

        Raises ValueError for a name that is taken, and for a signal without a weight.
        """

        def register(measure: Measure) -> Measure:
            name = measure.__name__
            if name in self._signals:
                raise ValueError(f"there are two signals {name!r}")
            if answers is None and holds is None:
                raise ValueError(f"the signal {name!r} has no weight")
            self._signals[name] = Signal(name, measure, answers, holds)
            return measure

        return register

    def copy(self) -> Signals:
        """Return a set with the same signals, to be added to apart."""
        other = Signals(**self._bias)
        other._signals.update(self._signals)
        return other

    def measure(self, case: Case) -> Evidence:
        """Return what every signal measures of a case, by name."""
        return {name: float(signal.measure(case)) for name, signal in self._signals.items()}

    @property
    def answers(self) -> Weights:
        """Whether the notes answer the question."""
        return Weights(
            self._bias["answers"],
            {name: one.answers for name, one in self._signals.items() if one.answers is not None},
        )

    @property
    def holds(self) -> Weights:
        """Whether the notes hold anything on the subject."""
        return Weights(
            self._bias["holds"],
            {name: one.holds for name, one in self._signals.items() if one.holds is not None},
        )


SIGNALS = Signals(answers=0.76, holds=-2.0)
"""The signals that a verdict is made of."""
signal = SIGNALS.signal


@signal(answers=0.72, holds=5.61)
def strength(case: Case) -> float:
    """Return the score of the session's best segment (see ``score``): by vector, by words, by kind."""
    return max((one.score for one in case.scored), default=0.0)


@signal(answers=-2.57)
def wanted_far(case: Case) -> float:
    """For how many, how much and when: return how far the nearest such thing is from the question's words."""
    wanted = case.question.answer_type in ("number", "price", "when")
    return case.distance(case.beyond or case.terms) if wanted else 0.0


@signal(answers=-0.57)
def who_far(case: Case) -> float:
    """Return the same for who, where the question says more than the session's title and people."""
    return case.distance(case.beyond) if case.question.answer_type == "who" and case.beyond else 0.0


@signal(answers=-1.83)
def asks_which(case: Case) -> float:
    """Return 1 for a question that asks for one named thing ("which database ..."): notes often omit it."""
    return float(case.question.asks_which)


@signal(answers=-0.89)
def asks_whether(case: Case) -> float:
    """Return 1 for a question that yes or no would answer."""
    return float(case.question.asks_whether)


@signal(answers=1.57)
def about_only(case: Case) -> float:
    """Return 1 where the question says nothing beyond the session's title and people: any text answers."""
    return float(not case.beyond)


@signal(holds=-1.89)
def unknown(case: Case) -> float:
    """Return the weighted share of the question's words that the notes never use."""
    whole = sum(term.weight for term in case.terms)
    # Words of another language than the notes' are unknown to them whatever they mean: that says nothing.
    return 0.0 if case.is_foreign or not whole else sum(t.weight for t in case.terms if not t.known) / whole


@signal(answers=-2.5)
def lost(case: Case) -> float:
    """Return ``unknown`` times what ``strength`` lacks to 1: words not there, and nothing else that fits."""
    return unknown(case) * max(0.0, 1 - strength(case))
