"""Labels of days: "Day 4", "Jour 2", "2日目", as notes write them and questions ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.text.numerals import cjk_number

_NUMBERS = {
    word: number
    for number, group in enumerate(
        (
            "one first un une premier première eins erste ersten erster uno primero primer primeiro primo",
            "two second deux deuxième zwei zweite zweiten zweiter dos segundo secondo",
            "three third trois troisième drei dritte dritten dritter tres tercero tercer terceiro terzo",
            "four fourth quatre quatrième vier vierte vierten vierter cuatro cuarto",
            "five fifth cinq cinquième fünf cinco quinto",
            "six sixth sechs seis",
            "seven seventh sept sieben siete",
        ),
        1,
    )
    for word in group.split()
}
_DAY_WORD = (
    "day|jour|journée|tag|día|dia|giorno|dag|journee|день|dzień|dzien|den|deň|gün|päivä|päev|ziua|dan|hari|ngày"
    "|ημέρα|μέρα|วันที่|اليوم|יום|दिन"
)
_ASCII_DAY_WORDS = tuple(word for word in _DAY_WORD.split("|") if word.isascii())
DAY_NUMBER = re.compile(
    rf"\b(?:{_DAY_WORD})[ -]?(\d{{1,2}})\b|第\s*([一二三四五六七八九十\d]+)\s*天|(\d{{1,2}})\s*日目"
    r"|(\d{1,2})\s*일\s*차",
    re.I,
)
"""A day by its number, as it is asked for; ``find_day`` reads more of how days are written in notes."""
DAY_LABEL = re.compile(
    rf"(?<![\w])(?P<word>{_DAY_WORD})[\s_#-]*(?P<number>\d{{1,2}})(?![\d%])"
    rf"|(?<![\w])(?P<word2>{_DAY_WORD})[\s_-]+(?P<name>{'|'.join(_NUMBERS)})\b"
    rf"|(?<![\w])(?P<name2>{'|'.join(n for n in _NUMBERS if len(n) > 4)})\s+(?P<word3>{_DAY_WORD})\b"
    r"|(?P<nth>\d{1,2})\s*日目|(?P<ko>\d{1,2})\s*일\s*차|第\s*(?P<cjk>[一二三四五六七八九\d]{1,2})\s*[天日]",
    re.I,
)
"""A day as notes label it."""


def label_of(match: re.Match[str]) -> str:
    """Return the label that a match of ``DAY_LABEL`` writes, its number in digits."""
    if match["number"]:
        return f"{match['word'].capitalize()} {int(match['number'])}"
    if match["name"]:
        return f"{match['word2'].capitalize()} {_NUMBERS[match['name'].lower()]}"
    if match["name2"]:
        return f"{match['word3'].capitalize()} {_NUMBERS[match['name2'].lower()]}"
    if match["nth"]:
        return f"{int(match['nth'])}日目"
    if match["ko"]:
        return f"{int(match['ko'])}일차"
    return f"第{cjk_number(match['cjk']) or match['cjk']}天"


def labels_in(text: str) -> Iterator[re.Match[str]]:
    """Return the matches of ``DAY_LABEL`` in a text, in order."""
    return DAY_LABEL.finditer(text) if _may_hold_label(text) else iter(())


def without_labels(text: str) -> str:
    """Return a text with a space for each label of a day in it."""
    return DAY_LABEL.sub(" ", text) if _may_hold_label(text) else text


def _may_hold_label(text: str) -> bool:
    """Whether a word for a day stands in a text, or signs among which one could; costs little."""
    lower = text.lower()
    return not text.isascii() or any(word in lower for word in _ASCII_DAY_WORDS)


def day_number_in(text: str) -> int | None:
    """Return the number of the day that a question names ("day 4", "第三天"), or None."""
    found = DAY_NUMBER.search(text)
    number = next((group for group in found.groups() if group), "") if found else ""
    return cjk_number(number) if 0 < len(number) < 5 else None
