"""``run``, the Discord bot, and ``commands``, what Discord knows of its commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.options import LibraryOption, NotesOption, settings_of
from bot.discord import app
from bot.exit_codes import NOTHING_FOUND


def run(notes: NotesOption = None, library: LibraryOption = None) -> None:
    """Run the Discord bot; DISCORD_TOKEN must be set."""
    raise typer.Exit(app.run(settings_of(notes, library)))


def commands(
    sync: Annotated[
        bool,
        typer.Option("--sync", help="Send them to Discord, whatever it has now."),
    ] = False,
) -> None:
    """Say whether Discord has the bot's commands as they are.

    DISCORD_TOKEN must be set. The exit code is 1 where they differ; the bot may be running.
    """
    settings = settings_of()
    where = "all servers" if settings.guild is None else f"server {settings.guild}"
    differed: list[bool] = []
    if (code := app.compare_commands(settings, differed.append, sync=sync)) or not differed:
        raise typer.Exit(code)
    if sync:
        sys.stdout.write(f"Sent the commands of {where} to Discord.\n")
    elif differed[0]:
        sys.stdout.write(f"Discord has other commands of {where}: `quoth commands --sync` sends ours.\n")
        raise typer.Exit(NOTHING_FOUND)
    else:
        sys.stdout.write(f"Discord has the commands of {where} as they are.\n")
