"""The bot's service: the library, its suggestions, the database and the limits, with no chat platform in it.

Everything that commands do for people goes through here; nothing here blocks the event loop.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from bot.logs.logs import request
from bot.render.images import Attachment, Sizes, attachments, named_by
from bot.render.links import NotesSite
from bot.service.batching import Batcher, Query
from bot.service.clock import Clock, JumpDetector
from bot.service.database import BotDatabase
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.rate_limits import Limits
from bot.service.replies import Reply
from bot.service.servers import DEFAULT
from bot.service.suggestions import Suggestions
from bot.service.threads import Threads
from bot.settings import Settings
from embeddings.errors import LibraryError, QuothError
from embeddings.index.ingest import Report
from embeddings.records import Answer, Quote, Session

LONGEST_QUESTION = 500
"""Characters of a question: the model reads no more than about 250 words, and a question needs fewer."""
_PRUNE_EVERY = 6 * 3600.0

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class NotReadyError(QuothError):
    """The notes are being read for the first time since the start."""


class StoppedError(QuothError):
    """The bot ends while the notes are being read; the library is as it was."""


class TooLongError(QuothError):
    """The question is longer than what is read."""


class NoNotesError(QuothError):
    """Nobody named notes for where the person is."""


class ForgottenError(QuothError):
    """A button's reply is no longer kept."""


class Service:
    """What a running bot works with; ``start`` it inside the event loop, ``close`` it at the end.

    A service has one library and can show nothing of another. Which service serves whom,
    ``bot.service.tenants`` says.
    """

    def __init__(
        self,
        settings: Settings,
        core: LibraryProtocol | None,
        database: BotDatabase,
        meter: Meter | None = None,
        *,
        clock: Clock | None = None,
        name: str = DEFAULT,
        missing: str = "There are no notes here.",
        shared: tuple[Limits, Threads] | None = None,
    ) -> None:
        """``core`` is a library that was opened; it is brought up to date by ``start``.

        Where it is None, people are told what is ``missing``. ``shared`` is for ``beside``.
        """
        self.settings = settings
        self._core = core
        self.database = database
        self.meter = meter or Meter()
        self.clock = clock or Clock()
        self.name = name
        self.missing = missing if core is None else None
        """Why there are no notes, None where there are."""
        self.suggestions = Suggestions()
        self.site = NotesSite(settings.notes_url)
        self.limits, self._threads = shared or (
            Limits(settings.person_limit, settings.server_limit, clock=self.clock),
            Threads(),
        )
        self._batcher = Batcher(core) if core is not None else None
        self.ready = asyncio.Event()
        self.report: Report | None = None
        self.refreshed: float | None = None
        """When the library was last brought up to date: seconds since the epoch."""
        self.trouble: str | None = None
        """Why the last refresh failed, where it did."""
        self.generation: str | None = None
        """The state of the library that the suggestions are of."""
        self.stopping = False
        self._at_work = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._refreshing = asyncio.Lock()

    def beside(
        self, settings: Settings, core: LibraryProtocol | None, *, name: str = DEFAULT, missing: str = ""
    ) -> Service:
        """Return a service with other notes, or none, and with all else that this one has."""
        return Service(
            settings,
            core,
            self.database,
            self.meter,
            clock=self.clock,
            name=name,
            missing=missing,
            shared=(self.limits, self._threads),
        )

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

    # ------------------------------------------------------------------ keeping up to date

    async def start(self) -> Report:
        """Bring the library up to date and load the model; raises QuothError where that cannot be.

        May be called again: what could not be done before is done then.
        """
        report = await self.refresh()
        if not self.ready.is_set():
            with self._told_of_trouble():
                await self.off_loop(self.core.warm)
            self.ready.set()
        return report

    async def refresh(self) -> Report:
        """Take up what changed in the notes, while the old library goes on answering."""
        core = self.core
        async with self._refreshing:
            with self._told_of_trouble():
                report = await self._run(self._threads.reader, core.refresh, self._go_on)
                generation = await self.off_loop(core.generation)
                if report.changed or generation != self.generation or not self.ready.is_set():
                    self.suggestions, address = await self.off_loop(self._read_records)
                    self.site, self.generation = NotesSite(self.settings.notes_url or address), generation
            self.report, self.refreshed, self.trouble = report, self.clock.time(), None
            self.meter.ingested("changed" if report.changed else "unchanged", report.sessions, self.name)
            return report

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
        address = (self.core.base_url() or "").rstrip("/") or None
        return Suggestions(tuple(self.core.sessions()), tuple(self.core.days())), address

    async def tend(self) -> None:
        """Forget what is old, now and every few hours, until cancelled."""
        detector = JumpDetector(self.clock)
        async for _ in self.clock.every(_PRUNE_EVERY):
            if jump := detector.jump():
                _log.warning("The clock jumped by %.0f s: what is old is forgotten the next time.", jump)
            else:
                await self._forget_the_old()

    async def _forget_the_old(self) -> None:
        try:
            forgotten = await self.off_loop(self.database.prune)
        except LibraryError as error:
            _log.warning("What is old was not forgotten: %s", error)
            return
        if forgotten:
            _log.info("Forgot %d entries older than %d days.", forgotten, self.settings.keep_days)

    async def off_loop(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Run what blocks for a moment in a thread, under the id of the request at hand."""
        return await self._run(self._threads.records, work, *arguments)

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[..., _T], *arguments: object) -> _T:
        within = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(threads, within.run, lambda: work(*arguments))

    # ------------------------------------------------------------------ asking

    def check(self, question: str) -> str:
        """Give the question as it will be asked; raises QuothError for one that cannot be."""
        # Lone surrogates, which JSON lets through, can be neither stored nor sent back.
        text = question.encode("utf-8", "replace").decode("utf-8").strip()
        if not text:
            raise QuothError("Ask me something about the notes, for example: what did the keynote announce?")
        if len(text) > LONGEST_QUESTION:
            raise TooLongError(
                f"That question has {len(text)} characters; I read up to {LONGEST_QUESTION}. "
                "A shorter one finds more: a sentence is best."
            )
        self.must_be_ready()
        return text

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

    async def ask(self, person: int, query: Query, server: int | None = None) -> tuple[Answer, Reply]:
        """Answer a question that ``check`` passed, and keep what the reply's buttons will need."""
        began = self.clock.monotonic()
        verdict = "failed"
        try:
            answer = await self.batcher.ask(query)
            verdict = answer.verdict
        except QuothError:
            verdict = "refused"
            raise
        finally:
            seconds = self.clock.monotonic() - began
            self.meter.answered(verdict, seconds)
            # What was asked is in the database, from where a person can have it deleted, and in no log.
            _log.info("Asked: %s, %.0f ms.", verdict, seconds * 1000)
        session = answer.matches[0].session.id if answer.matches and answer.verdict != "none" else None
        reply = await self.keep(
            person,
            "ask",
            query.text,
            day=query.day,
            session=session,
            verdict=answer.verdict,
            kept_to=query.session,
            server=server,
        )
        return answer, reply

    async def again(self, reply: Reply) -> Answer:
        """Answer a reply's question once more."""
        return await self.batcher.ask(Query(reply.asked, reply.day, reply.kept_to))

    async def keep(
        self,
        person: int,
        kind: str,
        asked: str,
        *,
        day: str | None = None,
        session: str | None = None,
        verdict: str | None = None,
        kept_to: str | None = None,
        server: int | None = None,
    ) -> Reply:
        """Keep what a reply's buttons will need, under a new key.

        Where that cannot be written, the reply is given all the same, and its buttons ask to ask again.
        """
        who = self.database.person(person)
        reply = Reply(secrets.token_urlsafe(9), who, kind, asked, day, session, verdict, kept_to, server)
        try:
            await self.off_loop(self.database.replies.keep, reply)
        except LibraryError as error:
            _log.error("A reply was not kept: %s", error)
        return reply

    def private_too(self, server: int | None) -> bool:
        """Whether a server's organisers see what came by direct message: where it is the only one."""
        alone = self.settings.servers is None
        return alone and server is not None and server == self.settings.guild

    async def sent(self, reply: Reply, messages: Sequence[int]) -> None:
        """Note which messages a reply became; without that, a reply to one of them is a new question."""
        try:
            await self.off_loop(self.database.replies.sent, reply.key, messages)
        except LibraryError as error:
            _log.error("A reply's messages were not noted: %s", error)

    async def thread_session(self, thread: int) -> str | None:
        """Give the session that a thread is about, which is then kept on; None for any other channel."""
        session = await self.off_loop(self.database.replies.thread_session, thread)
        if session is not None:
            try:
                await self.off_loop(self.database.replies.keep_thread, thread, session)
            except LibraryError as error:
                _log.error("The use of a thread was not noted: %s", error)
        return session

    async def reply(self, key: str, server: int | None) -> Reply:
        """Give a reply by its key, in the server (or direct message) that it was given in alone.

        Raises ForgottenError.
        """
        self.must_be_ready()
        reply = await self.off_loop(self.database.replies.find, key)
        if reply is None or reply.server != server:
            raise ForgottenError("I no longer know what that reply was about: please ask again.")
        return reply

    async def followed(self, message: int, server: int | None) -> str | None:
        """Give the session that a message of the bot is about, None where it was sent somewhere else."""
        reply = await self.off_loop(self.database.replies.of_message, message)
        return reply.session if reply is not None and reply.server == server else None

    def owns(self, person: int, reply: Reply) -> bool:
        """Tell whether a reply answers this person."""
        return self.database.person(person) == reply.person

    async def session_of(self, reply: Reply) -> Session:
        """Give the session that a reply is about; raises QuothError where the notes no longer hold it."""
        return await self.session(reply.session or reply.asked)

    async def session(self, title_or_id: str) -> Session:
        """Give a session by a menu's value, an id or a title; raises UnknownSessionError."""
        self.must_be_ready()
        found = self.suggestions.find(title_or_id)
        return found if found is not None else await self.off_loop(self.core.session, title_or_id)

    async def on_day(self, day: str | None) -> list[Session]:
        """Give the sessions of a day, or all; raises UnknownDayError."""
        self.must_be_ready()
        return (
            list(self.suggestions.sessions) if day is None else await self.off_loop(self.core.sessions, day)
        )

    async def pictures(
        self, session: Session, quotes: Sequence[Quote], sizes: Sizes
    ) -> tuple[Attachment, ...]:
        """Return the pictures that quotes of a session name, ready to be sent within ``sizes``."""
        if not named_by(session, quotes):
            return ()
        return await self._run(
            self._threads.painter,
            attachments,
            session,
            quotes,
            self.settings.notes,
            self.settings.images,
            sizes,
        )

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
            _log.warning("Stopped while %d people were being served.", self._at_work)

    async def close(self, *others: Service) -> None:
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
