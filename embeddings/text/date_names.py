"""Months and weekdays by their names, and which of them a question names.

Names are looked up word by word, in any language of ``calendar_names``, with their accents or without.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from embeddings.text import calendar_names
from embeddings.text.numerals import with_ascii_digits
from embeddings.text.tokens import fold, is_pair, tokenize

# The Unicode CLDR has short forms too, but "out", "set", "ago" or "avr" are words or names of something else.
SHORT_MONTHS: Mapping[str, int] = {
    "jan": 1, "feb": 2, "févr": 2, "mar": 3, "maerz": 3, "apr": 4, "jun": 6, "jul": 7, "juil": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
"""Months as people shorten them, in lower case, with their numbers: those that need no year beside them."""
# Not looked for in questions: "sun", "sat" and "wed" have other meanings.
SHORT_WEEKDAYS: Mapping[str, int] = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Weekdays as people shorten them, in lower case, with their numbers: 0 is Monday."""

WORD = r"[^\W\d_](?:[^\s\d_.,;:!?()\[\]{}<>|/\\~…–—*'’\"“”«»\0-]{0,40}+)"
"""A word of any script, with the vowel signs that patterns do not count as letters.

No name of a month is longer; without a bound, a text of letters and marks alone would be read from each one.
"""
_WORDS = re.compile(WORD)
_SURE = frozenset(
    ("may", "mai", "mayo", "maio", "mei", "maj", "mars", "june", "juni", "juin", "july", "juli", "aout")
)
"""Full names of fewer than five letters that need no year beside them; "mac" and others are words."""
_VERBS = frozenset({"may", "march"})
"""Months in English with their capitals only."""


def _numbered(rows: Sequence[str], first: int) -> Iterable[tuple[str, int]]:
    return ((name, number) for number, row in enumerate(rows, first) for name in row.split())


def _in_all_spellings(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return each name in lower case with its number, also as it is written without accents."""
    found: dict[str, int] = {}
    others: dict[str, int] = {}
    for name, number in names:
        found[name.lower()] = number
        folded = fold(name)
        others[folded] = number
        # Capitals of the Turkish dotless letter are those of the dotted one.
        others[folded.replace("ı", "i")] = number
    return others | found


@cache
def months() -> Mapping[str, int]:
    """Return the full names of months, and the short ones that are sure, in lower case, by number."""
    return _in_all_spellings([*_numbered(calendar_names.MONTHS, 1), *SHORT_MONTHS.items()])


@cache
def _short_months() -> Mapping[str, int]:
    return _in_all_spellings(_numbered(calendar_names.SHORT_MONTHS, 1))


@cache
def weekdays() -> Mapping[str, int]:
    """Return the full names of weekdays, in lower case, with their numbers: 0 is Monday."""
    names = [*_numbered(calendar_names.WEEKDAYS, 0)]
    # The last letter of Japanese is left off as often as not; so is "-feira" in Portuguese, in notes.
    names += [(name.removesuffix("日"), number) for name, number in names if name.endswith("曜日")]
    names += [(f"{week}{day}", number) for week in "周週" for number, day in enumerate("一二三四五六日")]
    return _in_all_spellings(names)


@cache
def _weekdays_in_notes() -> Mapping[str, int]:
    names = {**weekdays(), **SHORT_WEEKDAYS}
    return names | {name.removesuffix("-feira"): number for name, number in names.items()}


@cache
def words_of_weekdays() -> frozenset[str]:
    """Return every full name of a weekday, folded, and the pairs of letters that it is searched for by."""
    pairs = (token for name in weekdays() for token in tokenize(name) if is_pair(token))
    return frozenset(map(fold, weekdays())).union(pairs)


@cache
def words_of_months() -> frozenset[str]:
    """Return every name of a month as ``tokens.fold`` writes it."""
    return frozenset(map(fold, months()))


@cache
def words_of_days() -> frozenset[str]:
    """Return every name of a month and of a weekday as ``tokens.fold`` writes it."""
    return words_of_months() | words_of_weekdays()


def month_called(name: str, *, year: bool) -> int | None:
    """Return the number of a month by its name; None where it is none, or too likely another word.

    ``year`` tells whether a year stands beside it: short names ("3 out 2024") need one.
    """
    lower = name.lower()
    known = months()
    number = known.get(lower)
    if number is None and not name.isascii():
        # "в" and others are words of their own; in Hebrew the preposition is a part of the word.
        number = known.get(lower.removeprefix("ב")) or known.get(fold(name))
    if number is None and lower.endswith("ren"):
        number = known.get(lower.removesuffix("ren"))  # Basque: "abenduaren 3a"
    if number is None and year:
        number = _short_months().get(lower) or (None if name.isascii() else _short_months().get(fold(name)))
    if number is None or year:
        return number
    return number if _is_sure(lower) and name not in _VERBS else None


def _is_sure(name: str) -> bool:
    return name in SHORT_MONTHS or name in _SURE or len(name) > 4 or not name.isascii()


def weekdays_in_line(text: str) -> list[int]:
    """Return the weekdays that a line of notes names, in full or short, each once, 0 is Monday."""
    names = _weekdays_in_notes()
    found = (names.get(word) for word in _WORDS.findall(text.lower()))
    return list(dict.fromkeys(number for number in found if number is not None))


def has_weekday(text: str) -> bool:
    """Whether a line of notes names a day of the week."""
    return not _weekdays_in_notes().keys().isdisjoint(_WORDS.findall(text.lower()))


_WITH_DOT = re.compile(rf"(?:{WORD})(?:-feira)?\.?", re.I)


def without_weekdays(text: str) -> str:
    """Return a line of notes with a space for each day of the week that it names."""
    if not has_weekday(text):
        return text
    names = _weekdays_in_notes()
    return _WITH_DOT.sub(lambda m: " " if m[0].lower().rstrip(".") in names else m[0], text)


def _spelt(text: str) -> str:
    """Return a text in the letters that names are listed in: accents are kept, width and case folded."""
    return unicodedata.normalize("NFKC", text).lower()


@cache
def _months_and_weekdays() -> frozenset[str]:
    return frozenset(filter(_is_sure, months())) | frozenset(weekdays())


def names_month_or_weekday(text: str) -> bool:
    """Whether a text names a month or, in full, a weekday."""
    return not _months_and_weekdays().isdisjoint(_WORDS.findall(text.lower()))


@cache
def _asked_weekday() -> re.Pattern[str]:
    """Return the pattern of a weekday in full, of which there may be several ("on mondays")."""
    wide = [name for name in weekdays() if re.match(r"[\u3040-\u9fff]", name)]
    return re.compile(rf"\b(?:{_any_of(weekdays())})(?=s?\b)|{_any_of(wide)}")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def weekday_in(text: str) -> int | None:
    """Return the weekday that a text names in full, 0 is Monday; None where it names none."""
    found = _asked_weekday().search(_spelt(text))
    return None if found is None else weekdays()[found.group()]


def weekday_of(date: str | None) -> int | None:
    """Return the weekday of an ISO date, 0 is Monday; None of none."""
    return None if date is None else dt.date.fromisoformat(date).weekday()


def weekday_called(name: str) -> int | None:
    """Return the weekday of a full or short name that stands alone, 0 is Monday; None for anything else."""
    name = _spelt(name)
    return weekdays().get(name, SHORT_WEEKDAYS.get(name))


_ASKED_DAY = re.compile(
    rf"(?<!\w)({WORD})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"|(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]"
)
_ASKED_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|er)?\.? (?:of |de |d['’])?({WORD})(?!\w)")


def month_and_day_in(text: str) -> tuple[int, int] | None:
    """Return the month and the day of it that a text names ("March 8", "8 mars", "3月8日"), or None."""
    text = with_ascii_digits(_spelt(text))
    found: list[tuple[int, int, int]] = []
    for m in _ASKED_DAY.finditer(text):
        month = int(m[3]) if m[3] else _asked_month(m[1])
        if month:
            found.append((m.start(), month, int(m[4] or m[2])))
    for m in _ASKED_DAY_FIRST.finditer(text):
        month = _asked_month(m[2])
        if month:
            found.append((m.start(), month, int(m[1])))
    return min(found)[1:] if found else None


def _asked_month(name: str) -> int | None:
    return months().get(name) if _is_sure(name) else None


_WHOLE_MONTH = re.compile(
    r"\b(?:in|im|en|em|during|for|from|of|de)\s+([^\W\d_]+)(?:,?\s+(?:of\s+|de\s+)?((?:19|20)\d\d))?"
    r"(?!\s+\d)\b"
    r"|\b([^\W\d_]+)\s+((?:19|20)\d\d)\b|(?:((?:19|20)\d\d)\s*[年년]\s*)?(?<!\d)(\d{1,2})\s*[月월](?!\s*\d)",
    re.IGNORECASE,
)
"""A month with its year, or behind a word that a time follows."""


def without_cjk_months(text: str) -> str:
    """Return a text with a space for each month that is written in digits ("2025年4月")."""
    return _WHOLE_MONTH.sub(lambda found: " " if found[6] else found[0], text)


def month_of(text: str) -> tuple[int | None, int] | None:
    """Return the year, where it is named, and the month that is named whole ("in April 2025"), or None."""
    for found in _WHOLE_MONTH.finditer(with_ascii_digits(text)):
        year, name = found[2] or found[4] or found[5], found[1] or found[3]
        number = month_called(name, year=year is not None) if name else int(found[6])
        if number is not None and 1 <= number <= 12:
            return (int(year) if year else None), number
    return None
