"""Lists that are shown a page at a time: each is kept as a reply, whose kind says how its pages are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, get_args

from bot.discord.cards import lists
from bot.discord.cards.inbox import submissions_message
from bot.discord.gate import Interaction, admit, must_organise, must_own, organises
from bot.discord.message import Message
from bot.discord.send import respond, tell
from bot.render.labels import counted_sessions, joined
from bot.render.links import LINK_HEADINGS
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.digest import directory
from embeddings.errors import QuothError
from embeddings.records import LinkKind

Page = Callable[[Service, Reply, int], Awaitable[Message]]
"""How a page of a list is shown; pages count from 0."""
LinkChoice = Literal["recordings and videos", "AWS pages", "GitHub", "others"]
"""What people choose between, which stands in kept replies."""
_LINK_KINDS: dict[str, LinkKind] = dict(zip(get_args(LinkChoice), LINK_HEADINGS, strict=True))


_ALL = "all"
"""What was asked for by an organiser who saw what everybody handed in; else it is the id of a person."""
_GIVEN_FOR = 900.0
"""Seconds in which the pages of a list for organisers are turned without asking again who may see it."""


async def show_submissions(interaction: Interaction) -> None:
    """Answer with what was handed in by the person, for an organiser by everybody."""
    await show_list(interaction, "notes", _ALL if organises(interaction) else str(interaction.user.id))


async def show_list(interaction: Interaction, kind: str, asked: str = "", day: str | None = None) -> None:
    """Answer a command with the first page of a list that is kept as ``kind``."""
    if (service := await admit(interaction, private=True)) is None:
        return
    reply = await service.keep(interaction.user.id, kind, asked, day=day, server=interaction.guild_id)
    await respond(interaction, [await page_of(service, reply, 0)], private=True)


async def turn_page(interaction: Interaction, service: Service, reply: Reply, number: int | None) -> None:
    """Show another page of a list in the place of the one that is shown.

    Whoever did not ask turns the pages of an answer that all see for themselves alone.
    """
    if reply.kind != "ask":
        must_own(interaction, service, reply)
    _must_still_see(interaction, service, reply)
    page = await page_of(service, reply, number or 0)
    alone = interaction.message is not None and interaction.message.flags.ephemeral
    if alone or service.owns(interaction.user.id, reply):
        await respond(interaction, [page], private=False)
    else:
        await tell(interaction, page)


def _must_still_see(interaction: Interaction, service: Service, reply: Reply) -> None:
    """Raise QuothError where a list is for organisers, and who got it may be none by now."""
    if reply.kind == "notes" and reply.asked == _ALL:
        must_organise(interaction)
    # Whom else a server gives /gaps to, Discord tells only when the command is used.
    old = service.clock.time() - reply.at > _GIVEN_FOR
    if reply.kind == "gaps" and old and not organises(interaction):
        raise QuothError("That list is from a while ago: use /gaps again.")


async def page_of(service: Service, reply: Reply, number: int) -> Message:
    """Return a page of a kept list."""
    return await PAGES[reply.kind](service, reply, number)


async def _sessions(service: Service, reply: Reply, number: int) -> Message:
    found = await service.on_day(reply.day)
    title = f"Sessions: {reply.day}" if reply.day else "Sessions"
    return await service.off_loop(
        lists.sessions_message, found, title, reply.key, number, counted_sessions(found)
    )


async def _speaker(service: Service, reply: Reply, number: int) -> Message:
    found = service.suggestions.by_speaker(reply.asked)
    if not found:
        near = service.suggestions.nearest_people(reply.asked)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QuothError(f"The notes name no speaker “{reply.asked}”.{hint}")
    return await service.off_loop(lists.speakers_message, found, reply.asked, reply.key, number)


async def _links(service: Service, reply: Reply, number: int) -> Message:
    kind = _LINK_KINDS.get(reply.asked)
    entries = directory.links(await service.off_loop(service.core.texts, reply.day))
    found = [entry for entry in entries if kind is None or entry.link.kind == kind]
    title = joined("Links", reply.day, reply.asked)
    return await service.off_loop(lists.links_message, found, title, reply.key, number)


async def _days(service: Service, reply: Reply, number: int) -> Message:
    return lists.days_message(service.suggestions.days, reply.key, number)


async def _announced(service: Service, reply: Reply, number: int) -> Message:
    found = await service.off_loop(service.core.announced, reply.day)
    return lists.announced_message(found, joined("What was announced", reply.day), reply.key, number)


async def _speakers(service: Service, reply: Reply, number: int) -> Message:
    found = directory.speakers(await service.on_day(reply.day))
    return lists.people_message(found, joined("Speakers", reply.day), reply.key, number)


async def _gaps(service: Service, reply: Reply, number: int) -> Message:
    server = reply.server or 0
    replies = service.database.replies
    gaps = await service.off_loop(replies.gaps, server)
    direct = service.private_too(server)
    private = await service.off_loop(lambda: replies.private_gaps(server, direct=direct))
    return lists.gaps_message(gaps, reply.key, number, private)


async def _notes(service: Service, reply: Reply, number: int) -> Message:
    user = None if reply.asked == _ALL else int(reply.asked)
    found = await service.off_loop(service.database.submissions.of, reply.server or 0, user)
    return submissions_message(found, reply.key, number)


async def _listing(service: Service, reply: Reply, number: int) -> Message:
    answer = await service.again(reply)
    if not answer.listing:
        raise QuothError("The notes changed since: please ask again.")
    return lists.listing_message(answer, reply.key, number, service.site)


PAGES: Mapping[str, Page] = {
    "sessions": _sessions,
    "speaker": _speaker,
    "links": _links,
    "days": _days,
    "announced": _announced,
    "speakers": _speakers,
    "gaps": _gaps,
    "notes": _notes,
    "ask": _listing,
}
"""How the pages of each kind of list are made. The kinds stand in kept replies."""
