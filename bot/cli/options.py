"""Options that the commands share, and the settings with what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings, SettingsError, library_place, load_settings

FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="NOTES", help="The folder of notes.", show_default=False)
]
NotesOption = Annotated[
    Path | None,
    typer.Option(
        "--notes",
        metavar="DIR",
        help="The folder of notes. [QUOTH_NOTES; default: notes]",
        show_default=False,
    ),
]
LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library",
        metavar="PATH",
        help="Where the library is kept, a file or postgresql://user@host/database. "
        "[QUOTH_LIBRARY; default: .quoth/library.db]",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
DayOption = Annotated[
    str | None,
    typer.Option(
        "--day", metavar="DAY", help="A day: its label (Day 4), number, date or weekday.", show_default=False
    ),
]
WhyOption = Annotated[
    bool, typer.Option("--why", help="Say after the reply what its verdict was made of, and how much.")
]


def settings_of(notes: Path | None = None, library: str | None = None) -> Settings:
    """Return the settings, with what the command line says instead; raises SettingsError."""
    settings = load_settings()
    try:
        place = None if library is None else library_place(library)
    except ValueError as error:
        raise SettingsError(f"--library: {error}.") from None
    changed = {name: value for name, value in (("notes", notes), ("library", place)) if value is not None}
    return settings.model_copy(update=changed)
