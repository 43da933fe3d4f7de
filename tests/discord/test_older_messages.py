"""Messages that earlier versions of the bot sent, with embeds and rows of buttons, go on working."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.loopback.actors import Data
from tests.loopback.bot import alive
from tests.loopback.reading import custom_ids, words
from tests.loopback.rules import V2
from tests.loopback.server import Loopback, running

QUESTION = "how do magnets hold a ferry?"


@pytest.fixture
async def discord(tmp_path: Path) -> AsyncIterator[Loopback]:
    async with running() as server, alive(server, tmp_path):
        yield server
        assert server.refused == []
        assert server.pinging == []


def older(message: Data, *rows: Mapping[str, str]) -> Data:
    """Return a message as it was before: an embed, and rows of buttons by label and custom id."""
    components = [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": label, "custom_id": custom_id}
                for label, custom_id in row.items()
            ],
        }
        for row in rows
    ]
    embed = {"type": "rich", "title": "Mooring without ropes", "description": "> Magnets"}
    return {**message, "flags": 0, "content": "", "embeds": [embed], "components": components}


def key_of(message: Data) -> str:
    return str(custom_ids(message)[0]).split(":")[2]


async def test_buttons_under_an_answer_do_what_they_say(discord: Loopback) -> None:
    answer = await (await discord.slash("ask", question=QUESTION)).answer()
    key = key_of(answer)
    acts = {"More quotes": "more", "Whole session": "whole", "Useful": "yes"}
    message = older(answer, {label: f"q:{act}:{key}" for label, act in acts.items()})
    for label, said in (
        ("More quotes", "day1.md, line"),
        ("Whole session", "Release takes two seconds"),
        ("Useful", "Thank you."),
    ):
        press = await discord.press(message, label, user=2)
        assert said in words(await press.answer())
        assert press.ephemeral


async def test_a_list_with_an_embed_turns_into_a_card(discord: Loopback) -> None:
    shown = await (await discord.slash("sessions")).answer()
    key = key_of(shown)
    press = await discord.press(older(shown, {"Next ▶": f"q:page:{key}:1n"}), "Next ▶")
    turned = await press.answer()
    assert "Lighthouses that talk" in words(turned)
    assert turned["flags"] & V2
    assert (turned["sent"]["content"], turned["sent"]["embeds"]) == (None, [])
