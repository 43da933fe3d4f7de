"""``quoth recap``, and the commands that list what runs through all sessions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.digest.notes import DAY, DAYS
from tests.fakes import write_notes


def run(*arguments: str, notes: Path, library: Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*arguments, "--notes", str(notes), "--library", str(library)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return 2, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def told(tmp_path: Path, packaged: SentenceTransformerEmbedder) -> Callable[..., tuple[int, str, str]]:
    notes, library = write_notes(tmp_path / "notes", {"day2.md": DAY}), tmp_path / "library.db"
    opened = Library(notes, library, packaged)
    opened.refresh()
    opened.close()
    return lambda *arguments: run(*arguments, notes=notes, library=library)


def test_recap_prints_text_markdown_json_and_html(told: Callable[..., tuple[int, str, str]]) -> None:
    code, text, _ = told("recap", "Day 2")
    assert code == 0
    assert "limescale" in text
    assert "day2.md:10-12" in text
    _, markdown, _ = told("recap", "Day 2", "--format", "markdown")
    assert markdown.startswith("# Kettle Days 2020 · Day 2\n")
    _, published, _ = told("recap", "Day 2", "--format", "json")
    assert json.loads(published)["sessions"][0]["title"] == "How steam is measured"
    _, page, _ = told("recap", "Day 2", "--format", "html")
    assert page.startswith("<!DOCTYPE html>")


def test_recap_without_a_day_lists_the_days(told: Callable[..., tuple[int, str, str]]) -> None:
    code, days, hint = told("recap")
    assert code == 0
    assert [line.split(" · ")[-1] for line in days.splitlines()] == ["4 sessions"]
    assert "Day 2" in days
    assert 'quoth recap "Day 2"' in hint


def test_a_recap_to_write_needs_a_day_and_a_form_that_there_is(
    told: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    for given in (["-o", str(tmp_path / "day.html")], ["--format", "json"]):
        code, out, complaint = told("recap", *given)
        assert (code, out) == (2, "")
        assert "name a day, which `quoth recap` lists" in complaint
    code, _, complaint = told("recap", "Day 2", "-o", str(tmp_path / "day2.pdf"))
    assert code == 2
    assert "day2.pdf cannot be written: a recap ends with .html" in complaint
    assert list(tmp_path.glob("day*")) == []
    assert told("recap", "Day 2", "-o", str(tmp_path / "day2.pdf"), "--format", "text")[0] == 0


def test_recap_needs_a_day_or_all(told: Callable[..., tuple[int, str, str]]) -> None:
    assert told("recap", "Day 2", "--all")[0] == 2
    assert told("recap", "--all")[0] == 0
    code, _, complaint = told("recap", "Day 9")
    assert (code, "Day 2" in complaint) == (2, True)


def test_a_file_is_written_whole_and_its_form_is_told_from_its_name(
    told: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")
    target.chmod(0o640)
    assert told("recap", "Day 2", "-o", str(target))[:2] == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Kettle Days")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.glob("*out*")) == ["out.md"]


def test_a_link_and_a_folder_are_not_written_to(
    told: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    link = tmp_path / "link.html"
    link.symlink_to(kept)
    for target, words in (
        (link, "symbolic link"),
        (tmp_path, "folder"),
        (tmp_path / "no" / "x.md", "make it"),
    ):
        code, _, complaint = told("recap", "Day 2", "-o", str(target))
        assert (code, words in complaint, complaint.count("\n")) == (2, True, 0)
    assert kept.read_text() == "mine"
    assert link.is_symlink()


@pytest.mark.parametrize("command", ["links", "speakers", "announced"])
def test_the_commands(command: str, tmp_path: Path, packaged: SentenceTransformerEmbedder) -> None:
    notes, path = write_notes(tmp_path / "notes", DAYS), tmp_path / "library.db"
    opened = Library(notes, path, packaged)
    opened.refresh()
    opened.close()
    where = ["--notes", str(notes), "--library", str(path)]
    shown = CliRunner().invoke(app, [command, *where])
    assert shown.exit_code == 0
    assert "Steam for all (Day 1)" in shown.stdout
    published = CliRunner().invoke(app, [command, "--json", "--day", "Day 2", *where])
    records = [json.loads(line) for line in published.stdout.splitlines()]
    assert records
    assert all(
        "Slow cups" in json.dumps(record, ensure_ascii=False) and "Steam for all" not in json.dumps(record)
        for record in records
    )


def test_nothing_found_is_exit_code_1(tmp_path: Path, packaged: SentenceTransformerEmbedder) -> None:
    notes, path = write_notes(tmp_path / "notes", DAYS), tmp_path / "library.db"
    opened = Library(notes, path, packaged)
    opened.refresh()
    opened.close()
    where = ["--notes", str(notes), "--library", str(path)]
    assert CliRunner().invoke(app, ["links", "--kind", "aws", *where]).exit_code == 1
    assert CliRunner().invoke(app, ["announced", "--day", "2", "--kind", "launch", *where]).exit_code == 1
