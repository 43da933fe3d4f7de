"""Whether two records, of notes that two people took, are of the same session: by code, title, people, day.

Cautious: what is taken for two sessions is listed twice, and nothing is lost; what is taken for one hides a
session. So a title counts only on the same day, and never where codes, years or speakers speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from embeddings.records import Session, Speaker
from embeddings.text import tokens
from embeddings.text.function_words import ALL_FUNCTION_WORDS

_SPELT_ALIKE = 80.0
"""Of 100: two words, or two names, this much alike are one that somebody spelt otherwise."""
_SHORTEST = 4
"""Letters of a word that may be spelt otherwise: of shorter ones too many are alike."""
_TELLING = 2
"""Words of a title that is not all of the other's, where the speakers are the same."""
_CODE = re.compile(r"[A-Z]{2,6}[ -]?\d{2,5}(?:-\w{1,4})?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def may_be_same(one: Session, other: Session) -> bool:
    """Tell whether two people may have noted one session here: nothing in the two records is against it."""
    if one.file == other.file or one.noted_by == other.noted_by:
        return False
    codes = {code_of(record) for record in (one, other)} - {None}
    if len(codes) > 1:
        return False
    years = [_years(record) for record in (one, other)]
    if all(years) and years[0].isdisjoint(years[1]):
        return False
    return _same_event(one, other) is not False and _same_day(one, other) is not False


def agree(record: Session, others: Sequence[Session]) -> bool:
    """Tell whether what ``others`` say of a session that ``record`` may be of is one session's.

    A record that says little may be of either of two: of two days, codes, or talks of other people.
    """
    days = {_day(other.day) for other in others if other.day and not other.date}
    told: tuple[set[str] | set[int], ...] = (
        {code for other in others if (code := code_of(other))},
        {other.date for other in others if other.date},
        {day for day in days if isinstance(day, str)},
        {day for day in days if isinstance(day, int)},
    )
    if any(len(values) > 1 for values in told):
        return False
    named = [other for other in others if other.speakers]
    return bool(record.speakers) or all(
        _share_a_speaker(named[0], other) or same_code(named[0], other) for other in named[1:]
    )


def same_code(one: Session, other: Session) -> bool:
    """Tell whether the event's own code, and a day or an event, say that two records are of one session."""
    if code_of(one) is None or code_of(one) != code_of(other):
        return False
    return bool(_same_event(one, other) or _same_day(one, other) or _same_place(one, other))


def same_words(one: Session, other: Session) -> bool:
    """Tell whether title and day say that two records are of one session, and no speaker is against it."""
    return title_words(one) == title_words(other) and bool(title_words(one)) and _together(one, other)


def near_title(one: Session, other: Session) -> bool:
    """Tell whether two titles are one that was spelt, or shortened, otherwise, of the same day.

    Where no speaker is named by both, each word must be as the other's but for a few letters.
    """
    first, second = _told(one), _told(other)
    if not first or not second or _numbers(first) != _numbers(second) or not _together(one, other):
        return False
    if len(first) == len(second) and len(first) >= _TELLING and all(map(_alike, first, second)):
        return True
    if not _share_a_speaker(one, other):
        return False
    shorter, longer = sorted((first, second), key=len)
    within = all(any(_alike(word, there) for there in longer) for word in shorter)
    # Of long titles a word may be another one, and the letters still be mostly the same.
    apart = (
        "".join(word for word in told if word not in both)
        for told, both in ((first, second), (second, first))
    )
    return (within and len(shorter) >= _TELLING) or _alike(*apart)


def same_person(name: str, other: str) -> bool:
    """Tell whether two names are one person's: one is part of the other, or spelt otherwise."""
    one, two = tokens.fold_line(name), tokens.fold_line(other)
    first, second = set(tokens.tokenize(one)), set(tokens.tokenize(two))
    if not first or not second:
        return False
    return first <= second or second <= first or fuzz.ratio(one, two) >= _SPELT_ALIKE


def code_of(session: Session) -> str | None:
    """Return the event's own code for a session, folded; it may be all that somebody wrote for a title."""
    code = session.code or (session.title if _CODE.fullmatch(session.title.strip()) else None)
    return None if code is None else tokens.fold(code)


def title_words(session: Session) -> tuple[str, ...]:
    """Return the words of a title, without the event's code for the session."""
    code = set(tokens.tokenize(code_of(session) or ""))
    return tuple(word for word in _tokens(session.title) if word not in code)


@lru_cache(maxsize=4096)
def _tokens(title: str) -> tuple[str, ...]:
    return tuple(tokens.tokenize(title))


def _told(session: Session) -> tuple[str, ...]:
    return tuple(word for word in title_words(session) if word not in ALL_FUNCTION_WORDS)


def _numbers(words: Sequence[str]) -> set[str]:
    """Return what numbers a title's parts: they part two sessions of one series."""
    return {word for word in words if any(letter.isdigit() for letter in word) or len(word) == 1}


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    # Few mistake the first letter, and it parts "encoding" from "decoding".
    alike = word[:1] == other[:1] and min(len(word), len(other)) >= _SHORTEST
    return alike and fuzz.ratio(word, other) >= _SPELT_ALIKE


def _together(one: Session, other: Session) -> bool:
    """Tell whether two records are of one day, as far as the notes tell, and name no other people."""
    same_day = _same_day(one, other)
    if same_day is None:
        same_day = _same_place(one, other) or bool(_same_event(one, other))
    return same_day and (not one.speakers or not other.speakers or _share_a_speaker(one, other))


def _share_a_speaker(one: Session, other: Session) -> bool:
    return any(same_speaker(speaker, known) for speaker in one.speakers for known in other.speakers)


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Tell whether two records are of one person who spoke."""
    return same_person(one.name, other.name)


def _same_day(one: Session, other: Session) -> bool | None:
    """Tell whether two records are of one day; None where the notes do not tell."""
    if one.date and other.date:
        return one.date == other.date
    if one.day and other.day:
        first, second = (_day(record.day or "") for record in (one, other))
        return first == second if type(first) is type(second) else None
    return None


def _day(label: str) -> int | str:
    """Return the number of a day ("Day 4"), else its label folded."""
    numbers = re.findall(r"\d+", label)
    return int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) < 5 else tokens.fold_line(label)


def _same_event(one: Session, other: Session) -> bool | None:
    """Tell whether two records are of one event, one of whose names may be part of the other."""
    if not one.event or not other.event:
        return None
    first, second = (set(_tokens(event)) for event in (one.event, other.event))
    return first <= second or second <= first


def _same_place(one: Session, other: Session) -> bool:
    """Tell whether two files are called the same within the folders of two people."""
    return _within(one.file) == _within(other.file)


def _within(file: str) -> tuple[str, ...]:
    return tuple(tokens.tokenize(PurePosixPath(file).stem))


def _years(session: Session) -> set[str]:
    """Return the years that a record is of."""
    return set(_YEAR.findall(f"{session.date or ''} {session.event or ''} {session.file}"))
