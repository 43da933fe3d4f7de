"""Whatever cannot be used is said in one sentence, with exit code 2."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.cli.helpers import Outcome, Quoth, complaint
from tests.fakes import DAY_TWO, NOTES


@pytest.mark.parametrize(
    "command", [("ingest",), ("ask", "what about rope?"), ("sessions",), ("session", "rope")]
)
def test_no_notes_are_said_in_one_sentence(quoth: Quoth, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "There is no folder nowhere" in complaint(quoth(*command, "--notes", "nowhere"))
    (tmp_path / "bare").mkdir()
    assert "bare holds no notes" in complaint(quoth(*command, "--notes", "bare"))
    (tmp_path / "file.md").write_text(DAY_TWO)
    assert "file.md is a file, not a folder" in complaint(quoth(*command, "--notes", "file.md"))


def test_a_library_that_cannot_be_used_is_said_in_one_sentence(
    quoth: Quoth, tmp_path: Path, notes: Path
) -> None:
    assert "cannot be opened" in complaint(quoth("ask", "what about rope?", "--library", "notes"))
    assert "cannot be opened" in complaint(quoth("ask", "rope?", "--library", "notes/day1.md/x.db"))
    said = complaint(quoth("ingest", "--library", str(notes / "day1.md")))
    assert "not a database" in said
    assert (tmp_path / "notes" / "day1.md").read_text() == NOTES["day1.md"], "and nothing was harmed"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_library_in_a_folder_without_permission_is_said_in_one_sentence(
    quoth: Quoth, tmp_path: Path
) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "cannot be opened" in complaint(quoth("ingest", "--library", "locked/library.db"))


def test_questions_that_cannot_be_read_are_said_in_one_sentence(quoth: Quoth, tmp_path: Path) -> None:
    said = complaint(quoth("evaluate", "none.jsonl"))
    assert said == "none.jsonl cannot be read (No such file or directory): name a file of JSON lines."
    (tmp_path / "picture.jsonl").write_bytes(b"\x89\xff")
    assert "picture.jsonl cannot be read (not text)" in complaint(quoth("evaluate", "picture.jsonl"))


def test_a_bad_setting_is_named(quoth: Quoth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_LOG_LEVEL", "chatty")
    assert complaint(quoth("sessions")).startswith("QUOTH_LOG_LEVEL is 'chatty'")


def test_a_model_folder_without_a_model_is_named(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUOTH_MODEL", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["quoth", "ask", "rope?", "--notes", str(notes), "--library", "none.db"])
    with pytest.raises(SystemExit) as caught:
        main.main()
    said = capsys.readouterr()
    assert "no sentence-transformers model" in complaint(
        Outcome(int(caught.value.code or 0), said.out, said.err)
    )
