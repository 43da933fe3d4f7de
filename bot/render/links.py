"""Links that may be offered, how they are named, and the addresses of lines of the notes on the web."""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit, urlunsplit

from bot.render.entities import ENTITY
from bot.sources.forges import at_lines
from embeddings.records import LinkKind
from embeddings.text.document_names import is_document

LONGEST = 2048
"""Units of an address that is offered: browsers and chat platforms take no longer ones."""
LINK_LABELS: dict[LinkKind, str] = {"youtube": "Video", "aws": "AWS", "github": "GitHub", "other": "Link"}
"""What a link is called whose label shows nothing."""
LINK_HEADINGS: dict[LinkKind, str] = {
    "youtube": "Recordings and videos",
    "aws": "AWS pages",
    "github": "GitHub",
    "other": "Other links",
}
"""What stands above the links of a kind, in the order that lists show them."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?")
_URL_SAFE = "/%:@!$&'*+,;=~-._?"


# ---------------------------------------------------------------------- what may be offered


def safe_url(url: str, limit: int = 512) -> str | None:
    """Return a web address in ASCII as a browser would open it, or None for one that must not be offered.

    Refused are other schemes than http and https, a user name before the host (it poses as another host),
    hosts that are not a name or a number, and addresses of more than ``limit`` units. Notes may spell "&" as
    the entity ``&amp;``, which is read first.
    """
    url = ENTITY.sub(lambda entity: html.unescape(entity[0]), url)
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
    """Return the host of an address that ``safe_url`` passed, as a browser would show it, with its port."""
    return urlsplit(url).netloc


# ---------------------------------------------------------------------- where the notes stand


@dataclass(frozen=True, slots=True)
class NotesSite:
    """Where the notes stand on the web, if anywhere."""

    url: str | None = None
    """The address of their folder, without a slash at its end."""

    def page(self, file: str, line: int, end_line: int) -> str | None:
        """Return the address of lines of a note, None where the notes are not on the web."""
        if self.url is None:
            return None
        if is_document(file):
            return safe_url(f"{self.url}/{percent_encode(file)}", LONGEST)
        return safe_url(at_lines(f"{self.url}/{percent_encode(file)}", line, end_line), LONGEST)
