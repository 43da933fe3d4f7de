"""Servers with notes of their own: nothing of one server's notes, replies or shares is seen from another.

Each team's notes hold a word that nobody types, so that wherever it turns up it was told. A defence is taken
away for each check, which then has to fail.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot.discord import app
from bot.discord.commands.schedule import Scheduling
from bot.service.database import BotDatabase, database_path
from bot.service.health import examine
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.schedules import Schedule
from bot.service.servers import Servers, read_servers
from bot.service.service import Service
from bot.service.shares import Share
from bot.service.tenants import ASK_THERE, NO_NOTES, Tenants
from bot.settings import Settings, SettingsError
from embeddings.errors import NotesError
from embeddings.library import Library
from tests.clocks import ManualClock
from tests.loopback.actors import APP, CHANNEL, CHANNELS, GUILD, OTHER_GUILD, THIRD_GUILD, TOKEN
from tests.loopback.core import SmallCore
from tests.loopback.teams import (
    FILE,
    ORGANISER,
    SECRETS,
    TEAMS,
    Counted,
    World,
    alive,
    answered,
    custom_ids,
    everything,
    note,
    only,
    press_all,
    stands_only_by,
)

# ---------------------------------------------------------------------- which notes


@pytest.mark.parametrize("guild", [GUILD, OTHER_GUILD])
async def test_whatever_is_asked_in_a_server_is_answered_from_its_own_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guild: int
) -> None:
    """Defence: ``Desks.of``."""

    async def check(world: World) -> None:
        await everything(world, guild)
        only(world, guild, TEAMS[guild])

    other = GUILD + OTHER_GUILD - guild
    wrong = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, _: wrong(tenants, other)
    )


async def test_a_server_that_is_not_named_sees_the_default_notes(tmp_path: Path) -> None:
    async with alive(tmp_path) as world:
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, "dune")


async def test_a_server_that_is_not_named_sees_no_notes_where_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``others = false``."""

    async def check(world: World) -> None:
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, None)
        assert NO_NOTES.casefold() in world.told_in(THIRD_GUILD)
        assert "dune" not in world.cores

    seen = property(lambda _: True)
    text = "others = false" + FILE
    await stands_only_by(tmp_path, monkeypatch, check, Servers, "default", seen, text=text)


async def test_a_direct_message_sees_no_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``Desks.of`` of None. Its writer may be in any server, or in several."""

    async def check(world: World) -> None:
        await everything(world, None)
        only(world, None, None)
        assert ASK_THERE.casefold() in world.told_in(None)

    right = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, server: right(tenants, server or GUILD)
    )


async def test_a_direct_message_sees_the_default_notes_alone_where_that_is_said(tmp_path: Path) -> None:
    async with alive(tmp_path, "direct = true\nothers = false" + FILE) as world:
        await everything(world, None)
        only(world, None, "dune")
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, None)


async def test_shards_change_nothing_of_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(*_: object, **__: object) -> None:
        """Without the five seconds that Discord wants between two identifies."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    async with alive(tmp_path, shards=2) as world:
        for guild, topic in ((OTHER_GUILD, "loom"), (GUILD, "kiln")):
            await everything(world, guild)
            only(world, guild, topic)
        await everything(world, None)
        only(world, None, None)


async def test_people_may_be_forgotten_where_there_are_no_notes(tmp_path: Path) -> None:
    async with alive(tmp_path, "others = false" + FILE) as world:
        for guild in (None, THIRD_GUILD):
            await (await world.server.slash("ask", question="every kiln", guild=GUILD)).answer()
            forgotten = await (await world.server.slash("forget me", guild=guild)).answer()
            assert "Forgotten: 1 entry" in json.dumps(forgotten, ensure_ascii=False)


# ---------------------------------------------------------------------- old messages


@pytest.mark.parametrize("elsewhere", [OTHER_GUILD, THIRD_GUILD, None])
async def test_one_servers_buttons_do_nothing_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: int | None
) -> None:
    """Defence: ``Desk.reply`` asks for the server."""

    async def check(world: World) -> None:
        asked: list[tuple[str, dict[str, Any]]] = [
            ("ask", {"question": "what is every kiln kept at?"}),
            ("ask", {"question": "which sessions are there?", "private": True}),
            ("session", {"title": "Opening words"}),
            ("sessions", {}),
            ("recap", {"day": "Day 1"}),
        ]
        for name, options in asked:
            message = await (await world.server.slash(name, **options)).answer()
            assert SECRETS["kiln"] in json.dumps(message)
            uses = await press_all(world, message, elsewhere)
            assert uses
            for use in uses:
                assert "no longer know" in json.dumps(use.message)
        only(world, elsewhere, None)
        assert world.database.replies.feedback(GUILD) == (0, 0)

    async def anywhere(service: Service, key: str, _server: int | None) -> object:
        return await service.off_loop(service.database.replies.find, key)

    await stands_only_by(
        tmp_path, monkeypatch, check, Service, "reply", anywhere, text="direct = true" + FILE
    )


async def test_a_reply_to_another_servers_message_follows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Desk.followed`` asks for the server."""

    async def check(world: World) -> None:
        await world.server.say(f"<@{APP}> opening words")
        answer = await world.server.next_message(1)
        for guild, count in ((GUILD, 2), (OTHER_GUILD, 3)):
            reference = {"message_id": answer["id"], "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
            await world.server.say(f"<@{APP}> who keeps one?", guild=guild, message_reference=reference)
            await world.server.next_message(count)
        assert world.cores["kiln"].asked[-1][2] == "day1/opening-words"
        assert world.cores["loom"].asked[-1][2] is None

    async def anywhere(service: Service, message: int, _server: int | None) -> str | None:
        reply = await service.off_loop(service.database.replies.of_message, message)
        return reply.session if reply is not None else None

    await stands_only_by(tmp_path, monkeypatch, check, Service, "followed", anywhere)


async def test_a_presence_is_of_the_server_that_the_recap_was_shared_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Share.stands_in``, which the button "I was there" asks."""

    async def check(world: World) -> None:
        day = ("Harbour Days 2031", "Day 1", "2031-05-02")
        share = world.bot.tenants.database.shares.begin(GUILD, CHANNEL, day, "cards")
        await world.recaps.publisher.carry_out(share)
        (message,) = [m for m in world.server.messages if custom_ids(m)]
        assert all(custom_id.startswith("r:here:") for custom_id in custom_ids(message))
        for guild in (OTHER_GUILD, THIRD_GUILD, None):
            for use in await press_all(world, message, guild):
                assert re.search("no longer know|for that server alone", json.dumps(use.message))
            assert world.database.presence.users(guild or 0, "day1/opening-words") == []
            only(world, guild, None)
        await press_all(world, message, GUILD)
        assert world.database.presence.users(GUILD, "day1/opening-words") == [1]

    await stands_only_by(
        tmp_path,
        monkeypatch,
        check,
        Share,
        "stands_in",
        lambda *_: True,
    )


# ---------------------------------------------------------------------- by the clock


async def test_what_is_scheduled_tells_each_server_its_own_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Desks.of``, asked with the server of the schedule and of the share."""

    async def check(world: World) -> None:
        for guild, channel in CHANNELS.items():
            world.database.schedules.keep(Schedule(guild, channel, "cards", dt.time(8, 30), "UTC"))
        scheduling = cast(Scheduling, world.bot.get_cog("Scheduling"))
        scheduling.clock = ManualClock(dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC))
        await scheduling.look()
        for guild, topic in ((GUILD, "kiln"), (OTHER_GUILD, "loom"), (THIRD_GUILD, "dune")):
            only(world, guild, topic)
        pages = [data.decode() for name, data in world.server.files if name.endswith(".html")]
        assert len(pages) == 3
        for page in pages:  # the page that is attached, too
            assert sum(secret in page for secret in SECRETS.values()) == 1

    right = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, _: right(tenants, GUILD)
    )


async def test_what_is_scheduled_where_there_are_no_notes_waits_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with alive(tmp_path, "others = false" + FILE) as world:
        world.database.schedules.keep(Schedule(THIRD_GUILD, 3600, "cards", dt.time(8, 30), "UTC"))
        scheduling = cast(Scheduling, world.bot.get_cog("Scheduling"))
        scheduling.clock = ManualClock(dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC))
        caplog.clear()
        await scheduling.look()
        assert world.server.messages == []
        assert caplog.text == ""
        assert world.database.schedules.every()[0].done is None


# ---------------------------------------------------------------------- keeping them up to date


async def test_what_changes_in_one_teams_notes_is_taken_up_there_alone(tmp_path: Path) -> None:
    meter = Counted()
    async with alive(tmp_path, meter=meter, watch=True) as world:
        assert {(notes, sessions) for notes, _, sessions in meter.taken} == {
            ("default", 2),
            ("kilns", 2),
            ("looms", 2),
        }
        async with asyncio.timeout(20):  # until each watcher had its first look
            while min(core.refreshes for core in world.cores.values()) < 2:
                await asyncio.sleep(0.05)
        others = world.cores["kiln"].refreshes, world.cores["dune"].refreshes
        file = world.cores["loom"].file
        file.write_text(file.read_text() + "\n## Shuttles of damask\n\nA loom has two.\n")
        async with asyncio.timeout(20):
            while len(world.bot.tenants.of(OTHER_GUILD).suggestions.sessions) < 3:
                await asyncio.sleep(0.05)
        assert (world.cores["kiln"].refreshes, world.cores["dune"].refreshes) == others
        assert meter.taken[-1] == ("looms", "changed", 3)
        for guild, there in ((OTHER_GUILD, True), (GUILD, False)):
            use = await world.server.complete("session", "title", "shuttles", guild=guild)
            await answered(use)
            assert bool(use.choices) is there


async def test_an_organiser_sees_and_mends_the_own_notes_only(tmp_path: Path) -> None:
    async with alive(tmp_path) as world:
        before = {topic: core.refreshes for topic, core in world.cores.items()}
        done = await (await world.server.slash("reindex", permissions=ORGANISER, guild=OTHER_GUILD)).answer()
        assert "2 sessions" in json.dumps(done)
        after = {topic: core.refreshes for topic, core in world.cores.items()}
        assert after == {**before, "loom": before["loom"] + 1}
        await (await world.server.slash("ask", question="every loom", guild=OTHER_GUILD)).answer()
        for guild, answered in ((GUILD, 0), (OTHER_GUILD, 1)):
            use = await world.server.slash("status", permissions=ORGANISER, guild=guild)
            assert f"{answered} since the start" in json.dumps(await use.answer())


async def test_notes_that_cannot_be_read_keep_no_other_team_waiting(tmp_path: Path) -> None:
    (tmp_path / "loom").mkdir()
    (tmp_path / "loom" / "day1.md").mkdir()
    async with alive(tmp_path) as world:
        assert SECRETS["kiln"] in json.dumps(
            await (await world.server.slash("ask", question="every kiln")).answer()
        )
        refused = await (await world.server.slash("ask", question="every loom", guild=OTHER_GUILD)).answer()
        assert "cannot be read just now" in json.dumps(refused)
        health = await examine(world.bot.tenants, world.bot.pulse)
        assert not health.well
        assert health.sentence.startswith("Notes of looms: They cannot be read: ")
        status = await world.server.slash("status", permissions=ORGANISER, guild=OTHER_GUILD)
        assert "holds no notes" in json.dumps(await status.answer())
        status = await world.server.slash("status", permissions=ORGANISER, guild=GUILD)
        assert "holds no notes" not in json.dumps(await status.answer())

        (tmp_path / "loom" / "day1.md").rmdir()
        (tmp_path / "loom" / "day1.md").write_text(note("loom"), encoding="utf-8")
        mended = await (
            await world.server.slash("reindex", permissions=ORGANISER, guild=OTHER_GUILD)
        ).answer()
        assert "2 sessions" in json.dumps(mended)
        use = await world.server.slash("ask", question="every loom", guild=OTHER_GUILD)
        assert SECRETS["loom"] in json.dumps(await use.answer())
        health = await examine(world.bot.tenants, world.bot.pulse)
        assert health.sentence.startswith("Well: 6 sessions of 3 notes, a question takes at most ")


@pytest.mark.parametrize("method", ["refresh", "sessions", "warm"])
async def test_a_defect_in_one_teams_notes_ends_the_bot_for_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    broken = {"kiln"}

    class Broken(SmallCore):
        """A library that meets a defect in one team's notes."""

    def meeting(core: SmallCore, *arguments: Any) -> object:
        if core.notes.name in broken:
            raise RecursionError("maximum recursion depth exceeded")
        return getattr(SmallCore, method)(core, *arguments)

    setattr(Broken, method, meeting)
    async with alive(tmp_path, made=Broken) as world:
        use = await world.server.slash("ask", question="every loom", guild=OTHER_GUILD)
        assert SECRETS["loom"] in json.dumps(await use.answer())
        refused = await (await world.server.slash("ask", question="every kiln")).answer()
        assert "cannot be read just now" in json.dumps(refused)
        assert "The notes of kilns cannot be read because of a defect." in caplog.text
        health = await examine(world.bot.tenants, world.bot.pulse)
        assert health.sentence.startswith("Notes of kilns: They cannot be read: a defect (RecursionError)")
        broken.clear()
        await (await world.server.slash("reindex", permissions=ORGANISER)).answer()
        assert SECRETS["kiln"] in json.dumps(
            await (await world.server.slash("ask", question="every kiln")).answer()
        )


async def test_no_notes_at_all_end_the_bot_with_the_first_reason(tmp_path: Path) -> None:
    (tmp_path / "servers.toml").write_text(FILE)
    for topic in SECRETS:
        (tmp_path / topic).mkdir()
    settings = Settings(
        notes=tmp_path / "dune", library=tmp_path / "library.db", servers=tmp_path / "servers.toml"
    )
    database = BotDatabase.open(database_path(settings.library), keep_days=9)
    servers = read_servers(settings)
    tenants = Tenants.open(settings, servers, lambda given: SmallCore(given.notes), database, Meter())
    with pytest.raises(NotesError, match=r"dune holds no notes"):
        await tenants.start()
    assert not tenants.begun.is_set()
    await tenants.close()


# ---------------------------------------------------------------------- limits, feedback, and the model


async def test_a_person_has_one_limit_in_all_servers(tmp_path: Path) -> None:
    async with alive(tmp_path, person_limit=2) as world:
        for guild, waits in ((GUILD, False), (OTHER_GUILD, False), (THIRD_GUILD, True), (GUILD, True)):
            use = await world.server.slash("ask", question="opening words", guild=guild)
            assert ("One moment" in json.dumps(await use.answer())) is waits


async def test_gaps_and_feedback_are_of_the_own_server(tmp_path: Path) -> None:
    async with alive(tmp_path, guild=OTHER_GUILD) as world:
        await (await world.server.slash("ask", question="xyzzy plugh", guild=GUILD)).answer()
        await world.server.say("quux by direct message", dm=True)
        await world.server.next_message(1)
        told = await (await world.server.slash("gaps", permissions=ORGANISER, guild=OTHER_GUILD)).answer()
        assert "xyzzy" not in json.dumps(told)
        assert "quux" not in json.dumps(told), "whoever wrote it may be in another server"
        told = await (await world.server.slash("gaps", permissions=ORGANISER, guild=GUILD)).answer()
        assert "xyzzy" in json.dumps(told)


async def test_the_model_is_loaded_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real libraries of two teams, as ``quoth run`` opens them."""
    import sentence_transformers

    loaded: list[object] = []
    load = sentence_transformers.SentenceTransformer.__init__

    def counted(model: Any, *given: Any, **more: Any) -> None:
        loaded.append(model)
        load(model, *given, **more)

    monkeypatch.setattr(sentence_transformers.SentenceTransformer, "__init__", counted)
    for topic in SECRETS:
        (tmp_path / topic).mkdir()
        (tmp_path / topic / "day1.md").write_text(note(topic), encoding="utf-8")
    (tmp_path / "servers.toml").write_text(FILE)
    settings = Settings(
        notes=tmp_path / "dune", library=tmp_path / "q/library.db", servers=tmp_path / "servers.toml"
    )
    answers: dict[int, str] = {}

    async def serve(
        settings: Settings, servers: Servers, library: Callable[[Settings], LibraryProtocol], _token: str
    ) -> None:
        database = BotDatabase.open(database_path(settings.library), keep_days=9)
        tenants = Tenants.open(settings, servers, library, database, Meter())
        await tenants.start()
        for guild in CHANNELS:
            core = tenants.of(guild).core
            assert isinstance(core, Library)
            found = core.ask("what is every kiln, loom or dune kept at?")
            answers[guild] = json.dumps(found.as_json())
        await tenants.close()

    monkeypatch.setattr(app, "serve", serve)
    await app._run(settings, TOKEN)
    assert len(loaded) == 1
    for guild, own in ((GUILD, "kiln"), (OTHER_GUILD, "loom"), (THIRD_GUILD, "dune")):
        assert [topic for topic, secret in SECRETS.items() if secret in answers[guild].casefold()] == [own]
    assert sorted(
        path.relative_to(tmp_path / "q").as_posix() for path in tmp_path.glob("q/**/library.db")
    ) == [
        "library.db",
        "servers/kilns/library.db",
        "servers/looms/library.db",
    ]


async def test_a_file_that_cannot_be_meant_ends_the_run_before_anything_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "servers.toml").write_text("[a]\nservers = [1]\nnotes = 'gone'")
    with pytest.raises(SettingsError, match=r"QUOTH_SERVERS is .*: there is no folder"):
        await app._run(Settings(servers=tmp_path / "servers.toml"), TOKEN)
