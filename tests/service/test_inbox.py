"""Notes that are handed in to a service, with no chat around it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from bot.inbox.errors import RefusedError
from bot.service.inbox import Inbox
from tests.inbox.files import TALK, hostile
from tests.services import serving

SERVER, ANN = 2000, 1


async def test_of_all_hostile_files_nothing_is_left_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "temporary"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    async with serving(tmp_path, guild=SERVER) as service:
        before = sorted((tmp_path / "notes").rglob("*"))
        for name, data in hostile():
            with pytest.raises(RefusedError):
                await Inbox(service).offer(SERVER, ANN, name, data)
        assert service.database.connection.rows("SELECT * FROM submissions") == []
        assert service.database.connection.rows("SELECT * FROM submitted") == []
        assert sorted((tmp_path / "notes").rglob("*")) == before
        assert list(aside.iterdir()) == []


async def test_what_holds_no_session_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path, guild=SERVER) as service:
        (tmp_path / "notes" / "quoth.toml").write_text('exclude = ["inbox/*"]', encoding="utf-8")
        with pytest.raises(RefusedError, match="no session is found in it"):
            await Inbox(service).offer(SERVER, ANN, "day2.md", TALK.encode())
        assert service.database.connection.rows("SELECT * FROM submissions") == []
