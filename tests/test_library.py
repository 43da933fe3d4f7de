"""The front door of the core, over each kind of storage: the same promises whatever a library is kept in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from embeddings.digest import recap
from embeddings.errors import LibraryError, NotesError, UnknownDayError, UnknownSessionError
from embeddings.index.protocols import Reader, VectorIndex
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.library import Library
from embeddings.records import Answer
from tests import postgres
from tests.fakes import DAY_TWO, FakeEmbedder, write_notes
from tests.in_memory import in_memory
from tests.waiting import GUARD

Opener = Callable[[], Storage]
_Found = TypeVar("_Found")


@pytest.fixture(params=["file", "postgres", "in memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens one and the same library, each time as another process would where it is a file."""
    if request.param == "file":
        return lambda: in_file(tmp_path / "library.db")
    if request.param == "postgres":
        address = postgres.fresh()
        return lambda: in_database(address)
    only = in_memory()
    return lambda: only


@pytest.fixture
def library(notes: Path, storage: Opener, embedder: FakeEmbedder) -> Iterator[Library]:
    """A library of ``notes``, up to date, with the small embedder."""
    opened = Library(notes, storage(), embedder)
    opened.refresh()
    yield opened
    opened.close()


def test_what_was_not_ingested_cannot_be_asked(
    tmp_path: Path, notes: Path, storage: Opener, embedder: FakeEmbedder
) -> None:
    library = Library(notes, storage(), embedder)
    for use in (lambda: library.ask("what about tape?"), library.sessions, library.days, library.warm):
        with pytest.raises(LibraryError, match="run `quoth ingest` first"):
            use()
    assert not library.up_to_date()
    assert not list(tmp_path.glob("library*")), "asking makes no file"
    library.close()


def test_only_a_library_in_a_file_has_a_path(tmp_path: Path, notes: Path, embedder: FakeEmbedder) -> None:
    file = tmp_path / "library.db"
    assert Library(notes, file, embedder).path == file
    for elsewhere in (in_database(postgres.fresh()), in_memory()):
        with pytest.raises(LibraryError, match="is kept in no file"):
            _ = Library(notes, elsewhere, embedder).path


def test_a_failed_first_ingest_leaves_a_library_that_says_it_is_empty(
    tmp_path: Path, storage: Opener, embedder: FakeEmbedder
) -> None:
    library = Library(tmp_path / "nowhere", storage(), embedder)
    with pytest.raises(NotesError, match="There is no folder"):
        library.refresh()
    with pytest.raises(LibraryError, match=r"is empty|There is no library"):
        library.ask("what about tape?")
    library.close()


def test_records_are_given_in_the_order_of_the_notes(library: Library) -> None:
    assert [day.name for day in library.days()] == ["Day 1", "Day 2"]
    assert [day.sessions for day in library.days()] == [2, 2]
    assert [session.title.split()[0] for session in library.sessions()] == [
        "Breakfast", "Cold", "Lighthouse", "Foghorn", "Rope",
    ]  # fmt: skip
    assert [session.title.split()[0] for session in library.sessions("wednesday")] == ["Foghorn", "Rope"]
    with pytest.raises(UnknownDayError):
        library.sessions("Day 3")


def test_a_session_is_found_and_its_text_given_whole(library: Library) -> None:
    found = library.session("rope splicing")
    assert found.title == "Rope splicing for software people"
    assert [text_block.text.split()[0] for text_block in library.text_blocks(found.id)][-1] == "Dorsey"
    assert library.text_blocks("none") == []
    with pytest.raises(UnknownSessionError, match=r"Nearest: .*Rope splicing for software people"):
        library.session("rope splicing on ice with many people and no software")


def test_a_changed_note_is_not_quoted_as_it_was(library: Library) -> None:
    question = "what did Dorsey advise on a knot?"
    before = library.ask(question)
    assert any("never trust a knot" in quote.text for quote in before.quotes)
    write_notes(library.notes, {"day2.md": DAY_TWO.replace("never trust a knot", "always trust a knot")})
    assert not library.up_to_date()
    stale = library.ask(question)
    assert not any("trust a knot" in quote.text for quote in (*stale.quotes, *stale.more)), (
        "neither old nor new"
    )
    library.refresh()
    after = library.ask(question)
    assert any("always trust a knot" in quote.text for quote in after.quotes)
    assert all(library.current(quote) for quote in after.quotes)
    assert not all(library.current(quote) for quote in before.quotes)


def test_another_process_brings_the_library_up_to_date_under_its_reader(
    library: Library, storage: Opener, embedder: FakeEmbedder
) -> None:
    library.ask("what about ropes?")
    write_notes(library.notes, {"day3.md": DAY_TWO.replace("Rope", "Chain").replace("2 - Wed", "3 - Thurs")})
    other = Library(library.notes, storage(), embedder)
    other.refresh()
    other.close()
    assert len(library.sessions()) == 7
    assert library.ask("what about chain splicing?").matches[0].session.file == "day3.md"


def test_a_library_of_another_model_is_not_searched(library: Library, storage: Opener) -> None:
    other = Library(library.notes, storage(), FakeEmbedder(name="other"))
    assert not other.up_to_date()
    with pytest.raises(LibraryError, match="made with another model"):
        other.ask("what about ropes?")
    assert len(other.sessions()) == 5, "the records do not depend on the model"
    assert other.refresh().embedded == 6
    assert other.ask("what about ropes?").matches
    with pytest.raises(LibraryError, match="made with another model"):
        library.ask("what about ropes?")
    other.close()


def test_many_threads_may_ask_one_library(library: Library) -> None:
    questions = [
        "what about tape?",
        "who splices a rope?",
        "what is a foghorn?",
        "which sessions are on day 1?",
    ]
    wanted = {question: library.ask(question) for question in questions}
    found: list[tuple[str, Answer]] = []

    def run(question: str) -> None:
        found.extend((question, library.ask(question)) for _ in range(10))

    threads = [threading.Thread(target=run, args=(question,)) for question in questions * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert all(answer == wanted[question] for question, answer in found)


def in_another_thread(use: Callable[[], _Found]) -> _Found:
    """Return what somebody else gets meanwhile; fails where they have to wait."""
    found: list[_Found] = []
    other = threading.Thread(target=lambda: found.append(use()), daemon=True)
    other.start()
    other.join(GUARD)
    assert found, "they wait"
    return found[0]


def test_nobody_waits_for_an_answer_or_a_recap_that_is_being_made(library: Library) -> None:
    wanted = library.ask("what about tape?")
    with library.reading():
        assert in_another_thread(library.sessions) == library.sessions()
        assert in_another_thread(lambda: library.ask("what about tape?")) == wanted
        assert in_another_thread(lambda: library.search("tape"))
        assert in_another_thread(library.recaps)


def test_a_recap_is_of_the_state_it_began_with_whatever_is_asked_and_ingested_meanwhile(
    library: Library, notes: Path
) -> None:
    with library.reading() as snapshot:
        before = recap.recaps(snapshot, snapshot.catalogue.sessions)
        write_notes(notes, {"day3.md": DAY_TWO.replace("2 - Wed", "3 - Thurs")})
        in_another_thread(library.refresh)
        assert len(in_another_thread(library.recaps)) == len(before) + 1
        assert in_another_thread(lambda: library.ask("what is on day 3?")).matches
        assert recap.recaps(snapshot, snapshot.catalogue.sessions) == before
    assert len(library.recaps()) == len(before) + 1


def test_closing_lets_go_and_asking_opens_again(library: Library) -> None:
    before = library.ask("what about tape?")
    library.close()
    library.close()
    assert library._held is None
    assert library.ask("what about tape?") == before


def test_warming_up_reads_all_that_a_first_question_would(
    notes: Path, storage: Opener, embedder: FakeEmbedder
) -> None:
    opened: list[str] = []
    kept = storage()

    def counted(
        reader: Reader, dimension: int, fingerprint: str, previous: VectorIndex | None
    ) -> VectorIndex:
        opened.append(fingerprint)
        return kept.open_index(reader, dimension, fingerprint, previous)

    library = Library(notes, replace(kept, open_index=counted), embedder)
    library.refresh()
    library.warm()
    assert library.ask("what about tape?").matches
    assert opened == [embedder.fingerprint]
    library.close()


def test_sessions_related_recaps_and_announcements_are_told_whatever_the_storage(library: Library) -> None:
    alone = Library(library.notes, in_memory(), FakeEmbedder())
    alone.refresh()
    assert library.recaps() == alone.recaps() != []
    assert library.announced() == alone.announced()
    for session in library.sessions():
        assert library.related(session.id) == alone.related(session.id)
    alone.close()


def test_what_of_a_session_stands_in_the_notes_now(library: Library, notes: Path) -> None:
    session = library.sessions()[-1]
    kept, gone = library.standing(session)
    assert (kept, gone) == (library.text_blocks(session.id), 0)
    note = notes / session.file
    note.write_text(note.read_text().replace("a broken rope", "a torn rope"))
    kept, gone = library.standing(session)
    assert gone == 1
    lost = next(text_block for text_block in library.text_blocks(session.id) if text_block not in kept)
    assert "a broken rope" in lost.text
    note.unlink()
    assert library.standing(session) == ([], gone + len(kept))
