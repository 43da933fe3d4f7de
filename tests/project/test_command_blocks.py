"""The commands that the documents show are run as they are written, in a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.cli.helpers import COMMAND
from tests.paths import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ELSEWHERE = {
    "docker": "no container engine is here: test_container and test_cluster_file read its files",
    "git": "clones the repository",
    "make": "tests/project/test_docs has its targets; .ci/run calls them",
    "pipx": ".ci/package installs the wheel into an empty environment",
    "pip": ".ci/package installs the wheel into an empty environment",
    "py": "Windows",
    "sudo": "writes into the machine",
    "psql": "makes a database on a server",
    "openssl": "makes a password for a database",
    "systemctl": "writes into the machine",
}
"""Programs whose lines are not run, and why."""
UNENDING = ("serve", "mcp", "run", "library migrate")
"""Commands of ``quoth`` that go on until they are stopped, or need a server; tests of their own run them."""
DAY = """# Kettle Conf 2025 | Day 2 - Tuesday, Nov. 4

## GraphQML for tea rooms: how GraphQL mutations are named

Ines Falk - Engineer - Spout

We name GraphQL mutations by what the guest does, never by the table that changes.
A mutation answers with the whole cup, so that the page need not ask again.
The recording is [here](https://youtu.be/kettle00001).

## Whistles in production

Otto Reyes - Engineer - Lid Works

The whistle is measured for ten minutes before anybody is woken.
"""


def blocks(page: Path) -> list[list[str]]:
    """Return the lines of each block of commands of a page, without prompts and what commands answered."""
    found = []
    for kind, text in re.findall(
        r"^```(console|sh)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S
    ):
        lines = [line for line in text.splitlines() if line.strip()]
        if kind == "console":
            lines = [line[2:] for line in lines if line.startswith(("$ ", "> "))]
        found.append([line for line in lines if not line.startswith("#")])
    return found


def runs_here(line: str) -> bool:
    """Can a shell run the line in a folder of its own, without a network or a server?"""
    if line.startswith("export "):
        return "://" not in line
    return line.startswith("quoth ") and not line.removeprefix("quoth ").startswith(UNENDING)


COMMANDS = [
    (page, lines)
    for page in PAGES
    for block in blocks(page)
    if (lines := [*filter(runs_here, block)])
    and not any(line.startswith("export ") and "://" in line for line in block)
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folder with their team's notes, and ``quoth``, with the small embedder, on the path."""
    notes = tmp_path / "team" / "notes"
    notes.mkdir(parents=True)
    (notes / "day2.md").write_text(DAY, encoding="utf-8")
    command = tmp_path / "bin" / "quoth"
    command.parent.mkdir()
    (tmp_path / "quoth.py").write_text(COMMAND, encoding="utf-8")
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path}/quoth.py" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def test_there_are_commands_to_run() -> None:
    assert {page.name for page, _ in COMMANDS} >= {"README.md", "commands.md", "backups.md"}


@pytest.mark.parametrize(("page", "lines"), COMMANDS, ids=[page.name for page, _ in COMMANDS])
def test_commands_of_the_documents_do_what_they_say(page: Path, lines: list[str], home: Path) -> None:
    before = (
        []
        if any("quoth ingest" in line for line in lines)
        else ["export QUOTH_NOTES=~/team/notes", "quoth ingest"]
    )
    ran = subprocess.run(
        ["bash", "-e", "-c", "\n".join([*before, *lines])],
        cwd=home,
        env={
            "HOME": str(home),
            "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HF_HUB_OFFLINE": "1",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, f"{page.name}: {ran.stdout}{ran.stderr}"
    assert "Traceback" not in ran.stderr
    for line in lines:
        if written := re.search(r"-o (\S+)", line):
            assert (home / written[1]).stat().st_size > 0


def test_what_is_not_run_is_known_by_name() -> None:
    """A new line of the documents is run here, or one of its programs stands above with the reason."""
    for page in PAGES:
        for line in (line for block in blocks(page) for line in block if not runs_here(line)):
            words = {word.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] for word in re.split(r"[\s;()$]+", line)}
            assert words & ({"export", "quoth", "python", "umask", "mkdir", "echo"} | ELSEWHERE.keys()), line


def test_the_first_answer_of_the_readme_is_what_is_answered(
    tmp_path: Path,
    packaged: SentenceTransformerEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever types the two commands sees what the README shows, which shortens lines with an ellipsis."""
    shown = re.search(
        r"^\$ make ask\n(.*?)^\$ make test", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    question = re.search(r"QUESTION \?= (.+)", (ROOT / "Makefile").read_text("utf-8"))
    assert shown
    assert question
    shutil.copytree(ROOT / "notes", tmp_path / "notes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        Library,
        "open",
        lambda notes, library, *, model=None: Library(notes, library, packaged),  # noqa: ARG005
    )
    monkeypatch.setattr(sys, "argv", ["quoth", "ask", question[1]])
    with pytest.raises(SystemExit):
        main.main()
    answered = capsys.readouterr().out
    for line in filter(str.strip, shown[1].splitlines()):
        begun = line.strip().removesuffix("…").rstrip()
        assert begun in answered, line
        answered = answered[answered.index(begun) + len(begun) :]
