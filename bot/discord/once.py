"""Requests that are made once, for what Discord would do twice.

discord.py repeats a request after a 500, which Discord may have carried out. For most of what the bot sends
that is harmless: an edit says the same again, and a message to a channel carries a nonce. A post in a forum
and a further message after the answer to a command carry none, and stand twice. Within ``once`` such a
failure is raised instead, so that whoever asked looks first whether it arrived.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

from embeddings.errors import QuothError

_REPEATED = (errno.ECONNRESET, 54, 10054)
"""Errors after which discord.py repeats, as systems number a connection that was reset."""
_ONCE: ContextVar[bool] = ContextVar("once", default=False)


class UncertainError(QuothError):
    """Discord did not say whether it did what it was asked for."""

    def __init__(self, *, seen_missing: bool = False) -> None:
        """Say it to the person who waits; ``seen_missing`` where it was looked for and does not stand."""
        self.seen_missing = seen_missing
        super().__init__(
            "Discord did not say whether all of that arrived: if something is missing, ask me again."
        )


@contextmanager
def once() -> Iterator[None]:
    """Have requests raise UncertainError where they may have been carried out, instead of repeating them.

    Needs a client that was made with ``tracing``.
    """
    token = _ONCE.set(True)
    try:
        yield
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError) as error:
        raise UncertainError from error
    finally:
        _ONCE.reset(token)


def tracing() -> aiohttp.TraceConfig:
    """Return what a client is made with (``http_trace``) for ``once`` to have an effect."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_answered)
    config.on_request_exception.append(_broken)
    return config


async def _answered(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, given: aiohttp.TraceRequestEndParams
) -> None:
    if _ONCE.get() and given.response.status >= 500:
        given.response.close()
        raise UncertainError


async def _broken(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, given: aiohttp.TraceRequestExceptionParams
) -> None:
    error = given.exception
    if not _ONCE.get() or isinstance(error, (aiohttp.ClientConnectorError, UncertainError)):
        return
    if isinstance(error, OSError) and error.errno in _REPEATED:
        raise UncertainError from error
