"""A bot in three servers, two of which have notes of their own: what tests of keeping them apart share."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot.discord.client import QuothBot
from bot.discord.commands.recap import Recaps
from bot.service.database import BotDatabase, database_place
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.servers import read_servers
from bot.service.tenants import Tenants
from bot.settings import Settings
from tests.loopback import reading
from tests.loopback.actors import (
    APP,
    CHANNELS,
    GUILD,
    MANAGE_GUILD,
    OTHER_GUILD,
    SEND,
    THIRD_GUILD,
    Data,
    Upload,
    Use,
)
from tests.loopback.bot import connected
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.services import Controlled
from tests.waiting import GUARD

SECRETS = {"kiln": "vermilion", "loom": "cobaltine", "dune": "ochreous"}
"""What each team's notes are on, and the word that nobody types: of two teams, and of the default notes."""
TEAMS = {GUILD: "kiln", OTHER_GUILD: "loom"}
FILE = f"""
[kilns]
servers = [{GUILD}]
notes = "kiln"
[looms]
servers = [{OTHER_GUILD}]
notes = "loom"
"""
ORGANISER = SEND | MANAGE_GUILD


def note(topic: str) -> str:
    """A file of notes; its second session has the same title, and so the same id, with every team."""
    secret = SECRETS[topic]
    name = secret.capitalize()
    return f"""# Days of the {topic} 2031 | Day 1 - Friday, May 2

## {topic.capitalize()} basics {secret}

Ada {name} - Keeper - {name} Ltd

Every {topic} is kept at {secret} and saved `40 %` of the cost.

[Recording](https://www.youtube.com/watch?v={secret}01)
[Code](https://github.com/{secret}/{topic})

## Opening words

Bo {name} - Pilot - {name} Ltd

Welcome to all who keep a {topic}, said the {secret} speaker.
"""


class Counted(Meter):
    """Keeps what was read of which notes."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, int]] = []

    def ingested(self, taken: str, sessions: int, notes: str = "default") -> None:
        self.taken.append((notes, taken, sessions))


class World:
    """A bot in three servers, of which two have notes of their own."""

    def __init__(self, server: SharingServer, bot: QuothBot, libraries: dict[str, Controlled]) -> None:
        self.server = server
        self.bot = bot
        self.libraries = libraries

    @property
    def database(self) -> BotDatabase:
        return self.bot.tenants.database

    @property
    def recaps(self) -> Recaps:
        return cast(Recaps, self.bot.get_cog("Recaps"))

    def told_in(self, guild: int | None) -> str:
        """All that was sent to a server, or in direct messages."""
        here = {str(CHANNELS[guild])} if guild is not None else {"4001"}
        found: list[Data] = [m for m in self.server.messages if m["channel_id"] in here]
        for use in self.server.uses.values():
            if str(use.channel) in here:
                found += [use.message or {}, *use.followups, {"choices": use.choices}]
        return json.dumps(found, ensure_ascii=False).casefold()


@asynccontextmanager
async def alive(
    folder: Path,
    text: str = FILE,
    meter: Meter | None = None,
    made: Callable[[Controlled], object] = lambda _: None,
    **given: Any,
) -> AsyncIterator[World]:
    """Run the bot until the block ends: ``text`` says who has which notes, ``made`` is given each library."""
    libraries: dict[str, Controlled] = {}

    def library(settings: Settings) -> LibraryProtocol:
        opened = Controlled(settings.folder, settings.library)
        made(opened)
        return libraries.setdefault(settings.folder.name, opened)

    for topic in SECRETS:
        (folder / topic).mkdir(exist_ok=True)
        if not (folder / topic / "day1.md").exists():
            (folder / topic / "day1.md").write_text(note(topic), encoding="utf-8")
    (folder / "servers.toml").write_text(text, encoding="utf-8")
    settings = Settings(
        **{"watch": False, "person_limit": 1000, **given},
        notes=folder / "dune",
        library=folder / "library.db",
        servers=folder / "servers.toml",
    )
    database = BotDatabase.open(database_place(settings.library), keep_days=9)
    tenants = Tenants.open(settings, read_servers(settings), library, database, meter or Meter())
    server = SharingServer()
    server.guilds = (GUILD, OTHER_GUILD, THIRD_GUILD)
    async with running(server), connected(server, tenants) as bot:
        yield World(server, bot, libraries)
        assert server.refused == []
        assert server.pinging == []


Check = Callable[[World], Awaitable[None]]


async def stands_only_by(
    folder: Path,
    patch: pytest.MonkeyPatch,
    check: Check,
    *defence: Any,
    text: str = FILE,
) -> None:
    """Run ``check`` as things are, and see it fail without the defence: where, name, replacement."""
    (folder / "with").mkdir()
    async with alive(folder / "with", text) as world:
        await check(world)
    (folder / "without").mkdir()
    with patch.context() as without:
        where, name, replacement = defence
        without.setattr(where, name, replacement)
        async with alive(folder / "without", text) as world:
            with pytest.raises(AssertionError):
                await check(world)


def only(world: World, guild: int | None, topic: str | None) -> None:
    """Assert that of all secrets none but that of ``topic`` was told in a server."""
    told = world.told_in(guild)
    for other, secret in SECRETS.items():
        if other != topic:
            assert secret not in told, f"{secret} was told in {guild}"
    if topic is not None:
        assert SECRETS[topic] in told


async def answered(use: Use) -> None:
    await asyncio.wait_for(use.answered.wait(), GUARD)


async def everything(world: World, guild: int | None) -> None:
    """Use every command of the tree, every completion, and a mention, with words of all teams."""
    typed = ["kiln", "loom", "dune", "basics", "opening", "Day 1", "Ada", ""]
    texts = ["what is every kiln kept at?", "every loom", "a dune is kept", "opening words", "Day 1", "Ada"]
    for command in world.bot.tree.walk_commands():
        if not isinstance(command, discord.app_commands.Command) or command.name == "set":
            continue  # "set" takes a channel; what is scheduled is posted in a test of its own
        for parameter, text in product([p.name for p in command.parameters if p.autocomplete], typed):
            await answered(await world.server.complete(command.qualified_name, parameter, text, guild=guild))
        free = [
            p for p in command.parameters if p.type is discord.AppCommandOptionType.string and not p.choices
        ]
        required = [p.name for p in free if p.required]
        for text, parameter in product(texts if free else [""], [p.name for p in free] or [""]):
            options: dict[str, Any] = dict.fromkeys(required, text)
            if command.qualified_name == "notes add":
                options["file"] = Upload("day2.md", note("kiln").encode())
            if parameter:
                options[parameter] = text
            name = command.qualified_name
            await answered(await world.server.slash(name, permissions=ORGANISER, guild=guild, **options))
    before = len(world.server.messages)
    for text in texts:
        await world.server.say(f"<@{APP}> {text}", guild=guild or GUILD, dm=guild is None)
    await world.server.next_message(before + len(texts))


def custom_ids(message: Data) -> dict[str, Data]:
    found = reading.components(message["components"])
    return {item["custom_id"]: item for item in found if item.get("custom_id")}


async def press_all(world: World, message: Data, guild: int | None) -> list[Use]:
    """Press and pick everything under a message, as if it stood in another server."""
    uses = []
    for custom_id, item in custom_ids(message).items():
        data: Data = {"component_type": item["type"], "custom_id": custom_id}
        if item["type"] != 2:
            data["values"] = [option["value"] for option in item.get("options", [])][:1] or ["3000"]
        uses.append(await world.server._use(3, data, 1, SEND, message, guild))
    for use in uses:
        await answered(use)
    return uses
