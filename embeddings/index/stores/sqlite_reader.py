"""One state of the library file, read: sessions, text, chunks, vectors and words.

Records are read without numpy, which only the methods that give vectors import: listing sessions needs none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from embeddings.errors import LibraryError
from embeddings.index.protocols import Encoded, Ids, LibraryState, StoredChunk, Vectors
from embeddings.index.stores import rows as stored
from embeddings.index.stores.rows import LISTED, SESSION_COLUMNS
from embeddings.index.stores.sqlite_schema import COUNTS, STATE_KEYS, guard
from embeddings.records import Image, Link, LinkKind, Session, Speaker, TextBlock

_Record = TypeVar("_Record")

FEW = 500
"""Sessions, or vectors, that are read one by one rather than all: SQLite takes some thousands of values in a
statement.
"""


class SqliteReader:
    """Reads over one connection, within a transaction that whoever made this holds; raises LibraryError."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """Read over ``db``, a connection to the library at ``path``."""
        self._db = db
        self._path = path

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        with guard(self._path):
            yield self._db

    @property
    def state(self) -> LibraryState | None:
        """What the library says of itself; None where nothing was stored yet."""
        with self._guarded() as db:
            said = dict(db.execute("SELECT key, value FROM meta"))
        found = {field: said.get(key, "") for field, key in STATE_KEYS.items()}
        if not found["generation"]:
            return None
        return LibraryState(
            generation=found["generation"],
            model=found["model"],
            model_stamp=found["model_stamp"],
            dimension=int(found["dimension"] or 0),
            derivation=found["derivation"],
            folder=found["folder"],
            base_url=found["base_url"] or None,
            notes=found["notes"],
            release=found["release"],
            code=found["code"],
        )

    def files(self) -> dict[str, str]:
        """Return the files that were read, with the digest of their bytes."""
        with self._guarded() as db:
            return dict(db.execute("SELECT file, digest FROM files"))

    def languages(self) -> dict[str, int]:
        """Return how many sessions are in each language."""
        return self._counts()[1]

    def session_digests(self) -> dict[str, str]:
        """Return the digest of each session's content by id, in the order of the notes."""
        with self._guarded() as db:
            return dict(db.execute("SELECT id, digest FROM sessions ORDER BY position"))

    def sessions(self) -> list[Session]:
        """Return every session, whole, in the order of the notes."""
        return self._sessions()

    def renewed(self, held: Mapping[str, tuple[str, Session]]) -> dict[str, tuple[str, Session]]:
        """Return (digest, session) of every session by id, in the order of the notes.

        What is ``held`` with the digest that it has now is not read again.
        """
        return stored.renewed(
            held,
            self.session_digests(),
            lambda ids: self._sessions(ids) if len(ids) <= FEW else self.sessions(),
        )

    def _sessions(self, ids: Sequence[str] | None = None) -> list[Session]:
        """Return the sessions of these ids (not too many for one statement), all by default."""
        of = "" if ids is None else f"WHERE session IN ({','.join('?' * len(ids))}) "
        ids = () if ids is None else ids
        with self._guarded() as db:
            speakers = _grouped(db, "name, role, company, line FROM speakers", of, ids, Speaker)
            images = _grouped(db, "alt, path, line FROM images", of, ids, Image)
            links = _grouped(db, "kind, label, url, line, text, recording FROM links", of, ids, _link)
            rows = db.execute(
                f"SELECT {SESSION_COLUMNS} FROM sessions "  # noqa: S608 - the names above, question marks
                f"{of.replace('session', 'id')}ORDER BY position",
                ids,
            )
            return [
                stored.session_of(
                    row,
                    json.loads(row[15]) if row[15] != "[]" else (),
                    speakers.get(row[0], ()),
                    links.get(row[0], ()),
                    images.get(row[0], ()),
                )
                for row in rows
            ]

    def text_blocks(self, session: str) -> list[TextBlock]:
        """Return all that may be quoted of a session, in order."""
        with self._guarded() as db:
            rows = db.execute(
                "SELECT kind, text, line, end_line, depth FROM stretches WHERE session = ? ORDER BY position",
                (session,),
            )
            return [TextBlock(*row) for row in rows]

    def chunks(self, session: str) -> list[StoredChunk]:
        """Return a session's chunks, in order."""
        with self._guarded() as db:
            rows = db.execute(
                "SELECT id, session, position, digest, units, parts FROM passages "
                "WHERE session = ? ORDER BY position",
                (session,),
            )
            return [
                stored.chunk_of(number, of, position, digest, json.loads(segments), parts)
                for number, of, position, digest, segments, parts in rows
            ]

    def indexed(self, chunks: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
        """Return (session, title, people, body), the last three as stems, of these chunks; unknown ids are
        left out.
        """
        with self._guarded() as db:
            marks = ",".join("?" * len(chunks))
            rows = db.execute(
                "SELECT id, session, fulltext.title, people, body "  # noqa: S608 - only question marks
                f"FROM passages JOIN fulltext ON fulltext.rowid = passages.id WHERE id IN ({marks})",
                list(chunks),
            )
            return {row[0]: row[1:] for row in rows}

    def chunk_ids(self, sessions: Iterable[str]) -> Ids:
        """Return the ids of these sessions' chunks: shape (chunks,)."""
        import numpy as np

        with self._guarded() as db:
            rows = db.execute(
                "SELECT id FROM passages WHERE session IN (SELECT value FROM json_each(?))",
                (json.dumps(list(sessions)),),
            )
            found = [row[0] for row in rows]
        return np.array(found, dtype=np.int64)

    def chunk_count(self) -> int:
        """Count the chunks."""
        return self._counts()[0]

    def _counts(self) -> tuple[int, dict[str, int]]:
        """Return how many chunks there are, and how many sessions in each language."""
        with self._guarded() as db:
            said = dict(
                db.execute(
                    "SELECT key, value FROM meta WHERE key IN (?, ?)", (COUNTS, STATE_KEYS["generation"])
                )
            )
        generation, chunks, languages = json.loads(said.get(COUNTS, "[null, 0, {}]"))
        # Of another generation where an older Quoth, which keeps no counts, wrote since.
        if generation is None or generation != said.get(STATE_KEYS["generation"]):
            return self._counted()
        return chunks, languages

    def _counted(self) -> tuple[int, dict[str, int]]:
        """Return the same by looking at all of them, which takes the longer the more there are."""
        with self._guarded() as db:
            chunks = int(db.execute("SELECT count(*) FROM passages").fetchone()[0])
            rows = db.execute(
                f"SELECT language, count(*) FROM sessions WHERE {LISTED} GROUP BY language"  # noqa: S608 - ours
            )
            return chunks, dict(rows)

    def vector_ids(self) -> Ids:
        """Return the ids of all chunks that have a vector, ascending: shape (chunks,)."""
        import numpy as np

        with self._guarded() as db:
            # Every chunk has a vector, and these ids stand together in an index.
            # One text of all of them is read three times as fast as a row each.
            (text,) = db.execute("SELECT group_concat(id) FROM passages").fetchone()
        return np.sort(np.fromstring(text or "", dtype=np.int64, sep=","))

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        """Return the vectors of these chunks, in that order: shape (ids, dimension). Raises when one is
        missing.
        """
        import numpy as np

        found: dict[int, bytes] = {}
        with self._guarded() as db:
            for start in range(0, len(ids), FEW):
                some = [int(i) for i in ids[start : start + FEW]]
                marks = ",".join("?" * len(some))
                found.update(
                    db.execute(
                        f"SELECT passage, vector FROM vectors WHERE passage IN ({marks})",  # noqa: S608 - marks
                        some,
                    )
                )
        if len(found) != len(ids):
            raise LibraryError(
                f"The library {self._path} is damaged (vectors for {len(found)} of {len(ids)} chunks): "
                "delete it and run `quoth ingest`."
            )
        table = np.empty((len(ids), dimension), dtype=np.float32)
        for row, i in enumerate(ids):
            table[row] = np.frombuffer(found[int(i)], dtype="<f4")
        return table

    def match(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return (chunk, BM25 score, higher is better) of the best ``limit`` that hold any of these stems."""
        if not words:
            return []
        # Each a string of FTS5's query language, in which nothing but a quotation mark means anything.
        query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        with self._guarded() as db:
            # Weights: title, people, body. A word of the title says what the whole session is about.
            rows = db.execute(
                "SELECT rowid, -bm25(fulltext, 2.0, 2.0, 1.0) AS score FROM fulltext "
                "WHERE fulltext MATCH ? ORDER BY score DESC LIMIT ?",
                (query, limit),
            )
            return [(int(i), float(score)) for i, score in rows]

    def vocabulary(self) -> dict[str, int]:
        """Return every word of the notes and how many sessions use it."""
        with self._guarded() as db:
            return dict(db.execute("SELECT word, sessions FROM vocabulary"))

    def skipped(self) -> dict[str, str]:
        """Return the files that were left out, and why."""
        with self._guarded() as db:
            return dict(db.execute("SELECT file, reason FROM skipped"))

    def encoded(self, digests: Iterable[str]) -> dict[str, Encoded]:
        """Return the vectors of the chunks whose text has one of these digests."""
        import numpy as np

        found: dict[str, Encoded] = {}
        with self._guarded() as db:
            for digest in digests:
                row = db.execute(
                    "SELECT vector, parts FROM passages JOIN vectors ON passage = id "
                    "WHERE digest = ? LIMIT 1",
                    (digest,),
                ).fetchone()
                if row is not None:
                    vector = np.frombuffer(row[0], dtype="<f4")
                    parts = np.frombuffer(row[1], dtype="<f2").astype(np.float32)
                    found[digest] = Encoded(vector, parts.reshape(-1, len(vector)))
        return found


def _grouped(
    db: sqlite3.Connection, what: str, of: str, ids: Sequence[str], make: Callable[..., _Record]
) -> dict[str, list[_Record]]:
    """Return the records of each session, in order: ``what`` are columns and table, ``of`` a condition."""
    found: dict[str, list[_Record]] = {}
    for session, *fields in db.execute(f"SELECT session, {what} {of} ORDER BY session, position", ids):
        found.setdefault(session, []).append(make(*fields))
    return found


def _link(kind: LinkKind, label: str, url: str, line: int | None, text: str, recording: int) -> Link:
    return Link(kind, label, url, line, text, bool(recording))
