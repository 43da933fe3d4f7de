"""What ``quoth ingest`` reports, and where it keeps the library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.helpers import QUESTION, Quoth, complaint
from tests.fakes import DAY_TWO, write_notes

OTHER = """\
# Harbour Meeting 2022 | Day 1 - Monday, May 2

## Anchors for small boats

Petra Lindqvist - Chandler

A plough anchor holds in mud where a grapnel drags.
"""


def test_ingest_reports_on_each_file(quoth: Quoth, notes: Path) -> None:
    write_notes(notes, {"empty.md": ""})
    first = quoth("ingest")
    assert first.code == 0
    lines = first.out.split("\n")
    assert lines[:3] == [
        "added     day1.md  3 sessions",
        "added     day2.md  2 sessions",
        "skipped   empty.md  empty",
    ]
    assert re.fullmatch(r"5 sessions, 6 chunks, 6 embedded, \d+\.\d s", lines[3])
    assert first.err == "", "no progress bar but on a terminal"
    write_notes(
        notes, {"day2.md": DAY_TWO.replace("ferry", "barge"), "day3.md": DAY_TWO.replace("Rope", "Chain")}
    )
    (notes / "day1.md").unlink()
    second = quoth("ingest", "notes")
    assert [line.split()[:2] for line in second.out.split("\n")[:4]] == [
        ["removed", "day1.md"],
        ["changed", "day2.md"],
        ["added", "day3.md"],
        ["skipped", "empty.md"],
    ]


def test_the_library_is_kept_where_it_is_told(quoth: Quoth, tmp_path: Path) -> None:
    quoth("ingest")
    assert (tmp_path / ".quoth" / "library.db").is_file()
    quoth("ingest", "--library", "elsewhere/my.db")
    assert (tmp_path / "elsewhere" / "my.db").is_file()


def test_settings_come_from_the_environment_and_the_command_line_wins(
    quoth: Quoth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(tmp_path / "other", {"day2.md": DAY_TWO})
    monkeypatch.setenv("QUOTH_NOTES", "other")
    monkeypatch.setenv("QUOTH_LIBRARY", "env.db")
    assert len(quoth("sessions", "--json").out.splitlines()) == 2
    assert quoth("ingest").code == 0
    assert (tmp_path / "env.db").is_file()
    assert len(quoth("sessions", "--json", "--notes", "notes", "--library", "flag.db").out.splitlines()) == 5


# ---------------------------------------------------------------------- two folders, one library


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another folder of notes."""
    return write_notes(tmp_path / "other", {"day1.md": OTHER})


def test_the_notes_of_another_folder_do_not_take_the_place_of_those_there_are(
    quoth: Quoth, notes: Path, other: Path
) -> None:
    quoth("ingest")
    for command in (["ingest"], ["ask", QUESTION], ["chat"], ["serve"], ["recap", "--all"]):
        said = complaint(quoth(*command, "--notes", str(other)))
        assert f"The library .quoth/library.db holds the notes of {notes}: name another --library" in said
        assert "quoth ingest --replace" in said
    answered = quoth("ask", QUESTION)
    assert (answered.code, answered.err) == (0, ""), "nothing had to be read again"
    assert "anchors" in quoth("sessions", "--notes", str(other)).out.lower(), "they can be listed"


def test_the_notes_of_another_folder_get_a_library_of_their_own_or_replace_those_there_are(
    quoth: Quoth, other: Path
) -> None:
    quoth("ingest")
    assert "Anchors" in quoth("ask", "what holds in mud?", "--notes", str(other), "--library", "other.db").out
    assert quoth("ask", QUESTION).err == ""
    assert quoth("ingest", str(other), "--replace").code == 0
    assert "Anchors" in quoth("ask", "what holds in mud?", "--notes", str(other)).out


def test_a_folder_that_was_moved_is_still_that_of_its_library(quoth: Quoth, notes: Path) -> None:
    quoth("ingest")
    moved = notes.rename(notes.parent / "moved")
    found = quoth("ingest", str(moved))
    assert found.code == 0
    assert "added" not in found.out


def test_the_same_folder_by_another_name_is_the_same(quoth: Quoth, notes: Path) -> None:
    quoth("ingest")
    (notes.parent / "link").symlink_to(notes)
    assert quoth("ingest", "link").code == 0
