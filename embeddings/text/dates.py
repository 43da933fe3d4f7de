"""Dates and days as people write them. A date is given only where the notes state one; nothing is guessed.

A year that the line leaves out is supplied by the caller, from the event's or the folder's name. "6/7/2019"
could be two days and is none; "12.-14. June" is a span and no day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar jänner enero gennaio janeiro januari",
            "february feb février fevrier févr februar febrero febbraio fevereiro februari",
            "march mar mars märz maerz marzo março marco maart",
            "april apr avril abril aprile",
            "may mai mayo maggio maio mei",
            "june jun juin juni junio giugno junho",
            "july jul juillet juil juli julio luglio julho",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct octobre oktober okt octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec décembre decembre dezember dez diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri|sat|sun"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    "|segunda|terça|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
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
_CJK_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_WORD = "day|jour|journée|tag|día|dia|giorno|dag|journee"

_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_LOOSE_ISO = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(?:((?:19[89]|20[0-4])\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19[89]|20[0-4])\d)(?!\d)")
_MONTH_FIRST = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+((?:19[89]|20[0-4])\d)\b)?", re.I
)
_DAY_FIRST = re.compile(
    rf"(?<![\d\w])(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|"
    rf"de))?\s*({_MONTH})\b\.?(?:,?\s+(?:de\s+)?((?:19[89]|20[0-4])\d)\b)?",
    re.I,
)
_SPAN = re.compile(
    rf"(?:({_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[-–—~]|to|au|"
    rf"bis)\s*(?:({_MONTH})\.?\s+)?\d{{1,2}}(?!\d)(?!:)"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-–—~]|to|au|bis)\s*\d{{1,2}}(?:st|nd|rd|th|"
    rf"\.)?\s+({_MONTH})\b"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日?\s*[-–—~〜至到]\s*\d{1,2}"
    r"|\d{4}-\d\d-\d\d\s*(?:[-–—~/]|to|/)\s*\d{4}-\d\d-\d\d)",
    re.I,
)
_DAY = re.compile(
    rf"(?<![\w])(?P<word>{_DAY_WORD})[\s_#-]*(?P<number>\d{{1,2}})(?![\d%])"
    rf"|(?<![\w])(?P<word2>{_DAY_WORD})[\s_-]+(?P<name>{'|'.join(_NUMBERS)})\b"
    rf"|(?<![\w])(?P<name2>{'|'.join(n for n in _NUMBERS if len(n) > 4)})\s+(?P<word3>{_DAY_WORD})\b"
    r"|(?P<nth>\d{1,2})\s*日目|第\s*(?P<cjk>[一二三四五六七八九\d]{1,2})\s*[天日]",
    re.I,
)
_WEEKDAY = re.compile(rf"(?<!\w)(?:{_WEEKDAYS})\b\.?", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A day of the calendar as it is written; ``year`` is None where the line has none."""

    year: int | None
    month: int
    day: int

    def iso(self, year: int | None = None) -> str | None:
        """Give YYYY-MM-DD, taking ``year`` where the line had none; None if there is still none."""
        known = self.year or year
        return dt.date(known, self.month, self.day).isoformat() if known else None


def _when(year: str | None, month: int, day: int) -> When | None:
    try:
        dt.date(int(year) if year else 2024, month, day)
    except ValueError:
        return None
    return When(int(year) if year else None, month, day)


def find_dates(text: str) -> list[When]:
    """Give every single day that a line of text states; a span of days is none."""
    if not any(map(str.isdigit, text[:500])):
        return []
    text = _SPAN.sub(" ", text[:500])
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
    found.extend(_when(m[3], _MONTHS[m[1].lower()], int(m[2])) for m in _MONTH_FIRST.finditer(text))
    text = _MONTH_FIRST.sub(" ", text)
    found.extend(_when(m[3], _MONTHS[m[2].lower()], int(m[1])) for m in _DAY_FIRST.finditer(text))
    return list(dict.fromkeys(when for when in found if when))


def find_date(text: str) -> When | None:
    """Give the one day that a text states, or None if it states none or several."""
    dates = find_dates(text)
    return dates[0] if len(dates) == 1 else None


def find_year(text: str) -> int | None:
    """Give the one year that a name states, or None."""
    years = set(_YEAR.findall(text)) | {match[1] for match in _ISO.finditer(text)}
    return int(years.pop()) if len(years) == 1 else None


def find_day(text: str) -> str | None:
    """Give the label of a day ("Day 4", "Jour 2", "2日目") that a text names, or None."""
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


_HINT = re.compile(rf"\d|[日天号]|\b(?:{_DAY_WORD}|{_WEEKDAYS})\b", re.I)


@lru_cache(maxsize=4096)
def strip_dates(text: str) -> str:
    """Take every date, span, day label and weekday out of a text; what is left says something else."""
    if not _HINT.search(text):
        return text
    for pattern in (_SPAN, _ISO, _LOOSE_ISO, _CJK, _NUMERIC, _MONTH_FIRST, _DAY_FIRST, _DAY, _WEEKDAY):
        text = pattern.sub(" ", text)
    return text


def is_only_date(text: str) -> bool:
    """Whether a text names a day or a date and nothing else."""
    if len(text) > 120:
        return False
    rest = strip_dates(text)
    return rest != text and not re.search(r"[^\W\d_]", _YEAR.sub(" ", rest))


def has_weekday(text: str) -> bool:
    """Whether a text names a day of the week."""
    return bool(_WEEKDAY.search(text))
