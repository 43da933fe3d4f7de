"""Speakers in titles: "A talk - Name", "A talk by Name", and "Name - A talk" where that is the custom.

Which end of a title names the speaker is told from all titles of one kind together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from embeddings.notes.fields.names import Names, Trust, clean_name, is_known, without_pictures
from embeddings.notes.fields.odd_names import handles_in, in_small_letters
from embeddings.notes.fields.people import is_role, people_in
from embeddings.notes.fields.titles import dissect
from embeddings.notes.fields.vocabulary import NO_NAME
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.dates import is_only_date
from embeddings.text.markdown_words import words

LEAST = 3
"""Titles that end in the same way with a name, below which they are an accident."""

MOST = 0.6
"""The share of the titles which end in one way that must name somebody, so that it is the folder's way."""

MOST_COLONS = 0.8
"""The share of the titles that must open with what may be a name and a colon, so that it is one."""

MOST_TITLES = 2000
"""Titles of a level that are looked at to tell a habit."""

DASH, BY, PARENTHESES, WITH, COMMA, OF = range(6)
"""The ways in which a title ends in a speaker."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the titles of one kind name their speakers, more than by accident."""

    leading: bool = False
    trailing: bool = False
    ends: frozenset[int] = frozenset()
    """The ways of ending in which most titles name somebody: odd names are names there."""
    listed: bool = False
    """Whether titles say "Name, Company, Title"."""


NO_HABIT = Habit()

_TITLE_ENDS = (
    re.compile(r"^(?P<title>.+\S)\s+(?:-{1,3}|–|—|\||/|·|•)\s+(?P<who>[^|]+)$"),
    re.compile(r"^(?P<title>.+\S)[\s,]+(?:presented\s+by|by|par|von|por)[\s:]+(?P<who>.+)$", re.I),
    re.compile(
        r"^(?P<title>.+?\S)\s*[(（\[](?P<told>(?:by|with|w/|avec|mit|con|feat\.?|ft\.?)\s*:?\s+|w/)?"
        r"(?P<who>[^()（）\[\]]+)[)）\]]$",
        re.I,
    ),
    re.compile(r"^(?P<title>.+\S)\s+(?:with|w/|avec|mit|con|feat\.?|ft\.?)\s+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+\S)\s*[,:：/／]\s*(?P<who>[^:：,/／]+)$"),
    re.compile(r"^(?P<title>.+\S)\s*[\s,\]]\s*(?:de|di|do|da|van|af|av|od)\s+(?P<who>.+)$"),
)
_TITLE_START = re.compile(r"^(?P<who>[^:：–—|]{3,60}?)(?:\s*[:：]\s+|\s+[-–—|]\s+)(?P<title>\S.+)$")
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
_LISTED = re.compile(
    r"^(?P<who>[^,:：–—|]{3,40}),\s+(?P<where>[^,:：–—|]{2,60}),\s+[*_\"“]*(?P<title>\S.+?)[*_\"”]*$"
)
_DASHES = re.compile(r"\s+(?:-{1,3}|–|—|\||/|·|•)\s+")
_KIND = (
    r"(?:(?:opening|closing|morning|afternoon|evening)\s+)?(?:keynote|talk|lecture|presentation|speech|"
    r"interview|panel(?:\s+discussion)?|round\s?table|table\s+ronde|fireside\s+chat|ama|podium|mesa\s+redonda|q&a)"
)
_ONLY_PEOPLE = (
    re.compile(rf"^(?P<who>\S.*?)(?:['’]s)?\s+{_KIND}$", re.I),
    re.compile(rf"^{_KIND}\s*(?:[:：(–—-]|\bwith\b|\bby\b)\s*(?P<who>[^()]+?)\)?$", re.I),
)
"""Titles that say no more than who speaks: they are the title and name the speakers."""
_KIND_BY = re.compile(
    rf"^{_KIND}\s*(?:[(（\[](?P<a>[^()（）\[\]]+)[)）\]]|\bby\s+(?P<b>[^:：]+?))\s*(?:[:：]|[-–—|]\s)\s*(?P<title>\S.+)$",
    re.I,
)
"""A kind of session with its speaker before the title: "Keynote (Anna Berg): A title"."""
_BEFORE_QUOTED = re.compile(
    r"^(?P<who>\S.{1,30}?)\s*(?P<mark>さん|氏|様|先生|老师|老師|님)?\s*[-–—~:：/／|]?\s*"
    r"(?:「(?P<a>[^「」]+)」|『(?P<b>[^『』]+)』|《(?P<c>[^《》]+)》)$"
)
"""Somebody before a title in Chinese or Japanese quotation marks."""
_NUMBERED = re.compile(
    r"^(?:talk|session|speaker|vortrag|charla|palestra|#)\s*\d+\s+[-–—]\s+(?P<who>[^\W\d_]+)\s+[-–—]\s+\S",
    re.I,
)
_HANDLE = re.compile(r"^(?P<before>.+\S)\s+\(?@(?P<handle>[\w-]{2,})\)?$")


def split_title(
    title: str, names: Names, line: int, habit: Habit = NO_HABIT, linked: Set[str] = frozenset()
) -> tuple[str, list[Speaker]]:
    """Return a title without the speakers it ends in (or by habit begins with), and those speakers.

    ``linked`` are the texts of the links in the title: a name that is linked to is more surely one.
    """
    if not names.looks_at("title"):
        return title, []
    key = (title, habit, frozenset(linked), names.source, names.company_after_comma, names.company_after_of)
    found = names.titles.get(key)
    if found is None:
        found = names.titles[key] = _split(title, names, habit, linked)
    rest, people = found
    return rest, [replace(person, line=line) for person in people]


def _split(title: str, names: Names, habit: Habit, linked: Set[str]) -> tuple[str, list[Speaker]]:
    bare = " ".join(without_pictures(title).split())
    rest, people = _split_words(bare, names, habit, linked)
    return (rest, people) if people else (title, [])


def _split_words(title: str, names: Names, habit: Habit, linked: Set[str]) -> tuple[str, list[Speaker]]:
    line = 0
    undated = _without_date(title)
    if undated:
        rest, people = _split(undated, names, habit, linked)
        return (rest, people) if people else (title, [])
    if names.source == "title" and not habit.leading:
        habit = replace(habit, trailing=True)
    match = _BOOK.match(title)
    people = people_in(match["who"], line, names, least=1, trust=Trust.PLACE) if match else []
    if match and people:
        return match["title"], people
    match = _QUOTED.match(title)
    people = people_in(match["who"], line, names) if match else []
    if match and people and all(is_known(person.name) or names.is_rare(person.name) for person in people):
        return next(part for part in match.group("a", "b", "c", "d", "e", "f") if part), people
    match = _QUOTED_BY.match(title)
    people = people_in(match["who"], line, names, least=1, trust=Trust.LABEL) if match else []
    if match and people:
        return next(part for part in match.group("a", "b", "c") if part), people
    match = _BEFORE_QUOTED.match(title)
    if match:
        trust = Trust.LABEL if match["mark"] else Trust.SHAPE
        people = people_in(match["who"], line, names, least=1 if match["mark"] else 2, trust=trust)
        if people:
            return next(part for part in match.group("a", "b", "c") if part), people
    match = _KIND_BY.match(title)
    people = people_in(match["a"] or match["b"], line, names, plural=True) if match else []
    if match and people and any(is_known(person.name) or names.is_rare(person.name) for person in people):
        return match["title"], people
    match = _listed(title, names) if habit.listed else None
    if match:
        return match["title"], [Speaker(clean_name(match["who"]), None, match["where"].strip(), line)]
    found = _only_people(title, names, line)
    if found:
        return title, found
    before_company = _before_company(title, names, line, habit)
    if before_company:
        return before_company
    with_handle = _with_handle(title, names, line)
    if with_handle:
        return with_handle
    sponsored = re.search(r"\bsponsored\b", title, re.I) is not None
    for number, pattern in enumerate(() if sponsored else _TITLE_ENDS):
        match = pattern.match(title)
        usual = number in habit.ends
        if not match or (number > DASH and habit.leading) or (number == OF and not usual):
            continue
        rest = match["title"].rstrip(" ,-–—|:")
        if rest.count("(") > rest.count(")"):
            continue  # the title goes on in parentheses
        quoted = number == BY and bool(re.fullmatch(r"[\"“'‘«].+[\"”'’»]", rest))
        found = _people(match["who"], names, line, number, usual, least=1 if quoted else 2)
        odd = [] if found else _odd_people(rest, match["who"], names, line, number, usual)
        if odd and (usual or len(words(rest)) > 1):
            return rest, odd
        if not found or (number == COMMA and len(found) > 1):
            continue
        if len(rest.split()) < (1 if number < WITH or usual else 2):
            continue
        known = any(is_known(person.name) or person.name in linked for person in found)
        if number == PARENTHESES and match["told"]:
            known = known or all(names.is_clear(person.name) for person in found)
        rare = number < WITH and (habit.trailing or names.is_rare(found[0].name))
        if not (usual or known or rare or (number == WITH and len(found) > 1)):
            continue
        if len(words(rest)) == 1 and rest.casefold() in NO_NAME:
            # "Keynote - X" has no other title than itself.
            return title, found
        if number == DASH and (habit.leading or (names.is_name(rest) and is_known(rest))):
            # "Name - Name": nobody can tell which is the title.
            continue
        return rest, found
    if habit.leading:
        match = _TITLE_START.match(title)
        if match:
            found = people_in(match["who"], line, names)
            if found and (is_known(found[0].name) or names.is_rare(found[0].name)):
                return match["title"], found
    return _name_first(title, names, habit) or (title, [])


def _name_first(title: str, names: Names, habit: Habit) -> tuple[str, list[Speaker]] | None:
    """Read "Name - A talk" where most titles have the name behind the dash; only a common name counts."""
    parts = _DASHES.split(title, 1)
    if len(parts) < 2 or DASH not in habit.ends or len(words(parts[1])) < 3:
        return None
    people = people_in(parts[0], 0, names)
    sure = bool(people) and all(is_known(who.name) and names.is_rare(who.name) for who in people)
    return (parts[1], people) if sure and not people_in(parts[1], 0, names) else None


def _without_date(title: str) -> str | None:
    """Return a title without the date that a mark parts from it at an end; None without one."""
    parts = _DASHES.split(title)
    for part, other in ((parts[0], len(parts[0])), (parts[-1], -len(parts[-1]))) if len(parts) > 2 else ():
        if is_only_date(part):
            return (title[other:] if other > 0 else title[:other]).strip(" -–—|/·•")
    return None


def _listed(title: str, names: Names) -> re.Match[str] | None:
    """Read "Name, Company, Title"; None for any other title."""
    match = _LISTED.match(title)
    if match is None or len(words(match["title"])) < 3:
        return None
    return match if names.is_name(clean_name(match["who"]), trust=Trust.PLACE) else None


def lists_speakers(titles: Sequence[str], names: Names) -> bool:
    """Whether most titles that have two commas say "Name, Company, Title"."""
    likely = [match["who"] for match in map(_LISTED.match, titles) if match]
    named = [match["who"] for title in titles if (match := _listed(title, names))]
    clear = sum(names.is_clear(name) for name in named)
    return len(named) >= max(LEAST, MOST * len(likely), 0.3 * len(titles)) and 2 * clear >= len(named)


def _people(text: str, names: Names, line: int, way: int, usual: bool, *, least: int = 2) -> list[Speaker]:
    """Read what stands at the end of a title; by habit odd names count, after "by" those that are words."""
    found = people_in(text, line, names, least=least)
    if not found and (usual or way in (BY, WITH)):
        odd = people_in(text, line, names, trust=Trust.PLACE)
        found = odd if usual or all(is_known(person.name) for person in odd) else []
    if not found and usual and way == PARENTHESES and text == text.lower() and names.is_rare(text):
        found = people_in(text, line, names, trust=Trust.LABEL)
    return found


def _odd_people(rest: str, text: str, names: Names, line: int, way: int, usual: bool = True) -> list[Speaker]:
    """Read what stands behind the title ``rest`` as addresses on a network, or as names in small letters.

    The latter only after a title in small letters; a given name that is known, or the habit, has to tell.
    """
    if usual or way in (DASH, BY):
        handles = handles_in(text, line)
        if handles:
            return handles
    if way > PARENTHESES or rest[:1] != rest[:1].lower():
        return []
    found = in_small_letters(text, line, names)
    return found if usual or all(is_known(person.name) for person in found) else []


def _only_people(title: str, names: Names, line: int) -> list[Speaker]:
    """Return the speakers of a title that names nothing else: "X keynote", "Panel: X, Y", "X - CTO"."""
    for pattern in _ONLY_PEOPLE:
        match = pattern.match(title)
        people = people_in(match["who"], line, names, plural=True) if match else []
        if people and any(is_known(person.name) or names.is_rare(person.name) for person in people):
            return people
    numbered = _NUMBERED.match(title)
    if numbered and is_known(numbered["who"]) and names.is_rare(numbered["who"]):
        return [Speaker(clean_name(numbered["who"]), line=line)]
    people = people_in(title, line, names)
    role = people[0].role if people else None
    if role is None or len(role.split()) > 4:
        return []
    # "A Kettle at Every Hour of the Day" has the shape of a name and a place, but no comma after the name.
    told = is_role(role) or re.match(r"\s*[,，]|\s+[-–—|]", title[len(people[0].name) :])
    if not (is_role(role) or is_known(people[0].name)) and is_known(people[0].company or ""):
        return []  # "A thing - What it is - Name"
    return people if told and title.startswith(people[0].name) else []


def _before_company(title: str, names: Names, line: int, habit: Habit) -> tuple[str, list[Speaker]] | None:
    """Read "A talk - Name - Company"; None where the last part is the name."""
    parts = _DASHES.split(title)
    if len(parts) < 3 or habit.leading:
        return None
    usual = DASH in habit.ends
    found = _people(parts[-2], names, line, DASH, usual)
    if not found or len(parts[-1].split()) > 5 or any(person.company for person in found):
        return None
    if not (usual or any(is_known(person.name) or names.is_rare(person.name) for person in found)):
        return None
    last = people_in(parts[-1], line, names)
    if last and (is_known(last[0].name) or not (is_known(found[0].name) or usual)):
        return None
    if len(words(parts[-1])) == 1 and words(parts[-1])[0] in NO_NAME:
        return None
    rest = title[: title.rindex(parts[-2], 0, len(title) - len(parts[-1]))].rstrip(" -–—|/·•")
    return rest, [replace(person, company=parts[-1].strip()) for person in found]


def _with_handle(title: str, names: Names, line: int) -> tuple[str, list[Speaker]] | None:
    """Read "A talk (EN) Anna Berg @anna": the name is the words before a handle that are in it."""
    match = _HANDLE.match(title)
    if not match:
        return None
    tokens = match["before"].split()
    handle = "".join(words(match["handle"]))
    for count in (2, 3, 4):
        if count >= len(tokens):
            break
        name, rest = " ".join(tokens[-count:]), " ".join(tokens[:-count])
        first, last = "".join(words(tokens[-count])), "".join(words(tokens[-1]))
        fits = first in handle or (last in handle and count == 2)
        if fits and names.is_name(name, trust=Trust.PLACE):
            rest = re.sub(r"\s*[(\[][A-Z]{2}[)\]]$|\s+(?:by|with|[-–—|,:])$", "", rest)
            return rest, [Speaker(clean_name(name), None, None, line)]
    return None


def habit_of(titles: Sequence[str], names: Names) -> Habit:
    """Return how titles of one kind name speakers: a habit takes two, and more than do the opposite."""
    leading = trailing = 0
    colons: list[str] = []
    for title in titles:
        match = _TITLE_START.match(title)
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
    least = max(2, 0.3 * len(titles))
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
    for number, pattern in enumerate(_TITLE_ENDS):
        matches = [match for match in map(pattern.match, titles) if match]
        if len(matches) < LEAST:
            continue
        ends = [match["who"] for match in matches]
        named = [people[0].name for end in ends if (people := people_in(end, 0, names, trust=Trust.PLACE))]
        # What a thing is made or done with has the shape of a name as often as those who speak.
        clear = sum(is_known(name) if number == WITH else names.is_clear(name) for name in named)
        odd = [
            people[0].name
            for match in matches
            if (people := _odd_people(match["title"], match["who"], names, 0, number))
        ]
        named, clear = named + odd, clear + len(odd)
        enough = len(named) >= max(LEAST, MOST * len(ends)) and 2 * clear >= len(named)
        if enough and 2 * len(set(named)) > len(named):
            usual.add(number)
    return frozenset(usual)


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
