"""Whether a running bot is well: asked over a socket beside the library, which only its own user can open.

Well is a bot that is connected to Discord, by every shard, and answers a question from the notes within a
second. The answer is one line of JSON. A process of its own could not tell: it would have to load the model
first.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.service.clock import Clock
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import QuothError

SEARCH_SECONDS = 1.0
"""A question from the notes must be answered within so long."""
_ASK_SECONDS = 10.0
"""So long a bot is waited for that does not say how it is."""
_SHARDS_NAMED = 10
"""Shards that are named in the sentence of one that is not well."""
_LONGEST_ADDRESS = 100
"""Bytes that a socket's path may have: the system's own limit is 104 to 108."""

_log = logging.getLogger(__name__)


class HealthError(QuothError):
    """The bot is not well, or cannot be asked; says why."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is, in one sentence."""

    well: bool
    sentence: str


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
        lost = {shard: now - since for shard, since in self._lost.items() if since is not None}
        awaited = [shard for shard in range(self.shards) if shard not in self._lost]
        if not lost and not awaited:
            return None
        since = "lost" if lost else "awaited"
        seconds = max(lost.values(), default=now - self._began)
        if self.shards == 1:
            return f"The connection to Discord has been {since} for {seconds:.0f} s."
        those = sorted([*lost, *awaited])
        return (
            f"{len(those)} of {self.shards} connections to Discord ({_numbered(those)}) "
            f"{'has' if len(those) == 1 else 'have'} been {since} for {seconds:.0f} s."
        )


def _numbered(shards: list[int]) -> str:
    shown = ", ".join(map(str, shards[:_SHARDS_NAMED]))
    more = f" and {len(shards) - _SHARDS_NAMED} more" if len(shards) > _SHARDS_NAMED else ""
    return f"shard{'s'[: len(shards) != 1]} {shown}{more}"


async def examine(tenants: Tenants, pulse: Pulse, *, patience: float = SEARCH_SECONDS) -> Health:
    """Look at the connections and ask a question of all notes, each from its own.

    Each must be answered within ``patience`` seconds.
    """
    if pulse.trouble is not None:
        return Health(False, pulse.trouble)
    sessions, slowest, remarks = 0, 0.0, ""
    several = len(tenants.with_notes) > 1
    for service in tenants.with_notes:
        whose = f"Notes of {service.name}: " if several else ""
        found = await _searched(service, patience)
        if isinstance(found, str):
            return Health(False, whose + found)
        sessions += len(service.suggestions.sessions)
        slowest = max(slowest, found)
        remarks += (
            f" {whose}The notes could not be read again, though: {service.trouble}" if service.trouble else ""
        )
    of = f" of {len(tenants.with_notes)} notes" if several else ""
    taken = f"a question takes {'at most ' if several else ''}{slowest * 1000:.0f} ms"
    return Health(True, f"Well: {sessions} sessions{of}, {taken}.{remarks}")


async def _searched(service: Service, patience: float) -> float | str:
    """Ask a question; gives the seconds that it took, or what is wrong."""
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
        _log.error("The health check's question failed.", exc_info=error)
        detail = str(error) if isinstance(error, QuothError) else type(error).__name__
        return f"A question cannot be answered: {detail}"
    if not answer.matches:
        return "A session is not found by its own title: run `quoth ingest`."
    return service.clock.monotonic() - began


def socket_path(library: Path) -> Path:
    """Give where a bot with this library can be asked."""
    return library.absolute().parent / "health.sock"


@asynccontextmanager
async def telling(path: Path, look: Callable[[], Awaitable[Health]]) -> AsyncIterator[None]:
    """Tell everyone who connects to the socket at ``path`` how the bot is, meanwhile.

    A socket that cannot be made is logged; the bot runs all the same.
    """

    async def tell(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            health = await look()
            writer.write(json.dumps(asdict(health)).encode() + b"\n")
            await writer.drain()
        except ConnectionError:
            _log.info("Who asked for the bot's health left before it was told.")
        finally:
            writer.close()

    try:
        with _reachable(path) as address:
            server = await asyncio.start_unix_server(tell, address)
            os.chmod(address, 0o600)  # noqa: PTH101 - the address is no path of its own
    except (OSError, NotImplementedError, AttributeError) as error:
        _log.warning("`quoth health` will not reach this bot (%s: %s).", path, error)
        yield
        return
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


def ask_health(library: Path) -> Health:
    """Ask the bot that runs with a library how it is; raises HealthError where none answers."""
    path = socket_path(library)
    if not hasattr(socket, "AF_UNIX"):
        raise HealthError("This system has no local sockets, so a running bot cannot be asked how it is.")
    try:
        with _reachable(path) as address, socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(_ASK_SECONDS)
            asked.connect(address)
            with asked.makefile("rb") as answer:
                told = json.loads(answer.readline(100_000))
        return Health(bool(told["well"]), str(told["sentence"]))
    except (FileNotFoundError, ConnectionError) as error:
        raise HealthError(
            f"No bot is running with the library {library}: start one, or name its --library."
        ) from error
    except TimeoutError as error:
        raise HealthError(f"The bot does not answer within {_ASK_SECONDS:.0f} s: restart it.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HealthError(f"The bot cannot be asked over {path} ({error}): restart it.") from error


@contextmanager
def _reachable(path: Path) -> Iterator[str]:
    """Give an address of a socket that is short enough, however deep its folder lies."""
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS or not Path("/proc/self/fd").is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
