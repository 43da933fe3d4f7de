"""A second store and a second index: dictionaries, and every vector compared with numpy.

They keep the promises of ``embeddings.index.protocols`` by other means than SQLite and FAISS, and go through
the same tests.
"""

from __future__ import annotations

import itertools
import math
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace

import numpy as np

from embeddings.errors import LibraryError
from embeddings.index import fields
from embeddings.index.protocols import (
    Encoded,
    Ids,
    LibraryState,
    NewChunk,
    Reader,
    StoredChunk,
    VectorIndex,
    Vectors,
)
from embeddings.index.storage import Storage
from embeddings.records import Session, TextBlock

_NUMBERS = itertools.count(1)


@dataclass
class _Tables:
    """All that a store holds. Values are never changed in place, so that a copy of the tables is a copy."""

    state: LibraryState | None = None
    files: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, tuple[int, str, Session, tuple[TextBlock, ...]]] = field(default_factory=dict)
    chunks: dict[int, tuple[str, int, NewChunk]] = field(default_factory=dict)

    def copy(self) -> _Tables:
        return replace(
            self,
            files=dict(self.files),
            skipped=dict(self.skipped),
            sessions=dict(self.sessions),
            chunks=dict(self.chunks),
        )


class _Reader:
    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    @property
    def state(self) -> LibraryState | None:
        return self._tables.state

    def files(self) -> dict[str, str]:
        return dict(self._tables.files)

    def skipped(self) -> dict[str, str]:
        return dict(self._tables.skipped)

    def languages(self) -> dict[str, int]:
        return dict(Counter(session.language for session in self.sessions() if session.is_listed))

    def session_digests(self) -> dict[str, str]:
        return {i: digest for i, (_, digest, _, _) in self._in_order()}

    def sessions(self) -> list[Session]:
        return [session for _, (_, _, session, _) in self._in_order()]

    def renewed(self, held: Mapping[str, tuple[str, Session]]) -> dict[str, tuple[str, Session]]:
        return {
            i: held[i] if i in held and held[i][0] == digest else (digest, session)
            for i, (_, digest, session, _) in self._in_order()
        }

    def text_blocks(self, session: str) -> list[TextBlock]:
        return list(self._tables.sessions[session][3]) if session in self._tables.sessions else []

    def chunks(self, session: str) -> list[StoredChunk]:
        return [
            StoredChunk(number, session, place, chunk.digest, chunk.segments, chunk.vectors.parts)
            for number, (of, place, chunk) in sorted(self._tables.chunks.items(), key=lambda c: c[1][1])
            if of == session
        ]

    def chunk_ids(self, sessions: Iterable[str]) -> Ids:
        wanted = set(sessions)
        found = [number for number, (session, _, _) in self._tables.chunks.items() if session in wanted]
        return np.array(found, dtype=np.int64)

    def chunk_count(self) -> int:
        return len(self._tables.chunks)

    def indexed(self, chunks: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
        return {
            i: (session, chunk.title, chunk.people, chunk.body)
            for i in chunks
            if i in self._tables.chunks
            for session, _, chunk in [self._tables.chunks[i]]
        }

    def match(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """BM25 (k1 1.2, b 0.75), a word of the title or the people counting twice."""
        held: dict[int, Counter[str]] = {}
        lengths: dict[int, int] = {}
        for number, (_, _, chunk) in self._tables.chunks.items():
            names = (chunk.title + " " + chunk.people).split()
            held[number] = Counter([*names, *names, *chunk.body.split()])
            lengths[number] = len(names) + len(chunk.body.split())
        mean = sum(lengths.values()) / len(lengths) if lengths else 1.0
        scores: dict[int, float] = {}
        for word in set(words):
            holding = [number for number, counts in held.items() if word in counts]
            rare = max(math.log((len(held) - len(holding) + 0.5) / (len(holding) + 0.5)), 1e-6)
            for number in holding:
                often = held[number][word]
                scores[number] = scores.get(number, 0.0) + rare * often * 2.2 / (
                    often + 1.2 * (0.25 + 0.75 * lengths[number] / mean)
                )
        return sorted(scores.items(), key=lambda item: -item[1])[:limit]

    def vocabulary(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for _, _, session, text_blocks in self._tables.sessions.values():
            found.update(fields.vocabulary(session, text_blocks))
        return dict(found)

    def vector_ids(self) -> Ids:
        return np.array(sorted(self._tables.chunks), dtype=np.int64)

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        found = [self._tables.chunks[int(i)][2].vectors.vector for i in ids if int(i) in self._tables.chunks]
        if len(found) != len(ids):
            raise LibraryError(f"The library is damaged (vectors for {len(found)} of {len(ids)} chunks).")
        return np.array(found, dtype=np.float32).reshape(-1, dimension)

    def encoded(self, digests: Iterable[str]) -> dict[str, Encoded]:
        held = {chunk.digest: chunk.vectors for _, _, chunk in self._tables.chunks.values()}
        return {digest: held[digest] for digest in digests if digest in held}

    def _in_order(self) -> list[tuple[str, tuple[int, str, Session, tuple[TextBlock, ...]]]]:
        return sorted(self._tables.sessions.items(), key=lambda item: item[1][0])


class _Writer(_Reader):
    def add(
        self,
        session: Session,
        position: int,
        digest: str,
        text_blocks: Sequence[TextBlock],
        chunks: Sequence[NewChunk],
    ) -> None:
        self._tables.sessions[session.id] = (position, digest, session, tuple(text_blocks))
        for place, chunk in enumerate(chunks):
            half = chunk.vectors.parts.astype(np.float16).astype(np.float32)  # as precise as the file
            kept = replace(chunk, vectors=Encoded(chunk.vectors.vector, half))
            self._tables.chunks[next(_NUMBERS)] = (session.id, place, kept)

    def remove(self, sessions: Iterable[str]) -> None:
        gone = set(sessions)
        self._tables.sessions = {i: s for i, s in self._tables.sessions.items() if i not in gone}
        self._tables.chunks = {n: c for n, c in self._tables.chunks.items() if c[0] not in gone}

    def move(self, positions: Mapping[str, int]) -> None:
        for i, position in positions.items():
            self._tables.sessions[i] = (position, *self._tables.sessions[i][1:])

    def clear(self) -> None:
        self._tables.sessions, self._tables.chunks = {}, {}

    def set_files(self, digests: Mapping[str, str], skipped: Iterable[tuple[str, str]]) -> None:
        self._tables.files, self._tables.skipped = dict(digests), dict(skipped)

    def set_state(self, state: LibraryState) -> None:
        self._tables.state = state


class InMemoryStore:
    """A RecordStore of this process alone."""

    identity = "in memory"

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._tables: _Tables | None = None

    def create(self) -> None:
        with self._writing:
            self._tables = self._tables or _Tables()

    @contextmanager
    def read(self) -> Iterator[_Reader]:
        if self._tables is None:
            raise LibraryError(f"There is no library {self.identity}: run `quoth ingest` first.")
        yield _Reader(self._tables)

    @contextmanager
    def write(self) -> Iterator[_Writer]:
        with self._writing:
            tables = (self._tables or _Tables()).copy()
            yield _Writer(tables)
            self._tables = tables

    def alone(self, waiting: Callable[[], None]) -> AbstractContextManager[None]:  # noqa: ARG002 - nobody waits
        return nullcontext()

    def close(self) -> None:
        pass


class BruteForceIndex:
    """A VectorIndex that compares every vector with every question."""

    def __init__(self, ids: Ids, table: Vectors) -> None:
        self._ids = ids
        self._table = table
        self._row_of = {int(i): row for row, i in enumerate(ids)}

    @classmethod
    def open(
        cls,
        reader: Reader,
        dimension: int,
        fingerprint: str,  # noqa: ARG003 - nothing is kept of another model
        previous: VectorIndex | None = None,  # noqa: ARG003 - nor of another state
    ) -> BruteForceIndex:
        ids = reader.vector_ids()
        return cls(ids, reader.vectors(ids.tolist(), dimension))

    @property
    def size(self) -> int:
        return len(self._ids)

    def search(
        self, questions: Vectors, limit: int, among: Ids | None = None
    ) -> list[list[tuple[int, float]]]:
        rows = np.arange(self.size) if among is None else np.array([self._row_of[int(i)] for i in among], int)
        cosines = questions @ self._table[rows].T
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :limit]
        return [
            [(int(self._ids[rows[place]]), float(measured[place])) for place in places]
            for measured, places in zip(cosines, nearest, strict=True)
        ]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        return np.asarray(self._table[[self._row_of[int(i)] for i in ids]], dtype=np.float32)

    def over(self, reader: Reader) -> BruteForceIndex:  # noqa: ARG002 - all vectors are here
        return self


def in_memory() -> Storage:
    """A storage that is gone with the process."""
    return Storage(InMemoryStore(), BruteForceIndex.open)
