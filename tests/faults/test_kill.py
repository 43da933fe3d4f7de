"""Killed at any moment, an ingest leaves a library that answers as before or as after it, never otherwise."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.fakes import NOTES, FakeEmbedder, write_notes
from tests.faults.forks import DONE, KILLED, Forks, Kind, forking

MOMENTS = int(os.environ.get("MOMENTS_TO_KILL_AT", "50"))
QUESTIONS = [
    "how long does it take to fetch a reading from tape?",
    "who spoke about foghorns?",
    "which sessions have a recording?",
    "what is spliced?",
]
SERVER = """
from pathlib import Path
from embeddings.library import Library
from tests.fakes import FakeEmbedder

def ingest(notes, library):
    opened = Library(Path(notes), Path(library), FakeEmbedder(before=step))
    opened.refresh()
    opened.ask("what is spliced?")

serve(ingest)
"""


@pytest.fixture(scope="module")
def ingests() -> Iterator[Forks]:
    with forking(SERVER) as running:
        yield running


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


def test_killed_at_any_moment_the_library_is_as_before_or_as_after(tmp_path: Path, ingests: Forks) -> None:
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
        status, _ = ingests.run(notes, path, kind=kind, moment=moment)
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


def test_killed_at_the_first_ingest_the_next_one_starts_again(tmp_path: Path, ingests: Forks) -> None:
    notes = write_notes(tmp_path / "notes", many("Amber"))
    make(notes, tmp_path / "wanted.db")
    wanted = state_of(notes, tmp_path / "wanted.db")
    (tmp_path / "whole").mkdir()
    _, steps = ingests.run(notes, tmp_path / "whole" / "library.db")
    for moment in (1, 2, 5, steps // 4, steps // 2, 3 * steps // 4):
        path = tmp_path / f"library{moment}.db"
        status, _ = ingests.run(notes, path, kind="step", moment=moment)
        assert status in KILLED
        make(notes, path)
        assert state_of(notes, path) == wanted
