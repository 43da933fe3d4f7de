"""The other sessions of those who gave the one that was spoken of."""

from __future__ import annotations

import pytest

from embeddings.answer.follow_up import remembered
from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, SALT, SELLING


def titles(answer: Answer) -> list[str]:
    return [match.session.title for match in answer.matches]


def talked(forum: Library, *questions: str) -> Answer:
    """Ask one after the other, each after what is remembered of those before; return the last answer."""
    before: Answer | None = None
    for question in questions:
        answer = forum.ask(question, after=before)
        before = remembered(answer, before)
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "and the other talk?",
        "the other one",
        "any other talks by him?",
        "what other talks did he give?",
        "und der andere Vortrag?",
        "et l'autre conférence ?",
        "¿y la otra charla?",
        "e a outra palestra?",
        "もう一つのセッションは",
        "另一个呢？",
        "다른 발표는?",
    ],
)
def test_the_other_session_of_the_speaker_is_told(forum: Library, question: str) -> None:
    answer = talked(forum, "what did the anchors talk cover?", question)
    assert (answer.verdict, answer.lead) == ("answer", "The other session with Pim Aldous:")
    assert titles(answer) == [SALT]


def test_of_two_that_were_listed_the_other_is_told(forum: Library) -> None:
    listed = "which talks were on day 2?"
    assert titles(talked(forum, listed, "the second one"))[0] == SELLING
    assert titles(talked(forum, listed, "the second one", "and the other one?"))[0] == SALT


def test_the_places_of_a_list_stay_known_while_its_sessions_are_spoken_of(forum: Library) -> None:
    answer = talked(
        forum, "which talks were on day 1?", "the third one", "who gave it?", "tell me more", "the second one"
    )
    assert titles(answer)[0] == ANCHORS


def test_a_session_without_a_speaker_has_no_other_one(forum: Library) -> None:
    answer = talked(forum, "what did selling seaweed cover?", "and the other talk?")
    assert "other session" not in answer.lead
    answer = talked(forum, "what did selling seaweed cover?", "any other talks by the same speaker?")
    assert (answer.verdict, answer.lead) == ("none", "The notes name no speaker for this session.")


def test_a_place_that_a_list_has_not_is_said_to_be_none(forum: Library) -> None:
    for place in ("the third one", "number 5", "第三个"):
        answer = talked(forum, "which talks were on day 2?", place)
        assert (answer.verdict, answer.lead) == ("none", "The reply before names only 2 sessions.")


def test_the_second_one_after_the_first_of_a_day_is_the_second_of_that_day(forum: Library) -> None:
    answer = talked(forum, "what was the first talk on day 1?", "and the second one?")
    assert titles(answer) == [ANCHORS]
