"""The ``quoth`` command as tests run it, always with the small embedder."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.paths import ROOT

# The command with the small embedder, in a process of its own.
COMMAND = """
import sys
from embeddings.library import Library
from tests.fakes import FakeEmbedder
Library.open = classmethod(lambda cls, notes, library, *, model=None: cls(notes, library, FakeEmbedder()))
from bot.cli.main import main
main()
"""
QUESTION = "how long does it take to fetch a reading from tape?"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Quoth = Callable[..., Outcome]


def process(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )


def on_a_terminal(folder: Path, *arguments: str, **env: str) -> str:
    """What the command writes to a terminal of 70 columns."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "70", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux says that the other side has closed
                break
            if not part:
                break
            parts.append(part)
        running.wait(30)
    os.close(ours)
    return b"".join(parts).decode("utf-8")


def complaint(found: Outcome) -> str:
    """The one sentence on standard error of a command that could not do what was asked."""
    assert found.code == 2
    assert found.out == ""
    last = found.err.rstrip("\n").split("\n")[-1]
    assert found.err.count("quoth: ") == 1
    assert "Traceback" not in found.err
    assert last.startswith("quoth: ")
    assert last.endswith(".")
    return last.removeprefix("quoth: ")
