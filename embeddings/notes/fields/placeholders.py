"""Placeholders: what a template of notes has in place of a title and of who speaks."""

from __future__ import annotations

import re
from functools import lru_cache

_TITLE = (
    r"(?:(?:(?:your|the|my)\s+)?(?:(?:talk|session|presentation|lecture|workshop)(?:['’]s)?\s+)?(?:title|name)"
    r"(?:\s+of\s+(?:the\s+)?(?:talk|session|presentation|lecture|workshop))?"
    r"|(?:vortrags)?titel(?:\s+(?:des|der)\s+(?:vortrags|vortrages|session|präsentation))?"
    r"|(?:le\s+)?titre(?:\s+(?:de\s+la|de\s+l['’]|du)\s*(?:conférence|présentation|session|talk|atelier|exposé))?"
    r"|(?:el\s+|o\s+)?título(?:\s+(?:de\s+la|da|del?|do)\s+(?:charla|ponencia|sesión|palestra|sessão|talk))?"
    r"|titolo(?:\s+(?:del|della|dell['’])\s*(?:talk|intervento|sessione|presentazione))?"
    r"|(?:(?:발표|세션|강연|강의)\s?)?(?:제목|주제)|(?:発表|講演|セッション)?の?(?:タイトル|題名|題目)|セッション名"
    r"|(?:演讲|演講|分享|议题|議題|讲座|講座)?的?(?:标题|標題|题目|題目|名称|名稱))"
)
_SPEAKER = (
    r"(?:(?:the\s+)?(?:speaker|presenter|author)(?:['’]?s)?(?:\s+names?)?(?:\(s\))?|names?\s+of\s+(?:the\s+)?"
    r"(?:speaker|presenter|author)(?:s|\(s\))?"
    r"|name(?:n)?\s+(?:der|des|von)\s+(?:referent(?:in|en|innen)?|sprecher(?:in|s|innen)?|vortragenden)"
    r"|(?:referent|sprecher)(?:[:*_/]?in)?|vortragende[rn]?"
    r"|(?:nom\s+(?:de\s+la\s+|du\s+|de\s+l['’]\s*|des\s+)?)?(?:orat(?:eur|rice)s?|conférenci(?:er|ère)s?|intervenante?s?)"
    r"|(?:nombre\s+(?:del?|de\s+la)\s+)?(?:ponente|orador|oradora|conferenciante)s?"
    r"|(?:nome\s+(?:d[oae]|del|della|dell['’])\s*)?(?:palestrante|relatore|relatrice|oratore|orador)"
    r"|(?:연사|연사자|발표자|강연자|강사)(?:의|님)?\s?(?:성함|이름|성명|명)?"
    r"|(?:登壇者|発表者|講演者|話者)(?:の?(?:名前|氏名|名))?|(?:讲者|講者|讲师|講師|演讲者|演講者|嘉宾)的?(?:姓名|名字|名称)?)"
)
_OPEN, _CLOSE = r"[<\[({｛「【]{0,2}\s*", r"(?:\s*#?\d{1,2})?\s*[>\])}｝」】]{0,2}"
_APART = r"\s*(?:[-–—|/,:：~]|\bby\b|\bvon\b|\bpar\b|\bpor\b|\bdi\b)?\s*"
_BOTH = re.compile(
    rf"{_OPEN}{_TITLE}{_CLOSE}{_APART}{_OPEN}{_SPEAKER}{_CLOSE}"
    rf"|{_OPEN}{_SPEAKER}{_CLOSE}{_APART}{_OPEN}{_TITLE}{_CLOSE}",
    re.I,
)
_BRACKETED = re.compile(
    rf"(?:<\s*(?:{_TITLE}|{_SPEAKER})\s*>|\{{\{{?\s*(?:{_TITLE}|{_SPEAKER})\s*\}}\}}?"
    rf"|\[\s*(?:{_TITLE}|{_SPEAKER})\s*\])",
    re.I,
)
_TITLE_ALONE = re.compile(rf"(?:yyyy\W?mm\W?dd\W*)?{_OPEN}{_TITLE}{_CLOSE}", re.I)
_NAME = (
    r"(?:(?:your|full|first|last|first\s+and\s+last)\s+)?names?(?:\s+surnames?)?|vorname\s+nachname|nom|prénom\s+nom"
    r"|nombre(?:\s+(?:y\s+)?apellidos?)?|nome(?:\s+(?:e\s+)?(?:cognome|sobrenome))?|이름|성명|성함|名前|氏名|姓名|名字"
)
_PERSON = re.compile(rf"{_OPEN}(?:{_SPEAKER}|{_NAME}|xxx+|t\.?b\.?[ad]\.?|n\.?n\.?){_CLOSE}", re.I)


def is_title_placeholder(title: str) -> bool:
    """Whether a heading is only a word for a title ("Talk title")."""
    return bool(_TITLE_ALONE.fullmatch(title.strip().strip("*_#").strip()))


def is_person_placeholder(name: str) -> bool:
    """Whether a name is only a word for one ("NAME", "Speaker 1")."""
    return bool(_PERSON.fullmatch(name.strip().strip("*_#").strip()))


@lru_cache(maxsize=8192)
def is_placeholder(title: str) -> bool:
    """Whether a heading holds words for a title and for a speaker and neither of them ("Title - Speaker")."""
    said = title.strip().strip("*_#").strip()
    return bool(_BOTH.fullmatch(said) or _BRACKETED.fullmatch(said))
