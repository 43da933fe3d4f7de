"""What autocomplete offers while a person types; nothing while the notes are read for the first time."""

from __future__ import annotations

import zoneinfo

import discord
from discord import app_commands

from bot.discord import limits
from bot.discord.gate import Interaction, service_of
from bot.render.shorten import cut
from bot.service.suggestions import Choice


def offered(choices: list[Choice]) -> list[app_commands.Choice[str]]:
    """Return what autocomplete shows."""
    return [app_commands.Choice(name=choice.label, value=choice.value) for choice in choices]


async def suggest_days(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer days by label, date and event."""
    return offered(service_of(interaction).suggestions.suggest_days(typed))


async def suggest_sessions(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer sessions by title, speaker, company and sponsor."""
    return offered(service_of(interaction).suggestions.suggest_sessions(typed))


async def suggest_people(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer speakers."""
    return offered(service_of(interaction).suggestions.suggest_people(typed))


async def suggest_tags(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the tags of the forum that is chosen already."""
    chosen = getattr(interaction.namespace.channel, "id", None)
    forum = interaction.guild.get_channel(chosen) if interaction.guild is not None and chosen else None
    if not isinstance(forum, discord.ForumChannel):
        return []
    wanted = typed.strip().casefold()
    found = [tag for tag in forum.available_tags if wanted in tag.name.casefold()]
    return [app_commands.Choice(name=tag.name, value=str(tag.id)) for tag in found[: limits.CHOICES]]


def zones() -> list[str]:
    """Return the names of all time zones, in order."""
    return sorted(zoneinfo.available_timezones())


async def suggest_zones(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer time zones by a part of their names."""
    wanted = typed.casefold().replace(" ", "_")
    found = [name for name in zones() if wanted in name.casefold()]
    found.sort(key=lambda name: (not name.casefold().rsplit("/", 1)[-1].startswith(wanted), name))
    return [
        app_commands.Choice(name=cut(name, limits.CHOICE_TEXT), value=name)
        for name in found[: limits.CHOICES]
    ]
