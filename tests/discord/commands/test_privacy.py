"""What is kept of a person is deleted when they say so."""

from __future__ import annotations

import discord
import pytest

from tests.discord.commands.world import ASKED, World, button, told, words


async def test_forget_me(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert "Forgotten: 1 entry." in told(await world.ann.slash(world.channel, "forget me"))
    assert "I no longer know" in told(await world.ann.select(asked.response, ["#whole"]))
    assert "I kept nothing" in told(await world.ann.slash(world.channel, "forget me"))


async def test_whoever_was_known_under_another_key_is_told_what_cannot_be_found(world: World) -> None:
    await world.ann.slash(world.channel, "ask", question=ASKED)
    world.bot.tenants.database.connection.change("UPDATE meta SET value = 'other' WHERE name = 'secret'")
    await world.restart()
    said = told(await world.ann.slash(world.channel, "forget me"))
    assert "I kept nothing of you." in said
    assert "My key for people was changed <t:" in said
    days = world.bot.tenants.settings.keep_days
    assert f"They go by themselves, {days} days after they came." in said


async def test_forgetting_slowly_keeps_discords_deadline(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.ann.slash(world.channel, "ask", question=ASKED)
    acknowledged: list[bool] = []
    forget = world.bot.tenants.others.database.forget

    def slowly(person: str, user: int) -> int:
        acknowledged.append(bool(acknowledgements))
        return forget(person, user)

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


NOTHING = "kafka"


async def test_organisers_see_how_much_was_asked_privately_and_not_what(world: World) -> None:
    message = await world.bob.send(world.channel, NOTHING)
    await world.ann.context_menu(world.channel, "Ask the notes about this", message)
    await world.ann.slash(world.channel, "ask", question=NOTHING, private=True)
    await world.ann.send_dm(NOTHING)
    rows = world.bot.tenants.database.connection.rows("SELECT asked FROM replies WHERE verdict = 'none'")
    assert rows == [("",)] * 3
    shown = words((await world.boss.slash(world.channel, "gaps")).response)
    assert "kafka" not in shown
    assert "2 private questions, whose words I do not keep" in shown
    await world.ann.slash(world.channel, "ask", question=NOTHING)
    assert "kafka" in words((await world.boss.slash(world.channel, "gaps")).response)


async def test_a_private_answer_says_what_becomes_of_not_useful(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED, private=True)
    judged = await world.ann.click(asked.response, custom_id=button(asked.response, "👎"))
    assert "not what you asked" in told(judged)
    assert "1 private question," in words((await world.boss.slash(world.channel, "gaps")).response)


async def test_buttons_under_a_private_answer_ask_to_ask_again_after_a_restart(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED, private=True)
    await world.restart()
    (refused,) = (await world.ann.click(asked.response, label="Share here")).followups
    assert "ask again" in refused.content
    whole = await world.ann.select(asked.response, ["#whole"])
    assert "Lighthouses that talk" in words(whole.response), "what needs no words works"
