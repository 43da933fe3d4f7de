"""Whose notes a file is that was handed in, as who hands it in says: written into it, as its author might."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from bot.inbox.errors import InboxError
from bot.inbox.handed_in import NotesFile
from embeddings.notes.fields.note_takers import stated_taker
from embeddings.notes.formats.frontmatter import read_front_matter

LONGEST_NAME = 60
"""Characters of the name."""
_SIGNS = {"---": "noted_by: ", "+++": "noted_by = "}
"""What opens front matter, and how the key is written in it."""


def name_of(given: str) -> str:
    """Return a name as it is written into notes, on one line; raises InboxError where it has no letter."""
    shown = "".join(c for c in given if c.isspace() or unicodedata.category(c)[0] != "C")
    name = " ".join(shown.split())[:LONGEST_NAME].strip()
    if not any(map(str.isalpha, name)):
        raise InboxError("That is no name: say whose notes these are, or leave it out.")
    return name


def with_taker(files: Iterable[NotesFile], name: str) -> tuple[NotesFile, ...]:
    """Return files that name who took the notes, in their front matter; one that does already as it is."""
    return tuple(
        replace(file, text=_with_key(file.text, json.dumps(name, ensure_ascii=False))) for file in files
    )


def _with_key(text: str, value: str) -> str:
    lines = text.split("\n")
    front = read_front_matter(lines)
    if stated_taker(front) is not None:
        return text
    opening = next(
        (n for n, line in enumerate(lines[: front.height]) if line.strip("\ufeff \t") in _SIGNS), None
    )
    if opening is not None:
        key = _SIGNS[lines[opening].strip("\ufeff \t")]
        return "\n".join([*lines[: opening + 1], key + value, *lines[opening + 1 :]])
    # What stands before the text in another form ("Key: value") stays first.
    return text if front.height else f"---\nnoted_by: {value}\n---\n\n{text}"
