"""The store of a library at a place. A database's driver is imported only where one is named."""

from __future__ import annotations

from importlib import import_module

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.protocols import RecordStore
from embeddings.index.stores.sqlite import SqliteStore


def store_at(place: Place) -> RecordStore:
    """Return the store at a place; raises LibraryError where what it needs is not installed."""
    return in_postgres(place) if isinstance(place, DatabaseAddress) else SqliteStore(place)


def in_postgres(address: DatabaseAddress) -> RecordStore:
    """Return the store in a database; raises LibraryError where its driver is not installed."""
    require_driver(address)
    from embeddings.index.stores.postgres.store import PostgresStore

    return PostgresStore(address)


def require_driver(address: DatabaseAddress) -> None:
    """Raise LibraryError, with what to install, where what a database needs is not there."""
    try:
        import_module("embeddings.index.stores.postgres.store")
    except ImportError as error:
        raise LibraryError(
            f"The library {address} needs the driver of PostgreSQL ({error}): run "
            "`pip install '.[postgres]'` in the folder of Quoth's source."
        ) from error
