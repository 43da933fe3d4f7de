from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.index.protocols import RecordStore
from embeddings.index.stores.postgres.store import PostgresStore
from embeddings.index.stores.sqlite import SqliteStore
from tests import postgres
from tests.in_memory import InMemoryStore


@pytest.fixture(params=["sqlite", "postgres", "in memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    """A store that was not made yet, of each kind that there is."""
    made: RecordStore
    if request.param == "sqlite":
        made = SqliteStore(tmp_path / "library.db")
    elif request.param == "postgres":
        made = PostgresStore(postgres.fresh())
    else:
        made = InMemoryStore()
    yield made
    made.close()
