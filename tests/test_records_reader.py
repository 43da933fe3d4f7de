"""Sessions are listed without the model: from the library where it is current, else from the notes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import NotesError, UnknownDayError
from embeddings.index import parsed_notes
from embeddings.library import Library
from embeddings.records_reader import RecordsReader
from tests.fakes import DAY_TWO, FakeEmbedder, write_notes
from tests.paths import ROOT

COMMAND = """
import sys
from bot.cli.main import app
try:
    app(sys.argv[1:], standalone_mode=False)
finally:
    print(sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""
MODEL = ("torch", "transformers", "sentence_transformers", "tokenizers")


def later() -> int:
    """A clock that is a minute ahead: whatever is written now was written long enough ago."""
    return time.time_ns() + 60_000_000_000


@pytest.fixture
def current(notes: Path, tmp_path: Path) -> Iterator[Library]:
    """A library that is known to hold the notes as they are."""
    library = Library(notes, tmp_path / "library.db", FakeEmbedder(), clock=later)
    library.refresh()
    yield library
    library.close()


def test_of_a_current_library_the_notes_are_not_read(
    current: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise AssertionError("the notes were read")

    monkeypatch.setattr(parsed_notes, "ParsedNotes", fail)
    records = RecordsReader.of(current.notes, current.path, clock=later)
    assert records.sessions() == current.sessions()
    assert records.generation() == current.generation()
    records.close()
    write_notes(current.notes, {"day3.md": DAY_TWO})
    with pytest.raises(AssertionError, match="the notes were read"):
        RecordsReader.of(current.notes, current.path, clock=later)


def test_a_library_that_is_behind_is_left_as_it_is_and_the_notes_are_listed_as_they_are(
    current: Library,
) -> None:
    write_notes(
        current.notes,
        {
            "day2.md": DAY_TWO.replace("Henk", "Hank"),
            "day3.md": DAY_TWO.replace("Rope", "Chain"),
            "quoth.toml": 'base_url = "https://notes.example.org/2021/"',
        },
    )
    before = current.path.read_bytes()
    records = RecordsReader.of(current.notes, current.path, clock=later)
    found = records.sessions()
    texts = {session.id: records.text_blocks(session.id) for session in found}
    assert current.path.read_bytes() == before
    assert not current.up_to_date()
    current.refresh()
    assert found == current.sessions()
    assert len(found) == 7
    assert records.days() == current.days()
    assert texts == {session.id: current.text_blocks(session.id) for session in found}
    assert records.base_url() == current.base_url() == "https://notes.example.org/2021/"
    assert records.session("chain splicing") == current.session("chain splicing")
    assert records.standing(found[0]) == current.standing(found[0])
    assert records.text_blocks("none") == []
    with pytest.raises(UnknownDayError):
        records.sessions("Day 9")


def test_without_a_library_the_notes_are_listed_and_none_is_made(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "none" / "library.db"
    assert len(RecordsReader.of(notes, path).sessions()) == 5
    assert not path.parent.exists()
    with pytest.raises(NotesError, match="There is no folder"):
        RecordsReader.of(tmp_path / "nowhere", path)


@pytest.mark.parametrize("command", [["sessions"], ["session", "rope splicing"], ["lint"]])
def test_listing_a_changed_folder_loads_no_model_and_the_next_question_is_answered_from_it(
    library: Library, notes: Path, command: list[str]
) -> None:
    write_notes(notes, {"day2.md": DAY_TWO.replace("a broken rope", "a frayed hawser")})
    # Listing leaves the embedding to whoever asks next.
    paths = ["--notes", str(notes)] + ([] if command == ["lint"] else ["--library", str(library.path)])
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *command, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    imported = set(json.loads(done.stderr.splitlines()[-1].replace("'", '"')))
    assert imported.isdisjoint(MODEL)
    if command[0] == "session":
        assert "a frayed hawser" in " ".join(done.stdout.split())
    assert not library.up_to_date()
    assert library.refresh().embedded == 1
    answer = library.ask("how long does it take to splice a frayed hawser?")
    assert any("frayed hawser" in quote.text for quote in answer.quotes)
