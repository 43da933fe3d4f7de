"""The buttons and the menu under a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.discord.client import QuothBot
from bot.discord.components import on_press, own, pages_of
from bot.discord.embeds.cards import more_posts
from bot.discord.embeds.lists import listing_post
from bot.discord.markdown import cut_escaped
from bot.discord.message import THREAD_NAME, Message, notice
from bot.discord.replies import answer_messages, session_message, whole_message
from bot.discord.send import follow, respond, send, tell
from bot.render.shorten import cut, plain
from bot.service.errors import ForgottenError
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.errors import QuothError

Interaction = discord.Interaction[Any]
_THREAD_THERE = 160004
"""Discord: a thread was made from this message already."""


@on_press("more")
async def _more(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    answer = await service.again(reply)
    if not answer.more or not answer.matches:
        raise QuothError("The notes changed since: there are no more quotes on this.")
    await respond(interaction, more_posts(answer.more, answer.matches[0].session, service.site), private=True)


@on_press("whole")
async def _whole(interaction: Interaction, service: Service, reply: Reply, page: int | None) -> None:
    # With a page, the press came from a page that only this person sees; it is turned in place.
    session = await service.session_of(reply)
    await respond(interaction, [await whole_message(service, session, reply.key, page or 0)], private=True)


@on_press("pick")
async def _pick(interaction: Interaction, service: Service, _reply: Reply, _page: int | None) -> None:
    data: Mapping[str, Any] = interaction.data or {}
    picked = data.get("values")
    if not picked:
        raise QuothError("Nothing was picked: choose a line of the menu.")
    session = await service.session(str(picked[0]))
    kept = await service.keep(
        interaction.user.id, "session", session.title, session=session.id, server=interaction.guild_id
    )
    card = await session_message(service, session, kept.key, guild=interaction.guild_id)
    await respond(interaction, [card], private=True)


@on_press("yes")
async def _yes(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    await _judge(interaction, service, reply, useful=True)


@on_press("no")
async def _no(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    await _judge(interaction, service, reply, useful=False)


async def _judge(interaction: Interaction, service: Service, reply: Reply, *, useful: bool) -> None:
    person = service.database.person(interaction.user.id)
    if not await service.off_loop(lambda: service.database.replies.judge(reply.key, person, useful=useful)):
        raise ForgottenError("I no longer know what that reply was about: please ask again.")
    words = (
        "Thank you." if useful else "Thank you: the organisers see this question among those asked in vain."
    )
    await tell(interaction, notice(words))


@on_press("share", in_place=True)
async def _share(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    own(interaction, service, reply)
    in_thread = isinstance(interaction.channel, discord.Thread)
    may = interaction.permissions
    if interaction.guild is not None and not (
        may.send_messages_in_threads if in_thread else may.send_messages
    ):
        raise QuothError("You may not write in this channel, so I do not either for you.")
    if interaction.message is None:
        raise QuothError("The message is gone: ask again.")
    posts = await _posts_of(service, reply, interaction)
    name = cut_escaped(interaction.user.display_name, 100)
    shared, *rest = posts
    sent = [await follow(interaction, post, private=False) for post in (_said_by(shared, name), *rest)]
    await service.sent(reply, [message.id for message in sent])
    await interaction.edit_original_response(view=_without(interaction.message, f"q:share:{reply.key}"))


async def _posts_of(service: Service, reply: Reply, interaction: Interaction) -> list[Message]:
    if reply.kind == "ask":
        threads = isinstance(interaction.channel, discord.TextChannel)
        return await answer_messages(service, await service.again(reply), reply, threads=threads)
    return [await session_message(service, await service.session_of(reply), reply.key, share=False)]


def _said_by(post: Message, name: str) -> Message:
    return Message(f"{name} shared:", post.cards, post.links, post.menu, post.presses, post.files)


def _without(message: discord.Message, custom_id: str) -> discord.ui.View:
    """Return a message's components with one of them gone."""
    view = discord.ui.View.from_message(message, timeout=None)
    for item in list(view.children):
        if getattr(item, "custom_id", None) == custom_id:
            view.remove_item(item)
    view.stop()
    return view


@on_press("thread")
async def _thread(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    own(interaction, service, reply)
    if interaction.message is None or not isinstance(interaction.channel, discord.TextChannel):
        raise QuothError("A thread can only be opened from a channel.")
    if not interaction.permissions.create_public_threads:
        raise QuothError("You may not open threads in this channel.")
    session = await service.session_of(reply)
    message = interaction.channel.get_partial_message(interaction.message.id)
    try:
        thread = await message.create_thread(name=cut(plain(session.title), THREAD_NAME) or "Notes")
    except discord.HTTPException as error:
        if error.code == _THREAD_THERE:
            raise QuothError("There is a thread under this reply already.") from error
        raise
    await service.off_loop(service.database.replies.keep_thread, thread.id, session.id)
    title = cut_escaped(session.title, 200)
    words = (
        f"Ask on: mention me, or reply to a message of mine. I keep to **{title}** unless you name another."
    )
    await send(thread, Message(content=words))
    await respond(interaction, [Message(content=f"Here it is: <#{thread.id}>")], private=True)


@pages_of("ask")
async def _listing(service: Service, reply: Reply, number: int) -> Message:
    answer = await service.again(reply)
    if not answer.listing:
        raise QuothError("The notes changed since: please ask again.")
    return listing_post(answer, reply.key, number, service.site)


async def setup(_bot: QuothBot) -> None:
    """Nothing to add: the buttons registered themselves when this module was imported."""
