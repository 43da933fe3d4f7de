"""The bot's database beside the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service.database import BotDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    yield opened
    opened.close()
