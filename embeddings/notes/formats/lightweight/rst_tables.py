"""Tables of reStructuredText: drawn in full, or with rules of "=" alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_GRID_ROW = re.compile(r"[ \t]*[|+]")
_SIMPLE = re.compile(r"[ \t]*={2,}(?:[ \t]+={2,})+[ \t]*$")
_SIMPLE_RULE = re.compile(r"[ \t]*[=-]{2,}(?:[ \t]+[=-]{2,})*[ \t]*$")


def table_at(lines: Sequence[str], number: int) -> list[str] | None:
    """Return the rows of the table that begins at a line, empty for rules; None where there is none."""
    first = lines[number].lstrip()[:2]
    if first[:1] == "+" and _GRID.match(lines[number]):
        end = number + 1
        while end < len(lines) and _GRID_ROW.match(lines[end]):
            end += 1
        return [_cells(line) for line in lines[number:end]]
    if first == "==" and _SIMPLE.match(lines[number]):
        return _simple(lines, number)
    return None


def _cells(line: str) -> str:
    if re.fullmatch(r"[ \t|+=-]*", line):
        return ""
    return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|")).strip(" |")


def _simple(lines: Sequence[str], number: int) -> list[str]:
    """Return the rows of a table of two or three rules; it ends at the rule that an empty line follows."""
    end = number + 1
    rules = 1
    while end < len(lines):
        if lines[end].lstrip().startswith("=") and _SIMPLE.match(lines[end]):
            rules += 1
            if rules == 3 or end + 1 == len(lines) or not lines[end + 1].strip():
                end += 1
                break
        elif not lines[end].strip() and rules == 1:
            break
        end += 1
    rows = lines[number:end]
    return [
        "" if _SIMPLE_RULE.match(row) else " | ".join(re.split(r"[ \t]{2,}", row.strip())) for row in rows
    ]
