"""No row of a library reaches another by any method of the store: the key that each query carries sees to it.

Here whoever reads and writes is one whom row-level security does not bind, so that nothing else could.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import psycopg
import pytest
from psycopg import sql

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.protocols import Encoded, NewChunk, Vectors
from embeddings.index.stores.postgres.connection import parameters
from embeddings.index.stores.postgres.reader import PostgresReader
from embeddings.index.stores.postgres.store import PostgresStore
from embeddings.index.stores.postgres.writer import PostgresWriter
from embeddings.index.vectors import pgvector_index
from embeddings.index.vectors.pgvector_index import INDEXED, PgvectorIndex
from tests import postgres
from tests.index.postgres.test_fences import TABLES
from tests.index.records import SESSION, TEXT_BLOCKS, new_chunk
from tests.index.test_store_contract import STATE


@dataclass(frozen=True)
class Named:
    """What a method may be told of rows: all that there are, those of the other library too."""

    chunks: list[int]
    sessions: tuple[str, ...] = (SESSION.id, "anchor", "barnacle")
    digests: tuple[str, ...] = ("d1", "anchor", "barnacle")
    words: tuple[str, ...] = ("rope", "anchor", "barnacle")


READS: dict[str, Callable[[Named], tuple[object, ...]]] = {
    "chunk_count": lambda _: (),
    "chunk_ids": lambda named: (named.sessions,),
    "chunks": lambda _: (SESSION.id,),
    "encoded": lambda named: (named.digests,),
    "files": lambda _: (),
    "indexed": lambda named: (named.chunks,),
    "languages": lambda _: (),
    "match": lambda named: (named.words, 40),
    "renewed": lambda _: ({},),
    "session_digests": lambda _: (),
    "sessions": lambda _: (),
    "sessions_of": lambda named: (named.sessions,),
    "skipped": lambda _: (),
    "text_blocks": lambda _: (SESSION.id,),
    "vector_ids": lambda _: (),
    "vectors": lambda named: (named.chunks, INDEXED),
    "vocabulary": lambda _: (),
}
"""Each method that reads, with what it is told."""
WRITES: dict[str, Callable[[Named], tuple[object, ...]]] = {
    "add": lambda _: (replace(SESSION, id="capstan"), 5, "s9", TEXT_BLOCKS, [chunk("capstan", 9)]),
    "clear": lambda _: (),
    "finish": lambda _: (),
    "move": lambda named: (dict.fromkeys(named.sessions, 7),),
    "remove": lambda named: (named.sessions,),
    "set_files": lambda _: ({"both.md": "9"}, [("none.md", "empty")]),
    "set_state": lambda _: (replace(STATE, generation="g9"),),
}


def near(seed: int) -> Vectors:
    found = np.random.default_rng(seed).standard_normal(INDEXED)
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


def chunk(word: str, seed: int) -> NewChunk:
    given = new_chunk(f"{word} rope")
    return replace(given, vectors=Encoded(near(seed), near(seed)[None, :]))


def filled(word: str, seed: int) -> DatabaseAddress:
    """Make a library with a session that both have, by its id, and one that it has alone."""
    address = replace(postgres.fresh(), url=postgres.address(postgres.migrated()).url)
    store = PostgresStore(address)
    store.create()
    with store.write() as writer:
        text = [replace(TEXT_BLOCKS[0], text=word)]
        writer.add(replace(SESSION, title=word), 0, word, text, [chunk(word, seed)])
        given = [replace(chunk(word, seed + 1), digest=word)] * seed
        writer.add(replace(SESSION, id=word, language=word[:2]), 1, word, text, given)
        writer.set_files({"both.md": word, f"{word}.md": "1"}, [(f"{word}.txt", "empty")])
        writer.set_state(replace(STATE, generation=word))
    store.close()
    return address


@pytest.fixture
def mine() -> DatabaseAddress:
    return filled("anchor", 1)


@pytest.fixture
def other() -> DatabaseAddress:
    return filled("barnacle", 3)


@pytest.fixture
def db() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(**parameters(postgres.address(postgres.migrated())), autocommit=True) as connection:
        yield connection


def public(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")} - {"guarded", "state"}


def chunks_of(*libraries: DatabaseAddress) -> list[int]:
    found: list[int] = []
    for address in libraries:
        store = PostgresStore(address)
        with store.read() as reader:
            found += reader.vector_ids().tolist()
        store.close()
    return found


def seen(address: DatabaseAddress, named: Named, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return all that can be read of a library, by method."""
    store, found = PostgresStore(address), {}
    with store.read() as reader:
        found["state"] = repr(reader.state)
        for method, given in READS.items():
            try:
                found[method] = repr(getattr(reader, method)(*given(named)))
            except LibraryError as error:
                found[method] = str(error)
        for most in (pgvector_index.EXACT_BELOW, 0):  # every vector, then the graph
            monkeypatch.setattr(pgvector_index, "EXACT_BELOW", most)
            monkeypatch.setattr(pgvector_index, "_FEW", most)
            index = PgvectorIndex.open(reader, INDEXED, "model")
            questions = np.stack([near(seed) for seed in (1, 2, 3, 4)])
            among = np.array(named.chunks, dtype=np.int64)
            found[f"search {most}"] = repr([index.search(questions, 40, ids) for ids in (None, among)])
    store.close()
    return found


def test_each_method_of_the_store_is_tried_here() -> None:
    assert public(PostgresReader) == READS.keys()
    assert public(PostgresWriter) - public(PostgresReader) == WRITES.keys()


def test_nothing_that_is_read_changes_with_another_library(
    other: DatabaseAddress,  # made first, so that its rows come first where nothing tells them apart
    mine: DatabaseAddress,
    db: psycopg.Connection[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = Named(chunks_of(mine, other))
    beside = seen(mine, named, monkeypatch)
    assert db.execute("DELETE FROM libraries WHERE name = %s", (other.library,)).rowcount == 1
    monkeypatch.undo()
    assert beside["state"] == repr(replace(STATE, generation="anchor"))
    assert beside["chunk_count"] == "2"
    assert "anchor" in beside["text_blocks"]
    assert beside == seen(mine, named, monkeypatch)


@pytest.mark.parametrize("method", sorted(WRITES))
def test_nothing_that_is_written_changes_another_library(
    method: str, mine: DatabaseAddress, other: DatabaseAddress, db: psycopg.Connection[tuple[object, ...]]
) -> None:
    def rows(address: DatabaseAddress) -> list[object]:
        ((key,),) = db.execute("SELECT id FROM libraries WHERE name = %s", (address.library,)).fetchall()
        found: list[object] = []
        for table in TABLES:
            column = sql.Identifier("id" if table == "libraries" else "library")
            query = sql.SQL("SELECT * FROM {} AS one WHERE {} = %s ORDER BY one::text")
            found.append(db.execute(query.format(sql.Identifier(table), column), (key,)).fetchall())
        return found

    named, before = Named(chunks_of(mine, other)), rows(other)
    store = PostgresStore(mine)
    with store.write() as writer:
        getattr(writer, method)(*WRITES[method](named))
    store.close()
    assert rows(other) == before
