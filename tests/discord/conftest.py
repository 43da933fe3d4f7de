from __future__ import annotations

import pytest

from bot.discord.send import REPEATS, Repeats


@pytest.fixture
def quick_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent again is sent again soon."""
    soon = Repeats(tuple(wait / 100 for wait in REPEATS.waits))
    monkeypatch.setattr("bot.discord.send.REPEATS", soon)
