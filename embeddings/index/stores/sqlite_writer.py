"""The library file, written: whoever made the writer keeps all that it wrote, or nothing.

Chunk ids start at a random number for each writer and are never used again, so that a vector index which was
derived from another state of the file can be told apart id by id.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from embeddings.index import fields
from embeddings.index.protocols import LibraryState, NewChunk
from embeddings.index.stores import rows as stored
from embeddings.index.stores.rows import SESSION_COLUMNS
from embeddings.index.stores.sqlite_reader import FEW, SqliteReader
from embeddings.index.stores.sqlite_schema import COUNTS, STATE_KEYS
from embeddings.records import Session, TextBlock


class SqliteWriter(SqliteReader):
    """Writes over one connection, within a transaction that whoever made this ends; raises LibraryError."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """Write over ``db``, a connection to the library at ``path``."""
        super().__init__(db, path)
        self._number = secrets.randbits(39) << 23  # room for eight million chunks before the next such start

    def set_state(self, state: LibraryState) -> None:
        """Replace what the library says of itself."""
        said = {STATE_KEYS[field]: value for field, value in asdict(state).items()}
        self._db.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [(key, "" if value is None else str(value)) for key, value in said.items()],
        )

    def finish(self) -> None:
        """Keep how much there is now."""
        state = self.state
        counts = json.dumps([None if state is None else state.generation, *self._counted()])
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (COUNTS, counts))

    def set_files(self, digests: Mapping[str, str], skipped: Iterable[tuple[str, str]]) -> None:
        """Replace the list of files, and of those left out with the reason."""
        self._db.execute("DELETE FROM files")
        self._db.execute("DELETE FROM skipped")
        self._db.executemany("INSERT INTO files VALUES (?, ?)", digests.items())
        self._db.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?)", skipped)

    def clear(self) -> None:
        """Remove every session."""
        for table in ("vectors", "passages", "sessions", "vocabulary"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above
        self._db.execute("DELETE FROM fulltext")

    def remove(self, sessions: Iterable[str]) -> None:
        """Remove sessions and all that is of them; the words that only they used leave the vocabulary."""
        gone = list(sessions)
        for start in range(0, len(gone), FEW):
            for session in self._sessions(gone[start : start + FEW]):
                self._count_words(fields.vocabulary(session, self.text_blocks(session.id)), -1)
                self._db.execute(
                    "DELETE FROM fulltext WHERE rowid IN (SELECT id FROM passages WHERE session = ?)",
                    (session.id,),
                )
                self._db.execute("DELETE FROM sessions WHERE id = ?", (session.id,))
        self._db.execute("DELETE FROM vocabulary WHERE sessions <= 0")

    def add(
        self,
        session: Session,
        position: int,
        digest: str,
        text_blocks: Sequence[TextBlock],
        chunks: Sequence[NewChunk],
    ) -> None:
        """Add a session at a place in the order of the notes; its chunks get ids that were never used."""
        s = session
        self._db.execute(
            f"INSERT INTO sessions (position, digest, {SESSION_COLUMNS}) "  # noqa: S608 - names of ours
            f"VALUES ({','.join('?' * 18)})",
            (position, digest, *stored.session_values(s), json.dumps(s.also)),
        )
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
        self._count_words(fields.vocabulary(session, text_blocks), +1)
        for place, chunk in enumerate(chunks):
            self._add_chunk(session.id, place, chunk)

    def move(self, positions: Mapping[str, int]) -> None:
        """Put sessions, by id, at their places in the order of the notes."""
        self._db.executemany(
            "UPDATE sessions SET position = ? WHERE id = ? AND position != ?",
            [(position, session, position) for session, position in positions.items()],
        )

    def _add_chunk(self, session: str, place: int, chunk: NewChunk) -> None:
        self._number += 1
        self._db.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._number,
                session,
                place,
                chunk.digest,
                stored.segments_written(chunk.segments),
                stored.parts_written(chunk.vectors.parts),
            ),
        )
        self._db.execute(
            "INSERT INTO vectors VALUES (?, ?)", (self._number, chunk.vectors.vector.astype("<f4").tobytes())
        )
        self._db.execute(
            "INSERT INTO fulltext (rowid, title, people, body) VALUES (?, ?, ?, ?)",
            (self._number, chunk.title, chunk.people, chunk.body),
        )

    def _counts(self) -> tuple[int, dict[str, int]]:
        """Return what there is now: what is kept is of before."""
        return self._counted()

    def _count_words(self, words: Iterable[str], change: int) -> None:
        """Count a session's words in (+1) or out (-1) of the vocabulary."""
        self._db.executemany(
            "INSERT INTO vocabulary VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET sessions = sessions + excluded.sessions",
            [(word, change) for word in words],
        )
