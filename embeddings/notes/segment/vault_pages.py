"""Pages of a vault that are no notes of a talk: on a person, of a day, over other pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from embeddings.notes.fields.people.front_matter import stated_speakers
from embeddings.notes.segment.name_headings import named_alone
from embeddings.notes.segment.view import View
from embeddings.text.dates import is_only_date
from embeddings.text.document_names import humanised
from embeddings.text.markdown_words import words

_PEOPLE = re.compile(
    r"(?:\d+\W+)?(?:people|persons?|contacts?|speakers?|personen|kontakte|personnes|personas|contactos|"
    r"pessoas|persone|人物|人|사람|인물)",
    re.I,
)
_DAYS = re.compile(
    r"(?:\d+\W+)?(?:daily(?: ?notes?)?|dailies|journals?|diary|tagebuch|diario|diário|日记|日記|일기)", re.I
)
_MOST_ON_PERSON, _MOST_OF_DAY, _MOST_OVER = 150, 60, 40
"""Words of such pages at most; more are notes of something."""
_LEAST_BELOW = 2
"""Pages in the folder of a page over others."""


def why_no_talk(view: View, held: Mapping[str, int]) -> str | None:
    """Return what page of a vault a file is, by where it lies or its tags and its title; None for any other.

    ``held`` tells how many files lie in each folder, and in those in it.
    """
    title = view.title.title.text
    # Whoever the page is called by is no sign of a talk: a page on a person is called so too.
    named = any(words(who.name) != words(title) for who in view.title.speakers)
    if named or view.title.byline.evidence or stated_speakers(view.front):
        return None
    count = sum(block.words for block in view.blocks)
    told = [view.file.rpartition("/")[0].rpartition("/")[2], *_tags(view)]
    if count < _MOST_ON_PERSON and any(map(_PEOPLE.fullmatch, told)):
        called = words(title) == words(humanised(view.file))
        if called and named_alone(title, view.title.line, view.names):
            return "a page on a person"
    bare = len(view.root.walk()) <= (view.title.node is not None)
    if count < _MOST_OF_DAY and bare and is_only_date(title) and any(map(_DAYS.fullmatch, told)):
        return "the page of a day, without notes of a session"
    below = str(PurePosixPath(view.file).with_suffix(""))
    if count < _MOST_OVER and held.get(below, 0) >= _LEAST_BELOW:
        return "a page over other pages, without notes of a session"
    return None


def _tags(view: View) -> list[str]:
    """Return the tags and the type that the front matter of a page states."""
    found: list[str] = []
    for key in ("tags", "tag", "type", "class"):
        value = view.front.values.get(key)
        entries = value if isinstance(value, list) else [value]
        found += [part for entry in entries if isinstance(entry, str) for part in re.split(r"[\s,#]+", entry)]
    return found
