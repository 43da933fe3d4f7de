"""Targets of reStructuredText: what the references of a file stand for (".. _name: address")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.lightweight.marks import Targets, folded

_NAMED = re.compile(
    r"[ \t]*\.\.[ \t]+_(?:`([^`\n]+)`|((?:[^:\\\n]|:(?!\s|$)|\\.)+)):(?:[ \t]+(\S.*)|[ \t]*$)"
)
_UNNAMED = re.compile(r"[ \t]*(?:__|\.\.[ \t]+__:)[ \t]+(\S.*)")
_SUBSTITUTION = re.compile(r"[ \t]*\.\.[ \t]+(\|[^|\n]+\|)[ \t]")
_HOPS = 5
"""Names that may stand for names before an address."""


def targets_in(lines: Sequence[str]) -> Targets:
    """Return the targets in the lines of a file."""
    names: dict[str, str] = {}
    unnamed: list[str] = []
    waiting: list[str] = []
    for number, line in enumerate(lines):
        stripped = line.lstrip()
        if not stripped.startswith(("..", "__")):
            if stripped:
                waiting.clear()
            continue
        anonymous = _UNNAMED.match(line)
        if anonymous:
            unnamed.append("".join(anonymous[1].split()))
            continue
        found = _NAMED.match(line)
        if found:
            name = folded((found[1] or found[2]).replace("\\", ""))
            address = found[3] or _next(lines, number)
            waiting.append(name)
            if address:
                names.update(dict.fromkeys(waiting, "".join(address.split())))
                waiting.clear()
            continue
        substitution = _SUBSTITUTION.match(line)
        if substitution:
            names[folded(substitution[1])] = ""
    for name in names:
        for _ in range(_HOPS):
            address = names[name]
            if not address.endswith("_") or "/" in address:
                break
            names[name] = names.get(folded(address[:-1].strip("`")), "")
    return Targets(names, unnamed)


def _next(lines: Sequence[str], number: int) -> str:
    """Return the address on the line after a name, where that is indented."""
    if number + 1 < len(lines) and lines[number + 1][:1] in (" ", "\t"):
        return lines[number + 1].strip()
    return ""
