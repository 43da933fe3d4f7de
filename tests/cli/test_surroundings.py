"""Pipes, terminals and locales: whatever the command runs in."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.cli.helpers import COMMAND, QUESTION, on_a_terminal, process
from tests.fakes import DAY_TWO, FakeEmbedder, write_notes
from tests.paths import ROOT


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    many = "".join(DAY_TWO.replace("Rope", f"Rope {number}").split("\n\n", 1)[1] for number in range(400))
    write_notes(folder / "notes", {"day2.md": "# Summit 2021 | Day 2 - Wednesday, May 5\n\n" + many})
    made = Library(folder / "notes", folder / ".quoth" / "library.db", FakeEmbedder())
    made.refresh()
    made.close()
    for arguments in (["sessions"], ["sessions", "--json"]):
        with subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            assert running.stdout.readline()
            running.stdout.close()
            complaints = running.stderr.read()
            assert running.wait(30) in (0, 1)
        assert complaints == b""


def test_notes_cannot_command_the_terminal(folder: Path) -> None:
    write_notes(
        folder / "notes",
        {"evil\x1b[31m.md": DAY_TWO.replace("Rope splicing", "Rope \x1b]0;owned\x07\x9b2J splicing")},
    )
    for arguments in (["ingest"], ["sessions"], ["ask", "what is spliced?"], ["session", "knitting"]):
        found = process(folder, *arguments)
        assert not set(found.stdout + found.stderr) & set(b"\x1b\x07\r"), arguments
        assert b"\xc2\x9b" not in found.stdout + found.stderr
    as_json = process(folder, "sessions", "--json").stdout
    assert b"\x1b" not in as_json


def test_output_is_utf_8_whatever_the_locale(folder: Path) -> None:
    write_notes(folder / "notes", {"day2.md": DAY_TWO.replace("ferry", "渡し船")})
    for env in (
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        found = process(folder, "ask", "what about the foghorn classifier?", env=env)
        assert found.returncode == 0
        assert "渡し船" in found.stdout.decode("utf-8")
        assert found.stderr.count(b"Traceback") == 0


def test_a_terminal_gets_colour_unless_no_color_is_set(folder: Path) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    coloured = on_a_terminal(folder, "ask", QUESTION)
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", coloured), "a colour"
    plain = on_a_terminal(folder, "ask", QUESTION, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(?:3|4|9|10)[0-9]", plain)
    bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", plain.split("\x1b[2K")[-1]).replace("\r", "")
    assert "takes eleven minutes" in " ".join(bare.replace("│", "").split())
    assert max(len(line) for line in bare.split("\n") if "http" not in line) <= 70
    piped = process(folder, "ask", QUESTION)
    assert b"\x1b" not in piped.stdout + piped.stderr


def test_progress_is_shown_on_a_terminal_only(notes: Path) -> None:
    assert "Embedding" in on_a_terminal(notes.parent, "ingest")
    (notes.parent / ".quoth" / "library.db").unlink()
    assert b"Embedding" not in process(notes.parent, "ingest").stderr


@pytest.mark.parametrize("command", ["sessions", "sessions --json", "ask --json 'who splices?'", "--help"])
@pytest.mark.parametrize("target", [">&-", ">/dev/full"], ids=["closed", "full"])
def test_output_that_cannot_be_written_is_one_sentence(folder: Path, command: str, target: str) -> None:
    call = f"{shlex.quote(sys.executable)} -c {shlex.quote(COMMAND)} {command} {target}"
    done = subprocess.run(
        ["sh", "-c", call],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("quoth: ")
    assert "Traceback" not in done.stderr
