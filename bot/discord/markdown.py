"""Text of notes and people inside Discord Markdown: shown as it stands, and never able to leave its place.

Discord shows the character after a backslash as it is, for every mark of its Markdown. So nothing is taken
out of a quote and nothing invisible is put in. Sizes are counted in UTF-16 units, the larger of the two ways
to count.
"""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit, urlunsplit

_INLINE = re.compile(r"[\\*_~|`<@\[\]]")
"""Marks that count wherever they stand: emphasis, spoilers, code, mentions, custom emoji, masked links."""
_SCHEME = re.compile(r"(?<=[A-Za-z+.-]):(?=\S)")
"""The colon of an address, without which Discord makes no link of it: a quote offers nothing to click on."""
_LINE_START = re.compile(r"^(\s*)([#>+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_UNSEEN = {"\u200e", "\u200f", "\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks that turn the reading direction: in a label they could make an address read as another."""
_TOKEN = re.compile(r"\S+\s*|\s+")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?")
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|\w+);")
"""With its semicolon: without one, ``&copy=1`` of a query would be read as a sign."""
_URL_SAFE = "/%:@!$&'*+,;=~-._?"


def length(text: str) -> int:
    """Size of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """Give Markdown that Discord shows as exactly ``text``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _SCHEME.sub(r"\:", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def plain(text: str) -> str:
    """Give a label of ``text``: one line, without control characters and marks of direction."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text if c not in _UNSEEN)
    return " ".join("".join(kept).split())


def cut(text: str, limit: int, measure: Callable[[str], int] = length) -> str:
    """Shorten ``text`` at a word to ``limit`` units, the ellipsis included; ``measure`` counts them."""
    if measure(text) <= limit:
        return text
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= limit:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if " " in kept[low // 2 :].rstrip() and not text[low : low + 1].isspace():
        kept = kept[: kept.rstrip().rindex(" ")]
    return kept.rstrip() + "…"


def cut_escaped(text: str, limit: int) -> str:
    """Give ``text`` as one line of Markdown of at most ``limit`` units."""
    # One more than the limit is enough to see that it is cut, and bounds the work.
    return escape(cut(plain(text)[: limit + 1], limit, lambda part: length(escape(part))))


# ---------------------------------------------------------------------- links


def safe_url(url: str, limit: int = 512) -> str | None:
    """Give a web address in ASCII as a browser would open it, or None for one that must not be offered.

    Refused are other schemes than http and https, a user name before the host (it poses as another host),
    hosts that are not a name or a number, and addresses of more than ``limit`` units. Notes may spell "&" as
    the entity ``&amp;``, which is read first.
    """
    url = _ENTITY.sub(lambda entity: html.unescape(entity[0]), url)
    if (
        any(character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in url)
        or "\\" in url
    ):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        name = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if not _is_address(parts.hostname)
            else parts.hostname or ""
        )
    except ValueError:  # of which UnicodeError is one
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not name:
        return None
    if not _is_address(name) and not _HOST.fullmatch(name):
        return None
    netloc = (f"[{name}]" if ":" in name else name) + (f":{port}" if port is not None else "")
    path, query, fragment = (
        percent_encode(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment)
    )
    safe = urlunsplit((parts.scheme, netloc, path, query, fragment))
    return safe if len(safe) <= limit else None


def _is_address(host: str | None) -> bool:
    try:
        ipaddress.ip_address(host or "")
    except ValueError:
        return False
    return True


def host(url: str) -> str:
    """Give the host of an address that ``safe_url`` passed, as a browser would show it, with its port."""
    return urlsplit(url).netloc


# ---------------------------------------------------------------------- blocks and pages

Form = Literal["quote", "code", "text"]


@dataclass(frozen=True, slots=True)
class Block:
    """A text block of a reply that stays together.

    ``text`` of a quote or of code is the notes' own; of a text it is Markdown.
    """

    form: Form
    text: str
    after: str = ""
    """Markdown of the line that follows it, on the same page: where a quote stands."""

    @property
    def markdown(self) -> str:
        """What Discord is sent."""
        rendered = render(self.form, self.text)
        return f"{rendered}\n{self.after}" if self.after else rendered


def render(form: Form, text: str) -> str:
    """Give the Markdown of a quote, of code, or of text that is Markdown already."""
    if form == "text":
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if form == "code" and "```" not in text and not text.endswith("`"):
        return f"```\n{text}\n```"
    return "\n".join(f"> {line}" for line in escape(text).split("\n"))


def paginate(blocks: Iterable[Block], limit: int) -> list[str]:
    """Lay blocks on pages of at most ``limit`` units; one that is too long becomes several of its kind."""
    pages: list[str] = []
    page = ""
    for block in blocks:
        for part in _fitting(block, limit):
            markdown = part.markdown
            joined = f"{page}\n{markdown}" if page else markdown
            if page and length(joined) > limit:
                pages.append(page)
                joined = markdown
            page = joined
    return [*pages, page] if page or not pages else pages


def _fitting(block: Block, limit: int) -> Sequence[Block]:
    """Cut a block into some that fit: code at line ends, text between words, one long word anywhere."""
    if length(block.markdown) <= limit:
        return [block]
    room = limit - length(block.after) - _SLACK
    units = re.findall(r"[^\n]*\n|[^\n]+", block.text) if block.form == "code" else _TOKEN.findall(block.text)
    parts: list[str] = []
    held, size = "", _FRAME[block.form]
    for unit in _small(units, block.form, room):
        cost = _cost(unit, block.form)
        if held and size + cost > room:
            parts.append(held)
            held, size = "", _FRAME[block.form]
        held += unit
        size += cost
    parts.append(held)
    shown = [part for part in parts if part.strip()]
    return [Block(block.form, part) for part in shown[:-1]] + [Block(block.form, shown[-1], block.after)]


_SLACK = 24
"""Units kept free: a mark that two pieces form together ("1" and ".") costs one more than was counted."""
_FRAME: dict[Form, int] = {"quote": 2, "code": 8, "text": 0}
"""Units around a block: ``> `` or a fence's two lines."""


def _cost(unit: str, form: Form) -> int:
    """Give the most that a piece adds to a block's Markdown, whatever stands before it."""
    return (
        length(unit)
        if form == "text"
        else max(length(escape(unit)), length(unit)) + 2 * (unit.count("\n") + unit.count("\r"))
    )


def _small(units: Iterable[str], form: Form, room: int) -> Iterable[str]:
    for unit in units:
        if _cost(unit, form) + _FRAME[form] <= room:
            yield unit
            continue
        # An escaped character takes two units of each of which UTF-16 may need two, and a line end two more.
        step = max(1, (room - _FRAME[form]) // 4)
        bounds = [*range(0, len(unit), step), len(unit)]
        yield from (unit[start:end] for start, end in pairwise(bounds))
