"""A plain first line that is the title of a file: short, no sentence, before what the notes say."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from embeddings.notes.fields.links import is_web
from embeddings.notes.fields.people.byline.reader import read_byline
from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.titles import is_code, is_noise, is_section
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.heading_features import points_to_notes
from embeddings.notes.segment.outline import BOLD, Node
from embeddings.notes.segment.repeats import Repeats
from embeddings.text.dates import find_dates, is_only_date
from embeddings.text.markdown_words import count_words, words

_TAGS = re.compile(r"\s*#[^\W\d][\w/-]*(?:[\s,]+#[^\W\d][\w/-]*)*\s*")

_LONGEST_BOLD = 40
"""Words of a bold title at most; each sign of Chinese counts as one."""

_LINES_OF_BYLINE = 3
"""Lines below the title, in its paragraph, of which one may be the name of who spoke."""
_LONGEST_LINE = 10
"""Words of a line of a byline; a longer one is text."""

_REACH = 3
"""Blocks in which the first line may stand: rules, images and what recurs in other files may be before it."""


@dataclass(frozen=True, slots=True)
class FirstLine:
    """A first line that is a title."""

    text: str
    line: int
    code: str | None
    """The event's code of the session, where it stands in a line beside."""
    block: int
    """The index of its block."""
    used: frozenset[int]
    """Lines that are the title or stand before it (1-based)."""


def first_line(
    blocks: Sequence[Block], root: Node, names: Names, repeats: Repeats, stem: Set[str]
) -> FirstLine | None:
    """Return the plain first line that is a title, before every heading or under one that recurs, or None.

    ``stem`` are the words of the file's name.
    """
    bodies = (
        [root.body, root.children[0].body] if root.children and root.children[0].repeated else [root.body]
    )
    for index in (index for body in bodies for index in _first_blocks(blocks, body)):
        block = blocks[index]
        if block.kind == "rule" or (block.images and not words(block.text)):
            continue
        if block.kind != "paragraph" or block.quoted:
            return None
        code, used = None, set()
        for number, text in enumerate(block.lines, block.line):
            if _is_aside(block, text, repeats):
                used.add(number)
                continue
            if is_code(text):
                code = text.strip()
                used.add(number)
                continue
            if repeats.is_section(text) or not _is_title(
                number, text, names, stem, bold=block.bold == (True,)
            ):
                return None
            used.add(number)
            code = code or _code_after(block, number)
            return FirstLine(text.strip(), number, code, index, frozenset(used))
    return None


def _first_blocks(blocks: Sequence[Block], body: range) -> list[int]:
    """Return the first blocks of a text that are no entries of a table of contents."""
    told = (index for index in body if not _is_of_contents(blocks[index]))
    return list(islice(told, _REACH))


def _is_of_contents(block: Block) -> bool:
    return (
        block.kind == "item" and bool(block.links) and all(link.url.startswith("#") for link in block.links)
    )


def byline_below(blocks: Sequence[Block], first: FirstLine, names: Names, root: Node) -> Byline:
    """Read the byline under a first line: in the lines that follow it within its paragraph, and below.

    What stands in for a heading is no byline.
    """
    below = (node for node in root.children if node.index > first.block)
    end = next((node.index for node in below if node.level >= BOLD and not node.section), len(blocks))
    byline = read_byline(blocks, range(first.block + 1, end), names)
    within = _byline_within(blocks[first.block], first.line, names)
    named = {speaker.name for speaker in byline.speakers}
    byline.speakers[:0] = [speaker for speaker in within.speakers if speaker.name not in named]
    byline.lines |= within.lines
    byline.strong |= within.strong
    byline.date = byline.date or within.date
    byline.date_line = byline.date_line or within.date_line
    return byline


def _is_aside(block: Block, text: str, repeats: Repeats) -> bool:
    """Whether a line before the title says nothing of the talk: a date, tags, a way back, what recurs."""
    if not words(text) or is_only_date(text) or text.strip().isdigit():
        return True
    # What differs by its date alone is the title of a meeting that is held again and again.
    if _TAGS.fullmatch(text) or (repeats.is_line(text) and not _is_dated(text)):
        return True
    wanted = words(text)
    return any(points_to_notes(link.url) and words(link.text) == wanted for link in block.links)


def _is_dated(text: str) -> bool:
    return bool(find_dates(text) or re.search(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)", text))


def _is_title(number: int, text: str, names: Names, stem: Set[str], *, bold: bool) -> bool:
    """Whether a line is a title; one that is bold and alone may be long and end in an exclamation mark."""
    if (
        count_words(text) > (_LONGEST_BOLD if bold else 16)
        or labelled(text) is not None
        or is_web(text.strip("<> "))
        or is_section(text)
        or is_noise(text)
    ):
        return False
    if re.search(r"[:;,。：]\s*$", text) or people_in(text, number, names):
        return False
    # A full stop or an exclamation mark ends a sentence, unless the file is named by it.
    sentence = re.search(r"\.\s*$" if bold else r"[.!]\s*$", text)
    return not sentence or (len(stem) >= 2 and set(words(text)) <= stem)


def _code_after(block: Block, line: int) -> str | None:
    rest = block.lines[line - block.line + 1 :]
    return next((text.strip() for text in rest[:2] if is_code(text)), None)


def _byline_within(block: Block, line: int, names: Names) -> Byline:
    """Read the byline in the lines that follow a plain first line within its own paragraph."""
    rest = block.lines[line - block.line + 1 :]
    if not any(words(text) for text in rest):
        return Byline()
    part = Block(
        "paragraph",
        "\n".join(rest),
        line + 1,
        block.end_line,
        links=block.links,
        bold=block.bold[-len(rest) :],
    )
    together = read_byline([part], range(1), names)
    if together.speakers:
        return together
    for number, text in enumerate(rest[:_LINES_OF_BYLINE], line + 1):
        # What follows in the paragraph may be notes already.
        alone = read_byline(
            [replace(part, text=text, line=number, end_line=number, bold=())], range(1), names
        )
        if alone.speakers or count_words(text) > _LONGEST_LINE:
            return alone
    return together
