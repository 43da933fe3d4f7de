"""Sessions are counted by how many people the notes name as their speakers."""

from __future__ import annotations

from embeddings.library import Library
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, SALT


def test_sessions_of_several_speakers_are_listed(forum: Library) -> None:
    answer = forum.ask("which talks had more than one speaker?")
    assert [match.session.title for match in answer.matches] == [KITES]
    assert answer.lead == "The notes name more than one speaker for 1 of 5 sessions:"


def test_sessions_of_one_speaker_are_listed(forum: Library) -> None:
    answer = forum.ask("which sessions had only one speaker?")
    assert [match.session.title for match in answer.matches] == [NIGHT, ANCHORS, SALT]


def test_where_a_day_has_none_it_is_said(forum: Library) -> None:
    answer = forum.ask("which talks on day 2 had several speakers?")
    assert (answer.verdict, answer.matches) == ("none", ())
