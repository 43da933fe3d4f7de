"""Trouble that lasts is told once, and again where it comes back."""

from __future__ import annotations

import logging

import pytest

from bot.logs.troubles import Trouble
from embeddings.errors import LibraryError


def test_what_fails_again_and_again_is_told_once_until_it_was_done(caplog: pytest.LogCaptureFixture) -> None:
    away = Trouble(logging.getLogger("tests"), "The tides cannot be read just now: %s")
    for _ in range(1000):
        away.tell(LibraryError("the harbour is closed"))
    assert caplog.messages == ["The tides cannot be read just now: the harbour is closed"]
    away.over()
    away.tell(LibraryError("a storm"))
    assert caplog.messages[1:] == ["The tides cannot be read just now: a storm"]
