"""The byline of a session, from the blocks under its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.fields.meta_lines import is_contents
from embeddings.notes.fields.people.byline.labelled import (
    only_announces,
    read_expected,
    read_labelled,
    read_table,
)
from embeddings.notes.fields.people.byline.open_lines import read_open
from embeddings.notes.fields.people.byline.record import PROSE, Byline
from embeddings.notes.fields.people.lines.labels import after_by, labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.roles import is_role
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.stated_dates import date_on
from embeddings.notes.fields.titles import dissect, is_section
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.markdown_words import count_words, words

MOST_PARAGRAPHS = 5
"""Paragraphs among which, after an abstract, lines of names with roles are still the speakers."""

REACH = 60
"""Blocks of a session in which a labelled speaker ("Speaker: X") is still looked for."""


def read_byline(
    blocks: Sequence[Block], body: range, names: Names, but: int = -1, *, level: int = 0
) -> Byline:
    """Read the byline of a session whose blocks are ``body``, all ``but`` the one that is its title.

    ``level`` is that of its heading, 0 without one: the folder may name its speakers in one way below it.
    """
    byline = Byline()
    still_open, expecting, seen, passed = True, False, 0, 0
    bare: list[Speaker] = []
    for index in body[:REACH]:
        block = blocks[index]
        if block.kind == "rule" or index == but:
            continue
        if block.kind == "heading":
            rest = labelled(block.text)
            expecting = only_announces(block.title)
            people = people_in(rest, block.line, names, least=1, trust=Trust.LABEL) if rest else []
            if people:
                byline.take(people, sure=True)
            elif still_open and not expecting and seen == 0 and _is_subtitle(blocks, index, body):
                continue
            elif still_open and not expecting:
                # A name as a heading of its own, right under the title.
                placed = (level, "heading") in names.places and not byline.speakers
                by = after_by(block.title)
                people = people_in(by or block.text, block.line, names, trust=Trust(placed))
                told = bool(people) and (placed or is_known(people[0].name) or names.is_rare(people[0].name))
                still_open = told and byline.take(people, strong=True)
                # The first lines under "Abstract" may name them too.
                seen = (
                    0 if still_open or (is_section(dissect(block.title).text) and not byline.speakers) else 9
                )
                still_open |= seen == 0
            else:
                still_open = False
            continue
        if block.kind in ("code", "html") and not block.words:
            continue
        if block.kind == "code":
            still_open = False
            continue
        if block.kind == "table":
            read_table(byline, block, names)
            still_open = False
            continue
        if (block.images and not _beside_images(block)) or is_contents(block):
            continue
        if expecting:
            expecting = read_expected(byline, block, names)
            if expecting or byline.speakers:
                continue
        found, expecting = read_labelled(byline, block, names)
        if found:
            continue
        if not still_open:
            if not byline.speakers and _is_opening(blocks, body, index):
                byline.take(_profiles(_list_from(blocks, index, body), names), strong=True)
            continue
        seen += 1
        placed = seen == 1 and (level, block.kind) in names.places
        still_open = (
            read_open(byline, blocks, index, body, names, bare, first=seen == 1, placed=placed) and seen < 8
        )
        if not still_open and passed < 1 and block.kind == "paragraph" and block.words <= 10:
            # One short line of anything may stand between the title and the speakers.
            still_open, passed = True, passed + 1
    if len(bare) > 1:
        byline.take(bare, strong=True)
    if byline.date is None:
        byline.date, byline.date_line = date_on([blocks[index] for index in body[:REACH]], byline.lines)
    if not (names.looks_at("first line") or (names.looks_at("label") and byline.sure)):
        # What stands where speakers do still tells what is a session.
        byline.unsaid, byline.speakers, byline.lines = byline.speakers, [], set()
    return byline


def _is_subtitle(blocks: Sequence[Block], index: int, body: range) -> bool:
    """Whether a heading goes on with the title over it, in lower case, right before another."""
    follows = index + 1 < body.stop and blocks[index + 1].kind == "heading"
    return index == body.start and follows and re.match(r"\W*[a-zà-ÿ]", blocks[index].title) is not None


def _is_opening(blocks: Sequence[Block], body: range, index: int) -> bool:
    """Whether nothing but a few paragraphs, an abstract, stands before a block and it is one itself."""
    return index - body.start < MOST_PARAGRAPHS and all(
        blocks[position].kind == "paragraph"
        for position in range(body.start, index + (blocks[index].kind != "item"))
    )


def _list_from(blocks: Sequence[Block], index: int, body: range) -> list[Block]:
    """Return a paragraph, or all entries of the list that begins there."""
    found = [blocks[index]]
    for position in range(index + 1, body.stop) if blocks[index].kind == "item" else ():
        if blocks[position].kind != "item":
            break
        found.append(blocks[position])
    return found


def _profiles(blocks: Sequence[Block], names: Names) -> list[Speaker]:
    """Return the people in blocks each of whose lines is a name with a role, "Name - Role, Company"."""
    lines = [
        (number, text)
        for block in blocks
        for number, text in enumerate(block.lines, block.line)
        if words(text)
    ]
    if len(lines) > 6 or any(count_words(text) > PROSE for _, text in lines):
        return []
    each = [people_in(text, number, names) for number, text in lines]
    told = all(len(people) == 1 and is_role(people[0].role) for people in each)
    return [person for people in each for person in people] if told else []


def _beside_images(block: Block) -> str:
    text = block.text
    for image in block.images:
        text = text.replace(image.alt, "", 1)
    return text.strip()
