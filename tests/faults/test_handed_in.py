"""The disk is full while notes are handed in or approved: nothing is half there, and it goes on later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.inbox.errors import InboxError
from bot.service.connection import UnkeptError
from bot.service.inbox import Inbox
from bot.service.service import Service
from bot.service.submissions import Submission
from tests.faults.test_disk import fill, have_room
from tests.inbox.files import TALK
from tests.services import serving

SERVER, ANN = 2000, 1
LONG = TALK + "It was dark. " * 1000


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with serving(tmp_path, guild=SERVER) as running:
        yield running


async def handed_in(service: Service) -> Submission:
    shown, _ = await Inbox(service).offer(SERVER, ANN, "day2.md", TALK.encode())
    return await Inbox(service).hand_in(shown)


def inbox_of(service: Service) -> list[str]:
    """Return what the inbox holds, hidden or not."""
    return [path.name for path in (service.settings.folder / "inbox").rglob("*")]


async def test_a_full_disk_during_an_upload_keeps_nothing_of_it(service: Service) -> None:
    fill(service.database)
    with pytest.raises(UnkeptError, match="free some disk space"):
        await Inbox(service).offer(SERVER, ANN, "day2.md", LONG.encode())
    for table in ("submissions", "submitted"):
        assert service.database.connection.rows(f"SELECT * FROM {table}") == []  # noqa: S608 - the two above
    have_room(service.database)
    _, preview = await Inbox(service).offer(SERVER, ANN, "day2.md", LONG.encode())
    assert preview.sessions


async def test_a_full_disk_during_an_approval_leaves_it_waiting(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = await handed_in(service)
    with monkeypatch.context() as full:
        full.setattr("os.fsync", no_room)
        with pytest.raises(InboxError, match="no space left on device"):
            await Inbox(service).approve(waiting)
    assert inbox_of(service) == []
    assert (await Inbox(service).find(waiting.key, SERVER)).state == "waiting"
    await Inbox(service).approve(waiting)
    assert inbox_of(service) == ["day2", "day2.md"]


async def test_where_not_even_that_it_failed_can_be_noted_an_approval_is_completed_later(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = await handed_in(service)
    with monkeypatch.context() as full:
        full.setattr("os.fsync", no_room)
        full.setattr(service.database.submissions, "move_back", unkept)
        with pytest.raises(UnkeptError):
            await Inbox(service).approve(waiting)
    assert inbox_of(service) == []
    (cut_off,) = service.database.submissions.unsettled()
    await Inbox(service).complete(cut_off)
    assert inbox_of(service) == ["day2", "day2.md"]
    assert (await Inbox(service).find(waiting.key, SERVER)).state == "taken"


def no_room(_: int) -> None:
    raise OSError(28, "No space left on device")


def unkept(_: str) -> None:
    raise UnkeptError("free some disk space")
