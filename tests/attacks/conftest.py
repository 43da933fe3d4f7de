"""A team with a repository of notes, and a server of it, for what attacks those."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.server import Server, Team, serving_repositories

NOTE = "# A\n\n## B\n\nText.\n"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = Team(tmp_path / "repositories")
    made.push({"day1.md": NOTE})
    return made


@pytest.fixture
def server(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving_repositories(team.root, tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.authorities))
        yield running
