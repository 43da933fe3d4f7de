"""The command in this process, and a folder for it in a process of its own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bot.cli import main
from embeddings.library import Library
from tests.cli.helpers import Outcome, Quoth
from tests.fakes import FakeEmbedder


@pytest.fixture
def quoth(
    notes: Path,  # noqa: ARG001 - the folder that the command finds
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Quoth:
    """Run the command in this process, with the small embedder, where ``notes`` is the folder of notes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        Library,
        "open",
        lambda notes, library, *, model=None: Library(notes, library, FakeEmbedder()),  # noqa: ARG005
    )

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["quoth", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main.main()
        code = caught.value.code
        said = capsys.readouterr()
        return Outcome(code if isinstance(code, int) else int(code is not None), said.out, said.err)

    return run


@pytest.fixture
def folder(notes: Path) -> Path:
    """A folder with notes and a library made of them, for the command in its own process."""
    made = Library(notes, notes.parent / ".quoth" / "library.db", FakeEmbedder())
    made.refresh()
    made.close()
    return notes.parent
