"""A folder of notes into the library: only what changed is embedded, what is gone is removed, in one
transaction.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from embeddings import notes
from embeddings.errors import OtherNotesError
from embeddings.index import chunking, fields, releases
from embeddings.index.chunking import Chunk
from embeddings.index.protocols import (
    Chosen,
    Embedder,
    Encoded,
    LibraryState,
    Models,
    NewChunk,
    Progress,
    Reader,
    RecordStore,
)
from embeddings.index.renames import keep_ids
from embeddings.index.staleness import Clock, code_fingerprint, folder_fingerprint, holds_notes
from embeddings.notes import Folder, SessionNote
from embeddings.records import Session
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
class ModelReport:
    """Which model a library is of."""

    name: str
    why: str
    """Why it is that one, "" where there is no choice."""
    changed: bool = False
    """Whether it was made with another before, so that all was embedded again."""

    @property
    def text(self) -> str:
        """Its name, and why it is that one."""
        return f"{self.name} ({self.why})" if self.why else self.name


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did."""

    files: tuple[FileReport, ...]
    sessions: int
    chunks: int
    embedded: int
    """Chunks that the model was run on."""
    seconds: float
    model: ModelReport

    @property
    def changed(self) -> bool:
        """Whether the library is another than before."""
        return any(file.status in ("added", "changed", "removed") for file in self.files)


def ingest(
    root: Path,
    store: RecordStore,
    models: Models,
    progress: Progress | None = None,
    *,
    replace_others: bool = False,
    as_newer: bool = True,
    clock: Clock = time.time_ns,
) -> Report:
    """Bring the library up to date with the notes in ``root``; those of another folder only where
    ``replace_others``.

    What a newer release read is left as it is, unless ``as_newer`` is False. Raises NotesError (no folder, no
    notes, a bad ``quoth.toml``), OtherNotesError, LibraryError and ModelError; whatever is raised, the
    library is as it was before.
    """
    started = time.monotonic()
    fingerprint = folder_fingerprint(root, clock)
    store.create()
    if (report := _up_to_date(store, models, fingerprint, started, as_newer=as_newer)) is not None:
        return report

    def waiting() -> None:
        if progress is not None:
            progress(0, 1)

    with store.alone(waiting):
        # Whoever was waited for may have brought it up to date.
        if (report := _up_to_date(store, models, fingerprint, started, as_newer=as_newer)) is not None:
            return report
        if not replace_others:
            _must_be_of(root, store)
        return _ingest(root, store, models, progress, fingerprint, started)


def _up_to_date(
    store: RecordStore, models: Models, fingerprint: str, started: float, *, as_newer: bool
) -> Report | None:
    """Return the report on a folder that the library holds as it is; None where it does not."""
    with store.read() as reader:
        state = reader.state
        if not holds_notes(state, fingerprint, as_newer=as_newer) or state is None:
            return None
        languages = reader.languages()
        chosen = models.for_languages(languages)
        if state.model != chosen.embedder.fingerprint:
            return None
        return _unchanged(reader, sum(languages.values()), chosen, started)


def _must_be_of(root: Path, store: RecordStore) -> None:
    """Raise OtherNotesError where the library holds another folder, which is still there."""
    with store.read() as reader:
        made_of = "" if reader.state is None else reader.state.notes
    # One that is no longer there was moved, or lies on another machine or outside this container.
    if made_of and root.is_dir() and Path(made_of).is_dir() and not root.samefile(made_of):
        raise OtherNotesError(
            f"The library {store.identity} holds the notes of {made_of}: name another --library for those of "
            f"{root}, or put them in its place with `quoth ingest --replace`."
        )


def _ingest(
    root: Path,
    store: RecordStore,
    models: Models,
    progress: Progress | None,
    fingerprint: str,
    started: float,
) -> Report:
    config = notes.read_config(root)
    sources, left_out = notes.scan(root)
    folder = notes.read(sources, config)
    folder = replace(folder, skipped=(*left_out, *folder.skipped))
    digests = {source.file: hashlib.sha256(source.data).hexdigest() for source in sources}
    reading = _Reading(root, folder, digests, fingerprint)
    chosen = models.for_languages(Counter(entry.session.language for entry in reading.entries))
    while True:
        done = _bring_up_to_date(store, chosen.embedder, reading, progress)
        if done is not None:
            return _report(reading, done, chosen, started)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The notes as they were read."""

    root: Path
    folder: Folder
    digests: dict[str, str]
    """Of each file that was read."""
    fingerprint: str
    """Of the folder, taken before a file was read."""

    @property
    def entries(self) -> list[SessionNote]:
        """Every session, in the order of the notes."""
        return [entry for note in self.folder.notes for entry in note.sessions]

    @property
    def outside(self) -> list[SessionNote]:
        """What of the files is in no session."""
        return [entry for note in self.folder.notes for entry in note.outside]


@dataclass(frozen=True, slots=True)
class _Done:
    """What was written."""

    before: dict[str, str]
    """The files that there were, with their digests."""
    everything: bool
    """Whether all was made again, whatever had changed."""
    other_model: bool
    """Whether it had been made with another model."""
    chunks: int
    embedded: int


def _bring_up_to_date(
    store: RecordStore, embedder: Embedder, reading: _Reading, progress: Progress | None
) -> _Done | None:
    """Write what changed; None when another ingest wrote meanwhile, and this one has to look again.

    The long part, the embedding, is done before the transaction begins: nobody waits for it.
    """
    sessions = reading.entries
    known = abbreviations.find(text_block.text for entry in sessions for text_block in entry.text_blocks)
    fresh = [*sessions, *reading.outside]
    derivation = _digest([code_fingerprint(), sorted(known.items())])[:16]
    with store.read() as reader:
        state, before = reader.state, reader.files()
        there = {entry.session.id for entry in fresh}
        if state is not None and reader.session_digests().keys() - there:
            fresh = keep_ids(fresh, reader.sessions(), reader.text_blocks)
        wanted = {entry.session.id: _content_digest(entry) for entry in fresh}
        other_model = state is None or state.model != embedder.fingerprint
        everything = state is None or other_model or state.derivation != derivation
        had = {} if everything else reader.session_digests()
        changed = [entry for entry in fresh if had.get(entry.session.id) != wanted[entry.session.id]]
        cut = {
            e.session.id: chunking.split(
                e.session.title, e.text_blocks, embedder.count_tokens, embedder.limit
            )
            if e.session.kind != "unquoted"
            else []
            for e in changed
        }
        by_digest = {_chunk_digest(chunk): chunk for parts in cut.values() for chunk in parts}
        vectors = {} if other_model else reader.encoded(by_digest)
    new = {digest: chunk for digest, chunk in by_digest.items() if digest not in vectors}
    if new:
        if progress is not None:
            progress(0, len(new))  # before the model is loaded, which takes a while
        encoded = embedder.encode_chunks(
            [chunk.text for chunk in new.values()], [chunk.spans for chunk in new.values()], progress
        )
        vectors.update(zip(new, encoded, strict=True))

    with store.write() as writer:
        now = writer.state
        if (now and now.generation) != (state and state.generation):
            return None
        if everything:
            writer.clear()
        gone = [i for i in had if had[i] != wanted.get(i)]
        writer.remove(gone)
        position_of = {entry.session.id: position for position, entry in enumerate(fresh)}
        for entry in changed:
            i = entry.session.id
            chunks = _new_chunks(entry.session, cut[i], vectors, known)
            writer.add(entry.session, position_of[i], wanted[i], entry.text_blocks, chunks)
        writer.move(position_of)
        writer.set_files(reading.digests, [(entry.file, entry.reason) for entry in reading.folder.skipped])
        unchanged = state is not None and not (everything or gone or changed)
        writer.set_state(
            LibraryState(
                generation=state.generation if unchanged and state is not None else secrets.token_hex(8),
                model=embedder.fingerprint,
                model_stamp=embedder.stamp,
                dimension=embedder.dimension,
                derivation=derivation,
                folder=reading.fingerprint,
                base_url=reading.folder.base_url or None,
                notes=str(reading.root.resolve()),
                release=releases.own(),
                code=code_fingerprint(),
            )
        )
        return _Done(before, everything, state is not None and other_model, writer.chunk_count(), len(new))


def _unchanged(reader: Reader, sessions: int, chosen: Chosen, started: float) -> Report:
    """Return the report on notes that were not even read."""
    skipped = reader.skipped()
    files = [FileReport(file, "unchanged") for file in reader.files() if file not in skipped]
    files += [FileReport(file, "skipped", reason=reason) for file, reason in skipped.items()]
    return Report(
        tuple(sorted(files, key=lambda f: f.file)),
        sessions,
        reader.chunk_count(),
        0,
        time.monotonic() - started,
        ModelReport(chosen.embedder.name, chosen.why),
    )


def _report(reading: _Reading, done: _Done, chosen: Chosen, started: float) -> Report:
    counts = Counter(entry.session.file for entry in reading.entries)
    skipped = {entry.file for entry in reading.folder.skipped}
    reports = [
        FileReport(
            file,
            _status(done.before.get(file), digest, done.everything and file in done.before),
            counts[file],
        )
        for file, digest in reading.digests.items()
        if file not in skipped
    ]
    reports += [FileReport(file, "removed") for file in done.before.keys() - reading.digests.keys() - skipped]
    reports += [FileReport(entry.file, "skipped", reason=entry.reason) for entry in reading.folder.skipped]
    return Report(
        tuple(sorted(reports, key=lambda f: f.file)),
        counts.total(),
        done.chunks,
        done.embedded,
        time.monotonic() - started,
        ModelReport(chosen.embedder.name, chosen.why, done.other_model),
    )


def _status(before: str | None, now: str, everything: bool) -> Status:
    if before is None:
        return "added"
    return "changed" if everything or before != now else "unchanged"


def _digest(value: object) -> str:
    return hashlib.sha256(
        json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    ).hexdigest()


def _content_digest(entry: SessionNote) -> str:
    """Return a digest of all that is stored of a session."""
    return hashlib.sha256(
        repr((entry.session, entry.text_blocks)).encode("utf-8", "backslashreplace")
    ).hexdigest()


def _chunk_digest(chunk: Chunk) -> str:
    return _digest([chunk.text, chunk.spans])


def _new_chunks(
    session: Session,
    chunks: Sequence[Chunk],
    vectors: Mapping[str, Encoded],
    known: Mapping[str, tuple[str, ...]],
) -> list[NewChunk]:
    """Return a session's chunks as they are stored; ``vectors`` are by the chunks' digests."""

    def indexed(text: str) -> str:
        return " ".join(tokens.stems(tokens.tokenize(text), session.language))

    @cache  # what is longer than the model reads has several chunks, all of them with the words of the whole
    def body(words: str) -> str:
        return indexed(" ".join([words, *abbreviations.other_forms(words, known)]))

    searched = fields.searched(session)
    title, people = indexed(searched.title), indexed(searched.people)
    return [
        NewChunk(digest, chunk.segments, vectors[digest], title, people, body(chunk.words))
        for chunk in chunks
        for digest in [_chunk_digest(chunk)]
    ]
