"""Whole replies from the service: an answer with its pictures, a session's card, one page of its text."""

from __future__ import annotations

from dataclasses import replace

from bot.discord.embeds import cards
from bot.discord.embeds.lists import listing_post
from bot.discord.message import PICTURES, Button, Field, Message
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.records import Answer, Session

_NAMED = 10
"""People who are named on a card as having been there."""


async def answer_messages(
    service: Service, answer: Answer, reply: Reply, *, private: bool = False, threads: bool = False
) -> list[Message]:
    """Give an answer as messages; ``private`` offers to share it, ``threads`` to go on in a thread."""
    if answer.listing:
        post = listing_post(answer, reply.key, 0, service.site)
        share = Button("Share here", f"q:share:{reply.key}", "primary")
        return [replace(post, presses=(*post.presses, share)) if private else post]
    first, *rest = cards.answer_posts(answer, reply.key, service.site, private=private, threads=threads)
    if answer.matches and answer.quotes:
        pictures = await service.pictures(answer.matches[0].session, answer.quotes, PICTURES)
        if pictures:
            card, *others = first.cards
            shown = replace(card, image=pictures[0].name)
            first = replace(first, files=pictures, cards=(shown, *others))
    return [first, *rest]


async def session_message(
    service: Service, session: Session, key: str, *, share: bool = True, guild: int | None = None
) -> Message:
    """Give a session's card; in a server with those who said that they were there."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    related = await service.off_loop(service.core.related, session.id)
    post = cards.session_post(
        session, text_blocks, key, service.site, related=related, gone=gone, share=share
    )
    there = (
        await service.off_loop(service.database.presence.users, guild, session.id)
        if guild is not None
        else []
    )
    if not there:
        return post
    first, *others = post.cards
    named = ", ".join(f"<@{user}>" for user in there[:_NAMED])
    more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
    field = Field("Were there, so ask them", f"{named}{more}", inline=False)
    return replace(post, cards=(replace(first, fields=(*first.fields, field)), *others))


async def whole_message(service: Service, session: Session, key: str, page: int) -> Message:
    """Give one page of a session's whole text, counted from 0."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    return cards.whole_post(session, text_blocks, key, page, service.site, gone=gone)
