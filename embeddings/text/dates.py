"""Dates and days as people write them, all over the world.

A date is returned only where a text states one; nothing is guessed. A year that the line leaves out is
supplied by the caller, from the event's or the folder's name. "6/7/2019" could be two days: it is one where
its weekday stands beside it, or where the caller knows which the folder writes first. "12.-14. June" is a
span and no day.

Patterns find numbers beside words, and the words are looked up (``date_names``): a thousand names of months
cost no more than ten.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from embeddings.text import date_patterns as patterns
from embeddings.text.date_names import (
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    has_weekday,
    month_and_day_in,
    month_called,
    month_of,
    names_month_or_weekday,
    weekday_called,
    weekday_in,
    weekday_of,
    weekdays_in_line,
    without_cjk_months,
    without_weekdays,
    words_of_days,
    words_of_months,
    words_of_weekdays,
)
from embeddings.text.day_labels import DAY_NUMBER, day_number_in, label_of, labels_in, without_labels
from embeddings.text.numerals import cjk_number, with_ascii_digits

__all__ = (
    "DAY_NUMBER",
    "SHORT_MONTHS",
    "SHORT_WEEKDAYS",
    "DayOrder",
    "When",
    "day_number_in",
    "find_date",
    "find_dates",
    "find_day",
    "find_year",
    "has_weekday",
    "is_only_date",
    "month_and_day_in",
    "month_of",
    "names_month_or_weekday",
    "order_of_days",
    "strip_dates",
    "weekday_called",
    "weekday_in",
    "weekday_of",
    "weekdays_in_line",
    "without_cjk_months",
    "words_of_days",
    "words_of_months",
    "words_of_weekdays",
)

DayOrder = Literal["day first", "month first"]
"""Which of day and month a folder writes first in dates of numbers alone."""

LONGEST = 500
"""Characters of a line that are read."""

_LONGEST_OF_A_DAY = 80
"""Characters of a line that labels a day; a longer one is text."""
_BESIDE = 24
"""Characters before and behind a date in which its weekday may stand."""
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each era of Japan."""
_TAKEN = "\0"
"""Stands where a date stood; no letter, no digit and no white space."""
_HAS_DAY = re.compile(r"[\d月]")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_LABEL_APART = re.compile(r"\s*[|:,(]|\s+[-–—]\s")


@dataclass(frozen=True, slots=True)
class When:
    """A day of the calendar as it is written; ``year`` is None where the line has none."""

    year: int | None
    month: int
    day: int
    swappable: Literal["", "/", "-"] = ""
    """The mark between day and month, where they could be swapped; ``month`` and ``day`` are day first."""

    def iso(self, year: int | None = None, order: DayOrder | None = None) -> str | None:
        """Return YYYY-MM-DD, taking ``year`` where the line had none; None if there is still none.

        Without ``order`` day and month of "6/7/2019" cannot be told; "6-7-2019" has its day first.
        """
        known = self.year or year
        if not known or (self.swappable == "/" and order is None):
            return None
        month, day = self.month, self.day
        if self.swappable and order == "month first":
            month, day = day, month
        try:
            return dt.date(known, month, day).isoformat()
        except ValueError:  # the 29th of February, of a year that has none
            return None


def _when(
    year: str | int | None, month: int | None, day: int | None, swappable: Literal["", "/", "-"] = ""
) -> When | None:
    try:
        dt.date(int(year) if year else 2024, month or 0, day or 0)
    except ValueError:
        return None
    return When(int(year) if year else None, month or 0, day or 0, swappable)


def _numeric(match: re.Match[str], weekdays: list[int]) -> When | None:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if mark == "." or first > 12 or first == second:
        return _when(year, second, first)
    if second > 12:
        return _when(year, first, second)
    day_first, month_first = _when(year, second, first), _when(year, first, second)
    if day_first is None or month_first is None:
        return None
    fits = [when for when in (day_first, month_first) if weekday_of(when.iso()) in weekdays]
    if len(fits) == 1:
        return fits[0]
    return When(year, second, first, "-" if mark == "-" else "/")


def _short(match: re.Match[str]) -> When | None:
    first, second = int(match[1]), int(match[2])
    if first > 12 or first == second:
        return _when(None, second, first)
    if second > 12:
        return _when(None, first, second)
    return _when(None, second, first, "/")


def _is_line_of_a_day(text: str) -> bool:
    """Whether a short text labels a day or names a weekday, so that "13/05" in it is a date and no share."""
    return len(text) <= _LONGEST_OF_A_DAY and (any(True for _ in labels_in(text)) or has_weekday(text))


def _named(year: str | None, month: str, day: str) -> When | None:
    number = month_called(month, year=bool(year))
    return _when(year, number, int(day)) if number else None


def _day_first(match: re.Match[str]) -> When | None:
    short = match[5] or match[6]
    year = match[4] or (f"20{short}" if short and int(short) < 80 else short and f"19{short}")
    if not year and match[2] in ("-", "/"):
        return None
    if match[6] and match[2] != "-":
        # "3-Dec-24" alone has its year in two digits; behind "3 Dec" comes something else.
        return _named(None, match[3], match[1])
    return _named(year or None, match[3], match[1])


def _month_first(match: re.Match[str]) -> When | None:
    # "kettles-in-may-5-ways" is a name of a file.
    return _named(match[4], match[1], match[3]) if match[4] or match[2] else None


def _cjk(match: re.Match[str]) -> When | None:
    year: int | None = None
    if match[1]:
        year = cjk_number(match[1])
    elif match[2]:
        count = 1 if match[3] == "元" else cjk_number(match[3])
        year = None if count is None else _ERAS[match[2]] + count
    elif match[4]:
        year = 1911 + int(match[4])
    return _when(year, cjk_number(match[5]), cjk_number(match[6]))


def _iso_week(match: re.Match[str]) -> When | None:
    try:
        day = dt.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return When(day.year, day.month, day.day)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When | None], bool], ...] = (
    (patterns.ISO, lambda m: _when(m[1], int(m[3]), int(m[4])), True),
    (patterns.ISO_WEEK, _iso_week, True),
    (patterns.LOOSE_ISO, lambda m: _when(m[1], int(m[3] or m[5]), int(m[4] or m[6])), True),
    (patterns.CJK, _cjk, True),
    (patterns.CJK_SHORT, lambda m: _when(None, int(m[1]), int(m[2])), True),
    (patterns.VIETNAMESE, lambda m: _when(m[3], int(m[2]), int(m[1])), False),
    (patterns.YEAR_FIRST, lambda m: _named(m[1], m[2], m[3]), False),
    (patterns.MONTH_FIRST, _month_first, False),
    (patterns.DAY_FIRST, _day_first, False),
)
"""Patterns in the order in which they are tried, how each is read, and whether its shape is enough to be
taken out of a text, even where it is no day of the calendar."""


def _take(
    text: str,
    pattern: re.Pattern[str],
    read: Callable[[re.Match[str]], When | None],
    found: list[When],
    *,
    shape: bool,
) -> str:
    """Return a text without the dates of a pattern, and add them to ``found``."""

    def taken(match: re.Match[str]) -> str:
        when = read(match)
        if when is not None:
            found.append(when)
        return _TAKEN * len(match[0]) if shape or when is not None else match[0]

    return pattern.sub(taken, text)


def _without_span(match: re.Match[str]) -> str:
    month = match.groupdict().get("m")
    return match[0] if month and not month_called(month, year=True) else _TAKEN * len(match[0])


@lru_cache(maxsize=8192)
def _scan(text: str) -> tuple[tuple[When, ...], str]:
    """Return the days that a text states, and the text with ``_TAKEN`` for each character of dates."""
    if not _HAS_DAY.search(text):
        return (), text
    text = with_ascii_digits(text)
    thai = not text.isascii() and _THAI.search(text) is not None
    if thai:
        text = patterns.BUDDHIST_YEAR.sub(lambda m: str(int(m[0]) - 543), text)

    def of_numbers(match: re.Match[str]) -> When | None:
        when = _numeric(match, weekdays_in_line(text))
        # Thai has the day first.
        return When(when.year, when.month, when.day) if when and thai else when

    labels = [m.span() for m in labels_in(text) if m["number"] and _LABEL_APART.match(text, m.end())]
    hidden = text
    for start, end in labels:
        hidden = hidden[:start] + _TAKEN * (end - start) + hidden[end:]
    for span in patterns.SPANS:
        hidden = span.sub(_without_span, hidden)
    found: list[When] = []
    for pattern, read, shape in _READERS:
        if pattern is patterns.VIETNAMESE:
            hidden = _take(hidden, patterns.NUMERIC, of_numbers, found, shape=True)
        hidden = _take(hidden, pattern, read, found, shape=shape)
    if not found and "/" in hidden and _is_line_of_a_day(text):
        hidden = _take(hidden, patterns.SHORT, _short, found, shape=False)
    for start, end in labels:
        hidden = hidden[:start] + text[start:end] + hidden[end:]
    return tuple(dict.fromkeys(found)), hidden


def find_dates(text: str) -> list[When]:
    """Return every single day that a line of text states; a span of days is none."""
    return list(_scan(text[:LONGEST])[0])


def find_date(text: str) -> When | None:
    """Return the one day that a text states, or None if it states none or several."""
    dates = _scan(text[:LONGEST])[0]
    return dates[0] if len(dates) == 1 else None


def find_year(text: str) -> int | None:
    """Return the one year that a name states, or None."""
    years = set(patterns.YEAR.findall(text)) | {match[1] for match in patterns.ISO.finditer(text)}
    return int(years.pop()) if len(years) == 1 else None


def find_day(text: str) -> str | None:
    """Return the label of a day ("Day 4", "Jour 2", "2日目") that a text names, or None."""
    return _day_in(text[:LONGEST])


@lru_cache(maxsize=4096)
def _day_in(text: str) -> str | None:
    text = with_ascii_digits(text)
    for match in labels_in(text):
        if not (match["number"] and _is_of_a_month(text, match.start("number"))):
            return label_of(match)
    return None


def _is_of_a_month(text: str, start: int) -> bool:
    """Whether the number that starts there is a day of a month: "el día 3 de mayo" is a date."""
    match = patterns.DAY_FIRST.match(text, start)
    dated = match is not None and match[2].isspace() and _day_first(match) is not None
    return dated or patterns.VIETNAMESE.match(text, start) is not None


@lru_cache(maxsize=4096)
def strip_dates(text: str) -> str:
    """Take every date, span, day label and weekday out of a text; what is left says something else."""
    head = text[:LONGEST]
    scanned = _scan(head)[1]
    if scanned is not head and _TAKEN in scanned:
        kept = "".join(_TAKEN if taken == _TAKEN else own for taken, own in zip(scanned, head, strict=True))
        text = re.sub(f"{_TAKEN}+", " ", kept) + text[LONGEST:]
    return without_weekdays(without_labels(text))


def is_only_date(text: str) -> bool:
    """Whether a text names a day or a date and nothing else."""
    return len(text) <= 120 and _is_only_date(text)


@lru_cache(maxsize=4096)
def _is_only_date(text: str) -> bool:
    rest = strip_dates(text)
    return rest != text and not re.search(r"[^\W\d_]", patterns.YEAR.sub(" ", rest))


def order_of_days(text: str) -> set[DayOrder]:
    """Return which of day and month the dates of numbers alone in a text have first, where they tell.

    They tell where one of the two is no month, or where their weekday stands beside them.
    """
    found: set[DayOrder] = set()
    numeric = patterns.MAY_BE_NUMERIC.search(text) is not None
    for match in patterns.NUMERIC.finditer(text) if numeric else ():
        if match[2] == ".":
            continue
        line = text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
        when = _numeric(match, weekdays_in_line(line))
        if when and not when.swappable and when.day != when.month:
            found.add("day first" if when.day == int(match[1]) else "month first")
    for match in patterns.SHORT.finditer(text) if patterns.MAY_BE_SHORT.search(text) else ():
        when = _short(match)
        line = text[text.rfind("\n", 0, match.start()) + 1 : (text + "\n").index("\n", match.end())]
        if when and not when.swappable and when.day != when.month and _is_line_of_a_day(line):
            found.add("day first" if when.day == int(match[1]) else "month first")
    return found
