"""The real discord.py client over the loopback Discord: login, commands, replies, and what goes wrong."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from bot.discord.app import serve
from bot.discord.client import QuothBot
from bot.service.servers import Servers
from bot.settings import Settings
from tests.clocks import ManualClock
from tests.loopback.actors import APP, GUILD, TOKEN
from tests.loopback.bot import alive, library_under
from tests.loopback.fault import Fault
from tests.loopback.reading import components, words
from tests.loopback.server import PATIENCE, Loopback, running
from tests.services import make_library
from tests.waiting import GUARD, until

pytestmark = pytest.mark.usefixtures("quick_repeats")


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with running() as server:
        yield server
        assert server.refused == []
        assert server.pinging == []


# ---------------------------------------------------------------------- login and commands


async def test_login_asks_for_no_privileged_intent(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        assert discord.gateway.session.intents == (1 << 0) | (1 << 9) | (1 << 12)
        assert discord.gateway.identified == 1


@pytest.mark.usefixtures("discord")
async def test_a_defect_at_the_start_ends_the_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = make_library(tmp_path)
    ready = threading.Event()

    async def on_ready(_: QuothBot) -> None:
        ready.set()

    def broken(method: str) -> None:
        if method == "warm":
            # In a thread; a connection closed while it is made would leave discord.py's tasks undone.
            assert ready.wait(GUARD)
            raise ValueError("defect")

    monkeypatch.setattr(QuothBot, "on_ready", on_ready, raising=False)
    library.before = broken
    settings = Settings(notes=library.notes, library=library.path, watch=False)
    with pytest.raises(ValueError, match="defect"):
        async with asyncio.timeout(GUARD):
            await serve(settings, Servers(), lambda _: library, TOKEN, guild_ready_timeout=0.05)


# ---------------------------------------------------------------------- asking


async def test_a_mention_is_answered_as_a_reply_without_pings(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        asked = await discord.say(f"<@{APP}> how do lighthouses send their state? @everyone")
        reply = await discord.next_message(1)
        assert "Lighthouses that talk" in words(reply)
        assert "> **A lamp sends its state every minute" in words(reply)
        assert reply["sent"]["message_reference"]["message_id"] == int(asked["id"])
        assert reply["sent"]["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_what_is_not_meant_for_the_bot_is_left_alone(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        await discord.say("how do lighthouses send their state?")
        await discord.say(
            f"<@{APP}> how do lighthouses send their state?", author={**discord.user(7), "bot": True}
        )
        await discord.say(f"<@{APP}> how do ferries moor?")
        reply = await discord.next_message(1)
        assert "Mooring without ropes" in words(reply)
        await discord.quiet()
        assert len(discord.messages) == 1


async def test_a_direct_message_needs_no_mention(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        await discord.say("how do tides get their tables?", dm=True)
        reply = await discord.next_message(1)
        assert reply["channel_id"] == "4001"
        assert "Tides as a service" in words(reply)


async def test_a_reply_follows_up_on_its_session(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path) as bot:
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        first = await discord.next_message(1)
        await discord.quiet()  # what it answered is kept after it was sent
        reference = {"message_id": first["id"], "channel_id": first["channel_id"], "guild_id": str(GUILD)}
        await discord.say(f"<@{APP}> how much diesel?", message_reference=reference)
        await discord.next_message(2)
        assert library_under(bot).asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")


async def test_a_command_is_deferred_and_then_answered(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        use = await discord.slash("ask", question="how do lighthouses send their state?", private=True)
        message = await use.answer()
        assert use.kind == 5
        assert use.ephemeral
        assert "Lighthouses that talk" in words(message)
        assert discord.refused == []


async def test_autocomplete_answers_at_once(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path) as bot:
        use = await discord.complete("session", "title", "quill")
        await asyncio.wait_for(use.answered.wait(), GUARD)
        assert [choice["value"] for choice in use.choices or []] == [
            "day1/lighthouses-that-talk",
            "day1/mooring-without-ropes",
        ]
        bot.tenants.others.ready.clear()
        bot.tenants.others.suggestions = type(bot.tenants.others.suggestions)()
        use = await discord.complete("session", "title", "quill")
        await asyncio.wait_for(use.answered.wait(), GUARD)
        assert use.choices == []


async def test_buttons_and_menus_work_after_a_restart(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        message = await (await discord.slash("ask", question="how do lighthouses send their state?")).answer()
    async with alive(discord, tmp_path):
        whole = await (await discord.pick(message, "#whole", user=2)).answer()
        assert "40 % of their diesel" in words(whole)
        picked = await discord.pick(message, "day1/tides-as-a-service", user=2)
        assert "Tides as a service" in words(await picked.answer())
        assert picked.ephemeral
        assert sum(picked.token in path for _, path, _ in discord.requests) == 2, "answered once"
        judged = await discord.press(message, "👍", user=2)
        assert (await judged.answer())["content"] == "Thank you."


async def test_a_picture_is_sent_bare(discord: Loopback, tmp_path: Path) -> None:
    library = make_library(tmp_path)
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    Image.new("RGB", (400, 300), "navy").save(library.notes / "lamp.png", exif=exif)
    async with alive(discord, tmp_path):
        message = await (await discord.slash("ask", question="keepers diesel")).answer()
        ((name, data),) = discord.files
        assert name == "picture-1.jpg"
        (gallery,) = [one for one in components(message["components"]) if one["type"] == 12]
        assert gallery["items"] == [
            {"media": {"url": "attachment://picture-1.jpg"}, "spoiler": False, "description": "The lamp"}
        ]
        assert b"SECRET" not in data
        assert Image.open(io.BytesIO(data)).size == (400, 300)


# ---------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("kind", ["429", "429-global", "503", "500", "drop-before", "drop-after"])
async def test_a_mention_is_answered_exactly_once_whatever_happens(
    discord: Loopback, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path):
        discord.faults = [Fault("POST", "/channels/", kind)]
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        reply = await discord.next_message(1)
        assert "Lighthouses that talk" in words(reply)
        await discord.quiet()
        assert len(discord.messages) == 1
        assert discord.faults[0].times == 0


async def test_where_discord_does_not_take_cards_the_words_come_without(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path):
        refused = [("POST", "/channels/"), ("PATCH", "@original")]
        discord.faults = [Fault(*request, "400", code=50035) for request in refused]
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        use = await discord.slash("ask", question="how do lighthouses send their state?")
        for message in (await discord.next_message(1), await use.answer()):
            assert "> **A lamp sends its state every minute" in message["content"]
            assert "Lighthouses that talk" in message["content"]
            assert not message["components"]


@pytest.mark.parametrize("kind", ["429", "503", "drop-before", "drop-after"])
async def test_a_command_is_answered_though_its_callback_fails_once(
    discord: Loopback, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path):
        discord.faults = [Fault("POST", "/callback", kind)]
        use = await discord.slash("ask", question="how do lighthouses send their state?")
        assert "Lighthouses that talk" in words(await use.answer())
        assert not use.followups


@pytest.mark.parametrize("kind", ["429", "503", "drop-before", "drop-after"])
async def test_a_command_is_answered_though_its_answer_fails_once(
    discord: Loopback, tmp_path: Path, kind: str
) -> None:
    async with alive(discord, tmp_path):
        discord.faults = [Fault("PATCH", "@original", kind)]
        use = await discord.slash("ask", question="how do lighthouses send their state?")
        assert "Lighthouses that talk" in words(await use.answer())
        assert not use.followups


async def test_an_interaction_that_is_too_old_is_not_answered_again(
    discord: Loopback, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with alive(discord, tmp_path) as bot:
        use = await discord.slash("days")
        await use.answer()
        done = len(discord.requests)
        use = await discord.slash("ask", question="how do lighthouses send their state?")
        assert isinstance(discord.clock, ManualClock)
        discord.clock.move(PATIENCE + 1)
        await until(lambda: len(discord.requests) > done)
        await discord.quiet()
        assert [path for _, path, _ in discord.requests[done:]] == [
            f"/api/interactions/{use.id}/{use.token}/callback"
        ]
        assert bot.tenants.others.batcher.answered == 0, "no work for nobody"
    assert "Defect" not in caplog.text


async def test_an_event_missed_while_away_is_answered_after_the_resume(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path):
        await discord.gateway.reconnect()
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        reply = await discord.next_message(1)
        assert "Lighthouses that talk" in words(reply)
        assert (discord.gateway.identified, discord.gateway.resumed) == (1, 1)
        assert len(discord.commands) == 1, "a reconnect sends no commands"


async def test_a_broken_connection_is_resumed(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        await discord.gateway.drop()
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        await discord.next_message(1)
        assert (discord.gateway.identified, discord.gateway.resumed) == (1, 1)


async def test_an_invalid_session_is_started_again(
    discord: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = asyncio.sleep

    async def shorter(seconds: float, result: object = None) -> object:
        return await real(min(seconds, 0.05), result)

    async with alive(discord, tmp_path):
        monkeypatch.setattr("discord.gateway.asyncio.sleep", shorter)
        discord.gateway.invalidate_next = True
        await discord.gateway.reconnect()
        await asyncio.wait_for(discord.gateway.connected.wait(), GUARD)
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        await discord.next_message(1)
        assert discord.gateway.identified == 2
        assert len(discord.commands) == 1


# ---------------------------------------------------------------------- secrets


async def test_the_token_reaches_no_log(discord: Loopback, tmp_path: Path) -> None:
    from bot.logs.redact import redact

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        redact(TOKEN)
        discord.faults = [Fault("PATCH", "@original", "429"), Fault("POST", "/callback", "503")]
        async with alive(discord, tmp_path):
            use = await discord.slash("ask", question="how do lighthouses send their state?")
            await use.answer()
            logging.getLogger("bot").error(
                "It broke: %s", {"token": TOKEN, "url": f"/webhooks/1/{use.token}"}
            )
            try:
                raise ValueError(f"token {TOKEN}")
            except ValueError:
                logging.getLogger("bot").exception("It broke again.")
    finally:
        root.removeHandler(handler)
        root.setLevel(logging.WARNING)
    written = stream.getvalue()
    assert "It broke" in written
    assert "[hidden]" in written
    assert TOKEN not in written
    assert TOKEN.split(".")[2] not in written
    assert use.token not in written


def test_the_recorded_traffic_is_json(tmp_path: Path) -> None:
    """The loopback server speaks exactly what discord.py compares with."""
    assert Loopback._json({}).headers["Content-Type"] == "application/json"
    assert json.loads(bytes(Loopback._json({"a": 1}).body or b"")) == {"a": 1}  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
