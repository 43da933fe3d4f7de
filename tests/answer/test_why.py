"""Why an answer got its verdict: the parts add up to what was decided by."""

from __future__ import annotations

import pytest

from embeddings.answer.confidence import READ, weigh
from embeddings.answer.reading import Read
from embeddings.answer.signals import SIGNALS
from embeddings.answer.signals_cjk import CJK
from embeddings.answer.why import WORDS, explain

EVIDENCE = dict.fromkeys({*SIGNALS.answers.of, *SIGNALS.holds.of}, 0.25)


def test_every_piece_of_evidence_is_told_in_words() -> None:
    every = [SIGNALS.answers, SIGNALS.holds, CJK.answers, CJK.holds]
    assert set(WORDS) == {name for weights in every for name in weights.of}


@pytest.mark.parametrize("said", [None, -9.0, -0.5, 0.5, 9.0])
def test_the_parts_add_up_to_what_the_verdict_goes_by(said: float | None) -> None:
    found = explain(EVIDENCE, None if said is None else Read(said, {}))
    expected = SIGNALS.answers.log_odds(EVIDENCE)
    if said is not None:
        expected = READ.log_odds(expected, said)
    assert found.log_odds == pytest.approx(expected)
    verdict = weigh(EVIDENCE, SIGNALS.answers, SIGNALS.holds, said)
    assert verdict == ("answer" if found.log_odds >= 0 else "closest")
    assert (found.reasons[0].name == "reader") is (said is not None)


def test_what_weighs_most_comes_first() -> None:
    reasons = explain(EVIDENCE, None).reasons
    sizes = [abs(reason.part) for reason in reasons]
    assert sizes == sorted(sizes, reverse=True)
