"""Speakers that only a schedule names: a table, or a list in a file that points to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from embeddings.notes.fields.people.lines.labels import is_plural, labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.titles import dissect
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.markdown_words import words

_TITLE = re.compile(
    r"\W*(?:(?:talk|session|presentation|lecture)(?:\s+(?:title|name))?|title|topic|subject|what|titel|titre|thema|vortrag|"
    r"título|charla|ponencia|conférence|sujet|titolo|tema|タイトル|題名|演題|内容|题目|題目|议题|議題|主题|主題|제목|주제)\W*",
    re.I,
)

Schedule = Mapping[str, tuple[str, tuple[Speaker, ...]]]
"""The file of the schedule and the speakers, by the words of the title of their session."""


def schedule_of(files: Iterable[tuple[str, Sequence[Block], bool]], names: Names) -> Schedule:
    """Return what the schedules of a folder say, its files by name, and whether they only point to others.

    A title that stands in two rows with other people says nothing. In a file that points to others, the items
    of lists are rows as well: "[[Title]] by Name".
    """
    found: dict[str, tuple[str, tuple[Speaker, ...]]] = {}
    twice: set[str] = set()
    for file, blocks, points in files:
        for block in blocks:
            table = block.kind == "table"
            rows = _rows(block, names) if table else _item(block, names) if points else []
            for title, people in rows:
                _, known = found.setdefault(title, (file, people))
                if {who.name for who in known} != {who.name for who in people}:
                    twice.add(title)
    return {title: entry for title, entry in found.items() if title not in twice}


def scheduled(schedule: Schedule, title: str, file: str) -> tuple[Speaker, ...]:
    """Return the speakers of a title; in another ``file`` than the schedule's, without their line."""
    where, people = schedule.get(_key_of(title), (file, ()))
    return people if where == file else tuple(replace(who, line=None) for who in people)


def _key_of(title: str) -> str:
    """Return the words of a title, by which a session and a row of a schedule are one."""
    return " ".join(words(dissect(title).text))


def rows_of(block: Block) -> list[list[str]]:
    """Return the cells of a table, row by row, its header first; of the line under that, one empty cell."""
    return [[cell.strip() for cell in line.split(" | ")] for line in block.lines]


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the column of titles and that of speakers; None where the header names not one of each."""
    header = rows[0] if rows else []
    titles = [column for column, cell in enumerate(header) if _TITLE.fullmatch(cell)]
    speakers = [column for column, cell in enumerate(header) if labelled(cell) == ""]
    return (titles[0], speakers[0]) if len(titles) == len(speakers) == 1 else None


def _item(block: Block, names: Names) -> list[tuple[str, tuple[Speaker, ...]]]:
    if block.kind != "item":
        return []
    title, people = split_title(dissect(block.first_line).text, names, block.line)
    return [(_key_of(title), tuple(people))] if people and words(title) else []


def _rows(block: Block, names: Names) -> list[tuple[str, tuple[Speaker, ...]]]:
    rows = rows_of(block)
    columns = columns_of(rows)
    if columns is None or len(rows) < 3:
        return []
    title, speaker = columns
    header = rows[0]
    found: list[tuple[str, tuple[Speaker, ...]]] = []
    for number, row in enumerate(rows[1:], block.line + 1):
        if max(title, speaker) >= len(row) or not row[speaker]:
            continue
        plural = is_plural(f"{header[speaker]}:")
        people = people_in(row[speaker], number, names, least=1, trust=Trust.LABEL, plural=plural)
        key = _key_of(row[title])
        if people and key:
            found.append((key, tuple(people)))
    return found
