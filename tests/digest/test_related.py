"""Related sessions come with a reason that stands in both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import UnknownSessionError
from embeddings.library import Library
from embeddings.text import tokens
from tests.fakes import FakeEmbedder

NOTES = """# Meeting 2023 | Day 1 - Monday, May 1

## Beekeeping on flat roofs

Ada Quill - Keeper

The hives stand on gravel, and varroa mites are counted every second week.

## Counting mites with a camera

Ben Oro - Engineer

A camera above the hives counts varroa mites better than any keeper.

## Bread in a wood oven

Cleo Dunn - Baker

The dough rests for a night.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "day1.md").write_text(NOTES, encoding="utf-8")
    library = Library(tmp_path / "notes", tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


def test_the_nearest_session_is_named_with_words_that_both_use(library: Library) -> None:
    (first, reason), *_ = library.related(library.session("Beekeeping on flat roofs").id)
    assert first.title == "Counting mites with a camera"
    said = set(tokens.tokenize(reason.removeprefix("both speak of ")))
    for title in ("Beekeeping on flat roofs", "Counting mites with a camera"):
        session = library.session(title)
        text = f"{session.title} " + " ".join(s.text for s in library.text_blocks(session.id))
        assert said <= set(tokens.tokenize(text)) | {"mite", "hive"}
    assert said & {"varroa", "mites", "hives"}


def test_nothing_in_common_is_not_related(library: Library) -> None:
    assert library.related(library.session("Bread in a wood oven").id) == []


def test_an_unknown_session_is_refused(library: Library) -> None:
    with pytest.raises(UnknownSessionError):
        library.related("no such session at all")
