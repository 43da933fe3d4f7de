"""Raw HTML in notes: its text without tags, and the frames, videos, links and images that its tags name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embeddings.notes.formats.base import Block, RawImage, RawLink
from embeddings.text.markdown_words import words
from embeddings.text.urls import find_urls

EMPTY = "<!---->"
"""What stands for a line that a page does not show; it ends a paragraph."""

_TAG = re.compile(r"<[^<>\n]*>")
_HIDING = re.compile(r"<!--|<(script|style)\b", re.I)


def tag_links(tag: str, number: int) -> Iterator[RawLink]:
    """Return the address that a tag embeds or links to, if it does; ``number`` is its 1-based line."""
    match = re.match(
        r"<\s*(iframe|video|source|embed|a)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", tag, re.I
    )
    if match:
        yield RawLink("", match.group(2), number, embedded=match.group(1).lower() != "a")


def html_blocks(raw: Sequence[str], start: int, quoted: bool) -> Iterator[Block]:
    """Return raw HTML as blocks: its text without tags, scripts and styles, and what its tags name.

    It is parted where a line has been emptied, and where words are left out, for they are not shown. ``raw``
    are its lines, ``start`` is the 0-based number of the first.
    """
    first = 0
    for number, line in enumerate(raw):
        if line.strip() == EMPTY and len(raw) > 1:
            if first < number:
                yield from _parted(raw[first:number], start + first, quoted)
            yield from _parted([line], start + number, quoted)
            first = number + 1
    if first < len(raw):
        yield from _parted(raw[first:], start + first, quoted)


def _parted(raw: Sequence[str], start: int, quoted: bool) -> Iterator[Block]:
    shown = _shown(raw)
    texts = [_text("".join(pieces)) for pieces in shown]
    ends = [len(raw)]
    if any("".join(pieces) != line for pieces, line in zip(shown, raw, strict=True)) and not _is_run(
        texts, raw
    ):
        ends = _ends(raw, shown, texts)
    first = 0
    for end in ends:
        yield _block(shown[first:end], texts[first:end], start + first, quoted)
        first = end


def _shown(raw: Sequence[str]) -> list[list[str]]:
    """Return what each line shows, in pieces: comments, scripts and styles between them are left out."""
    found: list[list[str]] = []
    hidden = ""
    for line in raw:
        pieces: list[str] = []
        rest = line
        while rest:
            if hidden:
                end = rest.lower().find(hidden)
                if end < 0:
                    break
                rest, hidden = rest[end + len(hidden) :], ""
                continue
            opened = _HIDING.search(rest)
            if not opened:
                pieces.append(rest)
                break
            pieces.append(rest[: opened.start()] + " ")
            hidden = f"</{opened.group(1).lower()}>" if opened.group(1) else "-->"
            rest = rest[opened.end() :]
        found.append(pieces)
    return found


def _ends(raw: Sequence[str], shown: Sequence[Sequence[str]], texts: list[str]) -> list[int]:
    """Return where a block must end for its words to follow each other in the file, as indices of lines.

    Where a line hides words between those that it shows, its longest piece is kept in ``texts``.
    """
    ends: list[int] = []
    open_end = True
    for number, (line, pieces) in enumerate(zip(raw, shown, strict=True)):
        if not _is_run([texts[number]], [line]):
            fitting = [text for text in map(_text, pieces) if _is_run([text], [line])]
            texts[number] = max(fitting, key=len, default="")
        own, there = words(texts[number]), words(line)
        if number and not (open_end and own == there[: len(own)] and (own or not there)):
            ends.append(number)
        open_end = own == there[len(there) - len(own) :] and bool(own or not there)
    ends.append(len(raw))
    parts = zip([0, *ends[:-1]], ends, strict=True)
    if all(_is_run(texts[first:end], raw[first:end]) for first, end in parts):
        return ends
    return list(range(1, len(raw) + 1))  # the target of a link goes over lines


def _is_run(texts: Sequence[str], raw: Sequence[str]) -> bool:
    """Whether the words of these texts follow each other in these lines."""
    own, there = " ".join(words("\n".join(texts))), " ".join(words("\n".join(raw)))
    return not own or f" {own} " in f" {there} "


def _text(shown: str) -> str:
    return " ".join(_TAG.sub(" ", shown).split())


def _block(shown: Sequence[Sequence[str]], texts: Sequence[str], start: int, quoted: bool) -> Block:
    links: list[RawLink] = []
    images: list[RawImage] = []
    for number, (pieces, text) in enumerate(zip(shown, texts, strict=True), start + 1):
        for tag in re.finditer(r"<[^<>]*>", "".join(pieces)):
            links.extend(tag_links(tag.group(), number))
            image = re.match(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", tag.group(), re.I)
            if image:
                alt = re.search(r"\balt\s*=\s*[\"']([^\"']*)", tag.group(), re.I)
                images.append(RawImage(alt.group(1) if alt else "", image.group(1), number))
        links.extend(RawLink(url, url, number) for url in find_urls(text))
    return Block(
        "html",
        "\n".join(texts),
        start + 1,
        start + len(texts),
        quoted=quoted,
        links=tuple(links),
        images=tuple(images),
    )
