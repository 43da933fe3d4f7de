"""Trouble that lasts, told in the log once: a database that is away for an hour fills no log."""

from __future__ import annotations

import logging


class Trouble:
    """What keeps some repeated work from being done."""

    def __init__(self, log: logging.Logger, words: str) -> None:
        """Tell it in ``log`` with these ``words``, which have a %s for what went wrong."""
        self._log = log
        self._words = words
        self._told = False

    def tell(self, reason: object) -> None:
        """Write a warning, unless one was written since it was over last."""
        if not self._told:
            self._log.warning(self._words, reason)
        self._told = True

    def over(self) -> None:
        """Note that the work was done: the next trouble is told again."""
        self._told = False
