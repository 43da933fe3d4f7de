"""A share that is cut off at any moment is completed, not repeated, by the next start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from bot.discord.chat import DiscordChat
from bot.discord.client import QuothBot
from bot.discord.commands.recap import Recaps
from bot.discord.message import Message
from bot.discord.recaps import plan_of
from bot.service.database import BotDatabase
from bot.service.publish import Publisher
from bot.service.service import Service
from bot.service.shares import DayKey, Form, Share
from bot.service.tenants import Tenants
from embeddings.index.address import Place
from tests import postgres
from tests.loopback.actors import CHANNEL, GUILD
from tests.loopback.bot import alive, library_under
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.waiting import until

DAY: DayKey = ("Harbour Days 2031", "Day 1", "2031-05-02")
HEAD = "Recap: Harbour Days 2031 · Day 1"
TITLES = ["Lighthouses that talk", "Mooring without ropes", "Tides as a service"]
pytestmark = pytest.mark.usefixtures("quick_repeats")
SECOND = "MTA5OTk5OTk5OTk5OTk5OTk5OQ.second-life.of-the-same-bot-after-it-was-killed"


@pytest.fixture
async def server() -> AsyncIterator[SharingServer]:
    sharing_server = SharingServer()
    async with running(sharing_server):
        yield sharing_server
        assert sharing_server.refused == []
        assert sharing_server.pinging == []


def recaps(bot: QuothBot) -> Recaps:
    return cast(Recaps, bot.get_cog("Recaps"))


def begin(bot: QuothBot, form: Form) -> Share:
    return begin_in(bot.tenants.others, form)


def begin_in(service: Service, form: Form) -> Share:
    return service.database.shares.begin(GUILD, FORUM if form == "forum" else CHANNEL, DAY, form)


EXPECTED = [HEAD, *TITLES]


async def completed(bot: QuothBot) -> None:
    await until(lambda: not bot.tenants.database.shares.unfinished())


async def killed_at(server: SharingServer, folder: Path, form: Form, moment: int, *, arrives: bool) -> bool:
    """Share, kill at the ``moment``-th change, start again; False where the share was over before."""
    server.deadly, server.arrives = moment, arrives
    async with alive(server, folder) as bot:
        database = bot.tenants.others.database

        def kill() -> None:
            # From here on the first life can neither write nor be heard, as after a SIGKILL.
            server.token = SECOND
            database.close()

        server.kill = kill
        share = asyncio.create_task(recaps(bot).publisher.carry_out(begin(bot, form)))
        dead = asyncio.create_task(server.killed.wait())
        await asyncio.wait({share, dead}, return_when=asyncio.FIRST_COMPLETED)
        over = not server.killed.is_set()
        dead.cancel()
        share.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await share
    server.deadly = None
    if over:
        return False
    async with alive(server, folder) as bot:
        await completed(bot)
    return True


@pytest.mark.parametrize("form", ["cards", "thread", "forum"])
@pytest.mark.parametrize("arrives", [True, False], ids=["arrived", "lost"])
async def test_killed_at_every_moment_it_stands_once(tmp_path: Path, form: Form, *, arrives: bool) -> None:
    moment = 0
    while True:
        moment += 1
        sharing_server = SharingServer()
        sharing_server.keeps_nonces = False  # as some minutes later
        async with running(sharing_server):
            folder = tmp_path / str(moment)
            folder.mkdir()
            cut_off = await killed_at(sharing_server, folder, form, moment, arrives=arrives)
            assert sharing_server.told() == EXPECTED, f"killed at change {moment}"
            assert sharing_server.refused == []
        if not cut_off:
            break
    assert moment - 1 >= {"cards": 2, "thread": 5, "forum": 4}[form]


async def test_without_the_history_the_nonce_keeps_it_from_coming_twice(tmp_path: Path) -> None:
    sharing_server = SharingServer()
    sharing_server.history = False
    async with running(sharing_server):
        assert await killed_at(sharing_server, tmp_path, "cards", 2, arrives=True)
        assert sharing_server.told() == EXPECTED


async def test_what_stands_is_edited_after_a_restart(server: SharingServer, tmp_path: Path) -> None:
    async with alive(server, tmp_path) as bot:
        address = await recaps(bot).publisher.carry_out(begin(bot, "thread"))
        assert address.startswith(f"https://discord.com/channels/{GUILD}/{CHANNEL}/")
        library_under(bot).edit("twice a day", "thrice a day")
    async with alive(server, tmp_path) as bot:
        await recaps(bot).publisher.carry_out(begin(bot, "thread"))
    assert server.told() == EXPECTED
    assert server.edits == 2, "the page and the one session"


async def test_a_session_that_is_gone_takes_its_message_along(server: SharingServer, tmp_path: Path) -> None:
    async with alive(server, tmp_path) as bot:
        await recaps(bot).publisher.carry_out(begin(bot, "forum"))
        note = library_under(bot).file
        note.write_text(note.read_text().partition("## Tides")[0])
        await bot.tenants.others.refresh()
        await recaps(bot).publisher.carry_out(begin(bot, "forum"))
    assert server.told() == EXPECTED[:-1]


async def test_two_shares_at_once_are_one(server: SharingServer, tmp_path: Path) -> None:
    async with alive(server, tmp_path) as bot:
        both: list[Any] = [recaps(bot).publisher.carry_out(begin(bot, "cards")) for _ in range(2)]
        await asyncio.gather(*both)
    assert server.told() == EXPECTED


IN_TWO_FORMS: list[tuple[Form, Form]] = [("cards", "thread"), ("thread", "cards")]


@pytest.mark.parametrize("forms", IN_TWO_FORMS, ids=" then ".join)
async def test_two_shares_at_once_in_different_forms_are_one(
    server: SharingServer, tmp_path: Path, forms: tuple[Form, Form]
) -> None:
    async with alive(server, tmp_path) as bot:
        publish = recaps(bot).publisher.carry_out
        await asyncio.gather(*(publish(begin(bot, form)) for form in forms))
        connection = bot.tenants.database.connection
        # What the bot completes by itself after a start may take the share up once more.
        await until(lambda: connection.rows("SELECT work FROM shares") == [(None,)])
        assert connection.rows("SELECT form, finished FROM shares") == [(forms[0], 1)], "the first decides"
    assert server.told() == EXPECTED


@pytest.mark.parametrize("forms", [*IN_TWO_FORMS, ("forum", "forum")], ids=" then ".join)
@pytest.mark.parametrize("kept", ["file", "postgres"])
async def test_of_two_processes_that_share_at_once_in_different_forms_one_does(
    server: SharingServer, tmp_path: Path, forms: tuple[Form, Form], kept: str
) -> None:
    place = postgres.empty_bot() if kept == "postgres" else tmp_path / "beside.db"
    async with alive(server, tmp_path) as bot:
        ends: list[str | BaseException] = []
        with ExitStack() as opened:
            shares: list[Coroutine[Any, Any, str]] = []
            for form in forms:
                process = beside(bot, place)
                opened.callback(process.database.close)
                shares.append(publisher_of(bot, process).carry_out(begin_in(process, form)))
            ends += await asyncio.gather(*shares, return_exceptions=True)
    assert server.told() == EXPECTED
    address, told = sorted(ends, key=lambda end: isinstance(end, BaseException))
    assert str(address).startswith("https://discord.com/channels/")
    assert str(told) == "Somebody else shares that here just now: look at the channel in a minute."


def beside(bot: QuothBot, place: Place) -> Service:
    """Return the service of another process over a bot's notes, with a connection to the database its own."""
    ours = bot.tenants.others
    other = ours.beside(ours.settings, ours.core)
    other.database = BotDatabase.open(place, keep_days=9)
    return other


def publisher_of(bot: QuothBot, process: Service) -> Publisher[Message]:
    return Publisher(Tenants(process), plan_of, lambda server: DiscordChat(bot, server))


async def test_a_day_that_is_gone_is_kept_for_later_and_told_in_the_log(
    server: SharingServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    database.shares.begin(GUILD, CHANNEL, ("Other Days", "Day 3", None), "cards")
    database.close()
    async with alive(server, tmp_path) as bot:
        await until(lambda: "could not be completed" in caplog.text)
        assert len(bot.tenants.database.shares.unfinished()) == 1
    assert server.told() == []
