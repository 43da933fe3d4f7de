"""Notes of several teams in one bot: read, watched, limited and mended each on their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord import app
from bot.service.database import BotDatabase, database_place
from bot.service.health import examine
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.servers import Servers, read_servers
from bot.service.tenants import Tenants
from bot.settings import Settings, SettingsError
from embeddings.errors import NotesError
from embeddings.library import Library
from tests.loopback.actors import CHANNELS, GUILD, OTHER_GUILD, THIRD_GUILD, TOKEN
from tests.loopback.teams import (
    FILE,
    ORGANISER,
    SECRETS,
    Counted,
    alive,
    answered,
    note,
)
from tests.services import Controlled
from tests.waiting import GUARD, until

# ---------------------------------------------------------------------- keeping them up to date


async def test_what_changes_in_one_teams_notes_is_taken_up_there_alone(tmp_path: Path) -> None:
    meter = Counted()
    async with alive(tmp_path, meter=meter, watch=True) as world:
        assert {(notes, sessions) for notes, _, sessions in meter.taken} == {
            ("default", 2),
            ("kilns", 2),
            ("looms", 2),
        }
        # Until each watcher had its first look.
        await until(lambda: min(library.refreshes for library in world.libraries.values()) >= 2)
        others = world.libraries["kiln"].refreshes, world.libraries["dune"].refreshes
        world.libraries["loom"].add("## Shuttles of damask\n\nAda Cobaltine - Keeper\n\nA loom has two.")
        await until(lambda: len(world.bot.tenants.of(OTHER_GUILD).suggestions.sessions) == 3)
        assert (world.libraries["kiln"].refreshes, world.libraries["dune"].refreshes) == others
        await until(lambda: ("looms", "changed", 3) in meter.taken)
        for guild, there in ((OTHER_GUILD, True), (GUILD, False)):
            use = await world.server.complete("session", "title", "shuttles", guild=guild)
            await answered(use)
            assert bool(use.choices) is there


async def test_an_organiser_sees_and_mends_the_own_notes_only(tmp_path: Path) -> None:
    async with alive(tmp_path) as world:
        before = {topic: library.refreshes for topic, library in world.libraries.items()}
        done = await (await world.server.slash("reindex", permissions=ORGANISER, guild=OTHER_GUILD)).answer()
        assert "2 sessions" in json.dumps(done)
        after = {topic: library.refreshes for topic, library in world.libraries.items()}
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
        health = await examine(world.bot.tenants, world.bot.pulse, patience=GUARD)
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
        health = await examine(world.bot.tenants, world.bot.pulse, patience=GUARD)
        assert health.sentence.startswith("Well: 6 sessions of 3 notes, a question takes at most ")


@pytest.mark.parametrize("method", ["refresh", "sessions", "warm"])
async def test_a_defect_in_one_teams_notes_ends_the_bot_for_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    broken = {"kiln"}

    def break_one(library: Controlled) -> None:
        def meet(name: str) -> None:
            if name == method and library.notes.name in broken:
                raise RecursionError("maximum recursion depth exceeded")

        library.before = meet

    async with alive(tmp_path, made=break_one) as world:
        use = await world.server.slash("ask", question="every loom", guild=OTHER_GUILD)
        assert SECRETS["loom"] in json.dumps(await use.answer())
        refused = await (await world.server.slash("ask", question="every kiln")).answer()
        assert "cannot be read just now" in json.dumps(refused)
        assert "The notes of kilns cannot be read because of a defect." in caplog.text
        health = await examine(world.bot.tenants, world.bot.pulse, patience=GUARD)
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
    database = BotDatabase.open(database_place(settings.library), keep_days=9)
    servers = read_servers(settings)
    tenants = Tenants.open(
        settings, servers, lambda given: Controlled(given.folder, given.library), database, Meter()
    )
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
        database = BotDatabase.open(database_place(settings.library), keep_days=9)
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
