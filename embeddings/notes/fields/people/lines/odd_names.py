"""People named in other shapes than names have: by an address on a network ("@anna"), in small letters.

Neither shape proves anything by itself ("@media", "graph theory"): who asks must know that people stand
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.vocabulary.no_names import NO_NAME
from embeddings.notes.fields.vocabulary.organisations import COMPANY
from embeddings.records import Speaker
from embeddings.text.markdown_words import words

_ONE = r"@\w[\w-]{2,}(?:\s*(?:さん|氏|様|님|씨|老师|同学))?"
_HANDLES = re.compile(rf"[\s_*([]*{_ONE}(?:\s*(?:[,;&+/、，]|and|et|und|y|e)?\s*{_ONE}){{0,5}}[\s_*)\]]*")
_HANDLE = re.compile(r"@([A-Za-z0-9_][\w-]+?)(?=[^A-Za-z0-9_-]|$)")


def handles_in(text: str, line: int) -> list[Speaker]:
    """Return whom a text names that is nothing but addresses on a network; empty for any other text."""
    if "@" not in text or not _HANDLES.fullmatch(text):
        return []
    return [Speaker(handle, line=line) for handle in _HANDLE.findall(text)]


def is_addressed_handle(text: str) -> bool:
    """Whether a line is an address on a network with a form of address, which nothing but a person has."""
    return bool(re.search(r"(?:さん|氏|様|님|씨|老师|同学)[\s_*)\]]*$", text)) and bool(handles_in(text, 0))


def in_small_letters(text: str, line: int, names: Names) -> list[Speaker]:
    """Return whom a text without capitals may name: two or three words each that the notes use nowhere else.

    A company may stand behind in parentheses.
    """
    if text != text.lower() or not re.match(r"[^\W\d_]", text):
        return []
    found = people_in(text, line, names, trust=Trust.LABEL)
    return found if found and all(_is_likely(person.name, names) for person in found) else []


def _is_likely(name: str, names: Names) -> bool:
    parts = words(name)
    odd = names.is_rare(name) and NO_NAME.isdisjoint(parts) and parts[-1] not in COMPANY
    return len(parts) >= 2 and (odd or is_known(name))


def without_addresses(byline: Sequence[Speaker], titled: Sequence[Speaker]) -> Sequence[Speaker]:
    """Return the speakers of a byline; none where these are but addresses of those whom the title names."""
    return () if titled and all(_is_handle(person.name) for person in byline) else byline


def _is_handle(name: str) -> bool:
    return " " not in name and re.fullmatch(r"[a-z_][\w-]*", name) is not None
