"""Whether a thing is spoken of at all: yes with the sessions that do, or nobody does."""

from __future__ import annotations

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, SALT, SELLING


def titles(answer: Answer) -> set[str]:
    return {match.session.title for match in answer.matches}


@pytest.mark.parametrize(
    "question",
    [
        "did anyone mention shackles?",
        "has anybody talked about a shackle",
        "does anyone bring up shackles at all?",
        "anything about shackles?",
        "were shackles mentioned?",
        "Hat jemand über shackles gesprochen?",
        "erwähnt jemand shackles?",
        "wurde shackle erwähnt?",
        "est-ce que quelqu'un a parlé de shackles ?",
        "¿alguien habló de shackles?",
        "alguém falou sobre shackles?",
        "有没有人提到shackle？",
        "誰かshackleについて話しましたか？",
        "누가 shackle을 언급했나요?",
    ],
)
def test_a_thing_that_is_mentioned_is_answered_with_yes_and_its_words(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "session", {ANCHORS})
    assert answer.lead.startswith("Yes, 1 session mentions")
    assert "shackle" in answer.quotes[0].text
    assert answer.answer is not None
    assert "shackle" in answer.answer.text


@pytest.mark.parametrize(
    ("question", "verdict", "lead"),
    [
        (
            "was there a talk on shackles?",
            "closest",
            "No session is called so, but 1 session mentions shackles:",
        ),
        ("y a-t-il une session sur shackles ?", "closest", "No session is called so, but 1 session mentions"),
        ("was there a talk about anchors?", "answer", "Yes, 1 session mentions anchors:"),
    ],
)
def test_a_session_about_a_thing_is_more_than_its_mention(
    forum: Library, question: str, verdict: str, lead: str
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, titles(answer)) == (verdict, {ANCHORS})
    assert answer.lead.startswith(lead)


def test_several_sessions_are_each_quoted(forum: Library) -> None:
    answer = forum.ask("did anyone talk about kelp?")
    assert (answer.verdict, answer.kind) == ("answer", "sessions")
    assert titles(answer) == {NIGHT, SELLING}
    assert answer.lead == "Yes, 2 sessions mention kelp:"
    assert all("kelp" in answer.quotes_of(match.session)[0].text.lower() for match in answer.matches)


def test_all_words_of_a_thing_are_in_one_place(forum: Library) -> None:
    assert titles(forum.ask("did anyone mention corroding sensors?")) == {SALT}
    assert titles(forum.ask("did anyone talk about a kite's camera?")) == {KITES}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("did anyone mention Zeppelins?", "Zeppelins"),
        ("was there a talk about zeppelins", "zeppelins"),
        ("any mention of Zeppelins?", "Zeppelins"),
    ],
)
def test_what_nobody_mentions_is_said_to_be_so(forum: Library, question: str, named: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.quotes) == ("none", ())
    assert answer.lead.startswith(
        f"Nobody mentions '{named}' in the notes. They cover Kelp Forum 2022 (Day 1, Day 2)"
    )


def test_in_another_language_than_the_notes_a_word_that_they_lack_is_no_answer(forum: Library) -> None:
    """They may say it in their own."""
    answer = forum.ask("erwähnt jemand Zeppeline?")
    assert answer.verdict != "answer"
    assert not answer.lead.startswith(("Yes", "Nobody"))


@pytest.mark.parametrize(
    "question",
    [
        "did anyone say how kelp is dried?",
        "did they explain why a shackle rusts?",
        "does anyone use a drone?",
    ],
)
def test_a_question_for_more_than_a_thing_is_an_ordinary_one(forum: Library, question: str) -> None:
    assert not forum.ask(question).lead.startswith(("Yes", "Nobody"))
