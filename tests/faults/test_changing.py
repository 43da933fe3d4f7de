"""The notes change under the ingest, two ingests meet, the clock jumps."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import shutil
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest

from bot.service.rate_limits import WINDOW, Limits
from bot.service.replies import Reply
from embeddings.errors import NotesError
from embeddings.library import Library
from tests.clocks import DAY, ManualClock
from tests.fakes import NOTES, FakeEmbedder, write_notes
from tests.faults.helpers import INGEST, QUESTION, many, state
from tests.paths import ROOT
from tests.services import make_service


def test_notes_that_vanish_in_an_ingest_are_not_quoted(library: Library, notes: Path) -> None:
    write_notes(notes, many("Amber"))
    other = Library(notes, library.path, FakeEmbedder(before=lambda _: shutil.rmtree(notes, True)))
    other.refresh()
    other.close()
    assert len(library.sessions()) > 30  # what was read is kept whole
    answer = library.ask(QUESTION)
    assert answer.quotes == ()  # but what cannot be proved is not shown
    with pytest.raises(NotesError, match="There is no folder"):
        library.refresh()
    assert len(library.sessions()) > 30
    write_notes(notes)
    library.refresh()
    assert len(library.sessions()) == 5
    assert library.ask(QUESTION).quotes


def test_a_file_that_vanishes_between_being_seen_and_being_read_is_left_out(
    library: Library, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def gone(path: Path) -> bytes:
        if path.name == "day2.md" and path.parent == notes:
            path.unlink()
        return read(path)

    write_notes(notes, {"day1.md": NOTES["day1.md"] + "\nOne more line.\n"})
    monkeypatch.setattr(Path, "read_bytes", gone)
    report = {file.file: file for file in library.refresh().files}
    assert report["day2.md"].status == "skipped"
    assert "no such file" in (report["day2.md"].reason or "")
    assert report["day1.md"].status == "changed"


def test_two_ingests_at_once_in_two_processes(notes: Path, tmp_path: Path) -> None:
    write_notes(notes, many("Amber"))
    command = [sys.executable, "-c", INGEST, str(notes), str(tmp_path / "library.db")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate()[1] for process in both]
    assert [(p.returncode, e) for p, e in zip(both, errors, strict=True)] == [(0, b"")] * 3
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    alone = Library(notes, tmp_path / "alone.db", FakeEmbedder())
    alone.refresh()
    assert state(library) == state(alone)
    library.close()
    alone.close()


def test_a_note_of_fifty_megabytes_is_left_out_and_named(library: Library, notes: Path) -> None:
    """Defence: the size is looked at before a byte is read."""
    with (notes / "huge.md").open("wb") as file:
        file.write(b"# Huge\n\n" + b"word " * 10_000_000)
    tracemalloc.start()
    report = {file.file: file for file in library.refresh().files}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report["huge.md"].status == "skipped"
    assert "larger than" in (report["huge.md"].reason or "")
    assert peak < 20_000_000
    assert library.ask(QUESTION).quotes


async def test_a_clock_that_jumps_forgets_nothing_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Defence: ``JumpDetector``; a clock set to another year would else empty the database in a moment."""
    clock = ManualClock()
    service = make_service(tmp_path, clock=clock)
    database = service.database
    database.replies.keep(Reply("k", "p", "ask", "what?"))
    task = asyncio.create_task(service.tend())
    await clock.until_slept(1)
    clock.set(clock.now() + dt.timedelta(days=400))
    await clock.advance(DAY)
    await clock.until_slept(2)
    assert "The clock jumped" in caplog.text
    clock.set(clock.now() - dt.timedelta(days=400))
    await clock.advance(DAY)
    await clock.until_slept(3)
    assert database.replies.find("k") is not None
    await clock.advance(9 * DAY)
    await clock.until_slept(4)
    assert database.replies.find("k") is None, "what is old is forgotten the next time"
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await service.close()


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_is_set_neither_lifts_nor_prolongs_a_limit(hours: int) -> None:
    """Defence: limits go by a clock that nobody sets."""
    clock = ManualClock()
    limits = Limits(1, 9, clock=clock)
    assert limits.take(7, 1) == 0
    clock.set(clock.now() + dt.timedelta(hours=hours))
    assert limits.take(7, 1) == WINDOW
    clock.move(WINDOW)
    assert limits.take(7, 1) == 0


def test_notes_from_the_future_and_the_past_are_taken_up(library: Library, notes: Path) -> None:
    for stamp in (4_000_000_000, 1):
        write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven", str(stamp))})
        os.utime(notes / "day1.md", (stamp, stamp))
        library.refresh()
        assert f"{stamp} minutes" in library.ask(QUESTION).quotes[0].text
