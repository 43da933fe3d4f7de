"""The evidence of a verdict on notes in Chinese, Japanese and Korean, and its weights.

The answer reader does not read these languages, and their words are looked for in pairs of letters: many
pairs of a question are no words, so that ``strength``, which counts those that the notes know, is high for
any question that has one of them. Here the nearest sentence counts by its vector alone, and the question's
words by how many of them are shown. Fitted on labelled questions over eight real collections and two invented
ones, each collection and both classes weighing alike, the bias so that 15 % of the answerable over real notes
are hedged (``tests/benchmarks/calibrate_cjk.py``). With each real collection judged by weights fitted on the
others, 19 % were hedged and 19 % of the unanswerable answered; by ``signals`` 20 % and 36 %.
"""

from __future__ import annotations

import math

from embeddings.answer import signals
from embeddings.answer.signals import SIGNALS, Case, Signals

LANGUAGES = frozenset({"zh", "ja", "ko"})
CJK = Signals(answers=-0.6, holds=-2.0)
"""The signals that a verdict on notes in these languages is made of."""


def signals_for(language: str, *, reads: bool) -> Signals:
    """Return the signals that a verdict on a session in a language (ISO 639-1) is made of.

    ``reads``: the embedder does. The vectors of one that does not tell nothing of how near a sentence is.
    """
    return CJK if reads and language in LANGUAGES else SIGNALS


CJK.signal(holds=SIGNALS.holds.of["strength"])(signals.strength)
CJK.signal(holds=SIGNALS.holds.of["unknown"])(signals.unknown)
CJK.signal(answers=-2.73)(signals.wanted_far)
CJK.signal(answers=-0.51)(signals.who_far)
CJK.signal(answers=-1.59)(signals.asks_whether)


@CJK.signal(answers=4.9)
def near(case: Case) -> float:
    """Return the cosine of the session's nearest segment with the question, on the common scale."""
    return case.nearness


@CJK.signal(answers=-2.27)
def unshown(case: Case) -> float:
    """Return the weighted share of the question's words that neither title, people nor quotes hold.

    0 for a question in another language than the notes', whose words they could not hold.
    """
    whole = sum(term.weight for term in case.terms)
    if case.is_foreign or not whole:
        return 0.0
    held = case.quoted.union(case.title, case.people)
    return sum(term.weight for term in case.terms if term.stems.isdisjoint(held)) / whole


@CJK.signal(answers=0.68)
def shown(case: Case) -> float:
    """Return how much of the question beyond the title the quotes hold: the logarithm of one and the words.

    Each word counts by its weight beside that of the question's rarest.
    """
    rarest = max((term.weight for term in case.terms), default=0.0)
    if not rarest:
        return 0.0
    wanted = [term for term in case.terms if term.stems.isdisjoint(case.title)]
    return math.log1p(sum(term.weight for term in wanted if not term.stems.isdisjoint(case.quoted)) / rarest)
