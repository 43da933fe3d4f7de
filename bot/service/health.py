"""Whether a running bot is well.

Well is a bot that is connected to Discord, by every shard, and answers a question from the notes within a
second. One that answers without the trained reader is well, and says why none reads. A process of its own
could not tell: it would have to load the model first. ``health_socket`` passes on what is found here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.service.clock import Clock
from bot.service.health_socket import Health
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import QuothError
from embeddings.records import talks_of

SEARCH_SECONDS = 1.0
"""A question from the notes must be answered within so long."""
_SHARDS_NAMED = 10
"""Shards that are named in the sentence of one that is not well."""

_log = logging.getLogger(__name__)


class Pulse:
    """Which connections to Discord stand, one a shard, and how often they were made again."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Connections are awaited from now on."""
        self._clock = clock or Clock()
        self._began = self._clock.monotonic()
        self._lost: dict[int, float | None] = {}
        """By shard that was connected ever: since when it is not, None where it is."""
        self.shards = 1
        """How many there are to be."""
        self.held: frozenset[int] | None = None
        """Those of them that are this process's; None for all."""
        self.reconnects = 0

    def up(self, shard: int = 0) -> bool:
        """Note that a shard's connection stands; tells whether it had been lost before."""
        again = self._lost.get(shard) is not None
        self.reconnects += again
        self._lost[shard] = None
        return again

    def down(self, shard: int = 0) -> None:
        """Note that a shard's connection was lost."""
        if shard in self._lost and self._lost[shard] is None:
            self._lost[shard] = self._clock.monotonic()

    @property
    def trouble(self) -> str | None:
        """What is wrong with them, None where all stand."""
        now = self._clock.monotonic()
        own = range(self.shards) if self.held is None else self.held
        lost = {
            shard: now - since for shard, since in self._lost.items() if since is not None and shard in own
        }
        awaited = [shard for shard in own if shard not in self._lost]
        if not lost and not awaited:
            return None
        since = "lost" if lost else "awaited"
        seconds = max(lost.values(), default=now - self._began)
        if self.shards == 1:
            return f"The connection to Discord has been {since} for {seconds:.0f} s."
        those = sorted([*lost, *awaited])
        return (
            f"{len(those)} of {len(own)} connections to Discord ({_numbered(those)}) "
            f"{'has' if len(those) == 1 else 'have'} been {since} for {seconds:.0f} s."
        )


def _numbered(shards: list[int]) -> str:
    shown = ", ".join(map(str, shards[:_SHARDS_NAMED]))
    more = f" and {len(shards) - _SHARDS_NAMED} more" if len(shards) > _SHARDS_NAMED else ""
    return f"{'shard' if len(shards) == 1 else 'shards'} {shown}{more}"


async def examine(tenants: Tenants, pulse: Pulse, *, patience: float = SEARCH_SECONDS) -> Health:
    """Look at the connections and ask a question of all notes, each from its own.

    Each must be answered within ``patience`` seconds.
    """
    if pulse.trouble is not None:
        return Health(False, pulse.trouble)
    sessions, slowest, remarks = 0, 0.0, ""
    unread: list[tuple[str, str]] = []
    several = len(tenants.with_notes) > 1
    for service in tenants.with_notes:
        whose = f"Notes of {service.name}: " if several else ""
        found = await _searched(service, patience)
        if isinstance(found, str):
            return Health(False, whose + found)
        sessions += len(talks_of(service.suggestions.sessions))
        slowest = max(slowest, found)
        remarks += (
            f" {whose}The notes could not be read again, though: {service.trouble}" if service.trouble else ""
        )
        if service.source is not None and service.source.trouble is not None:
            remarks += f" {whose}{service.source.trouble}"
        if (state := await service.off_loop(service.core.reader_state)) is not None:
            unread.append((whose, state))
    if (trouble := await _kept_badly(tenants, patience)) is not None:
        return Health(False, trouble)
    of = f" of {len(tenants.with_notes)} notes" if several else ""
    taken = f"a question takes {'at most ' if several else ''}{slowest * 1000:.0f} ms"
    reader = "" if unread else ", the answer reader is on"
    why = _why_unread(unread, len(tenants.with_notes))
    return Health(True, f"Well: {sessions} sessions{of}, {taken}{reader}.{remarks}{why}")


def _why_unread(states: Sequence[tuple[str, str]], teams: int) -> str:
    """Say why answers are not read: once where it is so for all teams and for one reason, else of each."""
    reasons = {state for _, state in states}
    if len(states) == teams and len(reasons) == 1:
        return f" {reasons.pop()}"
    return "".join(f" {whose}{state}" for whose, state in states)


async def _kept_badly(tenants: Tenants, patience: float) -> str | None:
    """Look whether the bot's database answers; returns what is wrong with it."""
    look = tenants.others.off_loop(tenants.database.connection.rows, "SELECT 1")
    try:
        await asyncio.wait_for(look, patience)
    except TimeoutError:
        return f"The bot's database did not answer within {patience:.0f} s."
    except QuothError as error:
        return f"Nothing can be kept: {error}"
    return None


async def _searched(service: Service, patience: float) -> float | str:
    """Ask a question; returns the seconds that it took, or what is wrong."""
    if not service.ready.is_set():
        if service.trouble:
            return f"They cannot be read: {service.trouble}"
        return "The notes are being read for the first time since the start."
    sessions = service.suggestions.sessions
    if not sessions:
        return "The library holds no session: see `quoth ingest` for why."
    began = service.clock.monotonic()
    try:
        answer = await asyncio.wait_for(service.off_loop(service.core.ask, sessions[0].title), patience)
    except TimeoutError:
        return f"A question was not answered within {patience:.0f} s."
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot is not well, and the log says more
        if isinstance(error, QuothError):
            _log.error("The health check's question failed: %s", error)
            return f"A question cannot be answered: {error}"
        _log.error("The health check's question failed.", exc_info=error)
        return f"A question cannot be answered: {type(error).__name__}"
    if not answer.matches:
        return "A session is not found by its own title: run `quoth ingest`."
    return service.clock.monotonic() - began
