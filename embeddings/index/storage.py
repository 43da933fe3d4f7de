"""Where a library is kept: a store of records, and the index over its vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.protocols import OpenIndex, RecordStore
from embeddings.index.stores.choice import in_postgres
from embeddings.index.stores.sqlite import SqliteStore


@dataclass(frozen=True, slots=True)
class Storage:
    """A store and what opens the index of it."""

    store: RecordStore
    open_index: OpenIndex


def storage_at(place: Place) -> Storage:
    """Return the storage of a library at a place; raises LibraryError where a driver is missing."""
    return in_database(place) if isinstance(place, DatabaseAddress) else in_file(place)


def in_file(path: Path) -> Storage:
    """Return the storage in one file at ``path``, with an index beside it that can be made again."""
    from embeddings.index.vectors.faiss_index import FaissIndex  # slow to import, and only needed here

    return Storage(SqliteStore(path), partial(FaissIndex.open, path))


def in_database(address: DatabaseAddress) -> Storage:
    """Return the storage in a PostgreSQL database, which holds its index itself."""
    store = in_postgres(address)
    from embeddings.index.vectors.pgvector_index import PgvectorIndex

    return Storage(store, PgvectorIndex.open)
