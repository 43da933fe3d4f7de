"""``run``: the Discord bot."""

from __future__ import annotations

import typer

from bot.cli.options import LibraryOption, NotesOption, settings_of
from bot.discord import app


def run(notes: NotesOption = None, library: LibraryOption = None) -> None:
    """Run the Discord bot; DISCORD_TOKEN must be set."""
    raise typer.Exit(app.run(settings_of(notes, library)))
