"""Killed at any moment, an ingest leaves a library that answers as before or as after it, never otherwise."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.fakes import NOTES, FakeEmbedder, write_notes
from tests.paths import ROOT

MOMENTS = int(os.environ.get("MOMENTS_TO_KILL_AT", "50"))
QUESTIONS = [
    "how long does it take to fetch a reading from tape?",
    "who spoke about foghorns?",
    "which sessions have a recording?",
    "what is spliced?",
]
# One process imports what an ingest needs, once; each ingest is a fork of it, which it kills after so many
# seconds. Until it was waited for, a dead fork keeps its number, so that nothing else can be hit.
SERVER = """
import os, signal, sys, time
from pathlib import Path
from embeddings.library import Library
from tests.fakes import FakeEmbedder

for line in sys.stdin:
    notes, library, moment = line.rstrip("\\n").split("\\t")
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        opened = Library(Path(notes), Path(library), FakeEmbedder(delay=0.004))
        opened.refresh()
        opened.ask("what is spliced?")
        os._exit(0)
    if moment:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(status, time.monotonic() - began, flush=True)
"""
DONE, KILLED = 0, -signal.SIGKILL


class Ingests:
    """Ingests in processes of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, notes: Path, library: Path, moment: float | None = None) -> tuple[int, float]:
        """Ingest, killed after ``moment`` seconds where given; give the exit status and the seconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{notes}\t{library}\t{'' if moment is None else moment}\n")
        self._process.stdin.flush()
        status, took = self._process.stdout.readline().split()
        return int(status), float(took)


@pytest.fixture(scope="module")
def ingests() -> Iterator[Ingests]:
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Ingests(process)
        assert process.stdin is not None
        process.stdin.close()


def state_of(notes: Path, path: Path) -> tuple[object, ...]:
    """All that can be read of the library: records, answers and what its index finds."""
    library = Library(notes, path, FakeEmbedder())
    try:
        sessions = library.sessions()
        return (
            [session.as_json() for session in sessions],
            [library.text_blocks(session.id) for session in sessions],
            # Without quotes, which are proved against the notes on disk and not a part of the library.
            [
                [(match.session.id, round(match.score, 4)) for match in library.ask(question).matches]
                for question in QUESTIONS
            ],
        )
    finally:
        library.close()


def make(notes: Path, path: Path) -> None:
    library = Library(notes, path, FakeEmbedder())
    library.refresh()
    library.close()


def many(name: str) -> dict[str, str]:
    """Notes enough that writing them takes a while."""
    extra = {
        f"day{number}.md": NOTES["day1.md"]
        .replace("Tidal", f"{name} {number}")
        .replace("lamp", f"lamp{number}")
        for number in range(3, 13)
    }
    return {**NOTES, **extra}


def test_killed_at_any_moment_the_library_is_as_before_or_as_after(tmp_path: Path, ingests: Ingests) -> None:
    notes, origin = write_notes(tmp_path / "notes", many("Amber")), tmp_path / "origin"
    origin.mkdir()
    make(notes, origin / "library.db")
    before = state_of(notes, origin / "library.db")
    write_notes(notes, many("Crimson"))
    (notes / "day12.md").unlink()
    took = []
    for name in ("first", "second", "third"):
        whole = tmp_path / name / "library.db"
        shutil.copytree(origin, whole.parent)
        status, seconds = ingests.run(notes, whole)
        assert status == DONE
        took.append(seconds)
    after = state_of(notes, tmp_path / "third" / "library.db")
    assert before != after

    # Most of the time goes by before the transaction: half of the moments are from the end, where it is.
    draw = random.Random(20210504)  # noqa: S311 - nothing secret
    seen = {"before": 0, "after": 0}
    killed = tried = 0
    while killed < MOMENTS:
        tried += 1
        assert tried <= 3 * MOMENTS, f"{killed} of {tried} were killed before they were done"
        moment = draw.uniform(0 if tried % 2 else min(took) * 0.7, min(took))
        path = tmp_path / f"try{tried}" / "library.db"
        shutil.copytree(origin, path.parent)
        status, _ = ingests.run(notes, path, moment)
        assert status in (DONE, KILLED)
        killed += status == KILLED
        found = state_of(notes, path)
        assert found in (before, after), f"killed after {moment:.3f} s of {min(took):.3f} s"
        seen["before" if found == before else "after"] += 1
        if tried % 5 == 0:
            make(notes, path)
            assert state_of(notes, path) == after
        shutil.rmtree(path.parent)
    assert seen["before"] >= 10, seen
    assert seen["after"] >= 1, seen


def test_killed_at_the_first_ingest_the_next_one_starts_anew(tmp_path: Path, ingests: Ingests) -> None:
    notes = write_notes(tmp_path / "notes", many("Amber"))
    make(notes, tmp_path / "wanted.db")
    wanted = state_of(notes, tmp_path / "wanted.db")
    for number, moment in enumerate((0.0, 0.001, 0.003, 0.01, 0.05, 0.2)):
        path = tmp_path / f"library{number}.db"
        status, _ = ingests.run(notes, path, moment)
        assert status == KILLED
        make(notes, path)
        assert state_of(notes, path) == wanted
