"""What the titles of a day have in brackets alike is no part of what the talks are called."""

from __future__ import annotations

import pytest

from tests.notes.reading import titles

NAMES = ("Boiling water at scale", "Why kettles whistle when it is cold", "Descaling without fear")
NOTES = "The speaker let out the steam by a valve of brass, which opens at two bars and closes again."


def day(*headings: str) -> tuple[str, str]:
    return "day.md", "# Kettle Conf 2021\n\n" + "".join(f"## {text}\n\n{NOTES}\n\n" for text in headings)


@pytest.mark.parametrize("form", ["{} (Spout Works)", "{} ([Mirror](https://k.example/a))", "[English] {}"])
def test_brackets_that_all_titles_share_are_taken_off(form: str) -> None:
    assert titles(day(*(form.format(name) for name in NAMES))) == list(NAMES)


def test_brackets_beside_those_that_are_shared_are_taken_off_too() -> None:
    told = [
        f"{name} ({where})"
        for name, where in zip(NAMES, ("Spout Works", "Spout Works", "Boiler Makers"), strict=True)
    ]
    assert titles(day(*told)) == list(NAMES)


@pytest.mark.parametrize(
    "headings",
    [
        (NAMES[0], f"{NAMES[1]} (a story)", NAMES[2]),
        (f"{NAMES[0]} (part one)", f"{NAMES[0]} (part two)", NAMES[2]),
        (f"{NAMES[0]} (Part 1)", f"{NAMES[1]} (Part 1)", f"{NAMES[2]} (Part 2)"),
        (f"{NAMES[0]} (1/2)", f"{NAMES[1]} (1/2)", f"{NAMES[2]} (2/2)"),
        tuple(f"{name} (and what it costs)" for name in NAMES),
    ],
)
def test_brackets_of_one_title_alone_or_that_tell_a_part_of_a_talk_or_go_on_with_its_title_stay(
    headings: tuple[str, ...],
) -> None:
    assert titles(day(*headings)) == list(headings)


def test_brackets_that_alone_tell_shared_titles_apart_stay() -> None:
    headings = [f"{NAMES[0]} (live)", f"{NAMES[0]} (live, again)", f"{NAMES[1]} (live)"]
    assert titles(day(*headings)) == headings
