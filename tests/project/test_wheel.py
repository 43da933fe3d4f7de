"""What is installed: every module and every file that a module reads, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT

PACKAGES = ("bot", "embeddings")
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


def files(root: Path) -> set[str]:
    """Return the paths below ``root`` of all files of the packages, caches left out."""
    found = (path for package in PACKAGES for path in (root / package).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The paths in a wheel of the project, which is built in a copy."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", BUILD, built], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = built.glob("quoth-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_a_wheel_holds_every_file_of_the_packages(installed: set[str]) -> None:
    assert {name for name in installed if ".dist-info/" not in name} == files(ROOT)
    assert any(name.startswith("bot/render/templates/") for name in installed)


def test_a_wheel_brings_the_command_and_the_licence(installed: set[str]) -> None:
    endings = {name.partition(".dist-info/")[2] for name in installed}
    assert {"entry_points.txt", "licenses/LICENSE"} <= endings
    assert "embeddings/answer/reader/ADAPTER-LICENSE.md" in installed
