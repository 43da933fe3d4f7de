"""Raw HTML in notes: its text without tags, and the frames, videos, links and images that its tags name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embeddings.notes.formats.base import Block, RawImage, RawLink
from embeddings.text.urls import find_urls

EMPTY = "<!---->"
"""What stands for a line that a page does not show; it ends a paragraph."""

_TAG = re.compile(r"<[^<>\n]*>")


def tag_links(tag: str, number: int) -> Iterator[RawLink]:
    """Return the address that a tag embeds or links to, if it does; ``number`` is its 1-based line."""
    match = re.match(
        r"<\s*(iframe|video|source|embed|a)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", tag, re.I
    )
    if match:
        yield RawLink("", match.group(2), number, embedded=match.group(1).lower() != "a")


def html_blocks(raw: Sequence[str], start: int, quoted: bool) -> Iterator[Block]:
    """Return raw HTML as blocks; it is parted where a line has been emptied, for its words are not shown."""
    first = 0
    for number, line in enumerate(raw):
        if line.strip() == EMPTY and len(raw) > 1:
            if first < number:
                yield html_block(raw[first:number], start + first, quoted)
            yield html_block([line], start + number, quoted)
            first = number + 1
    if first < len(raw):
        yield html_block(raw[first:], start + first, quoted)


def html_block(raw: Sequence[str], start: int, quoted: bool) -> Block:
    """Return raw HTML as a block: its text without tags, scripts and styles, and what its tags name.

    ``raw`` are its lines, ``start`` is the 0-based number of the first.
    """
    texts: list[str] = []
    links: list[RawLink] = []
    images: list[RawImage] = []
    hidden = ""
    for number, line in enumerate(raw, start + 1):
        shown = ""
        rest = line
        while rest:
            if hidden:
                end = rest.lower().find(hidden)
                if end < 0:
                    rest = ""
                    continue
                rest, hidden = rest[end + len(hidden) :], ""
                continue
            opened = re.search(r"<!--|<(script|style)\b", rest, re.I)
            if not opened:
                shown, rest = shown + rest, ""
                continue
            shown += rest[: opened.start()] + " "
            hidden = f"</{opened.group(1).lower()}>" if opened.group(1) else "-->"
            rest = rest[opened.end() :]
        for tag in re.finditer(r"<[^<>]*>", shown):
            links.extend(tag_links(tag.group(), number))
            image = re.match(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", tag.group(), re.I)
            if image:
                alt = re.search(r"\balt\s*=\s*[\"']([^\"']*)", tag.group(), re.I)
                images.append(RawImage(alt.group(1) if alt else "", image.group(1), number))
        text = " ".join(_TAG.sub(" ", shown).split())
        links.extend(RawLink(url, url, number) for url in find_urls(text))
        texts.append(text)
    return Block(
        "html",
        "\n".join(texts),
        start + 1,
        start + len(raw),
        quoted=quoted,
        links=tuple(links),
        images=tuple(images),
    )
