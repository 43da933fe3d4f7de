from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.index.protocols import RecordStore
from embeddings.index.stores.sqlite import SqliteStore
from tests.in_memory import InMemoryStore


@pytest.fixture(params=["sqlite", "in memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    """A store that was not made yet, of each kind that there is."""
    made = SqliteStore(tmp_path / "library.db") if request.param == "sqlite" else InMemoryStore()
    yield made
    made.close()
