"""What people meet in Discord: the real command tree, buttons and permissions over a simulated server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.client import QuothBot
from bot.service.database import BotDatabase
from bot.service.service import Service
from bot.service.tenants import Tenants
from bot.settings import Settings
from embeddings.errors import NotesError
from embeddings.records import Answer, Session
from tests.loopback.core import SmallCore

ASKED = "what do lighthouses send?"


@dataclass
class World:
    """A server with a channel, someone who asks, someone else, and an organiser."""

    env: Any
    folder: Path
    core: SmallCore
    bot: QuothBot
    channel: Any
    ann: Any
    bob: Any
    boss: Any

    def ping(self, text: str = "") -> str:
        assert self.bot.user is not None
        return f"<@{self.bot.user.id}> {text}"

    async def restart(self) -> None:
        await self.bot.tenants.others.off_loop(self.bot.tenants.others.database.close)
        self.bot = make(self.folder, self.core)
        await self.env.restart_bot(self.bot)


def make(folder: Path, core: SmallCore, **settings: Any) -> QuothBot:
    given = Settings(notes=core.notes, library=folder / "library.db", watch=False, **settings)
    return QuothBot(Tenants(Service(given, core, BotDatabase.open(folder / "memory.db", keep_days=9))))


@pytest.fixture
def simcord_bot(tmp_path: Path, request: pytest.FixtureRequest) -> QuothBot:
    """The bot that simcord's own fixture runs; a parameter holds settings."""
    return make(tmp_path, SmallCore.at(tmp_path), **getattr(request, "param", {}))


@pytest.fixture
def world(simcord_env: Any, simcord_bot: QuothBot, tmp_path: Path) -> World:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    manager = guild.create_role("organisers", permissions=discord.Permissions(manage_guild=True))
    ann, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob"))
    boss = guild.add_member(simcord_env.create_user("boss"), roles=[manager])
    core = simcord_bot.tenants.others.core
    assert isinstance(core, SmallCore)
    return World(simcord_env, tmp_path, core, simcord_bot, channel, ann, bob, boss)


def embed(message: Any) -> discord.Embed:
    (first, *_) = message.embeds
    assert isinstance(first, discord.Embed)
    return first


def labels(message: Any) -> list[str]:
    return [item["label"] for row in message.components for item in row["components"] if item["type"] == 2]


def told(result: Any) -> str:
    """What a person was told privately."""
    messages = [message for message in [result.response, *result.followups] if message is not None]
    (message,) = [message for message in messages if message.ephemeral]
    return str(message.content)


# ---------------------------------------------------------------------- asking


async def test_ask(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert [entry.json["type"] for entry in world.env.http_requests if entry.path.endswith("/callback")] == [
        5
    ]
    assert not result.ephemeral
    shown = embed(result.response)
    assert shown.title == "Lighthouses that talk"
    assert shown.url == "https://www.youtube.com/watch?v=lamp0000001"
    assert "> A lamp sends its state every minute, and nobody has to row out." in (shown.description or "")
    assert labels(result.response)[:2] == ["Recording · www.youtube.com", "Code · github.com"]


async def test_ask_within_a_day_and_a_session(world: World) -> None:
    session = "day1/mooring-without-ropes"
    result = await world.ann.slash(
        world.channel, "ask", question="How much wind?", session=session, day="Day 1"
    )
    assert embed(result.response).title == "Mooring without ropes"
    assert world.core.asked == [("How much wind?", "Day 1", session)]


async def test_a_day_that_is_not_there_is_told_privately(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question="wind?", day="Day 9")
    assert told(result) == "No day 'Day 9'; there is Day 1."
    assert result.response is None or result.response.ephemeral, "no public message is left behind"
    assert world.env.errors, "told by the one handler of errors"


async def test_ask_privately_then_share(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question=ASKED, private=True)
    assert result.ephemeral
    assert world.channel.last_message is None or world.channel.last_message.id == result.response.id
    shared = await world.ann.click(result.response, label="Share here")
    (public,) = shared.followups
    assert not public.ephemeral
    assert public.content == "ann shared:"
    assert embed(public).title == "Lighthouses that talk"
    assert "Share here" not in labels(result.response)


@pytest.mark.parametrize("question", ["", "   ", "x" * 501])
async def test_what_cannot_be_asked_is_refused_kindly(world: World, question: str) -> None:
    result = await world.ann.slash(world.channel, "ask", question=question)
    assert result.ephemeral
    assert "Ask me" in told(result) or "501 characters" in told(result)
    assert world.core.asked == []
    assert world.env.errors, "told by the one handler of errors"


async def test_the_message_menu_asks_what_a_message_says(world: World) -> None:
    message = await world.bob.send(world.channel, ASKED)
    result = await world.ann.context_menu(world.channel, "Ask the notes about this", message)
    assert result.ephemeral
    assert embed(result.response).title == "Lighthouses that talk"


async def test_a_mention_and_a_reply_to_it(world: World) -> None:
    await world.ann.send(world.channel, world.ping(ASKED))
    first = world.channel.last_message
    assert embed(first).title == "Lighthouses that talk"
    assert first.reference is not None
    await world.bob.send(world.channel, world.ping("how much diesel?"), reply_to=first)
    assert world.core.asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")


async def test_a_bare_mention_gets_a_hint(world: World) -> None:
    await world.ann.send(world.channel, world.ping())
    assert "/help" in world.channel.last_message.content
    assert world.core.asked == []


async def test_a_direct_message(world: World) -> None:
    await world.ann.send_dm(ASKED)
    assert world.core.asked == [(ASKED, None, None)]


async def test_nothing_pings(world: World) -> None:
    await world.ann.send(world.channel, world.ping("kafka @everyone <@&1> <@2>"))
    message = world.channel.last_message
    assert not message.mention_everyone
    assert message.mentions == [] or message.mentions == [message.reference.resolved.author]
    sent = [
        entry
        for entry in world.env.http_requests
        if entry.method == "POST" and entry.path.endswith("/messages")
    ]
    assert all(entry.json["allowed_mentions"]["parse"] == [] for entry in sent if entry.json)


async def test_a_thread_stays_with_its_session(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    refused = await world.bob.click(asked.response, label="Go on in a thread")
    assert "Only the person who asked" in told(refused)
    await world.ann.click(asked.response, label="Go on in a thread")
    (thread,) = world.channel.threads
    assert thread.name == "Lighthouses that talk"
    assert "**Lighthouses that talk**" in thread.last_message.content
    await world.restart()
    await world.bob.send(thread, world.ping("how much diesel?"))
    assert world.core.asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")
    world.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    again = await world.ann.click(asked.response, label="Go on in a thread")
    assert "already" in told(again)


async def test_a_slow_answer_keeps_discords_deadline(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Service.ask

    async def slow(service: Service, *arguments: Any) -> Any:
        await asyncio.sleep(20)
        return await real(service, *arguments)

    monkeypatch.setattr(Service, "ask", slow)
    result = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert result.acknowledged
    assert result.deferred
    assert not (result.response and result.response.embeds)
    await world.env.advance_time(21)
    assert embed(result.response).title == "Lighthouses that talk"


# ---------------------------------------------------------------------- under a reply


async def test_buttons_after_a_restart(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question="what holds a ferry?")
    await world.restart()
    more = await world.bob.click(asked.response, label="More quotes")
    assert more.ephemeral
    assert "-# day1.md, line" in (embed(more.response).description or "")
    whole = await world.bob.click(asked.response, label="Whole session")
    assert whole.ephemeral
    text = embed(whole.response).description or ""
    assert "> • Release takes two seconds" in text
    assert "```\nmoor --force 12\n```" in text
    picked = await world.bob.select(asked.response, ["day1/tides-as-a-service"])
    assert picked.ephemeral
    assert embed(picked.response).title == "Tides as a service"


async def test_feedback_is_kept_and_gaps_show_it(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert told(await world.bob.click(asked.response, label="Not useful")).startswith("Thank you")
    await world.ann.slash(world.channel, "ask", question="kubernetes everywhere?")
    gaps = await world.boss.slash(world.channel, "gaps")
    assert gaps.ephemeral
    text = embed(gaps.response).description or ""
    assert "kubernetes everywhere? — 1 person, no answer" in text
    assert f"{ASKED} — 1 person, answered, not useful" in text


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


async def test_whole_sessions_turn_their_pages(world: World) -> None:
    text = world.core.file.read_text()
    long = "\n\n".join(f"Sentence number {n} of a long session, which goes on and on." for n in range(300))
    world.core.file.write_text(text + "\n" + long + "\n")
    await world.boss.slash(world.channel, "reindex")
    shown = await world.ann.slash(world.channel, "session", title="Tides as a service")
    first = await world.ann.click(shown.response, label="Whole session")
    assert "Page 1 of" in (embed(first.response).footer.text or "")
    turned = await world.ann.click(first.response, label="Next ▶")
    assert turned.response is None or turned.response.id == first.response.id
    assert "Page 2 of" in (embed(first.response).footer.text or "")


# ---------------------------------------------------------------------- browsing


async def test_a_session_and_what_is_related_to_it(world: World) -> None:
    shown = await world.ann.slash(world.channel, "session", title="Mooring without ropes")
    assert shown.ephemeral
    text = embed(shown.response).description or ""
    assert text.startswith("> Magnets hold a ferry of 900 tons.\n-# day1.md, line 20")
    assert "*No recording in the notes.*" in text
    assert "Related: Lighthouses that talk (both with Ada Quill)" in text
    picked = await world.ann.select(shown.response, ["day1/lighthouses-that-talk"])
    assert embed(picked.response).title == "Lighthouses that talk"


async def test_lists(world: World) -> None:
    sessions = await world.ann.slash(world.channel, "sessions", day="Day 1")
    assert sessions.ephemeral
    text = embed(sessions.response).description or ""
    assert text.startswith("3 sessions")
    assert [line[:3] for line in text.split("\n") if line[:1].isdigit()][1:] == ["1\\.", "2\\.", "3\\."]
    speaker = await world.ann.slash(world.channel, "speaker", name="quill")
    assert (embed(speaker.response).description or "").count("•") == 2
    links = await world.ann.slash(world.channel, "links", kind="GitHub")
    assert "<https://github.com/foghorn/lamp>" in (embed(links.response).description or "")
    days = await world.ann.slash(world.channel, "days")
    assert "Day 1 · 2031-05-02 — 3 sessions" in (embed(days.response).description or "")
    help_ = await world.ann.slash(world.channel, "help")
    assert "in the notes' own words" in (embed(help_.response).description or "")


async def test_a_listing_question_is_answered_completely_and_paged(world: World) -> None:
    world.core.extra = [
        Session(f"x/{n}", f"Talk {n}", None, "Day 1", None, "day1.md", 900 + n, 900 + n) for n in range(40)
    ]
    await world.boss.slash(world.channel, "reindex")
    asked = await world.ann.slash(world.channel, "ask", question="Which sessions were there?")
    assert "43 sessions" in (embed(asked.response).description or "")
    refused = await world.bob.click(asked.response, label="Next ▶")
    assert "Only the person who asked" in told(refused)
    await world.ann.click(asked.response, label="Next ▶")
    assert "43\\. Talk 39" in (embed(asked.response).description or "")


async def test_unknown_names_are_told_with_the_nearest(world: World) -> None:
    result = await world.ann.slash(world.channel, "session", title="Moring")
    assert "the nearest is" in told(result)
    result = await world.ann.slash(world.channel, "speaker", name="Ada Qill")
    assert told(result) == "The notes name no speaker “Ada Qill”. Did you mean Ada Quill?"
    assert world.env.errors, "told by the one handler of errors"


async def test_autocomplete(world: World) -> None:
    async def offered(command: str, option: str, typed: str) -> list[str]:
        return [
            choice["value"] for choice in await world.ann.autocomplete(world.channel, command, option, typed)
        ]

    assert await offered("session", "title", "foghorn") == [
        "day1/lighthouses-that-talk",
        "day1/mooring-without-ropes",
    ]
    assert await offered("speaker", "name", "mar") == ["Cy Marsh"]
    assert await offered("sessions", "day", "harb") == ["Day 1"]
    world.bot.tenants.others.suggestions = type(world.bot.tenants.others.suggestions)()
    assert await offered("session", "title", "foghorn") == []


# ---------------------------------------------------------------------- running it


@pytest.mark.parametrize("command", ["status", "reindex", "gaps"])
async def test_organisers_only(world: World, command: str) -> None:
    assert command not in world.ann.available_commands(world.channel)
    assert command in world.boss.available_commands(world.channel)
    # Our own check holds where a server's settings give the command to everyone.
    listed = next(entry.json for entry in world.env.http_requests if entry.method == "PUT")
    assert next(item for item in listed if item["name"] == command)["default_member_permissions"] == 1 << 5
    guild = world.env.guild
    (sent,) = [item for item in await world.bot.tree.fetch_commands() if item.name == command]
    guild.set_command_permissions(sent, {guild.default_role: True})
    result = await world.ann.slash(world.channel, command)
    assert "organisers" in told(result)
    assert world.env.errors, "told by the one handler of errors"


async def test_status_and_reindex(world: World) -> None:
    status = await world.boss.slash(world.channel, "status")
    assert status.ephemeral
    values = {field.name: field.value for field in embed(status.response).fields}
    assert values["Notes"] == "3 sessions on 1 days"
    done = await world.boss.slash(world.channel, "reindex")
    assert "day1.md: changed" in (embed(done.response).description or "")
    world.core.fail = NotesError("The notes folder is gone: mount it again.")
    failed = await world.boss.slash(world.channel, "reindex")
    assert told(failed) == "The notes folder is gone: mount it again."
    status = await world.boss.slash(world.channel, "status")
    values = {field.name: field.value for field in embed(status.response).fields}
    assert values["Trouble"] == "The notes folder is gone: mount it again."


@pytest.mark.parametrize("simcord_bot", [{"person_limit": 2}], indirect=True)
async def test_who_asks_too_often_is_told_privately_when_to_come_back(world: World) -> None:
    for _ in range(2):
        await world.ann.slash(world.channel, "ask", question=ASKED)
    refused = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert refused.ephemeral
    assert "Ask again in" in told(refused)
    assert len(world.core.asked) == 2
    await world.bob.slash(world.channel, "ask", question=ASKED)
    assert len(world.core.asked) == 3, "others are not held up"
    before = len(world.channel.history())
    await world.ann.send(world.channel, world.ping(ASKED))
    await world.ann.send(world.channel, world.ping(ASKED))
    assert len(world.channel.history()) == before + 2, "the channel hears nothing of it"
    assert len(world.core.asked) == 3


async def test_a_defect_is_told_and_the_bot_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Answer:
        raise ZeroDivisionError("inner detail")

    with monkeypatch.context() as patched:
        patched.setattr(world.core, "_answer", broken)
        result = await world.ann.slash(world.channel, "ask", question=ASKED)
        assert "Something went wrong on my side" in told(result)
        assert "inner detail" not in told(result)
    assert "Defect" in caplog.text
    assert world.env.errors, "told by the one handler of errors"
    assert (await world.ann.slash(world.channel, "ask", question=ASKED)).response.embeds
