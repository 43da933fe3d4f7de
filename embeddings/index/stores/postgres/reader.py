"""One state of a library in the database, read: sessions, text, chunks, vectors and words.

Every query carries the library's key. Records are read without numpy, which only the methods that give
vectors import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.protocols import Encoded, Ids, LibraryState, StoredChunk, Vectors
from embeddings.index.stores import rows as stored
from embeddings.index.stores.postgres import full_text
from embeddings.index.stores.postgres.connection import STATE, Database, guard
from embeddings.records import Image, Link, Session, Speaker, TextBlock

_SESSION = f"SELECT {stored.SESSION_COLUMNS}, speakers, links, images FROM sessions WHERE library = %s"  # noqa: S608 - names of ours


class PostgresReader:
    """Reads over one connection, within a transaction that whoever made this holds; raises LibraryError."""

    def __init__(
        self, db: Database, address: DatabaseAddress, library: int, said: tuple[Any, ...] | None = None
    ) -> None:
        """Read the library with this key over ``db``; ``said`` is its ``STATE``, where nobody changes it."""
        self.db = db
        self.library = library
        self._address = address
        self._said = said

    @contextmanager
    def guarded(self) -> Iterator[Database]:
        """Return the connection, whose errors leave as LibraryError."""
        with guard(self._address):
            yield self.db

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self.guarded() as db:
            return db.execute(query, (self.library, *values)).fetchall()

    @property
    def state(self) -> LibraryState | None:
        """What the library says of itself; None where nothing was stored yet."""
        said = self._said or self._rows(f"SELECT {STATE} FROM libraries WHERE id = %s")[0]  # noqa: S608 - ours
        return LibraryState(*said) if said[0] else None

    def files(self) -> dict[str, str]:
        """Return the files that were read, with the digest of their bytes."""
        return dict(self._rows("SELECT file, digest FROM files WHERE library = %s AND digest IS NOT NULL"))

    def skipped(self) -> dict[str, str]:
        """Return the files that were left out, and why."""
        return dict(self._rows("SELECT file, skipped FROM files WHERE library = %s AND skipped IS NOT NULL"))

    def languages(self) -> dict[str, int]:
        """Return how many sessions are in each language."""
        ((kept,),) = self._rows("SELECT languages FROM libraries WHERE id = %s")
        return self._languages_counted() if kept is None else dict(kept)

    def _languages_counted(self) -> dict[str, int]:
        """Return the same by looking at all sessions, which takes the longer the more there are."""
        return dict(
            self._rows(
                "SELECT language, count(*) FROM sessions "  # noqa: S608 - a condition of ours
                f"WHERE library = %s AND {stored.LISTED} GROUP BY language"
            )
        )

    def session_digests(self) -> dict[str, str]:
        """Return the digest of each session's content by id, in the order of the notes."""
        return dict(self._rows("SELECT id, digest FROM sessions WHERE library = %s ORDER BY position"))

    def sessions(self) -> list[Session]:
        """Return every session, whole, in the order of the notes."""
        return [_session(row) for row in self._rows(f"{_SESSION} ORDER BY position")]

    def sessions_of(self, ids: Sequence[str]) -> list[Session]:
        """Return the sessions of these ids, whole, in the order of the notes."""
        rows = self._rows(f"{_SESSION} AND id = ANY(%s) ORDER BY position", list(ids))
        return [_session(row) for row in rows]

    def renewed(self, held: Mapping[str, tuple[str, Session]]) -> dict[str, tuple[str, Session]]:
        """Return (digest, session) of every session by id, in the order of the notes.

        What is ``held`` with the digest that it has now is not read again.
        """
        return stored.renewed(held, self.session_digests(), lambda ids: self.sessions_of(ids) if ids else [])

    def text_blocks(self, session: str) -> list[TextBlock]:
        """Return all that may be quoted of a session, in order."""
        rows = self._rows("SELECT text_blocks FROM sessions WHERE library = %s AND id = %s", session)
        return [TextBlock(*fields) for fields in rows[0][0]] if rows else []

    def chunks(self, session: str) -> list[StoredChunk]:
        """Return a session's chunks, in order."""
        with self.guarded() as db:
            rows = db.execute(
                "SELECT id, session, position, digest, segments, parts FROM chunks "
                "WHERE library = %s AND session = %s ORDER BY position",
                (self.library, session),
                binary=True,
            )
            return [stored.chunk_of(*row) for row in rows]

    def chunk_ids(self, sessions: Iterable[str]) -> Ids:
        """Return the ids of these sessions' chunks: shape (chunks,)."""
        import numpy as np

        found = self._rows("SELECT id FROM chunks WHERE library = %s AND session = ANY(%s)", list(sessions))
        return np.array([row[0] for row in found], dtype=np.int64)

    def chunk_count(self) -> int:
        """Count the chunks."""
        return int(self._rows("SELECT chunks FROM libraries WHERE id = %s")[0][0])

    def indexed(self, chunks: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
        """Return (session, title, people, body), the last three as stems; unknown ids are left out."""
        rows = self._rows(
            "SELECT id, session, title, people, body FROM chunks WHERE library = %s AND id = ANY(%s)",
            [int(i) for i in chunks],
        )
        return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}

    def match(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return (chunk, BM25 score, higher is better) of the best ``limit`` that hold any of these stems."""
        if not words:
            return []
        with self.guarded() as db:
            return full_text.match(db, self.library, words, limit)

    def vocabulary(self) -> dict[str, int]:
        """Return every word of the notes and how many sessions use it."""
        return dict(self._rows("SELECT word, sessions FROM vocabulary WHERE library = %s"))

    def vector_ids(self) -> Ids:
        """Return the ids of all chunks, ascending: shape (chunks,)."""
        import numpy as np

        found = self._rows("SELECT chunk FROM vectors WHERE library = %s ORDER BY chunk")
        return np.array([row[0] for row in found], dtype=np.int64)

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        """Return the vectors of these chunks, in that order: shape (ids, dimension).

        Raises LibraryError, with both counts, where one is missing.
        """
        from embeddings.index.stores.postgres import vectors

        wanted = [int(i) for i in ids]
        with self.guarded() as db:
            vectors.understand_vectors(db)
            found = dict(
                db.execute(
                    "SELECT chunk, vector FROM vectors WHERE library = %s AND chunk = ANY(%s)",
                    (self.library, wanted),
                    binary=True,
                ).fetchall()
            )
        if len(found) != len(wanted):
            raise LibraryError(
                f"The library {self._address} is damaged (vectors for {len(found)} of {len(wanted)} chunks): "
                "run `quoth ingest` with another library."
            )
        return vectors.received([found[i] for i in wanted], dimension)

    def encoded(self, digests: Iterable[str]) -> dict[str, Encoded]:
        """Return the vectors of the chunks whose text has one of these digests."""
        from embeddings.index.stores.postgres import vectors

        with self.guarded() as db:
            vectors.understand_vectors(db)
            rows = db.execute(
                "SELECT DISTINCT ON (digest) digest, vector, parts, json_array_length(segments) "
                "FROM chunks JOIN vectors ON vectors.library = chunks.library AND chunk = id "
                "WHERE chunks.library = %s AND digest = ANY(%s)",
                (self.library, list(digests)),
                binary=True,
            )
            return {
                digest: Encoded(vector.to_numpy(), stored.parts_of(parts, count))
                for digest, vector, parts, count in rows
            }


def _session(row: tuple[Any, ...]) -> Session:
    also, speakers, links, images = row[15:]
    return stored.session_of(
        row,
        also,
        (Speaker(*fields) for fields in speakers),
        (Link(*fields) for fields in links),
        (Image(*fields) for fields in images),
    )
