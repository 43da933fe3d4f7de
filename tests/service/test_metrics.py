"""What happens is counted, and offered on loopback only."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.service.batching import Query
from bot.service.metrics import HOST, metering
from bot.settings import SettingsError
from embeddings.errors import NotesError, QuothError
from tests.paths import ROOT
from tests.processes import free_port
from tests.services import library_of, serving
from tests.waiting import GUARD


def figures(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{HOST}:{port}/metrics", timeout=GUARD) as answer:
        lines = answer.read().decode().splitlines()
    return {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")
    }


async def test_what_happens_is_counted(tmp_path: Path) -> None:
    port = free_port()
    with metering(port) as meter:
        async with serving(tmp_path, meter=meter) as service:
            await service.ask(1, Query("how do lighthouses send their state?"))
            await service.ask(1, Query("xyzzy"))
            with pytest.raises(QuothError):
                await service.ask(1, Query("tides?", "Day 77"))
            gone = library_of(service).failing("refresh", NotesError("Gone."))
            with gone, pytest.raises(NotesError):
                await service.refresh()
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
        "import sys; from bot.service.metrics import metering\n"
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
    with pytest.raises(SettingsError, match=r"pip install '\.\[metrics\]'"), metering(1):
        pass
