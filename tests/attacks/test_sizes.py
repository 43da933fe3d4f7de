"""Questions, attachments and pictures that are too large."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import discord
import pytest
from PIL import Image as Pillow

from bot.discord import limits
from bot.discord.client import QuothBot
from bot.render.images import Sizes, prepare
from bot.service import service as service_module
from bot.service.service import LONGEST_QUESTION
from tests.attacks.defence import stands_only_by, stands_only_by_on_the_wire
from tests.loopback.actors import APP
from tests.loopback.server import Loopback


@pytest.mark.parametrize("way", ["command", "mention", "direct"])
async def test_an_oversized_question_is_refused_before_any_work(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``LONGEST_QUESTION``."""
    question = "tape " * 1200

    async def check(server: Loopback) -> None:
        if way == "command":
            told = await (await server.slash("ask", question=question)).answer()
        else:
            await server.say(f"<@{APP}> {question}", dm=way == "direct")
            told = await server.next_message(1)
        assert f"I read up to {LONGEST_QUESTION}" in told["content"]

    await stands_only_by_on_the_wire(
        tmp_path, monkeypatch, check, (service_module, "LONGEST_QUESTION", 10**9)
    )


async def test_an_attachment_is_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: nothing in the bot reads attachments; a hundred megabytes of them cost nothing."""

    async def check(server: Loopback) -> None:
        before = len(server.requests)
        attachment: dict[str, Any] = {
            "id": "7",
            "filename": "bomb.zip",
            "size": 100_000_000,
            "url": f"{server.base}/api/attachments/bomb.zip",
            "proxy_url": f"{server.base}/api/attachments/bomb.zip",
        }
        await server.say(f"<@{APP}> how do lighthouses send their state?", attachments=[attachment])
        await server.next_message(1)
        assert not [path for _, path, _ in server.requests[before:] if "attachments" in path]

    def greedy(bot: QuothBot) -> None:
        cog = bot.get_cog("Messages")
        assert cog is not None
        answer = cog._answer  # type: ignore[attr-defined]

        async def reads(service: object, message: discord.Message, *rest: object) -> None:
            for attachment in message.attachments:
                try:
                    await attachment.read()
                except discord.NotFound:
                    continue
            await answer(service, message, *rest)

        cog._answer = reads  # type: ignore[attr-defined]

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=greedy)


def test_a_picture_that_discord_would_not_take_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: the size of what was encoded is held against Discord's limit."""
    noise = Pillow.frombytes("RGB", (600, 600), os.urandom(600 * 600 * 3))
    noise.save(tmp_path / "noise.png")
    monkeypatch.setattr(limits, "PICTURES", Sizes(50_000, 100))

    def check() -> None:
        assert prepare(tmp_path / "noise.png", "p", "", limits.PICTURES) is None

    stands_only_by(monkeypatch, check, (limits, "PICTURES", Sizes(10**9, 100)))
