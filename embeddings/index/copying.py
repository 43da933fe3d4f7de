"""A library copied from one store into another, whole: nothing is read from the notes or embedded again."""

from __future__ import annotations

from embeddings.errors import LibraryError
from embeddings.index.protocols import Encoded, NewChunk, Progress, Reader, RecordStore, StoredChunk


def copy_library(source: RecordStore, target: RecordStore, progress: Progress | None = None) -> int:
    """Put the library of ``source`` in the place of what ``target`` holds; return how many sessions it has.

    All of it is kept or, where anything fails, nothing. Raises LibraryError.
    """
    target.create()
    with source.read() as reader:
        state = reader.state
        if state is None:
            raise LibraryError(f"The library {source.identity} is empty: there is nothing to copy.")
        sessions, digests = reader.sessions(), reader.session_digests()
        with target.write() as writer:
            writer.clear()
            for position, session in enumerate(sessions):
                chunks = reader.chunks(session.id)
                writer.add(
                    session,
                    position,
                    digests[session.id],
                    reader.text_blocks(session.id),
                    _as_new(reader, chunks, state.dimension),
                )
                if progress is not None:
                    progress(position + 1, len(sessions))
            skipped = reader.skipped()
            writer.set_files(reader.files(), list(skipped.items()))
            writer.set_state(state)
    return sum(session.is_listed for session in sessions)


def _as_new(reader: Reader, chunks: list[StoredChunk], dimension: int) -> list[NewChunk]:
    """Return stored chunks as they go into a store."""
    ids = [chunk.id for chunk in chunks]
    vectors = reader.vectors(ids, dimension)
    stems = reader.indexed(ids)
    return [
        NewChunk(chunk.digest, chunk.segments, Encoded(vector, chunk.parts), *stems[chunk.id][1:])
        for chunk, vector in zip(chunks, vectors, strict=True)
    ]
