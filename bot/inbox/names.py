"""Names of files that were handed in, as names that every system takes, and that lead nowhere else."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
"""Characters of a name without its suffix; in UTF-8 no system's limit is near."""
_NOTIONS_ID = re.compile(r"[ _-]?[0-9a-f]{32}$")
"""What Notion puts behind the name of each page that it exports."""
_KEPT = re.compile(r"[^\w .,&+()'-]+")
_UNREAD = frozenset({"node_modules", "__pycache__"})
"""Folders that are passed over where notes are read."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows gives to devices."""
NAMELESS = "notes"
"""What is called so has no name of its own that could be used."""


def split(name: str) -> tuple[str, str]:
    """Return the name of a file without its folders and suffix, as it may be used, and the suffix."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = last.rpartition(".")
    return usable(stem if dot else last), f".{suffix.lower()}" if dot else ""


def usable(name: str) -> str:
    """Return a name of a file or folder with nothing in it but letters, digits and a few signs."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = _NOTIONS_ID.sub("", name)
    kept = " ".join(_KEPT.sub(" ", name).split())[:_LONGEST].strip(" .,&+'-_")
    if not kept or kept.lower() in _UNREAD or _RESERVED.fullmatch(kept):
        return NAMELESS
    return kept


def another(name: str, number: int) -> str:
    """Return a name for what is called as something else is: letters, as digits could read as a date."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return f"{name} {letters}" if letters else name
