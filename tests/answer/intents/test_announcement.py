"""What was announced is quoted with its session; where nothing was, that is said."""

from __future__ import annotations

import pytest

from embeddings.library import Library
from tests.answer.intents.harbour import NIGHT, SELLING

NIGHTWATCH = "The farm announced a new service called Nightwatch, which counts the blades with a lamp."


@pytest.mark.parametrize(
    "question",
    [
        "announcements",
        "what were the announcements?",
        "what was announced on day 1?",
        "any announcements?",
        "what's new?",
        "what did Orla Brandt announce?",
        "what was announced about nightwatch?",
        "quelles annonces ?",
        "welche Ankündigungen gab es?",
        "¿qué anuncios hubo?",
        "o que foi anunciado?",
        "発表されたものは？",
    ],
)
def test_announcements_are_quoted_with_their_sessions(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert answer.verdict == "answer"
    assert [quote.text for quote in answer.quotes] == [NIGHTWATCH]
    assert [match.session.title for match in answer.matches] == [NIGHT]


def test_where_nothing_was_announced_one_sentence_says_so(forum: Library) -> None:
    day = forum.ask("what was announced on day 2?")
    assert (day.verdict, day.quotes) == ("none", ())
    assert day.lead == "The notes on the 2 sessions on Day 2 tell of nothing that was announced."
    one = forum.ask("announcements of selling seaweed")
    assert one.lead == f"The notes on “{SELLING}” tell of nothing that was announced."


@pytest.mark.parametrize("question", ["when was nightwatch announced?", "what is new in the plug?"])
def test_a_question_on_one_thing_that_was_announced_is_an_ordinary_one(forum: Library, question: str) -> None:
    assert "announced" not in forum.ask(question).lead
