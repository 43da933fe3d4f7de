"""The command that is about where a library is kept: ``library``, which copies one, or makes its tables."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.options import LibraryOption, settings_of
from bot.cli.progress import progress_bar
from bot.render.labels import counted
from bot.service.database import database_place
from bot.service.moving import moving
from bot.settings import library_place
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.copying import copy_library
from embeddings.index.stores.choice import require_driver, store_at


class Action(StrEnum):
    """What can be done."""

    COPY = "copy"
    MIGRATE = "migrate"


def library(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="FROM TO", help="For copy: from where to where.", show_default=False),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="NAME",
            help="For migrate: the role that the bot reads and writes with.",
            show_default=False,
        ),
    ] = None,
    bot: Annotated[
        bool,
        typer.Option("--bot", help="For copy: also what the bot keeps, which must not be running."),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="With --bot: what a bot keeps at TO is lost."),
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Copy a library, or make the tables of one in PostgreSQL.

    Migrating makes or renews the tables, with a role that may.
    """
    if action is Action.COPY:
        if places is None or len(places) != 2:
            raise typer.BadParameter("name two places, `quoth library copy FROM TO`: files or addresses.")
        source, target = map(_place, places)
        with (
            moving(*map(database_place, (source, target)), replace=replace) if bot else nullcontext() as move
        ):
            sessions, entries = _copy(source, target), 0 if move is None else move()
        kept = f", and {counted(entries, 'entry', 'entries')} of the bot" if bot else ""
        sys.stdout.write(f"{counted(sessions, 'session')} copied to {target}{kept}.\n")
        return
    if places:
        raise typer.BadParameter("`quoth library migrate` takes the address from --library or QUOTH_LIBRARY.")
    _migrate(settings_of(library=library).library, role)


def _copy(source: Place, target: Place) -> int:
    stores = [store_at(place) for place in (source, target)]
    if stores[0].identity == stores[1].identity:
        raise LibraryError(f"{source} and {target} are the same library: name another place to copy it to.")
    try:
        with progress_bar("Copying") as progress:
            return copy_library(stores[0], stores[1], progress)
    finally:
        for store in stores:
            store.close()


def _place(text: str) -> Place:
    """Return the place that an argument names; that of the settings may have its password in a file."""
    try:
        place = library_place(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None
    of_settings = settings_of().library
    return of_settings if str(of_settings) == str(place) else place


def _migrate(place: Place, role: str | None) -> None:
    if not isinstance(place, DatabaseAddress):
        raise LibraryError(f"{place} is a file, which needs no migration: it is renewed when it is opened.")
    require_driver(place)
    from bot.service.postgres_connection import STEPS
    from embeddings.index.stores.postgres.connection import guard, parameters
    from embeddings.index.stores.postgres.schema import migrate

    with guard(place):
        taken = migrate(place, parameters(place), role, STEPS)
    sys.stdout.write(f"{counted(len(taken), 'step')} taken: {place} is up to date.\n")
