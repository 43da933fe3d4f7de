"""What the notes hold: ``sessions`` and ``session``.

Both read records alone, and never load the model: where the notes changed, they are read from the notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.cli.options import DayOption, JsonOption, LibraryOption, NotesOption, settings_of
from bot.cli.output import print_json
from bot.cli.sources import fetch_notes
from bot.exit_codes import NOTHING_FOUND
from bot.render.terminal import output, show_session, show_sessions
from embeddings.records_reader import RecordsReader


@contextmanager
def records_of(notes: str | None, library: str | None) -> Iterator[RecordsReader]:
    """Open the records of the notes as they are now; a library that is behind is left as it is."""
    settings = settings_of(notes, library)
    fetch_notes(settings)
    reader = RecordsReader.of(settings.folder, settings.library)
    try:
        yield reader
    finally:
        reader.close()


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
    title: Annotated[
        list[str], typer.Argument(metavar="TITLE", help="The session's title, nearly so, or its id.")
    ],
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Show one session: who, when, its text and links."""
    with records_of(notes, library) as opened:
        found = opened.session(" ".join(title))
        text_blocks = opened.text_blocks(found.id)
        others = opened.others(found)[0]
    if as_json:
        print_json(found.as_json())
    else:
        show_session(output(), found, text_blocks, others)
