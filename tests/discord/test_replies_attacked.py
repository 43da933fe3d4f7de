"""The attacks on words look at every kind of reply that there is."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from inspect import getmembers, isfunction
from types import CodeType, FrameType

import pytest

from bot.discord import cards
from bot.discord.cards import lists
from bot.discord.message import Message
from tests.attacks import surface

OF_A_SERVICE = {"help_message", "status_message"}
"""What shows how a running service is, and no words of notes."""


def makers() -> dict[CodeType, str]:
    """Return all functions of the cards, by their code, that make messages for others."""
    found = {}
    for entry in pkgutil.iter_modules(cards.__path__, cards.__name__ + "."):
        for name, function in getmembers(import_module(entry.name), isfunction):
            made = str(function.__annotations__.get("return", ""))
            if function.__module__ == entry.name and not name.startswith("_") and "Message" in made:
                found[function.__code__] = name
    return found


def unused(text: str) -> set[str]:
    """Return the names of those that ``surface.everything`` does not use."""
    used: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            used.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        surface.everything(text)
    finally:
        sys.setprofile(before)
    return {name for code, name in makers().items() if code not in used}


def test_every_kind_of_reply_is_attacked() -> None:
    assert {"answer_messages", "session_message", "planned"} <= set(makers().values())
    assert unused("tape") == OF_A_SERVICE


def test_a_kind_of_reply_that_is_left_out_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def novel_message(text: str) -> Message:
        return Message(text)

    novel_message.__module__ = lists.__name__
    monkeypatch.setattr(lists, "novel_message", novel_message, raising=False)
    assert unused("tape") == OF_A_SERVICE | {"novel_message"}
