"""Options that the commands share, and the settings with what they say."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import Settings, SettingsError, library_place, load_settings
from bot.sources.address import notes_place

FolderArgument = Annotated[
    str | None,
    typer.Argument(metavar="NOTES", help="The folder of notes, or their repository.", show_default=False),
]
NotesOption = Annotated[
    str | None,
    typer.Option(
        "--notes",
        metavar="DIR",
        help="The folder of notes, or their repository. [QUOTH_NOTES; default: notes]",
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


def settings_of(notes: str | None = None, library: str | None = None) -> Settings:
    """Return the settings, with what the command line says instead; raises SettingsError."""
    settings = load_settings()
    changed: dict[str, object] = {}
    for name, given, place in (("notes", notes, notes_place), ("library", library, library_place)):
        try:
            if given is not None:
                changed[name] = place(given)
        except ValueError as error:
            raise SettingsError(f"--{name}: {error}.") from None
    return settings.model_copy(update=changed)
