"""Which lines of Markdown are code, comments or scripts, and where a fence that was never closed ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.base import RawLink
from embeddings.notes.formats.html_blocks import EMPTY
from embeddings.text.urls import find_urls

RAW_START = re.compile(r" {0,3}<(?:!--|script|style|pre|textarea|\?|!\[CDATA)", re.I)
RAW_END = re.compile(r"-->|</(?:script|style|pre|textarea)>|\?>|\]\]>", re.I)

_FENCE = re.compile(r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}#{2,6}\s+\S")
_CODE = re.compile(
    r"[;{}\[(\\|]\s*$|^\s*(?:[$#>%]\s|#!|//|/\*|@\w+\(|(?:import|from|def|class|function|const|let|var|curl|wget|git|npm|npx"
    r"|yarn|pip|docker|kubectl|helm|sudo|export|return|if|for|while|echo|cd|SELECT|FROM|RUN)\b|</?\w|\w[\w.-]*:\s*$|[\"'])"
    r"|[=!<>]=|[=-]>|::|\w\(|\w\s*=\s*\S|\s--?\w"
)
"""What lines of a program, a command or its settings have in them, and those of notes seldom."""
_MOST_CODE = 0.2
"""The share of the lines of a fence up to which it holds notes."""
_LONGEST_FORMULA = 100
"""Lines after which "$$" is no formula's end."""


def close(lines: list[str]) -> list[bool]:
    """Return for each line whether it is code, a comment or a script; end fences that nothing closes.

    A fence is not closed where none follows, or where another opens with the name of a language after a
    heading. Its code ends at the next empty line: it is indented, and the fence itself taken away.
    """
    raw = [False] * len(lines)
    marks = [_FENCE.match(line) if "```" in line or "~~~" in line else None for line in lines]
    if not any(marks) and not any("<" in line for line in lines):
        return raw
    longest = _longest_after(marks)
    number = seen = 0
    before = ""
    while number < len(lines):
        mark = marks[number]
        if mark is None or (mark[2][0] == "`" and "`" in mark[3]):
            opens = "<" in lines[number] and RAW_START.match(lines[number])
            number = _comment(lines, raw, number) if opens else number + 1
            continue
        end = _end(lines, marks, number, longest[mark[2][0]][number + 1])
        if end is not None:
            raw[number : end + 1] = [True] * (end + 1 - number)
            number = end + 1
        elif mark[1].strip(" ") or len(mark[1]) > 3:
            number += 1  # what holds it, an item or a quote, ends it
        else:
            before = next((line for line in reversed(lines[seen:number]) if line.strip()), before)
            # Between two codes a line stays that parts them.
            lines[number], seen = EMPTY if before.startswith(("    ", "\t")) else "", number
            number += 1
            while number < len(lines) and lines[number].strip():
                lines[number], raw[number] = "    " + lines[number], True
                number += 1
    return raw


def _longest_after(marks: Sequence[re.Match[str] | None]) -> dict[str, list[int]]:
    """Return the length of the longest fence that could close another, from each line on."""
    found = {sign: [0] * (len(marks) + 1) for sign in "`~"}
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        for sign, longest in found.items():
            own = len(mark[2]) if mark and mark[2][0] == sign and not mark[3].strip() else 0
            longest[number] = max(own, longest[number + 1])
    return found


def _end(lines: Sequence[str], marks: Sequence[re.Match[str] | None], start: int, longest: int) -> int | None:
    """Return the line that closes a fence, None where none does."""
    opened = marks[start]
    if opened is None or len(opened[2]) > longest:
        return None
    heading = False
    for number in range(start + 1, len(lines)):
        mark = marks[number]
        if mark and mark[2][0] == opened[2][0]:
            if len(mark[2]) >= len(opened[2]) and not mark[3].strip():
                return number
            if heading and len(mark[2]) == len(opened[2]):
                return None
        heading |= not lines[number - 1].strip() and bool(_HEADING.match(lines[number]))
    return None


def _comment(lines: Sequence[str], raw: list[bool], start: int) -> int:
    """Mark a comment, a script or preformatted text; return the line after it."""
    for number in range(start, len(lines)):
        raw[number] = True
        if RAW_END.search(lines[number]):
            return number + 1
    return len(lines)


def set_formulas_apart(lines: list[str], raw: list[bool]) -> None:
    """Indent the lines between two "$$", so that nothing in them is taken for a heading or a list."""
    number = 0
    while number < len(lines):
        if not raw[number] and lines[number].strip() == "$$":
            after = range(number + 1, min(number + _LONGEST_FORMULA, len(lines)))
            end = next((other for other in after if lines[other].strip() in ("$$", "")), None)
            if end is not None and lines[end].strip():
                for inside in range(number, end + 1):
                    lines[inside], raw[inside] = "    " + lines[inside].lstrip(), True
                number = end
        number += 1


def links_in_fence(lines: Sequence[str], start: int) -> tuple[RawLink, ...]:
    """Return the addresses in a fence that holds notes and no code; ``start`` is its first line (1-based)."""
    told = [line for line in lines if line.strip()]
    code = sum(_CODE.search(_without_addresses(line)) is not None for line in told)
    if not told or code > _MOST_CODE * len(told):
        return ()
    return tuple(
        RawLink(url, url, number) for number, line in enumerate(lines, start) for url in find_urls(line)
    )


def _without_addresses(line: str) -> str:
    """Return a line with a word for each address, whose signs are none of a program."""
    for url in find_urls(line):
        line = line.replace(url, "address")
    return line
