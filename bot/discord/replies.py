"""Whole replies from the service: an answer with its pictures, a session's card, one page of its text."""

from __future__ import annotations

from bot.discord import limits
from bot.discord.cards.answer import answer_messages, share_button
from bot.discord.cards.lists import listing_message
from bot.discord.cards.session import session_message, whole_message
from bot.discord.message import Message
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.records import Answer, Session


async def reply_with_answer(
    service: Service, answer: Answer, reply: Reply, *, private: bool = False, threads: bool = False
) -> list[Message]:
    """Return an answer as messages; ``private`` offers to share it, ``threads`` to go on in a thread."""
    if answer.listing:
        share = [share_button(reply.key)] if private else []
        return [listing_message(answer, reply.key, 0, service.site, buttons=share)]
    pictures = (
        await service.pictures(answer.matches[0].session, answer.quotes, limits.PICTURES)
        if answer.matches and answer.quotes
        else ()
    )
    return answer_messages(
        answer,
        reply.key,
        service.site,
        private=private,
        threads=threads,
        pictures=pictures,
        summary=await service.summary(answer, reply),
    )


async def reply_with_session(
    service: Service, session: Session, key: str, *, share: bool = True, server: int | None = None
) -> Message:
    """Return a session's card; in a server with those who said that they were there."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    others, lost = await service.off_loop(service.core.others, session)
    related = await service.off_loop(service.core.related, session.id)
    there = (
        await service.off_loop(service.database.presence.users, server, session.id)
        if server is not None
        else []
    )
    return session_message(
        session,
        text_blocks,
        key,
        service.site,
        related=related,
        there=there,
        gone=gone + lost,
        share=share,
        others=others,
    )


async def reply_with_whole_session(service: Service, session: Session, key: str, page: int) -> Message:
    """Return one page of a session's whole text, counted from 0."""
    text_blocks, gone = await service.off_loop(service.core.standing, session)
    others, lost = await service.off_loop(service.core.others, session)
    return whole_message(session, text_blocks, key, page, service.site, gone=gone + lost, others=others)
