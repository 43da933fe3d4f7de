"""The log: lines for people or for a collector, each with the request it belongs to, and no secrets.

Every use of the bot gets a short id, which each line that is written on its behalf carries, also from the
threads that work for it.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from bot.logs.redact import redact

NO_REQUEST = "-"
_REQUEST: ContextVar[str] = ContextVar("request", default=NO_REQUEST)
_TEXT = "%(asctime)s %(levelname)s %(name)s [%(request)s] %(message)s"


@contextmanager
def request() -> Iterator[str]:
    """Yield the id of what is done within: a new one, or the one that there is."""
    if (current := _REQUEST.get()) != NO_REQUEST:
        yield current
        return
    token = _REQUEST.set(secrets.token_hex(4))
    try:
        yield _REQUEST.get()
    finally:
        _REQUEST.reset(token)


class RequestIds(logging.Filter):
    """Puts the id of the request at hand on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        record.request = _REQUEST.get()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: ``at`` (ISO 8601, UTC), ``level``, ``logger``, ``request``, ``message`` and,
    where there is one, ``traceback``.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as a line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request", NO_REQUEST),
            "message": record.getMessage(),
        }
        trace = record.exc_text or (self.formatException(record.exc_info) if record.exc_info else None)
        if trace:
            line["traceback"] = trace
        # Line ends in a message are escaped by JSON, so that none can forge a line of its own.
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """A line for people; what would begin another line, or steer a terminal, is written as an escape.

    The lines of a traceback are set in, so that none of them can pass for a line of the log.
    """

    def __init__(self) -> None:
        """Lines begin with the time."""
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Write the message, without its traceback, as one line."""
        return printable(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, with its traceback below it."""
        first, *rest = super().format(record).split("\n")
        return "\n".join([first, *(f"  {printable(line)}" for line in rest)])


def printable(text: str) -> str:
    """Write what would begin another line, or steer a terminal, as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def set_up(form: Literal["text", "json"], *hidden: str) -> None:
    """Have the root logger's handlers, and the one of last resort, write ``form`` without ``hidden``."""
    ids = RequestIds()
    for handler in [*logging.getLogger().handlers, *([logging.lastResort] if logging.lastResort else [])]:
        handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
        handler.addFilter(ids)
    redact(*hidden)
