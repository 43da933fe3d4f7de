"""Text of notes and people inside Discord Markdown: shown as it stands, and never able to leave its place.

Discord shows the character after a backslash as it is, for every mark of its Markdown. So nothing is taken
out of a quote and nothing invisible is put in. Sizes are counted in UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.discord.words_of_notes import OPEN
from bot.render.shorten import cut, length, plain

_INLINE = re.compile(r"[\\*_~|`<@\[\]]")
"""Marks that count wherever they stand: emphasis, spoilers, code, mentions, custom emoji, masked links."""
_SCHEME = re.compile(r"(?<=[A-Za-z+.-]):(?=\S)")
"""The colon of an address, without which Discord makes no link of it: a quote offers nothing to click on."""
_LINE_START = re.compile(rf"^([\s{OPEN}]*)([#>+-])", re.MULTILINE)
_NUMBERED = re.compile(rf"^([\s{OPEN}]*\d+)([.)])", re.MULTILINE)
_TOKEN = re.compile(r"\S+\s*|\s+")


def escape(text: str) -> str:
    """Return Markdown that Discord shows as exactly ``text``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _SCHEME.sub(r"\:", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def cut_escaped(text: str, limit: int) -> str:
    """Return ``text`` as one line of Markdown of at most ``limit`` units."""
    # One more than the limit is enough to see that it is cut, and bounds the work.
    return escape(cut(plain(text)[: limit + 1], limit, lambda part: length(escape(part))))


def escaped_lines(text: str, limit: int) -> str:
    """Return Markdown that shows the whole lines of ``text`` that fit, or the beginning of the first."""
    markdown = escape(text)
    if length(markdown) <= limit:
        return markdown
    kept = ""
    for line in markdown.split("\n"):
        if length(kept) + length(line) + 3 > limit:
            break
        kept += line + "\n"
    # A cut may fall behind a backslash, which would then escape the ellipsis.
    return kept + "…" if kept else cut(markdown, limit).rstrip("\\…") + "…"


# ---------------------------------------------------------------------- blocks and pages

Form = Literal["quote", "bold", "prose", "item", "code", "text"]
_BULLET = re.compile(r"( {0,16})- (?=\S)")
"""A line of a quote that is an item of a list: two spaces more are a list within a list."""
_DEEPEST = 8
"""Lists within lists: Discord shows no more."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text block of a reply that stays together.

    ``text`` of a quote, in bold or not, of prose, of an item and of code is the notes' own; of a text it is
    Markdown.
    """

    form: Form
    text: str
    after: str = ""
    """Markdown of the line that follows it, on the same page: where a quote stands."""
    depth: int = 0
    """Of an item: in how many lists its list stands."""

    @property
    def markdown(self) -> str:
        """What Discord is sent."""
        rendered = render(self.form, self.text, self.depth)
        return f"{rendered}\n{self.after}" if self.after else rendered


def render(form: Form, text: str, depth: int = 0) -> str:
    """Return the Markdown of words of the notes in a form, or of text that is Markdown already."""
    if form == "text":
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if form == "code" and "```" not in text and not text.endswith("`"):
        return f"```\n{text}\n```"
    if form == "prose":
        return escape(text)
    if form == "item":
        indent = "  " * min(depth, _DEEPEST)
        first, *rest = escape(text.lstrip()).split("\n")
        return "\n".join([f"{indent}- {first}", *(f"{indent}  {line.lstrip()}" for line in rest)])
    return "\n".join(f"> {line}" for line in _listed_lines(text, bold=form == "bold"))


def _listed_lines(text: str, *, bold: bool) -> list[str]:
    """Return the lines of a quote, in which items stand as Discord shows items.

    Numbers stay text, since Discord would count on from the first.
    """
    lines = []
    for line in text.split("\n"):
        mark = _BULLET.match(line)
        words = escape(line[mark.end() :] if mark else line)
        lines.append((mark[0] if mark else "") + (_bold(words) if bold else words))
    return lines


def _bold(markdown: str) -> str:
    """Return one line in bold, its indent before the marks, which would be shown beside white space."""
    inner = markdown.strip()
    indent = markdown[: len(markdown) - len(markdown.lstrip(" "))]
    return f"{indent}**{inner}**" if inner else ""


def paginate(blocks: Iterable[Block], limit: int) -> list[str]:
    """Lay blocks on pages of at most ``limit`` units; one that is too long becomes several of its kind."""
    pages: list[str] = []
    page = ""
    for block in blocks:
        for part in _fitting(block, limit):
            markdown = part.markdown
            joined = f"{page}\n{markdown}" if page else markdown
            if page and length(joined) > limit:
                pages.append(page)
                joined = markdown
            page = joined
    return [*pages, page] if page or not pages else pages


def _fitting(block: Block, limit: int) -> Sequence[Block]:
    """Cut a block into some that fit: code at line ends, text between words, one long word anywhere."""
    if length(block.markdown) <= limit:
        return [block]
    room = limit - length(block.after) - _SLACK
    units = re.findall(r"[^\n]*\n|[^\n]+", block.text) if block.form == "code" else _TOKEN.findall(block.text)
    parts: list[str] = []
    held, size = "", _FRAME[block.form]
    for unit in _small(units, block.form, room):
        cost = _cost(unit, block.form)
        if held and size + cost > room:
            parts.append(held)
            held, size = "", _FRAME[block.form]
        held += unit
        size += cost
    parts.append(held)
    shown = [part for part in parts if part.strip()]
    return [replace(block, text=part, after="") for part in shown[:-1]] + [replace(block, text=shown[-1])]


_SLACK = 24
"""Units kept free: a mark that two pieces form together ("1" and ".") costs one more than was counted."""
_FRAME: dict[Form, int] = {"quote": 2, "bold": 6, "prose": 0, "item": 18, "code": 8, "text": 0}
"""Units around a block: ``> ``, the marks of bold, the indent of an item, or a fence's two lines."""
_LINE_FRAME: dict[Form, int] = {"quote": 2, "bold": 6, "prose": 0, "item": 18, "code": 2, "text": 0}
"""Units around each further line."""


def _cost(unit: str, form: Form) -> int:
    """Return the most that a piece adds to a block's Markdown, whatever stands before it."""
    return (
        length(unit)
        if form == "text"
        else max(length(escape(unit)), length(unit))
        + _LINE_FRAME[form] * (unit.count("\n") + unit.count("\r"))
    )


def _small(units: Iterable[str], form: Form, room: int) -> Iterable[str]:
    for unit in units:
        if _cost(unit, form) + _FRAME[form] <= room:
            yield unit
            continue
        # An escaped character takes two units of each of which UTF-16 may need two, and a line end two more.
        step = max(1, (room - _FRAME[form]) // 4)
        bounds = [*range(0, len(unit), step), len(unit)]
        yield from (unit[start:end] for start, end in pairwise(bounds))
