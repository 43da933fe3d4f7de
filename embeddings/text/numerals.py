"""Numbers as the scripts of the world write them, in the digits that Python's patterns count with."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CJK_DIGITS = "〇零一二三四五六七八九十"
"""Numerals of Chinese and Japanese, the inside of a character class."""
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|twice|double|"
    r"(?:an?|one|two|three) (?:third|quarter|fifth|tenth)s?|un tiers|un quart|drittel|viertel|"
    r"un (?:tercio|cuarto|terzo)|um (?:ter[cç]o|quarto)|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|dois|duas|tr[eê]s|quatro|sete|oito|nove|dez|"
    r"tre|quattro|cinque|sei|sette|otto|dieci|cento)\b|"
    r"[一二两兩三四五六七八九十百千万亿億]+(?:个|個|次|年|天|倍|台|人|件|秒|分|小时|時間|万|亿|億|种|種|位|つ)|"
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:개|명|번|가지|시간|달|주|배|곳|사람)",
    re.IGNORECASE,
)
"""A digit, or a number in words."""

LAST = -1
"""The place of the last, from the end."""
ORDINALS: dict[str, int] = {
    word: number
    for number, words in {
        1: "first 1st erste ersten erster premier premiere primero primera primer primeiro primeira primo "
        "prima",
        2: "second 2nd zweite zweiten zweiter deuxieme seconde segundo segunda secondo seconda",
        3: "third 3rd dritte dritten dritter troisieme tercero tercera tercer terceiro terceira terzo terza",
        4: "fourth 4th vierte vierten vierter quatrieme cuarto cuarta quarto quarta",
        5: "fifth 5th funfte funften funfter cinquieme quinto quinta",
        LAST: "last letzte letzten letzter dernier derniere ultimo ultima",
    }.items()
    for word in words.split()
}
"""Places of a list, from 1, by their folded words."""

_CJK_VALUES = {"〇": 0, "零": 0} | {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}


@cache
def _ascii_digits() -> dict[int, str]:
    """Return each decimal digit beyond ASCII with the ASCII digit of its value."""
    plane = map(chr, range(128, 0x10000))
    return {ord(c): str(unicodedata.decimal(c)) for c in plane if unicodedata.category(c) == "Nd"}


def with_ascii_digits(text: str) -> str:
    """Return a text of the same length whose digits are those of ASCII ("٣" and "３" become "3")."""
    return text if text.isascii() else text.translate(_ascii_digits())


def cjk_number(text: str) -> int | None:
    """Return the number that digits or numerals write ("12", "十二", "二〇二四"), or None."""
    if text.isdecimal():
        return int(text)
    values = [_CJK_VALUES.get(character) for character in text]
    if not values or None in values:
        return None
    if "十" not in text:
        return int("".join(map(str, values)))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return 10 * (_CJK_VALUES[tens] if tens else 1) + (_CJK_VALUES[ones] if ones else 0)
