"""Speakers whom only a sentence names: "a talk by Anna Berg", "Anna Berg showed", "Anna Berg's session".

Read where a session has no byline. The words of speaking have to stand beside the name; what else is written
of people in prose says nothing of who spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embeddings.notes.fields.names import Names, is_known
from embeddings.notes.fields.vocabulary import NO_NAME
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.markdown_words import words

FIRST = 3
"""Paragraphs of a session in which the sentence is looked for."""

REACH = 600
"""Characters of a paragraph in which it is looked for."""

_WORD = r"[A-ZÀ-Þ][\w'’.-]*[\w.]"
_NAME = (
    rf"{_WORD}(?:\s?\([^()\n]{{1,30}}\)(?=\s+[A-ZÀ-Þ]))?"
    rf"(?:\s+(?:(?:van|de|der|den|von|di|da|el|al|bin|ten)\s+)*{_WORD}){{1,3}}"
)
_NAMES = rf"(?P<who>{_NAME}(?:(?:,\s+(?:and\s+)?|\s+(?:and|&|und|et|y|e)\s+){_NAME})*)"
_KIND = (
    r"(?i:talk|session|keynote|workshop|presentation|lecture|demo|tutorial|panel|speech|vortrag|charla|"
    r"ponencia|conférence|présentation|palestra)"
)
_SPOKE = (
    r"(?:gave|presented|talked|spoke|explained|showed|shared|walked|introduced|demonstrated|delivered|"
    r"opened|kicked off|hielt|zeigte|sprach|présente|a présenté|presentó|habló|mostró)"
)
_GIVEN = r"(?i:given|held|presented|delivered|led|hosted|run|gehalten|présentée?|presentada|dada)"
_BY = re.compile(rf"\b{_KIND}s?\s+(?:(?:was|is|were)\s+)?(?:{_GIVEN}\s+)?(?:by|von|par|por)\s+{_NAMES}")
_BESIDE = r"(?:\s*\([^()\n]{1,60}\)|,[^,.\n]{2,60},)?"
_FIRST = re.compile(rf"(?:In (?:this|the) {_KIND},?\s+)?{_NAMES}{_BESIDE}\s+{_SPOKE}\b")
_OWN = re.compile(rf"\b{_NAMES}['’]s?\s+(?:[\w-]+\s+){{0,3}}{_KIND}\b")
_APART = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&|und|et|y|e)\s+")


def speakers_in_prose(blocks: Sequence[Block], names: Names) -> list[Speaker]:
    """Return those whom the first sentences of a session say to have spoken; ``blocks`` are its own."""
    if not names.looks_at("first line"):
        return []
    paragraphs = [block for block in blocks if block.kind == "paragraph" and words(block.text)]
    for block in paragraphs[:FIRST]:
        found = list(_in_paragraph(block, names))
        if found:
            return found
    return []


def _in_paragraph(block: Block, names: Names) -> Iterator[Speaker]:
    text = block.text[:REACH]
    match = _BY.search(text) or _FIRST.match(text) or _OWN.search(text)
    if match is None:
        return
    line = block.line + text.count("\n", 0, match.start("who"))
    for part in _APART.split(match["who"]):
        name = " ".join(part.split()).strip(" .,-")
        bare = " ".join(re.sub(r"\([^()]*\)", " ", name).split())
        if (
            names.is_name(bare)
            and (is_known(bare) or names.is_rare(bare))
            and NO_NAME.isdisjoint(words(bare))
        ):
            yield Speaker(name, line=line)
