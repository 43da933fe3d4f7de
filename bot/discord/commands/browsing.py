"""Browsing: /sessions, /session, /speaker, /links, /days, /help. Answers are private: no channel fills up."""

from __future__ import annotations

from typing import Any, Literal, get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import QuothBot
from bot.discord.commands.asking import offered, suggest_days, suggest_sessions
from bot.discord.components import page, pages_of, service_of
from bot.discord.embeds import lists
from bot.discord.embeds.cards import SESSION_COLOUR
from bot.discord.message import Card, Field, Message
from bot.discord.replies import session_message
from bot.discord.send import acknowledge, respond
from bot.render.labels import counted
from bot.render.shorten import plain
from bot.service.replies import Reply
from bot.service.service import LONGEST_QUESTION, Service
from embeddings.digest import announcements
from embeddings.errors import QuothError
from embeddings.records import LinkKind

Interaction = discord.Interaction[Any]
Kind = Literal["recordings and videos", "AWS pages", "GitHub", "others"]
_KINDS: dict[str, LinkKind] = dict(zip(get_args(Kind), get_args(LinkKind), strict=True))


async def suggest_people(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer speakers."""
    return offered(service_of(interaction).suggestions.suggest_people(typed))


async def show_list(interaction: Interaction, kind: str, asked: str = "", day: str | None = None) -> None:
    """Answer a command with the first page of a list that is kept as ``kind``."""
    service = service_of(interaction)
    with service.at_work():
        service.must_be_ready()
        if await acknowledge(interaction, private=True):
            reply = await service.keep(interaction.user.id, kind, asked, day=day, server=interaction.guild_id)
            await respond(interaction, [await page(service, reply, 0)], private=True)


class Browsing(commands.Cog):
    """The records, without a question."""

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def sessions(self, interaction: Interaction, day: str | None = None) -> None:
        """List all sessions, or those of one day."""
        await show_list(interaction, "sessions", day=day)

    @app_commands.command()
    @app_commands.describe(title="Its title, a speaker, a company or a sponsor")
    @app_commands.autocomplete(title=suggest_sessions)
    async def session(self, interaction: Interaction, title: str) -> None:
        """Show one session: who, when, how it begins, its recording and links."""
        service = service_of(interaction)
        with service.at_work():
            service.must_be_ready()
            if await acknowledge(interaction, private=True):
                found = await service.session(title)
                reply = await service.keep(
                    interaction.user.id,
                    "session",
                    found.title,
                    session=found.id,
                    server=interaction.guild_id,
                )
                card = await session_message(service, found, reply.key, guild=interaction.guild_id)
                await respond(interaction, [card], private=True)

    @app_commands.command()
    @app_commands.describe(name="A name, or a part of one")
    @app_commands.autocomplete(name=suggest_people)
    async def speaker(self, interaction: Interaction, name: str) -> None:
        """Show the sessions of a speaker."""
        await show_list(interaction, "speaker", plain(name)[:200])

    @app_commands.command()
    @app_commands.describe(day="Only this day", kind="Only links of this kind")
    @app_commands.autocomplete(day=suggest_days)
    async def links(self, interaction: Interaction, day: str | None = None, kind: Kind | None = None) -> None:
        """List the links of the notes, each once, with its sessions."""
        await show_list(interaction, "links", kind or "", day=day)

    @app_commands.command()
    async def days(self, interaction: Interaction) -> None:
        """List the days that the notes cover."""
        await show_list(interaction, "days")

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """Say what I can do and how to ask."""
        if await acknowledge(interaction, private=True):
            await respond(interaction, [help_post(service_of(interaction))], private=True)


@pages_of("sessions")
async def _sessions(service: Service, reply: Reply, number: int) -> Message:
    found = await service.on_day(reply.day)
    count = counted(len(found), "session")
    title = f"Sessions: {reply.day}" if reply.day else "Sessions"
    return await service.off_loop(lists.sessions_post, found, title, reply.key, number, count)


@pages_of("speaker")
async def _speaker(service: Service, reply: Reply, number: int) -> Message:
    found = service.suggestions.by_speaker(reply.asked)
    if not found:
        near = service.suggestions.nearest_people(reply.asked)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QuothError(f"The notes name no speaker “{reply.asked}”.{hint}")
    return await service.off_loop(lists.speakers_post, found, reply.asked, reply.key, number)


@pages_of("links")
async def _links(service: Service, reply: Reply, number: int) -> Message:
    kind = _KINDS.get(reply.asked)
    entries = announcements.links(await service.on_day(reply.day))
    found = [entry for entry in entries if kind is None or entry.link.kind == kind]
    title = " · ".join(part for part in ("Links", reply.day, reply.asked) if part)
    return await service.off_loop(lists.links_post, found, title, reply.key, number)


@pages_of("days")
async def _days(service: Service, reply: Reply, number: int) -> Message:
    return lists.days_post(service.suggestions.days, reply.key, number)


def help_post(service: Service) -> Message:
    """Return what a person needs to know, in a few words."""
    covered = len(service.suggestions.sessions)
    words = (
        "I answer questions about the team's session notes, **in the notes' own words**. Every quote stands "
        "in the notes as you see it, with its file and line. Where they hold nothing on it, I say so.\n\n"
        + (
            f"Just now I know {counted(covered, 'session')}."
            if service.ready.is_set()
            else service.missing or ""
        )
    )
    fields = (
        Field(
            "Ask",
            "`/ask` with a question, or mention me, or send me a direct message.\n"
            "`/ask private:True` answers you alone; **Share here** then shows it to all.\n"
            "Right-click a message, Apps, **Ask the notes about this**.",
            inline=False,
        ),
        Field(
            "Ask on",
            "Reply to my answer with its @ **on** (without it Discord does not show me your words), or press "
            "**Go on in a thread** and mention me there: I stay with the session we were at.",
            inline=False,
        ),
        Field(
            "Look around",
            "`/sessions` the list, `/session` one of them, `/speaker` who spoke where,\n"
            "`/links` recordings and pages, `/days` what is covered, `/speakers` who spoke.",
            inline=False,
        ),
        Field(
            "The day after",
            "`/recap` tells a day in the notes' own words; you see it first, then choose where to share it.\n"
            "`/announced` launches, savings, figures. **I was there** under a session: others may ask you.",
            inline=False,
        ),
        Field(
            "What I keep",
            f"Questions and feedback for {service.settings.keep_days} days, under a code instead of your "
            "name. "
            "**I was there** is kept under your Discord id until you take it back. "
            "`/forget me` deletes yours now.",
            inline=False,
        ),
        Field(
            "Organisers",
            "`/status` how I am, `/reindex` read the notes again, `/gaps` what was asked in vain, "
            "`/schedule` yesterday's recap every day.",
            inline=False,
        ),
    )
    footer = f"Questions have up to {LONGEST_QUESTION} characters."
    return Message(
        cards=(
            Card(
                title="How to ask me", description=words, fields=fields, footer=footer, colour=SESSION_COLOUR
            ),
        )
    )


async def setup(bot: QuothBot) -> None:
    """Add this group."""
    await bot.add_cog(Browsing())
