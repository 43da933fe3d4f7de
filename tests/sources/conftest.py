"""A team with a repository, a server of it, and a cache of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import NOTES
from tests.sources.server import Server, Team, serving_repositories


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A team whose repository holds two days of notes."""
    made = Team(tmp_path / "repositories")
    made.push(NOTES)
    return made


@pytest.fixture
def server(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of the team's repository, whose authority git trusts."""
    with serving_repositories(team.root, tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.authorities))
        yield running
