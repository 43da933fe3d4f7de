"""Headings of one level: which is the title over the others, and where bold lines are the headings."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions, titles

PARTS = ("Pots", "Lids", "Spouts")


def _flat(*headings: str, mark: str = "**{}**") -> str:
    return "".join(f"{mark.format(heading)}\n\n- a point of it\n- another one\n\n" for heading in headings)


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "## {}"])
def test_a_file_that_is_called_by_its_first_heading_is_one_talk(mark: str) -> None:
    files = [
        ("boiling-water.md", _flat("Boiling water at scale", *PARTS, mark=mark)),
        ("whistling-kettles.md", _flat("Why whistling kettles sing", *PARTS[::-1], mark=mark)),
        ("descaling.md", "# Descaling without fear\n\nAnna Berg - Engineer - Spout\n\nText.\n"),
    ]
    assert titles(*files)[:2] == ["Boiling water at scale", "Why whistling kettles sing"]


@pytest.mark.parametrize("mark", ["# {}", "**{}**"])
def test_the_event_over_talks_of_its_own_level_is_no_talk(mark: str) -> None:
    talks = (
        "Boiling water at scale for everyone",
        "Why kettles whistle when it is cold",
        "Descaling without fear",
    )
    assert titles(("notes.md", _flat("Kettle Conf 2021", *talks, mark=mark))) == list(talks)


def test_a_bold_title_alone_with_its_speaker_is_the_title_of_the_file() -> None:
    text = "**Boiling water at scale**\n\nAnna Berg (Spout)\n\n- a point\n\n" + _flat(*PARTS)
    (found,) = sessions(("k7.md", text))
    assert found.title == "Boiling water at scale"
    assert [who.name for who in found.speakers] == ["Anna Berg"]


def test_the_speaker_in_a_bold_line_below_a_bold_title_is_no_talk() -> None:
    text = "".join(
        f"**{title}**\n\n**mit {who}**\n\nEs war sehr heiß und alle haben etwas gelernt.\n\n"
        for title, who in (
            ("Kessel gestern und heute", "Anna Berg"),
            ("Wasser im großen Maßstab", "Paul Gruber"),
            ("Entkalken ohne Angst", "Ida Voss"),
        )
    )
    found = sessions(("2021-kettletage-tag-1.md", text))
    assert [session.title for session in found] == [
        "Kessel gestern und heute",
        "Wasser im großen Maßstab",
        "Entkalken ohne Angst",
    ]
    assert [[who.name for who in session.speakers] for session in found] == [
        ["Anna Berg"],
        ["Paul Gruber"],
        ["Ida Voss"],
    ]


def test_lightning_talks_in_a_list_are_sessions_beside_talks_under_headings() -> None:
    text = (
        "".join(
            f"# {title} for everyone\n\nAnna Berg - Engineer - Spout\n\n- a point: it is hot\n\n"
            for title in PARTS
        )
        + "# Lightning Talks\n\n"
        "- How to pour without spilling - Tom Weaver\n  - slowly\n"
        "- A whistle for everyone - Ida Voss\n  - loud\n"
        "- Tea at home and away - Paul Gruber\n  - hot\n"
    )
    found = {
        session.title: [who.name for who in session.speakers] for session in sessions(("notes.md", text))
    }
    assert found["A whistle for everyone"] == ["Ida Voss"]
    assert len(found) == 6


def test_points_noted_of_a_keynote_are_no_sessions() -> None:
    text = (
        "# Boiling water at scale\n\nAnna Berg - Engineer - Spout\n\nText of it.\n\n"
        "# Keynote\n\n- water: it is wet\n- steam (hot)\n- kettles - they whistle\n"
    )
    assert titles(("notes.md", text)) == ["Boiling water at scale", "Keynote"]


def test_a_title_after_a_label_is_shown_without_it() -> None:
    assert titles(("kettles.md", "# Title: Why kettles whistle\n\nThey do.\n")) == ["Why kettles whistle"]
