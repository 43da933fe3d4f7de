"""Titles of talks that stand as block quotes, and block quotes that are none."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions, titles

TALKS = (
    ("Boiling water at scale", "Orsolya Varga", "Pressure matters more than heat."),
    ("Pipes for small houses", "Tjark Brandsma", "Copper is still the cheapest."),
    ("Steam for beginners", "Nkechi Obi", "A valve with two springs is enough."),
)


@pytest.mark.parametrize(
    "quote", ["> {0}\n> {1} (Spout)\n", "> {0}\n> Speaker: {1}\n", "> {0} - {1}\n", "> **{0}**, {1}\n"]
)
def test_short_block_quotes_that_name_people_are_the_titles_of_talks(quote: str) -> None:
    text = "# Day 1\n\n" + "\n".join(quote.format(*talk) + f"\n{talk[2]}\n" for talk in TALKS)
    found = sessions(("day1.md", text))
    assert [session.title for session in found] == [title for title, _, _ in TALKS]
    assert [[who.name for who in session.speakers] for session in found] == [[who] for _, who, _ in TALKS]
    lines = text.split("\n")
    assert all(session.title in lines[session.line - 1] for session in found)


def test_what_people_said_stays_a_quote() -> None:
    text = "# Boiling water at scale\n\n" + "\n".join(
        f"> {said}\n> and goes on about it.\n\nSome thoughts of mine.\n" for _, _, said in TALKS
    )
    assert titles(("scale.md", text)) == ["Boiling water at scale"]


def test_two_of_them_are_an_accident() -> None:
    text = "# Boiling water at scale\n\nBy Ida Voss\n\n" + "\n".join(
        f"> {title}\n> {who} (Spout)\n\n{said}\n" for title, who, said in TALKS[:2]
    )
    assert titles(("scale.md", text)) == ["Boiling water at scale"]


def test_a_quote_below_each_heading_that_names_the_speaker_is_no_title() -> None:
    talks = (
        ("Boiling at scale", "Anna Berg"),
        ("Why kettles whistle", "Paul Gruber"),
        ("No lime at all", "Ida Voss"),
    )
    text = "# Kettle Conf 2021\n\n" + "".join(
        f"## {title}\n\n> Talk presented by {who}\n\nIt opens at two bars.\n\n" for title, who in talks
    )
    found = sessions(("kettles.md", text))
    assert [session.title for session in found] == [title for title, _ in talks]
    assert [[one.name for one in session.speakers] for session in found] == [[who] for _, who in talks]
