"""A folder of notes into the library: only what changed is embedded, what is gone is removed, in one
transaction.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from embeddings import notes
from embeddings.index import chunking
from embeddings.index.chunking import Chunk
from embeddings.index.embedders.sentence_transformers import Embedder, Progress
from embeddings.index.staleness import code_fingerprint, folder_fingerprint
from embeddings.index.stores.sqlite import NewChunk, Store
from embeddings.notes import Folder, SessionNote
from embeddings.records import Session, TextBlock
from embeddings.text import abbreviations, tokens

Status = Literal["added", "changed", "removed", "unchanged", "skipped"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    file: str
    status: Status
    sessions: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did."""

    files: tuple[FileReport, ...]
    sessions: int
    chunks: int
    embedded: int
    """Chunks that the model was run on."""
    seconds: float

    @property
    def changed(self) -> bool:
        """Whether the library is another than before."""
        return any(file.status in ("added", "changed", "removed") for file in self.files)


def ingest(root: Path, store: Store, embedder: Embedder, progress: Progress | None = None) -> Report:
    """Bring the library up to date with the notes in ``root``.

    Raises NotesError (no folder, no notes, a bad ``quoth.toml``), LibraryError and ModelError; whatever is
    raised, the library is as it was before.
    """
    started = time.monotonic()
    stamp = folder_fingerprint(root, code_fingerprint())
    if stamp and stamp == store.meta("signature") and store.meta("model") == embedder.fingerprint:
        files = [FileReport(file, "unchanged") for file in store.files()]
        files += [FileReport(file, "skipped", reason=reason) for file, reason in store.skipped().items()]
        return Report(
            tuple(sorted(files, key=lambda f: f.file)),
            len(store.session_digests()),
            store.chunk_count(),
            0,
            time.monotonic() - started,
        )
    config = notes.read_config(root)
    sources, left_out = notes.scan(root)
    folder = notes.read(sources, config)
    folder = replace(folder, skipped=(*left_out, *folder.skipped))
    digests = {source.file: hashlib.sha256(source.data).hexdigest() for source in sources}
    fresh = [entry for note in folder.notes for entry in note.sessions]

    while True:
        done = _bring_up_to_date(store, embedder, folder, digests, stamp, progress)
        if done is not None:
            break
    before, anew, count, embedded = done
    counts: dict[str, int] = {}
    for entry in fresh:
        counts[entry.session.file] = counts.get(entry.session.file, 0) + 1
    reports = [
        FileReport(file, _status(before.get(file), digest, anew and file in before), counts.get(file, 0))
        for file, digest in digests.items()
    ]
    reports += [
        FileReport(file, "removed")
        for file in before.keys() - digests.keys() - {entry.file for entry in folder.skipped}
    ]
    reports += [FileReport(entry.file, "skipped", reason=entry.reason) for entry in folder.skipped]
    return Report(
        tuple(sorted(reports, key=lambda f: f.file)), len(fresh), count, embedded, time.monotonic() - started
    )


def _bring_up_to_date(
    store: Store,
    embedder: Embedder,
    folder: Folder,
    digests: dict[str, str],
    stamp: str,
    progress: Progress | None,
) -> tuple[dict[str, str], bool, int, int] | None:
    """Write what changed; None when another ingest wrote meanwhile, and this one has to look again.

    Gives the files that there were, whether all was made anew, and how many chunks there are and were
    embedded. The long part, the embedding, is done before the transaction begins: nobody waits for it.
    """
    generation = store.meta("generation")
    before = store.files()
    fresh = [entry for note in folder.notes for entry in note.sessions]
    known = abbreviations.find(text_block.text for entry in fresh for text_block in entry.text_blocks)
    shape = hashlib.sha256(json.dumps([code_fingerprint(), sorted(known.items())]).encode()).hexdigest()[:16]
    other_model = store.meta("model") != embedder.fingerprint
    anew = other_model or store.meta("form") != shape
    had = {} if anew else store.session_digests()
    wanted = {entry.session.id: _content_digest(entry) for entry in fresh}
    changed = [entry for entry in fresh if had.get(entry.session.id) != wanted[entry.session.id]]

    cut = {
        e.session.id: chunking.split(e.session.title, e.text_blocks, embedder.count_tokens, embedder.limit)
        for e in changed
    }
    by_digest = {_chunk_digest(chunk): chunk for parts in cut.values() for chunk in parts}
    vectors = {} if other_model else store.encoded(by_digest)
    new = {digest: chunk for digest, chunk in by_digest.items() if digest not in vectors}
    if new and progress is not None:
        progress(0, len(new))  # before the model is loaded, which takes a while
    encoded = (
        embedder.encode_chunks([p.text for p in new.values()], [p.spans for p in new.values()], progress)
        if new
        else []
    )
    for digest, result in zip(new, encoded, strict=True):
        vectors[digest] = (result.vector.astype("<f4").tobytes(), result.parts.astype("<f2").tobytes())

    with store.transaction():
        if store.meta("generation") != generation:
            return None
        if anew:
            store.clear()
        gone = (had.keys() - wanted.keys()) | {
            entry.session.id for entry in changed if entry.session.id in had
        }
        if gone:
            old = {session.id: session for session in store.sessions()}
            for session_id in gone:
                store.count_words(_vocabulary(old[session_id], store.text_blocks(session_id)), -1)
                store.remove_session(session_id)
            store.forget_unused_words()
        number = secrets.randbits(39) << 23  # see ``store``: the ids of two ingests never meet
        position_of = {entry.session.id: position for position, entry in enumerate(fresh)}
        for entry in changed:
            session = entry.session
            store.add_session(session, position_of[session.id], wanted[session.id], entry.text_blocks)
            store.count_words(_vocabulary(session, entry.text_blocks), +1)
            for position, chunk in enumerate(cut[session.id]):
                number += 1
                vector, parts = vectors[_chunk_digest(chunk)]
                store.add_chunk(
                    number, session.id, position, _new_chunk(session, chunk, vector, parts, known)
                )
        for session_id, position in position_of.items():
            store.move_session(session_id, position)
        store.set_files(digests, [(entry.file, entry.reason) for entry in folder.skipped])
        facts = {
            "model": embedder.fingerprint,
            "model_stamp": embedder.stamp,
            "dimension": str(embedder.dimension),
            "form": shape,
            "base_url": folder.base_url or "",
            "signature": stamp,
        }
        for key, value in facts.items():
            store.set_meta(key, value)
        if anew or gone or changed:
            store.set_meta("generation", secrets.token_hex(8))
        return before, anew, store.chunk_count(), len(new)


def _status(before: str | None, now: str, anew: bool) -> Status:
    if before is None:
        return "added"
    return "changed" if anew or before != now else "unchanged"


def _content_digest(entry: SessionNote) -> str:
    """Sum up all that is stored of a session."""
    return hashlib.sha256(
        repr((entry.session, entry.text_blocks)).encode("utf-8", "backslashreplace")
    ).hexdigest()


def _chunk_digest(chunk: Chunk) -> str:
    return hashlib.sha256(json.dumps([chunk.text, chunk.spans], ensure_ascii=False).encode()).hexdigest()


def _vocabulary(session: Session, text_blocks: Sequence[TextBlock]) -> set[str]:
    """Give the words that a question may have meant: of the title, the people and the text."""
    names = " ".join(f"{speaker.name} {speaker.company or ''}" for speaker in session.speakers)
    found = set(tokens.tokenize(f"{session.title} {session.sponsor or ''} {names}"))
    for text_block in text_blocks:
        found.update(tokens.tokenize(text_block.text))
    return found


def _new_chunk(
    session: Session, chunk: Chunk, vector: bytes, parts: bytes, known: Mapping[str, tuple[str, ...]]
) -> NewChunk:
    def indexed(text: str) -> str:
        return " ".join(tokens.stems(tokens.tokenize(text), session.language))

    people = " ".join(
        f"{speaker.name} {speaker.role or ''} {speaker.company or ''}" for speaker in session.speakers
    )
    return NewChunk(
        digest=_chunk_digest(chunk),
        segments=chunk.segments,
        vector=vector,
        parts=parts,
        title=indexed(f"{session.title} {session.code or ''}"),
        people=indexed(f"{people} {session.sponsor or ''}"),
        body=indexed(" ".join([chunk.words, *abbreviations.other_forms(chunk.words, known)])),
    )
