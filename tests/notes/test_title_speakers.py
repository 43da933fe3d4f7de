"""Speakers in titles: at their end, and at their start where that is the custom."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.names import Names
from embeddings.notes.fields.title_speakers import NO_HABIT, Habit, habit_of, split_title
from embeddings.records import Speaker
from tests.notes.reading import sessions

NAMES = Names(frozenset({"web", "client", "gateway", "monitoring", "steam", "color", "issues"}))


@pytest.mark.parametrize(
    ("title", "rest", "names"),
    [
        ("Steam without tears - Anna Berg", "Steam without tears", ["Anna Berg"]),
        (
            "Steam without tears by Anna Berg and Paul Gruber",
            "Steam without tears",
            ["Anna Berg", "Paul Gruber"],
        ),
        ("Steam without tears (Anna Berg, Spout University)", "Steam without tears", ["Anna Berg"]),
        ("Boiling steam with Anna Berg and Paul Gruber", "Boiling steam", ["Anna Berg", "Paul Gruber"]),
        ("Keynote - Anna Berg", "Keynote - Anna Berg", ["Anna Berg"]),
        ("Live coding with Sonic Whistle", "Live coding with Sonic Whistle", []),
        ("Steam: the good, the bad", "Steam: the good, the bad", []),
        ("Steam - the good parts", "Steam - the good parts", []),
        (
            "Management with Kasten by Spout (sponsored by Spout)",
            "Management with Kasten by Spout (sponsored by Spout)",
            [],
        ),
    ],
)
def test_speakers_in_a_title(title: str, rest: str, names: list[str]) -> None:
    text, found = split_title(title, NAMES, 1, NO_HABIT)
    assert (text, [who.name for who in found]) == (rest, names)


def test_names_lead_titles_by_habit_only() -> None:
    titles = ["Anna Berg - Steam", "Paul Gruber - Whistles", "Tea"]
    assert habit_of(titles, NAMES) == Habit(leading=True)
    assert habit_of(titles[:1], NAMES) == NO_HABIT
    assert split_title(titles[0], NAMES, 1, Habit(leading=True)) == ("Steam", [Speaker("Anna Berg", line=1)])


def test_names_before_the_titles() -> None:
    text = "# Anna Berg - Kettles in the field\n\ntext\n\n# Paul Gruber - A whistle for everyone\n\ntext\n"
    assert [(s.title, s.speakers[0].name) for s in sessions(("day-1.md", text))] == [
        ("Kettles in the field", "Anna Berg"),
        ("A whistle for everyone", "Paul Gruber"),
    ]
