"""How a run begins and ends: exit codes, one sentence each, and nobody left without an answer at SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.discord.app import serve
from bot.exit_codes import BAD_INPUT, DEFECT, NO_NETWORK
from bot.service.health_socket import Health, HealthError, ask_health
from bot.service.servers import Servers
from bot.settings import Settings
from embeddings.library import Library
from tests import postgres
from tests.fakes import FakeEmbedder, write_notes
from tests.loopback.actors import APP, CHANNEL, GUILD, OTHER_GUILD, TOKEN
from tests.loopback.fault import Fault
from tests.loopback.process import command
from tests.loopback.reading import words
from tests.loopback.server import Loopback, running
from tests.paths import ROOT
from tests.processes import environment
from tests.services import Gate, make_library
from tests.waiting import GUARD, until


@asynccontextmanager
async def started(server: Loopback, folder: Path, **more: str) -> AsyncIterator[Process]:
    if not (folder / "notes").exists() and "QUOTH_NOTES" not in more:
        make_library(folder)
    given = {
        "DISCORD_TOKEN": TOKEN,
        "QUOTH_NOTES": str(folder / "notes"),
        "QUOTH_LIBRARY": str(folder / "library.db"),
        **more,
    }
    process = await asyncio.create_subprocess_exec(
        *command(server, "small"),
        cwd=ROOT,
        env=environment(**given),
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def well(folder: Path) -> Health:
    """Wait until the bot says that it is well."""
    async with asyncio.timeout(GUARD):
        while True:
            with suppress(HealthError):
                health = await asyncio.to_thread(ask_health, folder / "library.db")
                if health.well:
                    return health
            await asyncio.sleep(0.02)


async def ended(process: Process) -> tuple[int, str]:
    _, errors = await asyncio.wait_for(process.communicate(), GUARD)
    assert process.returncode is not None
    return process.returncode, errors.decode()


def one_sentence(errors: str) -> str:
    said = [line for line in errors.splitlines() if line.startswith("quoth: ")]
    assert len(said) == 1
    assert "Traceback" not in errors
    assert TOKEN not in errors
    return said[0]


async def test_a_wrong_token(tmp_path: Path) -> None:
    async with running() as server:
        server.token = "another"
        async with started(server, tmp_path) as process:
            code, errors = await ended(process)
    assert code == BAD_INPUT
    assert "does not accept the token" in one_sentence(errors)


@pytest.mark.parametrize("token", ["", "  "])
async def test_no_token(tmp_path: Path, token: str) -> None:
    async with running() as server, started(server, tmp_path, DISCORD_TOKEN=token) as process:
        code, errors = await ended(process)
        assert server.requests == []
    assert code == BAD_INPUT
    assert "DISCORD_TOKEN is not set" in one_sentence(errors)


@pytest.mark.parametrize("token", ["two\nlines", "DISCORD_TOKEN= abc", "žluť"])
async def test_what_is_no_token(tmp_path: Path, token: str) -> None:
    async with running() as server, started(server, tmp_path, DISCORD_TOKEN=token) as process:
        code, errors = await ended(process)
        assert server.requests == []
    assert code == BAD_INPUT
    said = one_sentence(errors)
    assert "DISCORD_TOKEN is not a token" in said
    assert token not in said


async def test_no_network(tmp_path: Path) -> None:
    async with running() as server:
        pass
    async with started(server, tmp_path) as process:
        code, errors = await ended(process)
    assert code == NO_NETWORK
    assert "cannot be reached" in one_sentence(errors)
    assert "voice" not in errors


async def test_discord_is_down(tmp_path: Path) -> None:
    async with running() as server:
        server.faults = [Fault("GET", "/users/@me", "503", times=99)]
        async with started(server, tmp_path) as process:
            code, errors = await ended(process)
    assert code == NO_NETWORK
    assert "HTTP 503" in one_sentence(errors)


@pytest.mark.parametrize(
    ("status", "expected", "said"),
    [
        ("403", BAD_INPUT, "invite it again"),
        ("404", BAD_INPUT, "invite it again"),
        ("400", DEFECT, "a defect, which the log has"),
        ("413", DEFECT, "a defect, which the log has"),
    ],
)
async def test_what_discord_refuses_is_not_blamed_on_the_network(
    tmp_path: Path, status: str, expected: int, said: str
) -> None:
    async with running() as server:
        server.faults = [Fault("PUT", "/commands", status, times=99)]
        async with started(server, tmp_path) as process:
            code, errors = await ended(process)
    assert code == expected
    last = errors.splitlines()[-1]
    assert last.startswith("quoth: ")
    assert f"HTTP {status}" in last
    assert said in last
    assert "reached" not in last
    assert "network" not in last
    assert TOKEN not in errors


@pytest.mark.parametrize("shards", ["", "1"])
async def test_discord_wants_shards(tmp_path: Path, shards: str) -> None:
    async with running() as server:
        server.gateway.refuses_with = 4011
        async with started(server, tmp_path, QUOTH_SHARDS=shards) as process:
            code, errors = await ended(process)
    assert code == BAD_INPUT
    assert "set QUOTH_SHARDS to auto" in one_sentence(errors)


async def test_discord_does_not_say_how_many_shards(tmp_path: Path) -> None:
    async with running() as server:
        server.faults = [Fault("GET", "/gateway/bot", "503", times=99)]
        async with started(server, tmp_path, QUOTH_SHARDS="auto") as process:
            code, errors = await ended(process)
    assert code == NO_NETWORK
    assert "cannot be reached" in one_sentence(errors)


async def test_a_file_of_servers_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "servers.toml").write_text("[team-a]\nservers = [1]\nnotes = 'gone'\n")
    async with running() as server:
        async with started(server, tmp_path, QUOTH_SERVERS=str(tmp_path / "servers.toml")) as process:
            code, errors = await ended(process)
        assert server.requests == []
    assert code == BAD_INPUT
    assert "there is no folder" in one_sentence(errors)


async def test_servers_with_notes_of_their_own(tmp_path: Path) -> None:
    """As a process: asked in each, well by its own word, and over at the first signal."""
    note = make_library(tmp_path).file
    (tmp_path / "theirs").mkdir()
    theirs = note.read_text().replace("Lighthouses that talk", "Lighthouses that sing")
    (tmp_path / "theirs" / "day1.md").write_text(theirs)
    file = tmp_path / "servers.toml"
    file.write_text(f"[team-b]\nservers = [{OTHER_GUILD}]\nnotes = 'theirs'\n")
    server = Loopback()
    server.guilds = (GUILD, OTHER_GUILD)
    async with running(server), started(server, tmp_path, QUOTH_SERVERS=str(file)) as process:
        health = await well(tmp_path)
        assert health.sentence.startswith("Well: 6 sessions of 2 notes")
        for guild, title in ((GUILD, "Lighthouses that talk"), (OTHER_GUILD, "Lighthouses that sing")):
            use = await server.slash("ask", question="how do lighthouses send their state?", guild=guild)
            assert title in words(await use.answer())
        process.send_signal(signal.SIGTERM)
        code, errors = await ended(process)
    assert code == 0
    assert "Traceback" not in errors


async def test_no_notes(tmp_path: Path) -> None:
    async with running() as server:
        (tmp_path / "notes").mkdir()
        async with started(server, tmp_path) as process:
            code, errors = await ended(process)
    assert code == BAD_INPUT
    assert "holds no notes" in one_sentence(errors)


async def test_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "memory.db").write_text("not a database, but long enough to be read as one" * 50)
    async with running() as server, started(server, tmp_path) as process:
        code, errors = await ended(process)
    assert code == BAD_INPUT
    assert "memory.db cannot be used" in one_sentence(errors)


async def test_a_second_process_with_the_same_database_does_not_start(tmp_path: Path) -> None:
    async with running() as server, started(server, tmp_path) as first:
        await well(tmp_path)
        before = len(server.requests)
        async with started(server, tmp_path) as second:
            code, errors = await ended(second)
        assert code == BAD_INPUT
        assert "Another `quoth run` has the bot's database" in one_sentence(errors)
        assert len(server.requests) == before, "it did not so much as log in"
        assert first.returncode is None
        first.kill()
        await first.wait()
        async with started(server, tmp_path) as third:
            await well(tmp_path)
            third.send_signal(signal.SIGTERM)
            assert (await ended(third))[0] == 0, "whoever was killed holds nothing"


async def test_with_a_database_a_second_process_stands_by_and_takes_over_from_one_that_is_killed(
    tmp_path: Path,
) -> None:
    address = postgres.empty_bot()
    given = {"QUOTH_LIBRARY": str(address), "TMPDIR": str(tmp_path)}
    async with running() as server, started(server, tmp_path, **given) as first:
        await asyncio.wait_for(server.gateway.connected.wait(), GUARD)
        async with started(server, tmp_path, **given) as second:
            assert second.stderr is not None
            async with asyncio.timeout(GUARD):
                while b"Standing by" not in await second.stderr.readline():
                    pass
            logins = [path for _, path, _ in server.requests if path.endswith("/users/@me")]
            assert len(logins) == 1, "the second did not so much as log in"
            server.gateway.connected.clear()
            first.kill()
            await first.wait()
            await asyncio.wait_for(server.gateway.connected.wait(), GUARD)
            second.send_signal(signal.SIGTERM)
            assert (await ended(second))[0] == 0


async def test_the_token_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    given = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": str(tmp_path / "token")}
    async with running() as server, started(server, tmp_path, **given) as process:
        await asyncio.wait_for(server.gateway.connected.wait(), GUARD)
        process.send_signal(signal.SIGTERM)
        code, _ = await ended(process)
    assert code == 0


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_who_asked_before_the_end_is_answered(tmp_path: Path, name: signal.Signals) -> None:
    async with running() as server, started(server, tmp_path) as process:
        await well(tmp_path)
        # The answers are held up at Discord's side, and the signal comes meanwhile.
        server.faults = [
            Fault("PATCH", "@original", "429", wait=0.5),
            Fault("POST", "/channels/", "429", wait=0.5),
        ]
        use = await server.slash("ask", question="how do lighthouses send their state?", user=2)
        await server.say(f"<@{APP}> how do ferries moor?", user=3)
        await asyncio.wait_for(use.acknowledged.wait(), GUARD)
        # A mention is acknowledged by nothing: it is known to be in work once its answer was held up.
        held_up = ("POST", f"/api/channels/{CHANNEL}/messages")
        await until(lambda: any(request[:2] == held_up for request in server.requests))
        process.send_signal(name)
        code, errors = await ended(process)
        assert use.message is not None
        assert "Lighthouses that talk" in words(use.message)
        (message,) = server.messages
        assert "Mooring without ropes" in words(message)
    assert code == 0
    assert "Traceback" not in errors


async def test_the_end_does_not_wait_for_notes_that_are_being_read(tmp_path: Path) -> None:
    """And loses nothing: the library that there was stays, and the next start reads the rest."""
    notes = write_notes(tmp_path / "notes")
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    before = library.refresh().sessions
    library.close()
    write_notes(notes, {f"more{n}.md": f"# D\n\n## Talk {n}\n\nIt is about reef {n}.\n" for n in range(60)})
    gate, given = Gate(), list[str]()

    def held_up(text: str) -> None:
        given.append(text)
        if len(given) == 2:
            gate(text)

    async with running() as server:
        settings = Settings(notes=notes, library=tmp_path / "library.db", watch=False)
        core = Library(notes, tmp_path / "library.db", FakeEmbedder(before=held_up))
        bot = asyncio.create_task(serve(settings, Servers(), lambda _: core, TOKEN, guild_ready_timeout=0.05))
        await gate.until_reached()
        await asyncio.wait_for(server.gateway.connected.wait(), GUARD)
        os.kill(os.getpid(), signal.SIGTERM)
        await until(lambda: (socket := server.gateway.session.socket) is not None and socket.closed)
        gate.open()
        await asyncio.wait_for(bot, GUARD)
    assert len(given) == 2, "what was begun is finished, and nothing more is begun"
    again = Library(notes, tmp_path / "library.db", FakeEmbedder())
    assert len(again.sessions()) == before
    assert again.refresh().sessions == before + 60
    again.close()
