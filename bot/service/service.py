"""The bot's service: the library, its suggestions, the database and the limits, with no chat platform in it.

Everything that commands do for people goes through here; nothing here blocks the event loop.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.render.images import Attachment, Sizes, attachments, named_by
from bot.render.shorten import plain
from bot.service.batching import Query
from bot.service.clock import Clock
from bot.service.database import BotDatabase
from bot.service.errors import ForgottenError, TooLongError
from bot.service.lifecycle import Lifecycle
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.rate_limits import Limits
from bot.service.replies import Reply
from bot.service.servers import DEFAULT
from bot.service.summaries import summariser_of, summary_of
from bot.service.threads import Threads, run
from bot.settings import Settings
from embeddings.answer import follow_up
from embeddings.errors import EmptyQuestionError, LibraryError, QuothError
from embeddings.records import Answer, Quote, Session
from embeddings.text.urls import find_urls, replace_urls

if TYPE_CHECKING:
    from bot.summaries.summary import Summary

LONGEST_QUESTION = 500
"""Characters of a question: the model reads no more than about 250 words, and a question needs fewer."""
_UNKNOWN_LINK = "No session of the notes has that link: ask in words what you want to know."
ASK_SOMETHING = "Ask me something about the notes, for example: what did the keynote announce?"

_log = logging.getLogger(__name__)


class Service(Lifecycle):
    """What a running bot works with: asks its library for people, and keeps what their buttons will need.

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
        clock = clock or Clock()
        self.limits, threads = shared or (
            Limits(settings.person_limit, settings.server_limit, clock=clock, known_as=database.person),
            Threads(),
        )
        super().__init__(
            settings, core, database, meter or Meter(), clock, threads, name=name, missing=missing
        )
        self._summariser = summariser_of(settings, clock.monotonic)

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

    # ------------------------------------------------------------------ asking

    def check(self, question: str) -> str:
        """Return the question as it will be asked; raises QuothError for one that cannot be.

        An address is no word of it: that which one session links to becomes its title, any other goes.
        """
        # Lone surrogates, which JSON lets through, can be neither stored nor sent back.
        text = question.encode("utf-8", "replace").decode("utf-8").strip()
        if not text:
            raise EmptyQuestionError(ASK_SOMETHING)
        said = _with_addresses(text, lambda _: "")
        if len(said) > LONGEST_QUESTION:
            raise TooLongError(
                f"That question has {len(said)} characters; I read up to {LONGEST_QUESTION}. "
                "A shorter one finds more: a sentence is best."
            )
        self.must_be_ready()
        if said == text:
            return text
        named = _with_addresses(text, self._title_at)
        if not any(map(str.isalnum, named)):
            raise QuothError(_UNKNOWN_LINK)
        return named

    def linked(self, text: str) -> str | None:
        """Return the id of the session that an address in a text leads to; None where none does."""
        found = (self.suggestions.at(url) for url in find_urls(text))
        return next((session.id for session in found if session is not None), None)

    def _title_at(self, url: str) -> str:
        session = self.suggestions.at(url)
        return "" if session is None else plain(session.title)

    @asynccontextmanager
    async def answering(self, person: int, server: int | None) -> AsyncIterator[str | None]:
        """Note that questions of a person are being answered within the block; yields what ``ask`` is given.

        What the person has forgotten meanwhile, in any process, is not kept. None where that cannot be noted.
        """
        begun = secrets.token_urlsafe(9)
        try:
            await self.off_loop(self.database.replies.begin, begun, self.database.person(person), server)
        except LibraryError as error:
            _log.error("It was not noted that a question is being answered: %s", error)
            yield None
            return
        try:
            yield begun
        finally:
            await self.withdraw([begun])

    async def ask(
        self,
        person: int,
        query: Query,
        server: int | None = None,
        *,
        private: bool = False,
        begun: str | None = None,
    ) -> tuple[Answer, Reply]:
        """Answer a question that ``check`` passed, and keep what the reply's buttons will need.

        Of a ``private`` question, as all are that come by direct message, the words are not kept. Nothing is
        of one that was ``begun`` (see ``answering``) before its person had themselves forgotten.
        """
        private = private or server is None
        began = self.clock.monotonic()
        verdict = "failed"
        try:
            answer = await self.batcher.ask(query)
            verdict = _kept_verdict(answer)
        except QuothError:
            verdict = "refused"
            raise
        finally:
            seconds = self.clock.monotonic() - began
            self.meter.answered(verdict, seconds)
            # What was asked is in the database, from where a person can have it deleted, and in no log.
            _log.info("Asked: %s, %.0f ms.", verdict, seconds * 1000)
        session = answer.matches[0].session.id if answer.matches and answer.verdict != "none" else None
        reply = Reply(
            secrets.token_urlsafe(9),
            self.database.person(person),
            "ask",
            "" if private else query.text,
            day=query.day,
            session=session,
            verdict=_kept_verdict(answer),
            # Asked again without what it followed on, the question is still of the session that was meant.
            kept_to=query.session if query.after is None else session,
            server=server,
        )
        if private:
            # Before it is kept: whoever forgets the person after that lets go of both.
            self.database.words.hold(reply.key, reply.person, query.text)
        if not await self._keep(reply, begun):
            self.database.words.drop([reply.key])
        return answer, reply

    async def answer_here(self, question: str, day: str | None) -> Answer | None:
        """Answer a question of whoever runs the bot, in their terminal; None where it cannot just now.

        Nothing is kept of it, and no limit counts it.
        """
        if self.stopping or self.missing is not None or not self.ready.is_set():
            return None
        return await self.batcher.ask(Query(question, day))

    async def summary(self, answer: Answer, reply: Reply) -> Summary | None:
        """Return what the language model that the settings name makes of a reply's quotes; None mostly.

        What was asked privately is sent to none, unless the settings say so.
        """
        if self._summariser is None or not (reply.asked or self.settings.summary_private):
            return None

        async def support(sentence: str, quote: Quote) -> float | None:
            return await self.off_loop(self.core.support, sentence, quote)

        return await summary_of(self._summariser, answer, support)

    async def again(self, reply: Reply) -> Answer:
        """Answer a reply's question once more; raises ForgottenError where it was private, some time ago."""
        asked = reply.asked or self.database.words.recall(reply.key)
        if asked is None:
            raise ForgottenError("I do not keep what is asked privately for long: please ask again.")
        return await self.batcher.ask(Query(asked, reply.day, reply.kept_to))

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
        await self._keep(reply)
        return reply

    async def _keep(self, reply: Reply, begun: str | None = None) -> bool:
        """Keep a reply; False where its person had themselves forgotten since it was ``begun``."""
        try:
            return await self.off_loop(self.database.replies.keep, reply, begun)
        except LibraryError as error:
            _log.error("A reply was not kept: %s", error)
            return True

    def private_too(self, server: int | None) -> bool:
        """Whether a server's organisers are told how much came by direct message: if it is the only one."""
        alone = self.settings.servers is None
        return alone and server is not None and server == self.settings.guild

    def is_own(self, server: int | None) -> bool:
        """Tell whether these notes are those of a server, so that what it adds to them reaches no other."""
        return server is not None and (self.name != DEFAULT or server == self.settings.guild)

    async def sent(self, reply: Reply, messages: Sequence[int]) -> None:
        """Note which messages a reply became; without that, a reply to one of them is a new question."""
        try:
            await self.off_loop(self.database.replies.sent, reply.key, messages)
        except LibraryError as error:
            _log.error("A reply's messages were not noted: %s", error)

    async def withdraw(self, keys: Sequence[str]) -> None:
        """Keep nothing of questions that were taken back, or changed; ``keys`` are those of their replies."""
        if not keys:
            return
        self.database.words.drop(keys)
        try:
            await self.off_loop(self.database.replies.withdraw, keys)
        except LibraryError as error:
            _log.error("A question that was taken back is still kept: %s", error)

    async def thread_session(self, thread: int) -> str | None:
        """Return the session that a thread is about, which is then kept on; None for any other channel."""
        session = await self.off_loop(self.database.replies.thread_session, thread)
        if session is not None:
            try:
                await self.off_loop(self.database.replies.keep_thread, thread, session)
            except LibraryError as error:
                _log.error("The use of a thread was not noted: %s", error)
        return session

    async def reply(self, key: str, server: int | None) -> Reply:
        """Return a reply by its key, in the server (or direct message) that it was given in alone.

        Raises ForgottenError.
        """
        self.must_be_ready()
        reply = await self.off_loop(self.database.replies.find, key)
        if reply is None or reply.server != server:
            raise ForgottenError("I no longer know what that reply was about: please ask again.")
        return reply

    async def followed(self, message: int, server: int | None) -> Reply | None:
        """Return the reply that a message of the bot is part of, None where it was sent somewhere else."""
        reply = await self.off_loop(self.database.replies.of_message, message)
        return reply if reply is not None and reply.server == server else None

    async def shared_session(self, message: int, server: int | None) -> str | None:
        """Return the session that a message of a shared recap is of; None where it is of several, or none."""
        if server is None:
            return None
        found = await self.off_loop(self.database.shares.sessions_on, str(message), server)
        return found[0] if len(found) == 1 else None

    async def following(self, text: str, reply: Reply) -> Query:
        """Return the query that a question is which follows on a reply, answered again where it is needed."""
        points_back = reply.kind == "ask" and follow_up.refers_back(text)
        try:
            after = await self.again(reply) if points_back else None
        except ForgottenError:
            after = None  # it still stays with the session
        return Query(text, session=reply.session, after=after)

    async def about(self, text: str, context: str) -> Query:
        """Return the query that a question is which is said about words from somewhere else."""
        context = _with_addresses(context, self._title_at)[:LONGEST_QUESTION]
        if not any(map(str.isalnum, context)):
            return Query(text)
        answer = await self.batcher.ask(Query(context))
        found = answer.verdict == "answer" and bool(answer.matches)
        return Query(text, session=answer.matches[0].session.id, after=answer) if found else Query(text)

    def owns(self, person: int, reply: Reply) -> bool:
        """Tell whether a reply answers this person."""
        return self.database.person(person) == reply.person

    async def session_of(self, reply: Reply) -> Session:
        """Return the session that a reply is about; raises QuothError where the notes no longer hold it."""
        return await self.session(reply.session or reply.asked)

    async def session(self, title_or_id: str) -> Session:
        """Return a session by a menu's value, an id or a title; raises UnknownSessionError."""
        self.must_be_ready()
        found = self.suggestions.find(title_or_id)
        return found if found is not None else await self.off_loop(self.core.session, title_or_id)

    async def on_day(self, day: str | None) -> list[Session]:
        """Return the sessions of a day, or all; raises UnknownDayError."""
        self.must_be_ready()
        return (
            list(self.suggestions.sessions) if day is None else await self.off_loop(self.core.sessions, day)
        )

    async def pictures(
        self, session: Session, quotes: Sequence[Quote], sizes: Sizes
    ) -> tuple[Attachment, ...]:
        """Return the pictures that quotes of a session name, ready to be sent within ``sizes``."""
        if not any(named_by(account, quotes) for account in session.all_accounts):
            return ()
        return await run(
            self._threads.painter,
            attachments,
            session,
            quotes,
            self.settings.folder,
            self.settings.images,
            sizes,
        )


def _kept_verdict(answer: Answer) -> str:
    """Return what is kept and counted of a reply: small talk is no question that the notes left open."""
    return "talk" if answer.kind == "talk" else answer.verdict


def _with_addresses(text: str, put: Callable[[str], str]) -> str:
    """Return a text with what is ``put`` in the place of each address; itself where it has none."""
    changed = replace_urls(text, put)
    return text if changed == text else " ".join(changed.replace("<>", " ").split()).lstrip(" ,;:.!-–—")
