"""The bot is asked over a socket beside its library."""

from __future__ import annotations

import asyncio
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.service.health import examine
from bot.service.health_socket import Health, HealthError, ask_health, socket_path, telling
from tests.loopback.bot import alive
from tests.loopback.server import running
from tests.paths import ROOT
from tests.waiting import GUARD, turns


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
            *(
                "-c",
                "from bot.cli.main import main; main()",
                "health",
                "--library",
                str(tmp_path / "library.db"),
            ),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode, said.decode()

    async with running() as server, alive(server, tmp_path) as bot:
        path = socket_path(bot.tenants.settings.library)
        async with telling(path, lambda: examine(bot.tenants, bot.pulse, patience=GUARD)):
            code, said = await quoth_health()
            assert (code, said.split(":")[0]) == (0, "Well")
            bot.dispatch("disconnect")
            await turns()
            code, said = await quoth_health()
            assert code == 1
            assert "has been lost" in said
