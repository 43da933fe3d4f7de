"""Libraries of up to a million chunks, written straight into the store: no notes, no model.

Words follow the statistics of text: the commonest thousands as often as the invented collections use them,
then a long tail by Zipf's law. Each chunk's vector is one of a few hundred seeds plus noise, as chunks on
one subject lie together: its cosine to its seed is about 0.8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.index.chunking import Segment
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.protocols import (
    COMMON_SCALE,
    CosineScale,
    Encoded,
    LibraryState,
    NewChunk,
    Progress,
    RecordStore,
    Vectors,
)
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.records import Session, Speaker, TextBlock
from embeddings.text import tokens
from tests.benchmarks import folder

DIMENSION = 384
CHUNKS_A_SESSION = 20
_WORDS_A_CHUNK = 50
_VOCABULARY = 200_000
_SEEDS = 500
_NOISE = 0.75
_BATCH = 20_000


class GivenVectors:
    """An Embedder whose question vectors are set, for measuring all but the model."""

    def __init__(self) -> None:
        self.vector: Vectors = np.zeros(DIMENSION, dtype=np.float32)
        self._ranks = SentenceTransformerEmbedder()

    fingerprint = "synthetic vectors"
    stamp = "synthetic vectors"
    dimension = DIMENSION
    limit = 256

    @property
    def name(self) -> str:
        return "given"

    @property
    def scale(self) -> CosineScale:
        return COMMON_SCALE

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._ranks.count_tokens(texts)

    def reads(self, language: str) -> bool:  # noqa: ARG002 - its vectors mean nothing in any
        return True

    def rank(self, word: str) -> float | None:
        return self._ranks.rank(word)

    def encode_queries(self, questions: Sequence[str]) -> Vectors:
        return np.stack([self.vector for _ in questions])

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        raise NotImplementedError("nothing is embedded here")


class Maker:
    """Makes chunks and questions, the same ones for the same seed."""

    def __init__(self, seed: int = 0, *, words: bool = True) -> None:
        """Without ``words`` chunks are vectors alone."""
        self._words = words
        self._chance = np.random.default_rng(seed)
        self._seeds = _unit(np.random.default_rng(99).standard_normal((_SEEDS, DIMENSION), dtype=np.float32))

    @cached_property
    def _known(self) -> tuple[list[str], list[str], NDArray[np.float64]]:
        """Words, their stems, and the cumulative share that each has of a text."""
        texts = (p.read_text(encoding="utf-8") for p in sorted(folder.COLLECTIONS.glob("*/notes/**/*.md")))
        counts = Counter(w for text in texts for w in tokens.tokenize(text) if w.isascii() and w.isalpha())
        common = [word for word, _ in counts.most_common()]
        chance = np.random.default_rng(7)
        # Compounds of syllables for the tail: words that no two subjects share.
        syllables = sorted({word[:3] for word in common if len(word) > 5})
        tail: dict[str, None] = {}
        while len(tail) < _VOCABULARY - len(common):
            parts = chance.choice(len(syllables), (10_000, 3))
            tail.update(dict.fromkeys("".join(syllables[i] for i in row) for row in parts))
        every = [*common, *list(tail)[: _VOCABULARY - len(common)]]
        often = np.array([float(counts.get(word, 0)) for word in every])
        ranks = np.arange(1, len(every) + 1)
        zipf = counts.most_common(1)[0][1] / ranks
        often = np.where(ranks > len(common) // 4, zipf, often)
        return every, [tokens.stem(word, "en") for word in every], np.cumsum(often) / often.sum()

    def vectors(self, count: int) -> Vectors:
        """Return ``count`` new vectors near the seeds: shape (count, dim)."""
        seeds = self._seeds[self._chance.integers(0, _SEEDS, count)]
        noise = self._chance.standard_normal((count, DIMENSION), dtype=np.float32)
        return _unit(seeds + np.float32(_NOISE / np.sqrt(DIMENSION)) * noise)

    def question(self) -> str:
        """Return a question of six words, as common or rare as they come, the very commonest left out."""
        every, _, share = self._known
        drawn = np.searchsorted(share, self._chance.uniform(share[60], 1, 6))
        return " ".join(every[i] for i in drawn)

    def write(self, store: RecordStore, count: int, first: int = 0) -> None:
        """Add ``count`` chunks to a library that has ``first``, ``CHUNKS_A_SESSION`` a session."""
        for start in range(0, count, _BATCH):
            with store.write() as writer:
                make = self._sessions if self._words else self._wordless
                for session, chunks in make(min(_BATCH, count - start), first + start):
                    text_blocks = [
                        TextBlock("prose", p.segments[0].text, p.segments[0].line, p.segments[0].line)
                        for p in chunks
                        if p.segments
                    ]
                    position = first + start
                    writer.add(session, position, session.id, text_blocks, chunks)
                writer.set_state(state(f"{first}-{start}-{count}", first + count))

    def _wordless(self, count: int, first: int) -> Iterator[tuple[Session, list[NewChunk]]]:
        vectors = self.vectors(count)
        for start in range(0, count, CHUNKS_A_SESSION):
            name = f"s{(first + start) // CHUNKS_A_SESSION:06}"
            rows = range(start, min(start + CHUNKS_A_SESSION, count))
            nothing = vectors[:0]
            chunks = [NewChunk(f"{name}-{i}", (), Encoded(vectors[i], nothing), "", "", "") for i in rows]
            yield Session(name, name, None, None, None, f"{name}.md", 1, 50), chunks

    def _sessions(self, count: int, first: int) -> Iterator[tuple[Session, list[NewChunk]]]:
        every, stems, share = self._known
        vectors = self.vectors(count)
        drawn = np.searchsorted(share, self._chance.random((count, _WORDS_A_CHUNK))).clip(0, len(every) - 1)
        for start in range(0, count, CHUNKS_A_SESSION):
            name = f"s{(first + start) // CHUNKS_A_SESSION:06}"
            title = " ".join(every[i] for i in drawn[start, :5])
            people = (Speaker(f"{name} {every[drawn[start, 6]]}", None, None, 2),)
            session = Session(
                id=name, title=title, event="Synthetic", day=f"Day {int(name[1:]) // 100 + 1}", date=None,
                file=f"{name}.md", line=1, end_line=50, speakers=people, words=1000,
            )  # fmt: skip
            yield (
                session,
                [
                    NewChunk(
                        digest=f"{name}-{row}",
                        segments=(
                            Segment(
                                " ".join(every[i] for i in drawn[row]),
                                row - start + 3,
                                row - start + 3,
                                "prose",
                                0,
                            ),
                        ),
                        vectors=Encoded(vectors[row], vectors[row][None, :]),
                        title=" ".join(stems[i] for i in drawn[start, :5]),
                        people=name,
                        body=" ".join(stems[i] for i in drawn[row]),
                    )
                    for row in range(start, min(start + CHUNKS_A_SESSION, count))
                ],
            )


def state(generation: str, count: int) -> LibraryState:
    """Return what a library of ``count`` chunks says of itself."""
    return LibraryState(generation, GivenVectors.fingerprint, dimension=DIMENSION, derivation=str(count))


def library(path: Path, count: int) -> None:
    """Write a library of ``count`` chunks to ``path``, unless it is there."""
    store = SqliteStore(path)
    store.create()
    with store.read() as reader:
        there = reader.state is not None and reader.state.derivation == str(count)
    if not there:
        Maker().write(store, count)
    store.close()


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
