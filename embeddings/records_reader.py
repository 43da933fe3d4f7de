"""The records of a library: days, sessions and their text, read without the model, the vectors or the parser.

Whoever only lists or shows sessions needs no more than this, and waits for no more than this to be imported.
"""

from __future__ import annotations

import threading
from pathlib import Path

from embeddings import proof
from embeddings.errors import LibraryError
from embeddings.index import staleness
from embeddings.index.catalogue import Catalogue
from embeddings.index.embedders import model_files
from embeddings.index.stores.sqlite import Store
from embeddings.records import Day, Session, TextBlock


class RecordsReader:
    """What was ingested of a folder of notes, to be looked up. May be used from many threads."""

    def __init__(self, notes: Path, path: Path) -> None:
        """Read the library at ``path``, over the folder ``notes``; the file is opened at the first use."""
        self.notes = notes
        self.path = path
        self._lock = threading.RLock()
        self._store: Store | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def holds(self, model: Path | None) -> bool:
        """Tell, without reading the notes, whether the library holds them as they are now.

        ``model`` is the model's folder (the packaged one by default); where it only may be the one that the
        library was made with, this says no.
        """
        try:
            store = Store(self.path)
        except LibraryError:
            return False
        try:
            stamp = model_files.stamp(model or model_files.packaged_folder())
            return staleness.same_model(store, stamp) and staleness.up_to_date(store, self.notes)
        finally:
            store.close()

    def generation(self) -> str | None:
        """Give what the library's state is known by: another one after each change, whoever wrote it."""
        with self._lock:
            return self._opened().meta("generation")

    def days(self) -> list[Day]:
        """Give the days that the notes cover."""
        return list(self._catalogue().days)

    def sessions(self, day: str | None = None) -> list[Session]:
        """Give the sessions in the order of the notes, of one day where named; raises UnknownDayError."""
        catalogue = self._catalogue()
        return list(catalogue.sessions) if day is None else catalogue.on_day(day)

    def session(self, title_or_id: str) -> Session:
        """Give a session by id, title or code; raises UnknownSessionError, which names the nearest titles."""
        return self._catalogue().find(title_or_id)

    def text_blocks(self, session_id: str) -> list[TextBlock]:
        """Give all that may be quoted of a session, in order."""
        with self._lock:
            return self._opened().text_blocks(session_id)

    def standing(self, session: Session) -> tuple[list[TextBlock], int]:
        """Give what of a session stands in the notes now, in order, and how many text blocks do not."""
        lines = proof.lines_of(self.notes, session.file)
        all_of_it = self.text_blocks(session.id)
        kept = [text_block for text_block in all_of_it if proof.text_block_stands(lines, text_block)]
        return kept, len(all_of_it) - len(kept)

    def base_url(self) -> str | None:
        """Give the web address of the notes folder, where its ``quoth.toml`` names one."""
        with self._lock:
            return self._opened().meta("base_url") or None

    def _opened(self) -> Store:
        """Give the connection to read from (lock held)."""
        if self._store is None:
            self._store = Store(self.path)
        return self._store

    def _catalogue(self) -> Catalogue:
        with self._lock, self._opened().snapshot():
            return self._read_catalogue(self._opened())

    def _read_catalogue(self, store: Store) -> Catalogue:
        """Give the records of the state that ``store`` reads (lock held)."""
        return Catalogue(store.sessions(), {})
