"""What lies at the top of the repository is what its readers expect there."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.paths import ROOT

KNOWN = {
    *("bot", "embeddings", "notes", "tests", "docs", ".ci", ".github"),
    *("pyproject.toml", "constraints.txt", "Makefile", "Dockerfile", ".dockerignore", ".gitignore"),
    *("docker-compose.yml", "docker-compose.cluster.yml"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
}


def test_nothing_else_is_kept_there() -> None:
    """Files that a run of the program leaves in its folder are never taken into the repository."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this copy is no git checkout: what is kept cannot be told")
    kept = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert {path.split("/")[0] for path in kept.split("\0") if path} <= KNOWN
