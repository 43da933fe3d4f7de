"""The disk is full: one sentence, and nothing that was accepted is lost."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.discord.error_messages import words_for
from bot.service.batching import Query
from bot.service.connection import UnkeptError
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.library import Library
from tests.clocks import DAY, ManualClock
from tests.fakes import write_notes
from tests.faults.helpers import INGEST, many, state
from tests.paths import ROOT
from tests.services import serving


def _limited(size: int) -> Callable[[], None]:
    """Let the process write no file beyond ``size`` bytes: what stands in for a full disk anywhere."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_in_an_ingest_leaves_the_library_as_it_was(
    library: Library, notes: Path, tmp_path: Path
) -> None:
    before = state(library)
    write_notes(notes, many("Amber"))
    size = max(path.stat().st_size for path in tmp_path.glob("library.db*"))
    done = subprocess.run(
        [sys.executable, "-c", INGEST, str(notes), str(library.path)],
        cwd=ROOT,
        preexec_fn=_limited(size + 4096),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "free some disk space" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(library) == before
    library.refresh()
    assert len(library.sessions()) > len(before[0])  # type: ignore[arg-type]


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="only root mounts a disk")
def test_a_disk_that_is_really_full(notes: Path, tmp_path: Path) -> None:
    """The same on a file system of 300 KB."""
    write_notes(notes, many("Amber"))
    disk = tmp_path / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=300k tmpfs "$1" && exec "$2" -c "$3" "$4" "$1/library.db"'
    arguments = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
        str(disk),
        sys.executable,
        INGEST,
        str(notes),
    ]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "free some disk space" in done.stderr
    assert "Traceback" not in done.stderr


def fill(database: BotDatabase) -> None:
    """Let the database's connection have not one page more, as a full disk does."""
    pages = database.connection.rows("PRAGMA page_count")[0][0]
    database.connection.rows(f"PRAGMA max_page_count = {pages}")


def have_room(database: BotDatabase) -> None:
    """Let it grow again after ``fill``."""
    database.connection.rows("PRAGMA max_page_count = 1000000")


def keep_until_full(database: BotDatabase) -> int:
    for number in range(10_000):
        try:
            database.replies.keep(Reply(f"k{number}", "p", "ask", "what? " * 100))
        except UnkeptError as error:
            assert "free some disk space" in str(error)  # noqa: PT017 - how far it got counts too
            return number
    raise AssertionError("it never filled")


async def test_a_full_disk_in_the_database_stops_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(tmp_path) as service:
        _, kept = await service.ask(1, Query("how do lighthouses send their state?"))
        fill(service.database)
        number = keep_until_full(service.database)
        # In a server: of a direct message the words are not kept, and what is kept has room.
        answer, reply = await service.ask(1, Query("how do lighthouses send their state? " * 20), server=7)
        assert answer.quotes
        await service.sent(reply, [5])
        assert "A reply was not kept" in caplog.text
        assert await service.reply(kept.key, None) == kept
        assert service.database.replies.find(f"k{number - 1}") is not None
        assert service.database.replies.find(f"k{number}") is None
        # And when there is room again, all is as ever.
        have_room(service.database)
        _, later = await service.ask(1, Query("tides?"))
        assert await service.reply(later.key, None) == later


def test_who_gives_feedback_that_is_not_kept_is_told(tmp_path: Path) -> None:
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    for number in range(300):
        database.replies.keep(Reply(f"r{number}", "p", "ask", "what?"))
    fill(database)
    kept = 0

    def judge_all() -> None:
        nonlocal kept
        for kept in range(300):
            database.replies.judge(f"r{kept}", "p" * 500, useful=True)

    with pytest.raises(UnkeptError) as caught:
        judge_all()
    assert words_for(caught.value) == (
        "I cannot keep that just now: please try again in a minute. If it stays so, tell an organiser."
    )
    assert database.replies.feedback() == (kept, 0)
    database.close()


async def test_forgetting_what_is_old_goes_on_after_a_full_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``tend`` takes the error; else its task would end, and nothing be forgotten ever again."""
    tries = 0

    def prune() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise UnkeptError("full")
        return 0

    clock = ManualClock()
    async with serving(tmp_path, clock=clock) as service:
        monkeypatch.setattr(service.database, "prune", prune)
        task = asyncio.create_task(service.tend())
        await clock.until_slept(1)
        await clock.advance(DAY)
        await clock.until_slept(2)
        assert tries == 2
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert "were not deleted: full" in caplog.text
