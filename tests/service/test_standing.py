"""What a card or a whole session shows is held against the notes when it is sent, as quotes are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.service.protocols import LibraryProtocol
from embeddings.library import Library
from tests.attacks.defence import stands_only_by_on_the_wire, wire
from tests.loopback.actors import Data
from tests.loopback.reading import words
from tests.loopback.server import Loopback
from tests.services import make_library

TITLE = "Mooring without ropes"
CHANGED = "The notes changed just now"


def shown(message: Data) -> str:
    return words(message)


async def card(server: Loopback) -> Data:
    return await (await server.slash("session", title=TITLE)).answer()


async def whole(server: Loopback) -> Data:
    return await (await server.press(await card(server), "Whole session")).answer()


async def shared(server: Loopback) -> Data:
    press = await server.press(await card(server), "Share here")
    await press.answer()
    return press.followups[0]


@pytest.mark.parametrize("ask", [card, whole, shared])
async def test_words_that_the_notes_no_longer_say_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Any
) -> None:
    """Defence: ``standing``, which reads the note again."""
    note = make_library(tmp_path).file
    text = note.read_text()

    async def check(server: Loopback) -> None:
        note.write_text(text)
        before = shown(await ask(server))
        assert "900 tons" in before
        assert CHANGED not in before
        note.write_text(text.replace("900 tons", "1000 tons"))
        after = shown(await ask(server))
        note.write_text(text)
        assert "900 tons" not in after
        assert "1000 tons" not in after, "not taken up yet"
        assert CHANGED in after

    def unproven(self: Library, session: Any) -> Any:
        return self.text_blocks(session.id), 0

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (Library, "standing", unproven))


async def test_what_still_stands_is_shown(tmp_path: Path) -> None:
    library = make_library(tmp_path)
    async with wire(tmp_path) as server:
        library.edit("900 tons", "1000 tons")
        text = shown(await whole(server))
        assert "Release takes two seconds" in text
        assert "moor --force 12" in text
    library.close()


def test_a_core_can_be_asked_what_stands() -> None:
    assert hasattr(LibraryProtocol, "standing")
    assert not hasattr(LibraryProtocol, "stretches"), "there is no way to show what was not proved"
