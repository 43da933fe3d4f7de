"""The tables are made by whoever may, once, and whoever comes too early or too late is told what to do."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bot.service.postgres_connection import STEPS
from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres import schema
from embeddings.index.stores.postgres.connection import connect, parameters
from embeddings.index.stores.postgres.store import PostgresStore
from tests import postgres
from tests.index.records import SESSION, TEXT_BLOCKS, new_chunk
from tests.waiting import GUARD


@pytest.fixture
def empty() -> Iterator[DatabaseAddress]:
    """A database without a table."""
    name = sql.Identifier("quoth_empty")
    with psycopg.connect(**parameters(postgres.address()), autocommit=True) as db:
        db.execute(sql.SQL("CREATE DATABASE {}").format(name))
        yield postgres.address("quoth_empty")
        db.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def make(address: DatabaseAddress) -> None:
    """Make a library."""
    with closing(PostgresStore(address)) as store:
        store.create()


def test_a_database_without_tables_is_told_with_the_command_that_makes_them(empty: DatabaseAddress) -> None:
    with pytest.raises(LibraryError, match="has no tables of Quoth: run `quoth library migrate`"):
        make(empty)


def test_steps_are_taken_once_whoever_comes_at_the_same_time(empty: DatabaseAddress) -> None:
    taken: list[list[str]] = []
    start = threading.Barrier(3)

    def run() -> None:
        start.wait()
        taken.append(schema.migrate(empty, parameters(empty)))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, taken)) == [0, 0, len(schema.known())]
    make(empty)


def test_a_lock_of_a_process_that_was_killed_keeps_nobody_out(empty: DatabaseAddress) -> None:
    schema.migrate(empty, parameters(empty))
    with psycopg.connect(**parameters(empty), autocommit=True) as db:
        db.execute("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, now(), 1)")
    assert schema.migrate(empty, parameters(empty)) == []


def test_a_step_that_was_taken_and_not_noted_is_taken_again(empty: DatabaseAddress) -> None:
    schema.migrate(empty, parameters(empty))
    make(empty)
    with psycopg.connect(**parameters(empty), autocommit=True) as db:
        db.execute("DELETE FROM _yoyo_migration")
    assert schema.migrate(empty, parameters(empty)) == sorted(schema.known())
    with closing(PostgresStore(empty)) as store, store.read() as reader:
        assert reader.sessions() == []


def test_who_reads_does_not_wait_while_steps_wait_for_who_writes(empty: DatabaseAddress) -> None:
    """An ingest may take minutes; the steps that it keeps waiting must not keep everybody else waiting."""
    schema.migrate(empty, parameters(empty))
    make(empty)
    with (
        closing(PostgresStore(empty)) as store,
        psycopg.connect(**parameters(empty), autocommit=True) as db,
        ThreadPoolExecutor(1) as threads,
    ):
        with store.write() as writer:
            writer.set_files({"day1.md": "1"}, [])
            db.execute("DELETE FROM _yoyo_migration WHERE migration_id = 'library-0003'")
            migrated = threads.submit(schema.migrate, empty, parameters(empty))
            while not db.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                assert not migrated.done(), "it has to wait"
            db.execute("SET statement_timeout = '8s'")
            assert db.execute("SELECT count(*) FROM libraries").fetchone() == (1,)
            assert not migrated.done()
        assert migrated.result(GUARD) == ["library-0003"]


def test_tables_of_another_quoth_are_not_touched(empty: DatabaseAddress) -> None:
    schema.migrate(empty, parameters(empty))
    with psycopg.connect(**parameters(empty), autocommit=True) as db:
        db.execute("UPDATE _yoyo_migration SET migration_id = 'library-9999'")
        with pytest.raises(NewerLibraryError, match="upgrade Quoth"):
            connect(empty)
        with pytest.raises(NewerLibraryError, match="upgrade Quoth"):
            schema.migrate(empty, parameters(empty))
        db.execute("DELETE FROM _yoyo_migration")
    with pytest.raises(OlderLibraryError, match="quoth library migrate"):
        connect(empty)


def test_a_role_without_rights_is_told_so_in_one_sentence(empty: DatabaseAddress) -> None:
    schema.migrate(empty, parameters(empty))
    postgres.migrated()  # which makes the role
    outsider = postgres.address("quoth_empty", postgres.ROLE)
    with pytest.raises(LibraryError, match="quoth library migrate --role") as told:
        make(outsider)
    assert "\n" not in str(told.value)


def test_languages_are_kept_when_written_and_counted_where_nothing_was_since_the_step_for_it() -> None:
    address = postgres.fresh()
    with closing(PostgresStore(address)) as store:
        store.create()
        with store.write() as writer:
            writer.add(SESSION, 0, "s1", TEXT_BLOCKS, [new_chunk()])
        for kept, told in (('{"de": 7}', {"de": 7}), (None, {"fr": 1})):
            with psycopg.connect(**parameters(postgres.address(postgres.migrated()))) as db:
                db.execute("UPDATE libraries SET languages = %s WHERE name = %s", (kept, address.library))
            with store.read() as reader:
                assert reader.languages() == told


def test_a_path_that_is_too_long_for_the_database_is_told_as_that() -> None:
    path = hashlib.shake_128(b"rope").hexdigest(10_000)
    with closing(PostgresStore(postgres.fresh())) as store:
        store.create()
        with pytest.raises(LibraryError, match="shorten the path of the file"), store.write() as writer:
            writer.set_files({path: "1"}, [])


def test_a_role_that_may_use_the_tables_may_use_those_of_later_steps_too(
    empty: DatabaseAddress, tmp_path: Path
) -> None:
    """Whoever renews the tables for a new release names it once, and starts no bot for it."""
    postgres.migrated()  # which makes the role
    schema.migrate(empty, parameters(empty), postgres.ROLE)
    (tmp_path / "later-0001.sql").write_text("CREATE TABLE IF NOT EXISTS harbours (name text)")
    assert schema.migrate(empty, parameters(empty), None, tmp_path) == ["later-0001"]
    reads = postgres.address("quoth_empty", postgres.ROLE)
    with psycopg.connect(**parameters(reads)) as db:
        assert db.execute("SELECT name FROM harbours").fetchall() == []


def test_the_role_of_the_bot_may_use_no_table_of_another_program(empty: DatabaseAddress) -> None:
    postgres.migrated()  # which makes the role
    with psycopg.connect(**parameters(empty), autocommit=True) as db:
        db.execute("CREATE TABLE wages (id serial, name text)")
    schema.migrate(empty, parameters(empty), postgres.ROLE, STEPS)
    with psycopg.connect(**parameters(postgres.address("quoth_empty", postgres.ROLE)), autocommit=True) as db:
        for query in ("SELECT name FROM wages", "SELECT nextval('wages_id_seq')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(query)
        assert db.execute("SELECT nextval('chunk_ids'), nextval('shares_share_seq')").fetchone() == (1, 1)


def test_a_server_that_is_not_there_is_told_in_one_sentence_without_the_password() -> None:
    address = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes", "default", "saltwater")
    with pytest.raises(LibraryError, match="cannot be reached") as told:
        make(address)
    assert "saltwater" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_connection_that_the_server_ended_is_made_again() -> None:
    address = postgres.fresh()
    store = PostgresStore(address)
    store.create()
    with psycopg.connect(**parameters(postgres.address()), autocommit=True) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (postgres.ROLE,)
        )
    with store.read() as reader:
        assert reader.sessions() == []
    store.close()
