"""Where a library is kept: a store of records, and the index over its vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from embeddings.index.protocols import OpenIndex, RecordStore
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.vectors.faiss_index import FaissIndex


@dataclass(frozen=True, slots=True)
class Storage:
    """A store and what opens the index of it."""

    store: RecordStore
    open_index: OpenIndex


def in_file(path: Path) -> Storage:
    """Return the storage in one file at ``path``, with an index beside it that can be made again."""
    return Storage(SqliteStore(path), partial(FaissIndex.open, path))
