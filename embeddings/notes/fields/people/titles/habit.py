"""How the titles of a folder name their speakers.

Which end of a title names the speaker is told from all titles of one kind together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.separators import parenthesis
from embeddings.notes.fields.people.names.east_asian import is_of_family
from embeddings.notes.fields.people.names.shape import Names, Trust, clean_name, is_known
from embeddings.notes.fields.people.titles.ends import odd_people_at_end
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.people.titles.ways import (
    LISTED,
    NO_HABIT,
    TITLE_ENDS,
    TITLE_START,
    WITH,
    Habit,
    in_title_case,
    listed_speaker,
    with_plain_dash,
)
from embeddings.notes.fields.titles import dissect
from embeddings.notes.formats.base import Block

LEAST = 3
"""Titles that end in the same way with a name, below which they are an accident."""

_LEAST_OF_HABIT = 2
"""Titles that make a habit."""

MOST = 0.6
"""The share of the titles which end in one way that must name somebody, so that it is the folder's way."""

MOST_COLONS = 0.8
"""The share of the titles that must open with what may be a name and a colon, so that it is one."""

MOST_TITLES = 2000
"""Titles of a level that are looked at to tell a habit."""


_NOUN = re.compile(r"(?:이야기|[가-힣]{2}[화기론법편률력들은는을를의])$")
"""What ends plain words of Korean that begin like a name."""


def lists_speakers(titles: Sequence[str], names: Names) -> bool:
    """Whether most titles that have two commas say "Name, Company, Title"."""
    likely = [match["who"] for match in map(LISTED.match, titles) if match]
    named = [match["who"] for title in titles if (match := listed_speaker(title, names))]
    clear = sum(names.is_clear(name) for name in named)
    return len(named) >= max(LEAST, MOST * len(likely), 0.3 * len(titles)) and 2 * clear >= len(named)


def habit_of(titles: Sequence[str], names: Names) -> Habit:
    """Return how titles of one kind name speakers: a habit takes two, and more than do the opposite."""
    if len(titles) < _LEAST_OF_HABIT:
        return NO_HABIT
    leading = trailing = 0
    colons: list[str] = []
    for title in titles:
        match = TITLE_START.match(in_title_case(title))
        people = people_in(match["who"], 0, names) if match else []
        # A colon follows a topic as often as a name, a dash seldom.
        dashed = match is not None and not re.search(r"[:：]\s*$", title[: match.start("title")])
        first = bool(people) and (is_known(people[0].name) or (dashed and names.is_rare(people[0].name)))
        last = bool(split_title(title, names, 0, Habit(trailing=True))[1])
        if people and not (first or dashed or last) and names.is_rare(people[0].name):
            colons.append(people[0].name)
        leading += first and not last
        trailing += last and not first
    if len(set(colons)) == len(colons) and len(colons) + leading >= max(LEAST, MOST_COLONS * len(titles)):
        # Topics of that shape do not open all titles, each another one.
        leading += len(colons)
    least = max(_LEAST_OF_HABIT, 0.3 * len(titles))
    leads = leading >= least and leading > trailing
    return Habit(
        leads,
        trailing >= least and trailing > leading,
        frozenset() if leads else _usual_ends(titles, names),
        lists_speakers(titles, names),
    )


def _usual_ends(titles: Sequence[str], names: Names) -> frozenset[int]:
    """Return the ways of ending in which three titles, and most of those that end so, name somebody."""
    usual: set[int] = set()
    titles = [in_title_case(with_plain_dash(title)) for title in titles]
    for number, pattern in enumerate(TITLE_ENDS):
        matches = [match for match in map(pattern.match, titles) if match]
        ends = [match["who"] for match in matches]
        families = _are_of_families(ends)
        if len(matches) < LEAST and not families:
            continue
        named = [people[0].name for end in ends if (people := people_in(end, 0, names, trust=Trust.PLACE))]
        # What a thing is made or done with has the shape of a name as often as those who speak.
        clear = sum(is_known(name) if number == WITH else names.is_clear(name) for name in named)
        odd = [
            people[0].name
            for match in matches
            if (people := odd_people_at_end(match["title"], match["who"], names, 0, number))
        ]
        named, clear = named + odd, clear + len(odd)
        enough = len(named) >= max(2 if families else LEAST, MOST * len(ends)) and 2 * clear >= len(named)
        if enough and 2 * len(set(named)) > len(named):
            usual.add(number)
    return frozenset(usual)


def _are_of_families(ends: Sequence[str]) -> bool:
    """Whether two ends of titles, and most of them, are different names in Chinese, Japanese or Korean."""
    bare = {clean_name(parenthesis(end)[0].split(",")[0]) for end in ends}
    named = {name for name in bare if is_of_family(name) and not _NOUN.search(name)}
    return len(named) >= max(2, MOST * len(ends))


def habit_of_folder(files: Sequence[Sequence[Block]], stated: Sequence[str], names: Names) -> Habit:
    """Return how titles of one kind mostly end in a name or list it first.

    They are the headings of one level of all files, their bold lines, and those ``stated`` in front matter.
    """
    levels: dict[int, list[str]] = defaultdict(list)
    levels[0] = [dissect(title).text for title in stated]
    for blocks in files:
        for block in blocks:
            if block.kind == "heading":
                levels[block.level].append(dissect(block.title).text)
            elif block.kind == "paragraph" and block.bold == (True,):
                levels[7].append(dissect(block.text).text)
    some = [titles[:MOST_TITLES] for titles in levels.values()]
    ends = frozenset(way for titles in some for way in _usual_ends(titles, names))
    return Habit(ends=ends, listed=any(lists_speakers(titles, names) for titles in some))
