"""Lists under a title whose entries are the speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.fields.meta_lines import is_meta
from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.lines.labels import after_by
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.dates import is_only_date

_HANDLE_AT_END = re.compile(r"\w\W+@[\w-]{2,}\W*$")


def read_items(
    byline: Byline, blocks: Sequence[Block], index: int, body: range, names: Names, trust: Trust
) -> bool:
    """Read a list that opens a session: all its entries are speakers, or the first ones surely are."""
    if index > body.start and blocks[index - 1].kind == "item":
        return False
    items: list[Block] = []
    for position in range(index, body.stop):
        if blocks[position].kind != "item":
            break
        items.append(blocks[position])
    people: list[Speaker] = []
    strong = opened = bool(trust)
    sure = entry = named_in_full = False
    for item in items[:8]:
        first = item.first_line
        handle = _handle(first, item.line) if trust or (strong and not named_in_full) else []
        if (is_meta(first) and not handle) or is_only_date(first):
            continue
        if people and item.level and (strong or entry):
            # What is said of a speaker in the entries below the name.
            continue
        by = after_by(first)
        least = 1 if trust else 2
        alone = item.line == item.end_line
        named = people_in(by or first, item.line, names, least=least, trust=trust) if alone else []
        named = named or handle
        told = bool(by or handle or _HANDLE_AT_END.search(first))
        alike = bool(people and people[0].company and named and all(who.company for who in named))
        if not named or (people and opened and not told and not alike):
            if people and (strong or entry):
                # "- Name - Role" and then the notes.
                return not byline.take(people, strong=strong)
            return bool(is_meta(items[0].lines[0]))
        opened = opened or told
        named_in_full |= not handle
        trust = Trust.SHAPE
        people.extend(named)
        strong |= (
            told or any(speaker.role for speaker in named) or _is_entry_of_person(named, item, items, names)
        )
        sure |= any(link.text.strip() == named[0].name for link in item.links) or is_known(named[0].name)
        sure |= len(items) == 1 and names.is_rare(named[0].name)
    if (strong or sure) and len(items) <= 8:
        byline.take(people, strong=True)
    return False


def _is_entry_of_person(named: Sequence[Speaker], item: Block, items: Sequence[Block], names: Names) -> bool:
    """Whether a list opens with a person: a common given name with a company or with entries below it."""
    if len(named) > 1:
        return all(person.company for person in named)
    if item is not items[0] or not is_known(named[0].name) or not names.is_rare(named[0].name):
        return False
    return bool(named[0].company) or (len(items) > 1 and items[1].level > item.level)


def _handle(text: str, line: int) -> list[Speaker]:
    """Return the speaker whom a line names by nothing but an address on a network: "@anna"."""
    match = re.match(r"[\W_]*@(\w[\w-]{2,})(?:\s+[-–—]\s+(.{2,60}))?\s*$", text)
    return [Speaker(match[1], None, match[2], line)] if match else []
