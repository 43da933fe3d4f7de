"""Libraries of one database are kept apart: by the key in each query, and by the database without it."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from psycopg import errors, sql

from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.connection import begin, connect, parameters
from embeddings.index.stores.postgres.store import PostgresStore
from tests import postgres
from tests.index.records import SESSION, TEXT_BLOCKS, new_chunk
from tests.index.test_store_contract import STATE

TABLES = ("libraries", "files", "sessions", "chunks", "vectors", "postings", "vocabulary")


def filled(word: str) -> DatabaseAddress:
    """A library with one session, in which a word stands that no other library has."""
    address = postgres.fresh()
    store = PostgresStore(address)
    store.create()
    with store.write() as writer:
        writer.add(replace(SESSION, title=word), 0, "s", TEXT_BLOCKS, [new_chunk(word)])
        writer.set_files({f"{word}.md": "1"}, [])
        writer.set_state(STATE)
    store.close()
    return address


def count(db: psycopg.Connection[tuple[int]], table: str) -> int:
    row = db.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return row[0]


def test_a_query_without_the_key_sees_the_rows_of_its_own_library_only() -> None:
    mine, _ = filled("anchor"), filled("barnacle")
    with connect(mine) as db:
        begin(db, mine)
        assert [count(db, table) for table in TABLES[:5]] == [1, 1, 1, 1, 1]
        assert db.execute("SELECT title FROM sessions").fetchall() == [("anchor",)]
        words = {word for (word,) in db.execute("SELECT word FROM postings")}
        assert "anchor" in words
        assert "barnacle" not in words
        db.execute("ROLLBACK")


def test_without_a_library_named_nothing_is_seen_and_nothing_written() -> None:
    address = filled("capstan")
    with connect(address) as db:
        assert {count(db, table) for table in TABLES} == {0}
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            db.execute("INSERT INTO vocabulary VALUES (1, 'capstan', 1)")


def test_a_row_of_another_library_can_neither_be_written_nor_taken_away() -> None:
    mine, other = filled("davit"), filled("eyelet")
    with connect(other) as db:
        library = begin(db, other)
        assert library is not None
        key = library.key
        db.execute("ROLLBACK")
    with connect(mine) as db:
        begin(db, mine, write=True)
        assert db.execute("DELETE FROM sessions WHERE library = %s", (key,)).rowcount == 0
        assert db.execute("UPDATE sessions SET title = 'davit' WHERE title = 'eyelet'").rowcount == 0
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            db.execute("INSERT INTO vocabulary VALUES (%s, 'davit', 1)", (key,))
        db.execute("ROLLBACK")


def test_each_table_is_behind_the_fence() -> None:
    """A table that a later step adds without a policy fails here."""
    with psycopg.connect(**parameters(postgres.address(postgres.migrated()))) as db:
        found = db.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace "
            "AND relname NOT LIKE '%yoyo%'"
        ).fetchall()
    fences = {name: fenced for name, fenced in found if name not in postgres.bot_tables()}
    assert fences == dict.fromkeys(TABLES, True)


def test_who_reads_and_writes_can_make_no_table_and_is_no_superuser() -> None:
    with connect(filled("fender")) as db:
        assert db.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone() == (
            False,
            False,
        )
        for statement in ("CREATE TABLE public.mine (a int)", "DROP TABLE vocabulary"):
            with pytest.raises(errors.InsufficientPrivilege):
                db.execute(statement)
