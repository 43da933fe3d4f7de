from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import LibraryError
from embeddings.index.chunking import Segment
from embeddings.index.stores.sqlite import VERSION, NewChunk, Store
from embeddings.records import Image, Link, Session, Speaker, TextBlock

SESSION = Session(
    id="day1/ropes",
    title="On ropes",
    event="Saltwind",
    day="Day 1",
    date="2021-05-04",
    file="day1.md",
    line=3,
    end_line=9,
    kind="other",
    sponsor="Brinewood",
    speakers=(Speaker("Henk Dorsey", "Rigger", "Self", 4), Speaker("Ilse Vandermolen")),
    links=(
        Link("youtube", "Recording", "https://www.youtube.com/watch?v=rope", 5, "Watch", recording=True),
        Link("other", "Site", "https://ropes.example.org/"),
    ),
    images=(Image("A knot", "knot.png", 6),),
    words=7,
    group="Keynotes",
    code="ROP101",
    language="fr",
    also=("day2.md:4",),
)
TEXT_BLOCKS = (TextBlock("prose", "A bend joins\ntwo ropes.", 7, 8), TextBlock("item", "tie", 9, 9, 1))


def chunk(body: str = "bend join rope") -> NewChunk:
    vector = np.array([0.6, 0.8], dtype="<f4")
    segment = Segment("A bend joins\ntwo ropes.", 7, 8, "prose", 0)
    return NewChunk("d1", (segment,), vector.tobytes(), vector.astype("<f2").tobytes(), "rope", "henk", body)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "library.db", write=True)
    with opened.transaction():
        opened.add_session(SESSION, 0, "s1", TEXT_BLOCKS)
        opened.add_chunk(41, SESSION.id, 0, chunk())
    yield opened
    opened.close()


def test_a_session_comes_back_as_it_went_in(store: Store) -> None:
    assert store.sessions() == [SESSION]
    assert store.text_blocks(SESSION.id) == list(TEXT_BLOCKS)
    assert store.session_digests() == {SESSION.id: "s1"}


def test_a_chunk_comes_back_with_its_units_and_vectors(store: Store) -> None:
    (found,) = store.chunks(SESSION.id)
    assert (found.id, found.session, found.position) == (41, SESSION.id, 0)
    assert found.segments == chunk().segments
    np.testing.assert_allclose(found.parts, [[0.6, 0.8]], atol=1e-3)
    np.testing.assert_array_equal(store.vectors([41], 2), np.array([[0.6, 0.8]], dtype=np.float32))
    assert store.vector_ids().tolist() == [41]
    assert store.encoded(["d1", "d2"]).keys() == {"d1"}
    assert store.indexed([41, 42]) == {41: (SESSION.id, "rope", "henk", "bend join rope")}


def test_a_missing_vector_is_said_with_both_counts(store: Store) -> None:
    with pytest.raises(LibraryError, match="1 vectors for 2 passages"):
        store.vectors([41, 42], 2)


def test_removing_a_session_removes_all_that_is_of_it(store: Store) -> None:
    with store.transaction():
        store.remove_session(SESSION.id)
    assert store.sessions() == []
    assert store.chunk_count() == 0
    assert store.vector_ids().size == 0
    assert store.match('"rope"', 5) == []
    with sqlite3.connect(store.path) as db:
        left = [
            db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - the names below
            for name in ("speakers", "links", "images", "stretches", "passages", "vectors", "fulltext")
        ]
    db.close()
    assert left == [0] * 7


def test_words_are_matched_best_first_and_titles_weigh_more(store: Store) -> None:
    with store.transaction():
        store.add_session(replace(SESSION, id="day1/other"), 1, "s2", ())
        store.add_chunk(42, "day1/other", 0, replace(chunk("bend lamp lamp"), title="bend"))
        # A word that every chunk holds says nothing: some others, without it.
        for number in range(43, 53):
            store.add_chunk(number, "day1/other", number, replace(chunk("gull"), title="gull"))
    found = store.match('"bend"', 5)
    assert [number for number, _ in found] == [42, 41]
    assert found[0][1] > found[1][1] > 0
    assert store.match('"bend" OR "rope"', 1)[0][0] == 41
    assert store.match('"nothing"', 5) == []


def test_the_vocabulary_counts_sessions_and_forgets_words_without_any(store: Store) -> None:
    with store.transaction():
        store.count_words({"rope", "bend"}, +1)
        store.count_words({"rope"}, +1)
        store.count_words({"bend"}, -1)
        store.forget_unused_words()
    assert store.vocabulary() == {"rope": 2}


def test_a_failed_transaction_leaves_everything_as_it_was(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.remove_session(SESSION.id)
            store.set_meta("generation", "new")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        fail()
    assert store.sessions() == [SESSION]
    assert store.meta("generation") is None


def test_a_reader_keeps_to_one_state_while_another_writes(store: Store) -> None:
    reader = Store(store.path)
    with reader.snapshot():
        assert reader.sessions() == [SESSION]
        with store.transaction():
            store.remove_session(SESSION.id)
        assert reader.sessions() == [SESSION]
        assert reader.chunks(SESSION.id)
    assert reader.sessions() == []
    reader.close()


def test_a_reader_cannot_write(store: Store) -> None:
    reader = Store(store.path)
    with pytest.raises(LibraryError, match="readonly"), reader.transaction():
        reader.set_meta("generation", "mine")
    reader.close()


@pytest.mark.parametrize("write", [True, False])
def test_a_library_of_a_newer_version_is_refused_in_one_sentence(store: Store, write: bool) -> None:
    store.close()
    with sqlite3.connect(store.path) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with pytest.raises(LibraryError, match="newer Quoth") as caught:
        Store(store.path, write=write)
    said = str(caught.value)
    assert str(store.path) in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_library_of_an_older_version_is_made_anew_when_written(store: Store) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("PRAGMA user_version = 0")
    db.close()
    with pytest.raises(LibraryError, match="older Quoth"):
        Store(store.path)
    store.close()
    renewed = Store(store.path, write=True)
    assert renewed.sessions() == []
    assert renewed.chunk_count() == 0
    assert renewed.match('"rope"', 5) == []
    renewed.close()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("version", [0, VERSION])
def test_a_database_of_something_else_is_refused_and_left_as_it_is(
    tmp_path: Path, write: bool, version: int
) -> None:
    path = tmp_path / "accounts.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE accounts (owner TEXT)")
        db.execute("INSERT INTO accounts VALUES ('Ilse')")
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"something else \(accounts\)"):
        Store(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "library.db"
    path.write_text("my shopping list, which is rather long, but not a database at all\n" * 20)
    with pytest.raises(LibraryError, match="not a database"):
        Store(path, write=write)
    assert path.read_text().startswith("my shopping list")


def test_a_path_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "library.db", tmp_path):
        with pytest.raises(LibraryError) as caught:
            Store(path, write=True)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_without_a_library_a_reader_is_told_to_ingest(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="run `quoth ingest` first"):
        Store(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_many_may_make_the_same_library_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        try:
            Store(path, write=True).close()
        except LibraryError as error:
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    opened = Store(path)
    assert opened.sessions() == []
    opened.close()


def test_a_damaged_library_is_said_in_one_sentence(store: Store) -> None:
    with store.transaction():
        for number in range(100, 400):
            store.add_chunk(number, SESSION.id, number, chunk("rope " * 200))
    store.close()
    data = bytearray(store.path.read_bytes())
    data[4096 * 4 :] = b"\xff" * (len(data) - 4096 * 4)
    store.path.write_bytes(bytes(data))

    def read() -> None:
        opened = Store(store.path)
        try:
            opened.sessions()
            opened.vector_ids()
            opened.match('"rope"', 5)
        finally:
            opened.close()

    with pytest.raises(LibraryError, match=r"cannot be (opened|used)"):
        read()
