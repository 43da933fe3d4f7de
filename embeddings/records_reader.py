"""The records of a library: days, sessions and their text, read without the model and the vectors.

Whoever only lists or shows sessions needs no more than this, and waits for no more than this to be imported.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from embeddings import proof
from embeddings.errors import LibraryError
from embeddings.index import staleness
from embeddings.index.address import Place
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Records
from embeddings.index.staleness import Clock
from embeddings.index.stores.choice import store_at
from embeddings.records import Day, Session, TextBlock


@dataclass(frozen=True, slots=True)
class AccountText:
    """What one of several people wrote of a session."""

    account: Session
    text_blocks: Sequence[TextBlock]


class RecordSource(Protocol):
    """Where records are read from: a library's store, or the notes themselves."""

    def read(self) -> AbstractContextManager[Records]:
        """Read one state of the records; raises LibraryError."""

    def close(self) -> None:
        """Let go of whatever is held open."""


class RecordsReader:
    """What is known of a folder of notes, to be looked up. May be used from many threads."""

    def __init__(self, notes: Path, source: RecordSource) -> None:
        """Read records of the folder ``notes`` from ``source``."""
        self.notes = notes
        self._source = source

    @classmethod
    def of(cls, notes: Path, library: Place, *, clock: Clock = time.time_ns) -> RecordsReader:
        """Return a reader of the folder as it is now; raises NotesError.

        Reads the library at ``library`` where that holds the notes as they are, else the notes themselves. A
        library that is behind is left as it is: bringing it up to date takes the model, which listing does
        not need, and one that is ahead of its vectors could not be asked.
        """
        store = store_at(library)
        try:
            with store.read() as reader:
                current = staleness.holds_notes(reader.state, staleness.folder_fingerprint(notes, clock))
        except LibraryError:  # there is none, or none that this Quoth reads: the notes are there all the same
            current = False
        if current:
            return cls(notes, store)
        store.close()
        from embeddings.index.parsed_notes import ParsedNotes  # and with it what reads Markdown

        return cls(notes, ParsedNotes(notes))

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def generation(self) -> str | None:
        """Return what the state is known by: another one after each change, whoever wrote it."""
        with self._source.read() as records:
            return None if records.state is None else records.state.generation

    def days(self) -> list[Day]:
        """Return the days that the notes cover."""
        return list(self._catalogue().days)

    def sessions(self, day: str | None = None) -> list[Session]:
        """Return the sessions in the order of the notes, of one day where named; raises UnknownDayError."""
        return list(self._catalogue().sessions_of(day))

    def texts(self, day: str | None = None) -> list[Session]:
        """Return the same, and after them what stands in their files outside of sessions, or in all files."""
        catalogue = self._catalogue()
        sessions = catalogue.sessions_of(day)
        files = {file for session in sessions for file in session.files}
        outside = catalogue.outside.values()
        return [*sessions, *(one for one in outside if day is None or one.file in files)]

    def session(self, title_or_id: str) -> Session:
        """Return a session by id, title or code; raises UnknownSessionError, with the nearest titles."""
        return self._catalogue().find(title_or_id)

    def text_blocks(self, session_id: str) -> list[TextBlock]:
        """Return all that may be quoted of a session, in order."""
        with self._source.read() as records:
            return records.text_blocks(session_id)

    def standing(self, session: Session) -> tuple[list[TextBlock], int]:
        """Return what of a session stands in the notes now, in order, and how many text blocks do not."""
        lines = proof.lines_of(self.notes, session.file)
        all_of_it = self.text_blocks(session.id)
        words_at = proof.words_at_of(session.file)
        kept = [block for block in all_of_it if proof.text_block_stands(lines, block, words_at)]
        return kept, len(all_of_it) - len(kept)

    def others(self, session: Session) -> tuple[list[AccountText], int]:
        """Return the same of each other account of a session that several took notes of."""
        found, gone = [], 0
        for account in session.accounts:
            if account.id != session.id:
                kept, lost = self.standing(account)
                found.append(AccountText(account, kept))
                gone += lost
        return found, gone

    def base_url(self) -> str | None:
        """Return the web address of the notes folder, where its ``quoth.toml`` names one."""
        with self._source.read() as records:
            return None if records.state is None else records.state.base_url

    def _catalogue(self) -> Catalogue:
        """Return the records of the state that there is now."""
        with self._source.read() as records:
            return Catalogue(records.sessions(), {})
