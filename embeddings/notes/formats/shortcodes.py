"""Videos that a page shows by a mark of its program: "{% youtube id %}", "<YouTube id=... />", or so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from embeddings.notes.formats.base import RawLink
from embeddings.text.urls import find_urls

_LIQUID = re.compile(
    r"\{(?:%|\{[<%]?)-?\s*(?:include\s+)?[\w./-]*?(youtube|yt|vimeo|video)[\w./-]*\s+([^{}]*?)/?\s*-?[>%]?[%}]\}",
    re.I,
)
_ELEMENT = re.compile(r"<(?:lite-|amp-)?([\w.-]*(?:youtube|yt-|vimeo|video)[\w.-]*)\s([^<>]*)>", re.I)
_NAMED = re.compile(
    r"\b(?:id|video-?id|data-(?:video-?)?id|youtube-?id|code|key|slug|v)\s*[=:]\s*\{?[\"'`]?([\w-]+)", re.I
)
_DIRECTIVE = re.compile(r"(?:::|@\[)(youtube|vimeo)(?:\]\(|\[.*?\]\{#|\{#|\{id=|\()[\"']?([\w-]+)", re.I)
_IDENTIFIER = re.compile(r"(?<![\w/=-])([\w-]{11})(?![\w-])")
_LONGEST = 500
"""Characters of a line that may hold such a mark."""
_TALLEST = 6
"""Lines that one element may take."""


def collect(
    lines: Sequence[str],
    raw: Sequence[bool],
    dropped: Iterable[int],
    found: dict[int, list[RawLink]],
    text: str,
) -> None:
    """Add the videos that lines show to ``found``, and the addresses in lines that are ``dropped``."""
    low = text.lower()
    if "youtu" in low or "video" in low or "vimeo" in low or "{% yt" in low:
        for number, line in enumerate(lines):
            if (
                len(line) <= _LONGEST
                and not raw[number]
                and ("{" in line or "<" in line or "::" in line or "@[" in line)
            ):
                urls = _videos(line, lines, number)
                if urls:
                    found[number + 1] = [
                        RawLink(_identifier_of(url, text), url, number + 1, embedded=True) for url in urls
                    ]
    for number in dropped:
        urls = find_urls(lines[number]) if "http" in lines[number] else []
        known = {link.url for link in found.get(number + 1, ())}
        links = [RawLink("", url, number + 1, embedded=True) for url in urls if url not in known]
        if links:
            found.setdefault(number + 1, []).extend(links)


def _identifier_of(url: str, text: str) -> str:
    """Return the identifier that an address was made of; "" where the notes have the address itself."""
    return "" if url in text else url.rsplit("/", 1)[-1]


def _videos(line: str, lines: Sequence[str], number: int) -> list[str]:
    urls = [_address(name, rest) for name, rest in _LIQUID.findall(line)]
    urls += [_address(name, f'id="{code}"') for name, code in _DIRECTIVE.findall(line)]
    if "<" in line:
        element = line
        if line.rfind("<") > line.rfind(">"):
            element = " ".join(lines[number : number + _TALLEST])[:_LONGEST]
        urls += [_address(name, rest) for name, rest in _ELEMENT.findall(element) if name.lower() != "video"]
    return [url for url in urls if url]


def _address(name: str, rest: str) -> str | None:
    """Return the address of the video that a mark of this name shows, by what else stands in it."""
    urls = find_urls(rest)
    if urls:
        return urls[0]
    named = _NAMED.search(rest)
    if "vimeo" in name.lower():
        code = re.search(r"\d{6,}", rest)
        return f"https://vimeo.com/{code[0]}" if code else None
    code = re.fullmatch(r"[\w-]{11}", named[1]) if named else _IDENTIFIER.search(rest)
    return f"https://youtu.be/{code[0]}" if code else None
