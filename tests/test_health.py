"""How a running bot tells that it is well, what it counts, and what its log says."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

import pytest

from bot.asker import Query
from bot.client import QuothBot
from bot.clock import Watched
from bot.desk import Desk, memory_path
from bot.desks import Desks
from bot.health import Health, HealthError, Pulse, ask_health, examine, socket_path, telling
from bot.logs import request, set_up
from bot.memory import Memory
from bot.metrics import HOST, Meter, metering
from bot.secrecy import Secrecy
from bot.settings import Settings, SettingsError
from embeddings.errors import LibraryError, NotesError, QuothError
from embeddings.records import Answer
from tests.loopback.core import SmallCore
from tests.loopback.people import APP, TOKEN
from tests.loopback.server import running

ROOT = Path(__file__).parent.parent


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def opened(folder: Path, meter: Meter | None = None) -> AsyncIterator[tuple[Desk, SmallCore]]:
    core = SmallCore.at(folder)
    settings = Settings(notes=core.notes, library=folder / "library.db", watch=False)
    desk = Desk(settings, core, Memory.open(memory_path(settings.library), keep_days=9), meter)
    try:
        await desk.start()
        yield desk, core
    finally:
        await desk.close()


def up() -> Pulse:
    pulse = Pulse()
    pulse.up()
    return pulse


# ---------------------------------------------------------------------- well or not


async def test_well_is_connected_and_answering(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, core):
        health = await examine(Desks(desk), up())
        assert health.well
        assert "3 sessions" in health.sentence
        assert core.asked[-1][0] == core.sessions()[0].title
        assert desk.asker.answered == 0  # nobody asked it


async def test_a_lost_connection_is_told_with_its_time(tmp_path: Path) -> None:
    clock = Clock()
    pulse = Pulse(clock)
    async with opened(tmp_path) as (desk, _):
        assert "awaited" in (await examine(Desks(desk), pulse)).sentence
        assert not pulse.up()
        assert (await examine(Desks(desk), pulse)).well
        pulse.down()
        clock.now += 3600
        pulse.down()  # discord.py says so again at each try
        health = await examine(Desks(desk), pulse)
        assert not health.well
        assert health.sentence == "The connection to Discord has been lost for 3600 s."
        assert pulse.up()
        assert (await examine(Desks(desk), pulse)).well
        assert pulse.reconnects == 1


async def test_a_search_that_hangs_or_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr("bot.health.SEARCH_SECONDS", 0.1)
    async with opened(tmp_path) as (desk, core):
        core.gate = threading.Event()
        health = await examine(Desks(desk), up())
        assert not health.well
        assert "not answered within" in health.sentence
        core.gate.set()
        core.gate = None

        def broken(*_: object, **__: object) -> Answer:
            raise LibraryError("The library is damaged.")

        monkeypatch.setattr(core, "ask", broken)
        assert (
            await examine(Desks(desk), up())
        ).sentence == "A question cannot be answered: The library is damaged."

        def lost(text: str, **_: object) -> Answer:
            return Answer(text, "none", "Nothing.")

        monkeypatch.setattr(core, "ask", lost)
        assert "not found by its own title" in (await examine(Desks(desk), up())).sentence


async def test_notes_that_cannot_be_read_again_are_told_though_it_is_well(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, core):
        core.fail = NotesError("There is no folder notes.")
        with pytest.raises(NotesError):
            await desk.refresh()
        health = await examine(Desks(desk), up())
        assert health.well
        assert "There is no folder notes." in health.sentence


# ---------------------------------------------------------------------- over the socket


@pytest.mark.parametrize("deep", ["", "/".join(["a-folder-with-a-long-name"] * 6)])
async def test_the_bot_is_asked_over_a_socket_of_its_own_user(tmp_path: Path, deep: str) -> None:
    folder = tmp_path / deep
    folder.mkdir(parents=True, exist_ok=True)
    path = socket_path(folder / "library.db")

    async def look() -> Health:
        return Health(True, "Well.")

    async with telling(path, look):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert await asyncio.to_thread(ask_health, folder / "library.db") == Health(True, "Well.")
    assert not path.exists()
    with pytest.raises(HealthError, match="No bot is running"):
        ask_health(folder / "library.db")


async def test_a_socket_that_a_killed_bot_left_is_taken_over(tmp_path: Path) -> None:
    path = socket_path(tmp_path / "library.db")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))

    async def look() -> Health:
        return Health(False, "Not well.")

    with pytest.raises(HealthError, match="No bot is running"):
        ask_health(tmp_path / "library.db")
    async with telling(path, look):
        assert (await asyncio.to_thread(ask_health, tmp_path / "library.db")).sentence == "Not well."


async def test_a_folder_without_room_for_a_socket_stops_no_bot(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def look() -> Health:
        return Health(True, "Well.")

    async with telling(tmp_path / "no" / "health.sock", look):
        pass
    assert "will not reach this bot" in caplog.text


def test_an_answer_that_is_none_is_told(tmp_path: Path) -> None:
    import threading

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(socket_path(tmp_path / "library.db")))
        server.listen()

        def serve() -> None:
            for data in (b"", b"[1]\n", b'{"well": 1}\n'):
                connection, _ = server.accept()
                connection.sendall(data)
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        for _ in range(3):
            with pytest.raises(HealthError, match="cannot be asked"):
                ask_health(tmp_path / "library.db")
        thread.join()


async def test_a_bot_on_the_wire_is_well_until_its_connection_is_lost(tmp_path: Path) -> None:
    """The command itself, against the client itself."""

    async def quoth_health() -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", "from bot.cli import main; main()", "health", "--library", str(tmp_path / "library.db")),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode, said.decode()

    async with running() as server, opened(tmp_path) as (desk, _):
        bot = QuothBot(Desks(desk), guild_ready_timeout=0.05)
        async with telling(socket_path(desk.settings.library), lambda: examine(Desks(desk), bot.pulse)):
            task = asyncio.create_task(bot.start(TOKEN))
            async with asyncio.timeout(8):
                while not (server.gateway.connected.is_set() and bot.is_ready()):
                    await asyncio.sleep(0.01)
            code, said = await quoth_health()
            assert (code, said.split(":")[0]) == (0, "Well")
            bot.dispatch("disconnect")
            await asyncio.sleep(0)
            code, said = await quoth_health()
            assert code == 1
            assert "has been lost" in said
            await bot.close()
            with suppress(asyncio.CancelledError):
                await task


# ---------------------------------------------------------------------- figures


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def figures(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{HOST}:{port}/metrics", timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")
    }


async def test_what_happens_is_counted(tmp_path: Path) -> None:
    port = free_port()
    with metering(port) as meter:
        async with opened(tmp_path, meter) as (desk, core):
            await desk.ask(1, Query("what do lighthouses send?"))
            await desk.ask(1, Query("xyzzy"))
            with pytest.raises(QuothError):
                await desk.ask(1, Query("tides?", "Day 77"))
            core.fail = NotesError("Gone.")
            with pytest.raises(NotesError):
                await desk.refresh()
            meter.reconnected()
            meter.reconnected(3)
            found = await asyncio.to_thread(figures, port)
    assert found['quoth_questions_total{verdict="answer"}'] == 1
    assert found['quoth_questions_total{verdict="none"}'] == 1
    assert found['quoth_questions_total{verdict="refused"}'] == 1
    assert found["quoth_question_seconds_count"] == 3
    assert found['quoth_ingests_total{notes="default",result="changed"}'] == 1
    assert found['quoth_ingests_total{notes="default",result="failed"}'] == 1
    assert found['quoth_gateway_reconnects_total{shard="0"}'] == 1
    assert found['quoth_gateway_reconnects_total{shard="3"}'] == 1
    assert found['quoth_sessions{notes="default"}'] == 3
    with pytest.raises(OSError, match="refused"):
        figures(port)


def test_figures_are_offered_on_loopback_only() -> None:
    port = free_port()
    with metering(port), socket.socket() as other:
        other.bind(("127.0.0.2", port))  # free, so that it does not listen on every address


def test_without_a_port_nothing_listens_and_nothing_is_imported() -> None:
    code = (
        "import sys; from bot.metrics import metering\n"
        "with metering(None) as meter: meter.answered('none', 1.0); meter.ingested('failed', 0)\n"
        "sys.exit('prometheus_client' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"QUOTH_METRICS_PORT is {port}"), metering(port):
            pass


def test_without_the_package_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(SettingsError, match=r"quoth\[metrics\]"), metering(1):
        pass


# ---------------------------------------------------------------------- the log


class Written(io.StringIO):
    """What a log's only handler writes."""

    def set_up(self, form: Literal["text", "json"], *hidden: str) -> None:
        """As the bot does at its start; pytest's own handlers are left out of it."""
        logging.getLogger().handlers[:] = [logging.StreamHandler(self)]
        set_up(form, *hidden)


@pytest.fixture
def stream() -> Iterator[Written]:
    root, last = logging.getLogger(), logging.lastResort
    assert last is not None
    level, kept, filters, formatter = root.level, root.handlers[:], last.filters[:], last.formatter
    root.setLevel(logging.DEBUG)
    yield Written()
    root.setLevel(level)
    root.handlers[:] = kept
    last.filters[:] = filters
    last.formatter = formatter


def test_a_line_is_one_object_without_secrets(stream: Written) -> None:
    stream.set_up("json", "hunter2")
    log = logging.getLogger("bot.test")
    log.warning("password %s\nforged line", "hunter2")
    try:
        raise ValueError("hunter2")
    except ValueError:
        log.exception("It broke.")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first["message"] == "password [hidden]\nforged line"
    assert first["level"] == "WARNING"
    assert first["request"] == "-"
    assert first["at"].endswith("+00:00")
    assert "ValueError: [hidden]" in second["traceback"]
    assert "hunter2" not in stream.getvalue()


def test_a_line_for_people_cannot_be_forged(stream: Written) -> None:
    stream.set_up("text", "hunter2")
    logging.getLogger("bot.test").warning("asked \n2031-01-01 ERROR all is lost \x1b[2J%s", "hunter2")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()
    assert "hunter2" not in stream.getvalue()
    assert r"\n2031" in stream.getvalue()


async def test_what_is_done_for_one_request_carries_its_id_in_threads_too(
    stream: Written, tmp_path: Path
) -> None:
    stream.set_up("json")
    log = logging.getLogger("bot.test")
    async with opened(tmp_path) as (desk, _):

        async def serve(name: str) -> None:
            with desk.at_work():
                log.info("%s begins", name)
                await asyncio.sleep(0.01)
                await desk.ask(1, Query("what do lighthouses send?"))
                await desk.off_loop(log.info, f"{name} in a thread")

        await asyncio.gather(serve("one"), serve("two"))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    ids = {
        name: {line["request"] for line in lines if line["message"].startswith(name)}
        for name in ("one", "two")
    }
    assert all(len(found) == 1 for found in ids.values())
    assert ids["one"] != ids["two"]
    asked = [line["request"] for line in lines if line["message"].startswith("Asked: answer")]
    assert set(asked) == ids["one"] | ids["two"]
    assert "lighthouses" not in stream.getvalue()  # what people ask is in no log


def test_a_request_within_a_request_is_the_same() -> None:
    with request() as outer, request() as inner:
        assert inner == outer
    with request() as other:
        assert other != outer


async def test_the_whole_bot_writes_no_token(stream: Written, tmp_path: Path) -> None:
    """Defence: the filter on every handler. The most verbose level, a whole conversation, and a defect."""
    async with running() as server, opened(tmp_path) as (desk, core):
        stream.set_up("json", TOKEN)
        bot = QuothBot(Desks(desk), guild_ready_timeout=0.05)
        task = asyncio.create_task(bot.start(TOKEN))
        async with asyncio.timeout(8):
            while not (server.gateway.connected.is_set() and bot.is_ready()):
                await asyncio.sleep(0.01)
        await server.say(f"<@{APP}> what do lighthouses send?")
        await server.next_message(1)
        use = await server.slash("ask", question=f"is {TOKEN} your token?")
        await use.answer()
        core.fail = NotesError(f"token {TOKEN}")
        status = await server.slash("status", permissions=1 << 5)
        await asyncio.sleep(0.2)
        logging.getLogger("discord").error("login %s", {"Authorization": f"Bot {TOKEN}"})
        await bot.close()
        with suppress(asyncio.CancelledError):
            await task
    assert stream.getvalue().count("\n") > 5
    assert TOKEN not in stream.getvalue()
    assert use.token not in stream.getvalue()
    assert TOKEN not in json.dumps(status.message)


def test_every_handler_gets_the_filter(stream: Written) -> None:
    stream.set_up("text", "hunter2")
    assert stream.getvalue() == ""
    for handler in [*logging.getLogger().handlers, logging.lastResort]:
        assert handler is not None
        assert any(isinstance(one, Secrecy) for one in handler.filters)


# ---------------------------------------------------------------------- the clock


def test_a_clock_that_was_set_is_noticed_once() -> None:
    wall, steady = Clock(), Clock()
    watched = Watched(wall, steady)
    wall.now += 21_600
    steady.now += 21_600
    assert watched.jump() == 0
    wall.now += 400 * 86_400
    assert watched.jump() == 400 * 86_400
    assert watched.jump() == 0
    wall.now -= 400 * 86_400
    assert watched.jump() == -400 * 86_400
