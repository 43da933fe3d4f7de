"""Notes as they are now, and never those of another folder in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.service.current_notes import CurrentNotes
from embeddings.errors import OtherNotesError
from embeddings.library import Library
from tests.fakes import DAY_TWO, FakeEmbedder, write_notes


def test_a_library_of_another_folder_answers_nothing(library: Library, tmp_path: Path) -> None:
    before = library.sessions()
    other = write_notes(tmp_path / "other", {"day2.md": DAY_TWO})
    opened = Library(other, library.path, FakeEmbedder())
    notes = CurrentNotes(opened)
    try:
        with pytest.raises(OtherNotesError, match="holds the notes of"):
            notes.ask("who splices ropes?")
    finally:
        notes.close()
        opened.close()
    assert library.sessions() == before != []
