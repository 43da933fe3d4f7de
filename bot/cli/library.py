"""The library that the commands work with, opened and brought up to date with its notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.options import settings_of
from bot.cli.progress import progress_bar
from bot.cli.sources import fetch_notes
from bot.render.terminal import diagnostics, show_summary
from bot.settings import Settings
from embeddings.library import Library


def open_library(settings: Settings) -> Library:
    """Open the library that the settings name, as it is."""
    return Library.open(settings.folder, settings.library, model=settings.model)


@contextmanager
def library_of(notes: str | None, library: str | None) -> Iterator[Library]:
    """Open the library, brought up to date with its notes."""
    settings = settings_of(notes, library)
    fetch_notes(settings)
    opened = open_library(settings)
    try:
        if not opened.up_to_date():
            with progress_bar() as progress:
                report = opened.refresh(progress)
            if report.changed:
                show_summary(diagnostics(), report)
        yield opened
    finally:
        opened.close()
