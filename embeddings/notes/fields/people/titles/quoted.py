"""Speakers before or behind a title in quotation marks."""

from __future__ import annotations

import re

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.records import Speaker

_MARKS = frozenset('「『《"“„«')
_BOOK = re.compile(r"^(?P<who>[^《》:：]{2,40}?)(?:\s*[:：]\s*|\s+[-–—]\s+)《(?P<title>[^《》]+)》$")

_QUOTED = re.compile(
    r"^(?:「(?P<a>[^「」]+)」|『(?P<b>[^『』]+)』|《(?P<c>[^《》]+)》|“(?P<d>[^“”]+)”|„(?P<e>[^„“”]+)[“”]|«(?P<f>[^«»]+)»)"
    r"\s*(?:[-–—~:：/／,，、]\s*)?(?P<who>\S.+)$"
)
"""A title in quotation marks and what stands behind it."""

_QUOTED_BY = re.compile(
    r"^[^「」『』《》]{0,12}(?:「(?P<a>[^「」]+)」|『(?P<b>[^『』]+)』|《(?P<c>[^《》]+)》)\s*(?:from|by)\s*[:：]?\s*(?P<who>\S.*)$",
    re.I,
)
"""A title in Chinese or Japanese quotation marks, its kind before it, and after "from" or "by" who spoke."""

_BEFORE_QUOTED = re.compile(
    r"^(?P<who>\S.{1,30}?)\s*(?P<mark>さん|氏|様|先生|老师|老師|님)?\s*[-–—~:：/／|]?\s*"
    r"(?:「(?P<a>[^「」]+)」|『(?P<b>[^『』]+)』|《(?P<c>[^《》]+)》)$"
)
"""Somebody before a title in Chinese or Japanese quotation marks."""


_NAME_AND_QUOTED = re.compile(
    r"^(?P<who>[^|\"“”„«»:]{3,40}?)\s*(?:\|[^|\"“”„«»]*)*\s*[|:–—-]\s*"
    r"[\"“„«](?P<title>[^\"“”„«»]{4,})[\"”“»]$"
)
"""Somebody, and what they are, before a title in quotation marks: "Anna Berg | Spout | "A title"."""


def beside_quoted(title: str, names: Names) -> tuple[str, list[Speaker]] | None:
    """Return the words in quotation marks and who is named beside them; None for any other title."""
    if _MARKS.isdisjoint(title):
        return None
    match = _BOOK.match(title)
    people = people_in(match["who"], 0, names, least=1, trust=Trust.PLACE) if match else []
    if match and people:
        return match["title"], people
    match = _QUOTED.match(title)
    people = people_in(match["who"], 0, names) if match else []
    if match and people and all(is_known(person.name) or names.is_rare(person.name) for person in people):
        return next(part for part in match.group("a", "b", "c", "d", "e", "f") if part), people
    match = _QUOTED_BY.match(title)
    people = people_in(match["who"], 0, names, least=1, trust=Trust.LABEL) if match else []
    if match and people:
        return next(part for part in match.group("a", "b", "c") if part), people
    match = _BEFORE_QUOTED.match(title)
    if match:
        trust = Trust.LABEL if match["mark"] else Trust.SHAPE
        people = people_in(match["who"], 0, names, least=1 if match["mark"] else 2, trust=trust)
        if people:
            return next(part for part in match.group("a", "b", "c") if part), people
    match = _NAME_AND_QUOTED.match(title)
    people = people_in(match["who"], 0, names) if match else []
    if match and people and all(is_known(person.name) or names.is_rare(person.name) for person in people):
        return match["title"], people
    return None
