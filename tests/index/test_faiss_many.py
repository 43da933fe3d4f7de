"""The index of many chunks: the same promises as of few, kept by other means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

from embeddings.index.chunking import Segment
from embeddings.index.protocols import Encoded, Ids, NewChunk, Vectors
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.vectors import faiss_index
from embeddings.index.vectors.checksum import seal
from embeddings.index.vectors.faiss_index import FaissIndex, index_path
from embeddings.records import Session

DIMENSION = 32
MANY = 600
CHANCE = np.random.default_rng(5)


@pytest.fixture(autouse=True)
def _many_is_six_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faiss_index, "FLAT_BELOW", 400)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "library.db")
    add(store, 1, MANY)
    yield store
    store.close()


def segment(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def add(store: SqliteStore, first: int, count: int) -> None:
    """Add a session of ``count`` chunks whose vectors lie around a dozen subjects."""
    subjects = np.random.default_rng(1).standard_normal((12, DIMENSION))
    noise = 0.5 * CHANCE.standard_normal((count, DIMENSION))
    table = segment((subjects[CHANCE.integers(0, 12, count)] + noise).astype(np.float32))
    name = f"day/{first}"
    segments = (Segment("A bend joins ropes.", 1, 1, "prose", 0),)
    chunks = [
        NewChunk(f"{first + place}", segments, Encoded(vector, vector[None, :]), "rope", "", "bend")
        for place, vector in enumerate(table)
    ]
    with store.write() as writer:
        writer.add(Session(name, "Ropes", None, None, None, "day.md", 1, 2), 0, name, [], chunks)


def remove(store: SqliteStore, session: str) -> None:
    with store.write() as writer:
        writer.remove([session])


def ids(store: SqliteStore) -> Ids:
    with store.read() as reader:
        return reader.vector_ids()


def vectors(store: SqliteStore, wanted: Ids) -> Vectors:
    with store.read() as reader:
        return reader.vectors(wanted.tolist(), DIMENSION)


def search(
    store: SqliteStore, index: FaissIndex, questions: Vectors, limit: int, among: Ids | None = None
) -> list[list[tuple[int, float]]]:
    with store.read() as reader:
        return index.over(reader).search(questions, limit, among)


def open_index(store: SqliteStore, previous: FaissIndex | None = None) -> FaissIndex:
    with store.read() as reader:
        return FaissIndex.open(store.path, reader, DIMENSION, "fingerprint", previous)


def lists(index: FaissIndex) -> int:
    assert isinstance(index._index, faiss.IndexIVF)
    return int(index._index.nlist)


def exact(store: SqliteStore, question: Vectors, limit: int) -> list[int]:
    held = ids(store)
    return [int(i) for i in held[np.argsort(-(vectors(store, held) @ question))[:limit]]]


def check(index: FaissIndex, store: SqliteStore) -> None:
    """The index holds the library's chunks and gives exact cosines, nearest first."""
    held = ids(store)
    assert not index.exact
    assert index.size == len(held)
    wanted = vectors(store, held)
    with store.read() as reader:
        read = index.over(reader)
        np.testing.assert_array_equal(read.vectors(held.tolist()), wanted)
        for number, vector in zip(held[::7], wanted[::7], strict=True):
            found = read.search(vector[None, :], 5)[0]
            assert found[0][0] == number
            for chunk, cosine in found:
                assert cosine == pytest.approx(float(read.vectors([chunk])[0] @ vector), abs=1e-6)
            assert [cosine for _, cosine in found] == sorted((c for _, c in found), reverse=True)


def test_many_chunks_stand_in_lists_and_few_do_not(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(open_index(store), store)
    kept = faiss.read_index(str(index_path(store.path, "fingerprint")))
    assert isinstance(kept, faiss.IndexIVFScalarQuantizer)
    monkeypatch.setattr(faiss_index, "FLAT_BELOW", MANY * 10)
    assert open_index(store).exact


def test_nearly_all_of_the_nearest_are_found(store: SqliteStore) -> None:
    index = open_index(store)
    questions = segment(CHANCE.standard_normal((50, DIMENSION)).astype(np.float32))
    found = [{number for number, _ in row} for row in search(store, index, questions, 10)]
    truth = [set(exact(store, question, 10)) for question in questions]
    assert np.mean([len(a & b) / 10 for a, b in zip(found, truth, strict=True)]) >= 0.9


def test_a_change_is_taken_up_by_the_index_that_is_open(store: SqliteStore) -> None:
    index = open_index(store)
    add(store, 5000, 20)
    index = open_index(store, index)
    check(index, store)
    remove(store, "day/5000")
    index = open_index(store, index)
    check(index, store)
    assert index.size == MANY


def test_a_small_change_does_not_write_the_file_again_and_a_large_one_does(store: SqliteStore) -> None:
    open_index(store)
    path = index_path(store.path, "fingerprint")
    before = path.stat().st_mtime_ns
    add(store, 5000, MANY // 50)
    check(open_index(store), store)
    assert path.stat().st_mtime_ns == before
    add(store, 6000, MANY // 5)
    check(open_index(store), store)
    assert path.stat().st_mtime_ns != before


def test_a_library_that_shrinks_goes_back_to_comparing_all(store: SqliteStore) -> None:
    add(store, 5000, 50)
    index = open_index(store)
    check(index, store)
    remove(store, "day/1")
    index = open_index(store, index)
    assert index.exact
    assert index.size == 50


def test_an_index_of_a_library_that_grew_much_gets_more_lists(store: SqliteStore) -> None:
    few = lists(open_index(store))
    add(store, 5000, MANY * 20)
    index = open_index(store)
    check(index, store)
    assert lists(index) > few


@pytest.mark.parametrize("left", [0, 3, 200, -1])
def test_a_truncated_index_is_made_again(store: SqliteStore, left: int) -> None:
    open_index(store)
    path = index_path(store.path, "fingerprint")
    path.write_bytes(path.read_bytes()[:left])
    check(open_index(store), store)


def test_lists_of_another_form_are_replaced(store: SqliteStore) -> None:
    held = ids(store)
    table = vectors(store, held)
    other = faiss.IndexIVFFlat(faiss.IndexFlatIP(DIMENSION), DIMENSION, 16, faiss.METRIC_INNER_PRODUCT)
    other.train(table)
    other.add_with_ids(table, held)
    faiss.write_index(other, str(index_path(store.path, "fingerprint")))
    seal(index_path(store.path, "fingerprint"))
    check(open_index(store), store)


@pytest.mark.parametrize("few", [0, 2_000])
def test_of_some_chunks_to_choose_from_every_one_is_compared(
    store: SqliteStore, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_index, "_FEW", few)
    monkeypatch.setattr(faiss_index, "_SPARE", MANY)  # a byte a number misplaces some
    index = open_index(store)
    among = ids(store)[::9]
    table = vectors(store, among)
    for question in segment(np.random.default_rng(3).standard_normal((20, DIMENSION)).astype(np.float32)):
        nearest = among[np.argsort(-(table @ question))[:10]].tolist()
        assert [number for number, _ in search(store, index, question[None, :], 10, among)[0]] == nearest
    assert search(store, index, question[None, :], 10, among[:0]) == [[]]


def test_how_many_lists_are_looked_into_is_not_left_to_the_file(store: SqliteStore) -> None:
    made = open_index(store)._index
    assert isinstance(made, faiss.IndexIVF)
    made.nprobe = 1
    faiss.write_index(made, str(index_path(store.path, "fingerprint")))
    seal(index_path(store.path, "fingerprint"))
    again = open_index(store)._index
    assert isinstance(again, faiss.IndexIVF)
    assert again.nprobe == round(again.nlist / 4)


def test_a_file_that_asks_for_more_memory_than_there_is_is_made_again(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(store)

    def hungry(_: str) -> None:
        raise MemoryError("std::bad_alloc")

    monkeypatch.setattr(faiss, "read_index", hungry)
    check(open_index(store), store)
