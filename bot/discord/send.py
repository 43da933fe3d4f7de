"""Messages to Discord: from parts to discord.py's objects, so sent that none is lost and none comes twice.

discord.py repeats a request after 429, 500, 502, 504 and 524. A 503 and a dropped connection are repeated
here. What is repeated is safe to repeat: an edit says the same again, and a new message carries a nonce by
which Discord knows it.
"""

from __future__ import annotations

import asyncio
import io
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import aiohttp
import discord

from bot.discord.message import Card, LinkButton, Menu, Message
from bot.discord.violations import violations

_WAITS = (0.5, 1.5, 4.0)
"""Seconds before each repetition: a person waits for them, and the other end may be restarting."""
_GONE = 10062
"""Discord: unknown interaction; it was answered too late, or its person left."""
_THINKING = "thinking"
"""Among an interaction's extras: for whom "is thinking..." stands in place of an answer."""
_ANSWERED = 40060
"""Discord: the interaction was acknowledged already."""
THREAD_THERE = 160004
"""Discord: a thread was made from this message already."""
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
}

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


# ---------------------------------------------------------------------- from parts to discord.py


def embed_of(card: Card) -> discord.Embed:
    """Return the embed that a card is."""
    embed = discord.Embed(
        title=card.title or None, url=card.url, description=card.description or None, colour=card.colour
    )
    for field in card.fields:
        embed.add_field(name=field.name, value=field.value, inline=field.inline)
    if card.footer:
        embed.set_footer(text=card.footer)
    if card.image:
        embed.set_image(url=f"attachment://{card.image}")
    return embed


def view_of(post: Message) -> discord.ui.View | None:
    """Return the components of a message, None where it has none.

    The view is stopped at once, so that discord.py does not keep it: presses are found by their custom id.
    """
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(post.rows()):
        if isinstance(row, Menu):
            view.add_item(_select_of(row, number))
            continue
        for button in row:
            if isinstance(button, LinkButton):
                view.add_item(discord.ui.Button(label=button.label, url=button.url, row=number))
            else:
                view.add_item(
                    discord.ui.Button(
                        label=button.label,
                        custom_id=button.custom_id,
                        style=_STYLES[button.style],
                        disabled=button.disabled,
                        row=number,
                    )
                )
    view.stop()
    return view if view.children else None


def _select_of(menu: Menu, row: int) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=option.label, value=option.value, description=option.description or None)
        for option in menu.options
    ]
    return discord.ui.Select(custom_id=menu.custom_id, placeholder=menu.placeholder, options=options, row=row)


def files_of(post: Message) -> list[discord.File]:
    """Return a post's files, each to be read from its beginning."""
    return [
        discord.File(io.BytesIO(file.data), file.name, description=file.description or None)
        for file in post.files
    ]


def _checked(post: Message) -> Message:
    """Let no message pass that Discord would refuse: that is a defect of ours, told by its measure."""
    if found := violations(post):
        raise ValueError(f"A message passes Discord's limits: {'; '.join(found)}")
    return post


# ---------------------------------------------------------------------- sending


async def repeated(send: Callable[[], Awaitable[_T]], *, busy: bool = False) -> _T:
    """Send until it went through: again after a dropped connection, three times at most.

    With ``busy`` also after a 503, which discord.py repeats itself for interactions and not for channels.
    """
    for wait in _WAITS:
        try:
            return await send()
        except discord.DiscordServerError as error:
            if error.status != 503 or not busy:
                raise
            _log.info("Discord answered 503; trying again in %.1f s.", wait)
        except (aiohttp.ClientError, OSError) as error:
            _log.info(
                "The connection to Discord broke (%s); trying again in %.1f s.", type(error).__name__, wait
            )
        await asyncio.sleep(wait)
    return await send()


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell Discord that an answer will follow as a message of its own; False where it is too late."""
    interaction.extras[_THINKING] = "private" if private else "public"
    return await _acknowledged(lambda: interaction.response.defer(ephemeral=private, thinking=True))


async def acknowledge_edit(interaction: discord.Interaction[Any]) -> bool:
    """Tell Discord that the message of a button will be edited; False where it is too late."""
    return await _acknowledged(lambda: interaction.response.defer())


async def _acknowledged(defer: Callable[[], Awaitable[object]]) -> bool:
    try:
        await repeated(defer)
    except discord.InteractionResponded:
        return True
    except discord.HTTPException as error:
        if error.code == _ANSWERED:
            # The first try arrived and its answer was lost on the way.
            return True
        if error.code == _GONE:
            _log.info("An interaction was gone before it could be acknowledged.")
            return False
        raise
    return True


async def respond(
    interaction: discord.Interaction[Any], posts: Sequence[Message], *, private: bool
) -> list[int]:
    """Send the answer to an acknowledged interaction; gives its messages' ids, none where it is gone."""
    first, *rest = map(_checked, posts)
    sent: list[int] = []
    try:
        message: discord.Message = await repeated(
            lambda: interaction.edit_original_response(
                content=first.content or None,
                embeds=[embed_of(card) for card in first.cards],
                view=view_of(first),
                attachments=files_of(first),
            )
        )
        interaction.extras.pop(_THINKING, None)
        sent.append(message.id)
        for post in rest:
            message = await follow(interaction, post, private=private)
            sent.append(message.id)
    except discord.NotFound:
        _log.info("An interaction was gone before its whole answer could be sent.")
    return sent


async def follow(
    interaction: discord.Interaction[Any], post: Message, *, private: bool
) -> discord.WebhookMessage:
    """Send one more message after the answer to an interaction."""
    _checked(post)
    # A follow-up takes no nonce, so it is not repeated after a dropped connection: it may have arrived.
    return await interaction.followup.send(ephemeral=private, wait=True, **_arguments(post))


async def tell(interaction: discord.Interaction[Any], post: Message) -> None:
    """Answer an interaction privately, whatever was done with it before; says nothing where it is gone."""
    _checked(post)
    try:
        thinking = interaction.extras.pop(_THINKING, None)
        if thinking == "private":
            await respond(interaction, [post], private=True)
        elif interaction.response.is_done():
            if thinking == "public":
                # What follows "is thinking..." takes its place and is as public: it has to be over first.
                await interaction.edit_original_response(content="…")
            await interaction.followup.send(ephemeral=True, **_arguments(post))
            if thinking == "public":
                await interaction.delete_original_response()
        else:
            await repeated(lambda: interaction.response.send_message(ephemeral=True, **_arguments(post)))
    except discord.HTTPException as error:
        if error.code not in (_GONE, _ANSWERED):
            raise


async def reply_to(message: discord.Message, posts: Sequence[Message]) -> list[int]:
    """Reply to a person's message; gives the ids of the messages of the reply."""
    reference = message.to_reference(fail_if_not_exists=False)
    first = await send(message.channel, posts[0], reference=reference, mention_author=False)
    return [first.id, *[(await send(message.channel, post)).id for post in posts[1:]]]


async def send(
    channel: discord.abc.Messageable, post: Message, *, nonce: str | None = None, **options: Any
) -> discord.Message:
    """Send a message to a channel, once; with a ``nonce``, once also among later tries of some minutes."""
    _checked(post)
    once = nonce or secrets.token_hex(12)
    return await repeated(lambda: channel.send(nonce=once, **_arguments(post), **options), busy=True)


async def edit(message: discord.PartialMessage, post: Message) -> None:
    """Make a message of the bot's say what ``post`` says."""
    _checked(post)
    await repeated(
        lambda: message.edit(
            content=post.content or None,
            embeds=[embed_of(card) for card in post.cards],
            view=view_of(post),
            attachments=files_of(post),
        ),
        busy=True,
    )


async def open_post(forum: discord.ForumChannel, title: str, post: Message) -> discord.Thread:
    """Open a post in a forum with a first message; not repeated, since it may have arrived."""
    return (await forum.create_thread(name=title, **_arguments(_checked(post)))).thread


def _arguments(post: Message) -> dict[str, Any]:
    """Return the keyword arguments of a message, with files that are read from their beginning."""
    arguments: dict[str, Any] = {"embeds": [embed_of(card) for card in post.cards]}
    if post.content:
        arguments["content"] = post.content
    if (view := view_of(post)) is not None:
        arguments["view"] = view
    if post.files:
        arguments["files"] = files_of(post)
    return arguments
