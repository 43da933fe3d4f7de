"""Marks of the programs that notes are written in: Obsidian, Logseq, HackMD, DocC, MDX, Hugo, Jekyll."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.text.markdown_words import without_wiki_marks

_LONGEST = 60
"""Lines within which a block of a program must end; what goes on for longer is text."""

_CONTAINER = re.compile(r"[ \t]*:{3,}[ \t]*(?:[\w-]+[ \t]*)?(?:\{[^{}]*\}[ \t]*)?:*")
_IMPORT = re.compile(r"import\s(?:.*\sfrom\s)?\s*['\"][^'\"]+['\"];?\s*")
_EXPORT = re.compile(r"export\s+(?:const|let|default|function|async|\{|\*)")
_TEMPLATE = re.compile(r"[ \t]*(?:\{%.*%\}|\{\{[<%].*[>%]\}\}|\{/\*.*\*/\})[ \t]*")
_CONTENTS = re.compile(
    r"[ \t]*(?:\[\[?_?toc_?\]\]?|\$\{toc\}|\{:toc\}|<!-- toc -->|@\[toc\](?:\([^()]*\))?)[ \t]*", re.I
)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[.#][\w-]|[\w-]+=)[^{}]*\}[ \t]*")
_DIRECTIVE = re.compile(r"[ \t]*@[A-Z]\w*(?:\(.*\))?[ \t]*(\{.*)?")
_PROPERTY = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:id|collapsed|tags|alias(?:es)?|icon|public|template|heading|exclude-[\w-]+"
    r"|background-color|card-[\w-]+|logseq\.[\w.-]+|created-at|updated-at|hl-[\w-]+|ls-type)::.*"
)
_REFERENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?:\(\([0-9a-f-]{36}\)\)|\{\{(?:embed|query)\b.*\}\})[ \t]*")
_EMBED = re.compile(r"[ \t]*!\[\[[^\[\]\n]*\]\][ \t]*")
_HACKMD_TAGS = re.compile(r"#{1,6} +tags?: *(?:`[^`]*`[ ,]*)+", re.I)
_ONLY_WIKI_LINKS = re.compile(r"(?:\[\[[^\[\]]*\]\]\s*)+")
_ENDS = {"%%": "%%", ":LOGBOOK:": ":END:", ":PROPERTIES:": ":END:"}
"""Lines that open a block which a page does not show, with those that end it."""
_OPENS_CODE = re.compile(r"[ \t>]*(?:```|~~~)")
_HIGHLIGHT = re.compile(r"(?<![=!<>\w])==(?=[^\s=])([^=\n`]+)(?<=[^\s=])==(?![=\w]|[\[!])")


def unshown(lines: Sequence[str], raw: Sequence[bool], text: str) -> list[int]:
    """Return the lines that are marks of a program and no text, in order (0-based)."""
    single = [
        pattern
        for sign, pattern in (
            (":::", _CONTAINER), ("{", _TEMPLATE), ("{", _ATTRIBUTES), ("import", _IMPORT), ("::", _PROPERTY),
            ("((", _REFERENCE), ("{{", _REFERENCE), ("![[", _EMBED), ("tag", _HACKMD_TAGS),
        )
        if sign in text
    ]  # fmt: skip
    if "toc" in text.lower():
        single.append(_CONTENTS)
    found: list[int] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if not raw[number] and line:
            first = line.lstrip()[:1]
            end = _block(lines, number) if first in "@e%:" else None
            if end is not None:
                found.extend(range(number, end + 1))
                number = end
            elif first in ":{i-*+[$@!#(tacpbhlue<" and any(pattern.fullmatch(line) for pattern in single):
                found.append(number)
        number += 1
    return found


def _block(lines: Sequence[str], start: int) -> int | None:
    """Return the last line of a block that a page does not show: a directive, an export, a comment."""
    line = lines[start]
    last = min(start + _LONGEST, len(lines))
    directive = _DIRECTIVE.fullmatch(line)
    if directive and not line.rstrip().endswith(("{", "}")):
        return start if "(" in line else None
    if directive or _EXPORT.match(line):
        depth = 0
        for number in range(start, last):
            depth += lines[number].count("{") - lines[number].count("}")
            if depth <= 0:
                return number
        return None
    end = _ENDS.get(line.strip())
    ended = (number for number in range(start + 1, last) if lines[number].strip() == end)
    return next(ended, None) if end else None


def plain_marks(lines: list[str], raw: Sequence[bool]) -> None:
    """Replace Obsidian's links by what they show, and take away comments and marks of highlighting.

    A line of nothing but links leads to other notes; it stays as it is, and so does one with such marks in an
    address, which is to stay the one of the file.
    """
    for number, line in enumerate(lines):
        if raw[number] or not ("[[" in line or "%%" in line or "==" in line) or _in_address(line):
            continue
        if not _ONLY_WIKI_LINKS.fullmatch(line):
            line = without_wiki_marks(line)
        line = _HIGHLIGHT.sub(r"\1", line)
        if not _OPENS_CODE.match(line):  # what stood behind a mark opens none
            lines[number] = line


def _in_address(line: str) -> bool:
    """Whether what looks like a mark stands in an address."""
    if "://" not in line:
        return False
    return any(max(word.rfind("[["), word.rfind("==")) > word.find("://") >= 0 for word in line.split())
