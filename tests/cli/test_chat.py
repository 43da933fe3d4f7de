"""What ``quoth chat`` does: a conversation, a question a line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.helpers import PROMPT, Quoth, Terminal, complaint


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


def test_it_tells_why_where_that_is_asked_for(quoth: Quoth) -> None:
    said = quoth("chat", "--why", stdin=b"what about tape robots?\n").out
    assert said.count("Why: log-odds") == 1


def test_a_day_that_there_is_not_is_told_before_anything_is_asked(quoth: Quoth) -> None:
    assert "no day 'Day 9'" in complaint(quoth("chat", "--day", "Day 9", stdin=b"what about ropes?\n"))


def test_notes_that_change_meanwhile_are_answered_from(folder: Path) -> None:
    terminal = Terminal(folder, "chat")
    terminal.until(PROMPT)
    terminal.type("what is the tape robot called?\r")
    terminal.until("Marvin")
    terminal.until(PROMPT)
    day = folder / "notes" / "day1.md"
    day.write_text(day.read_text(encoding="utf-8").replace("Marvin", "Ottilie"), encoding="utf-8")
    terminal.type("what is the tape robot called?\r")
    terminal.until("Ottilie")
    terminal.until(PROMPT)
    terminal.type("\x04")
    assert terminal.end()[0] == 0


# ---------------------------------------------------------------------- on a terminal


@pytest.fixture
def terminal(folder: Path) -> Terminal:
    """A conversation that waits for its first question."""
    begun = Terminal(folder, "chat")
    begun.until("Ctrl-D or `exit` ends.")
    begun.until(PROMPT)
    return begun


def test_a_conversation_goes_on_until_it_is_ended(terminal: Terminal) -> None:
    terminal.type("which talks were on day 2?\r")
    terminal.until("2 sessions on Day 2")
    terminal.until(PROMPT)
    terminal.type("\r")
    terminal.until(PROMPT)
    terminal.type("who presented the second one?\r")
    terminal.until("Henk Dorsey")
    terminal.until(PROMPT)
    terminal.type("exit\r")
    assert terminal.end()[0] == 0


def test_the_names_of_the_notes_are_completed(terminal: Terminal) -> None:
    terminal.type("who presented rope sp\t")
    terminal.until("licing for software people")
    terminal.type("\r")
    terminal.until("Henk Dorsey")
    terminal.until(PROMPT)
    terminal.type("what did vanderm\t")
    terminal.until("Ilse Vandermolen")
    terminal.type("\x03")
    terminal.until(PROMPT)
    terminal.type("\x04")
    assert terminal.end()[0] == 0


def test_what_was_asked_is_there_again_in_the_next_conversation_and_private(
    terminal: Terminal, folder: Path
) -> None:
    terminal.type("what about tape robots?\r")
    terminal.until("Marvin")
    terminal.until(PROMPT)
    terminal.type("\x04")
    terminal.end()
    assert stat.S_IMODE((folder / ".quoth" / "chat_history").stat().st_mode) == 0o600
    again = Terminal(folder, "chat")
    again.until("Ctrl-D or `exit` ends.")
    again.until(PROMPT)
    again.type("\x1b[A")
    again.until("what about tape robots?")
    again.type("\r")
    again.until("Marvin")
    again.until(PROMPT)
    again.type("\x04")
    assert again.end()[0] == 0


def test_ctrl_c_takes_back_a_line_and_ends_no_conversation(terminal: Terminal) -> None:
    terminal.type("what about ropes\x03")
    terminal.until(PROMPT)
    terminal.type("what about tape robots?\r")
    terminal.until("Marvin")
    terminal.until(PROMPT)
    terminal.type("\x04")
    code, after = terminal.end()
    assert code == 0
    assert "Traceback" not in after
    assert "splices" not in after


def test_a_history_that_cannot_be_kept_ends_no_conversation(folder: Path) -> None:
    (folder / ".quoth" / "chat_history").mkdir()
    terminal = Terminal(folder, "chat")
    terminal.until(PROMPT)
    terminal.type("what about tape robots?\r")
    terminal.until("Marvin")
    terminal.until(PROMPT)
    terminal.type("\x04")
    assert terminal.end()[0] == 0


def test_ask_follow_goes_on_with_a_prompt(folder: Path) -> None:
    terminal = Terminal(folder, "ask", "--follow", "which", "talks", "were", "on", "day", "2?")
    terminal.until("2 sessions on Day 2")
    terminal.until(PROMPT)
    terminal.type("who presented the second one?\r")
    terminal.until("Henk Dorsey")
    terminal.until(PROMPT)
    terminal.type("\x04")
    assert terminal.end()[0] == 0
