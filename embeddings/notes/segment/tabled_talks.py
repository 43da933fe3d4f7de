"""Talks that are the rows of a table with a column of titles, one of speakers and one of notes.

Each row becomes a heading (the title), its speaker and its notes, all on the line of the row. A table without
notes is a programme: its rows are no sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.people.schedule import columns_of, rows_of
from embeddings.notes.fields.titles import dissect
from embeddings.notes.formats.base import Block, BlockKind
from embeddings.text.markdown_words import count_words, words

LEAST = 2
"""Rows of a table of talks."""

NOTES = 6
"""Words that the cells of notes have, on average, where they are notes and no room or level."""

_DEEPEST = 6
"""The level of a heading at most."""


def with_tabled_talks_apart(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks with a heading for each row that is a talk with notes; the same where none is."""
    if not any(block.kind == "table" for block in blocks):
        return blocks
    headings = {_key(block.title) for block in blocks if block.kind == "heading"}
    found: list[Block] = []
    depth = 0
    for block in blocks:
        if block.kind == "heading" and not block.quoted:
            depth = block.level
        parts = _rows(block, min(depth + 1, _DEEPEST), headings) if block.kind == "table" else []
        found += parts or [block]
    return found


def _key(title: str) -> str:
    return " ".join(words(dissect(title).text))


def _rows(block: Block, level: int, headings: set[str]) -> list[Block]:
    """Return the rows of a table of talks as headings, speakers and notes; none for any other table."""
    rows = rows_of(block)
    columns = columns_of(rows)
    if columns is None or len(rows) <= LEAST:
        return []
    title, speaker = columns
    told = enumerate(rows[1:], block.line + 1)
    body = [(number, row) for number, row in told if len(row) > title and row[title]]
    others = [
        (sum(count_words(row[column]) for _, row in body if column < len(row)), column)
        for column in range(len(rows[0]))
        if column not in columns
    ]
    count, notes = max(others, default=(0, 0))
    if len(body) < LEAST or count < NOTES * len(body) or any(_key(row[title]) in headings for _, row in body):
        return []
    found = [_piece(block, "table", block.line, block.first_line)]
    for number, row in body:
        heading = _piece(block, "heading", number, row[title])
        found.append(replace(heading, level=level, title=row[title], links=(), images=()))
        if speaker < len(row) and row[speaker]:
            found.append(_piece(block, "paragraph", number, row[speaker]))
        if notes < len(row) and row[notes]:
            found.append(_piece(block, "paragraph", number, row[notes]))
    return found


def _piece(block: Block, kind: BlockKind, line: int, text: str) -> Block:
    """Return a part of a row as a block of its own on the line of the row."""
    return replace(
        block,
        kind=kind,
        text=text,
        line=line,
        end_line=line,
        level=0,
        bold=(False,),
        links=tuple(link for link in block.links if link.line == line and link.text in text),
        images=tuple(image for image in block.images if image.line == line and image.alt in text),
        count=-1,
    )
