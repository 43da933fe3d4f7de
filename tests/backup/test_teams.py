"""Servers with notes of their own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from bot.backup.archive import BackupError
from bot.backup.backup import backup
from bot.backup.restore import restore
from bot.service.database import BotDatabase
from embeddings.library import Library
from tests.backup.helpers import claim, judge, titles
from tests.fakes import FakeEmbedder, write_notes


def test_the_libraries_of_teams_are_saved_and_come_back(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "alone.zip")
    notes = write_notes(tmp_path / "theirs", {"talk.md": "# E | Day 1\n\n## Reefs\n\nA reef grows slowly.\n"})
    team = Library(notes, tmp_path / "servers" / "team-a" / "library.db", FakeEmbedder())
    team.refresh()
    team.ask("how fast does a reef grow?")
    before = titles(team)
    assert before != titles(library)
    saved = backup(library.path, tmp_path / "q.zip")
    assert saved.sessions == len(titles(library)) + len(before)
    forms = {}
    for name in ("alone", "q"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            forms[name] = json.loads(archive.read("manifest.json"))["quoth-backup"]
    assert forms == {"alone": 1, "q": 2}, "an older Quoth knows what it can bring back"

    write_notes(notes, {"talk.md": "# E | Day 1\n\n## Shoals\n\nA shoal moves.\n"})
    team.refresh()
    team.ask("how does a shoal move?")
    done = restore(library.path, tmp_path / "q.zip")  # while both are open
    assert done.saved == saved
    assert titles(team) == before
    assert not list(team.path.parent.glob("*.faiss"))
    assert done.kept is not None
    with zipfile.ZipFile(done.kept) as archive:
        assert "servers/team-a/library.db" in archive.namelist()
    restore(library.path, tmp_path / "alone.zip")  # made before there was the team: its library stays
    assert titles(team) == before
    team.close()

    new = restore(tmp_path / "new" / "library.db", tmp_path / "q.zip")
    assert new.saved == saved
    moved = Library(notes, tmp_path / "new" / "servers" / "team-a" / "library.db", FakeEmbedder())
    assert titles(moved) == before
    moved.close()


@pytest.mark.parametrize(
    "name",
    [
        "servers/../library.db",
        "servers/../../library.db",
        "servers/a/b/library.db",
        "servers/A/library.db",
        "servers/a b/library.db",
        "servers//library.db",
        "servers/a/library.db\n",
        "servers/a/memory.db",
        "/servers/a/library.db",
        "x/servers/a/library.db",
        "servers\\a\\library.db",
    ],
)
def test_a_team_in_a_backup_leads_nowhere_else(library: Library, tmp_path: Path, name: str) -> None:
    """Defence: the names that a member may have."""
    archive = tmp_path / "evil.zip"
    with zipfile.ZipFile(archive, "w"):
        pass
    claim(archive, library.path, name)
    place = tmp_path / "deep" / "er" / "library.db"
    with pytest.raises(BackupError, match="holds files other than"):
        restore(place, archive)
    assert not (tmp_path / "deep").exists()
