"""What every index of vectors promises; each kind goes through these tests, over its own kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.index.protocols import Encoded, NewChunk, Reader, VectorIndex, Vectors
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.index.vectors import faiss_index
from embeddings.records import Session
from tests import postgres
from tests.in_memory import in_memory

DIMENSION = 16
MANY = 500


@pytest.fixture(params=["faiss, every vector", "faiss, lists", "postgres", "brute force"])
def storage(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Storage]:
    """An empty library, with the kind of index that it gets."""
    if request.param == "faiss, lists":
        monkeypatch.setattr(faiss_index, "FLAT_BELOW", 100)
        monkeypatch.setattr(faiss_index, "_SHARE", 1.0)  # every list is looked into, so that none is missed
        monkeypatch.setattr(faiss_index, "_SPARE", MANY)
    if request.param == "postgres":
        made = in_database(postgres.fresh())
    else:
        made = in_memory() if request.param == "brute force" else in_file(tmp_path / "library.db")
    made.store.create()
    yield made
    made.store.close()


def some(count: int, seed: int) -> Vectors:
    found = np.random.default_rng(seed).standard_normal((count, DIMENSION))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def add(storage: Storage, name: str, count: int, seed: int) -> None:
    with storage.store.write() as writer:
        session = Session(name, "Ropes", None, None, None, "day.md", 1, 2)
        nothing = np.zeros((0, DIMENSION), dtype=np.float32)
        chunks = [
            NewChunk(f"{name}{i}", (), Encoded(v, nothing), "", "", "")
            for i, v in enumerate(some(count, seed))
        ]
        writer.add(session, 0, name, [], chunks)


@pytest.fixture
def read(storage: Storage) -> Iterator[tuple[Reader, VectorIndex]]:
    """The index of many chunks, with the reader that it is used with."""
    add(storage, "many", MANY, 1)
    with storage.store.read() as reader:
        index = storage.open_index(reader, DIMENSION, "model", None)
    with storage.store.read() as reader:
        yield reader, index.over(reader)


def test_every_chunk_is_nearest_to_itself(read: tuple[Reader, VectorIndex]) -> None:
    reader, index = read
    ids = reader.vector_ids().tolist()
    table = reader.vectors(ids, DIMENSION)
    assert index.size == len(ids) == MANY
    for row, found in zip(ids, index.search(table, 1), strict=True):
        ((nearest, cosine),) = found
        assert nearest == row
        assert cosine == pytest.approx(1.0, abs=1e-5)


def test_what_is_found_are_the_nearest_with_their_cosines_nearest_first(
    read: tuple[Reader, VectorIndex],
) -> None:
    reader, index = read
    ids = reader.vector_ids()
    table = reader.vectors(ids.tolist(), DIMENSION)
    questions = some(5, 2)
    for question, found in zip(questions, index.search(questions, 10), strict=True):
        cosines = table @ question
        nearest = np.argsort(-cosines)[:10]
        assert [number for number, _ in found] == ids[nearest].tolist()
        np.testing.assert_allclose([cosine for _, cosine in found], cosines[nearest], atol=1e-5)


def test_a_search_among_some_finds_the_nearest_of_those(read: tuple[Reader, VectorIndex]) -> None:
    reader, index = read
    among = reader.vector_ids()[::5]
    (question,) = some(1, 3)
    (found,) = index.search(question[None, :], 7, among)
    nearest = np.argsort(-(reader.vectors(among.tolist(), DIMENSION) @ question))[:7]
    assert [number for number, _ in found] == among[nearest].tolist()
    assert len(index.search(question[None, :], MANY, among)[0]) == len(among)
    assert index.search(question[None, :], 7, among[:0]) == [[]]


def test_no_more_is_found_than_there_is_and_nothing_without_a_question(
    read: tuple[Reader, VectorIndex],
) -> None:
    _, index = read
    assert len(index.search(some(1, 4), MANY * 2)[0]) == MANY
    assert index.search(some(1, 4)[:0], 5) == []


def test_vectors_are_given_as_they_are_stored_in_the_order_asked(read: tuple[Reader, VectorIndex]) -> None:
    reader, index = read
    ids = reader.vector_ids()[[3, 1, 2]].tolist()
    np.testing.assert_array_equal(index.vectors(ids), reader.vectors(ids, DIMENSION))
    assert index.vectors([]).shape == (0, DIMENSION)


def test_an_empty_library_finds_nothing(storage: Storage) -> None:
    with storage.store.read() as reader:
        index = storage.open_index(reader, DIMENSION, "model", None)
        assert index.size == 0
        assert index.search(some(2, 5), 5) == [[], []]
        assert index.vectors([]).shape == (0, DIMENSION)


def test_an_index_that_is_searched_stays_as_it_is_while_the_next_is_opened(storage: Storage) -> None:
    for name, count, seed in (("kept", MANY // 2, 1), ("gone", MANY // 2, 2)):
        add(storage, name, count, seed)
    questions = some(5, 3)
    with storage.store.read() as earlier:
        index = storage.open_index(earlier, DIMENSION, "model", None)
        ids = earlier.vector_ids().tolist()
        found, vectors = index.search(questions, 10), index.vectors(ids)
        with storage.store.write() as writer:
            writer.remove(["gone"])
        add(storage, "new", 40, 4)
        with storage.store.read() as later:
            assert storage.open_index(later, DIMENSION, "model", index).size == MANY // 2 + 40
        assert index.search(questions, 10) == found
        np.testing.assert_array_equal(index.vectors(ids), vectors)


def test_the_index_of_the_next_state_holds_what_was_added_and_nothing_that_is_gone(storage: Storage) -> None:
    previous = None
    held: list[int] = []
    for step in range(4):
        if step == 2:
            with storage.store.write() as writer:
                writer.remove(["part0"])
        else:
            add(storage, f"part{step}", MANY // 2 if step == 0 else 40, step)
        with storage.store.read() as reader:
            previous = storage.open_index(reader, DIMENSION, "model", previous)
            held = reader.vector_ids().tolist()
            assert previous.size == len(held)
            index = previous.over(reader)
            found = index.search(reader.vectors(held, DIMENSION), 1)
            assert [row[0][0] for row in found] == held
    assert len(held) == 80
