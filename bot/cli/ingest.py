"""The command that makes the library: ``ingest``."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.library import open_library
from bot.cli.options import FolderArgument, LibraryOption, NotesOption, settings_of
from bot.cli.progress import progress_bar
from bot.cli.sources import fetch_notes
from bot.render.terminal import output, show_report


def ingest(
    folder: FolderArgument = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the library lose the notes of another folder.")
    ] = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Bring the library up to date with the notes.

    Reports on each file: added, changed, removed, unchanged, or skipped and why.
    """
    settings = settings_of(folder or notes, library)
    fetch_notes(settings, now=True)
    opened = open_library(settings)
    with progress_bar() as progress:
        report = opened.refresh(progress, replace_others=replace, as_newer=False)
    show_report(output(), report)
