"""What the buttons and the menu under a reply do, once a press was acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.discord import limits
from bot.discord.cards.answer import more_quotes
from bot.discord.cards.parts import own
from bot.discord.cards.session import session_links_message
from bot.discord.custom_ids import MENU_ACTS
from bot.discord.gate import Interaction, must_own
from bot.discord.installs import taken_along
from bot.discord.markdown import cut_escaped
from bot.discord.message import Message, notice
from bot.discord.once import UncertainError
from bot.discord.permissions import IN_THREADS, lacking
from bot.discord.replies import reply_with_answer, reply_with_session, reply_with_whole_session
from bot.discord.send import (
    THREAD_THERE,
    follow,
    follow_rest,
    language_of_reader,
    repeated,
    respond,
    send,
    tell,
)
from bot.render.shorten import cut, plain
from bot.service.errors import ForgottenError
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.errors import QuothError


async def show_more(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Show further quotes on the question, to the presser alone."""
    answer = await service.again(reply)
    if not answer.more or not answer.matches:
        raise QuothError("The notes changed since: there are no more quotes on this.")
    await respond(
        interaction, more_quotes(answer.more, answer.matches[0].session, service.site), private=True
    )


async def show_whole(interaction: Interaction, service: Service, reply: Reply, page: int | None) -> None:
    """Show a page of the session's whole text, to the presser alone."""
    # With a page, the press came from a page that only this person sees; it is turned in place.
    session = await service.session_of(reply)
    message = await reply_with_whole_session(service, session, reply.key, page or 0)
    await respond(interaction, [message], private=True)


async def show_links(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Show all links of the reply's session, to the presser alone."""
    await respond(interaction, [session_links_message(await service.session_of(reply))], private=True)


async def show_picked(interaction: Interaction, service: Service, reply: Reply, page: int | None) -> None:
    """Do what was picked from the menu under a reply: an act, or show a session, to the person alone."""
    data: Mapping[str, Any] = interaction.data or {}
    picked = data.get("values")
    if not picked:
        raise QuothError("Nothing was picked: choose a line of the menu.")
    value = str(picked[0])
    for act, do in zip(MENU_ACTS, (show_more, show_whole, open_thread), strict=True):
        if value == act:
            await do(interaction, service, reply, page)
            return
    await show_session(interaction, service, value)


async def show_session(interaction: Interaction, service: Service, title_or_id: str) -> None:
    """Show a session's card to the person alone, and keep it as a reply of its own."""
    session = await service.session(title_or_id)
    kept = await service.keep(
        interaction.user.id, "session", session.title, session=session.id, server=interaction.guild_id
    )
    card = await reply_with_session(service, session, kept.key, server=interaction.guild_id)
    await respond(interaction, [card], private=True)


async def mark_useful(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Note that the reply helped."""
    await _judge(interaction, service, reply, useful=True)


async def mark_useless(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Note that the reply did not help."""
    await _judge(interaction, service, reply, useful=False)


async def _judge(interaction: Interaction, service: Service, reply: Reply, *, useful: bool) -> None:
    person = service.database.person(interaction.user.id)
    if not await service.off_loop(lambda: service.database.replies.judge(reply.key, person, useful=useful)):
        raise ForgottenError("I no longer know what that reply was about: please ask again.")
    words = "Thank you." if useful else f"Thank you: {_seen_by_organisers(service, reply)}"
    await tell(interaction, notice(words))


def _seen_by_organisers(service: Service, reply: Reply) -> str:
    """Return who learns that a reply did not help."""
    if reply.server is None and not service.private_too(service.settings.guild):
        return "nobody else sees that here. Asked in a server, it stands among its unanswered questions."
    seen = "see it" if reply.asked else "see that there was one, not what you asked,"
    return f"the organisers {seen} among the unanswered questions."


async def share_here(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Show a private reply to all of the channel, in the person's name."""
    must_own(interaction, service, reply)
    if taken_along(interaction):
        raise QuothError("I am not a member here, so I answer you alone: have me invited to share.")
    write = "send_messages_in_threads" if isinstance(interaction.channel, discord.Thread) else "send_messages"
    if interaction.guild is not None and (lacks := lacking(interaction.permissions, (write,))):
        raise QuothError(
            f"You may not write in this channel, so I do not either for you: you lack {lacks} here."
        )
    if interaction.message is None:
        raise QuothError("The message is gone: ask again.")
    threads = isinstance(interaction.channel, discord.TextChannel)
    shared, *rest = await _messages_of(service, reply, threads=threads)
    name = cut_escaped(interaction.user.display_name, 100)
    messages = [replace(shared, parts=(own(f"{name} shared:"), *shared.parts)), *rest]
    await _share_once(interaction, service, reply, messages)
    # Said again without the button: it cannot be shared twice.
    alone, *_ = await _messages_of(service, reply, threads=False)
    await respond(interaction, [alone], private=True)


async def _share_once(
    interaction: Interaction, service: Service, reply: Reply, messages: list[Message]
) -> None:
    replies = service.database.replies
    if not await service.off_loop(replies.claim_sharing, reply.key):
        raise QuothError("That is shared here already.")
    first, *rest = messages
    try:
        sent = await follow(interaction, first, private=False)
    except BaseException as error:
        if not isinstance(error, UncertainError) or error.seen_missing:
            await service.off_loop(replies.give_up_sharing, reply.key)
        raise
    await service.sent(reply, [sent.id, *await follow_rest(interaction, rest, private=False)])


async def _messages_of(service: Service, reply: Reply, *, threads: bool) -> list[Message]:
    if reply.kind == "ask":
        return await reply_with_answer(service, await service.again(reply), reply, threads=threads)
    session = await service.session_of(reply)
    return [await reply_with_session(service, session, reply.key, share=False)]


async def open_thread(interaction: Interaction, service: Service, reply: Reply, _page: int | None) -> None:
    """Open a thread under the reply, in which questions stay with its session."""
    must_own(interaction, service, reply)
    if interaction.message is None or not isinstance(interaction.channel, discord.TextChannel):
        raise QuothError("A thread can only be opened from a channel.")
    if lacks := lacking(interaction.permissions, ("create_public_threads",)):
        raise QuothError(f"You may not open threads in this channel: you lack {lacks}.")
    if lacks := lacking(interaction.app_permissions, IN_THREADS):
        raise QuothError(f"I may not open threads in this channel: I lack {lacks}.")
    session = await service.session_of(reply)
    message = interaction.channel.get_partial_message(interaction.message.id)
    name = cut(plain(session.title), limits.THREAD_NAME) or "Notes"
    replies = service.database.replies
    try:
        await repeated(lambda: message.create_thread(name=name), busy=True)
    except discord.HTTPException as error:
        if error.code != THREAD_THERE:
            raise
        # Else it was opened by a try whose answer was lost, or by hand.
        if await service.off_loop(replies.thread_session, message.id) is not None:
            raise QuothError("There is a thread under this reply already.") from error
    # A thread has the id of its message.
    thread = interaction.client.get_partial_messageable(message.id, guild_id=interaction.guild_id)
    await service.off_loop(replies.keep_thread, thread.id, session.id, interaction.guild_id)
    title = cut_escaped(session.title, 200)
    words = (
        f"Ask on: mention me, or reply to a message of mine. I keep to **{title}** unless you name another."
    )
    await send(thread, Message(content=words), language=language_of_reader(interaction))
    await respond(interaction, [Message(content=f"Here it is: <#{thread.id}>")], private=True)
