"""Headings of a programme whose title is the text of their last link: "## Slot 2, Room A: [A title](...)".

What stands before the link is the slot, in the same words under one heading after the other, or who speaks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.links import is_web, says_nothing
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.formats.base import Block
from embeddings.text.dates import strip_dates
from embeddings.text.markdown_words import words

LEAST = 3
"""Headings of a level that end in such a link, below which they are an accident."""

SHARE = 0.6
"""The share of the headings of a level that have to end so."""

_LEAST_WORDS = 2
"""Words of a title; a link of one word says where it leads."""

_MARKS = " \t_*:,–—|/-"
_SLOT = re.compile(
    r"\W*\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?|uhr|h)?(?:\s*[-–—~]\s*\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?|uhr|h)?)?",
    re.I,
)
_MOST_BESIDE = 3
"""Words beside the time of a slot: its room or track."""


def is_slot(text: str) -> bool:
    """Whether a text is a time of the day, with a room or a track at most."""
    match = _SLOT.match(text)
    return match is not None and len(words(text[match.end() :])) <= _MOST_BESIDE


def with_linked_titles_alone(blocks: Sequence[Block], names: Names) -> Sequence[Block]:
    """Return the blocks with the headings of a programme called by the text of their last link."""
    levels: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not block.quoted:
            levels[block.level].append(index)
    found = list(blocks)
    for headings in levels.values():
        parts = {index: part for index in headings if (part := _parted(blocks[index], names))}
        if len(parts) < max(LEAST, SHARE * len(headings)):
            continue
        shared = Counter(word for before, _ in parts.values() for word in set(_words_of_slot(before)))
        titles = [title for _, title in parts.values()]
        for index, (before, title) in parts.items() if len(set(titles)) == len(titles) else ():
            people = people_in(before, blocks[index].line, names)
            if people:
                form = f"{title} by {before}"
                read = split_title(form, names, blocks[index].line)[0] == title
                found[index] = replace(found[index], title=form if read else title)
            elif all(shared[word] > 1 for word in _words_of_slot(before)):
                found[index] = replace(found[index], title=title)
    return found


def _words_of_slot(text: str) -> list[str]:
    return [word for word in words(strip_dates(_SLOT.sub(" ", text))) if not re.fullmatch(r"\d+|[a-z]", word)]


def _parted(block: Block, names: Names) -> tuple[str, str] | None:
    """Return what stands before the link that a heading ends in, and its text; None without such a link."""
    links = [link for link in block.links if link.text and not link.embedded]
    text = block.title.strip().rstrip(_MARKS)
    if not links or not text.endswith(links[-1].text.strip()):
        return None
    title = links[-1].text.strip()
    before = text[: -len(title)].strip(_MARKS)
    if not before or len(words(title)) < _LEAST_WORDS or says_nothing(title) or is_web(title):
        return None
    return None if people_in(title, block.line, names) else (before, title)
