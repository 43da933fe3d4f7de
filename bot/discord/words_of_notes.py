"""Words of notes and people, marked inside the bot's Markdown so that none is taken for a phrase of it.

The marks are noncharacters of Unicode, which no text may hold. They are gone from what is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable

OPEN = "\ufdd0"
"""Stands before words of notes, also at the beginning of a line, where marks have to be escaped."""
_CLOSE = "\ufdd1"
_MARK = re.compile(f"[{OPEN}{_CLOSE}]")
# What is cut has lost its end.
_MARKED = re.compile(rf"{OPEN}([^{OPEN}{_CLOSE}\n]*)(?:{_CLOSE}|$)")
_HELD = re.compile(rf"{OPEN}(\d+){_CLOSE}")


def of_notes(words: str) -> str:
    """Return words, line by line, with the marks of notes; nothing for nothing."""
    lines = as_sent(words).split("\n")
    return "\n".join(f"{OPEN}{line}{_CLOSE}" if line else "" for line in lines)


def as_sent(markdown: str) -> str:
    """Return Markdown as it is sent."""
    return _MARK.sub("", markdown)


def around_notes(line: str, change: Callable[[str], str]) -> str:
    """Return a line after a ``change`` that does not see the words of notes in it."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"{OPEN}{len(held) - 1}{_CLOSE}"

    changed = change(_MARKED.sub(hold, line))
    return as_sent(_HELD.sub(lambda found: held[int(found[1])], changed))
