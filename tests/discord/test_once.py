"""What may have arrived is not sent twice, whatever Discord says and however many processes there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

import pytest

from bot.discord.client import QuothBot
from bot.discord.commands.recap import Recaps
from bot.discord.message import Message
from bot.service.publish import Publisher
from bot.service.shares import DayKey
from tests.loopback.actors import APP, CHANNEL, GUILD, Data
from tests.loopback.bot import alive, quiet
from tests.loopback.fault import Fault
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.waiting import GUARD, until

DAY: DayKey = ("Harbour Days 2031", "Day 1", "2031-05-02")
QUESTION = "how do lighthouses send their state?"
pytestmark = pytest.mark.usefixtures("quick_repeats")


@pytest.fixture
async def discord() -> AsyncIterator[SharingServer]:
    server = SharingServer()
    async with running(server):
        yield server
        assert server.refused == []


def posts(server: SharingServer) -> list[str]:
    return [thread["name"] for thread in server.threads if thread["parent_id"] == str(FORUM)]


@pytest.mark.parametrize("kind", ["500-after", "drop-after", "500", "drop-before"])
@pytest.mark.parametrize("times", [1, 2])
async def test_a_post_in_a_forum_stands_once(
    discord: SharingServer, tmp_path: Path, kind: str, times: int
) -> None:
    async with alive(discord, tmp_path) as bot:
        discord.faults = [Fault("POST", f"/channels/{FORUM}/threads", kind, times)]
        share = bot.tenants.database.shares.begin(GUILD, FORUM, DAY, "forum")
        await publisher(bot).carry_out(share)
        assert len(posts(discord)) == 1
        assert len(discord.standing[int(discord.threads[0]["id"])]) == 4


def publisher(bot: QuothBot) -> Publisher[Message]:
    return cast(Recaps, bot.get_cog("Recaps")).publisher


async def private_answer(server: SharingServer) -> Data:
    return await (await server.slash("ask", question=QUESTION, private=True)).answer()


@pytest.mark.parametrize("kind", ["500-after", "drop-after"])
async def test_what_is_shared_with_a_channel_stands_once(
    discord: SharingServer, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path):
        answer = await private_answer(discord)
        discord.faults = [Fault("POST", "/webhooks/", kind)]
        press = await discord.press(answer, "Share here")
        await press.answer()
        await until(lambda: any(path.endswith("@original") for _, path, _ in discord.requests[-2:]))
        assert len(discord.standing[CHANNEL]) == 1


async def test_where_it_cannot_be_known_that_is_said(discord: SharingServer, tmp_path: Path) -> None:
    discord.history = False
    async with alive(discord, tmp_path):
        answer = await private_answer(discord)
        discord.faults = [Fault("POST", "/webhooks/", "500-after")]
        press = await discord.press(answer, "Share here")
        await until(lambda: len(press.followups) == 2)
        assert "did not say whether" in press.followups[1]["content"]
        assert len(discord.standing[CHANNEL]) == 1


async def test_share_here_pressed_twice_at_once_shares_once(discord: SharingServer, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        answer = await private_answer(discord)
        presses = await asyncio.gather(*(discord.press(answer, "Share here") for _ in range(3)))
        for press in presses:
            await asyncio.wait_for(press.answered.wait(), GUARD)
        await until(lambda: sum(len(press.followups) for press in presses) == 3)
        assert len(discord.standing[CHANNEL]) == 1
        told = [one["content"] for press in presses for one in press.followups if one["flags"] & 64]
        assert told == ["That is shared here already."] * 2


async def test_what_could_not_be_shared_may_be_shared_again(discord: SharingServer, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        answer = await private_answer(discord)
        discord.faults = [Fault("POST", "/webhooks/", "403")]
        await (await discord.press(answer, "Share here")).answer()
        assert CHANNEL not in discord.standing
        await (await discord.press(answer, "Share here")).answer()
        await until(lambda: len(discord.standing.get(CHANNEL, [])) == 1)


@pytest.mark.parametrize("kind", ["500", "503", "drop-before"])
async def test_what_discord_lost_before_it_stood_may_be_shared_again(
    discord: SharingServer, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path):
        answer = await private_answer(discord)
        discord.faults = [Fault("POST", "/webhooks/", kind)]
        press = await discord.press(answer, "Share here")
        await until(lambda: bool(press.followups))
        assert CHANNEL not in discord.standing
        await (await discord.press(answer, "Share here")).answer()
        await until(lambda: len(discord.standing.get(CHANNEL, [])) == 1)


@pytest.mark.parametrize("kind", ["500", "500-after", "503", "drop-before", "drop-after"])
async def test_a_thread_is_opened_once_and_stays_with_its_session(
    discord: SharingServer, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path) as bot:
        answer = await (await discord.slash("ask", question=QUESTION)).answer()
        discord.faults = [Fault("POST", "/threads", kind)]
        told = await (await discord.pick(answer, "#thread")).answer()
        (thread,) = discord.threads
        assert told["content"] == f"Here it is: <#{thread['id']}>"
        assert bot.tenants.database.replies.thread_session(int(thread["id"])) is not None
        again = await (await discord.pick(answer, "#thread")).answer()
        assert "There is a thread under this reply already" in again["content"]


async def test_two_processes_with_one_token_answer_a_question_once(
    discord: SharingServer, tmp_path: Path
) -> None:
    """On two machines, where no lock can tell one of the other."""
    async with AsyncExitStack() as stack:
        bots = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            bots.append(await stack.enter_async_context(alive(discord, tmp_path / name)))
        text = f"<@{APP}> {QUESTION}"
        sent = await discord.say(text)
        # The loopback sends an event to the latest connection; the other one is told as well.
        event = discord.gateway.session.log[-1]
        for session in discord.gateway.sessions.values():
            if session is not discord.gateway.session and session.socket is not None:
                await discord.gateway._send(session.socket, {**event, "s": len(session.log) + 1})
        tries = f"/api/channels/{sent['channel_id']}/messages"
        await until(lambda: sum(path == tries for _, path, _ in discord.requests) == 2)
        for bot in bots:
            await quiet(bot)
        assert len(discord.messages) == 1


async def test_of_two_processes_one_answers_a_command(discord: SharingServer, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            await stack.enter_async_context(alive(discord, tmp_path / name))
        use = await discord.slash("ask", question=QUESTION)
        await use.answer()
        event = discord.gateway.session.log[-1]
        before = len(discord.requests)
        (first,) = [one for one in discord.gateway.sessions.values() if one is not discord.gateway.session]
        assert first.socket is not None
        await discord.gateway._send(first.socket, {**event, "s": len(first.log) + 1})
        await until(lambda: any("/callback" in path for _, path, _ in discord.requests[before:]))
        await discord.quiet()
        assert [path for _, path, _ in discord.requests[before:] if "/webhooks/" in path] == []
