"""Who took the notes: a key of front matter, or a line that says so ("Notes by Anna Berg")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust
from embeddings.notes.fields.vocabulary.note_takers import BEFORE_A_COLON, BEFORE_A_NAME
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.records import Speaker
from embeddings.text.markdown_words import without_wiki_marks

_WORDS = BEFORE_A_NAME | BEFORE_A_COLON
_LONGEST = 100
"""Characters of a line that names who took the notes."""
_FOLDERS = re.compile(r"^(?:[\w-]+/)+(?=\w)")
_LABEL = re.compile(
    "[\\W_]*(?P<label>"
    + "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(_WORDS, key=len, reverse=True))
    + r")(?P<colon>[\s*_]*[:：])?(?P<between>[\s*_]*)(?P<who>\S.*)$",
    re.IGNORECASE,
)


def stated_taker(front: FrontMatter) -> str | None:
    """Return whom front matter names as the note taker (``noted_by`` and the like), in whatever language."""
    keys = [key for key in front.values if _folded(key) in _WORDS]
    return _listed([text for text, _ in front.texts(*keys)])


def taker_in(blocks: Iterable[Block]) -> Speaker | None:
    """Return whom a line of its own among ``blocks`` names as the note taker, with the line; None where none
    does.
    """
    lines = (
        (line, block.line + number)
        for block in blocks
        if block.kind in ("paragraph", "item")
        for number, line in enumerate(block.lines)
        if len(line) <= _LONGEST
    )
    return next((Speaker(name, line=at) for line, at in lines if (name := _named(line))), None)


def _named(line: str) -> str | None:
    match = _LABEL.match(line)
    if match is None or not (match["colon"] or match["between"]):
        return None
    # A wiki's page on a person may lie in a folder: "[[people/Anna]]".
    who = _FOLDERS.sub("", without_wiki_marks(match["who"])).rstrip(" .*_")
    # "Notes de version": a name has a capital.
    if not match["colon"] and (who[:1].islower() or _folded(match["label"]) in BEFORE_A_COLON):
        return None
    people = people_in(who, 0, Names(), least=1, trust=Trust.LABEL, plural=True)
    return _listed([person.name for person in people])


def _listed(names: list[str]) -> str | None:
    """Return one name or several as they are shown, cut where they are longer than a name is."""
    return ", ".join(names)[:_LONGEST] or None


def _folded(label: str) -> str:
    return " ".join(label.casefold().replace("_", " ").replace("-", " ").split())
