"""What the bot does without Discord: batches, proofs, pictures, the watched folder, words for errors."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.discord.error_messages import words_for
from bot.discord.message import PICTURES
from bot.logs.redact import Secrecy
from bot.service.batching import Batcher, BusyError, Query
from bot.service.database import BotDatabase
from bot.service.refresh import changes_below, take_up, watch
from bot.service.service import NotReadyError, Service, TooLongError
from bot.settings import Settings
from embeddings.errors import NotesError, QuothError, UnknownDayError
from embeddings.records import Image
from tests.clocks import FolderChanges, ManualClock
from tests.loopback.core import SmallCore


@pytest.fixture
def core(tmp_path: Path) -> SmallCore:
    small = SmallCore.at(tmp_path)
    small.refresh()
    return small


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def service(core: SmallCore, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Service]:
    settings = Settings(notes=core.notes, library=tmp_path / "library.db")
    made = Service(settings, core, BotDatabase.open(tmp_path / "memory.db", keep_days=9), clock=clock)
    yield made
    await made.close()
    assert core.closed


# ---------------------------------------------------------------------- asking


async def test_one_question_waits_for_no_other(core: SmallCore) -> None:
    batcher = Batcher(core)
    answer = await batcher.ask(Query("what do lighthouses send?"))
    assert answer.matches[0].session.title == "Lighthouses that talk"
    assert core.batches == [], "nothing waited, so nothing was gathered"
    batcher.close()


async def test_questions_that_wait_are_encoded_together(core: SmallCore) -> None:
    batcher = Batcher(core)
    core.gate = threading.Event()
    first = asyncio.create_task(batcher.ask(Query("ferry")))
    await asyncio.sleep(0.05)
    rest = [asyncio.create_task(batcher.ask(Query(f"tides {number}"))) for number in range(40)]
    kept = asyncio.create_task(batcher.ask(Query("knots", session="day1/mooring-without-ropes")))
    await asyncio.sleep(0.05)
    core.gate.set()
    answers = await asyncio.gather(first, *rest, kept)
    assert core.batches == [32, 8]
    assert [answer.question for answer in answers[1:41]] == [f"tides {number}" for number in range(40)]
    assert core.asked[-1] == ("knots", None, "day1/mooring-without-ropes")
    batcher.close()


async def test_an_error_is_of_its_own_question_alone(core: SmallCore) -> None:
    batcher = Batcher(core)
    questions = [Query("ferry"), Query("tides", day="Day 9"), Query("lamps send")]
    outcomes = await asyncio.gather(*map(batcher.ask, questions), return_exceptions=True)
    assert isinstance(outcomes[1], UnknownDayError)
    assert [type(outcomes[0]), type(outcomes[2])] == [type(outcomes[0])] * 2
    assert not isinstance(outcomes[0], BaseException)
    batcher.close()


async def test_a_defect_reaches_everyone_who_waits_and_the_next_is_answered(
    core: SmallCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    batcher = Batcher(core)
    with monkeypatch.context() as broken:
        broken.setattr(core, "_answer", lambda *_: 1 / 0)
        outcomes = await asyncio.gather(
            batcher.ask(Query("a b")), batcher.ask(Query("c d")), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 2
    assert (await batcher.ask(Query("ferry"))).verdict == "answer"
    batcher.close()


async def test_too_many_are_turned_away(core: SmallCore) -> None:
    batcher = Batcher(core, most_waiting=1)
    core.gate = threading.Event()
    tasks = [asyncio.create_task(batcher.ask(Query("ferry"))) for _ in range(3)]
    await asyncio.sleep(0.05)
    core.gate.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(outcome, BusyError) for outcome in outcomes) == 2
    batcher.close()


async def test_questions_are_checked_before_any_work(service: Service) -> None:
    with pytest.raises(NotReadyError):
        service.check("what?")
    await service.start()
    assert service.check("  what?\ud800 ") == "what??"
    assert service.check("x" * 500)
    with pytest.raises(TooLongError, match="501 characters"):
        service.check("x" * 501)
    with pytest.raises(QuothError, match="Ask me something"):
        service.check(" \n ")


async def test_a_failed_refresh_keeps_the_old_library(service: Service, core: SmallCore) -> None:
    await service.start()
    core.fail = NotesError("The notes folder is gone.")
    with pytest.raises(NotesError):
        await service.refresh()
    assert service.trouble == "The notes folder is gone."
    answer, _ = await service.ask(1, Query("what do lighthouses send?"))
    assert answer.quotes
    core.fail = None
    await service.refresh()
    assert service.trouble is None


async def test_the_notes_may_say_where_they_stand_on_the_web(service: Service, core: SmallCore) -> None:
    core.address = "https://example.org/notes/"
    await service.start()
    assert service.site.url == "https://example.org/notes"


async def test_finish_waits_for_who_is_being_served(service: Service) -> None:
    await service.start()
    order: list[str] = []

    async def serve() -> None:
        with service.at_work():
            await asyncio.sleep(0.05)
            order.append("served")

    task = asyncio.create_task(serve())
    await asyncio.sleep(0)
    await service.finish(5)
    order.append("finished")
    await task
    assert order == ["served", "finished"]
    with pytest.raises(NotReadyError, match="restart"):
        service.check("and now?")


async def test_finish_does_not_wait_for_ever(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with service.at_work():
        await service.finish(0.01)
    assert "1 people were being served" in caplog.text


# ---------------------------------------------------------------------- the watched folder


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


async def test_changed_notes_are_taken_up(service: Service, core: SmallCore) -> None:
    await service.start()
    async with watched(service, core.notes) as changes:
        await changes.tell(False)
        core.file.write_text(core.file.read_text() + "\n## A fourth session\n\nIt came late.\n")
        await changes.tell(True)
        assert len(service.suggestions.sessions) == 4
        core.fail = NotesError("Unreadable.")
        core.file.write_text(core.file.read_text() + "\nMore.\n")
        await changes.tell(True)
        assert service.trouble == "Unreadable."
        assert len(service.suggestions.sessions) == 4


async def test_what_changed_before_the_watch_began_is_taken_up(service: Service, core: SmallCore) -> None:
    await service.start()
    core.file.write_text(core.file.read_text() + "\n## A fourth session\n\nIt came early.\n")
    async with watched(service, core.notes) as changes:
        await changes.tell(False)
        assert len(service.suggestions.sessions) == 4
        before = core.refreshes
        await changes.tell(False)
        assert core.refreshes == before, "without a change the notes are not read again"


async def test_a_library_that_another_process_wrote_is_taken_up(service: Service, core: SmallCore) -> None:
    """As after ``quoth restore``: no note changed, and the library is another."""
    await service.start()
    async with watched(service, core.notes) as changes:
        await changes.tell(False)
        before = core.refreshes
        core.written = "2"
        await changes.tell(False)
        assert core.refreshes == before + 1
        core.fail = NotesError("Unreadable.")
        core.written = "3"
        await changes.tell(False)
        await changes.tell(False)
        assert core.refreshes == before + 2, "what cannot be taken up is not tried each second"


async def test_a_saved_note_is_noticed_on_the_disk(core: SmallCore) -> None:
    changes = changes_below(core.notes, settle_ms=20)
    assert await anext(changes) is False, "the watch began, and nothing had changed"
    core.file.write_text(core.file.read_text() + "\nMore.\n")
    while not await anext(changes):
        pass
    await changes.aclose()


async def test_a_defect_does_not_end_the_watch(
    service: Service, core: SmallCore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await service.start()
    with monkeypatch.context() as broken:
        broken.setattr(core, "refresh", lambda *_: int("defect"))
        await take_up(service)
    assert "by a defect" in caplog.text
    core.file.write_text(core.file.read_text() + "\n## A fourth session\n\nIt came late.\n")
    await take_up(service)
    assert len(service.suggestions.sessions) == 4


async def test_a_folder_that_vanishes_is_waited_for(
    service: Service, core: SmallCore, clock: ManualClock
) -> None:
    await service.start()
    away = core.notes.with_name("away")
    core.notes.rename(away)
    async with watched(service, core.notes) as changes:
        await changes.vanish()
        await clock.until_slept(1)
        before = core.refreshes
        await clock.advance(60)
        await changes.vanish()
        await clock.until_slept(2)
        assert core.refreshes == before
        away.rename(core.notes)
        await clock.advance(60)
        await changes.vanish()
        assert core.refreshes == before + 1


# ---------------------------------------------------------------------- pictures


async def test_no_button_waits_for_pictures(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    await service.start()
    kept = await service.keep(1, "ask", "what about the lamp?")
    released = threading.Event()
    monkeypatch.setattr("bot.service.service.named_by", lambda *_: [Image("", "a.png", 1)])
    monkeypatch.setattr("bot.service.service.attachments", lambda *_: (released.wait(20), ())[1])
    session = service.suggestions.sessions[0]
    shown = [asyncio.create_task(service.pictures(session, (), PICTURES)) for _ in range(8)]
    try:
        await asyncio.sleep(0.05)
        async with asyncio.timeout(2):
            assert await service.reply(kept.key, None) == kept
    finally:
        released.set()
    assert await asyncio.gather(*shown) == [()] * 8


# ---------------------------------------------------------------------- words for errors and logs


def test_a_defect_is_told_by_its_number_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    words = words_for(ValueError("inner detail /etc/secret"))
    assert words is not None
    assert "inner detail" not in words
    number = words.rsplit(" ", 1)[1].rstrip(".")
    assert f"Defect {number}" in caplog.text


def test_a_person_sees_no_file_names_of_the_server(caplog: pytest.LogCaptureFixture) -> None:
    words = words_for(NotesError("The notes folder /srv/team/notes cannot be read."))
    assert words is not None
    assert "/srv" not in words
    assert "/srv/team/notes" in caplog.text


def test_secrets_are_hidden_in_arguments_and_tracebacks() -> None:
    secrecy = Secrecy(["hunter2", ""])
    record = logging.LogRecord(
        "n", logging.INFO, "f", 1, "token %s at /webhooks/12/%s", ("hunter2", "x" * 40), None
    )
    assert secrecy.filter(record)
    assert record.getMessage() == "token [hidden] at /webhooks/12/[hidden]"
