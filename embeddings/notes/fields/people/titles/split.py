"""Speakers in a title: "A talk - Name", "A talk by Name", and "Name - A talk" where that is the custom."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from embeddings.notes.fields.people.lines.odd_names import is_addressed_handle
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, clean_name, is_known, without_pictures
from embeddings.notes.fields.people.titles.ends import odd_people_at_end, people_at_end
from embeddings.notes.fields.people.titles.nothing_else import KIND, only_people
from embeddings.notes.fields.people.titles.quoted import beside_quoted
from embeddings.notes.fields.people.titles.ways import (
    BY,
    COMMA,
    DASH,
    DASHES,
    NO_HABIT,
    OF,
    PARENTHESES,
    TITLE_ENDS,
    TITLE_START,
    WITH,
    Habit,
    in_title_case,
    listed_speaker,
    with_plain_dash,
)
from embeddings.notes.fields.vocabulary.no_names import NO_NAME
from embeddings.records import Speaker
from embeddings.text.dates import is_only_date
from embeddings.text.markdown_words import count_words, words

_KIND_BY = re.compile(
    rf"^{KIND}\s*(?:[(（\[](?P<a>[^()（）\[\]]+)[)）\]]|\bby\s+(?P<b>[^:：]+?))\s*(?:[:：]|[-–—|]\s)\s*(?P<title>\S.+)$",
    re.I,
)
"""A kind of session with its speaker before the title: "Keynote (Anna Berg): A title"."""

_HANDLED = re.compile(
    r"^(?P<who>[^@|–—]{3,40}?)\s+[-–—|]\s+[@+][^-–—|]{2,40}?\s+[-–—|]\s+[\"“]?(?P<title>\S.*?)[\"”]?(?:\s+[-–—|]\s*(?:https?://\S+)?)?$"
)
"""Somebody, what they are called on a network, and the title: "Anna Berg - @anna - A talk"."""
_HANDLE = re.compile(r"^(?P<before>.+\S)\s+\(?@(?P<handle>[\w-]{2,})\)?$")
_ABOUT = re.compile(
    r"^(?P<who>(?:(?!\s-)[^,:|–—\"“]){5,60}?)(?P<comma>,)?\s+(?P<about>on|about|over|über|zu|sur|sobre|su|о|o|om)\s+"
    r"(?P<title>[^\W_].+)$",
    re.I,
)
"""Who spoke, and about what: "Anna Berg on kettles"."""
_BEFORE_ANOTHER = re.compile(r"^(?P<title>.+\S)\s+(?:-{1,3}|[–—])\s+(?P<who>[^-–—|]{5,80})$")


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
    bare = with_plain_dash(" ".join(without_pictures(title).split()))
    rest, people = _split_words(bare, names, habit, linked)
    if not people and bare.isupper():
        rest, people = _in_capitals(bare, names, habit, linked)
    if rest.count("**") % 2:
        rest = rest.strip("*_ ")  # the title alone was bold
    return (rest, people) if people else (title, [])


def _in_capitals(title: str, names: Names, habit: Habit, linked: Set[str]) -> tuple[str, list[Speaker]]:
    """Read "A TALK - ANNA BERG", whose words have no shape: common names, or by the habit of titles."""
    shaped = in_title_case(title)
    rest, people = _split_words(shaped, names, habit, linked)
    at = shaped.find(rest)
    told = bool(habit.ends) or habit.leading or habit.trailing
    if at < 0 or not people or not (told or all(is_known(who.name) for who in people)):
        return title, []

    def written(text: str | None) -> str | None:
        start = shaped.find(text) if text else -1
        return title[start : start + len(text)] if text and start >= 0 else text

    found = [
        Speaker(written(who.name) or who.name, written(who.role), written(who.company), who.line)
        for who in people
    ]
    return title[at : at + len(rest)], found


def _split_words(title: str, names: Names, habit: Habit, linked: Set[str]) -> tuple[str, list[Speaker]]:
    line = 0
    undated = _without_date(title)
    if undated:
        rest, people = _split(undated, names, habit, linked)
        return (rest, people) if people else (title, [])
    if names.source == "title" and not habit.leading:
        habit = replace(habit, trailing=True)
    beside = beside_quoted(title, names)
    if beside:
        return beside
    match = _KIND_BY.match(title)
    people = people_in(match["a"] or match["b"], line, names, plural=True) if match else []
    if match and people and any(is_known(person.name) or names.is_rare(person.name) for person in people):
        return match["title"], people
    match = listed_speaker(title, names) if habit.listed else None
    if match:
        return match["title"], [Speaker(clean_name(match["who"]), None, match["where"].strip(), line)]
    handled = _HANDLED.match(title)
    people = people_in(handled["who"], line, names) if handled else []
    if handled and people and any(is_known(who.name) or names.is_rare(who.name) for who in people):
        return handled["title"], people
    found = only_people(title, names, line)
    if found:
        return title, found
    found_before = (
        _before_company(title, names, line, habit)
        or _with_handle(title, names, line)
        or _before_about(title, names, line)
    )
    if found_before:
        return found_before
    sponsored = re.search(r"\bsponsored\b", title, re.I) is not None
    for number, pattern in enumerate(() if sponsored else TITLE_ENDS):
        match = pattern.match(title)
        usual = number in habit.ends
        if not match or (number > DASH and habit.leading) or (number == OF and not usual):
            continue
        rest = match["title"].rstrip(" ,-–—|:")
        if rest.count("(") > rest.count(")"):
            continue  # the title goes on in parentheses
        quoted = number == BY and bool(re.fullmatch(r"[\"“'‘«].+[\"”'’»]", rest))
        found = people_at_end(match["who"], names, line, number, usual, least=1 if quoted else 2)
        odd = [] if found else odd_people_at_end(rest, match["who"], names, line, number, usual)
        if odd and (usual or len(words(rest)) > 1 or is_addressed_handle(match["who"])):
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
        return _with_who_is_before(rest, found, names, line) if number == DASH else (rest, found)
    if habit.leading:
        match = TITLE_START.match(title)
        if match:
            found = people_in(match["who"], line, names)
            if found and (is_known(found[0].name) or names.is_rare(found[0].name)):
                return match["title"], found
    return _name_first(title, names, habit) or (title, [])


def _with_who_is_before(
    title: str, found: list[Speaker], names: Names, line: int
) -> tuple[str, list[Speaker]]:
    """Read on in "A talk - Anna Berg / Tom Weaver", of which the last was found."""
    match = _BEFORE_ANOTHER.match(title)
    people = people_in(match["who"], line, names) if match else []
    sure = bool(people) and all(is_known(who.name) or names.is_rare(who.name) for who in people)
    return (
        (match["title"], people + found)
        if match and sure and len(words(match["title"])) > 1
        else (title, found)
    )


def _name_first(title: str, names: Names, habit: Habit) -> tuple[str, list[Speaker]] | None:
    """Read "Name - A talk" where most titles have the name behind the dash; only a common name counts."""
    parts = DASHES.split(title, 1)
    if len(parts) < 2 or DASH not in habit.ends or len(words(parts[1])) < 3:
        return None
    people = people_in(parts[0], 0, names)
    sure = bool(people) and all(is_known(who.name) and names.is_rare(who.name) for who in people)
    return (parts[1], people) if sure and not people_in(parts[1], 0, names) else None


def _before_about(title: str, names: Names, line: int) -> tuple[str, list[Speaker]] | None:
    """Read "Anna Berg, about kettles"; "on" alone takes a common name, as "Docker Swarm on AWS" has none."""
    match = _ABOUT.match(title)
    people = people_in(match["who"], line, names) if match else []
    told = count_words(match["who"]) if match else 0
    if not match or not people or not 2 <= told <= sum(count_words(who.name) for who in people) + 1:
        return None
    clear = match["comma"] or match["about"].casefold() != "on"
    likely = [is_known(who.name) or bool(clear and names.is_rare(who.name)) for who in people]
    return (match["title"], people) if all(likely) else None


def _without_date(title: str) -> str | None:
    """Return a title without the date that a mark parts from it at an end; None without one."""
    parts = DASHES.split(title)
    for part, other in ((parts[0], len(parts[0])), (parts[-1], -len(parts[-1]))) if len(parts) > 2 else ():
        if is_only_date(part):
            return (title[other:] if other > 0 else title[:other]).strip(" -–—|/·•")
    return None


def _before_company(title: str, names: Names, line: int, habit: Habit) -> tuple[str, list[Speaker]] | None:
    """Read "A talk - Name - Company"; None where the last part is the name."""
    parts = DASHES.split(title)
    if len(parts) < 3 or habit.leading:
        return None
    usual = DASH in habit.ends
    found = people_at_end(parts[-2], names, line, DASH, usual)
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
