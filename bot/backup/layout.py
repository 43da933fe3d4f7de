"""The databases that a bot keeps, by the names that they have in a backup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bot.service.connection import MARKS as DATABASE_TABLES
from bot.service.database import database_place
from bot.service.servers import NAME, libraries_beside, library_of
from embeddings.index.stores.sqlite_schema import MARKS as LIBRARY_TABLES

LIBRARY: Final = "library.db"
DATABASE: Final = "memory.db"
SERVERS = re.compile(rf"servers/({NAME.pattern})/library\.db")
"""What the libraries of servers with notes of their own are called."""
MARKS = {LIBRARY: LIBRARY_TABLES, DATABASE: DATABASE_TABLES}
"""Tables by which a database is known to be what it is called."""


def databases(library: Path) -> dict[str, Path]:
    """Return all databases that there may be by the names that they have in a backup."""
    servers = {f"servers/{name}/library.db": path for name, path in libraries_beside(library).items()}
    return {LIBRARY: library, DATABASE: database_place(library), **servers}


def place(library: Path, name: str) -> Path:
    """Return where the database of this name, one that ``kind`` knows, lies."""
    server = SERVERS.fullmatch(name)
    if server:
        return library_of(library, server[1])
    return database_place(library) if name == DATABASE else library


def flat(name: str) -> str:
    """Return a name without folders, for a file of its own."""
    return name.replace("/", "-")


def kind(name: str) -> str:
    """Return what a member of a backup is by its name, empty for any other name."""
    return name if name in MARKS else LIBRARY if SERVERS.fullmatch(name) else ""
