"""The store of a library at a place. A database's driver is imported only where one is named."""

from __future__ import annotations

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.protocols import RecordStore
from embeddings.index.stores.sqlite import SqliteStore


def store_at(place: Place) -> RecordStore:
    """Return the store at a place; raises LibraryError where what it needs is not installed."""
    return in_postgres(place) if isinstance(place, DatabaseAddress) else SqliteStore(place)


def in_postgres(address: DatabaseAddress) -> RecordStore:
    """Return the store in a database; raises LibraryError where its driver is not installed."""
    try:
        from embeddings.index.stores.postgres.store import PostgresStore
    except ImportError as error:
        raise LibraryError(
            f"The library {address} needs the driver of PostgreSQL ({error}): run "
            "`pip install '.[postgres]'` in the folder of Quoth's source."
        ) from error
    return PostgresStore(address)
