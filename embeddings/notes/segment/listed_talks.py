"""Talks that are the items of a list, under a day, a room, an event or "talks": title and notes in one item.

The opening of such an item (the text of its link, what stands in quotation marks, what is before the speaker)
becomes a heading and the rest its text, on the same line. A list is taken for one of talks as a whole: most
of its items have a speaker's mark, a recording or the word for a talk before them, and notes of their own.
Bullets of a talk, agendas and lists of links lack one of these, or stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from embeddings.notes.fields.meta_lines import is_meta
from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.titles import (
    dissect,
    is_about,
    is_group,
    is_noise,
    is_section,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.item_opening import (
    Opening,
    opening_of,
    opening_of_break,
    opening_over_speaker,
)
from embeddings.notes.segment.talk_words import names_talks
from embeddings.text.dates import find_day, has_weekday, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words, words

LEAST = 3
"""Talks of a file that stand in lists, below which they are an accident."""

MOST = 0.7
"""The share of the items of a list that have to be talks, and of those that have to have notes."""

MANY = 5
"""Talks of one list from which on it needs nothing over it that says what it is of."""

LEAST_NOTES = 3
"""Words beside or below the opening of an item that are notes."""

_MOST_BESIDE = 30
"""Words beside the lists of a file that is nothing else."""

_YEAR = re.compile(r"\b\d{4}\b")

_LONGEST_DAY = 5
"""Words of a line over a list that is a day; a longer one is a title or a sentence."""

_LONGEST_LINE = 80
"""Characters of a line or an item over a list; a longer one is text."""

_DEEPEST = 6
"""The level of a heading at most."""


@dataclass(slots=True)
class _List:
    """The outermost items between two headings."""

    over: int
    """The block over them: a heading, or a line that is a day; -1 for none."""
    title: str
    level: int
    """Of the heading, or that a line over the list would have as one."""
    items: list[int]
    openings: dict[int, Opening] = field(default_factory=dict)
    """Of the talks, by the index of the item's block."""
    breaks: dict[int, Opening] = field(default_factory=dict)
    """The same of breaks and the like among them."""
    told: bool = field(init=False)
    """Whether what stands over it says that talks follow."""
    noted: int = 0
    """How many of the openings have notes beside or below them."""

    def __post_init__(self) -> None:
        self.told = names_talks(self.title) is True

    @property
    def of_talks(self) -> bool:
        """Whether most items are talks."""
        count = len(self.openings)
        most = count >= MOST * len(self.items) or self.sure >= max(LEAST, MOST * count)
        return count >= 1 and most

    @property
    def sure(self) -> int:
        """How many of the talks are told by their form alone."""
        return sum(opening.sure for opening in self.openings.values())

    @property
    def surely(self) -> bool:
        """Whether the list alone tells that it is of talks: there are several, and they have notes."""
        return len(self.openings) >= LEAST and self.noted >= MOST * len(self.openings)

    @property
    def certainly(self) -> bool:
        """Whether it needs no event around it either: there are many, and each has notes."""
        return len(self.openings) >= MANY and self.noted == len(self.openings)


def with_listed_talks_apart(blocks: Sequence[Block], names: Names, called: str) -> Sequence[Block]:
    """Return the blocks with a heading for each talk that is an item of a list; the same where none is.

    ``called`` is what the file is called, for lists that have nothing over them.
    """
    if not any(block.kind == "item" for block in blocks):
        return blocks
    first = next((block.title for block in blocks if block.kind == "heading" and not block.quoted), called)
    of_event = _is_place(first, names) or _is_place(called, names)
    lists = _lists_of(blocks, names, called)
    sure = sum(entry.sure for entry in lists)
    alone = _are_all_of(blocks, lists)
    found = [
        entry
        for entry in lists
        if (entry.of_talks or (sure >= LEAST and entry.sure and 2 * len(entry.openings) >= len(entry.items)))
        and (
            _is_place(entry.title, names)
            or (_may_be_place(entry.title) and (alone or entry.certainly or (of_event and entry.surely)))
        )
    ]
    openings = {index for entry in lists for index in entry.openings}
    before = [blocks[index] for index in range(min(found[0].items)) if index not in openings] if found else []
    if not found or _names_its_speaker(before, names):
        return blocks
    if sum(entry.noted for entry in found) < MOST * sum(len(entry.openings) for entry in found):
        found = [entry for entry in found if entry.noted >= MOST * len(entry.openings)]
    count = sum(len(entry.openings) for entry in found)
    if count < (1 if alone else LEAST) or any(entry.level >= _DEEPEST for entry in found):
        return blocks
    if _have_headings(blocks, found):
        return blocks
    return _parted(blocks, found)


def _are_all_of(blocks: Sequence[Block], lists: Sequence[_List]) -> bool:
    """Whether a file is nothing but lists of recordings, with what is said of each of them."""
    recorded = [opening.recorded for entry in lists for opening in entry.openings.values()]
    return (
        bool(recorded)
        and all(recorded)
        and all(entry.noted == len(entry.items) for entry in lists)
        and sum(block.words for block in blocks if block.kind == "paragraph") <= _MOST_BESIDE
    )


def _lists_of(blocks: Sequence[Block], names: Names, called: str) -> list[_List]:
    """Return the lists of a file, with the openings of those items that are talks."""
    found: list[_List] = []
    now = _List(-1, called, 0, [])
    depth = inside = 0
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not block.quoted:
            depth = block.level
            now = _List(index, block.title, depth, [])
            inside = 0
        elif _is_line_over_list(blocks, index):
            now = _List(index, block.text.strip().rstrip(":："), depth + 1, [])
            inside = 0
        elif _is_item_over_items(blocks, index):
            now = _List(index, block.text.strip().rstrip(":："), depth + 1, [])
            inside = 1
        elif block.kind == "item" and not block.quoted and inside <= block.level <= 1:
            # The number of an item makes a list of its own in it: "* 1. Talk: ..." is one level down.
            nested = block.level > inside
            opening = None if nested and not block.ordered else opening_of(block, names, of_talks=now.told)
            opening = opening or opening_over_speaker(blocks[index : index + 2], names)
            if nested and not (opening and opening.called_talk):
                continue
            if not now.items:
                found.append(now)
            if opening is None and (pause := opening_of_break(block)):
                now.breaks[index] = pause  # says nothing of the list
                continue
            now.items.append(index)
            if opening:
                now.openings[index] = opening
                now.noted += _has_notes(blocks, index, opening)
    return found


def _is_line_over_list(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a day by itself, or stands over a list and ends in a colon."""
    block = blocks[index]
    if block.kind != "paragraph" or not _is_short_line(block):
        return False
    text = block.text.strip()
    if _is_day(text.rstrip(":：")):
        return True
    over = index + 1 < len(blocks) and blocks[index + 1].kind == "item" and blocks[index + 1].level == 0
    return over and text.endswith((":", "："))


def _is_item_over_items(blocks: Sequence[Block], index: int) -> bool:
    """Whether an outermost item is a day, a room or a track and nothing else, over items of its own."""
    block = blocks[index]
    if block.kind != "item" or block.level or not _is_short_line(block):
        return False
    text = block.text.strip().rstrip(":：")
    over = index + 1 < len(blocks) and blocks[index + 1].kind == "item" and blocks[index + 1].level == 1
    return over and (_is_day(text) or is_group(text))


def _is_short_line(block: Block) -> bool:
    return not block.quoted and block.line == block.end_line and len(block.text) <= _LONGEST_LINE


def _is_day(text: str) -> bool:
    short = count_words(text) <= _LONGEST_DAY
    return is_only_date(text) or (short and (has_weekday(text) or find_day(text) is not None))


def _may_be_place(title: str) -> bool:
    """Whether what stands over a list does not say that something else than talks follows."""
    return not (is_section(title) or is_about(title) or is_noise(title) or names_talks(title) is False)


def _is_place(title: str, names: Names) -> bool:
    """Whether what stands over a list is a day, a room, an event, or says that talks follow."""
    if is_section(title) or is_noise(title) or names_talks(title) is False:
        return False
    if split_title(title, names, 1)[1]:
        return False
    # A year alone makes no event of a title.
    event = names_event(strip_dates(_YEAR.sub(" ", title)).strip())
    return _is_day(title) or is_group(title) or bool(names_talks(title)) or event


def _names_its_speaker(before: Sequence[Block], names: Names) -> bool:
    """Whether something before the first list names a speaker: the notes are of that talk, or by headings."""
    return any(
        (block.kind == "heading" and split_title(block.title, names, block.line)[1])
        or (
            block.kind in ("paragraph", "item")
            and any(
                labelled(line) is not None or (not is_meta(line) and bool(people_in(line, block.line, names)))
                for line in block.lines[:3]
            )
        )
        for block in before
    )


def _have_headings(blocks: Sequence[Block], lists: Sequence[_List]) -> bool:
    """Whether a talk of the lists has a heading of its own: they are a programme of the notes below."""
    told = [words(opening.title) for entry in lists for opening in entry.openings.values()]
    headings = [words(dissect(block.title).text) for block in blocks if block.kind == "heading"]
    return any(len(title) > 1 and other[: len(title)] == title for title in headings for other in told)


def _has_notes(blocks: Sequence[Block], index: int, opening: Opening) -> bool:
    block = blocks[index]
    count = count_words(" ".join([opening.rest, *block.lines[1:]]))
    for other in blocks[index + 1 : index + 4]:
        # Where the form tells what is a talk, its notes may be items beside it.
        beside = other.kind == "item" and other.level <= block.level
        if other.kind == "heading" or (beside and not opening.sure):
            break
        if other.kind in ("paragraph", "item"):
            count += 0 if _is_day(other.text.strip().rstrip(":：")) else count_words(other.text)
    return count >= (1 if opening.sure else LEAST_NOTES)


def _parted(blocks: Sequence[Block], lists: Sequence[_List]) -> list[Block]:
    """Return the blocks with headings in place of the openings of talks, and of the lines over lists."""
    openings = {
        index: (entry, opening)
        for entry in lists
        for index, opening in [*entry.openings.items(), *entry.breaks.items()]
    }
    over = {entry.over: entry for entry in lists if entry.over >= 0}
    found: list[Block] = []
    for index, block in enumerate(blocks):
        if index - 1 in openings and openings[index - 1][1].over_speaker:
            found.append(replace(block, kind="paragraph", level=0))
        elif index in openings:
            entry, opening = openings[index]
            found += _heading_and_notes(block, opening, entry.level + 1)
        elif index in over and block.kind != "heading":
            entry = over[index]
            found.append(replace(block, kind="heading", level=entry.level, title=entry.title))
        else:
            found.append(block)
    return found


def _heading_and_notes(block: Block, opening: Opening, level: int) -> list[Block]:
    """Part an item after its opening: both stand on its first line."""
    first, height = opening.text, opening.height
    beside = height == 1 or bool(opening.rest)
    rest = "\n".join([opening.rest, *block.lines[height:]] if beside else block.lines[height:])
    mine = tuple(link for link in block.links if link.line == block.line and link.text in first)
    heading = replace(
        block,
        kind="heading",
        text=first,
        end_line=block.line + height - 1,
        level=level,
        title=opening.title,
        bold=block.bold[:height],
        links=mine,
        images=(),
        count=-1,
    )
    if not rest.strip():
        return [replace(heading, images=block.images, links=block.links)]
    notes = replace(
        block,
        kind="paragraph",
        text=rest,
        line=block.line + height - beside,
        level=0,
        bold=(False,) * len(rest.split("\n")),
        links=tuple(link for link in block.links if link not in mine),
        count=-1,
    )
    return [heading, notes]
