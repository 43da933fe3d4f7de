"""Whole replies from the service: an answer with its pictures, a session's card, one page of its text."""

from __future__ import annotations

from dataclasses import replace

from bot.discord import limits
from bot.discord.custom_ids import ReplyButton
from bot.discord.embeds.answer import answer_messages
from bot.discord.embeds.lists import listing_message
from bot.discord.embeds.session import session_message, whole_message
from bot.discord.message import Button, Field, Message
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.records import Answer, Session

_NAMED = 10
"""People who are named on a card as having been there."""


async def reply_with_answer(
    service: Service, answer: Answer, reply: Reply, *, private: bool = False, threads: bool = False
) -> list[Message]:
    """Return an answer as messages; ``private`` offers to share it, ``threads`` to go on in a thread."""
    if answer.listing:
        message = listing_message(answer, reply.key, 0, service.site)
        share = Button("Share here", str(ReplyButton("share", reply.key)), "primary")
        return [replace(message, buttons=(*message.buttons, share)) if private else message]
    first, *rest = answer_messages(answer, reply.key, service.site, private=private, threads=threads)
    if answer.matches and answer.quotes:
        pictures = await service.pictures(answer.matches[0].session, answer.quotes, limits.PICTURES)
        if pictures:
            card, *others = first.cards
            shown = replace(card, image=pictures[0].name)
            first = replace(first, files=pictures, cards=(shown, *others))
    return [first, *rest]


async def reply_with_session(
    service: Service, session: Session, key: str, *, share: bool = True, server: int | None = None
) -> Message:
    """Return a session's card; in a server with those who said that they were there."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    related = await service.off_loop(service.core.related, session.id)
    message = session_message(
        session, text_blocks, key, service.site, related=related, gone=gone, share=share
    )
    there = (
        await service.off_loop(service.database.presence.users, server, session.id)
        if server is not None
        else []
    )
    if not there:
        return message
    first, *others = message.cards
    named = ", ".join(f"<@{user}>" for user in there[:_NAMED])
    more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
    field = Field("Were there, so ask them", f"{named}{more}", inline=False)
    return replace(message, cards=(replace(first, fields=(*first.fields, field)), *others))


async def reply_with_whole_session(service: Service, session: Session, key: str, page: int) -> Message:
    """Return one page of a session's whole text, counted from 0."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    return whole_message(session, text_blocks, key, page, service.site, gone=gone)
