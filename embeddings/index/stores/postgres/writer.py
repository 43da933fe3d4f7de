"""A library in the database, written: whoever made the writer keeps all that it wrote, or nothing.

What is added is held back and copied into the tables together; it is there before anything is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple

from embeddings.index import fields
from embeddings.index.address import DatabaseAddress
from embeddings.index.protocols import LibraryState, NewChunk
from embeddings.index.stores import rows as stored
from embeddings.index.stores.postgres import full_text, vectors
from embeddings.index.stores.postgres.connection import STATES, Database
from embeddings.index.stores.postgres.reader import PostgresReader
from embeddings.records import Session, TextBlock

_MANY = 2_000
"""Chunks that are held back at most."""


_SESSION = (
    f"INSERT INTO sessions (library, position, digest, {stored.SESSION_COLUMNS}, speakers, links, images, "  # noqa: S608 - names of ours
    f"text_blocks) VALUES ({', '.join(['%s'] * 23)})"
)
_CHUNK = """
    INSERT INTO chunks (library, id, session, position, digest, segments, parts, title, people, body)
    VALUES (%s, %s, %s, %s, %s, %s, %b, %s, %s, %s)
"""
_POSTINGS = """
    INSERT INTO postings (library, word, chunk, frequency, length)
    SELECT %s, given.* FROM unnest(%s::text[], %s::bigint[], %s::real[], %s::integer[]) AS given
"""


class PostgresWriter(PostgresReader):
    """Writes over one connection, within a transaction that whoever made this ends; raises LibraryError."""

    def __init__(self, db: Database, address: DatabaseAddress, library: int) -> None:
        """Write the library with this key over ``db``."""
        super().__init__(db, address, library)
        self._sessions: list[tuple[object, ...]] = []
        self._chunks: list[tuple[str, int, NewChunk]] = []
        self._words: Counter[str] = Counter()

    @contextmanager
    def guarded(self) -> Iterator[Database]:
        """Return the connection, with all written that was added."""
        with super().guarded() as db:
            self._flush(db)
            yield db

    def set_state(self, state: LibraryState) -> None:
        """Replace what the library says of itself."""
        with self.guarded() as db:
            db.execute(
                "UPDATE libraries SET generation = %s, model = %s, model_stamp = %s, dimension = %s, "
                "derivation = %s, folder = %s, base_url = %s, notes = %s, release = %s, code = %s "
                "WHERE id = %s",
                (state.generation, state.model, state.model_stamp, state.dimension, state.derivation,
                 state.folder, state.base_url, state.notes, state.release, state.code, self.library),
            )  # fmt: skip
            # To be told once, and if, all of it is kept.
            db.execute("SELECT pg_notify(%s, %s)", (STATES, self._address.library))

    def set_files(self, digests: Mapping[str, str], skipped: Iterable[tuple[str, str]]) -> None:
        """Replace the list of files, and of those left out with the reason."""
        reasons = dict(skipped)
        with self.guarded() as db:
            db.execute("DELETE FROM files WHERE library = %s", (self.library,))
            with db.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO files (library, file, digest, skipped) VALUES (%s, %s, %s, %s)",
                    [
                        (self.library, file, digests.get(file), reasons.get(file))
                        for file in {**digests, **reasons}
                    ],
                )

    def clear(self) -> None:
        """Remove every session."""
        with self.guarded() as db, db.pipeline():
            for query in (
                "DELETE FROM postings WHERE library = %s",
                "DELETE FROM vectors WHERE library = %s",
                "DELETE FROM chunks WHERE library = %s",
                "DELETE FROM sessions WHERE library = %s",
                "DELETE FROM vocabulary WHERE library = %s",
                "UPDATE libraries SET chunks = 0, words = 0 WHERE id = %s",
            ):
                db.execute(query, (self.library,))

    def remove(self, sessions: Iterable[str]) -> None:
        """Remove sessions and all that is of them; the words that only they used leave the vocabulary."""
        gone = list(sessions)
        if not gone:
            return
        for session in self.sessions_of(gone):
            words = _vocabulary(session, self.text_blocks(session.id))
            self._words.subtract(words)  # after what was read, which writes those counted before
        with self.guarded() as db:
            rows = db.execute(
                "SELECT id, title, people, body FROM chunks WHERE library = %s AND session = ANY(%s)",
                (self.library, gone),
            ).fetchall()
            held = [posting for row in rows for posting in _of_chunk(*row)]
            # By their words, for which there is an index: one by chunk would be as large again.
            db.execute(
                "DELETE FROM postings WHERE library = %s AND word = ANY(%s) AND chunk = ANY(%s)",
                (self.library, list({word for word, *_ in held}), [row[0] for row in rows]),
            )
            db.execute("DELETE FROM sessions WHERE library = %s AND id = ANY(%s)", (self.library, gone))
            lengths = {chunk: length for _, chunk, _, length in held}
            self._count(db, -len(rows), -sum(lengths.values()))

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
        lists = (s.also, [astuple(p) for p in s.speakers], [astuple(k) for k in s.links],
                 [astuple(p) for p in s.images], [astuple(t) for t in text_blocks])  # fmt: skip
        self._sessions.append(
            (
                self.library,
                position,
                digest,
                *stored.session_values(s),
                *(json.dumps(one, ensure_ascii=False) for one in lists),
            )
        )
        self._words.update(_vocabulary(session, text_blocks))
        self._chunks += [(s.id, place, chunk) for place, chunk in enumerate(chunks)]
        if len(self._chunks) >= _MANY:
            with self.guarded():
                pass  # which writes them

    def move(self, positions: Mapping[str, int]) -> None:
        """Put sessions, by id, at their places in the order of the notes."""
        with self.guarded() as db:
            db.execute(
                "UPDATE sessions SET position = given.position "
                "FROM unnest(%s::text[], %s::integer[]) AS given (id, position) "
                "WHERE library = %s AND sessions.id = given.id AND sessions.position != given.position",
                (list(positions), list(positions.values()), self.library),
            )

    def languages(self) -> dict[str, int]:
        """Return how many sessions are in each language now: what is kept of it is of before."""
        return self._languages_counted()

    def finish(self) -> None:
        """Write what is still held back, and keep how much there is now."""
        languages = json.dumps(self.languages())
        with self.guarded() as db:
            db.execute("UPDATE libraries SET languages = %s WHERE id = %s", (languages, self.library))

    # ------------------------------------------------------------------ what was held back

    def _flush(self, db: Database) -> None:
        sessions, self._sessions = self._sessions, []
        chunks, self._chunks = self._chunks, []
        if sessions:
            with db.cursor() as cursor:
                cursor.executemany(_SESSION, sessions)
        if chunks:
            self._copy_chunks(db, chunks)
        if self._words:
            self._count_words(db)

    def _copy_chunks(self, db: Database, chunks: Sequence[tuple[str, int, NewChunk]]) -> None:
        vectors.understand_vectors(db)
        ids = [
            int(row[0])
            for row in db.execute("SELECT nextval('chunk_ids') FROM generate_series(1, %s)", (len(chunks),))
        ]
        # Row-level security leaves no COPY: what is many rows goes as arrays, the rest in one stream.
        with db.cursor() as cursor:
            cursor.executemany(
                _CHUNK,
                [
                    (self.library, i, session, place, c.digest, stored.segments_written(c.segments),
                     stored.parts_written(c.vectors.parts), c.title, c.people, c.body)
                    for i, (session, place, c) in zip(ids, chunks, strict=True)
                ],
            )  # fmt: skip
            cursor.executemany(
                "INSERT INTO vectors (library, chunk, vector) VALUES (%s, %s, %b)",
                [
                    (self.library, i, vectors.sent(c.vectors.vector))
                    for i, (_, _, c) in zip(ids, chunks, strict=True)
                ],
            )
        # In the order of the index, which then grows at few places.
        held = sorted(
            posting
            for i, (_, _, c) in zip(ids, chunks, strict=True)
            for posting in _of_chunk(i, c.title, c.people, c.body)
        )
        if held:
            db.execute(_POSTINGS, (self.library, *map(list, zip(*held, strict=True))))
        words = sum({chunk: length for _, chunk, _, length in held}.values())
        self._count(db, len(chunks), words)

    def _count(self, db: Database, chunks: int, words: int) -> None:
        db.execute(
            "UPDATE libraries SET chunks = chunks + %s, words = words + %s WHERE id = %s",
            (chunks, words, self.library),
        )

    def _count_words(self, db: Database) -> None:
        """Count sessions' words in or out of the vocabulary."""
        counts, self._words = self._words, Counter()
        changed = sorted((word, change) for word, change in counts.items() if change)
        db.execute(
            "INSERT INTO vocabulary (library, word, sessions) "
            "SELECT %s, word, change FROM unnest(%s::text[], %s::integer[]) AS given (word, change) "
            "ON CONFLICT (library, word) DO UPDATE SET sessions = vocabulary.sessions + excluded.sessions",
            (self.library, [word for word, _ in changed], [change for _, change in changed]),
        )
        if any(change < 0 for _, change in changed):
            db.execute("DELETE FROM vocabulary WHERE library = %s AND sessions <= 0", (self.library,))


def _vocabulary(session: Session, text_blocks: Sequence[TextBlock]) -> set[str]:
    """Return the words of a session, each as it stands in the database."""
    return set(map(full_text.key, fields.vocabulary(session, text_blocks)))


def _of_chunk(chunk: int, title: str, people: str, body: str) -> list[tuple[str, int, float, int]]:
    """Return (stem, chunk, weighted frequency, length) for each stem of a chunk."""
    return [(word, chunk, often, length) for word, often, length in full_text.postings(title, people, body)]
