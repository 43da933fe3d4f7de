"""Speakers in titles: "A talk - Name", "A talk by Name", and "Name - A talk" where that is the custom.

Which end of a title names the speaker is told from all titles of one kind together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from embeddings.notes.fields.names import Names, is_known
from embeddings.notes.fields.people import people_in
from embeddings.notes.fields.vocabulary import NO_NAME
from embeddings.records import Speaker
from embeddings.text.markdown_words import words


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether the titles of one kind begin, or end, with the speaker more than by accident."""

    leading: bool = False
    trailing: bool = False


NO_HABIT = Habit()

_TITLE_ENDS = (
    re.compile(r"^(?P<title>.+\S)\s+(?:-{1,3}|–|—|\||/|·|•)\s+(?P<who>[^|]+)$"),
    re.compile(r"^(?P<title>.+?\S)[\s,]+(?:presented\s+by|by|par|von|por)[\s:]+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+?\S)\s*[(（\[](?:by\s+)?(?P<who>[^()（）\[\]]+)[)）\]]$", re.I),
    re.compile(r"^(?P<title>.+\S)\s+(?:with|w/|avec|mit|con|feat\.?|ft\.?)\s+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+\S)\s*[,:：/／]\s*(?P<who>[^:：,/／]+)$"),
)
_TITLE_START = re.compile(r"^(?P<who>[^:：–—|]{3,60}?)(?:\s*[:：]\s+|\s+[-–—|]\s+)(?P<title>\S.+)$")


def split_title(
    title: str, names: Names, line: int, habit: Habit = NO_HABIT, linked: Set[str] = frozenset()
) -> tuple[str, list[Speaker]]:
    """Return a title without the speakers it ends in (or by habit begins with), and those speakers.

    ``linked`` are the texts of the links in the title: a name that is linked to is more surely one.
    """
    if not names.looks_at("title"):
        return title, []
    if names.source == "title" and not habit.leading:
        habit = Habit(trailing=True)
    leading = habit.leading
    for number, pattern in enumerate(_TITLE_ENDS):
        match = pattern.match(title) if not re.search(r"\bsponsored\b", title, re.I) else None
        if not match or (number > 0 and leading):
            continue
        rest = match["title"].rstrip(" ,-–—|:")
        quoted = number == 1 and bool(re.fullmatch(r"[\"“'‘«].+[\"”'’»]", rest))
        found = people_in(match["who"], line, names, least=1 if quoted else 2)
        if not found or (number == 4 and len(found) > 1) or len(rest.split()) < (1 if number < 3 else 2):
            continue
        known = any(is_known(person.name) or person.name in linked for person in found)
        rare = number < 3 and (habit.trailing or names.is_rare(found[0].name))
        if not (known or rare or (number == 3 and len(found) > 1)):
            continue
        if len(words(rest)) == 1 and rest.casefold() in NO_NAME:
            # "Keynote - X" has no other title than itself.
            return title, found
        if number == 0 and (leading or (names.is_name(rest) and is_known(rest))):
            # "Name - Name": nobody can tell which is the title.
            continue
        return rest, found
    if leading:
        match = _TITLE_START.match(title)
        if match:
            found = people_in(match["who"], line, names)
            if found and (is_known(found[0].name) or names.is_rare(found[0].name)):
                return match["title"], found
    return title, []


def habit_of(titles: Sequence[str], names: Names) -> Habit:
    """Return how titles of one kind name speakers: a habit takes two, and more than do the opposite."""
    leading = trailing = 0
    for title in titles:
        match = _TITLE_START.match(title)
        people = people_in(match["who"], 0, names) if match else []
        # A colon follows a topic as often as a name, a dash seldom.
        dashed = match is not None and not re.search(r"[:：]\s*$", title[: match.start("title")])
        first = bool(people) and (is_known(people[0].name) or (dashed and names.is_rare(people[0].name)))
        last = bool(split_title(title, names, 0, Habit(trailing=True))[1])
        leading += first and not last
        trailing += last and not first
    least = max(2, 0.3 * len(titles))
    return Habit(leading >= least and leading > trailing, trailing >= least and trailing > leading)


def agree(title: str, split: tuple[str, list[Speaker]], head: Sequence[Speaker]) -> tuple[str, list[Speaker]]:
    """Keep speakers read from a title only where the head of the session names none, or one of the same."""
    named = {speaker.name.casefold() for speaker in head}
    if named and not any(speaker.name.casefold() in named for speaker in split[1]):
        return title, []
    return split
