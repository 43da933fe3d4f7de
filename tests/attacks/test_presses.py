"""Buttons of another person, presses without the permission to do it by hand, and too many presses."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord import gate
from bot.discord.commands import channels, lists
from bot.service.database import BotDatabase
from bot.service.service import Service
from tests.attacks.defence import stands_only_by_on_the_wire
from tests.clocks import ManualClock
from tests.loopback.actors import MANAGE_GUILD, SEND, Data, Use
from tests.loopback.reading import components, menu, words
from tests.loopback.server import Loopback

ASKED = "how do lighthouses send their state?"
ONLY_YOURS = "Only the person who asked"
WRITE, THREADS = 1 << 11, 1 << 35
MAY_ALL = (discord.Interaction, "permissions", property(lambda _: discord.Permissions.all()))
"""As if nobody looked at what the person may do."""


async def told(server: Loopback, use: Use) -> str:
    """Return what the presser alone was told; fails where anybody else saw anything."""
    await use.answer()
    await server.quiet()
    if use.followups:
        (message,) = use.followups
        assert message["flags"] == 64, "for the one who pressed alone"
    else:
        assert use.ephemeral
        assert use.message is not None
        message = use.message
    return words(message)


async def answer(server: Loopback, *, private: bool = False, question: str = ASKED) -> Data:
    return await (await server.slash("ask", question=question, private=private)).answer()


UNBOUNDED = (gate, "seconds_to_wait", lambda *_: 0)
"""As if nobody counted."""
ANYONE = (Service, "owns", lambda *_: True)
"""As if every reply answered everybody."""


@pytest.mark.parametrize("label", ["Share here", "#thread", "Next ▶"])
async def test_another_persons_button_does_nothing(
    label: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``gate.must_own``; the refusal is for the one who pressed alone."""

    async def check(server: Loopback) -> None:
        if label == "Next ▶":
            whole = await server.slash("sessions", user=1)
            message = await whole.answer()
            row = {"type": 1, "components": [{**_first(message), "label": label}]}
            page = {**message, "components": [row]}
            press = await server.press(page, label, user=2)
        elif label == "#thread":
            press = await server.pick(await answer(server), label, user=2)
        else:
            press = await server.press(await answer(server, private=True), label, user=2)
        assert ONLY_YOURS in await told(server, press)
        assert server.threads == []

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, ANYONE)


def _first(message: Data) -> Data:
    """Return a button that turns the page of the list that ``message`` is, whatever its length."""
    return {
        "type": 2,
        "style": 2,
        "custom_id": menu(message)["custom_id"].replace("q:pick:", "q:page:") + ":0n",
    }


@pytest.mark.parametrize("what", ["share", "form"])
async def test_another_persons_recap_is_not_shared_or_changed(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``gate.must_own``, in ``commands.sharing`` too."""

    async def check(server: Loopback) -> None:
        message = await (await server.slash("recap", day="Day 1", user=1)).answer()
        if what == "share":
            press = await server.press(message, "Share", user=2)
        else:
            menus = [item for item in components(message["components"]) if item["type"] == 3]
            form = next(item for item in menus if item["custom_id"].startswith("r:form:"))
            only = {**message, "components": [{"type": 1, "components": [form]}]}
            press = await server.pick(only, "thread", user=2)
        assert ONLY_YOURS in await told(server, press)
        assert server.messages == []

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, ANYONE)


async def test_nothing_is_shared_for_who_may_not_write_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``send_messages`` in ``share_here``."""

    async def check(server: Loopback) -> None:
        message = await answer(server, private=True)
        press = await server.press(message, "Share here", permissions=SEND & ~WRITE)
        said = await told(server, press)
        assert "You may not write in this channel" in said
        assert "you lack the permission “Send Messages” here" in said

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, MAY_ALL)


async def test_no_thread_is_opened_for_who_may_not_open_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``create_public_threads`` in ``open_thread``."""

    async def check(server: Loopback) -> None:
        message = await answer(server)
        press = await server.pick(message, "#thread", permissions=SEND & ~THREADS)
        assert "You may not open threads" in await told(server, press)
        assert server.threads == []

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, MAY_ALL)


async def test_no_recap_is_shared_for_who_may_not_write_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``may_share`` asks what the person may do in the channel that was chosen."""
    channel = Loopback._channel

    def closed(self: Loopback, *arguments: Any) -> Data:
        denied = {"id": "3", "type": 1, "allow": "0", "deny": str(WRITE)}
        return {**channel(self, *arguments), "permission_overwrites": [denied]}

    monkeypatch.setattr(Loopback, "_channel", closed)

    async def check(server: Loopback) -> None:
        message = await (await server.slash("recap", day="Day 1", user=3)).answer()
        press = await server.press(message, "Share", user=3)
        said = await told(server, press)
        assert "You may not post that in #general" in said
        assert "you lack the permission “Send Messages” there" in said
        assert server.messages == []

    nothing: list[str] = []
    anywhere = (channels, "lacking", lambda *_, **__: nothing)
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, anywhere)


@pytest.mark.parametrize("what", ["notes list", "gaps"])
async def test_who_manages_the_server_no_more_turns_no_page_of_what_organisers_see(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``lists._must_still_see``: the page that was open then shows what came since."""
    clock = ManualClock()

    async def check(server: Loopback) -> None:
        use = await server.slash(what, permissions=SEND | MANAGE_GUILD)
        await use.answer()
        with closing(BotDatabase.open(tmp_path / "memory.db", keep_days=9)) as database:
            database.connection.change("UPDATE replies SET at = at - 901")
            ((key,),) = database.connection.rows("SELECT key FROM replies ORDER BY at DESC LIMIT 1")
        button = {"type": 2, "style": 2, "label": "Next ▶", "custom_id": f"q:page:{key}:0n"}
        page = {**(use.message or {}), "components": [{"type": 1, "components": [button]}]}
        said = await told(server, await server.press(page, "Next ▶"))
        assert "Only those who manage the server" in said or "use /gaps again" in said
        shown = await (await server.press(page, "Next ▶", permissions=SEND | MANAGE_GUILD)).answer()
        assert "### " in words(shown)

    still = (lists, "_must_still_see", lambda *_: None)
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, still, clock=clock)


async def test_presses_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``gate.seconds_to_wait``."""

    async def check(server: Loopback) -> None:
        message = await answer(server)
        for _ in range(3):
            assert "Thank you" in await told(server, await server.press(message, "👍"))
        assert "Press again in" in await told(server, await server.press(message, "👍"))
        assert "Thank you" in await told(server, await server.press(message, "👍", user=2))

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, UNBOUNDED, person_limit=1)


async def test_presses_under_a_recap_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``gate.seconds_to_wait``."""

    async def check(server: Loopback) -> None:
        message = await (await server.slash("recap", day="Day 1", user=1)).answer()
        for _ in range(3):
            assert ONLY_YOURS in await told(server, await server.press(message, "Share", user=2))
        assert "Press again in" in await told(server, await server.press(message, "Share", user=2))

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, UNBOUNDED, person_limit=1)
