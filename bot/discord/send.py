"""Messages to Discord, so sent that none is lost and none comes twice.

discord.py repeats a request after 429, 500, 502, 504 and 524. A 503 and a dropped connection are repeated
here. What is repeated is safe to repeat: an edit says the same again, and a new message carries a nonce by
which Discord knows it.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
import discord

from bot.discord.fallbacks import NO_HISTORY, carried
from bot.discord.localised import language_of_message, localised
from bot.discord.message import Message, notice
from bot.discord.once import UncertainError, once
from bot.discord.view import arguments_of, edit_arguments_of
from bot.discord.violations import violations
from bot.phrases.phrases import ENGLISH, language_of
from bot.service.clock import Clock

_GONE = 10062
"""Discord: unknown interaction; it was answered too late, or its person left."""
_THINKING = "thinking"
"""Among an interaction's extras: for whom "is thinking..." stands in place of an answer."""
_FOLLOWED = "followed"
"""Among an interaction's extras: the ids of the messages that answer it."""
_LOOK_BACK = 25
"""Messages of a channel that are looked through for one that may have arrived."""
_ANSWERED = 40060
"""Discord: the interaction was acknowledged already."""
THREAD_THERE = 160004
"""Discord: a thread was made from this message already."""

_UNSENT = (UncertainError, discord.HTTPException, aiohttp.ClientError, OSError)
"""What a message that could not be sent raises."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often, and how soon, something is sent again."""

    waits: tuple[float, ...] = (0.5, 1.5, 4.0)
    """Seconds before each repetition: a person waits for them, and the other end may be restarting."""
    clock: Clock = field(default_factory=Clock)


REPEATS = Repeats()
_T = TypeVar("_T")


def _checked(message: Message) -> Message:
    """Let no message pass that Discord would refuse: that is a defect of ours, told by its measure."""
    if found := violations(message):
        raise ValueError(f"A message passes Discord's limits: {'; '.join(found)}")
    return message


# ---------------------------------------------------------------------- sending


async def repeated(send: Callable[[], Awaitable[_T]], *, busy: bool = False) -> _T:
    """Send until it went through: again after a dropped connection, three times at most.

    With ``busy`` also after a 503, which discord.py repeats itself for interactions and not for channels.
    """
    for wait in REPEATS.waits:
        try:
            return await send()
        except discord.DiscordServerError as error:
            if error.status != 503 or not busy:
                raise
            _log.info("Discord answered 503; trying again in %.1f s.", wait)
        except (aiohttp.ClientError, OSError, UncertainError) as error:
            _log.info(
                "The connection to Discord broke (%s); trying again in %.1f s.", type(error).__name__, wait
            )
        await REPEATS.clock.sleep(wait)
    return await send()


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell Discord that an answer will follow as a message of its own; False where it is too late."""
    interaction.extras[_THINKING] = "private" if private else "public"
    return await _acknowledged(lambda: interaction.response.defer(ephemeral=private, thinking=True))


async def acknowledge_edit(interaction: discord.Interaction[Any]) -> bool:
    """Tell Discord that the message of a button will be edited; False where it is too late."""
    return await _acknowledged(lambda: interaction.response.defer())


async def _acknowledged(defer: Callable[[], Awaitable[object]]) -> bool:
    tries = 0

    async def one_try() -> object:
        nonlocal tries
        tries += 1
        with once():
            return await defer()

    try:
        await repeated(one_try)
    except discord.InteractionResponded:
        return True
    except discord.HTTPException as error:
        if error.code == _ANSWERED:
            if tries == 1:
                _log.warning("An interaction was answered already: does another process use this token?")
            # Else an earlier try arrived, and what Discord said to it was lost on the way.
            return tries > 1
        if error.code == _GONE:
            _log.info("An interaction was gone before it could be acknowledged.")
            return False
        raise
    return True


def language_of_reader(interaction: discord.Interaction[Any]) -> str:
    """Return the language of whoever used a command or a button."""
    return language_of(interaction.locale.value)


def _for_reader(interaction: discord.Interaction[Any], message: Message) -> Message:
    return localised(message, language_of_reader(interaction))


async def show_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Show a person a form to fill in, as the first answer to an interaction."""
    await repeated(lambda: interaction.response.send_modal(form))


async def respond(
    interaction: discord.Interaction[Any], messages: Sequence[Message], *, private: bool
) -> list[int]:
    """Send the answer to an acknowledged interaction; return its messages' ids, none where it is gone."""
    first, *rest = messages
    first = _checked(_for_reader(interaction, first))
    try:
        answer: discord.Message = await carried(
            first,
            lambda given: repeated(lambda: interaction.edit_original_response(**edit_arguments_of(given))),
            language_of_reader(interaction),
        )
    except discord.NotFound:
        _log.info("An interaction was gone before its answer could be sent.")
        return []
    interaction.extras.pop(_THINKING, None)
    interaction.extras.setdefault(_FOLLOWED, set()).add(answer.id)
    return [answer.id, *await follow_rest(interaction, rest, private=private)]


async def follow_rest(
    interaction: discord.Interaction[Any], messages: Sequence[Message], *, private: bool
) -> list[int]:
    """Send what is left of an answer whose first message stands; return its messages' ids.

    What cannot be sent is said to be missing.
    """
    sent: list[int] = []
    try:
        for place, message in enumerate(messages):
            sent.append(await _one_more(interaction, message, place, private=private))
    except _UNSENT as error:
        _log.warning("The rest of an answer could not be sent (%s).", type(error).__name__)
        with suppress(*_UNSENT):
            await tell(interaction, notice(str(UncertainError())))
    return sent


async def _one_more(
    interaction: discord.Interaction[Any], message: Message, place: int, *, private: bool
) -> int:
    """Send one more message of an answer, to its channel where that surely doubles none; return its id."""
    try:
        return (await follow(interaction, message, private=private)).id
    except (discord.NotFound, UncertainError) as error:
        lost = isinstance(error, discord.NotFound) or error.seen_missing
        if private or not lost or not isinstance(channel := interaction.channel, discord.abc.Messageable):
            raise
        _log.info("The rest of an answer goes to its channel: the interaction takes no more.")
        nonce, language = f"{interaction.id}.{place}", language_of_reader(interaction)
        return (await send(channel, message, nonce=nonce, language=language)).id


async def follow(
    interaction: discord.Interaction[Any], message: Message, *, private: bool
) -> discord.Message:
    """Send one more message after the answer to an interaction.

    It takes no nonce, so it is not repeated where it may have arrived, but looked for. Raises UncertainError
    where that cannot be known, as of a private one.
    """
    message = _checked(_for_reader(interaction, message))
    known: set[int] = interaction.extras.setdefault(_FOLLOWED, set())

    async def send_it(given: Message) -> discord.Message:
        with once():
            return await interaction.followup.send(ephemeral=private, wait=True, **arguments_of(given))

    try:
        sent = await carried(message, send_it, language_of_reader(interaction))
    except UncertainError:
        if private:
            raise
        sent = await _found_after(interaction, known)
    known.add(sent.id)
    return sent


async def _found_after(interaction: discord.Interaction[Any], known: set[int]) -> discord.Message:
    """Return a message that followed on an interaction and is not ``known``; raises UncertainError."""
    await REPEATS.clock.sleep(REPEATS.waits[0])
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        raise UncertainError
    try:
        async for message in channel.history(limit=_LOOK_BACK, after=discord.Object(interaction.id)):
            cause = message.interaction_metadata
            if cause is not None and cause.id == interaction.id and message.id not in known:
                return message
    except discord.HTTPException:
        _log.info("The history of a channel may not be read to look for a message.")
        raise UncertainError from None
    raise UncertainError(seen_missing=True)


async def tell(interaction: discord.Interaction[Any], message: Message) -> None:
    """Answer an interaction privately, whatever was done with it before; says nothing where it is gone."""
    message = _checked(_for_reader(interaction, message))
    try:
        thinking = interaction.extras.pop(_THINKING, None)
        if thinking == "private":
            await respond(interaction, [message], private=True)
        elif interaction.response.is_done():
            if thinking == "public":
                # What follows "is thinking..." takes its place and is as public: it has to be over first.
                await interaction.edit_original_response(content="…")
            with once():
                await interaction.followup.send(ephemeral=True, **arguments_of(message))
            if thinking == "public":
                await interaction.delete_original_response()
        else:
            await repeated(lambda: interaction.response.send_message(ephemeral=True, **arguments_of(message)))
    except UncertainError:
        _log.info("Discord did not say whether a person was told.")
    except discord.HTTPException as error:
        if error.code not in (_GONE, _ANSWERED):
            raise


async def reply_to(
    asked: discord.Message, messages: Sequence[Message], *, about: str = "answer"
) -> list[int]:
    """Reply to a person's message; return the ids of the messages of the reply.

    What is replied ``about`` one thing comes once, also where two processes reply: it has the same nonces.
    What cannot be sent after the first is said to be missing, in the channel or to the person alone.
    """
    first, *rest = messages
    reference = asked.to_reference(fail_if_not_exists=False)
    nonces = (_nonce(asked, about, place) for place in itertools.count())
    language = language_of_message(asked)
    options: dict[str, Any] = {"reference": reference, "mention_author": False}
    sent = [await send(asked.channel, first, nonce=next(nonces), language=language, **options)]
    try:
        for message in rest:
            more = await send(asked.channel, message, nonce=next(nonces), language=language)
            sent.append(more)
    except _UNSENT as error:
        _log.warning("The rest of a reply could not be sent (%s).", type(error).__name__)
        told = notice(str(UncertainError()))
        for place in (asked.channel, asked.author):
            with suppress(*_UNSENT):
                said = await send(place, told, nonce=_nonce(asked, f"{about}, missing", 0), language=language)
                return [message.id for message in sent] + ([said.id] if place is asked.channel else [])
    return [message.id for message in sent]


async def react(message: discord.Message, emoji: str) -> bool:
    """Put an emoji under a person's message; False where the bot may not."""
    try:
        await repeated(lambda: message.add_reaction(emoji), busy=True)
    except (discord.Forbidden, discord.NotFound) as error:
        _log.info("A reaction was refused (code %d).", error.code)
        return False
    return True


def _nonce(asked: discord.Message, about: str, place: int) -> str:
    """Return the nonce of a message of a reply; what an edited message asks is another question."""
    words = f"{asked.id} {asked.edited_at} {about} {place}"
    return hashlib.sha256(words.encode()).hexdigest()[:24]


async def send(
    channel: discord.abc.Messageable,
    message: Message,
    *,
    nonce: str | None = None,
    language: str = ENGLISH,
    **options: Any,
) -> discord.Message:
    """Send a message to a channel, once; with a ``nonce``, once also among later tries of some minutes."""
    message = _checked(localised(message, language))
    once = nonce or secrets.token_hex(12)

    async def send_it(given: Message) -> discord.Message:
        return await repeated(lambda: channel.send(nonce=once, **arguments_of(given), **options), busy=True)

    try:
        return await carried(message, send_it, language)
    except discord.HTTPException as error:
        if error.code != NO_HISTORY or options.pop("reference", None) is None:
            raise
        _log.info("A reply was sent without its reference: the channel's history may not be read.")
        options.pop("mention_author", None)
        return await carried(message, send_it, language)


async def edit(sent: discord.PartialMessage, message: Message, language: str = ENGLISH) -> None:
    """Make ``sent``, a message of the bot's, say what ``message`` says."""
    await carried(
        _checked(localised(message, language)),
        lambda given: repeated(lambda: sent.edit(**edit_arguments_of(given)), busy=True),
        language,
    )


async def open_post(
    forum: discord.ForumChannel,
    title: str,
    message: Message,
    find: Callable[[], Awaitable[str | None]],
    tags: Sequence[discord.ForumTag] = (),
    language: str = ENGLISH,
) -> str:
    """Open a post in a forum with a first message, under tags; return its id.

    It takes no nonce: where it may have arrived, ``find`` looks for it before it is opened again.
    """
    message = _checked(localised(message, language))
    options: dict[str, Any] = {"applied_tags": list(tags)} if tags else {}

    async def open_with(given: Message) -> str:
        with once():
            return str((await forum.create_thread(name=title, **arguments_of(given), **options)).thread.id)

    async def open_it() -> str:
        return await carried(message, open_with, language)

    for wait in REPEATS.waits:
        try:
            return await open_it()
        except UncertainError:
            await REPEATS.clock.sleep(wait)
            if (found := await find()) is not None:
                return found
    return await open_it()
