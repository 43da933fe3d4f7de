from __future__ import annotations

import pytest

from bot.discord.send import _WAITS


@pytest.fixture
def quick_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent again is sent again soon."""
    monkeypatch.setattr("bot.discord.send._WAITS", tuple(wait / 100 for wait in _WAITS))
