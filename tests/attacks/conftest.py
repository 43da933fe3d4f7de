"""A team with a repository of notes, and a server of it, for what attacks those."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.conftest import server as server
from tests.sources.server import Team

NOTE = "# A\n\n## B\n\nText.\n"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = Team(tmp_path / "repositories")
    made.push({"day1.md": NOTE})
    return made
