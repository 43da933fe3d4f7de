"""The bot's tables in a database: as in the file, and nothing confirmed is lost with a connection."""

from __future__ import annotations

import gc
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

from bot.service import postgres_connection
from bot.service.connection import SqliteConnection, UnkeptError
from bot.service.database import BotDatabase
from bot.service.postgres_connection import PostgresConnection
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.connection import parameters
from tests import postgres
from tests.service.helpers import kept_reply
from tests.waiting import GUARD


def test_the_tables_have_the_same_columns_in_a_file_and_in_a_database(tmp_path: Path) -> None:
    """A column that is added to one of them only fails here."""
    with closing(SqliteConnection(tmp_path / "memory.db")) as file:
        in_file = {
            str(table): [str(row[0]) for row in file.rows("SELECT name FROM pragma_table_info(?)", table)]
            for (table,) in file.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    in_file.pop("sqlite_sequence", None)
    in_file["replies"].remove("message")  # which SQLite cannot drop (see the steps of the file)
    with closing(PostgresConnection(postgres.empty_bot())) as database:
        in_database = {
            table: [
                str(row[0])
                for row in database.rows(
                    "SELECT column_name FROM information_schema.columns "
                    "WHERE table_schema = 'public' AND table_name = ? ORDER BY ordinal_position",
                    table,
                )
            ]
            for table in in_file
        }
    assert in_database == in_file


def test_what_was_confirmed_is_there_after_the_server_was_restarted() -> None:
    with closing(BotDatabase.open(postgres.empty_bot(), keep_days=2)) as database:
        kept = kept_reply(database, "k1")
        postgres.end_connections()
        assert database.replies.find("k1") == kept
        postgres.end_connections()
        assert database.replies.judge("k1", "p", useful=True)
        assert database.replies.feedback() == (1, 0)


def test_a_write_whose_connection_ends_is_told_and_not_kept() -> None:
    def write(connection: PostgresConnection) -> None:
        with connection.writing() as writing:
            writing.execute("INSERT INTO meta VALUES (?, ?)", ("anchor", "lost"))
            postgres.end_connections()
            writing.execute("INSERT INTO meta VALUES (?, ?)", ("buoy", "lost"))

    with closing(PostgresConnection(postgres.empty_bot())) as connection:
        with pytest.raises(UnkeptError, match="cannot be reached") as told:
            write(connection)
        assert "\n" not in str(told.value)
        assert connection.rows("SELECT name FROM meta") == []


def test_writes_are_kept_whatever_transactions_the_database_has_for_its_default() -> None:
    address = postgres.empty_bot()
    usual = "postgresql://{user}@/{dbname}?host={host}&options=-c%20default_transaction_read_only%3Don"
    reads = replace(address, url=usual.format(**parameters(address)))
    with closing(PostgresConnection(reads)) as connection:
        assert connection.rows("SHOW default_transaction_read_only") == [("on",)]
        assert connection.change("INSERT INTO meta VALUES (?, ?)", "anchor", "kept") == 1


class Announcing:
    """A lock that tells when somebody comes to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.come = queue.SimpleQueue[None]()

    def __enter__(self) -> None:
        self.come.put(None)
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_who_waits_while_the_database_is_found_to_be_away_does_not_find_it_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock, tried, goes_on = Announcing(), queue.SimpleQueue[None](), threading.Event()

    def connect(*_: object) -> NoReturn:
        tried.put(None)
        assert goes_on.wait(GUARD)
        raise LibraryError("It cannot be reached.") from psycopg.OperationalError()

    with closing(PostgresConnection(postgres.empty_bot())) as connection, ThreadPoolExecutor(9) as threads:
        monkeypatch.setattr(connection, "_lock", lock)
        monkeypatch.setattr(postgres_connection, "connect", connect)
        postgres.end_connections()
        asked = [threads.submit(connection.rows, "SELECT 1") for _ in range(9)]
        for _ in asked:
            lock.come.get(timeout=GUARD)
        goes_on.set()
        for one in asked:
            with pytest.raises(UnkeptError, match="cannot be reached"):
                one.result(GUARD)
        assert tried.qsize() == 1
        with pytest.raises(UnkeptError):
            connection.rows("SELECT 1")
        assert tried.qsize() == 2, "who comes later looks again"
        monkeypatch.undo()
        assert connection.rows("SELECT 1") == [(1,)]


def test_a_database_that_is_away_for_long_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each failure once held the one before it: 45 MB after an hour."""
    with closing(PostgresConnection(postgres.empty_bot())) as connection:
        gone = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes")
        monkeypatch.setattr(connection, "_address", gone)
        postgres.end_connections()
        for _ in range(100):
            with pytest.raises(UnkeptError):
                connection.rows("SELECT 1")
        gc.collect()
        # By their type: some objects of other libraries warn where they are asked for their class.
        errors = [one for one in gc.get_objects() if issubclass(type(one), LibraryError)]
        held = [one for one in errors if "rigger" in str(one)]
        assert len(held) <= 2


def test_two_processes_that_start_together_know_people_by_one_key() -> None:
    address = postgres.empty_bot()
    with (
        closing(BotDatabase.open(address, keep_days=2)) as one,
        closing(BotDatabase.open(address, keep_days=2)) as two,
    ):
        assert one.person(1) == two.person(1)


def test_what_is_just_being_kept_of_a_person_is_forgotten_with_the_rest() -> None:
    """Whoever forgets waits for the reply that is written, and cannot have seen it before."""
    address = postgres.empty_bot()
    with (
        closing(BotDatabase.open(address, keep_days=2)) as one,
        closing(BotDatabase.open(address, keep_days=2)) as two,
        closing(PostgresConnection(address)) as looking,
        ThreadPoolExecutor(1) as threads,
    ):
        one.replies.begin("begun", "p", 1)
        with one.connection.writing() as writing:
            writing.execute("UPDATE replies SET at = 1 WHERE key = ?", ("begun",))
            writing.execute(
                "INSERT INTO replies (key, at, person, kind, asked) VALUES (?, 1, ?, ?, ?)",
                ("r", "p", "ask", "what?"),
            )
            forgotten = threads.submit(two.forget, "p")
            while not looking.rows("SELECT 1 FROM pg_locks WHERE NOT granted"):
                assert not forgotten.done(), "it has to wait"
        assert forgotten.result(GUARD) == 2
        assert looking.rows("SELECT key FROM replies") == []
