"""Sessions on one thing that lack another."""

from __future__ import annotations

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ALL, ANCHORS, KITES, NIGHT, SALT, SELLING


def titles(answer: Answer) -> set[str]:
    return {match.session.title for match in answer.matches}


@pytest.mark.parametrize(
    "question",
    [
        "which talks mention kelp but not coins?",
        "Which sessions are about kelp but don't mention coins",
        "talks on kelp without coins",
        "talks about kelp not coins",
        "list all talks that mention kelp, but never coins",
        "welche Vorträge erwähnen kelp, aber nicht coins?",
        "quelles conférences parlent de kelp mais pas de coins ?",
        "¿qué charlas mencionan kelp pero no coins?",
        "quais palestras falam de kelp mas não de coins?",
        "哪些演讲提到kelp但没有提到coins？",
        "kelpに触れているがcoinsに触れていないセッションは？",
        "kelp를 언급하지만 coins는 언급하지 않은 세션",
    ],
)
def test_sessions_that_mention_the_one_and_not_the_other_are_listed(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "list", {NIGHT})
    assert answer.lead == "1 of 2 sessions that mention kelp does not mention coins:"
    assert answer.answer is not None
    assert "kelp" in answer.answer.text


def test_it_is_said_where_each_mentions_the_other_too(forum: Library) -> None:
    answer = forum.ask("which talks mention gulls but not kites?")
    assert (answer.verdict, answer.lead) == ("none", "The one that mentions gulls mentions kites too.")
    assert titles(answer) == {KITES}


def test_what_the_notes_never_mention_leaves_nothing_out_and_is_said(forum: Library) -> None:
    answer = forum.ask("which talks mention kelp but not submarines?")
    assert titles(answer) == {NIGHT, SELLING}
    assert answer.lead == "2 of 2 sessions that mention kelp do not mention submarines:"
    assert answer.remark == "The notes never mention 'submarines'."


def test_what_a_session_has_not_got_is_asked_of_its_records(forum: Library) -> None:
    assert "recording link" in forum.ask("which talks are without a recording?").lead


def test_one_talk_on_a_thing_without_another_is_about_just_that(forum: Library) -> None:
    assert "not mention" not in forum.ask("which talk was about kelp without coins?").lead


@pytest.mark.parametrize(
    "question",
    [
        "which talks do not mention kelp?",
        "talks that don't talk about kelp",
        "which sessions never mentioned kelp",
        "who did not talk about kelp?",
        "who didn't mention kelp",
        "which speakers never talked about kelp?",
        "wer hat nicht über kelp gesprochen?",
        "welche Vorträge erwähnen kelp nicht?",
        "qui n'a pas parlé de kelp ?",
        "quelles conférences ne parlent pas de kelp ?",
        "¿qué charlas no mencionan kelp?",
        "quem não falou de kelp?",
        "谁没有提到kelp？",
        "kelpに触れていないセッションは？",
        "kelp를 언급하지 않은 세션",
    ],
)
def test_sessions_that_do_not_mention_a_thing_are_listed_whole(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "list", {ANCHORS, KITES, SALT})
    assert answer.lead == "3 of 5 sessions do not mention kelp in these words:"


def test_what_nobody_mentions_is_lacking_in_all(forum: Library) -> None:
    answer = forum.ask("who never mentioned submarines?")
    assert titles(answer) == set(ALL)
    assert answer.remark == "The notes never mention 'submarines'."
