"""What ``quoth chat`` does: a conversation, a question a line."""

from __future__ import annotations

from tests.cli.helpers import Quoth


def asked(quoth: Quoth, *lines: str) -> str:
    found = quoth("chat", stdin="\n".join(lines).encode())
    assert found.code == 0
    return found.out


def test_each_line_is_answered_until_an_empty_one(quoth: Quoth) -> None:
    said = asked(quoth, "what about tape robots?", "thanks!", "", "what about rope splicing?")
    assert "The tape robot is called Marvin" in said
    assert "You are welcome." in said
    assert "Rope splicing" not in said


def test_a_question_may_go_on_about_the_reply_before(quoth: Quoth) -> None:
    said = asked(quoth, "which talks were on day 2?", "who presented the second one?")
    assert "Henk Dorsey - Rigger" in said.split("2 sessions on Day 2")[1]


def test_more_is_what_was_not_shown_yet_and_comes_to_an_end(quoth: Quoth) -> None:
    said = asked(quoth, "what does the classifier mistake?", "lol", "more", "more", "more")
    assert said.count("It mistakes a ferry for a foghorn about once a week.") == 1
    assert "The notes say no more of this session." in said


def test_a_question_that_stands_alone_is_of_all_notes(quoth: Quoth) -> None:
    said = asked(
        quoth, "what does the classifier mistake?", "who splices a broken rope in the time of a reboot?"
    )
    assert "Dorsey splices a broken rope" in said


def test_a_line_without_a_word_is_told_so_and_the_next_is_answered(quoth: Quoth) -> None:
    said = asked(quoth, "???", "what about tape robots?")
    assert "The question is empty" in said
    assert "Marvin" in said
