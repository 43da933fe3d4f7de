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
from typing import Literal

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
# One process imports what an ingest needs, once; each ingest is a fork of it. The fork counts its steps - a
# chunk encoded, a hundred instructions of SQLite, a file opened or renamed - and kills itself at the step it
# was told; or the system kills it where it writes a file beyond so many bytes, in the middle of a write.
SERVER = """
import os, resource, signal, sqlite3, sys
from pathlib import Path
from embeddings.library import Library
from tests.fakes import FakeEmbedder

PLACES = {"open", "os.rename", "os.remove"}
done = 0

def ingest(notes, library, kind, moment):
    def step(*_):
        global done
        done += 1
        if kind == "step" and done == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    connect = sqlite3.connect

    def counted(*arguments, **more):
        connection = connect(*arguments, **more)
        connection.set_progress_handler(step, 100)
        return connection

    sqlite3.connect = counted
    sys.addaudithook(lambda event, _: step() if event in PLACES else None)
    if kind == "byte":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (moment, moment))
    opened = Library(Path(notes), Path(library), FakeEmbedder(before=step))
    opened.refresh()
    opened.ask("what is spliced?")
    return done

for line in sys.stdin:
    notes, library, kind, moment = line.rstrip("\\n").split("\\t")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, str(ingest(notes, library, kind, int(moment))).encode())
        os._exit(0)
    os.close(writer)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reader) as told:
        print(status, told.read() or 0, flush=True)
"""
DONE, KILLED = 0, (-signal.SIGKILL, -signal.SIGXFSZ)
Kind = Literal["step", "byte", "none"]


class Ingests:
    """Ingests in processes of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, notes: Path, library: Path, kind: Kind = "none", moment: int = 0) -> tuple[int, int]:
        """Ingest, killed at a step or where a file would pass so many bytes.

        Returns the exit status, and the steps of an ingest that was not killed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{notes}\t{library}\t{kind}\t{moment}\n")
        self._process.stdin.flush()
        status, steps = map(int, self._process.stdout.readline().split())
        return status, steps


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
    small = (origin / "library.db").stat().st_size
    write_notes(notes, many("Crimson"))
    (notes / "day12.md").unlink()
    whole = tmp_path / "whole" / "library.db"
    shutil.copytree(origin, whole.parent)
    status, steps = ingests.run(notes, whole)
    assert status == DONE
    after = state_of(notes, whole)
    assert before != after

    draw = random.Random(20210504)  # noqa: S311 - nothing secret
    seen = {"before": 0, "after": 0}
    for number in range(MOMENTS):
        kind: Kind = "byte" if number % 4 == 0 else "step"
        if kind == "byte":
            moment = draw.randint(small // 4, small * 9 // 10)
        else:
            # Most steps are of the reading and the encoding; the last few come after the transaction.
            moment = draw.randint((1, steps // 2, steps * 19 // 20)[number % 4 - 1], steps * 99 // 100)
        path = tmp_path / f"try{number}" / "library.db"
        shutil.copytree(origin, path.parent)
        status, _ = ingests.run(notes, path, kind, moment)
        assert status in KILLED, f"it was not killed at {kind} {moment} of {steps} steps, {small} bytes"
        found = state_of(notes, path)
        assert found in (before, after), f"killed at {kind} {moment} of {steps} steps, {small} bytes"
        seen["before" if found == before else "after"] += 1
        if number % 5 == 0:
            make(notes, path)
            assert state_of(notes, path) == after
        shutil.rmtree(path.parent)
    assert seen["before"] >= 10, seen
    assert seen["after"] >= 1, seen


def test_killed_at_the_first_ingest_the_next_one_starts_again(tmp_path: Path, ingests: Ingests) -> None:
    notes = write_notes(tmp_path / "notes", many("Amber"))
    make(notes, tmp_path / "wanted.db")
    wanted = state_of(notes, tmp_path / "wanted.db")
    (tmp_path / "whole").mkdir()
    _, steps = ingests.run(notes, tmp_path / "whole" / "library.db")
    for moment in (1, 2, 5, steps // 4, steps // 2, 3 * steps // 4):
        path = tmp_path / f"library{moment}.db"
        status, _ = ingests.run(notes, path, "step", moment)
        assert status in KILLED
        make(notes, path)
        assert state_of(notes, path) == wanted
