"""What stands at the end of a title, read as the speakers."""

from __future__ import annotations

import re

from embeddings.notes.fields.people.lines.odd_names import handles_in, in_small_letters, is_addressed_handle
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.people.titles.ways import (
    BY,
    DASH,
    PARENTHESES,
    WITH,
)
from embeddings.records import Speaker
from embeddings.text.tokens import HAN, KANA

_PEN_NAME = re.compile(f"[{HAN}{KANA}]{{1,8}}")
"""What somebody may call themselves in Japanese or Chinese, in a folder whose titles end in "by"."""


def people_at_end(
    text: str, names: Names, line: int, way: int, usual: bool, *, least: int = 2
) -> list[Speaker]:
    """Read what stands at the end of a title; by habit odd names count, after "by" those that are words."""
    found = people_in(text, line, names, least=least)
    if not found and (usual or way in (BY, WITH)):
        odd = people_in(text, line, names, trust=Trust.PLACE)
        found = odd if usual or all(is_known(person.name) for person in odd) else []
    if not found and usual and way == PARENTHESES and text == text.lower() and names.is_rare(text):
        found = people_in(text, line, names, trust=Trust.LABEL)
    if not found and usual and way == BY and _PEN_NAME.fullmatch(text):
        return [Speaker(text, line=line)]
    return found


def odd_people_at_end(
    rest: str, text: str, names: Names, line: int, way: int, usual: bool = True
) -> list[Speaker]:
    """Read what stands behind the title ``rest`` as addresses on a network, or as names in small letters.

    The latter only after a title in small letters; a given name that is known, or the habit, has to tell.
    """
    if usual or way in (DASH, BY) or (way == PARENTHESES and is_addressed_handle(text)):
        handles = handles_in(text, line)
        if handles:
            return handles
    if way > PARENTHESES or rest[:1] != rest[:1].lower():
        return []
    found = in_small_letters(text, line, names)
    return found if usual or all(is_known(person.name) for person in found) else []
