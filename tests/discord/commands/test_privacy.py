"""What is kept of a person is deleted when they say so."""

from __future__ import annotations

import discord
import pytest

from tests.discord.commands.world import ASKED, World, told


async def test_forget_me(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert "Forgotten: 1 entry." in told(await world.ann.slash(world.channel, "forget me"))
    assert "I no longer know" in told(await world.ann.click(asked.response, label="Whole session"))
    assert "I kept nothing" in told(await world.ann.slash(world.channel, "forget me"))


async def test_forgetting_slowly_keeps_discords_deadline(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.ann.slash(world.channel, "ask", question=ASKED)
    acknowledged: list[bool] = []
    forget = world.bot.tenants.others.database.forget

    def slowly(person: str) -> int:
        acknowledged.append(bool(acknowledgements))
        return forget(person)

    acknowledgements: list[object] = []
    defer = discord.InteractionResponse.defer

    async def noted(self: discord.InteractionResponse[discord.Client], **options: bool) -> object:
        done = await defer(self, **options)
        acknowledgements.append(done)
        return done

    monkeypatch.setattr(discord.InteractionResponse, "defer", noted)
    monkeypatch.setattr(world.bot.tenants.others.database, "forget", slowly)
    assert "Forgotten: 1 entry." in told(await world.ann.slash(world.channel, "forget me"))
    assert acknowledged == [True]
