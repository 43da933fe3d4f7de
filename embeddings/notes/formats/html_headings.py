"""Headings that are written in HTML ("<h2>Title</h2>", "<summary>Title</summary>") as those of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TALLEST = 4
"""Lines that a heading of HTML may take from its opening to its closing tag."""

_OPEN = re.compile(r"\s*(?:<(?!h[1-6]\b|summary\b)[a-z][^<>]*>\s*|</a>\s*)*<(h[1-6]|summary)\b[^<>]*>", re.I)
_ONLY_TAGS = re.compile(
    r"\s*(?:</?(?:div|center|section|header|article|main|p|details|a|br|font|hgroup)\b[^<>]*>\s*)+", re.I
)
_ONE_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_DETAILS = re.compile(r"<(/?)details\b", re.I)
_ATX = re.compile(r" {0,3}(#{1,6})\s+\S")


def rewrite(lines: list[str], raw: Sequence[bool], empty: str) -> None:
    """Rewrite the headings in place; ``empty`` stands for the lines of tags around them."""
    level, over = 0, list[int]()
    touched: list[int] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if raw[number] or ("<" not in line and "#" not in line):
            number += 1
            continue
        for tag in _DETAILS.finditer(line):
            if not tag[1]:
                over.append(level)
            elif over:
                level = over.pop()
        atx = _ATX.match(line)
        if atx:
            level = len(atx[1])
            touched.append(number)
        opened = _OPEN.match(line) if "<" in line else None
        if opened and any('href="#' in below for below in lines[number + 1 : number + 1 + _TALLEST]):
            opened = None  # a table of contents, made by a program
        place = _text_of(lines, number, opened) if opened else None
        if opened and place:
            tag_name = opened[1].lower()
            below = (over[-1] if over else level) or 1
            own = min(6, below + max(1, len(over))) if tag_name == "summary" else int(tag_name[1])
            first, last, text = place
            for inside in range(number, last + 1):
                lines[inside] = empty
            lines[first] = f"{'#' * own} {text}"
            if tag_name != "summary":
                level = own
            touched.append(number)
            number = last
        number += 1
    for beside in _around(lines, touched):
        lines[beside] = empty


def _text_of(lines: Sequence[str], start: int, opened: re.Match[str]) -> tuple[int, int, str] | None:
    """Return the line of a heading's text, its last line, and the text; None unless it has one line of it."""
    close = re.compile(rf"</{opened[1]}>", re.I)
    found: tuple[int, str] | None = None
    for number in range(start, min(start + _TALLEST, len(lines))):
        line = lines[number][opened.end() :] if number == start else lines[number]
        end = close.search(line, _only_tags_from(line))
        text = (line[: end.start()] if end else line).strip()
        if re.sub(r"<[^<>]*>", "", text).strip():
            if found:
                return None
            found = number, text
        if end:
            return (found[0], number, found[1]) if found else None
        if not lines[number].strip():
            return None
    return None


def _only_tags_from(line: str) -> int:
    """Return the place in a line from which it holds nothing but tags; its length where it ends otherwise."""
    place = len(line.rstrip())
    while place and line[place - 1] == ">":
        start = line.rfind("<", 0, place)
        if start < 0 or not _ONE_TAG.fullmatch(line, start, place):
            break
        place = len(line[:start].rstrip()) if line[start - 1 : start].isspace() else start
    return place


def _around(lines: Sequence[str], touched: Sequence[int]) -> Iterator[int]:
    """Return the lines of nothing but tags that stand with a heading, no empty line between them."""
    done = -1
    for number in touched:
        for step in (-1, 1):
            other = number + step
            while done < other < len(lines) and other >= 0 and lines[other].strip():
                if _ONLY_TAGS.fullmatch(lines[other]):
                    yield other
                elif step < 0:
                    break
                other += step
            if step > 0:
                done = max(done, other - 1)
