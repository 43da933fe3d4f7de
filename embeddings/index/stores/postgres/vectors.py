"""Vectors on their way into the database and back: pgvector's own form, and halves of the segments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pgvector import Vector
from pgvector.psycopg.vector import register_vector_info
from psycopg.types import TypeInfo

from embeddings.index.chunking import Segment
from embeddings.index.protocols import StoredChunk, Vectors

if TYPE_CHECKING:
    from embeddings.index.stores.postgres.connection import Database


def understand_vectors(db: Database) -> None:
    """Teach a connection the type of vectors, once."""
    if db.adapters.types.get("vector") is None:
        register_vector_info(db, TypeInfo.fetch(db, "vector"))


def sent(vector: Vectors) -> Vector:
    """Return a vector, shape (dim,), as the database takes it."""
    return Vector(vector)


def received(vectors: Sequence[Vector], dimension: int) -> Vectors:
    """Return vectors of the database as a table: shape (vectors, dimension)."""
    table = np.empty((len(vectors), dimension), dtype=np.float32)
    for row, vector in enumerate(vectors):
        table[row] = vector.to_numpy()
    return table


def halves(parts: Vectors) -> bytes:
    """Return segments' vectors, shape (segments, dim), as they are stored: two bytes a number."""
    return parts.astype("<f2").tobytes()


def parts_of(stored: bytes, rows: int) -> Vectors:
    """Return so many segments' vectors, shape (rows, dim), from what ``halves`` gave."""
    table = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    return table.reshape(rows, -1) if rows else table.reshape(0, 0)


def written(segments: Sequence[Segment]) -> str:
    """Return segments as the database holds them: a list of lists, in JSON."""
    return json.dumps(
        [[s.text, s.line, s.end_line, s.kind, s.text_block] for s in segments], ensure_ascii=False
    )


def chunk(
    number: int, session: str, position: int, digest: str, segments: list[list[Any]], parts: bytes
) -> StoredChunk:
    """Return a chunk from its row."""
    members = tuple(Segment(*fields) for fields in segments)
    return StoredChunk(number, session, position, digest, members, parts_of(parts, len(members)))
