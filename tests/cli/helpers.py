"""The ``quoth`` command as tests run it, always with the small embedder."""

from __future__ import annotations

import os
import pty
import re
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
PROMPT = "<prompt>"
"""What a terminal shows, for those who read it here, where a line can be typed."""
_TAKES_KEYS = "\x1b[?2004h"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])")
QUESTION = "how long does it take to fetch a reading from tape?"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Quoth = Callable[..., Outcome]


def process(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        input=stdin,
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


class Terminal:
    """A terminal of 70 columns that the command runs on, and a person who types there."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        ours, theirs = pty.openpty()
        self._ours, self._bytes, self._read = ours, b"", 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm",
                "COLUMNS": "70",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                **env,
            },
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, words: str) -> str:
        """Wait until words are shown after those that were waited for last; return what came before them."""
        while words not in (shown := self._shown()):
            assert self._take(), f"{words!r} is not shown after {shown!r}"
        before, _, _ = shown.partition(words)
        self._read += len(before) + len(words)
        return before

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was shown after the words waited for last."""
        while self._take():
            pass
        os.close(self._ours)
        return self.process.wait(), self._shown()

    def _shown(self) -> str:
        shown = self._bytes.decode("utf-8", "replace").replace(_TAKES_KEYS, PROMPT)
        return _ESCAPES.sub("", shown)[self._read :]

    def _take(self) -> bool:
        try:
            part = os.read(self._ours, 65536)
        except OSError:  # how Linux says that the other side has closed
            return False
        self._bytes += part
        return part != b""


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
