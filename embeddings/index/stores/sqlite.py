"""The library file: SQLite holds all that was ingested, and is the only truth.

Days, sessions, speakers, links, images, text blocks, chunks with their vectors, the full-text index and the
notes' vocabulary stand in one file, written in one transaction an ingest (write-ahead log: readers see the
library before or after it, never half). No pickle: vectors are little-endian floats, lists of units are JSON.

Chunk ids start at a random number in each ingest and are never used again, so that a vector index which was
derived from another state of the file can be told apart id by id.

Records are read without numpy, which only the methods that give vectors import: listing sessions needs none.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError
from embeddings.index.chunking import Segment
from embeddings.records import Image, Link, LinkKind, Session, Speaker, TextBlock

if TYPE_CHECKING:
    import numpy as np

    from embeddings.index.embedders.sentence_transformers import Vectors

_Record = TypeVar("_Record")

VERSION = 1
"""Of the schema. An older library is made anew from the notes; a newer one is refused."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (file TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE skipped (file TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, digest TEXT NOT NULL,
    title TEXT NOT NULL, event TEXT, day TEXT, date TEXT,
    file TEXT NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL, kind TEXT NOT NULL,
    sponsor TEXT, words INTEGER NOT NULL, heading TEXT, code TEXT, language TEXT NOT NULL, also TEXT NOT NULL
);
CREATE TABLE speakers (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT, company TEXT, line INTEGER, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE links (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, label TEXT NOT NULL, url TEXT NOT NULL, line INTEGER, text TEXT NOT NULL,
    recording INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE images (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    alt TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE stretches (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL,
    depth INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    position INTEGER NOT NULL, digest TEXT NOT NULL, units TEXT NOT NULL, parts BLOB NOT NULL
);
CREATE INDEX passages_by_session ON passages (session, position);
CREATE INDEX passages_by_digest ON passages (digest);
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vector BLOB NOT NULL
);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, sessions INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE fulltext USING fts5 (
    title, people, body, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIEW days AS
    SELECT event, day, date, file, min(position) AS position, count(*) AS sessions
    FROM sessions GROUP BY event, day, date, file;
"""

_SESSION_COLUMNS = (
    "id, title, event, day, date, file, line, end_line, kind, sponsor, words, heading, code, language, also"
)


_WAIT = 30.0
"""Seconds to wait for another process's lock."""
_FEW = 500
"""Sessions that are read one by one rather than all: SQLite takes some thousands of values in a statement."""


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk as the library holds it."""

    id: int
    session: str
    position: int
    segments: tuple[Segment, ...]
    parts: Vectors
    """Shape (units, dim): each unit's own vector."""


@dataclass(frozen=True, slots=True)
class NewChunk:
    """A chunk to be written, with its vectors and its words for the full-text index."""

    digest: str
    segments: tuple[Segment, ...]
    vector: bytes
    parts: bytes
    title: str
    people: str
    body: str


class Store:
    """One connection to a library file. Not shared between threads; every method raises LibraryError."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open ``path``, made when it is not there and ``write`` is set."""
        self.path = path
        try:
            self._db = _connect(path, write=write)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        try:
            self._check_ours()
            if write:
                self._log_ahead()
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._db.execute("PRAGMA foreign_keys = ON")
            self._check_version(write)
        except sqlite3.Error as error:
            self.close()
            raise _unusable(path, error) from error
        except LibraryError:
            self.close()
            raise

    def _log_ahead(self) -> None:
        """Have a log written ahead; waits while another process makes the same new file.

        SQLite itself does not wait here, as it does for every other lock.
        """
        until = time.monotonic() + _WAIT
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _check_ours(self) -> None:
        """Refuse a database of something else before anything in it is touched."""
        tables = {row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and not {"meta", "passages", "vectors"} <= tables:
            raise LibraryError(
                f"{self.path} is a database of something else ({', '.join(sorted(tables)[:3])}), no library: "
                "use another --library."
            )

    def _check_version(self, write: bool) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise NewerLibraryError(
                f"The library {self.path} was made by a newer Quoth "
                f"(form {found}, this one reads {VERSION}): "
                "upgrade Quoth, or use another --library."
            )
        if found == VERSION:
            return
        if not write:
            raise OlderLibraryError(
                f"The library {self.path} was made by an older Quoth: run `quoth ingest` to make it anew."
            )
        with self.transaction():
            if self._db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return  # another process made it while this one waited
            # Everything here is derived from the notes, so an older form is not migrated but made again.
            for kind, name in self._db.execute(
                "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'fulltext_%'"
            ).fetchall():
                self._db.execute(f'DROP {kind} IF EXISTS "{name}"')
            for statement in _SCHEMA.split(";\n"):
                if statement.strip():
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def guard(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; SQLite's errors leave as LibraryError."""
        try:
            yield self._db
        except sqlite3.Error as error:
            raise LibraryError(
                f"The library {self.path} cannot be used ({error}): "
                "free some disk space or check its permissions; "
                "if it is damaged, delete it and run `quoth ingest`."
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of it or nothing; waits for another writer to finish."""
        with self.guard() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the library, whatever is written meanwhile."""
        with self.guard() as db:
            db.execute("BEGIN")
            try:
                yield
            finally:
                db.execute("COMMIT")

    # ------------------------------------------------------------------ reading

    def meta(self, key: str) -> str | None:
        """Give a fact about the library, or None."""
        with self.guard() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def files(self) -> dict[str, str]:
        """Give the files that were read, with the digest of their bytes."""
        with self.guard() as db:
            return dict(db.execute("SELECT file, digest FROM files"))

    def session_digests(self) -> dict[str, str]:
        """Give the digest of each session's content, by id."""
        with self.guard() as db:
            return dict(db.execute("SELECT id, digest FROM sessions"))

    def sessions(self) -> list[Session]:
        """Give every session, whole, in the order of the notes."""
        return self._sessions("", ())

    def renewed(self, held: Mapping[str, tuple[str, Session]]) -> dict[str, tuple[str, Session]]:
        """Give (digest, session) of every session by id, in the order of the notes.

        What is ``held`` with the digest that it has now is not read again.
        """
        with self.guard() as db:
            digests = dict(db.execute("SELECT id, digest FROM sessions ORDER BY position"))
        read = [i for i, digest in digests.items() if i not in held or held[i][0] != digest]
        if len(read) <= _FEW:
            fresh = self._sessions(f"({','.join('?' * len(read))})", read)
        else:
            fresh = self.sessions()
        known = {**held, **{session.id: (digests[session.id], session) for session in fresh}}
        return {i: known[i] for i in digests}

    def _sessions(self, among: str, ids: Sequence[str]) -> list[Session]:
        """Give the sessions of these ids, or all where ``among`` (so many question marks) is empty."""
        of = f"WHERE session IN {among} " if among else ""
        with self.guard() as db:
            speakers = _grouped(db, "name, role, company, line FROM speakers", of, ids, Speaker)
            images = _grouped(db, "alt, path, line FROM images", of, ids, Image)
            links = _grouped(db, "kind, label, url, line, text, recording FROM links", of, ids, _link)
            rows = db.execute(
                f"SELECT {_SESSION_COLUMNS} FROM sessions "  # noqa: S608 - the names above, question marks
                f"{of.replace('session', 'id')}ORDER BY position",
                ids,
            )
            return [
                Session(
                    id=row[0], title=row[1], event=row[2], day=row[3], date=row[4], file=row[5], line=row[6],
                    end_line=row[7], kind=row[8], sponsor=row[9], words=row[10], group=row[11], code=row[12],
                    language=row[13], also=tuple(json.loads(row[14])) if row[14] != "[]" else (),
                    speakers=tuple(speakers.get(row[0], ())),
                    links=tuple(links.get(row[0], ())), images=tuple(images.get(row[0], ())),
                )
                for row in rows
            ]  # fmt: skip

    def text_blocks(self, session: str) -> list[TextBlock]:
        """Give all that may be quoted of a session, in order."""
        with self.guard() as db:
            rows = db.execute(
                "SELECT kind, text, line, end_line, depth FROM stretches WHERE session = ? ORDER BY position",
                (session,),
            )
            return [TextBlock(*row) for row in rows]

    def chunks(self, session: str) -> list[StoredChunk]:
        """Give a session's chunks, in order."""
        with self.guard() as db:
            rows = db.execute(
                "SELECT id, session, position, units, parts FROM passages "
                "WHERE session = ? ORDER BY position",
                (session,),
            )
            return [_chunk(*row) for row in rows]

    def indexed(self, chunks: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
        """Give (session, title, people, body), the last three as stems, of these chunks; unknown ids are
        left out.
        """
        with self.guard() as db:
            marks = ",".join("?" * len(chunks))
            rows = db.execute(
                "SELECT id, session, fulltext.title, people, body "  # noqa: S608 - only question marks
                f"FROM passages JOIN fulltext ON fulltext.rowid = passages.id WHERE id IN ({marks})",
                list(chunks),
            )
            return {row[0]: row[1:] for row in rows}

    def chunk_ids(self, sessions: Iterable[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Give the ids of these sessions' chunks: shape (chunks,)."""
        import numpy as np

        found: list[int] = []
        with self.guard() as db:
            for session in sessions:
                found += (
                    row[0] for row in db.execute("SELECT id FROM passages WHERE session = ?", (session,))
                )
        return np.array(found, dtype=np.int64)

    def chunk_count(self) -> int:
        """Count the chunks."""
        with self.guard() as db:
            return int(db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def vector_ids(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Give the ids of all chunks that have a vector, ascending: shape (chunks,)."""
        import numpy as np

        with self.guard() as db:
            # Every chunk has a vector, and these ids stand together in an index.
            # One text of all of them is read three times as fast as a row each.
            (text,) = db.execute("SELECT group_concat(id) FROM passages").fetchone()
        return np.sort(np.fromstring(text or "", dtype=np.int64, sep=","))

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        """Give the vectors of these chunks, in that order: shape (ids, dimension). Raises when one is
        missing.
        """
        import numpy as np

        found: dict[int, bytes] = {}
        with self.guard() as db:
            for start in range(0, len(ids), 500):
                some = [int(i) for i in ids[start : start + 500]]
                marks = ",".join("?" * len(some))
                found.update(
                    db.execute(
                        f"SELECT passage, vector FROM vectors WHERE passage IN ({marks})",  # noqa: S608 - marks
                        some,
                    )
                )
        if len(found) != len(ids):
            raise LibraryError(
                f"The library {self.path} is damaged ({len(found)} vectors for {len(ids)} passages): "
                "delete it and run `quoth ingest`."
            )
        table = np.empty((len(ids), dimension), dtype=np.float32)
        for row, i in enumerate(ids):
            table[row] = np.frombuffer(found[int(i)], dtype="<f4")
        return table

    def match(self, query: str, limit: int) -> list[tuple[int, float]]:
        """Give (chunk, BM25 score, higher is better) of the best ``limit`` for an FTS5 query."""
        with self.guard() as db:
            # Weights: title, people, body. A word of the title says what the whole session is about.
            rows = db.execute(
                "SELECT rowid, -bm25(fulltext, 2.0, 2.0, 1.0) AS score FROM fulltext "
                "WHERE fulltext MATCH ? ORDER BY score DESC LIMIT ?",
                (query, limit),
            )
            return [(int(i), float(score)) for i, score in rows]

    def vocabulary(self) -> dict[str, int]:
        """Give every word of the notes and how many sessions use it."""
        with self.guard() as db:
            return dict(db.execute("SELECT word, sessions FROM vocabulary"))

    def skipped(self) -> dict[str, str]:
        """Give the files that were left out, and why."""
        with self.guard() as db:
            return dict(db.execute("SELECT file, reason FROM skipped"))

    # ------------------------------------------------------------------ writing (within ``transaction``)

    def set_meta(self, key: str, value: str) -> None:
        """Note a fact about the library."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_files(self, digests: dict[str, str], skipped: Iterable[tuple[str, str]]) -> None:
        """Replace the list of files."""
        self._db.execute("DELETE FROM files")
        self._db.execute("DELETE FROM skipped")
        self._db.executemany("INSERT INTO files VALUES (?, ?)", digests.items())
        self._db.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?)", skipped)

    def clear(self) -> None:
        """Remove every session: what follows is a library made anew."""
        for table in ("vectors", "passages", "sessions", "vocabulary"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above
        self._db.execute("DELETE FROM fulltext")

    def remove_session(self, session: str) -> None:
        """Remove a session and all that is of it."""
        self._db.execute(
            "DELETE FROM fulltext WHERE rowid IN (SELECT id FROM passages WHERE session = ?)", (session,)
        )
        self._db.execute("DELETE FROM sessions WHERE id = ?", (session,))

    def add_session(
        self, session: Session, position: int, digest: str, text_blocks: Sequence[TextBlock]
    ) -> None:
        """Add a session without its chunks."""
        s = session
        self._db.execute(
            f"INSERT INTO sessions (position, digest, {_SESSION_COLUMNS}) "  # noqa: S608 - the names above
            f"VALUES ({','.join('?' * 17)})",
            (position, digest, s.id, s.title, s.event, s.day, s.date, s.file, s.line, s.end_line, s.kind,
             s.sponsor, s.words, s.group, s.code, s.language, json.dumps(s.also)),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?, ?, ?, ?)",
            [(s.id, i, p.name, p.role, p.company, p.line) for i, p in enumerate(s.speakers)],
        )
        self._db.executemany(
            "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(s.id, i, k.kind, k.label, k.url, k.line, k.text, k.recording) for i, k in enumerate(s.links)],
        )
        self._db.executemany(
            "INSERT INTO images VALUES (?, ?, ?, ?, ?)",
            [(s.id, i, p.alt, p.path, p.line) for i, p in enumerate(s.images)],
        )
        self._db.executemany(
            "INSERT INTO stretches VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(s.id, i, t.kind, t.text, t.line, t.end_line, t.depth) for i, t in enumerate(text_blocks)],
        )

    def move_session(self, session: str, position: int) -> None:
        """Put an unchanged session at its place in the order of the notes."""
        self._db.execute(
            "UPDATE sessions SET position = ? WHERE id = ? AND position != ?", (position, session, position)
        )

    def add_chunk(self, number: int, session: str, position: int, chunk: NewChunk) -> None:
        """Add a chunk under the id ``number``, with its vectors and its words."""
        segments = json.dumps(
            [[u.text, u.line, u.end_line, u.kind, u.text_block] for u in chunk.segments], ensure_ascii=False
        )
        self._db.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            (number, session, position, chunk.digest, segments, chunk.parts),
        )
        self._db.execute("INSERT INTO vectors VALUES (?, ?)", (number, chunk.vector))
        self._db.execute(
            "INSERT INTO fulltext (rowid, title, people, body) VALUES (?, ?, ?, ?)",
            (number, chunk.title, chunk.people, chunk.body),
        )

    def encoded(self, digests: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
        """Give (vector, parts) of the chunks whose text has one of these digests."""
        found: dict[str, tuple[bytes, bytes]] = {}
        with self.guard() as db:
            for digest in digests:
                row = db.execute(
                    "SELECT vector, parts FROM passages JOIN vectors ON passage = id "
                    "WHERE digest = ? LIMIT 1",
                    (digest,),
                ).fetchone()
                if row is not None:
                    found[digest] = (row[0], row[1])
        return found

    def count_words(self, words: Iterable[str], change: int) -> None:
        """Count a session's words in (+1) or out (-1) of the vocabulary."""
        self._db.executemany(
            "INSERT INTO vocabulary VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET sessions = sessions + excluded.sessions",
            [(word, change) for word in words],
        )

    def forget_unused_words(self) -> None:
        """Take the words that no session uses any more out of the vocabulary."""
        self._db.execute("DELETE FROM vocabulary WHERE sessions <= 0")


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    if not path.is_file():
        raise LibraryError(f"There is no library at {path}: run `quoth ingest` first.")
    address = f"{path.absolute().as_uri()}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        # SQLite would write the files of its log even to read; where none can be, none is under way.
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)


def _unusable(path: Path, error: Exception) -> LibraryError:
    return LibraryError(
        f"The library {path} cannot be opened ({error}): "
        "check the path and its permissions, or delete the file to make it anew."
    )


def _grouped(
    db: sqlite3.Connection, what: str, of: str, ids: Sequence[str], make: Callable[..., _Record]
) -> dict[str, list[_Record]]:
    """Give the records of each session, in order: ``what`` are columns and table, ``of`` a condition."""
    found: dict[str, list[_Record]] = {}
    for session, *fields in db.execute(f"SELECT session, {what} {of} ORDER BY session, position", ids):
        found.setdefault(session, []).append(make(*fields))
    return found


def _link(kind: LinkKind, label: str, url: str, line: int | None, text: str, recording: int) -> Link:
    return Link(kind, label, url, line, text, bool(recording))


def _chunk(number: int, session: str, position: int, segments: str, parts: bytes) -> StoredChunk:
    import numpy as np

    members = tuple(Segment(*fields) for fields in json.loads(segments))
    table = np.frombuffer(parts, dtype="<f2").astype(np.float32)
    return StoredChunk(
        number,
        session,
        position,
        members,
        table.reshape(len(members), -1) if members else table.reshape(0, 0),
    )
