"""Titles that no empty line parts from what follows: a bold first line, a line over "Speaker: X" or names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.meta_lines import is_meta
from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.formats.base import Block
from embeddings.text.markdown_words import count_words, words

MOST_LINES = 3
"""Lines of a title over a label of speakers."""

_MOST_PLAIN = 16
"""Words of a title over a line of names."""
_END_OF_SENTENCE = re.compile(r"[.,;:。，；：…]\W*$")

MOST_WORDS = 30
"""Words of such a title."""

_LEAST_NAMED, _SHARE = 3, 0.6
"""Titles right over a name, and their share, below which they are an accident."""

_MOST_OF_NAME = 12
"""Words of a line that names people, with what they are."""


def with_titles_apart(blocks: Sequence[Block], names: Names) -> list[Block]:
    """Part first lines that are titles from the text that follows them; what names people is no title.

    Where a name stands right below most of the titles, it is parted from the text as well.
    """
    headed = any(block.kind == "heading" for block in blocks)
    over_names = set() if headed else _titles_over_names(blocks, names)
    heights = [
        1 if index in over_names else _height_of_title(block, names) for index, block in enumerate(blocks)
    ]
    over = [(block, height) for block, height in zip(blocks, heights, strict=True) if height]
    named = {block.line for block, height in over if _is_over_name(block, height, names)}
    if len(named) < max(_LEAST_NAMED, _SHARE * len(over)):
        named = set()
    found: list[Block] = []
    for block, height in zip(blocks, heights, strict=True):
        if not height:
            found.append(block)
            continue
        title = lines_of(block, 0, height)
        found.append(replace(title, kind="paragraph", bold=(True,) * height))
        if block.line in named:
            found.append(lines_of(block, height, height + 1))
            height += 1
        found.append(lines_of(block, height, len(block.lines)))
    return found


def _is_over_name(block: Block, height: int, names: Names) -> bool:
    """Whether the line below a title names people and nothing else, before text."""
    if len(block.lines) < height + 2:
        return False
    line = block.lines[height]
    return count_words(line) <= _MOST_OF_NAME and bool(people_in(line, block.line + height, names))


def _titles_over_names(blocks: Sequence[Block], names: Names) -> set[int]:
    """Return the paragraphs of a title over its speakers in a file without headings, where several are so."""
    found = {
        index
        for index, block in enumerate(blocks)
        if block.kind == "paragraph"
        and not block.quoted
        and len(block.lines) == 2
        and 1 <= count_words(block.lines[0]) <= _MOST_PLAIN
        and not _END_OF_SENTENCE.search(block.lines[0])
        and not is_meta(block.lines[0])
        and people_in(block.lines[1], block.line + 1, names)
        and not people_in(block.lines[0], block.line, names)
        and index + 1 < len(blocks)
        and blocks[index + 1].kind in ("paragraph", "item", "code")
    }
    return found if len(found) > 1 else set()


def _height_of_title(block: Block, names: Names) -> int:
    """Return how many lines of a block are the title over its others; 0 for none."""
    if block.kind not in ("paragraph", "item") or len(block.lines) < 2 or block.quoted:
        return 0
    if block.kind == "paragraph" and block.bold[:1] == (True,) and not any(block.bold[1:]):
        return 0 if people_in(block.first_line, block.line, names) else 1
    if block.level and block.kind == "item":
        return 0
    label = next(
        (number for number, line in enumerate(block.lines[1 : MOST_LINES + 1], 1) if labelled(line)), 0
    )
    title = " ".join(block.lines[:label])
    plain = 1 <= count_words(title) <= MOST_WORDS and not any(
        labelled(line) is not None or is_meta(line) for line in block.lines[:label]
    )
    return label if label and plain and words(title) and not people_in(title, block.line, names) else 0


def lines_of(block: Block, start: int, end: int) -> Block:
    """Return some of the lines of a block as a paragraph of their own."""
    first, last = block.line + start, block.line + end - 1
    return replace(
        block,
        text="\n".join(block.lines[start:end]),
        kind="paragraph",
        level=0,
        line=first,
        end_line=last,
        bold=block.bold[start:end],
        links=tuple(link for link in block.links if first <= link.line <= last),
        images=tuple(image for image in block.images if first <= image.line <= last),
        count=-1,
    )
