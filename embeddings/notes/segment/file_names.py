"""What the name of a file says of the notes in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from embeddings.notes.fields.titles import (
    is_group,
    names_event,
)
from embeddings.text.dates import (
    find_day,
    find_year,
    has_weekday,
    is_only_date,
    strip_dates,
)
from embeddings.text.markdown_words import words

_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[^\W\d_])(?=\d)")
"""Where a word begins in a name that is written without spaces ("LightningTalks2")."""

_NUMBER_BEFORE = re.compile(r"^\d{1,3}[a-z]?[\s.]+")

_ONE = re.compile(
    r"(?:keynote|key note|tutorial|workshop|panel|poster|talk|session|atelier|charla)(?:\s+[ivx]+)?$", re.I
)

_NUMBERED_TALK = re.compile(
    r"(?:talk|lecture|charla|ponencia|palestra|vortrag|exposé|conférence|lezing|доклад|発表|讲座|講座|발표)"
    r"[-_ ]*#?\d{1,3}",
    re.I,
)

_PART_AFTER = re.compile(
    r"[\s.]*(?:\b(?:part|pt|teil|partie|parte|continued|cont))?[\s.]*(?:\d[\s\d]*)?$", re.I
)

LEAST_SHARED = 0.6
"""The least share of the words of a file's name in the title that it is called by."""


def stem_words(file: str) -> list[str]:
    """Return the words of a file's name without its date."""
    stem = PurePosixPath(file).stem
    spaced = re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d", " ", stem))
    return words(strip_dates(_HUMP.sub(" ", spaced)))


def is_called_by(file: str, text: str) -> bool:
    """Whether a file is called by a text: it holds most words of the file's name."""
    stem = set(stem_words(file))
    return len(stem) >= 2 and len(stem & set(words(text))) >= LEAST_SHARED * len(stem)


def is_in_name(file: str, text: str) -> bool:
    """Whether a line has half of its words or more from the name of its file."""
    line = set(words(text))
    return 2 * len(line & set(stem_words(file))) >= len(line)


def is_of_a_day(file: str) -> bool:
    """Whether a file is named like a day ("day2.md", "someconf-day2.md") rather than like a talk."""
    stem = re.sub(r"[-_]", " ", PurePosixPath(file).stem)
    return (find_day(stem) is not None or has_weekday(stem)) and len(stem_words(file)) <= 2


def named_by_kind(file: str) -> Literal["one", "several"] | None:
    """Return what a file is named by: kinds of sessions ("lightning-talks.md"), one kind ("Keynote3.md")."""
    bare = re.sub(r"[-_]+", " ", PurePosixPath(file).stem)
    bare = _PART_AFTER.sub("", _NUMBER_BEFORE.sub("", bare)).strip()
    for text in (bare, _HUMP.sub(" ", bare)):
        if text.casefold() == "lightning":
            return "several"
        if is_group(text) and not is_only_date(text):
            return "one" if _ONE.search(text) else "several"
    return None


def is_numbered_talk(file: str) -> bool:
    """Whether a file is called by the word for one talk and a number ("charla_02.md")."""
    return _NUMBERED_TALK.fullmatch(PurePosixPath(file).stem) is not None


def is_named_like_an_event(file: str) -> bool:
    """Whether a file is named by an event and its year: "2018 Someconf.md", "steam-2020/steam-2020.md"."""
    path = PurePosixPath(file)
    if path.stem.casefold() == path.parent.name.casefold() and find_year(re.sub(r"[-_]+", " ", path.stem)):
        return True
    text = re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d", " ", PurePosixPath(file).stem))
    return find_year(text) is not None and names_event(strip_dates(re.sub(r"\b\d{4}\b", " ", text)).strip())


def is_named_by_title(file: str) -> bool:
    """Whether a file's name is written as a title: several words with spaces between them."""
    stem = PurePosixPath(file).stem.strip()
    return (
        stem.count(" ") >= 2
        and len(stem_words(file)) >= 3
        and not names_event(stem)
        and not is_of_a_day(file)
    )
