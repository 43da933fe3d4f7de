"""What ``quoth ingest`` reports, and where it keeps the library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.helpers import Quoth
from tests.fakes import DAY_TWO, write_notes


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
