"""Plain text written as an outline: titles at the margin, notes below them indented by tabs.

Markdown takes such notes for code; as items of lists they are what they were meant to be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEAST_NOTES = 10
"""Lines indented by tabs, below which they may be code or a quotation."""
_LEAST_TITLES = 3
"""Lines at the margin."""
_SHARE = 0.7
"""The share of the lines that have to be indented."""
_MARKED = re.compile(r"(?:#{1,6}\s|[-*+>]\s|\d{1,3}[.)]\s|```|~~~|\||<|---|===)")
"""What opens a line of Markdown that is more than text."""
_INDENTED = re.compile(r"(\t+)(?=\S)(?:[-*+•]\s+)?")


def unfold_outline(lines: list[str], raw: Sequence[bool]) -> None:
    """Write the lines of an outline by tabs as items of lists; leave any other text as it is.

    ``raw`` tells which lines are within fences.
    """
    if any(raw) and any(line.lstrip().startswith(("```", "~~~")) for line in lines):
        return
    told = [line for line in lines if line.strip()]
    notes = sum(line.startswith("\t") for line in told)
    if notes < max(_LEAST_NOTES, _SHARE * len(told)) or len(told) - notes < _LEAST_TITLES:
        return
    if any(_MARKED.match(line) for line in told):
        return
    depth = 0
    for number, line in enumerate(lines):
        match = _INDENTED.match(line)
        if match is None:
            depth = 0 if line.strip() else depth
            continue
        # An item may be one step below the one before it, whatever the number of its tabs.
        depth = min(len(match[1]), depth + 1)
        lines[number] = "  " * (depth - 1) + "- " + line[match.end() :]
