"""The index of the chunks' vectors in the database: pgvector's HNSW graph over halves, and exact cosines.

Below ``EXACT_BELOW`` chunks, and among a few, every vector is compared. From there on the graph gives some
more than are asked for, by numbers of two bytes; those are measured again with the vectors themselves. The
graph holds all libraries of the database: those of others are passed over, and the search goes on until
enough of this one were found (iterative scan). The database keeps it up to date; nothing is derived here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from psycopg import sql

from embeddings.index.protocols import Ids, Reader, VectorIndex, Vectors
from embeddings.index.stores.postgres.reader import PostgresReader
from embeddings.index.stores.postgres.vectors import sent, understand_vectors

EXACT_BELOW = 5_000
"""Chunks up to which all are compared."""
INDEXED = 384
"""Numbers a vector that there is a graph for."""
_FEW = 2_000
"""Chunks to choose from that are compared one by one rather than looked for."""
_SPARE = 40
"""So many more than are asked for are measured again: two bytes a number misplace some."""
_LEAST_WIDTH, _MOST_WIDTH = 100, 1000
"""Of the search in the graph: candidates that are kept at a time. pgvector allows 1000."""
_WIDTH_A_CHUNK = 1 / 1_000
"""The larger a library, the more of them it takes: of a million chunks 160 find 89 of 100 that are among the
nearest ten, and 1000 find 95, in a third more time."""
_MOST_SCANNED = 40_000
"""Vectors that are looked at before the search ends with what it has."""

_ALL = """
    SELECT chunk, -(vector <#> %(question)s) AS cosine FROM vectors
    WHERE library = %(library)s ORDER BY cosine DESC, chunk LIMIT %(limit)s
"""
_AMONG = """
    SELECT chunk, -(vector <#> %(question)s) AS cosine FROM vectors
    WHERE library = %(library)s AND chunk = ANY(%(among)s) ORDER BY cosine DESC, chunk LIMIT %(limit)s
"""
_NEAR = sql.SQL("""
    WITH near AS MATERIALIZED (
        SELECT chunk, vector FROM vectors
        WHERE library = %(library)s AND vector_dims(vector) = {dimension} AND {condition}
        ORDER BY vector::halfvec({dimension}) <#> %(question)s::halfvec({dimension}) LIMIT %(looked)s
    )
    SELECT chunk, -(vector <#> %(question)s) AS cosine FROM near
    ORDER BY cosine DESC, chunk LIMIT %(limit)s
""")
_NEAR_ALL = _NEAR.format(dimension=sql.Literal(INDEXED), condition=sql.SQL("true"))
_NEAR_AMONG = _NEAR.format(dimension=sql.Literal(INDEXED), condition=sql.SQL("chunk = ANY(%(among)s)"))


class PgvectorIndex:
    """Nearest chunks by inner product, which is the cosine since all vectors are of length one."""

    def __init__(self, reader: PostgresReader, dimension: int, size: int) -> None:
        """Search what ``reader`` reads."""
        self._reader = reader
        self._dimension = dimension
        self._size = size

    @classmethod
    def open(
        cls,
        reader: Reader,
        dimension: int,
        fingerprint: str,  # noqa: ARG003 - a library's vectors are all of one model
        previous: VectorIndex | None = None,  # noqa: ARG003 - nothing is held here that could help
    ) -> PgvectorIndex:
        """Return the index of what ``reader``, one of a database, holds."""
        return cls(_in_database(reader), dimension, reader.chunk_count())

    @property
    def size(self) -> int:
        """Vectors in the index."""
        return self._size

    def over(self, reader: Reader) -> PgvectorIndex:
        """Return this index for use with ``reader``, which reads the state that the index was opened for."""
        return PgvectorIndex(_in_database(reader), self._dimension, self._size)

    def search(
        self, questions: Vectors, limit: int, among: Ids | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return (chunk, cosine) of the nearest ``limit`` for each question, nearest first.

        ``questions`` has the shape (questions, dim), each of length one; ``among`` are the chunks to choose
        from, all by default.
        """
        chosen = None if among is None else [int(i) for i in among]
        few = self._size < EXACT_BELOW if chosen is None else len(chosen) <= _FEW
        looked = min(limit + _SPARE, self._size)
        query: str | sql.Composed
        if few or self._dimension != INDEXED or looked > _MOST_WIDTH:
            query = _ALL if chosen is None else _AMONG
        else:
            query = _NEAR_ALL if chosen is None else _NEAR_AMONG
        with self._reader.guarded() as db:
            understand_vectors(db)
            with db.pipeline():
                if isinstance(query, sql.Composed):
                    wanted = max(_LEAST_WIDTH, 2 * looked, int(self._size * _WIDTH_A_CHUNK))
                    width = min(wanted, _MOST_WIDTH)
                    for name, value in (
                        ("hnsw.ef_search", width),
                        ("hnsw.iterative_scan", "relaxed_order"),
                        ("hnsw.max_scan_tuples", _MOST_SCANNED),
                    ):
                        db.execute("SELECT set_config(%s, %s, true)", (name, str(value)))
                cursors = [
                    db.execute(
                        query,
                        {
                            "question": sent(question),
                            "library": self._reader.library,
                            "limit": limit,
                            "looked": looked,
                            "among": chosen,
                        },
                        binary=True,
                    )
                    for question in questions
                ]
            return [[(int(i), float(s)) for i, s in cursor.fetchall()] for cursor in cursors]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of these chunks: shape (ids, dim)."""
        if not len(ids):
            return np.zeros((0, self._dimension), dtype=np.float32)
        return self._reader.vectors(ids, self._dimension)


def _in_database(reader: Reader) -> PostgresReader:
    if not isinstance(reader, PostgresReader):
        raise TypeError("pgvector searches a library in a PostgreSQL database only")
    return reader
