"""A second format of notes, as unlike Markdown as it can be: plain text whose headings are in capitals.

The first heading is of the whole file, those after it are of its parts. A line that begins with "o " is an
item. Nothing else is a mark: brackets, stars and angle brackets are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.base import Block, Document, RawLink
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text
from embeddings.text.urls import find_urls

_WORD = re.compile(r"[^\W_]+")


class PlainTextFormat:
    """Plain text in files of suffix ``.text``."""

    name = "plain text"
    suffixes: tuple[str, ...] = (".text",)

    def read(self, source: Source) -> Document:
        lines = lines_of_text(source.data)
        blocks: list[Block] = []
        paragraph: list[str] = []
        for number, line in enumerate([*lines, ""], 1):
            item = line.startswith("o ")
            if paragraph and (item or not line.strip()):
                blocks.append(_block(paragraph, number - len(paragraph), first=not blocks))
                paragraph = []
            if item:
                blocks.append(Block("item", line[2:], number, number, links=_links([line], number)))
            elif line.strip():
                paragraph.append(line)
        return Document(lines, tuple(blocks), FrontMatter())

    def words_at(self, lines: Sequence[str]) -> list[str]:
        return _WORD.findall("\n".join(lines).casefold())


def _block(lines: list[str], start: int, *, first: bool) -> Block:
    links = _links(lines, start)
    if len(lines) == 1 and lines[0].isupper():
        title = " ".join(lines[0].split()).capitalize()
        return Block("heading", lines[0], start, start, level=1 if first else 2, links=links, title=title)
    text, end = "\n".join(lines), start + len(lines) - 1
    return Block("paragraph", text, start, end, links=links, bold=(False,) * len(lines))


def _links(lines: Sequence[str], start: int) -> tuple[RawLink, ...]:
    return tuple(
        RawLink(url, url, number) for number, line in enumerate(lines, start) for url in find_urls(line)
    )
