"""What is done with a folder of notes: ``ingest`` and ``lint``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.library import open_library, progress_bar
from bot.cli.options import JsonOption, LibraryOption, NotesOption, settings_of
from bot.cli.output import print_json
from bot.exit_codes import NOTHING_FOUND
from bot.render.terminal import output, show_findings, show_report
from embeddings.notes import lint as find

FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="NOTES", help="The folder of notes.", show_default=False)
]


def ingest(
    folder: FolderArgument = None,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Bring the library up to date with the notes, and report on each file."""
    opened = open_library(settings_of(folder or notes, library))
    with progress_bar() as progress:
        report = opened.refresh(progress)
    show_report(output(), report)


def lint(
    folder: FolderArgument = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when there is anything to correct.")
    ] = False,
    as_json: JsonOption = False,
    notes: NotesOption = None,
) -> None:
    """Name what an author may want to correct in the notes, by file and line."""
    findings = find(settings_of(folder or notes).notes)
    if as_json:
        for finding in findings:
            print_json(
                {"file": finding.file, "line": finding.line, "rule": finding.rule, "message": finding.message}
            )
    else:
        show_findings(output(), findings)
    if findings and strict:
        raise typer.Exit(NOTHING_FOUND)
