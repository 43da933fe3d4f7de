"""What a library is made of, as the rest of the core sees it: an embedder, a store, an index of vectors.

Each has a second implementation in the tests, and both go through the same tests: whoever writes a third (a
database server, another index) runs it through them too. Nothing here imports numpy, so that records can be
listed without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from embeddings.index.chunking import Segment
from embeddings.records import Session, TextBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
Ids: TypeAlias = "NDArray[np.int64]"
"""Ids of chunks."""
Progress: TypeAlias = Callable[[int, int], None]
"""Called with (done, all) as work goes on; what it raises ends the work."""


# ---------------------------------------------------------------------- the embedder


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text's vectors: the whole, and each of the spans that were asked for."""

    vector: Vectors
    """Shape (dim,), of length one."""
    parts: Vectors
    """Shape (spans, dim), each of length one (zero where a span has no token)."""


@dataclass(frozen=True, slots=True)
class CosineScale:
    """How a model's cosines compare with those that weights and thresholds were fitted to."""

    offset: float = 0.0
    factor: float = 1.0

    def common(self, cosine: float) -> float:
        """Return a cosine of this model on the common scale."""
        return (cosine - self.offset) * self.factor


COMMON_SCALE = CosineScale()
"""Of the packaged model, and of any of which nothing else is known."""


class Embedder(Protocol):
    """Text to vectors. Owns its prompts: whoever calls it knows of none. May be used from many threads."""

    @property
    def fingerprint(self) -> str:
        """What the vectors depend on, the prompts too: those of two fingerprints are never compared."""

    @property
    def stamp(self) -> str:
        """Another one after each change of the model's files, told without reading them."""

    @property
    def name(self) -> str:
        """What a person knows the model by."""

    @property
    def scale(self) -> CosineScale:
        """What brings cosines of its vectors to the common scale, before they are weighed."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def limit(self) -> int:
        """Tokens that the model reads of a chunk, counted by ``count_tokens``; more would be cut off."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the tokens of each text as a chunk, those that the model adds at both ends included."""

    def rank(self, word: str) -> float | None:
        """Return how rare a word is in general, 0 the most common to 1; None for one that the model lacks."""

    def reads(self, language: str) -> bool:
        """Tell whether vectors of texts in a language (ISO 639-1) say what the texts mean."""

    def encode_queries(self, questions: Sequence[str]) -> Vectors:
        """Encode questions: shape (questions, dim), each of length one."""

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        """Encode chunks, and the spans (character offsets) of each: lists of one length."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An embedder, and why it was chosen: "" where there is no other."""

    embedder: Embedder
    why: str = ""


@runtime_checkable
class Models(Protocol):
    """The embedders at hand, and which of them a library is made with. May be used from many threads."""

    def for_languages(self, sessions: Mapping[str, int]) -> Chosen:
        """Return the embedder for notes with so many sessions in each language (ISO 639-1)."""

    def made(self, state: LibraryState) -> Embedder | None:
        """Return the embedder that a library was made with; None where that is not at hand."""


# ---------------------------------------------------------------------- the store


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What a library says of itself: which notes it holds, and what made it."""

    generation: str
    """Another one after each change of what is stored, whoever wrote it."""
    model: str
    """The embedder's fingerprint."""
    model_stamp: str = ""
    dimension: int = 0
    derivation: str = ""
    """Of the code and the abbreviations that the records were made with."""
    folder: str = ""
    """The folder's fingerprint as it was read, "" where it could not be told (see ``staleness``)."""
    base_url: str | None = None
    """The web address of the notes folder, where its ``quoth.toml`` names one."""
    notes: str = ""
    """The absolute path of the folder that was read, "" where an older Quoth did not keep it."""
    release: str = ""
    """Of the Quoth that read the notes, "" where an older one did not keep it."""
    code: str = ""
    """The fingerprint of the code that read them."""


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk as the store holds it."""

    id: int
    session: str
    position: int
    digest: str
    """Of the text that was embedded."""
    segments: tuple[Segment, ...]
    parts: Vectors
    """Shape (segments, dim): each segment's own vector."""


@dataclass(frozen=True, slots=True)
class NewChunk:
    """A chunk to be stored, with its vectors and its words for the full-text index."""

    digest: str
    """Of the text that was embedded: chunks of one digest have the same vectors."""
    segments: tuple[Segment, ...]
    vectors: Encoded
    title: str
    """Stems, between single spaces, as ``people`` and ``body`` are."""
    people: str
    body: str


class Records(Protocol):
    """The sessions and their text: all that listing needs."""

    @property
    def state(self) -> LibraryState | None:
        """What the library says of itself; None where nothing was stored yet."""

    def sessions(self) -> list[Session]:
        """Return every session, whole, in the order of the notes."""

    def text_blocks(self, session: str) -> list[TextBlock]:
        """Return all that may be quoted of a session, in order; nothing for an unknown one."""


class Reader(Records, Protocol):
    """One state of the store, whatever is written meanwhile. For one thread, until its ``with`` ends."""

    def files(self) -> dict[str, str]:
        """Return the files that were read, with the digest of their bytes."""

    def skipped(self) -> dict[str, str]:
        """Return the files that were left out, and why."""

    def languages(self) -> dict[str, int]:
        """Return how many sessions are in each language."""

    def session_digests(self) -> dict[str, str]:
        """Return the digest of each session's content by id, in the order of the notes."""

    def renewed(self, held: Mapping[str, tuple[str, Session]]) -> dict[str, tuple[str, Session]]:
        """Return (digest, session) of every session by id, in the order of the notes.

        What is ``held`` with the digest that it has now is not read again.
        """

    def chunks(self, session: str) -> list[StoredChunk]:
        """Return a session's chunks, in order."""

    def chunk_ids(self, sessions: Iterable[str]) -> Ids:
        """Return the ids of these sessions' chunks: shape (chunks,)."""

    def chunk_count(self) -> int:
        """Count the chunks."""

    def indexed(self, chunks: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
        """Return (session, title, people, body), the last three as stems; unknown ids are left out."""

    def match(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return (chunk, score) of the best ``limit`` chunks that hold any of these stems, best first."""

    def vocabulary(self) -> dict[str, int]:
        """Return every word of the notes and how many sessions use it (see ``fields.vocabulary``)."""

    def vector_ids(self) -> Ids:
        """Return the ids of all chunks, ascending: shape (chunks,)."""

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        """Return the vectors of these chunks, in that order: shape (ids, dimension).

        Raises LibraryError, with both counts, where one is missing.
        """

    def encoded(self, digests: Iterable[str]) -> dict[str, Encoded]:
        """Return the vectors of the chunks whose text has one of these digests."""


class Writer(Reader, Protocol):
    """The store while it is written: what it reads is what it wrote. All of it is kept, or nothing."""

    def add(
        self,
        session: Session,
        position: int,
        digest: str,
        text_blocks: Sequence[TextBlock],
        chunks: Sequence[NewChunk],
    ) -> None:
        """Add a session at a place in the order of the notes; its chunks get ids that were never used."""

    def remove(self, sessions: Iterable[str]) -> None:
        """Remove sessions and all that is of them."""

    def move(self, positions: Mapping[str, int]) -> None:
        """Put sessions, by id, at their places in the order of the notes."""

    def clear(self) -> None:
        """Remove every session."""

    def set_files(self, digests: Mapping[str, str], skipped: Iterable[tuple[str, str]]) -> None:
        """Replace the list of files, and of those left out with the reason."""

    def set_state(self, state: LibraryState) -> None:
        """Replace what the library says of itself."""


class RecordStore(Protocol):
    """Where a library's records and vectors are kept. May be used from many threads; raises LibraryError."""

    @property
    def identity(self) -> str:
        """What a person knows the library by: a path, an address."""

    def create(self) -> None:
        """Make the store where there is none, and empty it where an older Quoth wrote it."""

    def read(self) -> AbstractContextManager[Reader]:
        """Read one state of the store."""

    def write(self) -> AbstractContextManager[Writer]:
        """Write all that follows or, where anything is raised, nothing; waits for another writer to end."""

    def alone(self, waiting: Callable[[], None]) -> AbstractContextManager[None]:
        """Have, of all processes that share the store, this one alone bring it up to date meanwhile.

        ``waiting`` is called now and again until it is this one's turn; what it raises ends that. A store of
        one machine may let several: who writes last looks again.
        """

    def close(self) -> None:
        """Let go of whatever is held open; the next use opens it again."""


# ---------------------------------------------------------------------- the index


class VectorIndex(Protocol):
    """Nearest chunks by inner product, which is the cosine since all vectors are of length one.

    Several threads may search one index, each ``over`` a reader of its own.
    """

    @property
    def size(self) -> int:
        """Vectors in the index."""

    def search(
        self, questions: Vectors, limit: int, among: Ids | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return (chunk, cosine) of the nearest ``limit`` for each question, nearest first.

        ``questions`` has the shape (questions, dim), each of length one; ``among`` are the chunks to choose
        from, all by default.
        """

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of these chunks: shape (ids, dim)."""

    def over(self, reader: Reader) -> VectorIndex:
        """Return this index for use with ``reader``, which reads the state that the index was opened for."""


class OpenIndex(Protocol):
    """Opens the index of what a reader holds."""

    def __call__(
        self, reader: Reader, dimension: int, fingerprint: str, previous: VectorIndex | None
    ) -> VectorIndex:
        """Return the index of a model's vectors (``fingerprint``).

        ``previous``, of an earlier state, may help; it stays as it is, for others may be searching it.
        """
