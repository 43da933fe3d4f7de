"""The buttons and the menu under a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.discord.client import QuothBot
from bot.discord.components import on_press, own, pages_of
from bot.discord.embeds.cards import more_posts, notice
from bot.discord.embeds.lists import listing_post
from bot.discord.markdown import cut, cut_escaped, plain
from bot.discord.message import THREAD_NAME, Post
from bot.discord.replies import answer_messages, session_message, whole_message
from bot.discord.send import follow, respond, send, tell
from bot.service.database import Reply
from bot.service.service import Desk, ForgottenError
from embeddings.errors import QuothError

Interaction = discord.Interaction[Any]
_THREAD_THERE = 160004
"""Discord: a thread was made from this message already."""


@on_press("more")
async def _more(interaction: Interaction, desk: Desk, reply: Reply, _page: int | None) -> None:
    answer = await desk.again(reply)
    if not answer.more or not answer.matches:
        raise QuothError("The notes changed since: there are no more quotes on this.")
    await respond(interaction, more_posts(answer.more, answer.matches[0].session, desk.look), private=True)


@on_press("whole")
async def _whole(interaction: Interaction, desk: Desk, reply: Reply, page: int | None) -> None:
    # With a page, the press came from a page that only this person sees; it is turned in place.
    session = await desk.session_of(reply)
    await respond(interaction, [await whole_message(desk, session, reply.key, page or 0)], private=True)


@on_press("pick")
async def _pick(interaction: Interaction, desk: Desk, _reply: Reply, _page: int | None) -> None:
    data: Mapping[str, Any] = interaction.data or {}
    picked = data.get("values")
    if not picked:
        raise QuothError("Nothing was picked: choose a line of the menu.")
    session = await desk.session(str(picked[0]))
    kept = await desk.keep(
        interaction.user.id, "session", session.title, session=session.id, server=interaction.guild_id
    )
    card = await session_message(desk, session, kept.key, guild=interaction.guild_id)
    await respond(interaction, [card], private=True)


@on_press("yes")
async def _yes(interaction: Interaction, desk: Desk, reply: Reply, _page: int | None) -> None:
    await _judge(interaction, desk, reply, useful=True)


@on_press("no")
async def _no(interaction: Interaction, desk: Desk, reply: Reply, _page: int | None) -> None:
    await _judge(interaction, desk, reply, useful=False)


async def _judge(interaction: Interaction, desk: Desk, reply: Reply, *, useful: bool) -> None:
    person = desk.memory.person(interaction.user.id)
    if not await desk.off_loop(lambda: desk.memory.judge(reply.key, person, useful=useful)):
        raise ForgottenError("I no longer know what that reply was about: please ask again.")
    words = (
        "Thank you." if useful else "Thank you: the organisers see this question among those asked in vain."
    )
    await tell(interaction, notice(words))


@on_press("share", in_place=True)
async def _share(interaction: Interaction, desk: Desk, reply: Reply, _page: int | None) -> None:
    own(interaction, desk, reply)
    in_thread = isinstance(interaction.channel, discord.Thread)
    may = interaction.permissions
    if interaction.guild is not None and not (
        may.send_messages_in_threads if in_thread else may.send_messages
    ):
        raise QuothError("You may not write in this channel, so I do not either for you.")
    if interaction.message is None:
        raise QuothError("The message is gone: ask again.")
    posts = await _posts_of(desk, reply, interaction)
    name = cut_escaped(interaction.user.display_name, 100)
    shared, *rest = posts
    sent = [await follow(interaction, post, private=False) for post in (_said_by(shared, name), *rest)]
    await desk.sent(reply, [message.id for message in sent])
    await interaction.edit_original_response(view=_without(interaction.message, f"q:share:{reply.key}"))


async def _posts_of(desk: Desk, reply: Reply, interaction: Interaction) -> list[Post]:
    if reply.kind == "ask":
        threads = isinstance(interaction.channel, discord.TextChannel)
        return await answer_messages(desk, await desk.again(reply), reply, threads=threads)
    return [await session_message(desk, await desk.session_of(reply), reply.key, share=False)]


def _said_by(post: Post, name: str) -> Post:
    return Post(f"{name} shared:", post.cards, post.links, post.menu, post.presses, post.files)


def _without(message: discord.Message, custom_id: str) -> discord.ui.View:
    """Give a message's components with one of them gone."""
    view = discord.ui.View.from_message(message, timeout=None)
    for item in list(view.children):
        if getattr(item, "custom_id", None) == custom_id:
            view.remove_item(item)
    view.stop()
    return view


@on_press("thread")
async def _thread(interaction: Interaction, desk: Desk, reply: Reply, _page: int | None) -> None:
    own(interaction, desk, reply)
    if interaction.message is None or not isinstance(interaction.channel, discord.TextChannel):
        raise QuothError("A thread can only be opened from a channel.")
    if not interaction.permissions.create_public_threads:
        raise QuothError("You may not open threads in this channel.")
    session = await desk.session_of(reply)
    message = interaction.channel.get_partial_message(interaction.message.id)
    try:
        thread = await message.create_thread(name=cut(plain(session.title), THREAD_NAME) or "Notes")
    except discord.HTTPException as error:
        if error.code == _THREAD_THERE:
            raise QuothError("There is a thread under this reply already.") from error
        raise
    await desk.off_loop(desk.memory.keep_thread, thread.id, session.id)
    title = cut_escaped(session.title, 200)
    words = (
        f"Ask on: mention me, or reply to a message of mine. I keep to **{title}** unless you name another."
    )
    await send(thread, Post(content=words))
    await respond(interaction, [Post(content=f"Here it is: <#{thread.id}>")], private=True)


@pages_of("ask")
async def _listing(desk: Desk, reply: Reply, number: int) -> Post:
    answer = await desk.again(reply)
    if not answer.listing:
        raise QuothError("The notes changed since: please ask again.")
    return listing_post(answer, reply.key, number, desk.look)


async def setup(_bot: QuothBot) -> None:
    """Nothing to add: the buttons registered themselves when this module was imported."""
