"""The command itself: a process with nothing but the protocol on its output, and refusals in a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.cli.helpers import COMMAND, Quoth
from tests.mcp.conftest import Assistant
from tests.paths import ROOT


@pytest.fixture
def process(notes: Path, tmp_path: Path) -> Assistant:
    """An assistant that starts `quoth mcp` for each of its calls."""
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-c", COMMAND, "mcp", "--notes", str(notes), "--library", str(tmp_path / "own.db")],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "QUOTH_LOG_LEVEL": "DEBUG"},
        cwd=tmp_path,
    )

    @asynccontextmanager
    async def connect() -> AsyncIterator[Client]:
        with (tmp_path / "errors.txt").open("w", encoding="utf-8") as errors:
            async with Client(stdio_client(parameters, errlog=errors)) as client:
                yield client

    return Assistant(connect)


async def test_an_assistant_starts_the_command_and_asks(process: Assistant, tmp_path: Path) -> None:
    answer = await process.given("ask", question="How long does a reading fetched from tape take?")
    assert answer["verdict"] == "answer"
    assert "Traceback" not in (tmp_path / "errors.txt").read_text(encoding="utf-8")


def test_notes_that_are_not_there_are_told_in_a_sentence(quoth: Quoth) -> None:
    outcome = quoth("mcp", "--notes", "elsewhere")
    assert outcome.code == 2
    assert "elsewhere" in outcome.err
    assert len(outcome.err.splitlines()) == 1
