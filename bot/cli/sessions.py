"""What the notes hold: ``sessions`` and ``session``.

Both read records alone, and load neither the model nor its library where the notes did not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import DayOption, JsonOption, LibraryOption, NotesOption, settings_of
from bot.cli.output import NOTHING_FOUND, print_json
from bot.render.terminal import output, show_session, show_sessions
from embeddings.records_reader import RecordsReader


@contextmanager
def records_of(notes: Path | None, library: Path | None) -> Iterator[RecordsReader]:
    """Open the library for its records, brought up to date with its notes."""
    settings = settings_of(notes, library)
    reader = RecordsReader(settings.notes, settings.library)
    try:
        if reader.holds(settings.model):
            yield reader
            return
    finally:
        reader.close()
    # Here, since it takes longer to load than all records take to be read.
    from bot.cli.library import library_of

    with library_of(notes, library) as opened:
        yield opened


def sessions(
    day: DayOption = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """List the sessions, in the order of the notes."""
    with records_of(notes, library) as opened:
        found = opened.sessions(day)
    if as_json:
        for session in found:
            print_json(session.as_json())
    else:
        show_sessions(output(), found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def session(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The session's title, nearly so, or its id.")],
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Show one session: who, when, its text and links."""
    with records_of(notes, library) as opened:
        found = opened.session(title)
        text_blocks = opened.text_blocks(found.id)
    if as_json:
        print_json(found.as_json())
    else:
        show_session(output(), found, text_blocks)
