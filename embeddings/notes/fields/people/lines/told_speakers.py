"""Lines that tell in a sentence who speaks: "The speaker was Anna Berg from Spout", "演讲者是王小明".

A sentence about a speaker says as often what they are like; only names that are known as such count.
"""

from __future__ import annotations

import re

from embeddings.notes.fields.people.lines.labels import first_sentence
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.beside_names import with_company_apart
from embeddings.notes.fields.people.names.shape import Names, clean_name, is_cjk_name, is_known
from embeddings.notes.fields.vocabulary.east_asian_names import KOREAN_SURNAMES
from embeddings.notes.fields.vocabulary.organisations import COMPANY
from embeddings.notes.fields.vocabulary.speakers import SPEAKER_WORDS
from embeddings.records import Speaker
from embeddings.text.tokens import HAN, HANGUL, KANA

_IS = re.compile(
    r"[\W_]*(?:(?:the|our|today['’]s|le|la|les|el|los|las|der|die|das|o|os|as?|il|i|gli|de|den)\s+|l['’])?"
    r"(?P<label>[^\W\d_]+)(?:\s+(?:today|tonight|here|invité|invitado))?\s+"
    r"(?:is|was|are|were|est|était|sont|étaient|es|fue|son|fueron|era|eran|ist|war|sind|waren|é|foi|são|foram|"
    r"è|sono|erano)\s+(?P<who>\S.*)$",
    re.I,
)
_END = r"\s*(?:[(（][^()（）]*[)）])?\s*[。.!！]?$"
_FROM_COMPANY = r"(?:(?P<from>[来來]自)?(?P<company>[^，。,.！!]{1,30}?)\s*的\s*)?"
_CHINESE = re.compile(
    rf"(?:是|为|為)(?:一位|一名)?\s*{_FROM_COMPANY}(?P<name>[{HAN}]{{2,4}}?)(?:老师|老師|先生|女士|博士|教授)?{_END}"
)
_JAPANESE = re.compile(
    rf"は[、\s]*(?:(?P<company>[^、。]{{1,30}}?)の\s*)?(?P<name>[{HAN}{KANA}]{{2,8}}?)\s*(?:さん|氏|先生|様)(?:です|でした)?{_END}"
)
_KOREAN = re.compile(
    rf"[는은]\s*(?:(?P<company>\S.{{0,30}}?)(?:의\s*|\s+))?(?P<name>[{KOREAN_SURNAMES}][{HANGUL}]{{2}})"
    rf"\s*(?:님|씨)?(?:입니다|이다|이었다|였다)?{_END}"
)
_LONGEST_LABEL = 8


def speakers_told(text: str, line: int, names: Names) -> list[Speaker]:
    """Return whom a line says to be the speakers, or none; ``line`` is where it stands (1-based)."""
    if len(text) > 200:
        return []
    match = _IS.match(text)
    if match and _is_label(match["label"]):
        who = with_company_apart(first_sentence(match["who"]).rstrip(" .!"))
        people = people_in(who, line, names, plural=True)
        return people if all(is_known(person.name) for person in people) else []
    return [] if text.isascii() else _in_east_asia(text.strip(" *_-•"), line)


def _is_label(word: str) -> bool:
    label = word.casefold()
    return label in SPEAKER_WORDS or (label.endswith("s") and label[:-1] in SPEAKER_WORDS)


def _in_east_asia(text: str, line: int) -> list[Speaker]:
    length = next((n for n in range(_LONGEST_LABEL, 1, -1) if text[:n] in SPEAKER_WORDS), 0)
    for pattern in (_CHINESE, _JAPANESE, _KOREAN) if length else ():
        match = pattern.match(text, length)
        if match is None:
            continue
        name, company = clean_name(match["name"]), match["company"]
        if pattern is _CHINESE:
            # "的" binds what somebody is like as well: "演讲人是这一行的高手" names nobody.
            told = company is None or match["from"] or any(company.endswith(word) for word in COMPANY)
            if not (told and is_cjk_name(name)):
                continue
        return [Speaker(name, None, company.strip() if company else None, line)]
    return []
