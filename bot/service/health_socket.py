"""Asking a running bot whether it is well: a socket beside the library that only its own user can open.

The answer is one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.service.local_socket import among_temporary, available, beside, make_folder, reachable
from embeddings.errors import QuothError
from embeddings.index.address import DatabaseAddress, Place

_ASK_SECONDS = 10.0
"""So long a bot is waited for that does not say how it is."""

_log = logging.getLogger(__name__)


class HealthError(QuothError):
    """The bot is not well, or cannot be asked; says why."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is, in one sentence."""

    well: bool
    sentence: str


def socket_path(library: Place) -> Path:
    """Return where this process can be asked, if it runs a bot with the library.

    Beside the library's file, else among temporary files, where each of several processes has its own.
    """
    if isinstance(library, DatabaseAddress):
        make_folder(library)
        folder, name = among_temporary(library)
        return folder / f"{name}-{os.getpid()}.sock"
    return beside(library, "health")


def _sockets(library: Place) -> list[Path]:
    """Return where a bot with the library may be asked, on this machine."""
    if isinstance(library, DatabaseAddress):
        folder, name = among_temporary(library)
        return sorted(folder.glob(f"{name}-*.sock"))
    return [socket_path(library)]


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
            _log.info("Whoever asked for the bot's health left before the answer.")
        finally:
            writer.close()

    if not available():
        yield
        return
    try:
        with reachable(path) as address:
            server = await asyncio.start_unix_server(tell, address)
            os.chmod(address, 0o600)  # noqa: PTH101 - the address is not a path of its own
    except OSError as error:
        _log.warning("`quoth health` will not reach this bot (%s: %s).", path, error)
        yield
        return
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


def ask_health(library: Place) -> Health:
    """Ask the bot that runs with a library how it is; raises HealthError where none answers.

    Of several processes on this machine it is told of one that is not well, else of all.
    """
    if not available():
        raise HealthError("This system has no local sockets, so a running bot cannot be asked how it is.")
    told = [health for path in _sockets(library) if (health := _asked(path)) is not None]
    if not told:
        raise HealthError(f"No bot is running with the library {library}: start one, or name its --library.")
    ill = [health for health in told if not health.well]
    return ill[0] if ill else Health(True, " ".join(dict.fromkeys(health.sentence for health in told)))


def _asked(path: Path) -> Health | None:
    """Ask over one socket; returns None where nobody is at its other end."""
    try:
        with reachable(path) as address, socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(_ASK_SECONDS)
            asked.connect(address)
            with asked.makefile("rb") as answer:
                told = json.loads(answer.readline(100_000))
        return Health(bool(told["well"]), str(told["sentence"]))
    except (FileNotFoundError, ConnectionError):
        return None
    except TimeoutError as error:
        raise HealthError(f"The bot does not answer within {_ASK_SECONDS:.0f} s: restart it.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HealthError(f"The bot cannot be asked over {path} ({error}): restart it.") from error
