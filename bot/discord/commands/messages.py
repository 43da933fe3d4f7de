"""Questions by message: a mention, a direct message, a reply, a message in a thread; edited ones, too."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.discord.gate import serve_message, server_of
from bot.discord.host import Host
from bot.discord.incoming.exchanges import Exchange
from bot.discord.incoming.reading import Incoming, is_for, is_no_reply_to, read
from bot.discord.localised import language_of_message
from bot.discord.message import Message, notice, text_message
from bot.discord.replies import reply_with_answer
from bot.discord.send import edit, react, repeated, reply_to
from bot.service.batching import Query
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.answer import follow_up
from embeddings.records import Answer
from embeddings.text.questions import questions_in
from embeddings.text.small_talk import SmallTalk, small_talk

_REACTIONS: dict[SmallTalk, str] = {"thanks": "👍", "goodbye": "👋"}
"""What is said to thanks; words would be one message more for everybody."""
_MOST_QUESTIONS = 3
"""Questions of one message that are answered."""
_EDITABLE = dt.timedelta(minutes=15)
"""How long after it was written a message that was no question may become one."""

_log = logging.getLogger(__name__)


class Messages(commands.Cog):
    """What people write to the bot."""

    def __init__(self, bot: Host) -> None:
        """``bot`` remembers what was asked of late."""
        self._bot = bot
        self._exchanges = bot.exchanges

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply that mentions the bot, or a direct message; other bots are ignored."""
        me = self._bot.user
        if me is not None and is_for(message, me):
            await self._serve(message, read(message, me))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer a question that was changed, in place of what was replied to it before.

        Where the bot is no longer mentioned, its reply goes, as that to a deleted question does.
        """
        message, me = event.message, self._bot.user
        # Discord also says so where it only adds the preview of a link.
        if me is None or message.edited_at is None:
            return
        if not is_for(message, me):
            if is_no_reply_to(message, me):
                await self._take_back(message.id, message.channel.id, server_of(message))
            return
        known = self._exchanges.find(message.id)
        said = read(message, me)
        if known is None and message.edited_at - message.created_at > _EDITABLE:
            return
        if known is None or known.parts.get(message.id) != said:
            await self._serve(message, said)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Take the reply to a deleted question away, or do not give it."""
        await self._take_back(event.message_id, event.channel_id, event.guild_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Likewise, for many at once."""
        for message in sorted(event.message_ids):
            await self._take_back(message, event.channel_id, event.guild_id)

    async def _take_back(self, message: int, channel: int, server: int | None) -> None:
        exchange = self._exchanges.taken_back(message)
        if exchange is None or exchange.asked is not None:
            return
        service = self._bot.tenants.of(server)
        with service.at_work():
            async with exchange.turn:
                await service.withdraw(exchange.kept)
                await _remove(self._bot.get_partial_messageable(channel, guild_id=server), exchange, 0)

    # ------------------------------------------------------------------ answering

    async def _serve(self, message: discord.Message, said: Incoming) -> None:
        exchange = self._exchanges.said(message, said)
        version = exchange.version
        service = self._bot.tenants.of(server_of(message))

        async def answer() -> None:
            async with service.answering(message.author.id, server_of(message)) as begun, exchange.turn:
                # Whoever said more meanwhile is answered once, for all of it.
                if exchange.version == version and exchange.asked is not None:
                    await self._answer(service, message, exchange, exchange.asked, begun)

        async def say(words: str) -> None:
            await _deliver(exchange, message, [notice(words)], about="what went wrong")

        await serve_message(service, message, answer, say)

    async def _answer(
        self,
        service: Service,
        message: discord.Message,
        exchange: Exchange,
        asked: Incoming,
        begun: str | None,
    ) -> None:
        if not asked.question:
            told = [notice(asked.hint)] if asked.hint else []
            await _deliver(exchange, message, told, about="how to ask")
            return
        version = exchange.version
        text = service.check(asked.question)
        questions = questions_in(text)
        linked = service.linked(asked.question) or service.linked(asked.context)
        if linked is not None:
            query = Query(questions[0], session=linked)
        else:
            query = await _query(service, message, questions[0], asked.context)
        if message.guild is None and query == Query(questions[0]):
            query = await self._going_on(service, exchange, questions[0])
        person, server, private = message.author.id, server_of(message), not asked.own
        given = [await service.ask(person, query, server, private=private, begun=begun)]
        for question in questions[1:_MOST_QUESTIONS]:
            query = _next(question, *given[-1])
            given.append(await service.ask(person, query, server, private=private, begun=begun))
        keys = [reply.key for _, reply in given]
        if exchange.version != version:
            await service.withdraw(keys)
            return
        await service.withdraw(exchange.kept)
        exchange.kept = keys
        answer, _ = given[0]
        if answer.kind == "talk" and len(given) == 1 and await _talked(message, exchange, small_talk(text)):
            return
        await _deliver_answers(service, message, exchange, given)
        if len(questions) > _MOST_QUESTIONS:
            words = f"I answer {_MOST_QUESTIONS} questions at a time: ask me the others again."
            exchange.replies += await reply_to(message, [notice(words)], about="the others")

    async def _going_on(self, service: Service, exchange: Exchange, text: str) -> Query:
        """Return a question of a direct message with the reply that it goes on about, where it does."""
        if follow_up.leans(text):
            for earlier in self._exchanges.earlier(exchange):
                async with earlier.turn:  # it may be answered only now
                    said = earlier.replies[-1:]
                for reply in said:
                    followed = await service.followed(reply, None)
                    if followed is not None and followed.session is not None:
                        return await service.following(text, followed)
        return Query(text)


async def _deliver_answers(
    service: Service, message: discord.Message, exchange: Exchange, given: Sequence[tuple[Answer, Reply]]
) -> None:
    threads = isinstance(message.channel, discord.TextChannel)
    # At once: where a language model sums them up, nobody waits for one answer after the other.
    made = await asyncio.gather(
        *(reply_with_answer(service, answer, reply, threads=threads) for answer, reply in given)
    )
    await _deliver(exchange, message, [one for messages in made for one in messages])
    place = 0
    for (_, reply), messages in zip(given, made, strict=True):
        await service.sent(reply, exchange.replies[place : place + len(messages)])
        place += len(messages)


async def _query(service: Service, message: discord.Message, text: str, context: str) -> Query:
    """Return a question with what it stays with: the reply or session that it answers, or its thread's."""
    if message.reference is not None and message.reference.message_id is not None:
        followed = await service.followed(message.reference.message_id, server_of(message))
        if followed is not None and followed.session is not None:
            return await service.following(text, followed)
        shared = await service.shared_session(message.reference.message_id, server_of(message))
        if shared is not None:
            return Query(text, session=shared)
    # Asked of any channel: discord.py does not know every thread as one after a restart.
    session = await service.thread_session(message.channel.id)
    if session is None and not context and isinstance(message.channel, discord.Thread):
        # What a thread or a post is called says what "it" is there.
        context = message.channel.name if follow_up.names_nothing(text) else ""
    if session is None and context:
        return await service.about(text, context)
    return Query(text, session=session)


def _next(question: str, answer: Answer, reply: Reply) -> Query:
    """Return one more question of the same message, which may go on about what the one before was of."""
    if reply.session is None or not follow_up.leans(question):
        return Query(question)
    return Query(question, session=reply.session, after=answer)


# ---------------------------------------------------------------------- replying


async def _talked(message: discord.Message, exchange: Exchange, talk: SmallTalk | None) -> bool:
    """Reply to small talk without words; False where it takes some, or a reply stands that has to change."""
    if exchange.replies or talk is None:
        return False
    return talk == "acknowledgement" or (talk in _REACTIONS and await react(message, _REACTIONS[talk]))


async def _deliver(
    exchange: Exchange, message: discord.Message, messages: Sequence[Message], *, about: str = "answer"
) -> None:
    """Reply to a message, in place of what was replied to it before."""
    standing, channel, changed = exchange.replies, message.channel, 0
    language = language_of_message(message)
    try:
        for sent, new in zip(standing, messages, strict=False):
            # What was shown in parts once stays so, whatever it says.
            shown = new if new.parts else text_message(new.content)
            await edit(channel.get_partial_message(sent), shown, language)  # type: ignore[union-attr]
            changed += 1
    except discord.HTTPException as error:
        # It was deleted: what is new is said anew.
        _log.info("A reply could not be changed (code %d).", error.code)
        await _remove(channel, exchange, changed)
    await _remove(channel, exchange, len(messages))
    if len(messages) > len(exchange.replies):
        left = messages[len(exchange.replies) :]
        exchange.replies += await reply_to(message, left, about=about)


async def _remove(channel: object, exchange: Exchange, kept: int) -> None:
    """Delete all but the first ``kept`` messages of a reply."""
    leaving, exchange.replies[kept:] = exchange.replies[kept:], []
    for sent in leaving:
        partial = channel.get_partial_message(sent)  # type: ignore[attr-defined]
        try:
            await repeated(partial.delete, busy=True)
        except discord.HTTPException as error:
            _log.info("A reply could not be deleted (code %d).", error.code)
