"""What the bot does for people, with no chat platform: checks of questions, and pictures."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.discord.limits import PICTURES
from bot.service.errors import NotReadyError, TooLongError
from bot.service.service import Service
from embeddings.errors import QuothError
from embeddings.records import Image
from tests.waiting import GUARD, turns


async def test_questions_are_checked_before_any_work(service: Service) -> None:
    with pytest.raises(NotReadyError):
        service.check("what?")
    await service.start()
    assert service.check("  what?\ud800 ") == "what??"
    assert service.check("x" * 500)
    with pytest.raises(TooLongError, match="501 characters"):
        service.check("x" * 501)
    with pytest.raises(QuothError, match="Ask me something"):
        service.check(" \n ")


async def test_no_button_waits_for_pictures(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    await service.start()
    kept = await service.keep(1, "ask", "what about the lamp?")
    released = threading.Event()
    monkeypatch.setattr("bot.service.service.named_by", lambda *_: [Image("", "a.png", 1)])
    monkeypatch.setattr("bot.service.service.attachments", lambda *_: (released.wait(GUARD), ())[1])
    session = service.suggestions.sessions[0]
    shown = [asyncio.create_task(service.pictures(session, (), PICTURES)) for _ in range(8)]
    try:
        await turns()
        # Were it to wait for them, it would do so for ever: they are let go only after it.
        assert await service.reply(kept.key, None) == kept
    finally:
        released.set()
    assert await asyncio.gather(*shown) == [()] * 8
