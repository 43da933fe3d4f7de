"""All groups of commands, and all kinds of buttons and menus."""

from __future__ import annotations

from discord import ui
from discord.ext import commands

from bot.discord.commands.asking import Asking
from bot.discord.commands.browsing import Browsing
from bot.discord.commands.components import ReplyButtons, SessionMenus
from bot.discord.commands.handed_in import HandedIn
from bot.discord.commands.messages import Messages
from bot.discord.commands.notes import Notes
from bot.discord.commands.presence import PresenceButtons
from bot.discord.commands.privacy import Privacy
from bot.discord.commands.recap import Recaps
from bot.discord.commands.running import Running
from bot.discord.commands.schedule import Scheduling
from bot.discord.commands.sharing import RecapChoices, RecapTurns
from bot.discord.commands.submitted import NotesButtons
from bot.discord.host import Host

COMPONENTS: tuple[type[ui.DynamicItem[ui.Item[ui.View]]], ...] = (
    ReplyButtons,
    SessionMenus,
    RecapChoices,
    RecapTurns,
    PresenceButtons,
    NotesButtons,
)
"""What understands custom ids; no two understand the same one."""


async def add_groups(bot: Host) -> None:
    """Add all commands, buttons and menus to a bot."""
    groups: tuple[commands.Cog, ...] = (
        Asking(bot),
        Messages(bot),
        Browsing(),
        Recaps(bot),
        Scheduling(bot),
        Notes(bot, HandedIn(bot)),
        Privacy(),
        Running(),
    )
    for group in groups:
        await bot.add_cog(group)
    bot.add_dynamic_items(*COMPONENTS)
