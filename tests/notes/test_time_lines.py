"""Programmes whose talks begin with a line that is only a time of the day."""

from __future__ import annotations

import pytest

from tests.notes.reading import folder, sessions, titles

TALKS = (
    ("10:30a", "Boiling water at scale", "Anna Berg"),
    ("11:00 am", "Why kettles whistle when it is cold", "Paul Gruber"),
    ("14:15 - 15:00", "Descaling without fear", "Ida Voss"),
)
NOTES = "steam is let out by a valve of brass.\n\nIt opens at two bars."


def programme(form: str) -> tuple[str, str]:
    entries = [form.format(time=time, title=title, who=who) for time, title, who in TALKS]
    return "day.md", "# Kettle Conf 2021\n\n### schedule\n\n" + "\n\n---\n\n".join(entries) + "\n"


@pytest.mark.parametrize(
    "form",
    [
        f"{{time}}\n**{{title}}**\n**{{who}}**\n\n{NOTES}",
        f"{{time}}\n\n**{{title}}**\n**{{who}}**\n\n{NOTES}",
        f"{{time}}\n\n**{{who}}**\n**{{title}}**\n\n{NOTES}",
        f"**{{time}}**\n{{title}}\n{{who}}\n\n{NOTES}",
        f"{{time}}\n\n{{title}}\n{{who}}\n\n{NOTES}",
    ],
)
def test_a_time_alone_stands_over_the_title_of_the_talk_that_began_then(form: str) -> None:
    found = sessions(programme(form))
    assert [session.title for session in found] == [title for _, title, _ in TALKS]
    assert [[who.name for who in session.speakers] for session in found] == [[who] for *_, who in TALKS]


def test_the_text_below_such_a_title_stays_on_its_lines() -> None:
    name, text = programme(f"{{time}}\n**{{title}}**\n**{{who}}**\n\n{NOTES}")
    lines = text.split("\n")
    for note in folder((name, text)).notes[0].sessions:
        assert note.session.title in lines[note.session.line - 1]
        assert [lines[block.line - 1] for block in note.text_blocks][-2:] == NOTES.split("\n\n")


def test_two_times_in_the_notes_of_a_talk_open_nothing() -> None:
    text = "# The quiet valve\n\nAnna Berg\n\nWe let it run.\n\n10:30\nstill cold\n\n11:00\nit boils\n"
    assert titles(("valve.md", text)) == ["The quiet valve"]


def test_times_in_the_notes_of_a_talk_open_none_where_sentences_stand_below() -> None:
    said = ("We opened the valve. Nothing happened.", "The whistle began to sing.", "We went home at last!")
    text = "".join(f"{10 + number}:30\n\n{line}\n\n" for number, line in enumerate(said))
    assert titles(("valve.md", f"# A day at the boiler\n\nAnna Berg\n\n{text}")) == ["A day at the boiler"]
