"""Notes of a repository, fetched before a command reads them."""

from __future__ import annotations

from bot.service.sources import source_of
from bot.settings import Settings
from bot.sources.checkout import FETCH_SECONDS, Checkout

_PATIENCE = 30.0
"""Seconds that a command waits for newer notes where it has some already."""


def fetch_notes(settings: Settings, *, now: bool = False) -> Checkout | None:
    """Fetch the notes where they are in a repository, and it is time or to be done ``now``; return what did.

    Where the repository cannot be reached the last state is kept, and the log says so; raises SourceError
    where there is none.
    """
    source = source_of(settings)
    if source is not None and (now or source.due):
        source.pull(seconds=FETCH_SECONDS if source.state is None else _PATIENCE)
    return source
