"""What the names of files say: which are documents, without lines to point at, and what a file is called."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

HTML = (".html", ".htm")
WORD = (".docx",)

_EXPORTED = re.compile(r"\s+[0-9a-f]{32}$")
"""The mark that a program for notes puts after the title in the name of an exported file."""
_GENERAL = re.compile(r"readme|_?index|home", re.I)
"""What files are called whose own names say nothing."""


def is_document(file: str) -> bool:
    """Tell whether a file is a document, by its name."""
    return file.lower().endswith((*HTML, *WORD))


def is_general(stem: str) -> bool:
    """Tell whether a file's name without its suffix says nothing of what stands in it ("index")."""
    return _GENERAL.fullmatch(stem) is not None


_HOUR = re.compile(r"(?:[01]\d|2[1-3])[0-5]\d[-_ ]+(?=[^\W\d])")
"""The hour at which a session begins, before its title ("0930-lids.md")."""


def humanised(file: str) -> str:
    """Return a title made of a file's name; one that is written with spaces keeps its hyphens."""
    stem = PurePosixPath(file).stem
    bare = _EXPORTED.sub("", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d[-_ ]*", "", stem))
    bare = _HOUR.sub("", bare)
    text = " ".join((bare if " " in bare else re.sub(r"[-_]+", " ", bare)).split()) or stem
    return text[:1].upper() + text[1:]
