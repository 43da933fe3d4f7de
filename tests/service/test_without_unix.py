"""On a system without Unix sockets and users' numbers, as Windows: everything goes but what needs them."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from pathlib import Path

import pytest

from bot.service.ask_socket import answering, ask_running
from bot.service.health_socket import Health, HealthError, ask_health, socket_path, telling
from embeddings.index.address import DatabaseAddress, Place, place_of
from embeddings.library import Library
from embeddings.records import Answer


@pytest.mark.parametrize("place", ["library.db", "postgresql://rigger@host/notes"])
async def test_a_process_runs_without_being_asked_over_a_socket(
    library: Library,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    there: Place = place_of(place)
    if not isinstance(there, DatabaseAddress):
        there = tmp_path / place

    async def ask(question: str, _: str | None) -> Answer:
        return library.ask(question)

    async def look() -> Health:
        return Health(True, "Well.")

    monkeypatch.delattr(socket, "AF_UNIX")
    monkeypatch.delattr(asyncio, "start_unix_server")
    monkeypatch.delattr(os, "getuid")
    with caplog.at_level(logging.WARNING):
        async with answering(there, library.notes, ask), telling(socket_path(there), look):
            assert ask_running(there, library.notes, "what about tape?", None) is None
            with pytest.raises(HealthError, match="This system has no local sockets"):
                ask_health(there)
    assert caplog.messages == [], "nobody can do anything about it"
    assert list(tmp_path.glob("*.sock")) == []
