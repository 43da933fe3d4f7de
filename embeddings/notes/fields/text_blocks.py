"""The blocks of a session as text blocks that may be quoted: the words of the notes, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from embeddings.notes.formats.base import Block, BlockKind, RawLink, links_by_line
from embeddings.records import TextBlock, TextBlockKind
from embeddings.text.markdown_words import count_words

_ADDRESS = re.compile(r"[\s<(\[]*(?:https?://|www\.)\S+[\s>)\].]*")
_NAMED_LINK = re.compile(r"(?<!!)\[\[(?!\s)[^\[\]|\n]*?\\?\|([^\[\]|\n]*)\]\](?!\()")


def text_blocks_of(
    blocks: Iterable[Block], speaker_lines: Set[int], title_lines: Set[int], source: Sequence[str] = ()
) -> Iterator[TextBlock]:
    """Turn blocks into text blocks; lines that name speakers stand apart, lines of the title are left out.

    ``source`` are the lines of the file: a link to a note by another name ("[[Target|shown]]") is quoted as
    it is written there, for half of it is not what the notes say.
    """
    blocks = list(blocks)
    # Where a heading was made of the opening of a line, the rest of that line is no title.
    headed = {
        number
        for block in blocks
        if block.kind == "heading"
        for number in range(block.line, block.end_line + 1)
    }
    for block in blocks:
        if block.kind == "rule":
            continue
        if block.kind == "code":
            yield from _trimmed("code", block.lines, block.line, 0)
            continue
        run: list[str] = []
        start, kind = block.line, None
        links = links_by_line(block)
        pictures = bool(block.images) and _only_images(block)
        for number, text in enumerate(block.lines, block.line):
            if number <= len(source) and "|" in source[number - 1]:
                text = _as_written(text, source[number - 1])
            hidden = number in title_lines and (block.kind == "heading" or number not in headed)
            own = links.get(number, ())
            now = None if hidden else _kind(block.kind, text, own, number in speaker_lines, pictures)
            if now != kind:
                if kind:
                    yield from _trimmed(kind, run, start, block.level)
                run, start, kind = [], number, now
            run.append(text)
        if kind:
            yield from _trimmed(kind, run, start, block.level)


def _as_written(text: str, line: str) -> str:
    """Return a line as it is shown, with its links to notes by another name as they are written."""
    start = 0
    for link in _NAMED_LINK.finditer(line):
        if link[0] in text:  # it is shown as it is written
            continue
        at = text.find(link[1], start) if link[1].strip() else -1
        if at >= 0:
            text = text[:at] + link[0] + text[at + len(link[1]) :]
            start = at + len(link[0])
    return text


def _kind(
    block: BlockKind, text: str, links: Sequence[RawLink], speaks: bool, pictures: bool
) -> TextBlockKind:
    """Return the kind of a line of a block: with its own links; the block may hold ``pictures`` alone."""
    if block == "heading":
        return "heading"
    if speaks:
        return "speaker"
    if pictures:
        return "caption"
    if _ADDRESS.fullmatch(text) or (links and _only_links(links, text)):
        return "link"
    return "item" if block == "item" else "prose"


def _only_links(links: Iterable[RawLink], text: str) -> bool:
    """Whether a line is nothing but the texts of links: "Slides", "See all here!"."""
    rest = text
    for link in links:
        if link.text:
            rest = rest.replace(link.text, "", 1)
    return rest != text and not count_words(rest)


def _only_images(block: Block) -> bool:
    rest = block.text
    for image in block.images:
        rest = rest.replace(image.alt, "", 1)
    return not count_words(rest)


def _trimmed(kind: TextBlockKind, lines: list[str], start: int, depth: int) -> Iterator[TextBlock]:
    """Return a text block without empty lines at its ends; nothing where no word is left."""
    first, end = 0, len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    while first < end and not lines[first].strip():
        first += 1
    text = "\n".join(lines[first:end])
    if text and ((text[0].isascii() and text[0].isalnum()) or count_words(text)):
        yield TextBlock(kind, text, start + first, start + end - 1, depth)
