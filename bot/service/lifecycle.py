"""A library from its opening to its closing: kept up to date, tended, and let go of when nobody is served."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.logs.logs import request
from bot.render.labels import counted
from bot.render.links import NotesSite
from bot.service.batching import Batcher
from bot.service.clock import Clock, JumpDetector
from bot.service.database import BotDatabase
from bot.service.errors import NoNotesError, NotReadyError, StoppedError
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.servers import DEFAULT
from bot.service.sources import site_of, source_of
from bot.service.suggestions import Suggestions
from bot.service.threads import Threads, run
from bot.settings import Settings
from bot.sources.errors import EndedError
from embeddings.errors import LibraryError, QuothError
from embeddings.index.ingest import Report

_PRUNE_EVERY = 6 * 3600.0
"""Seconds between two looks for what is too old to be kept."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Lifecycle:
    """One library, what is known of it now, and who is being served from it.

    ``start`` it inside the event loop, ``close`` it at the end.
    """

    def __init__(
        self,
        settings: Settings,
        core: LibraryProtocol | None,
        database: BotDatabase,
        meter: Meter,
        clock: Clock,
        threads: Threads,
        *,
        name: str = DEFAULT,
        missing: str = "There are no notes here.",
    ) -> None:
        """``core`` is a library that was opened; where it is None, people are told what is ``missing``."""
        self.settings = settings
        self._core = core
        self.database = database
        self.meter = meter
        self.clock = clock
        self._threads = threads
        self.name = name
        self.missing = missing if core is None else None
        """Why there are no notes, None where there are."""
        self.suggestions = Suggestions()
        self.source = None if core is None else source_of(settings)
        """What fetches the notes, where they are in a repository."""
        self.site = NotesSite(settings.notes_url)
        self._batcher = Batcher(core) if core is not None else None
        self.ready = asyncio.Event()
        self.report: Report | None = None
        self.refreshed: float | None = None
        """When the library was last brought up to date: seconds since the epoch."""
        self.unread: str | None = None
        """Why no trained reader has a part in answers, where none has."""
        self.trouble: str | None = None
        """Why the last refresh failed, where it did."""
        self._address: str | None = None
        """Where the notes say that they stand on the web."""
        self.generation: str | None = None
        """The state of the library that the suggestions are of."""
        self.stopping = False
        self.serving = True
        """False where other processes serve everybody: the notes are left to them then."""
        self._at_work = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._refreshing = asyncio.Lock()

    @property
    def core(self) -> LibraryProtocol:
        """The library; raises NoNotesError where there is none."""
        if self._core is None:
            raise NoNotesError(self.missing or "")
        return self._core

    @property
    def batcher(self) -> Batcher:
        """Who answers questions; raises NoNotesError where there are no notes."""
        if self._batcher is None:
            raise NoNotesError(self.missing or "")
        return self._batcher

    @property
    def answered(self) -> int:
        """Questions that were answered since the start."""
        return 0 if self._batcher is None else self._batcher.answered

    def must_be_ready(self) -> None:
        """Raise NotReadyError while the notes are read for the first time, or at the end."""
        if self.stopping:
            raise NotReadyError("I am about to restart: please ask again in a minute.")
        if self.missing is not None:
            raise NoNotesError(self.missing)
        if not self.ready.is_set() and self.trouble is not None:
            raise NotReadyError("The notes cannot be read just now. An organiser can see why with /status.")
        if not self.ready.is_set():
            raise NotReadyError("I am still reading the notes: please ask again in a minute.")

    # ------------------------------------------------------------------ keeping up to date

    async def start(self) -> Report:
        """Bring the library up to date and load the model; raises QuothError where that cannot be.

        May be called again: what could not be done before is done then.
        """
        report = await self.refresh()
        if not self.ready.is_set():
            with self._told_of_trouble():
                await self.off_loop(self.core.warm)
                self.unread = await self.off_loop(self.core.reader_state)
            self.ready.set()
        return report

    async def refresh(self) -> Report:
        """Take up what changed in the notes, while the old library goes on answering.

        Notes of a repository are fetched first.
        """
        core = self.core
        async with self._refreshing:
            with self._told_of_trouble():
                report = await run(self._threads.reader, self._read, core)
                generation = await self.off_loop(core.generation)
                if report.changed or generation != self.generation or not self.ready.is_set():
                    self.suggestions, self._address = await self.off_loop(self._read_records)
                    self.generation = generation
                self.site = await self.off_loop(site_of, self.settings.notes_url, self._address, self.source)
            self.report, self.refreshed, self.trouble = report, self.clock.time(), None
            if report.model.changed:
                _log.info("Another model is used (%s): %s.", self.name, report.model.text)
            self.meter.ingested("changed" if report.changed else "unchanged", report.sessions, self.name)
            return report

    def _read(self, core: LibraryProtocol) -> Report:
        if self.source is not None:
            try:
                self.source.pull(lambda: self.stopping)
            except EndedError:
                self._go_on(0, 0)
                raise
        return core.refresh(self._go_on)

    @contextmanager
    def _told_of_trouble(self) -> Iterator[None]:
        """Keep why the notes could not be read, for /status and the health check; what was raised goes on."""
        try:
            yield
        except StoppedError:
            raise
        except Exception as error:
            defect = f"a defect ({type(error).__name__}), which the log has."
            self.trouble = str(error) if isinstance(error, QuothError) else defect
            self.meter.ingested("failed", len(self.suggestions.sessions), self.name)
            raise

    def _go_on(self, _done: int, _whole: int) -> None:
        """Have the reading end where the bot does: it would be waited for, and containers are soon killed."""
        if self.stopping:
            raise StoppedError("I am about to restart, and read the notes again then.")

    def _read_records(self) -> tuple[Suggestions, str | None]:
        return Suggestions(tuple(self.core.sessions()), tuple(self.core.days())), self.core.base_url()

    async def tend(self) -> None:
        """Forget what is old, now and every few hours, until cancelled."""
        detector = JumpDetector(self.clock)
        async for _ in self.clock.every(_PRUNE_EVERY):
            if jump := detector.jump():
                _log.warning("The clock jumped by %.0f s: old entries are deleted the next time.", jump)
            else:
                await self._forget_the_old()

    async def _forget_the_old(self) -> None:
        try:
            forgotten = await self.off_loop(self.database.prune)
            left = await self.off_loop(self.database.departures.prune, self.settings.left_days)
        except LibraryError as error:
            _log.warning("Old entries were not deleted: %s", error)
            return
        if forgotten:
            _log.info("Deleted %d entries older than %d days.", forgotten, self.settings.keep_days)
        if left:
            days = self.settings.left_days
            _log.info("Deleted %d entries of servers that the bot left %d days ago or more.", left, days)

    async def off_loop(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Run what blocks for a moment in a thread, under the id of the request at hand."""
        return await run(self._threads.records, work, *arguments)

    async def aside(self, work: Callable[..., _T], *arguments: object) -> _T:
        """As ``off_loop``, for what a stranger's file may make take long: nobody else waits for it."""
        return await run(self._threads.handed_in, work, *arguments)

    # ------------------------------------------------------------------ the end

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Say that a person is being served, so that the end waits for it."""
        self._at_work += 1
        self._idle.clear()
        try:
            with request():
                yield
        finally:
            self._at_work -= 1
            if not self._at_work:
                self._idle.set()

    async def finish(self, seconds: float) -> None:
        """Serve who is being served, for so long at most; others are told to come back."""
        self.stopping = True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            _log.warning("Stopped while serving %s.", counted(self._at_work, "person", "people"))

    async def close(self, *others: Lifecycle) -> None:
        """Answer what was asked, then let go of everything, with the ``others`` that are beside this one."""
        tenants = (self, *others)
        for service in tenants:
            service.stopping = True
        for batcher in filter(None, (service._batcher for service in tenants)):
            await batcher.drain()
            await asyncio.to_thread(batcher.close)
        await asyncio.to_thread(self._threads.shutdown)
        for core in filter(None, (service._core for service in tenants)):
            await asyncio.to_thread(core.close)
        await asyncio.to_thread(self.database.close)
