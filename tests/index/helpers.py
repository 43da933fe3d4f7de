"""What the tests of the ingest share."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from embeddings.index.embedders.choice import OneModel
from embeddings.index.ingest import Report, ingest
from embeddings.index.protocols import LibraryState, RecordStore
from embeddings.records import Session
from tests.fakes import FakeEmbedder
from tests.in_memory import InMemoryStore

ROPES = "## Rope splicing for software people"


def statuses(report: Report) -> dict[str, str]:
    return {file.file: file.status for file in report.files}


def sessions(store: RecordStore) -> list[Session]:
    with store.read() as reader:
        return [session for session in reader.sessions() if session.is_listed]


def files(store: RecordStore) -> set[str]:
    with store.read() as reader:
        return set(reader.files())


def ids(store: RecordStore) -> set[int]:
    """The ids of all chunks."""
    with store.read() as reader:
        return set(reader.vector_ids().tolist())


def vocabulary(store: RecordStore) -> dict[str, int]:
    with store.read() as reader:
        return reader.vocabulary()


def matched(store: RecordStore, word: str) -> list[tuple[int, float]]:
    with store.read() as reader:
        return reader.match([word], 5)


def state(store: RecordStore) -> LibraryState:
    with store.read() as reader:
        assert reader.state is not None
        return reader.state


def contents(store: RecordStore) -> tuple[object, ...]:
    """All that the library holds, but for the numbers that each ingest draws afresh."""
    with store.read() as reader:
        found = reader.sessions()
        chunks = [
            (p.session, p.position, p.segments, p.parts.tolist()) for s in found for p in reader.chunks(s.id)
        ]
        words = sorted(reader.indexed(reader.vector_ids().tolist()).values())
        return (
            [asdict(session) for session in found],
            [(session.id, reader.text_blocks(session.id)) for session in found],
            chunks,
            words,
            reader.vocabulary(),
            reader.files(),
            reader.skipped(),
        )


def made_afresh(notes: Path) -> tuple[object, ...]:
    """What a library that is made of the notes now holds, in whatever store."""
    fresh = InMemoryStore()
    ingest(notes, fresh, OneModel(FakeEmbedder()))
    return contents(fresh)
