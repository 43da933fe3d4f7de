"""The records of a folder of notes as it is now, straight from its files: no library, no model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings import notes
from embeddings.index.protocols import LibraryState
from embeddings.records import Session, TextBlock


class ParsedNotes:
    """What an ingest would store of the notes now; raises NotesError. Reads the folder once, when made."""

    def __init__(self, root: Path) -> None:
        """Read the notes in ``root``."""
        config = notes.read_config(root)
        sources, _ = notes.scan(root)
        folder = notes.read(sources, config)
        entries = [entry for note in folder.notes for entry in note.sessions]
        self._sessions = [entry.session for entry in entries]
        self._text_blocks = {entry.session.id: list(entry.text_blocks) for entry in entries}
        self.state = LibraryState(generation="", model="", base_url=folder.base_url or None)

    @contextmanager
    def read(self) -> Iterator[ParsedNotes]:
        """Return itself: it never changes."""
        yield self

    def close(self) -> None:
        """Do nothing: no file is open."""

    def sessions(self) -> list[Session]:
        """Return every session, whole, in the order of the notes."""
        return self._sessions

    def text_blocks(self, session: str) -> list[TextBlock]:
        """Return all that may be quoted of a session, in order; nothing for an unknown one."""
        return self._text_blocks.get(session, [])
