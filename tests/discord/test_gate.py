"""Everything that a person can do goes through the gate.

The bot's end waits for it, whatever comes of it, and Discord is told first that an answer follows.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord import gate, send
from bot.discord.client import QuothBot
from bot.discord.commands import submitted
from bot.discord.commands.components import ACTS
from bot.discord.commands.groups import COMPONENTS
from bot.discord.custom_ids import (
    NotesButton,
    PresenceButton,
    RecapChoice,
    RecapTurn,
    ReplyButton,
    SessionMenu,
)
from bot.service.service import Service
from tests.attacks.defence import wire
from tests.loopback.actors import CHANNEL, MANAGE_GUILD, SEND, Data, Use
from tests.loopback.reading import words
from tests.loopback.server import Loopback

GIVEN: dict[str, Data] = {
    "question": {"type": 3, "value": "what do lighthouses send?"},
    "title": {"type": 3, "value": "Lighthouses that talk"},
    "name": {"type": 3, "value": "Ada Quill"},
    "day": {"type": 3, "value": "Day 1"},
    "channel": {"type": 7, "value": str(CHANNEL)},
    "time": {"type": 3, "value": "08:30"},
    "zone": {"type": 3, "value": "Europe/Lisbon"},
    "which": {"type": 3, "value": "day2.md"},
    "file": {"type": 11, "value": "9"},
}
"""What is given for the options that a command needs."""


TELLING: tuple[tuple[Any, str], ...] = (
    (discord.InteractionResponse, "defer"),
    (discord.InteractionResponse, "send_message"),
    (discord.InteractionResponse, "send_modal"),
    (discord.Interaction, "edit_original_response"),
    (discord.Webhook, "send"),
    (discord.abc.Messageable, "send"),
)
"""All by which Discord is told anything."""
LOOKS_AT_NOTHING = {"check"}
"""What of the service reads nothing: whether a question is one."""


class Inside:
    """Notes of everything that Discord is told whether somebody was being served meanwhile."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.depth = 0
        self.seen: list[bool] = []
        at_work = Service.at_work

        @contextmanager
        def counted(service: Service) -> Iterator[None]:
            with at_work(service):
                self.depth += 1
                try:
                    yield
                finally:
                    self.depth -= 1

        patch.setattr(Service, "at_work", counted)
        for owner, name in TELLING:
            self._watch(patch, owner, name)

    def _watch(self, patch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
        tell = getattr(owner, name)

        async def watched(*arguments: Any, **options: Any) -> Any:
            self.seen.append(self.depth > 0)
            told = await tell(*arguments, **options)
            self.seen.append(self.depth > 0)
            return told

        patch.setattr(owner, name, watched)

    def always(self) -> bool:
        """Tell whether all that was told since the last call was told inside, and something was."""
        seen, self.seen = self.seen, []
        return bool(seen) and all(seen)


_served: ContextVar[bool] = ContextVar("served", default=False)


class Order:
    """Notes what is done for a person, in order: acknowledged by the gate, told, or read of the service."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        at_work, look, acknowledge = Service.at_work, Service.__getattribute__, send.acknowledge

        @contextmanager
        def serving(service: Service) -> Iterator[None]:
            token = _served.set(True)
            try:
                with at_work(service):
                    yield
            finally:
                _served.reset(token)

        def looked(service: Service, name: str) -> Any:
            by = sys._getframe(1).f_globals["__name__"]
            if (
                _served.get()
                and by != gate.__name__
                and not by.startswith("bot.service")
                and name not in LOOKS_AT_NOTHING
            ):
                self.done.append(f"read {name}")
            return look(service, name)

        async def acknowledged(*arguments: Any, **options: Any) -> bool:
            self.done.append("acknowledged")
            return await acknowledge(*arguments, **options)

        patch.setattr(Service, "at_work", serving)
        patch.setattr(Service, "__getattribute__", looked)
        patch.setattr(gate, "acknowledge", acknowledged)
        for owner, name in TELLING:
            patch.setattr(owner, name, self._noted(getattr(owner, name)))

    def _noted(self, tell: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def noted(*arguments: Any, **options: Any) -> Any:
            self.done.append(f"told by {tell.__name__}")
            return await tell(*arguments, **options)

        return noted

    def first(self) -> str:
        """Return what was done first since the last call."""
        done, self.done = self.done, []
        return done[0] if done else "nothing"


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Order:
    return Order(monkeypatch)


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Inside:
    return Inside(monkeypatch)


@pytest.fixture
async def connected(tmp_path: Path, inside: Inside) -> AsyncIterator[tuple[Loopback, QuothBot]]:
    del inside  # it has to watch before the bot begins
    bots: list[QuothBot] = []
    async with wire(tmp_path, bots.append, person_limit=100) as server:
        yield server, bots[0]


async def use(server: Loopback, command: Any, permissions: int = SEND | MANAGE_GUILD) -> Use:
    """Use a command, or the menu of a message, with what it needs."""
    if isinstance(command, app_commands.ContextMenu):
        message = await server.say("what do lighthouses send?", dm=False)
        resolved = {"messages": {message["id"]: {**message, "content": "what do lighthouses send?"}}}
        data: Data = {"id": "1", "name": command.name, "type": 3, "target_id": message["id"]}
        return await server._use(2, {**data, "resolved": resolved}, 1, permissions)
    options = [{"name": p.name, **GIVEN[p.name]} for p in command.parameters if p.required]
    head, *sub = command.qualified_name.split()
    inner = [{"name": sub[0], "type": 1, "options": options}] if sub else options
    channel = {**server._channel(), "permissions": str(SEND)}
    file = {"id": "9", "filename": "day2.md", "size": 1, "url": "x", "proxy_url": "x"}
    resolved = {"channels": {str(CHANNEL): channel}, "attachments": {"9": file}}
    return await server._use(
        2, {"id": "1", "name": head, "type": 1, "options": inner, "resolved": resolved}, 1, permissions
    )


def commands_of(bot: QuothBot) -> list[Any]:
    found = [command for command in bot.tree.walk_commands() if isinstance(command, app_commands.Command)]
    return [*found, *bot.tree.get_commands(type=discord.AppCommandType.message)]


async def test_the_end_waits_for_every_command(connected: tuple[Loopback, QuothBot], inside: Inside) -> None:
    server, bot = connected
    commands = commands_of(bot)
    names = {command.qualified_name for command in commands}
    assert names > {"help", "schedule set", "schedule show", "schedule remove"}
    assert len(commands) > 15
    outside = []
    for command in commands:
        said = await (await use(server, command)).answer()
        assert "went wrong" not in said["content"], command.qualified_name
        if not inside.always():
            outside.append(command.qualified_name)
    assert outside == []


async def test_every_command_acknowledges_before_anything_is_told_or_read(
    order: Order, connected: tuple[Loopback, QuothBot]
) -> None:
    server, bot = connected
    first = {}
    for command in commands_of(bot):
        await (await use(server, command)).answer()
        first[command.qualified_name] = order.first()
    assert set(first.values()) == {"acknowledged"}, first


async def test_a_command_that_passes_the_gate_by_is_noticed(
    order: Order, connected: tuple[Loopback, QuothBot]
) -> None:
    server, bot = connected

    @app_commands.command(description="Tell at once.")
    async def telling(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("at once")

    @app_commands.command(description="Read first.")
    async def reading(interaction: discord.Interaction) -> None:
        await gate.service_of(interaction).on_day(None)
        await gate.admit(interaction, private=True)
        await interaction.followup.send("read")

    passing: list[tuple[Any, str]] = [(telling, "told by send_message"), (reading, "read on_day")]
    for command, what in passing:
        bot.tree.add_command(command)
        assert command in commands_of(bot)
        await (await use(server, command)).answer()
        assert order.first() == what


async def test_the_end_waits_for_every_refusal(connected: tuple[Loopback, QuothBot], inside: Inside) -> None:
    server, _ = connected
    refused = await (await server.slash("session", title="Nothing of that name")).answer()
    assert "Nothing of that name" in refused["content"]
    assert inside.always()
    for name in ("a-command-of-last-year", "recap"):  # the second without what it asks for now
        gone = await (await server.slash(name)).answer()
        assert "no longer have" in gone["content"]
    assert inside.always()


async def test_the_end_waits_for_every_button_and_menu(
    connected: tuple[Loopback, QuothBot], inside: Inside
) -> None:
    server, bot = connected
    service = bot.tenants.others
    session = (await service.session("Lighthouses that talk")).id
    reply = await service.keep(1, "ask", "what do lighthouses send?", session=session, server=2000)
    listed = await service.keep(1, "sessions", "", server=2000)
    recap = await service.keep(1, "recap", '["Harbour Days 2031", "Day 1", "2031-05-02"]', server=2000)
    ids: dict[str, list[str]] = {
        "ReplyButtons": [str(ReplyButton(act, reply.key)) for act in ACTS if act not in ("pick", "page")]
        + [str(ReplyButton("page", listed.key, 0)), "q:unheard:key"],
        "SessionMenus": [str(SessionMenu(reply.key))],
        "RecapChoices": [
            str(RecapChoice("where", recap.key, CHANNEL, "cards")),
            str(RecapChoice("form", recap.key, CHANNEL, "cards")),
            str(RecapChoice("share", recap.key, CHANNEL, "cards")),
        ],
        "RecapTurns": [str(RecapTurn(recap.key, CHANNEL, "cards", 1))],
        "PresenceButtons": [str(PresenceButton(1, 1, 1))],
        "NotesButtons": [str(NotesButton(act, reply.key)) for act in submitted.ACTS],
    }
    assert set(ids) == {kind.__name__ for kind in COMPONENTS}
    message = await (await server.slash("ask", question="what do lighthouses send?")).answer()
    assert inside.always()
    for custom_id in [one for kind in ids.values() for one in kind]:
        data: Data = {"component_type": 2, "custom_id": custom_id}
        if "pick" in custom_id:
            data |= {"component_type": 3, "values": [session]}
        elif "r:where" in custom_id or "r:form" in custom_id:
            value = str(CHANNEL) if "where" in custom_id else "cards"
            data |= {"component_type": 8 if "where" in custom_id else 3, "values": [value]}
        row = {
            "type": 1,
            "components": [{"type": data["component_type"], "custom_id": custom_id, "style": 2}],
        }
        press = await server._use(3, data, 1, SEND | MANAGE_GUILD, {**message, "components": [row]})
        said = await press.answer()
        assert "went wrong" not in words(said), custom_id
        assert inside.always(), custom_id


@pytest.mark.parametrize("text", ["what do lighthouses send?", "tape " * 1000, ""])
async def test_the_end_waits_for_every_message(
    connected: tuple[Loopback, QuothBot], inside: Inside, text: str
) -> None:
    server, _ = connected
    await server.say(text, dm=True)
    await server.next_message(1)
    assert inside.always()
