"""Which lines of Markdown are code, comments or scripts, and where a fence that was never closed ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from embeddings.notes.formats.base import RawLink
from embeddings.notes.formats.html_blocks import EMPTY
from embeddings.notes.formats.raw_html import RAW_START, RawHtml, close_raw_html
from embeddings.text.urls import find_urls

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
    """Return for each line whether it is code, a comment or a script; end those that nothing closes.

    A fence is not closed where none follows, or where another opens with the name of a language after a
    heading. Its code ends at the next empty line: it is indented, and the fence itself taken away.
    """
    raw = [False] * len(lines)
    marks = [_FENCE.match(line) if "```" in line or "~~~" in line else None for line in lines]
    if not any(marks) and not any("<" in line for line in lines):
        return raw
    ends = _ends(lines, marks)
    html = RawHtml(lines)
    number = seen = 0
    before = ""
    while number < len(lines):
        mark = marks[number]
        if mark is None or (mark[2][0] == "`" and "`" in mark[3]):
            if "<" not in lines[number] or not RAW_START.match(lines[number]):
                number += 1
                continue
            last = html.end(lines[number], number)
            if last is None:
                number = close_raw_html(lines, number)
            else:
                raw[number : last + 1] = [True] * (last + 1 - number)
                number = last + 1
            continue
        end = ends[number]
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


def _ends(lines: Sequence[str], marks: Sequence[re.Match[str] | None]) -> list[int | None]:
    """Return for each fence the line that closes it, None where none does; in one pass from the end."""
    ends: list[int | None] = [None] * len(marks)
    closing: dict[str, tuple[list[int], list[int]]] = {"`": ([], []), "~": ([], [])}
    """By sign, the lines that could close a fence, the nearest last, and how long each is, below 0."""
    alike: dict[str, list[int]] = {}
    """By fence, the lines that have it, below 0: the nearest last."""
    heading: int | None = None
    for number in range(len(marks) - 1, -1, -1):
        if mark := marks[number]:
            fence = mark[2]
            numbers, lengths = closing[fence[0]]
            at = bisect_right(lengths, -len(fence)) - 1
            end = numbers[at] if at >= 0 else None
            same = alike.setdefault(fence, [])
            if end is not None and heading is not None:
                again = bisect_left(same, -heading) - 1
                end = None if again >= 0 and -same[again] < end else end
            ends[number] = end
            if not mark[3].strip():
                while lengths and lengths[-1] >= -len(fence):
                    numbers.pop()
                    lengths.pop()
                numbers.append(number)
                lengths.append(-len(fence))
            same.append(-number)
        if number and not lines[number - 1].strip() and _HEADING.match(lines[number]):
            heading = number
    return ends


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
