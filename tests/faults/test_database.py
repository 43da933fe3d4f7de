"""Faults of a database server: gone, hanging, full, a replica. Nothing confirmed is lost, and it is told."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from bot.service.connection import UnkeptError
from bot.service.database import BotDatabase
from bot.service.postgres_connection import PostgresConnection
from bot.service.service import Service
from bot.settings import Settings
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.storage import in_database
from embeddings.index.stores.postgres import connection
from embeddings.index.stores.postgres.connection import connect, guard
from embeddings.index.stores.postgres.reader import PostgresReader
from embeddings.library import Library
from tests import postgres
from tests.fakes import FakeEmbedder, write_notes
from tests.faults.helpers import QUESTION, many, state
from tests.service.helpers import kept_reply, look
from tests.services import make_library
from tests.waiting import GUARD


def test_a_server_that_hangs_is_not_waited_for_for_ever() -> None:
    db = connect(postgres.fresh(), patience=0.5)
    pid = db.info.backend_pid
    os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(LibraryError, match="no answer within"), guard(postgres.fresh()):
            db.execute("SELECT 1")
    finally:
        os.kill(pid, signal.SIGCONT)
    assert db.closed


def test_who_reads_waits_less_for_a_connection_that_hangs_and_gets_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 10 * GUARD)
    with closing(in_database(postgres.fresh()).store) as store, ThreadPoolExecutor(1) as threads:
        store.create()

        def backend() -> int:
            with store.read() as reader:
                assert isinstance(reader, PostgresReader)
                return reader.db.info.backend_pid

        hangs = backend()
        monkeypatch.setattr(connection, "READING_PATIENCE", 0.5)
        os.kill(hangs, signal.SIGSTOP)
        try:
            assert threads.submit(backend).result(GUARD) != hangs
        finally:
            os.kill(hangs, signal.SIGCONT)


def test_a_slow_answer_is_waited_for_while_the_server_gives_signs() -> None:
    with closing(connect(postgres.fresh(), patience=0.5)) as db:
        began = time.monotonic()
        rows = db.execute("SELECT pg_sleep(0.05) FROM generate_series(1, 5)").fetchall()
        assert len(rows) == 5
        assert time.monotonic() - began < 60


def test_a_server_that_restarts_in_the_middle_of_an_ingest_leaves_the_library_as_it_was(
    tmp_path: Path,
) -> None:
    notes, address = write_notes(tmp_path / "notes"), postgres.fresh()
    library = Library(notes, in_database(address), FakeEmbedder())
    library.refresh()
    before = state(library)
    write_notes(notes, many("Amber"))
    store = in_database(address).store

    def write() -> None:
        with store.write() as writer:
            writer.clear()
            postgres.end_connections()
            writer.session_digests()

    with pytest.raises(LibraryError, match="cannot be reached"):
        write()
    assert state(library) == before, "and it goes on answering"
    report = library.refresh()
    assert report.changed
    assert library.ask(QUESTION).quotes
    library.close()
    store.close()


async def test_health_names_the_database_and_what_is_kept_in_vain_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = BotDatabase.open(postgres.empty_bot(), keep_days=2)
    library = make_library(tmp_path)
    service = Service(Settings(notes=library.notes, watch=False), library, database)
    await service.start()
    assert (await look(service)).well
    gone = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes")
    with monkeypatch.context() as away:
        away.setattr(database.connection, "_address", gone)
        postgres.end_connections()
        health = await look(service)
        assert not health.well
        assert health.sentence.startswith("Nothing can be kept: The database of")
        with pytest.raises(UnkeptError):
            kept_reply(database, "k1")
    assert (await look(service)).well, "it is back, and so is the bot"
    await service.close()


def test_a_replica_that_takes_no_writes_is_told() -> None:
    # What a replica says to who begins a transaction that writes.
    said = (
        "RAISE feature_not_supported USING MESSAGE = 'cannot set transaction read-write mode during recovery'"
    )
    with (
        closing(PostgresConnection(postgres.empty_bot())) as connection,
        pytest.raises(UnkeptError, match=r"takes no writes .*name its primary"),
    ):
        connection.change(f"DO $$ BEGIN {said}; END $$")


def test_a_replica_that_takes_no_ingest_is_told() -> None:
    with (
        pytest.raises(LibraryError, match=r"takes no writes .*name its primary"),
        guard(postgres.fresh()),
    ):
        raise errors.FeatureNotSupported("cannot set transaction read-write mode during recovery")


@pytest.mark.parametrize("error", [errors.DiskFull, errors.ConfigurationLimitExceeded])
def test_a_full_disk_is_told(error: type[psycopg.Error]) -> None:
    with pytest.raises(LibraryError, match=r"has no room .*free some of its disk"), guard(postgres.fresh()):
        raise error("could not extend file: No space left on device")
