"""How records stand in rows, the same in every store that speaks SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from embeddings.index.chunking import Segment
from embeddings.index.protocols import StoredChunk, Vectors
from embeddings.records import UNLISTED, Image, Link, Session, Speaker

SESSION_COLUMNS = (
    "id, title, event, day, date, file, line, end_line, kind, sponsor, words, heading, code, language, "
    "noted_by, also"
)
"""Of a session, in the order of ``session_values``; ``also`` is written as each store writes lists."""
LISTED = f"kind NOT IN ({', '.join(map(repr, UNLISTED))})"
"""Holds of sessions, and not of what is in none."""


def session_values(session: Session) -> tuple[object, ...]:
    """Return what stands in a session's columns, but for ``also``."""
    s = session
    return (s.id, s.title, s.event, s.day, s.date, s.file, s.line, s.end_line, s.kind, s.sponsor, s.words,
            s.group, s.code, s.language, s.noted_by)  # fmt: skip


def session_of(
    row: Sequence[Any],
    also: Iterable[str],
    speakers: Iterable[Speaker],
    links: Iterable[Link],
    images: Iterable[Image],
) -> Session:
    """Return a session from its columns and what belongs to it."""
    return Session(
        id=row[0], title=row[1], event=row[2], day=row[3], date=row[4], file=row[5], line=row[6],
        end_line=row[7], kind=row[8], sponsor=row[9], words=row[10], group=row[11], code=row[12],
        language=row[13], noted_by=row[14], also=tuple(also), speakers=tuple(speakers), links=tuple(links),
        images=tuple(images),
    )  # fmt: skip


def renewed(
    held: Mapping[str, tuple[str, Session]],
    digests: Mapping[str, str],
    read: Callable[[list[str]], list[Session]],
) -> dict[str, tuple[str, Session]]:
    """Return (digest, session) of every session by id, in the order of ``digests``.

    Those that are not ``held`` with the digest that they have now are ``read`` by their ids.
    """
    changed = [i for i, digest in digests.items() if i not in held or held[i][0] != digest]
    fresh = {session.id: (digests[session.id], session) for session in read(changed)}
    return {i: fresh[i] if i in fresh else held[i] for i in digests}


def segments_written(segments: Sequence[Segment]) -> str:
    """Return segments as they are stored: a list of lists, in JSON."""
    return json.dumps(
        [[s.text, s.line, s.end_line, s.kind, s.text_block] for s in segments], ensure_ascii=False
    )


def parts_written(parts: Vectors) -> bytes:
    """Return segments' vectors, shape (segments, dim), as they are stored: two bytes a number."""
    return parts.astype("<f2").tobytes()


def parts_of(stored: bytes, rows: int) -> Vectors:
    """Return so many segments' vectors, shape (rows, dim), from what ``parts_written`` gave."""
    import numpy as np  # records are read without it

    table = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    return table.reshape(rows, -1) if rows else table.reshape(0, 0)


def chunk_of(
    number: int, session: str, position: int, digest: str, segments: Iterable[Iterable[Any]], parts: bytes
) -> StoredChunk:
    """Return a chunk from its row, with its ``segments`` as lists."""
    members = tuple(Segment(*fields) for fields in segments)
    return StoredChunk(number, session, position, digest, members, parts_of(parts, len(members)))
