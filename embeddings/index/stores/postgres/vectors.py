"""Vectors on their way into the database and back, in pgvector's own form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from pgvector import Vector
from pgvector.psycopg.vector import register_vector_info
from psycopg.types import TypeInfo

from embeddings.index.protocols import Vectors

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
