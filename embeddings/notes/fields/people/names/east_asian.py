"""A person beside where they work, in Chinese, Japanese and Korean, where no sign parts the two.

"讲师：水壶公司 王晓明", "발표자 : 하동우 주전자(서울)": after a label, the one word with a family's name
and one or two more signs is the person, what stands before or after it is the company or the role.
"""

from __future__ import annotations

import re

from embeddings.notes.fields.people.names.shape import clean_name, has_honorific, is_cjk_name
from embeddings.notes.fields.vocabulary.east_asian_names import KOREAN_SURNAMES, SURNAMES
from embeddings.notes.fields.vocabulary.organisations import COMPANY
from embeddings.text.tokens import HAN, HANGUL, KANA

_SIGNS = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_APART = re.compile(r"\s*[,，、;；/／|｜~～·•:：]\s*|\s+[-–—]+\s+|\s+")
_HONORIFIC_APART = re.compile(r"(?<=[^\s,，])\s+(?=(?:님|씨|さん|さま|氏|先生|老师|老師)(?:\s|$))")
_LISTED = re.compile(r"\s*[,，、;；&＆]\s*")
_PARENTHESES = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_KOREAN = re.compile(f"[{HANGUL}]{{3}}")
_LATIN = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]+){1,2}")
_HAN_NAME = re.compile(f"[{HAN}]{{2,3}}")
_LONGEST_NAME = 3
"""Signs of a name after a family's name of one sign; longer ones are a company's as often."""


def beside_company(text: str) -> list[tuple[str, str]]:
    """Return the people that a labelled text names beside where they work, each with that; [] for any other.

    What reads as one name with its two parts ("山田 花子"), or as names and nothing else, is left alone.
    """
    if len(text) > 200 or not _SIGNS.search(text):
        return []
    parts = [part for part in _LISTED.split(text) if part.strip()]
    if 2 <= len(parts) <= 8:
        each = [_one(part) for part in parts]
        found = [person for person in each if person]
        if len(found) == len(parts):
            return found
        opening = parts[0].split()
        if len(opening) == 2 and _HAN_NAME.fullmatch(opening[1]) and all(map(is_of_family, parts[1:])):
            # "水壶公司 王晓明、高云": of one company, which stands before the first.
            return [(name, opening[0]) for name in (opening[1], *parts[1:])]
    one = _one(text)
    return [one] if one else []


def _one(text: str) -> tuple[str, str] | None:
    """Return the one person among the words of a text, and the rest of it."""
    end = _PARENTHESES.search(text)
    inner, bare = (end[1], text[: end.start()]) if end else ("", text)
    latin = _LATIN.search(bare)
    rest = bare.replace(latin[0], " ") if latin else bare
    if latin and not inner and is_of_family(rest.strip()):
        return " ".join(bare.split()), ""  # somebody by both names: "王晓明 Mina Wang"
    if latin and _SIGNS.search(rest) and re.search(r"[,，:：]\s*$", bare[: latin.start()]):
        return latin[0], _joined([rest.strip(" ,，:："), inner])
    words = [word for word in _APART.split(_HONORIFIC_APART.sub("", bare.strip())) if word]
    if not 2 <= len(words) <= 12 or words[0] in SURNAMES or not clean_name(words[-1]):
        return None
    # Two signs alone may be the second part of a name: "山田 花子さん".
    addressed = [word for word in words if has_honorific(word) and _is_whole(clean_name(word))]
    likely = addressed or [word for word in words if is_of_family(word)]
    if len(likely) == len(words):
        return None
    if len(likely) > 1 and any(map(_KOREAN.fullmatch, likely)):
        # Words of Korean look like names by chance; who speaks stands at an end.
        likely = [word for word in likely if word in (words[0], words[-1])][:1]
    if len(likely) != 1:
        return None
    return clean_name(likely[0]), _joined([*(word for word in words if word != likely[0]), inner])


def is_of_family(word: str) -> bool:
    """Tell whether one word is a family's name and a given one, and no company."""
    if _KOREAN.fullmatch(word):
        return word[0] in KOREAN_SURNAMES
    short = len(word) <= _LONGEST_NAME or word[:2] in SURNAMES
    return short and is_cjk_name(word) and word not in COMPANY


def _is_whole(name: str) -> bool:
    return len(name) > 2 and is_of_family(name)


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)
