"""Where a library is kept: the path of a file, or the address of a PostgreSQL database.

An address is what libpq takes (``postgresql://user@host:port/database?sslmode=verify-full``), with one
parameter more: ``library`` names the library among those of one database, ``default`` where it is missing.
Nothing is connected to here, and nothing imported that could.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

DEFAULT_NAME = "default"
"""Of a library whose address names none."""
_SCHEMES = ("postgresql", "postgres")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://|postgres(?:ql)?:/)", re.IGNORECASE)
"""How a text begins that is meant as an address, in whatever way: a path of that name would be a mistake."""
_NAME = re.compile(r"[a-z0-9][a-z0-9/-]{0,99}")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """A library in a PostgreSQL database. What is shown of it (``str``) has no password."""

    url: str
    """As libpq takes it, without the password."""
    library: str = DEFAULT_NAME
    password: str | None = None

    def __str__(self) -> str:
        """Return the address as a person may see it."""
        if self.library == DEFAULT_NAME:
            return self.url
        mark = "&" if "?" in self.url else "?"
        return f"{self.url}{mark}library={quote(self.library, safe='/')}"

    def __repr__(self) -> str:
        """Return the same, so that no password is shown by accident."""
        return f"DatabaseAddress({str(self)!r})"

    def beside(self, name: str) -> DatabaseAddress:
        """Return the address of another library in this database, which goes with this one."""
        return replace(self, library=f"{self.library}/{name}")


Place: TypeAlias = Path | DatabaseAddress
"""Where a library is kept."""


def is_address(text: str) -> bool:
    """Tell whether a text is meant as an address rather than a path."""
    return _ADDRESS.match(text) is not None


def place_of(text: str) -> Place:
    """Return the place that a text names; raises ValueError, with what is expected, for a bad address."""
    if not is_address(text):
        return Path(text)
    if text.partition("://")[0].lower() not in _SCHEMES:
        raise ValueError("an address such as postgresql://user@host/database, or a path, is expected")
    try:
        parts = urlsplit(text)
        hosts = [_host(host) for host in parts.netloc.rpartition("@")[2].split(",")]
        parameters = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ValueError("an address such as postgresql://user@host/database is expected") from None
    if not parts.path.strip("/") or "/" in parts.path.strip("/"):
        raise ValueError("an address with a database, as in postgresql://user@host/database, is expected")
    name = parameters.pop("library", DEFAULT_NAME)
    if not _NAME.fullmatch(name):
        raise ValueError("`library` in the address is expected to be of small letters, digits and dashes")
    password = parameters.pop("password", None) or (unquote(parts.password) if parts.password else None)
    return DatabaseAddress(_without_password(parts, hosts, parameters), name, password)


def _host(given: str) -> str:
    """Return one of the hosts that may be named, without an empty port; raises ValueError for a bad one."""
    return given if urlsplit(f"//{given}").port is not None else given.rstrip(":")


def _without_password(parts: SplitResult, hosts: list[str], parameters: dict[str, str]) -> str:
    user = f"{parts.username}@" if parts.username else ""
    query = f"?{urlencode(parameters, quote_via=quote, safe='/')}" if parameters else ""
    return f"postgresql://{user}{','.join(hosts)}{parts.path}{query}"
