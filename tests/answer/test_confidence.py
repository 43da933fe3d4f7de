"""The verdict: the evidence, held against what there is to show."""

from __future__ import annotations

import pytest

from embeddings.answer.confidence import Circumstances, decide
from embeddings.answer.signals import Evidence, Signals

SIGNALS = Signals(answers=-1.0, holds=-9.0)


@SIGNALS.signal(answers=2.0)
def answers(_: object) -> float:
    raise NotImplementedError


@SIGNALS.signal(holds=18.0)
def holds(_: object) -> float:
    raise NotImplementedError


EVIDENCE: dict[str, Evidence] = {
    "answer": {"answers": 1.0, "holds": 1.0},
    "closest": {"answers": 0.0, "holds": 1.0},
    "none": {"answers": 1.0, "holds": 0.0},
}


@pytest.mark.parametrize("weighed", ["answer", "closest", "none"])
@pytest.mark.parametrize("record", [None, True])
def test_where_nothing_speaks_against_it_the_evidence_decides(weighed: str, record: bool | None) -> None:
    there = Circumstances(quoted=True, about_session=False, kept=False, record=record)
    assert decide(EVIDENCE[weighed], there, SIGNALS) == weighed


@pytest.mark.parametrize(
    ("weighed", "circumstances", "verdict"),
    [
        # A follow-up is not turned away.
        ("none", Circumstances(quoted=True, about_session=False, kept=True, record=None), "closest"),
        # What was asked for, a recording for example, is not there.
        ("answer", Circumstances(quoted=True, about_session=False, kept=False, record=False), "closest"),
        # The notes have only the title of the session that was asked for.
        ("answer", Circumstances(quoted=False, about_session=True, kept=False, record=None), "closest"),
        ("closest", Circumstances(quoted=False, about_session=True, kept=False, record=None), "closest"),
        # The session shares no word with the question, and is not near it either.
        (
            "answer",
            Circumstances(quoted=True, about_session=False, kept=False, record=None, guessed=True),
            "closest",
        ),
        # What would be shown has no word of the question, and is far from it.
        (
            "closest",
            Circumstances(quoted=True, about_session=False, kept=False, record=None, unrelated=True),
            "none",
        ),
        (
            "closest",
            Circumstances(quoted=True, about_session=False, kept=True, record=None, unrelated=True),
            "closest",
        ),
        (
            "answer",
            Circumstances(quoted=True, about_session=False, kept=False, record=None, unrelated=True),
            "answer",
        ),
        # A session is named, and who spoke in it is asked and known.
        (
            "closest",
            Circumstances(quoted=True, about_session=True, kept=False, record=True),
            "answer",
        ),
        ("closest", Circumstances(quoted=True, about_session=False, kept=False, record=True), "closest"),
        # There is nothing to show.
        ("answer", Circumstances(quoted=False, about_session=False, kept=False, record=None), "none"),
        ("closest", Circumstances(quoted=False, about_session=False, kept=True, record=True), "none"),
        # The notes have only the title, and its words are those of the question.
        ("none", Circumstances(quoted=False, about_session=True, kept=False, record=None), "closest"),
    ],
)
def test_a_reply_is_no_surer_than_what_it_can_show(
    weighed: str, circumstances: Circumstances, verdict: str
) -> None:
    assert decide(EVIDENCE[weighed], circumstances, SIGNALS) == verdict


@pytest.mark.parametrize(("reader", "verdict"), [(-9.0, "closest"), (9.0, "answer"), (None, "answer")])
def test_what_was_read_may_outweigh_the_evidence(reader: float | None, verdict: str) -> None:
    there = Circumstances(quoted=True, about_session=False, kept=False, record=None)
    assert decide(EVIDENCE["answer"], there, SIGNALS, reader) == verdict


def test_what_was_read_brings_back_nothing_that_the_notes_do_not_hold() -> None:
    there = Circumstances(quoted=True, about_session=False, kept=False, record=None)
    assert decide(EVIDENCE["none"], there, SIGNALS, 9.0) == "none"


def test_a_reader_that_finds_an_answer_knows_better_than_that_no_word_is_shared() -> None:
    guessed = Circumstances(quoted=True, about_session=False, kept=False, record=None, guessed=True)
    assert decide(EVIDENCE["answer"], guessed, SIGNALS, reader=1.0) == "answer"
    assert decide(EVIDENCE["answer"], guessed, SIGNALS, reader=-1.0) == "closest"


@pytest.mark.parametrize(("bare", "verdict"), [(True, "answer"), (False, "closest")])
def test_a_reader_of_questions_does_not_judge_what_is_none(bare: bool, verdict: str) -> None:
    name = Circumstances(quoted=True, about_session=False, kept=False, record=None, bare=bare)
    assert decide(EVIDENCE["answer"], name, SIGNALS, reader=-6.0) == verdict


def test_what_lacks_the_thing_that_is_asked_for_is_no_answer_whatever_a_reader_says() -> None:
    lacking = Circumstances(quoted=True, about_session=False, kept=False, record=None, lacking=True)
    assert decide(EVIDENCE["answer"], lacking, SIGNALS, reader=6.0) == "closest"
