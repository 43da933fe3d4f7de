"""The watched folder: what changes in it is taken up, while the old library goes on answering."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.service.refresh import changes_below, take_up, watch
from bot.service.service import Service
from embeddings.errors import NotesError
from embeddings.library import Library
from tests.clocks import FolderChanges, ManualClock
from tests.fakes import FakeEmbedder, write_notes
from tests.services import Controlled

FOURTH = "## A fourth session\n\nIt came late."


@asynccontextmanager
async def watched(service: Service, folder: Path) -> AsyncIterator[FolderChanges]:
    changes = FolderChanges()
    task = asyncio.create_task(watch(service, folder, changes))
    try:
        yield changes
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def write_from_elsewhere(path: Path, notes: Path) -> None:
    """Write the library as a backup of another machine does: with the notes of another time and place."""
    other = Library(write_notes(notes), path, FakeEmbedder())
    other.refresh(replace_others=True)
    other.close()
    shutil.rmtree(notes)


async def test_changed_notes_are_taken_up(service: Service, library: Controlled) -> None:
    await service.start()
    async with watched(service, library.notes) as changes:
        await changes.tell(False)
        library.add(FOURTH)
        await changes.tell(True)
        assert len(service.suggestions.sessions) == 4
        library.add("More.")
        with library.failing("refresh", NotesError("Unreadable.")):
            await changes.tell(True)
        assert service.trouble == "Unreadable."
        assert len(service.suggestions.sessions) == 4


async def test_what_changed_before_the_watch_began_is_taken_up(service: Service, library: Controlled) -> None:
    await service.start()
    library.add(FOURTH)
    async with watched(service, library.notes) as changes:
        await changes.tell(False)
        assert len(service.suggestions.sessions) == 4
        before = library.refreshes
        await changes.tell(False)
        assert library.refreshes == before, "without a change the notes are not read again"


async def test_what_could_not_be_taken_up_is_tried_again_with_growing_pauses(
    service: Service, library: Controlled, clock: ManualClock
) -> None:
    """As after a full disk, which is freed and tells nobody."""
    await service.start()
    before = library.refreshes
    async with watched(service, library.notes) as changes:
        library.add(FOURTH)
        with library.failing("refresh", NotesError("Unreadable.")):
            for minutes, tried in ((0, 1), (0.5, 1), (0.6, 2), (1.1, 2), (1, 3)):
                clock.move(60 * minutes)
                await changes.tell(False)
                assert library.refreshes == before + tried
        clock.move(240)
        await changes.tell(False)
        assert len(service.suggestions.sessions) == 4
        clock.move(3600)
        await changes.tell(False)
        assert library.refreshes == before + 4, "what was taken up is not read again"


async def test_a_library_that_another_process_wrote_is_taken_up(
    service: Service, library: Controlled, tmp_path: Path
) -> None:
    """As after ``quoth restore``: no note changed, and the library is another."""
    await service.start()
    async with watched(service, library.notes) as changes:
        await changes.tell(False)
        before = library.refreshes
        write_from_elsewhere(library.path, tmp_path / "then")
        await changes.tell(False)
        assert library.refreshes == before + 1
        assert library.sessions()[0].title == "Lighthouses that talk"
        write_from_elsewhere(library.path, tmp_path / "then")
        with library.failing("refresh", NotesError("Unreadable.")):
            await changes.tell(False)
            await changes.tell(False)
        assert library.refreshes == before + 2, "what cannot be taken up is not tried each second"


async def test_a_saved_note_is_noticed_on_the_disk(library: Controlled) -> None:
    changes = changes_below(library.notes, settle_ms=20)
    assert await anext(changes) is False, "the watch began, and nothing had changed"
    library.add("More.")
    while not await anext(changes):
        pass
    await changes.aclose()


async def test_a_defect_does_not_end_the_watch(
    service: Service, library: Controlled, caplog: pytest.LogCaptureFixture
) -> None:
    await service.start()
    with library.failing("refresh", ValueError("defect")):
        await take_up(service)
    assert "because of a defect" in caplog.text
    library.add(FOURTH)
    await take_up(service)
    assert len(service.suggestions.sessions) == 4


async def test_a_folder_that_vanishes_is_waited_for(
    service: Service, library: Controlled, clock: ManualClock
) -> None:
    await service.start()
    away = library.notes.with_name("away")
    library.notes.rename(away)
    async with watched(service, library.notes) as changes:
        await changes.vanish()
        await clock.until_slept(1)
        before = library.refreshes
        await clock.advance(60)
        await changes.vanish()
        await clock.until_slept(2)
        assert library.refreshes == before
        away.rename(library.notes)
        await clock.advance(60)
        await changes.vanish()
        await clock.until_slept(3)
        assert library.refreshes == before + 1
