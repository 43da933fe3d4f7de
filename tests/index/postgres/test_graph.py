"""Nearest chunks by the graph, of one library among others, and the same ranking as the embedded store's."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from embeddings.index.protocols import Encoded, NewChunk, RecordStore, Vectors
from embeddings.index.storage import Storage, in_database
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.vectors import pgvector_index
from embeddings.records import Session
from tests import postgres

MANY = 600
NOTHING = np.zeros((0, pgvector_index.INDEXED), dtype=np.float32)


def some(count: int, seed: int) -> Vectors:
    found = np.random.default_rng(seed).standard_normal((count, pgvector_index.INDEXED))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def put(storage: Storage, vectors: Vectors) -> None:
    storage.store.create()
    with storage.store.write() as writer:
        chunks = [
            NewChunk(f"d{i}", (), Encoded(vector, NOTHING), "", "", "") for i, vector in enumerate(vectors)
        ]
        writer.add(Session("s", "Ropes", None, None, None, "day.md", 1, 2), 0, "s", [], chunks)


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A library of many chunks, searched by the graph, in which those of another lie nearer."""
    monkeypatch.setattr(pgvector_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(pgvector_index, "_FEW", 10)
    other = in_database(postgres.fresh())
    put(other, some(MANY, 1))
    other.store.close()
    made = in_database(postgres.fresh())
    put(made, np.concatenate([some(MANY // 2, 1)[::-1], some(MANY // 2, 2)]))
    yield made
    made.store.close()


@pytest.mark.parametrize("kept_to", [None, 5])
def test_the_nearest_of_one_library_are_found_with_exact_cosines(
    storage: Storage, kept_to: int | None
) -> None:
    questions = some(8, 3)
    with storage.store.read() as reader:
        index = storage.open_index(reader, pgvector_index.INDEXED, "model", None)
        ids = reader.vector_ids()[::kept_to]
        table = reader.vectors(ids.tolist(), pgvector_index.INDEXED)
        found = index.search(questions, 10, None if kept_to is None else ids)
    right = 0
    for question, row in zip(questions, found, strict=True):
        exact = dict(zip(ids.tolist(), (table @ question).tolist(), strict=True))
        assert len(row) == 10
        for number, cosine in row:
            assert cosine == pytest.approx(exact[number], abs=1e-5)
        right += len({number for number, _ in row} & set(sorted(exact, key=lambda i: -exact[i])[:10]))
    assert right >= 76, "of 80"


def test_words_rank_chunks_as_the_embedded_store_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(4)  # noqa: S311 - the same words each time
    words = [f"stem{i}" for i in range(30)] + ["наутро", "海図", "føre"]

    def stems(most: int) -> str:
        return " ".join(chance.choices(words, weights=range(1, len(words) + 1), k=chance.randint(0, most)))

    chunks = [
        NewChunk(f"d{i}", (), Encoded(vector, NOTHING), stems(4), stems(3), stems(40))
        for i, vector in enumerate(some(200, 5))
    ]
    ranked = []
    kinds: list[RecordStore] = [
        in_database(postgres.fresh()).store,
        SqliteStore(tmp_path_factory.mktemp("file") / "library.db"),
    ]
    asked = [chance.sample(words, 5) for _ in range(10)] + [["stem3", "stem3", "stem1"], ["stem29"]]
    for store in kinds:
        store.create()
        with store.write() as writer:
            writer.add(Session("s", "Ropes", None, None, None, "day.md", 1, 2), 0, "s", [], chunks)
            writer.add(Session("t", "Knots", None, None, None, "day.md", 3, 4), 1, "t", [], chunks[:50])
        with store.write() as writer:
            writer.remove(["t"])
        with store.read() as reader:
            place = {number: i for i, number in enumerate(reader.vector_ids().tolist())}
            ranked.append([[(place[n], score) for n, score in reader.match(one, 40)] for one in asked])
        store.close()
    for mine, theirs in zip(*ranked, strict=True):
        assert [number for number, _ in mine] == [number for number, _ in theirs]
        assert [score for _, score in mine] == pytest.approx([score for _, score in theirs], rel=1e-9)
