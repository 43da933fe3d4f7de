"""Options and exit codes that the commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NOTHING_FOUND = 1
BAD_INPUT = 2

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
    Path | None,
    typer.Option(
        "--library",
        metavar="PATH",
        help="Where the library is kept. [QUOTH_LIBRARY; default: .quoth/library.db]",
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
