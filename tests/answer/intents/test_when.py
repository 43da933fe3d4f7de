"""When a session was is answered by its day, where the notes have no more, and by its time where they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, SALT, SELLING
from tests.fakes import FakeEmbedder, write_notes


@pytest.mark.parametrize(
    ("question", "title", "day"),
    [
        ("when was the kites talk?", KITES, "Day 1 · 2022-06-06"),
        ("when was the keynote held?", NIGHT, "Day 1 · 2022-06-06"),
        ("what day was anchors that let go?", ANCHORS, "Day 1 · 2022-06-06"),
        ("wann war der Vortrag Anchors that let go?", ANCHORS, "Day 1 · 2022-06-06"),
        ("quand était la conférence Selling seaweed ?", SELLING, "Day 2 · 2022-06-07"),
        ("¿cuándo fue la charla Selling seaweed?", SELLING, "Day 2 · 2022-06-07"),
        ("quando foi a palestra Selling seaweed?", SELLING, "Day 2 · 2022-06-07"),
        ("Selling seaweedはいつですか", SELLING, "Day 2 · 2022-06-07"),
        ("Selling seaweed是什么时候的？", SELLING, "Day 2 · 2022-06-07"),
        ("Selling seaweed 언제였나요?", SELLING, "Day 2 · 2022-06-07"),
    ],
)
def test_when_a_session_was_is_its_day(forum: Library, question: str, title: str, day: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.matches[0].session.title) == ("answer", title)
    assert answer.lead == f"The notes have this session on {day}:"


def test_when_somebody_spoke_are_the_sessions_with_their_days(forum: Library) -> None:
    answer = forum.ask("when did Pim Aldous speak?")
    assert (answer.verdict, answer.lead) == ("answer", "2 sessions with Pim Aldous:")
    assert [match.session.title for match in answer.matches] == [ANCHORS, SALT]


def test_when_it_was_goes_on_about_the_session_spoken_of(forum: Library) -> None:
    before = forum.ask("what did the kites talk cover?")
    answer = forum.ask("when was it?", after=before)
    assert answer.lead == "The notes have this session on Day 1 · 2022-06-06:"


@pytest.mark.parametrize("question", ["when was Nightwatch announced?", "when does kelp grow fastest?"])
def test_when_a_thing_happened_is_no_question_for_the_day_of_a_session(forum: Library, question: str) -> None:
    assert not forum.ask(question).lead.startswith("The notes have this session on")


@pytest.mark.parametrize("question", ["when was the ropes talk?", "what time was the ropes talk?"])
@pytest.mark.parametrize(
    ("title", "line", "told"),
    [
        ("Ropes that sing", "Pier two, 10:30 to 11:00", "Pier two, 10:30 to 11:00"),
        ("Ropes that sing (pier two, 10:30)", "Orla Brandt", "Ropes that sing (pier two, 10:30)"),
    ],
)
def test_the_line_with_the_time_of_the_day_is_quoted(
    tmp_path: Path, question: str, title: str, line: str, told: str
) -> None:
    ropes = f"## {title}\n\n{line}\n\nA rope sings when it is wet.\n"
    nets = "## Nets\n\nPim Aldous\n\nNets sink.\n"
    day = {"day1.md": f"# Kelp Forum 2022 | Day 1 - Monday, June 6\n\n{ropes}\n{nets}"}
    library = Library(write_notes(tmp_path / "notes", day), tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    answer = library.ask(question)
    library.close()
    assert answer.answer is not None
    assert answer.answer.text == told


def test_a_day_is_no_answer_to_what_time_it_was(forum: Library) -> None:
    answer = forum.ask("what time was the kites talk?")
    assert answer.verdict != "answer"
    assert answer.remark is not None
    assert "What is quoted names no time; the session is dated 2022-06-06." in answer.remark
