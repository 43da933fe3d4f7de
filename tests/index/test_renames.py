"""A session keeps its id, and with it feedback and shares, when its file gets another name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

KNOTS = "# Knots day\n\n## A bend for two ropes\n\nSpeaker: Ada Marsh\n\nA bend joins two ropes.\n"
TWO = KNOTS + "\n## A hitch for a post\n\nSpeaker: Ben Holt\n\nA hitch ties a rope to a post on the pier.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "monday.md").write_text(TWO)
    return folder


@pytest.fixture
def library(notes: Path, tmp_path: Path) -> Library:
    opened = Library(notes, tmp_path / "library.db", FakeEmbedder())
    opened.refresh()
    return opened


def ids(library: Library) -> dict[str, str]:
    return {session.title: session.id for session in library.sessions()}


def test_sessions_of_a_renamed_file_keep_their_ids(library: Library, notes: Path) -> None:
    before = ids(library)
    (notes / "monday.md").rename(notes / "day-one.md")
    report = library.refresh()
    assert ids(library) == before
    assert {session.file for session in library.sessions()} == {"day-one.md"}
    assert report.embedded == 0, "the text is the same, so are its vectors"


def test_they_keep_them_when_the_renamed_file_is_edited_later(library: Library, notes: Path) -> None:
    before = ids(library)
    (notes / "monday.md").rename(notes / "day-one.md")
    library.refresh()
    (notes / "day-one.md").write_text(TWO + "\nThe pier is old.\n")
    library.refresh()
    assert ids(library) == before
    library.refresh()
    assert ids(library) == before


def test_a_session_that_moves_to_another_file_keeps_its_id(library: Library, notes: Path) -> None:
    before = ids(library)
    (notes / "monday.md").write_text(KNOTS)
    rest = TWO.removeprefix(KNOTS)
    (notes / "tuesday.md").write_text(
        "# Knots, day two\n" + rest + "\n## Splices\n\nSpeaker: Cy Orr\n\nNo knot at all.\n"
    )
    library.refresh()
    after = ids(library)
    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == 3


def test_a_new_file_beside_the_old_one_takes_no_id_away(library: Library, notes: Path) -> None:
    before = ids(library)
    (notes / "copy.md").write_text(TWO)
    library.refresh()
    assert set(before.values()) < {session.id for session in library.sessions()}


def test_of_two_that_are_alike_none_takes_the_id(library: Library, notes: Path) -> None:
    before = set(ids(library).values())
    (notes / "monday.md").unlink()
    for name in ("first.md", "second.md"):
        (notes / name).write_text(TWO)
    library.refresh()
    assert before.isdisjoint(session.id for session in library.sessions())


def test_another_session_gets_an_id_of_its_own(library: Library, notes: Path) -> None:
    before = set(ids(library).values())
    (notes / "monday.md").unlink()
    (notes / "new.md").write_text(TWO.replace("bend", "splice").replace("hitch", "loop"))
    library.refresh()
    assert before.isdisjoint(session.id for session in library.sessions())


def test_text_that_is_in_no_session_keeps_its_id_and_gives_it_to_no_other_file(tmp_path: Path) -> None:
    first = TWO.replace("# Knots day\n", "# Knots day\n\nThe hall was lent by two rope makers.\n")
    second = first.replace("two rope", "nine sail").replace("A bend", "A splice").replace("A hitch", "A lash")
    notes = write_notes(tmp_path / "notes", {"hall.md": first, "hall.txt": second})
    with closing(Library(notes, tmp_path / "library.db", FakeEmbedder())) as library:

        def lent() -> dict[str, str]:
            """Return the ids of what tells who lent the hall, by file."""
            library.refresh()
            return {one.file: one.id for one in library.texts() if not one.is_listed}

        before = lent()
        assert set(before) == {"hall.md", "hall.txt"}
        (notes / "hall.md").rename(notes / "building.md")
        assert lent() == {"building.md": before["hall.md"], "hall.txt": before["hall.txt"]}
        (notes / "building.md").unlink()
        assert lent() == {"hall.txt": before["hall.txt"]}
