"""What the directives of reStructuredText are: code, pictures, hidden, or text like any other.

Nothing is included, run or fetched: the name of a file in a directive is a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+(\|[^|\n]+\|[ \t]+)?([A-Za-z][\w.+:-]*?)[ \t]?::(?:[ \t]+(.*)|$)")
OPTION = re.compile(r"[ \t]+:([\w -]+):(?:[ \t]+(.*)|[ \t]*$)")

Kind = Literal["code", "picture", "video", "html", "table", "hidden", "text"]

_CODE = (
    "code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "highlight", "math",
    "graphviz", "digraph", "uml", "plantuml", "mermaid", "ipython", "doctest", "testcode", "testoutput",
    "prompt", "console", "productionlist",
)  # fmt: skip
_HIDDEN = (
    "contents", "toctree", "include", "meta", "header", "footer", "sectnum", "section-numbering", "index",
    "tags", "target-notes", "bibliography", "default-role", "role", "default-domain", "highlightlang",
    "currentmodule", "module", "automodule", "autoclass", "autofunction", "todolist", "glossary-list",
    "jinja", "tabularcolumns", "unicode", "date", "replace",
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_CODE, "code"),
    **dict.fromkeys(_HIDDEN, "hidden"),
    "image": "picture",
    "figure": "picture",
    "thumbnail": "picture",
    "youtube": "video",
    "vimeo": "video",
    "raw": "html",
    "csv-table": "table",
}
_TITLED = frozenset((
    "admonition", "topic", "sidebar", "rubric", "table", "list-table", "csv-table", "epigraph", "centered",
    "tip", "note", "warning", "hint", "important", "attention", "caution", "danger", "error", "seealso",
    "todo", "versionadded", "versionchanged", "deprecated",
))  # fmt: skip
"""Directives behind whose name text stands; behind another, a name for a program may stand."""
_TITLES = frozenset((
    "admonition", "topic", "sidebar", "rubric", "table", "list-table", "csv-table",
))  # fmt: skip

_MOST_OPTIONS = 30


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive. Lines are 0-based, ends exclusive; the content is what is indented below the options."""

    name: str
    kind: Kind
    argument: str
    options: dict[str, tuple[str, int]]
    """The value of each, with its line."""
    start: int
    content: int
    end: int

    @property
    def titled(self) -> bool:
        """Whether its argument is text."""
        return self.name in _TITLED or (self.kind == "text" and " " in self.argument.strip())

    @property
    def flows(self) -> bool:
        """Whether the text below goes on with the argument, which is no title then."""
        return self.name not in _TITLES


def directive_at(lines: Sequence[str], number: int, end: int) -> Directive | None:
    """Return the directive at a line, whose indented lines go up to ``end``; None where there is none."""
    found = DIRECTIVE.match(lines[number])
    if not found:
        return None
    name = found[2].lower().rpartition(":")[2]
    options: dict[str, tuple[str, int]] = {}
    content = number + 1
    while content < min(end, number + _MOST_OPTIONS) and (option := OPTION.match(lines[content])):
        options.setdefault(option[1].lower(), ((option[2] or "").strip(), content))
        content += 1
    kind = "hidden" if found[1] else _KINDS.get(name, "text")  # what a name stands for is shown elsewhere
    return Directive(name, kind, (found[3] or "").strip(), options, number, content, end)
