"""Labels of days: "Day 4", "Jour 2", "2日目", as notes write them and questions ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.text import tokens
from embeddings.text.numerals import LAST, ORDINALS, cjk_number

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
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_ASKED_WORD = "|".join(dict.fromkeys((*_DAY_WORD.split("|"), *map(tokens.fold, _DAY_WORD.split("|")))))
_WHOLE = {
    "初日": 1,
    "首日": 1,
    "头一天": 1,
    "頭一天": 1,
    "첫": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
}
_PARTICLE = r"(?:(?:에는|에도|에|은|는|의)(?!\w))?"
DAY_NUMBER = re.compile(
    rf"\b(?:{_ASKED_WORD})[ -]?(?P<digits>\d{{1,2}})\b"
    r"|第\s*(?P<zh>[一二三四五六七八九十\d]+)\s*[天日]|(?P<ja>[一二三四五六七八九十\d]{1,3})\s*日目"
    rf"|(?P<ko>\d{{1,2}})\s*일\s*[차째]{_PARTICLE}"
    rf"|\b(?P<ordinal>{_ORDINAL})(?:,? (?:and|und|et|y|e) (?:{_ORDINAL}))? (?:{_ASKED_WORD})\b"
    rf"|\b(?:{_ASKED_WORD})[ -](?P<cardinal>{'|'.join(map(tokens.fold, _NUMBERS))})\b"
    rf"|(?P<last>最[后後]一天|最終日|마지막 ?날{_PARTICLE})|(?P<whole>初日|首日|[头頭]一天)"
    r"|(?P<korean>첫(?= ?날| ?번?째 ?날)|[둘셋넷](?=째 ?날)|[두세네](?= ?번째 ?날)) ?번?째? ?날(?![씨개짜카])"
    + _PARTICLE,
    re.I,
)
"""A day by its number or in words, as it is asked for: of folded text. ``find_day`` reads more of how days
are written in notes.
"""
DAY_LABEL = re.compile(
    rf"(?<![\w])(?P<word>{_DAY_WORD})[\s_#-]*(?P<number>\d{{1,2}})(?![\d%])"
    rf"|(?<![\w])(?P<word2>{_DAY_WORD})[\s_-]+(?P<name>{'|'.join(_NUMBERS)})\b"
    rf"|(?<![\w])(?P<name2>{'|'.join(n for n in _NUMBERS if len(n) > 4)})\s+(?P<word3>{_DAY_WORD})\b"
    r"|(?P<first>첫째|둘째|셋째|넷째)\s?날|(?P<nth>\d{1,2})\s*日目|(?P<ko>\d{1,2})\s*일\s*차|第\s*(?P<cjk>[一二三四五六七八九\d]{1,2})\s*[天日]",
    re.I,
)
"""A day as notes label it."""
_FOLDED_NUMBERS = {tokens.fold(word): number for word, number in _NUMBERS.items()}
_LAST_WORDS = re.compile(rf"\b(?:{'|'.join(word for word, number in ORDINALS.items() if number == LAST)})\b")


def label_of(match: re.Match[str]) -> str:
    """Return the label that a match of ``DAY_LABEL`` writes, its number in digits."""
    if match["number"]:
        return f"{match['word'].capitalize()} {int(match['number'])}"
    if match["name"]:
        return f"{match['word2'].capitalize()} {_NUMBERS[match['name'].lower()]}"
    if match["name2"]:
        return f"{match['word3'].capitalize()} {_NUMBERS[match['name2'].lower()]}"
    if match["first"]:
        return f"{_WHOLE[match['first'][0]]}일차"
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
    """Return the number of the day that a question names ("day 4", "the second day", "第三天"), or None.

    The last day is ``LAST``.
    """
    found = DAY_NUMBER.search(tokens.fold(text))
    if found is None:
        return None
    if found["ordinal"]:
        return ORDINALS[found["ordinal"]]
    if found["cardinal"]:
        return _FOLDED_NUMBERS[found["cardinal"]]
    if found["last"]:
        return LAST
    if found["whole"] or found["korean"]:
        return _WHOLE[found["whole"] or found["korean"]]
    number = found["digits"] or found["zh"] or found["ja"] or found["ko"]
    return cjk_number(number) if len(number) < 5 else None


def names_last_day(text: str) -> bool:
    """Tell whether a text speaks of the last day, be it the fourth as well ("quarto e último dia")."""
    return any(
        found["last"] or _LAST_WORDS.search(found[0]) for found in DAY_NUMBER.finditer(tokens.fold(text))
    )


def names_day_in_words(text: str) -> bool:
    """Tell whether a question names a day in words ("the first day"), which may be one of anything."""
    found = DAY_NUMBER.search(tokens.fold(text))
    return found is not None and bool(found["ordinal"] or found["cardinal"])
