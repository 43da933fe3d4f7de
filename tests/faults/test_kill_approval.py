"""Killed at any moment of an approval, what was handed in is taken once, and whole, after the next start."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service.inbox import Inbox
from tests.faults.forks import DONE, KILLED, Forks, forking
from tests.inbox.files import TALK
from tests.services import serving

MOMENTS = int(os.environ.get("MOMENTS_TO_KILL_AT", "20"))
SERVER, ANN = 2000, 1
APPROVAL = """
import asyncio
from pathlib import Path
from bot.service.inbox import Inbox
from tests.services import serving

async def approve(folder):
    begin(False)
    async with serving(Path(folder), guild=2000) as service:
        inbox = Inbox(service)
        (waiting,) = service.database.submissions.unsettled()
        begin(True)
        await inbox.approve(waiting)
        begin(False)

serve(lambda folder: asyncio.run(approve(folder)))
"""


@pytest.fixture(scope="module")
def approvals() -> Iterator[Forks]:
    with forking(APPROVAL) as running:
        yield running


async def prepared(folder: Path) -> None:
    """Have a talk wait for the organisers."""
    async with serving(folder, guild=SERVER) as service:
        shown, _ = await Inbox(service).offer(SERVER, ANN, "day2.md", TALK.encode())
        await Inbox(service).hand_in(shown)


async def found(folder: Path) -> str:
    """Complete what is half done, as a start does, approve what waits still, and look at what is there.

    Returns what there was to do.
    """
    async with serving(folder, guild=SERVER) as service:
        inbox = Inbox(service)
        (one,) = service.database.submissions.unsettled()
        await inbox.complete(one)
        if one.state == "waiting":
            assert not list(service.settings.folder.rglob("day2.md")), "not before it is noted"
            await inbox.approve(one)
        there = sorted(path.name for path in (service.settings.folder / "inbox").rglob("*"))
        assert there == ["day2", "day2.md"]
        assert (await inbox.find(one.key, SERVER)).state == "taken"
        titles = [session.title for session in service.suggestions.sessions]
        assert titles.count("Buoys that listen") == 1
        assert service.database.connection.rows("PRAGMA integrity_check") == [("ok",)]
        return one.state


async def test_killed_at_any_moment_of_an_approval_what_was_handed_in_is_taken_once(
    tmp_path: Path, approvals: Forks
) -> None:
    origin, work = tmp_path / "origin", tmp_path / "work"
    await prepared(work)
    shutil.copytree(work, origin)
    status, steps = approvals.run(work)
    assert status == DONE
    draw = random.Random(20210506)  # noqa: S311 - nothing secret
    seen = Counter[str]()
    for number in range(MOMENTS):
        shutil.rmtree(work)
        shutil.copytree(origin, work)
        # A third of the kills is in the first steps, before the notes are read again.
        moment = draw.randint(1, steps // (3 if number % 3 else 20))
        status, _ = approvals.run(work, kind="step", moment=moment)
        assert status in KILLED, f"it was not killed at {moment} of {steps} steps"
        seen[await found(work)] += 1
    assert len(seen) > 1, seen
