"""Comments, scripts and preformatted text in Markdown: where they end, and those that nothing ends.

A Markdown parser takes all that follows for part of what is never closed, and with it the talks of a file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from embeddings.notes.formats.html_blocks import EMPTY

RAW_START = re.compile(
    r" {0,3}<(?:(?P<comment>!--)|(?P<code>script|style)\b|(?P<text>pre|textarea)\b|(?P<program>\?)"
    r"|(?P<data>!\[CDATA\[)|(?P<declaration>![a-z]))",
    re.I,
)
RAW_END = re.compile(
    r"(?P<comment>-->)|(?P<code></(?:script|style|pre|textarea)>)|(?P<program>\?>)|(?P<data>\]\]>)", re.I
)
_TAG = re.compile(r"<(?:!\[CDATA\[|[^<>]*>?)", re.I)
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_SHARED = {"comment": 2, "program": 1}
"""Characters that the beginning and the end of a kind may share ("<!-->")."""
_HIDDEN = ("comment", "code", "program", "declaration")
"""Kinds of which a page shows nothing."""


class RawHtml:
    """The places in a file where comments and the like begin and end."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Look through the lines once."""
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._headings = [number for number, line in enumerate(lines) if _HEADING.match(line)]
        self._empty = [number for number, line in enumerate(lines) if not line.strip()]
        for number, line in enumerate(lines):
            if "<" in line and (opened := RAW_START.match(line)):
                self._starts.setdefault(_kind(opened), []).append(number)
                line = line[opened.end() - _SHARED.get(opened.lastgroup or "", 0) :]
            if ">" in line:
                for kind in {_kind(end) for end in RAW_END.finditer(line)} | {"declaration"}:
                    self._ends.setdefault(kind, []).append(number)

    def end(self, line: str, start: int) -> int | None:
        """Return the last line of what begins in a ``line``, number ``start``; None where nothing ends it.

        With a heading in it, it was never closed where another of its kind follows. A declaration holds no
        empty line.
        """
        opened = RAW_START.match(line)
        if opened is None:
            return None
        kind = _kind(opened)
        end = _from(self._ends.get(kind, ()), start)
        other = _from(self._starts.get(kind, ()), start + 1)
        single = kind == "declaration"
        part = _from(self._empty if single else self._headings, start + 1)
        if end is None or part is None or part > end:
            return end
        return None if single or (other is not None and part < other <= end) else end


def opens_raw_html(line: str) -> bool:
    """Whether a comment, a script or preformatted text begins in a line, that may go on in others."""
    opened = RAW_START.match(line)
    return opened is not None and opened.lastgroup != "declaration"


def _from(numbers: Sequence[int], first: int) -> int | None:
    """Return the first number that is not below another."""
    at = bisect_left(numbers, first)
    return numbers[at] if at < len(numbers) else None


def _kind(match: re.Match[str]) -> str:
    """Return the kind of a mark; preformatted text is ended by what ends a script."""
    return "code" if match.lastgroup == "text" else match.lastgroup or ""


def close_raw_html(lines: list[str], start: int) -> int:
    """Take the mark away of what nothing closes, and what it hides up to an empty line or a heading.

    Returns the line after it.
    """
    opened = RAW_START.match(lines[start])
    if opened is None or opened.lastgroup not in _HIDDEN:
        lines[start] = _TAG.sub("", lines[start], count=1).strip() or EMPTY
        return start + 1
    number = start
    while number < len(lines) and lines[number].strip() and not _HEADING.match(lines[number]):
        lines[number] = EMPTY
        number += 1
    return number
