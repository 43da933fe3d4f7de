"""Related sessions come with a reason that stands in both."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import UnknownSessionError
from embeddings.library import Library
from embeddings.text import tokens
from tests.fakes import FakeEmbedder
from tests.paths import ROOT

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


def test_a_session_of_many_chunks_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes").mkdir()
    long = "\n\n".join(
        f"Lanterns glow over plank {n} of pier {n}, and nobody rows there. " * 9 for n in range(40)
    )
    text = f"# Harbour 2023\n\n## Piers after sunset\n\n{long}\n\n## Bread in a wood oven\n\nDough rests.\n"
    (tmp_path / "notes" / "day1.md").write_text(text, encoding="utf-8")
    library = Library(tmp_path / "notes", tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    bread, piers = library.session("Bread in a wood oven").id, library.session("Piers after sunset").id
    read: list[str] = []
    tokenize = tokens.tokenize

    def noted(text: str) -> list[str]:
        read.append(text)
        return tokenize(text)

    monkeypatch.setattr(tokens, "tokenize", noted)
    assert library.related(bread) == []
    paragraphs = {block.text for block in library.text_blocks(piers) if block.kind == "prose"}
    assert sum(text in paragraphs for text in read) == len(paragraphs) == 40
    library.close()


def test_an_unknown_session_is_refused(library: Library) -> None:
    with pytest.raises(UnknownSessionError):
        library.related("no such session at all")


def test_words_that_tell_as_much_as_each_other_come_in_one_order(tmp_path: Path) -> None:
    """The order of a set hangs on the seed of its process, so two processes are asked."""
    (tmp_path / "notes").mkdir()
    shared = "Ferry, minute, lantern, anchor, barrel and compass."
    text = f"# Harbour 2023\n\n## Ropes at dawn today\n\n{shared}\n\n## Sails at night today\n\n{shared}\n"
    (tmp_path / "notes" / "day1.md").write_text(text, encoding="utf-8")
    code = (
        "import sys\nfrom pathlib import Path\nfrom embeddings.library import Library\n"
        "from tests.fakes import FakeEmbedder\n"
        f"with_notes = Library(Path({str(tmp_path / 'notes')!r}), Path(sys.argv[1]), FakeEmbedder())\n"
        "with_notes.refresh()\n"
        "print([why for s in with_notes.sessions() for _, why in with_notes.related(s.id)])\n"
        "with_notes.close()\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / f"{seed}.db")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert "both speak of" in said.pop()
