"""What the lines of AsciiDoc are: sections, fences of blocks, items of lists, attributes, macros."""

from __future__ import annotations

import re
from collections.abc import Sequence

SECTION = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
CLOSING = re.compile(r"[ \t]+[=#]+[ \t]*$")
ATTRIBUTE = re.compile(r":!?([A-Za-z0-9_][\w-]*)!?:(?:[ \t]+(.*)|[ \t]*$)")
STYLE = re.compile(r"\[(?!\[)([^\[\]\n]{0,300})\][ \t]*$")
PLACE = re.compile(r"\[\[[^\[\]\n]*\]\][ \t]*$")
TITLE = re.compile(r"\.(?=[^\s.])")
COMMENT = re.compile(r"//(?!/)")
RULE = re.compile(r"(?:'{3,}|-{3}|- - -|\*{3}|\* \* \*)[ \t]*$")
PAGE_BREAK = re.compile(r"<{3,}[ \t]*$")
FENCE = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--|`{3})[ \t]*(\w*)[ \t]*$")
TABLE = re.compile(r"[|,:!]={3,}[ \t]*$")
PICTURE = re.compile(r"image::([^\s\[\]][^\[\]\n]{0,1000})\[([^\n]*)\][ \t]*$")
VIDEO = re.compile(r"video::([^\s\[\]]{1,500})\[([^\[\]\n]*)\][ \t]*$")
DIRECTIVE = re.compile(
    r"(?:include|ifdef|ifndef|ifeval|endif|toc|audio|asciimath|plantuml)::\S*\[.*\][ \t]*$"
)
ITEM = re.compile(
    r"[ \t]*(?P<sign>\*{1,6}|-|\.{1,6}|\d{1,3}\.|[a-z]\.|<(?:\d{1,2}|\.)>|•)[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)"
)
TERM = re.compile(r"[ \t]*(?=\S)(?P<term>[^\n]{0,200}?\S)(?P<sign>:{2,4}|;;)(?:[ \t]+|$)")
AUTHOR = re.compile(r"\w[\w.'-]*(?: [\w.'-]+){0,3} <[^<>\s]+@[^<>\s]+>(?:;.*)?[ \t]*$")
REVISION = re.compile(r"(?:v[\d.]+[^,\n]{0,20},? ?)?(\d{4}-\d\d-\d\d)?[ \t]*(?::.*)?$")
_NAME = re.compile(r"\w[\w.'-]*(?: [\w.'-]+){0,2}[ \t]*$")

_UNDERLINES = "=-~^+"
_UNDERLINE = re.compile(r"([=\-~^+])\1{2,}[ \t]*$")


def underlined(lines: Sequence[str], number: int) -> int | None:
    """Return the level of the title at a line that the next one underlines; None where it does not.

    The two are as long as each other, or nearly so: a fence of a block is of its own length.
    """
    if number + 1 >= len(lines) or (
        number and lines[number - 1].strip() and not PLACE.match(lines[number - 1])
    ):
        return None
    title, below = lines[number].rstrip(), _UNDERLINE.match(lines[number + 1])
    if not below or not re.match(r"[^\s.\[|/:+=*-]", title) or not any(map(str.isalnum, title)):
        return None
    if abs(len(title) - len(below[0].rstrip())) > 2:
        return None
    return _UNDERLINES.index(below[1]) + 1


def header(lines: Sequence[str], first: int) -> tuple[dict[str, tuple[str, int]], set[int]]:
    """Return the attributes above the text of a file, each with its 1-based line, and the lines of its head.

    A person on the line below the title is the author where an address or a revision says so; else the line
    is text, for notes of a talk name who spoke there.
    """
    found: dict[str, tuple[str, int]] = {}
    taken: set[int] = set()
    number, titled = first, False
    while number < len(lines):
        line = lines[number]
        attribute = ATTRIBUTE.match(line)
        if attribute:
            taken.add(number)
            found.setdefault(attribute[1].lower(), ((attribute[2] or "").strip(), number + 1))
        elif not titled and re.match(r"[=#][ \t]+\S", line):
            titled = True
            number += _people(lines, number + 1, found, taken)
        elif line.strip() and not COMMENT.match(line):
            break
        number += 1
    return found, taken


def _people(lines: Sequence[str], number: int, found: dict[str, tuple[str, int]], taken: set[int]) -> int:
    """Read the author and the revision below a title; return how many lines they take."""
    if number >= len(lines):
        return 0
    revised = (
        number + 1 < len(lines) and bool(lines[number + 1].strip()) and REVISION.match(lines[number + 1])
    )
    author = AUTHOR.match(lines[number]) or (revised and _NAME.match(lines[number]))
    if not author:
        return 0
    found["author"] = (lines[number].strip(), number + 1)
    taken.add(number)
    if revised:
        taken.add(number + 1)
        if revised[1]:
            found["revdate"] = (revised[1], number + 2)
    return 1 + bool(revised)
