"""Titles that stand as block quotes of a line or two, with the speaker below or beside the title.

A block quote is mostly what somebody said. Where most of those in a file are short and name people, they are
the titles of its talks, and are read as bold lines are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.fields.people.titles.habit import habit_of
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.people.titles.ways import NO_HABIT, Habit
from embeddings.notes.formats.base import Block
from embeddings.text.markdown_words import count_words, words

LEAST = 3
"""Block quotes of a file that are titles, below which they are an accident."""

SHARE = 0.7
"""The share of the block quotes of a file that have to be titles."""

_MOST_LINES = 3
_MOST_WORDS = 16
"""Words of a line that is a title."""


def with_quoted_titles_bold(blocks: Sequence[Block], names: Names) -> Sequence[Block]:
    """Return the blocks with titles in block quotes as bold lines, the rest of each below it."""
    quoted = [index for index, block in enumerate(blocks) if block.quoted and block.kind == "paragraph"]
    if len(quoted) < LEAST:
        return blocks
    single = [blocks[index].text for index in quoted if len(blocks[index].lines) == 1]
    habit = habit_of(single, names) if len(single) >= LEAST else NO_HABIT
    titles = {index for index in quoted if _is_title(blocks, index, names, habit)}
    if len(titles) < max(LEAST, SHARE * len(quoted)):
        return blocks
    # Where most have a heading of their own, or say the same but for the name, the title is the heading:
    # "Talk given by Anna Berg" stands below each.
    headed = sum(index > 0 and blocks[index - 1].kind == "heading" for index in titles)
    told = {split_title(blocks[index].first_line, names, blocks[index].line, habit)[0] for index in titles}
    if 2 * headed > len(titles) or 2 * len(told) < len(titles):
        return blocks
    found: list[Block] = []
    for index, block in enumerate(blocks):
        found += _parted(block) if index in titles else [block]
    return found


def _is_title(blocks: Sequence[Block], index: int, names: Names, habit: Habit) -> bool:
    block = blocks[index]
    lines = block.lines
    follows = index + 1 < len(blocks) and blocks[index + 1].kind in ("paragraph", "item", "code")
    title = lines[0]
    if len(lines) > _MOST_LINES or not follows or blocks[index + 1].quoted:
        return False
    if not words(title) or count_words(title) > _MOST_WORDS or labelled(title) is not None:
        return False
    if len(lines) == 1:
        return bool(split_title(title, names, block.line, habit)[1])
    rest = " ".join(lines[1:])
    people = people_in(rest, block.line, names)
    told = bool(labelled(lines[1])) or any(
        person.company or person.role or is_known(person.name) or names.is_rare(person.name)
        for person in people
    )
    return told and not people_in(title, block.line, names)


def _parted(block: Block) -> list[Block]:
    """Part a block quote after its first line, which becomes a bold one; neither is quoted any more."""

    def lines(start: int, end: int, bold: bool) -> Block:
        first, last = block.line + start, block.line + end - 1
        return replace(
            block,
            text="\n".join(block.lines[start:end]),
            line=first,
            end_line=last,
            quoted=False,
            bold=(bold,) * (end - start),
            links=tuple(link for link in block.links if first <= link.line <= last),
            images=tuple(image for image in block.images if first <= image.line <= last),
            count=-1,
        )

    count = len(block.lines)
    return [lines(0, 1, True), *([lines(1, count, False)] if count > 1 else [])]
