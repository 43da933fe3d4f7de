"""Watches the notes folder and takes up what changes, while the old library goes on answering."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from watchfiles import DefaultFilter, awatch

from bot.service.clock import Clock
from bot.service.mornings import pause
from bot.service.service import Service
from bot.sources.checkout import PULL_EVERY
from embeddings.errors import QuothError

_LOOK_AGAIN = 5.0
"""Seconds until a folder that vanished is looked for again, as when a checkout replaces it."""
_FIRST_LOOK_MS = 1000
"""Milliseconds in which nothing changes until the watcher looks at the notes for the first time."""
_SETTLE_MS = 800
"""A save is often several writes; so long nothing more must change before the notes are read."""

_log = logging.getLogger(__name__)


async def changes_below(folder: Path, *, settle_ms: int = _SETTLE_MS) -> AsyncGenerator[bool, None]:
    """Yield True after changes below ``folder`` that have settled, and False after a second without any.

    Raises OSError where the folder cannot be watched, and ends where it vanishes.
    """
    async for changes in awatch(
        folder,
        watch_filter=DefaultFilter(),
        debounce=settle_ms * 2,
        step=settle_ms,
        rust_timeout=_FIRST_LOOK_MS,
        yield_on_timeout=True,
    ):
        yield bool(changes)


async def fetches(clock: Clock) -> AsyncGenerator[bool, None]:
    """Yield True whenever it is time to fetch notes from their repository, and False each second between."""
    while True:
        for _ in range(int(PULL_EVERY)):
            yield False
            await clock.sleep(1.0)
        yield True


async def watch(
    service: Service, folder: Path, changes: Callable[[Path], AsyncIterator[bool]] = changes_below
) -> None:
    """Refresh the library after each change below ``folder``, as ``changes`` tells of them, until cancelled.

    So it is when another process wrote the library: a backup that was brought back may be behind the notes.
    What failed is tried again with growing pauses: a full disk is freed, and tells nobody.
    """
    met: str | None = None
    tries, again = 0, 0.0
    while True:
        try:
            looked = False
            async for changed in changes(folder):
                # Once whatever was told: something may have changed after the notes were read last.
                other = await _overtaken_by(service)
                failed = service.trouble is not None and service.clock.monotonic() >= again
                if changed or not looked or failed or other not in (None, met):
                    await take_up(service)
                    tries = 0 if service.trouble is None else tries + 1
                    again = service.clock.monotonic() + pause(tries)
                met = other or met  # once: what cannot be taken up is not tried again each second
                looked = True
        except OSError as error:
            _log.warning("The notes folder cannot be watched (%s); trying again.", error)
        await service.clock.sleep(_LOOK_AGAIN)
        with suppress(OSError):  # a folder that may not be entered just now
            if folder.is_dir():
                await take_up(service)


async def _overtaken_by(service: Service) -> str | None:
    """Return the library's state where another process wrote it: a restore, an ingest. Else None."""
    try:
        found = await service.off_loop(service.core.generation)
    except QuothError:
        return None  # a library that cannot be read just now is told by whoever asks
    return found if found != service.generation else None


async def take_up_other(service: Service) -> None:
    """Refresh the library where another process wrote it."""
    if await _overtaken_by(service) is not None:
        await take_up(service)


async def take_up(service: Service) -> None:
    """Refresh the library; a failure, a defect too, is logged and the old library kept.

    While nobody is served here the notes are left to who serves: processes of two releases, which read notes
    otherwise, would each write the library again after the other.
    """
    if not service.serving:
        return
    try:
        report = await service.start()
    except QuothError as error:
        _log.warning("The changed notes were not taken up (%s): %s", service.name, error)
        return
    except Exception:  # noqa: BLE001 - else one note that brings out a defect would end the watch for good
        _log.exception("The changed notes were not taken up because of a defect.")
        return
    changed = [file for file in report.files if file.status != "unchanged"]
    if changed:
        _log.info("Took up %d changed notes (%s): %d sessions.", len(changed), service.name, report.sessions)
