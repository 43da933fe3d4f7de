"""Keeps secrets out of the log: the bot's token, and the tokens that stand in Discord's addresses."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"((?:webhooks|interactions)/\d+/)[\w.%-]{20,}")
"""What answers an interaction needs no other password than its address."""
_SHAPE = re.compile(r"\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}")
"""The shape of a bot's token."""
_HIDDEN = "[hidden]"


class Redactor(logging.Filter):
    """A filter for handlers: every record is written out first, so that no part of it is missed."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """``secrets`` are hidden wherever they stand."""
        super().__init__()
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def hide(self, text: str) -> str:
        """Return text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _SHAPE.sub(_HIDDEN, _ADDRESS.sub(rf"\1{_HIDDEN}", text))

    def filter(self, record: logging.LogRecord) -> bool:
        """Hide secrets in the message and in the traceback; keeps every record."""
        record.msg, record.args = self.hide(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.hide(record.exc_text)
        if record.stack_info:
            record.stack_info = self.hide(record.stack_info)
        return True


def redact(*secrets: str) -> None:
    """Put the filter on every handler of the root logger, and on the one of last resort.

    discord.py's most verbose messages show whole events, tokens of interactions included: never logged.
    """
    for name in ("discord.gateway", "discord.http", "discord.webhook"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    redactor = Redactor(secrets)
    for handler in [*logging.getLogger().handlers, *([logging.lastResort] if logging.lastResort else [])]:
        handler.addFilter(redactor)
