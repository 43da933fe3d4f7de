"""Dates, days, months and weekdays as people write them.

A date is returned only where a text states one; nothing is guessed. A year that the line leaves out is
supplied by the caller, from the event's or the folder's name. "6/7/2019" could be two days and is none;
"12.-14. June" is a span and no day.

The names of months and weekdays are those of babel, and the short forms that people write. They are read when
they are first needed: 30 ms that a command which reads no dates does without.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from embeddings.text.tokens import fold

_LANGUAGES = ("en", "fr", "de", "de_AT", "es", "it", "pt", "nl")
"""Languages whose months and weekdays are known, as babel names them; Austria has a January of its own."""
# Babel has short forms too, but "out", "set", "ago" or "avr" are words or names of something else.
SHORT_MONTHS: Mapping[str, int] = {
    "jan": 1, "feb": 2, "févr": 2, "mar": 3, "maerz": 3, "apr": 4, "jun": 6, "jul": 7, "juil": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
"""Months as people shorten them, in lower case, with their numbers."""
# Not looked for in questions: "sun", "sat" and "wed" have other meanings.
SHORT_WEEKDAYS: Mapping[str, int] = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Weekdays as people shorten them, in lower case, with their numbers: 0 is Monday."""
_NUMBERS = {
    word: number
    for number, group in enumerate(
        (
            "one first un une premier première eins uno primero primer",
            "two second deux deuxième zwei dos segundo",
            "three third trois troisième drei tres tercero tercer",
            "four fourth quatre quatrième vier cuatro cuarto",
            "five fifth cinq cinquième fünf cinco quinto",
            "six sixth sechs seis",
            "seven seventh sept sieben siete",
        ),
        1,
    )
    for word in group.split()
}
_CJK_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)}
_DAY_WORD = "day|jour|journée|tag|día|dia|giorno|dag|journee"

DAY_NUMBER = re.compile(
    rf"\b(?:{_DAY_WORD})[ -]?(\d{{1,2}})\b|第\s*([一二三四五六七八九十\d]+)\s*天|(\d{{1,2}})\s*日目", re.I
)
"""A day by its number, as it is asked for; ``find_day`` reads more of how days are written in notes."""
_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_LOOSE_ISO = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(?:((?:19[89]|20[0-4])\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19[89]|20[0-4])\d)(?!\d)")
_DAY = re.compile(
    rf"(?<![\w])(?P<word>{_DAY_WORD})[\s_#-]*(?P<number>\d{{1,2}})(?![\d%])"
    rf"|(?<![\w])(?P<word2>{_DAY_WORD})[\s_-]+(?P<name>{'|'.join(_NUMBERS)})\b"
    rf"|(?<![\w])(?P<name2>{'|'.join(n for n in _NUMBERS if len(n) > 4)})\s+(?P<word3>{_DAY_WORD})\b"
    r"|(?P<nth>\d{1,2})\s*日目|第\s*(?P<cjk>[一二三四五六七八九\d]{1,2})\s*[天日]",
    re.I,
)


def _names(widths: Iterable[Iterable[tuple[int, str]]]) -> dict[str, int]:
    """Return each name in lower case with its number, also as it is written without accents."""
    found: dict[str, int] = {}
    for names in widths:
        for number, name in names:
            found[name.lower()] = number
            found.setdefault(fold(name), number)
    return found


@cache
def months() -> Mapping[str, int]:
    """Return the names of months, in lower case, with their numbers; English, French, German, Spanish,
    Italian, Portuguese and Dutch.
    """
    from babel import Locale

    return _names(
        [
            *(Locale.parse(language).months["format"]["wide"].items() for language in _LANGUAGES),
            ((number, name) for name, number in SHORT_MONTHS.items()),
        ]
    )


@cache
def weekdays() -> Mapping[str, int]:
    """Return the full names of weekdays, in lower case, with their numbers: 0 is Monday. Languages as for
    ``months``.
    """
    from babel import Locale

    return _names(Locale.parse(language).days["format"]["wide"].items() for language in _LANGUAGES)


@cache
def _cjk_weekdays() -> Mapping[str, int]:
    from babel import Locale

    chinese, japanese = (Locale.parse(language).days["format"] for language in ("zh", "ja"))
    return _names(
        [
            chinese["wide"].items(),
            chinese["abbreviated"].items(),
            # The last letter is left off as often as not.
            ((number, name.removesuffix("日")) for number, name in japanese["wide"].items()),
        ]
    )


@cache
def words_of_weekdays() -> frozenset[str]:
    """Return every full name of a weekday as ``tokens.fold`` writes it."""
    return frozenset(map(fold, [*weekdays(), *_cjk_weekdays()]))


@cache
def words_of_months() -> frozenset[str]:
    """Return every name of a month as ``tokens.fold`` writes it."""
    return frozenset(map(fold, months()))


def any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of these names, the longest that fits."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


class _Patterns(NamedTuple):
    month_first: re.Pattern[str]
    day_first: re.Pattern[str]
    span: re.Pattern[str]
    weekday: re.Pattern[str]
    hint: re.Pattern[str]
    """What a text has at least, that names any day."""
    weekday_asked: re.Pattern[str]
    """A full name, of which there may be several ("on mondays")."""
    month_and_day: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Return the patterns that hold names."""
    month = any_of(months())
    weekday = any_of(
        # Portuguese leaves "-feira" off as often as not.
        {*weekdays(), *SHORT_WEEKDAYS, *(name.removesuffix("-feira") for name in weekdays())}
    )
    return _Patterns(
        month_first=re.compile(
            rf"(?<!\w)({month})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+((?:19[89]|20[0-4])\d)\b)?", re.I
        ),
        day_first=re.compile(
            rf"(?<![\d\w])(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?\s*({month})\b\.?"
            r"(?:,?\s+(?:de\s+)?((?:19[89]|20[0-4])\d)\b)?",
            re.I,
        ),
        span=re.compile(
            rf"(?:({month})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[-–—~]|to|au|bis)\s*"
            rf"(?:({month})\.?\s+)?\d{{1,2}}(?!\d)(?!:)"
            rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-–—~]|to|au|bis)\s*"
            rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+({month})\b"
            r"|\d{1,2}\s*月\s*\d{1,2}\s*日?\s*[-–—~〜至到]\s*\d{1,2}"
            r"|\d{4}-\d\d-\d\d\s*(?:[-–—~/]|to|/)\s*\d{4}-\d\d-\d\d)",
            re.I,
        ),
        weekday=re.compile(rf"(?<!\w)(?:{weekday})\b\.?", re.I),
        hint=re.compile(rf"\d|[日天号]|\b(?:{_DAY_WORD}|{weekday})\b", re.I),
        weekday_asked=re.compile(rf"\b(?:{any_of(weekdays())})(?=s?\b)|{any_of(_cjk_weekdays())}"),
        month_and_day=re.compile(
            rf"\b({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b"
            rf"|\b(\d{{1,2}})(?:st|nd|rd|th|er)?\.? (?:of |de )?({month})\b"
            r"|(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]"
        ),
    )


@dataclass(frozen=True, slots=True)
class When:
    """A day of the calendar as it is written; ``year`` is None where the line has none."""

    year: int | None
    month: int
    day: int

    def iso(self, year: int | None = None) -> str | None:
        """Return YYYY-MM-DD, taking ``year`` where the line had none; None if there is still none."""
        known = self.year or year
        return dt.date(known, self.month, self.day).isoformat() if known else None


def _when(year: str | None, month: int, day: int) -> When | None:
    try:
        dt.date(int(year) if year else 2024, month, day)
    except ValueError:
        return None
    return When(int(year) if year else None, month, day)


def find_dates(text: str) -> list[When]:
    """Return every single day that a line of text states; a span of days is none."""
    if not any(map(str.isdigit, text[:500])):
        return []
    names = _patterns()
    text = names.span.sub(" ", text[:500])
    found: list[When | None] = []
    for pattern in (_ISO, _LOOSE_ISO):
        found.extend(_when(m[1], int(m[3]), int(m[4])) for m in pattern.finditer(text))
        text = pattern.sub(" ", text)
    found.extend(_when(m[1], int(m[2]), int(m[3])) for m in _CJK.finditer(text))
    for m in _NUMERIC.finditer(text):
        first, second = int(m[1]), int(m[3])
        if m[2] == "." or first > 12:
            found.append(_when(m[4], second, first))
        elif second > 12 or first == second:
            found.append(_when(m[4], first, second))
    found.extend(_when(m[3], months()[m[1].lower()], int(m[2])) for m in names.month_first.finditer(text))
    text = names.month_first.sub(" ", text)
    found.extend(_when(m[3], months()[m[2].lower()], int(m[1])) for m in names.day_first.finditer(text))
    return list(dict.fromkeys(when for when in found if when))


def find_date(text: str) -> When | None:
    """Return the one day that a text states, or None if it states none or several."""
    dates = find_dates(text)
    return dates[0] if len(dates) == 1 else None


def find_year(text: str) -> int | None:
    """Return the one year that a name states, or None."""
    years = set(_YEAR.findall(text)) | {match[1] for match in _ISO.finditer(text)}
    return int(years.pop()) if len(years) == 1 else None


def find_day(text: str) -> str | None:
    """Return the label of a day ("Day 4", "Jour 2", "2日目") that a text names, or None."""
    text = text[:500]
    match = _DAY.search(text)
    if not match:
        return None
    if match["number"]:
        return f"{match['word'].capitalize()} {int(match['number'])}"
    if match["name"]:
        return f"{match['word2'].capitalize()} {_NUMBERS[match['name'].lower()]}"
    if match["name2"]:
        return f"{match['word3'].capitalize()} {_NUMBERS[match['name2'].lower()]}"
    if match["nth"]:
        return f"{int(match['nth'])}日目"
    number = match["cjk"]
    return f"第{_CJK_NUMBERS.get(number, number)}天"


@lru_cache(maxsize=4096)
def strip_dates(text: str) -> str:
    """Take every date, span, day label and weekday out of a text; what is left says something else."""
    names = _patterns()
    if not names.hint.search(text):
        return text
    for pattern in (names.span, _ISO, _LOOSE_ISO, _CJK, _NUMERIC, names.month_first, names.day_first, _DAY):
        text = pattern.sub(" ", text)
    return names.weekday.sub(" ", text)


def is_only_date(text: str) -> bool:
    """Whether a text names a day or a date and nothing else."""
    if len(text) > 120:
        return False
    rest = strip_dates(text)
    return rest != text and not re.search(r"[^\W\d_]", _YEAR.sub(" ", rest))


def has_weekday(text: str) -> bool:
    """Whether a text names a day of the week."""
    return bool(_patterns().weekday.search(text))


def day_number_in(text: str) -> int | None:
    """Return the number of the day that a question names ("day 4", "第三天"), or None."""
    found = DAY_NUMBER.search(text)
    number = next((group for group in found.groups() if group), "") if found else ""
    if number in _CJK_NUMBERS:
        return _CJK_NUMBERS[number]
    return int(number) if number.isdecimal() and len(number) < 5 else None


def weekday_in(text: str) -> int | None:
    """Return the weekday that a text names in full, 0 is Monday; None where it names none."""
    found = _patterns().weekday_asked.search(_spelt(text))
    if found is None:
        return None
    return weekdays().get(found.group(), _cjk_weekdays().get(found.group()))


def weekday_of(date: str | None) -> int | None:
    """Return the weekday of an ISO date, 0 is Monday; None of none."""
    return None if date is None else dt.date.fromisoformat(date).weekday()


def weekday_called(name: str) -> int | None:
    """Return the weekday of a full or short name that stands alone, 0 is Monday; None for anything else."""
    name = _spelt(name)
    return weekdays().get(name, SHORT_WEEKDAYS.get(name, _cjk_weekdays().get(name)))


def month_and_day_in(text: str) -> tuple[int, int] | None:
    """Return the month and the day of it that a text names ("March 8", "8 mars", "3月8日"), or None."""
    found = _patterns().month_and_day.search(_spelt(text))
    if found is None:
        return None
    first, first_day, second_day, second, wide, wide_day = found.groups()
    if wide:
        return int(wide), int(wide_day)
    return months()[first or second], int(first_day or second_day)


def _spelt(text: str) -> str:
    """Return a text in the letters that names are listed in: accents are kept, width and case folded."""
    return unicodedata.normalize("NFKC", text).lower()
