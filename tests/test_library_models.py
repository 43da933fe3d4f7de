"""A library and the choice of its model: made again where another fits, answered with its own meanwhile."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from bot.discord.cards.status import report_message, status_message
from bot.render.terminal import show_report
from bot.service.service import Service
from embeddings.index.ingest import Report
from embeddings.index.protocols import Chosen, Embedder, LibraryState
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes
from tests.services import make_library, serving

ENGLISH, ALL = FakeEmbedder(name="english"), FakeEmbedder(name="all languages", dimension=32)
GERMAN = """# Hafentage 2031

## Leuchtfeuer mit Warteschlangen

Ada Quill - Wärterin

Jede Lampe an der Küste wird von einem Plan geschaltet, und der ist nicht sehr alt.
Die Wärterin hat den Plan auf dem Pier geschrieben, und das war für die Fähren ein Glück.
"""


class ByLanguage:
    """Takes the second embedder where a tenth of the sessions are not in English, once it is there."""

    def __init__(self) -> None:
        self.there = True

    def for_languages(self, sessions: Mapping[str, int]) -> Chosen:
        others = sum(sessions.values()) - sessions.get("en", 0)
        many = others * 10 >= sum(sessions.values()) > 0
        return Chosen(ALL if self.there and many else ENGLISH, f"{others} other sessions")

    def made(self, state: LibraryState) -> Embedder | None:
        return next((one for one in (ENGLISH, ALL) if one.fingerprint == state.model), None)


@pytest.fixture
def models() -> ByLanguage:
    return ByLanguage()


def open_library(notes: Path, tmp_path: Path, models: ByLanguage) -> Library:
    long_ago = 1_000_000_000
    for path in notes.rglob("*.md"):
        os.utime(path, (long_ago, long_ago))
    # Well after the notes were written: their times are trusted.
    return Library(notes, tmp_path / "library.db", models, clock=lambda: 4_000_000_000_000_000_000)


def test_notes_in_another_language_change_the_model_of_all_and_the_report_says_so(
    notes: Path, tmp_path: Path, models: ByLanguage
) -> None:
    library = open_library(notes, tmp_path, models)
    first = library.refresh()
    assert (first.model.name, first.model.changed) == ("english", False)
    write_notes(notes, {"tag.md": GERMAN})
    assert not library.up_to_date()
    report = library.refresh()
    assert (report.model.name, report.model.changed) == ("all languages", True)
    assert report.model.text == "all languages (1 other sessions)"
    assert report.embedded == report.chunks, "all, since vectors of two models are never compared"
    assert library.ask("Wer schaltet die Lampe an der Küste?").matches
    library.close()


def test_a_library_is_answered_with_its_own_model_until_it_is_made_again(
    notes: Path, tmp_path: Path, models: ByLanguage
) -> None:
    write_notes(notes, {"tag.md": GERMAN})
    models.there = False
    library = open_library(notes, tmp_path, models)
    assert library.refresh().model.name == "english"
    assert library.up_to_date()
    models.there = True
    assert not library.up_to_date(), "the notes are as they were, but another model is there now"
    with library.reading() as snapshot:
        assert snapshot.embedder is ENGLISH
    before = library.ask("what does a reading from tape take?")
    assert before.quotes
    report = library.refresh()
    assert (report.model.name, report.model.changed) == ("all languages", True)
    with library.reading() as snapshot:
        assert snapshot.embedder is ALL
    assert library.ask("what does a reading from tape take?").quotes
    assert library.up_to_date()
    assert not library.refresh().model.changed
    library.close()


async def test_a_running_bot_tells_of_another_model_in_its_log_and_to_organisers(
    tmp_path: Path, models: ByLanguage, caplog: pytest.LogCaptureFixture
) -> None:
    library = make_library(tmp_path)
    library._models = models
    async with serving(tmp_path, library) as service:
        assert field(service, "Model") == "english (0 other sessions)"
        write_notes(library.notes, {"tag.md": GERMAN, "tag2.md": GERMAN.replace("2031", "2032")})
        with caplog.at_level(logging.INFO):
            report = await service.refresh()
        assert "Another model is used" in caplog.text
        assert "all languages (2 other sessions)" in caplog.text
        assert field(service, "Model") == "all languages (2 other sessions)"
        assert "Another model than before: all languages" in report_message(report).markdown


def field(service: Service, name: str) -> str:
    """Return what /status says of a thing."""
    lines = status_message(service, 0, 0, 0.1).markdown.split("\n")
    (found,) = [line for line in lines if line.startswith(f"**{name}:** ")]
    return found.removeprefix(f"**{name}:** ").replace("\\", "")


def test_the_command_says_which_model_and_that_it_changed(
    notes: Path, tmp_path: Path, models: ByLanguage
) -> None:
    library = open_library(notes, tmp_path, models)
    assert shown(library.refresh()).endswith("Model: english (0 other sessions).")
    write_notes(notes, {"tag.md": GERMAN})
    said = shown(library.refresh())
    assert said.endswith(
        "Another model than before: all languages (1 other sessions). All was embedded again."
    )
    library.close()


def shown(report: Report) -> str:
    """Return what `quoth ingest` shows of a report."""
    console = Console(file=io.StringIO(), width=120)
    show_report(console, report)
    return console.file.getvalue().strip()  # type: ignore[attr-defined, no-any-return]
