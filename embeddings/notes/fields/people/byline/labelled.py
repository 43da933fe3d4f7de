"""Bylines in which a label says who speaks: "Speaker: X", a heading "Speakers", a column of a table."""

from __future__ import annotations

import re

from embeddings.notes.fields.meta_lines import is_meta, tells_when
from embeddings.notes.fields.people.byline.record import PROSE, Byline
from embeddings.notes.fields.people.lines.labels import is_plural, labelled
from embeddings.notes.fields.people.lines.moderators import as_moderators, moderates, moderating, taking_part
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.told_speakers import speakers_told
from embeddings.notes.fields.people.names.shape import Names, Trust
from embeddings.notes.formats.base import Block
from embeddings.text.dates import find_date, is_only_date
from embeddings.text.markdown_words import count_words

_ABOUT_SPEAKER = re.compile(
    r"about the (?:speakers?|presenters?|panel(?:l?ists?)?)\W*|authors?\W*|講者簡介", re.I
)
"""A heading. A line "Author: X" may name who took the notes; a heading over a talk who gave it."""

_BEFORE_ROLE = re.compile(r",\s|\s[-–—]\s|\s\(")
"""What stands between a name and what is told of somebody."""

_BIOGRAPHY = re.compile(
    r"\W*(\S+(?:\s+\S+){1,3}?)\s+(?:is|was|works|leads|has|est|ist|arbeitet|es|é|trabaja|trabalha)\b"
)


def names_speakers(title: str) -> bool:
    """Whether a heading announces the speakers ("Speakers", "About the speaker", "Speaker: X")."""
    return only_announces(title) or bool(labelled(title))


def only_announces(title: str) -> bool:
    """Whether a heading says that speakers follow, and nothing else."""
    return labelled(title) == "" or bool(_ABOUT_SPEAKER.fullmatch(title.strip()))


def read_labelled(byline: Byline, block: Block, names: Names) -> tuple[bool, bool]:
    """Read labelled lines; return whether there were any and whether names are still to follow."""
    found = expecting = False
    for number, text in enumerate(block.lines, block.line):
        leads = moderating(text)
        rest = leads[1] if leads else labelled(text)
        if rest is None and (part := taking_part(text)) is not None:
            rest = part if any(map(moderates, byline.speakers)) else None
        if rest is None:
            if expecting and byline.take(
                people_in(text, number, names, least=1, trust=Trust.LABEL), sure=True
            ):
                continue
            if byline.take(speakers_told(text, number, names), strong=True):
                found = True
                continue
            expecting = False
            if found:
                when = find_date(text) if tells_when(text) or is_only_date(text) else None
                if when and not byline.date:
                    byline.date, byline.date_line = when, number
            continue
        if not rest:
            # A label alone is one only as a line of its own: "Speakers", "**Speaker:**".
            expecting = count_words(text) <= 2
            found |= expecting
            continue
        people = people_in(rest, number, names, least=1, trust=Trust.LABEL, plural=is_plural(text))
        # What somebody does may take a line of its own, and hold more commas than names do.
        people = people or people_in(_BEFORE_ROLE.split(rest, 1)[0], number, names)
        if people:
            found = True
            byline.take(as_moderators(people, leads[0]) if leads else people, sure=True)
            byline.lines.add(number)
    return found, expecting


def read_expected(byline: Byline, block: Block, names: Names) -> bool:
    """Read the lines after a label or a heading "Speakers"; return whether more may follow."""
    got = False
    for number, text in enumerate(block.lines, block.line):
        # "Jane Doe is a ..., she ...": a biography opens with the name.
        biography = _BIOGRAPHY.match(text) if not got else None
        if biography and byline.take(people_in(biography[1], number, names), sure=True):
            return False
        if count_words(text) > PROSE:
            break
        if byline.speakers and is_meta(text):
            # The address of somebody who is named already.
            got = True
            continue
        people = people_in(
            text, number, names, least=1 if not got else 2, trust=Trust.SHAPE if got else Trust.LABEL
        )
        got = byline.take(people, sure=True) or got
        if not people and not got:
            break
    return got and block.kind == "item"


def read_table(byline: Byline, block: Block, names: Names) -> None:
    """Read the speakers in a table: in the row, or the column, that a label opens."""
    rows = [[cell.strip() for cell in line.split(" | ")] for line in block.lines]
    for number, row in enumerate(rows, block.line):
        if len(row) >= 2 and labelled(row[0]) == "":
            byline.take(people_in(row[1], number, names, least=1, trust=Trust.LABEL), sure=True)
    header = rows[0] if rows else []
    if len([row for row in rows[1:] if any(row)]) == 1:
        for column, cell in enumerate(header):
            if labelled(cell) == "":
                number, row = next((n, r) for n, r in enumerate(rows[1:], block.line + 1) if any(r))
                if column < len(row):
                    byline.take(people_in(row[column], number, names, least=1, trust=Trust.LABEL), sure=True)
