"""What Discord does not let the bot do is done another way, and the permission that lacks is named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from bot.discord.client import QuothBot
from tests.loopback.actors import (
    APP,
    ATTACH,
    CHANNEL,
    GUILD,
    HISTORY,
    INVITED_WITH,
    MANAGE_GUILD,
    REACT,
    SEND,
    THREADS,
    WRITE,
    WRITE_IN_THREADS,
)
from tests.loopback.bot import alive
from tests.loopback.fault import Fault
from tests.loopback.places import thread_of
from tests.loopback.server import Loopback, running
from tests.services import make_library
from tests.waiting import until

LAMPS = "how do lighthouses send their state?"
ME = f"<@{APP}>"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with running() as loopback:
        yield loopback
        assert loopback.refused == []
        assert loopback.pinging == []


@pytest.fixture
async def bot(server: Loopback, tmp_path: Path) -> AsyncIterator[QuothBot]:
    library = make_library(tmp_path)
    Image.new("RGB", (8, 8), "red").save(library.notes / "lamp.png")
    async with alive(server, tmp_path, library) as connected:
        yield connected


async def set_permissions(server: Loopback, may: int) -> None:
    """Have the server give the bot these permissions, which Discord tells it of."""
    server.may = may
    role = {"id": str(GUILD), "name": "@everyone", "permissions": str(may), "position": 0}
    await server.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": role})


async def test_without_the_history_an_answer_comes_without_its_reference(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    await set_permissions(server, INVITED_WITH & ~HISTORY)
    await server.say(f"{ME} {LAMPS}")
    reply = await server.next_message(1)
    assert "Lighthouses" in str(reply)
    assert "message_reference" not in reply["sent"]


async def test_a_picture_that_may_not_be_attached_does_not_take_the_answer_with_it(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    await server.say(f"{ME} {LAMPS}")
    assert "picture-1" in str((await server.next_message(1))["sent"]["attachments"])
    await set_permissions(server, INVITED_WITH & ~ATTACH)
    await server.say(f"{ME} {LAMPS}")
    reply = await server.next_message(2)
    assert "Lighthouses" in str(reply)
    assert "The picture could not be sent: I lack the permission “Attach Files” here." in str(reply)


@pytest.mark.parametrize(("status", "code"), [("413", 0), ("413", 40005), ("400", 40005)])
async def test_a_picture_that_is_too_large_for_discord_does_not_either(
    server: Loopback, bot: QuothBot, status: str, code: int
) -> None:
    del bot
    server.faults = [Fault("POST", "/channels/", status, code=code)]
    await server.say(f"{ME} {LAMPS}")
    by_mention = await server.next_message(1)
    server.faults = [Fault("PATCH", "@original", status, code=code)]
    by_command = await (await server.slash("ask", question=LAMPS)).answer()
    for reply in (by_mention, by_command):
        assert "Lighthouses" in str(reply)
        assert "The picture could not be sent: Discord takes nothing so large here." in str(reply)


async def test_who_asks_where_the_bot_may_not_write_is_told_why_by_direct_message(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    await set_permissions(server, INVITED_WITH & ~WRITE)
    await server.say(f"{ME} {LAMPS}")
    told = await server.next_message(1)
    assert told["channel_id"] == "4001"
    assert f"I may not reply in <#{CHANNEL}>: I lack the permission “Send Messages” there." in told["content"]
    assert "/ask" in told["content"]
    await server.say(f"{ME} {LAMPS}")
    await server.quiet()
    assert len(server.messages) == 1, "once a minute"


async def test_in_a_thread_another_permission_lacks(server: Loopback, bot: QuothBot) -> None:
    del bot
    thread = thread_of("31", GUILD, str(CHANNEL), "pier")
    server.threads.append(thread)
    await server.gateway.dispatch("THREAD_CREATE", thread)
    await set_permissions(server, INVITED_WITH & ~WRITE_IN_THREADS)
    await server.say(ME, channel=31)
    told = await server.next_message(1)
    assert told["channel_id"] == "4001"
    assert "in <#31>: I lack the permission “Send Messages in Threads” there." in told["content"]


async def test_who_takes_no_direct_messages_is_left_alone(server: Loopback, bot: QuothBot) -> None:
    del bot
    await set_permissions(server, INVITED_WITH & ~WRITE)
    server.faults = [Fault("POST", "/users/@me/channels", "403", code=50007)]
    await server.say(f"{ME} {LAMPS}")
    await until(lambda: any(path == "/api/users/@me/channels" for _, path, _ in server.requests))
    await server.quiet()
    await set_permissions(server, INVITED_WITH)
    await server.say(f"{ME} {LAMPS}", user=2)
    assert "Lighthouses" in str(await server.next_message(1))
    await server.quiet()
    assert len(server.messages) == 1


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        (THREADS, "I lack the permission “Create Public Threads”"),
        (WRITE_IN_THREADS, "I lack the permission “Send Messages in Threads”"),
        (THREADS | WRITE_IN_THREADS, "“Create Public Threads” and “Send Messages in Threads”"),
    ],
)
async def test_a_thread_is_not_opened_that_the_bot_could_not_write_in(
    server: Loopback, bot: QuothBot, lacks: int, words: str
) -> None:
    del bot
    reply = await (await server.slash("ask", question=LAMPS)).answer()
    await set_permissions(server, INVITED_WITH & ~lacks)
    told = await (await server.pick(reply, "#thread")).answer()
    assert words in str(told)
    assert server.threads == []


async def test_a_person_is_told_which_permission_they_lack(server: Loopback, bot: QuothBot) -> None:
    del bot
    reply = await (await server.slash("ask", question=LAMPS, private=True)).answer()
    told = await (await server.press(reply, "Share here", permissions=SEND & ~WRITE)).answer()
    assert "you lack the permission “Send Messages” here" in str(told)
    reply = await (await server.slash("ask", question=LAMPS)).answer()
    told = await (await server.pick(reply, "#thread", permissions=SEND & ~THREADS)).answer()
    assert "you lack the permission “Create Public Threads”" in str(told)


async def test_a_channel_that_is_gone_by_the_time_of_the_answer_is_no_defect(
    server: Loopback, bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    del bot
    gone = Fault("POST", f"/channels/{CHANNEL}/messages", "404", code=10003)
    server.faults = [gone]
    await server.say(f"{ME} {LAMPS}")
    await until(lambda: not gone.times)
    await server.quiet()
    assert server.messages == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_whatever_else_is_refused_names_what_lacks(server: Loopback, bot: QuothBot) -> None:
    del bot
    reply = await (await server.slash("ask", question=LAMPS, private=True)).answer()
    await set_permissions(server, INVITED_WITH & ~REACT & ~HISTORY)
    server.faults = [Fault("POST", "/webhooks/", "403", times=2, code=50013)]
    press = await server.press(reply, "Share here")
    told = (await press.answer())["content"]
    assert "I lack the permissions “Read Message History” and “Add Reactions” in this channel" in told


async def test_status_says_what_the_bot_lacks_in_its_channel(server: Loopback, bot: QuothBot) -> None:
    del bot
    organiser = SEND | MANAGE_GUILD
    shown = str(await (await server.slash("status", permissions=organiser)).answer())
    assert "I have all permissions that I need." in shown
    await set_permissions(server, INVITED_WITH & ~ATTACH)
    shown = str(await (await server.slash("status", permissions=organiser)).answer())
    assert "I lack the permission “Attach Files”." in shown


async def test_who_finds_a_direct_answer_not_useful_is_told_who_learns_of_it(
    server: Loopback, bot: QuothBot
) -> None:
    await server.say(LAMPS, dm=True)
    reply = await server.next_message(1)
    told = (await (await server.press(reply, "👎", guild=None)).answer())["content"]
    assert "nobody else sees that here" in told
    assert bot.tenants.others.private_too(GUILD) is False
