"""What is SQLite's own about the library file: its versions, its damages, its neighbours."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.errors import LibraryError
from embeddings.index.protocols import LibraryState
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.stores.sqlite_reader import SqliteReader
from embeddings.index.stores.sqlite_schema import VERSION, connect_to_read
from embeddings.index.stores.sqlite_writer import SqliteWriter
from tests.index.records import SESSION, TEXT_BLOCKS, new_chunk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A library file of one session."""
    opened = SqliteStore(tmp_path / "library.db")
    with opened.write() as writer:
        writer.add(SESSION, 0, "s1", TEXT_BLOCKS, [new_chunk()])
    yield opened
    opened.close()


def use(store: SqliteStore, *, write: bool) -> None:
    """Open the file as an ingest does, or as an answer does."""
    try:
        if write:
            store.create()
        else:
            with store.read():
                pass
    finally:
        store.close()


def test_removing_a_session_leaves_no_row_of_it_in_any_table(store: SqliteStore) -> None:
    with store.write() as writer:
        writer.remove([SESSION.id])
    with sqlite3.connect(store.path) as db:
        left = {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - the names below
            for name in (
                "speakers",
                "links",
                "images",
                "stretches",
                "passages",
                "vectors",
                "fulltext",
                "vocabulary",
            )
        }
    db.close()
    assert set(left.values()) == {0}, left


def test_a_reader_cannot_write(store: SqliteStore) -> None:
    with (
        pytest.raises(LibraryError, match="readonly"),
        store.read() as reader,
    ):
        SqliteWriter(reader._db, store.path).set_state(LibraryState("mine", "model"))
    with store.read() as reader:
        assert reader.state is None


def test_one_connection_is_kept_and_used_again(store: SqliteStore) -> None:
    with store.read() as first, store.read() as second:
        assert first._db is not second._db, "each reads a state of its own"
    with store.read() as third:
        assert third._db in (first._db, second._db)
    store.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        third._db.execute("SELECT 1")


def test_the_file_is_whole_by_itself_when_nobody_reads(store: SqliteStore) -> None:
    with store.read() as reader:
        assert len(reader.sessions()) == 1
    with store.write() as writer:
        writer.clear()
    assert [path.name for path in store.path.parent.iterdir()] == ["library.db"]


def test_a_file_that_replaced_another_is_read_instead(store: SqliteStore, tmp_path: Path) -> None:
    with store.read() as reader:
        assert len(reader.sessions()) == 1
    other = SqliteStore(tmp_path / "other.db")
    other.create()
    other.path.replace(store.path)
    with store.read() as reader:
        assert reader.sessions() == []
    store.path.unlink()
    with pytest.raises(LibraryError, match="There is no library"):
        use(store, write=False)


@pytest.mark.parametrize("write", [True, False])
def test_a_library_of_a_newer_version_is_refused_in_one_sentence_and_left_as_it_is(
    store: SqliteStore, write: bool
) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = store.path.read_bytes()
    with pytest.raises(LibraryError, match="newer Quoth") as caught:
        use(store, write=write)
    said = str(caught.value)
    assert str(store.path) in said
    assert said.endswith(".")
    assert "\n" not in said
    assert store.path.read_bytes() == before


def test_what_an_older_quoth_wrote_is_counted_for_it_keeps_no_counts(store: SqliteStore) -> None:
    with store.write() as writer:
        writer.set_state(LibraryState("g1", "model"))
    with sqlite3.connect(store.path) as db:
        db.execute("DELETE FROM passages")
        db.execute("UPDATE sessions SET language = 'de'")
        db.execute("UPDATE meta SET value = 'g2' WHERE key = 'generation'")
    db.close()
    with store.read() as reader:
        assert (reader.chunk_count(), reader.languages()) == (0, {"de": 1})


def test_a_library_of_an_older_version_is_made_again_when_written(store: SqliteStore) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("PRAGMA user_version = 0")
    db.close()
    with pytest.raises(LibraryError, match="older Quoth"):
        use(store, write=False)
    store.create()
    with store.read() as reader:
        assert reader.sessions() == []
        assert reader.chunk_count() == 0
        assert reader.match(["rope"], 5) == []


def test_a_library_from_before_note_takers_were_known_keeps_what_was_embedded(store: SqliteStore) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("ALTER TABLE sessions DROP COLUMN noted_by")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with pytest.raises(LibraryError, match="older Quoth"):
        use(store, write=False)
    store.create()
    with store.read() as reader:
        assert reader.sessions() == [replace(SESSION, noted_by=None)]
        assert len(reader.encoded(["d1"])) == 1


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
        use(SqliteStore(path), write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "library.db"
    path.write_text("my shopping list, which is rather long, but not a database at all\n" * 20)
    with pytest.raises(LibraryError, match="not a database"):
        use(SqliteStore(path), write=write)
    assert path.read_text().startswith("my shopping list")


def test_a_path_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "library.db", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(LibraryError) as caught:
            SqliteStore(path).create()
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    for name in ("none.db", "x" * 300):
        with pytest.raises(LibraryError):
            use(SqliteStore(tmp_path / name), write=False)
    assert list(tmp_path.iterdir()) == []


def test_many_may_make_the_same_library_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        try:
            SqliteStore(path).create()
        except LibraryError as error:
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    made = SqliteStore(path)
    with made.read() as reader:
        assert reader.sessions() == []
    made.close()


def test_a_damaged_library_is_said_in_one_sentence(store: SqliteStore) -> None:
    with store.write() as writer:
        writer.clear()
        writer.add(SESSION, 0, "s1", TEXT_BLOCKS, [new_chunk("rope " * 200)] * 300)
    store.close()
    data = bytearray(store.path.read_bytes())
    data[4096 * 4 :] = b"\xff" * (len(data) - 4096 * 4)
    store.path.write_bytes(bytes(data))

    def read() -> None:
        with store.read() as reader:
            reader.sessions()
            reader.vector_ids()
            reader.match(["rope"], 5)

    with pytest.raises(LibraryError, match=r"cannot be (opened|used)"):
        read()


def test_records_are_read_without_the_vectors_of_their_chunks(store: SqliteStore) -> None:
    db = connect_to_read(store.path)
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    reader = SqliteReader(db, store.path)
    assert reader.sessions() == [SESSION]
    assert reader.text_blocks(SESSION.id)
    assert statements
    assert not [s for s in statements if "passages" in s or "vectors" in s]
    db.close()
