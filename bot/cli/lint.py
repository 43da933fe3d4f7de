"""The command for authors of notes: ``lint``. It reads the notes alone, without a library or the model."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import FolderArgument, JsonOption, NotesOption, settings_of
from bot.cli.output import print_json
from bot.cli.sources import fetch_notes
from bot.exit_codes import NOTHING_FOUND
from bot.render.terminal import output, show_findings
from embeddings.notes import lint as find


def lint(
    folder: FolderArgument = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when there is anything to correct.")
    ] = False,
    as_json: JsonOption = False,
    notes: NotesOption = None,
) -> None:
    """Name what an author may want to correct, by file and line."""
    settings = settings_of(folder or notes)
    fetch_notes(settings)
    findings = find(settings.folder)
    if as_json:
        for finding in findings:
            print_json(
                {"file": finding.file, "line": finding.line, "rule": finding.rule, "message": finding.message}
            )
    else:
        show_findings(output(), findings)
    if findings and strict:
        raise typer.Exit(NOTHING_FOUND)
