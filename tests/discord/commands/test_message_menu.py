"""The menu of a message: what of it is asked, and what its reader is told of one with too much or nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from bot.service.service import LONGEST_QUESTION
from tests.loopback.actors import Data
from tests.loopback.bot import alive, library_under
from tests.loopback.server import Loopback, running

MENU = "Ask the notes about this"
LAMPS = "how do lighthouses send their state?"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with running() as loopback:
        yield loopback
        assert loopback.refused == []


@pytest.fixture
async def bot(server: Loopback, tmp_path: Path) -> AsyncIterator[QuothBot]:
    async with alive(server, tmp_path) as connected:
        yield connected


async def form_for(server: Loopback, text: str) -> Data:
    message = {**await server.say("", user=2), "content": text}
    use = await server.choose(MENU, message)
    await use.answered.wait()
    assert use.kind == 9
    assert use.form is not None
    return use.form


async def test_a_long_message_is_shortened_in_a_form_and_then_asked(server: Loopback, bot: QuothBot) -> None:
    form = await form_for(server, f"{LAMPS} {'Once more around the pier, ' * 60}")
    (label,) = form["components"]
    box = label["component"]
    assert box["value"].startswith(LAMPS)
    assert len(box["value"]) <= box["max_length"] == LONGEST_QUESTION
    assert all(0 < len(label[key]) <= most for key, most in (("label", 45), ("description", 100)))
    assert len(form["title"]) <= 45
    use = await server.submit(form, LAMPS)
    assert "Lighthouses that talk" in str(await use.answer())
    assert use.ephemeral
    assert library_under(bot).asked[-1][0] == LAMPS


async def test_the_form_holds_the_questions_at_the_end_of_a_long_message(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    told, asked = "We rowed around the pier and back. " * 30, LAMPS.capitalize()
    form = await form_for(server, f"{told}{asked} I lost my notes. How often is that? Thanks!")
    assert form["components"][0]["component"]["value"] == f"{asked} How often is that?"


async def test_a_form_is_answered_that_was_shown_before_a_restart(server: Loopback, tmp_path: Path) -> None:
    async with alive(server, tmp_path):
        form = await form_for(server, "Around the pier and back. " * 60)
    async with alive(server, tmp_path):
        assert "Lighthouses that talk" in str(await (await server.submit(form, LAMPS)).answer())


@pytest.mark.parametrize("text", ["a ferry " + "🚢" * 1500, "灯台" * 600])
async def test_whatever_letters_it_has_the_beginning_fits(server: Loopback, bot: QuothBot, text: str) -> None:
    del bot
    box = (await form_for(server, text))["components"][0]["component"]
    assert 0 < len(box["value"].encode("utf-16-le")) // 2 <= box["max_length"]


async def test_an_empty_form_gets_a_sentence(server: Loopback, bot: QuothBot) -> None:
    del bot
    form = await form_for(server, "Around the pier and back. " * 60)
    assert "Ask me something" in (await (await server.submit(form, "  ")).answer())["content"]


async def test_the_words_of_a_card_are_asked_and_files_are_not_read(server: Loopback, bot: QuothBot) -> None:
    del bot
    card = {"type": "rich", "title": "Asked", "description": LAMPS}
    shown = {**await server.say("", user=2), "embeds": [card]}
    assert "Lighthouses that talk" in str(await (await server.choose(MENU, shown)).answer())
    file = {"id": "1", "filename": "message.txt", "size": 9, "url": "u", "proxy_url": "u"}
    blank = {**await server.say("", user=2), "attachments": [file]}
    told = (await (await server.choose(MENU, blank)).answer())["content"]
    assert "no words that I can read" in told
