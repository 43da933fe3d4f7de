"""The commands for who runs the bot: how it is, backups, and bringing one back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.backup import backup as making
from bot.backup import restore as restoring
from bot.cli.options import LibraryOption, settings_of
from bot.exit_codes import NOT_WELL
from bot.render.labels import counted
from bot.render.terminal import clean
from bot.service.health_socket import HealthError, ask_health
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress


def health(library: LibraryOption = None) -> None:
    """Say whether the running bot is connected and answers.

    The exit code is 0 if so, else 1.
    """
    try:
        found = ask_health(settings_of(library=library).library)
    except HealthError as error:
        sys.stderr.write(f"quoth: {clean(str(error))}\n")
        raise typer.Exit(NOT_WELL) from error
    (sys.stdout if found.well else sys.stderr).write(f"{clean(found.sentence)}\n")
    if not found.well:
        raise typer.Exit(NOT_WELL)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, for example quoth.zip.")],
    library: LibraryOption = None,
) -> None:
    """Write the library and the bot's database to one file.

    Also while the bot runs.
    """
    saved = making.backup(_file_of(library), file)
    sys.stdout.write(f"{_held(saved.sessions, saved.judgements)} saved to {clean(str(file))}.\n")
    for remark in saved.remarks:
        sys.stderr.write(f"{clean(remark)}\n")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `quoth backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Discard what people entered since the backup.")
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Restore what `quoth backup` wrote.

    Also while the bot runs; what was there before is kept in a file.
    """
    done = restoring.restore(_file_of(library), file, replace=replace)
    sys.stdout.write(
        f"{_held(done.saved.sessions, done.saved.judgements)} restored from {clean(str(file))}.\n"
    )
    if done.kept is not None:
        sys.stdout.write(f"What was there before is in {clean(str(done.kept))}.\n")
    if done.saved.sessions is not None:
        sys.stdout.write(
            "A running bot reads the notes again within seconds; if it does not watch them, "
            "use /reindex or restart it.\n"
        )
    for remark in done.remarks:
        sys.stderr.write(f"{clean(remark)}\n")


def _file_of(library: str | None) -> Path:
    """Return the library's file; raises LibraryError where it is in a database."""
    place = settings_of(library=library).library
    if isinstance(place, DatabaseAddress):
        raise LibraryError(
            f"{place} is in a database: save that with `pg_dump`, or copy the library into a file with "
            "`quoth library copy`."
        )
    return place


def _held(sessions: int | None, judgements: int | None) -> str:
    parts = []
    if sessions is not None:
        parts.append(counted(sessions, "session"))
    if judgements is not None:
        parts.append(f"{counted(judgements, 'piece')} of feedback")
    return " and ".join(parts) or "Nothing"
