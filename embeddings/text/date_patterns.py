"""The shapes of dates and of spans of days, with their names of months still to be looked up."""

from __future__ import annotations

import re

from embeddings.text.date_names import WORD
from embeddings.text.numerals import CJK_DIGITS

_YEAR = r"(?:19[89]|20[0-4])\d"
_MONTH_WORD = rf"(?:[\u0e01-\u0e4e]{{1,2}}\.[\u0e01-\u0e4e]|{WORD})"
"""A word, or a short name of Thai with the dot inside it."""
_TH = r"(?:st|nd|rd|th|er|[ºª°]|-?(?:го|е|й))?"
"""What makes an ordinal of a number."""
_ENDS = r"(?![\w%])(?![.,:]\d)"
"""Behind a day of the month: no fraction, no time, no share."""
_THE = r"(?:(?:the|le|den|am|il)|(?:el|il|o|ngày|on)(?: (?:día|dia|giorno))?)"
_OF = r"(?:(?:of|de|di)\s+|del\s+|d['’])?"
_BEFORE_YEAR = r"(?:,?\s+(?:de\s+|del\s+|d['’]\s*|พ\.ศ\.\s*|năm\s+|of\s+)?|[/,.-]|(?<=[^\W\d_]))"
_CJK = rf"[\d{CJK_DIGITS}]"
_CJK_WEEKDAY = (
    r"(?:\s*[（(]?\s*(?:星期[一二三四五六日天]|[周週][一二三四五六日]|[月火水木金土日]曜日?|[월화수목금토일]요일)\s*[)）]?"
    r"|\s*[（(]\s*[一二三四五六日月火水木金土월화수목금토일](?:[・･·.]?[祝休])?\s*[)）])?"
)

YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
BUDDHIST_YEAR = re.compile(r"(?<!\d)25[3-9]\d(?!\d)")
"""A year of the calendar of Thailand, 543 ahead of the common one."""
ISO = re.compile(rf"(?<!\d)({_YEAR})([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
LOOSE_ISO = re.compile(
    rf"(?<!\d)(?<!\d\.)(?<!\bv)(?<!version )(?<!release )({_YEAR})"
    r"(?:([-/])(\d{1,2})\2(\d{1,2})|\.\s?(\d{1,2})\.\s?(\d{1,2})\.?)(?!\d)(?!\.\d)",
    re.I,
)
ISO_WEEK = re.compile(rf"(?<!\w)({_YEAR})-?W(0[1-9]|[1-4]\d|5[0-3])-?([1-7])(?!\w)")
CJK = re.compile(
    rf"(?:(?:({_YEAR}|[〇零一二三四五六七八九]{{4}})|(令和|平成|昭和)\s*({_CJK}{{1,3}}|元)|(?:民國|民国)\s*(\d{{2,3}}))\s*[年년]\s*)?"
    rf"(?<!\d)({_CJK}{{1,3}})\s*[月월]\s*({_CJK}{{1,3}})\s*[日号號일](?![目차]|\s차){_CJK_WEEKDAY}"
)
CJK_SHORT = re.compile(
    r"(?<![\w/.-])(\d{1,2})/(\d{1,2})(?:\s?[일日号]?\s?[(（]\s?[월화수목금토일月火水木金土日](?:[・･·.]?[祝休])?(?:요일|曜日?)?\s?[)）]"
    r"|\s?[일日]?(?=\s?(?:に(?:開催|行わ|あった|あり)|에\s?(?:열린|열렸|진행|있었))))"
)
"""Month and day in Korean or Japanese, which have the month first, before a weekday or what was on it."""
VIETNAMESE = re.compile(
    rf"(?:ngày\s+)?(?<!\w)(\d{{1,2}})\s+tháng\s+(\d{{1,2}})(?!\d)(?:,?\s+(?:năm\s+)?({_YEAR})(?!\d))?", re.I
)
NUMERIC = re.compile(rf"(?<![\d/.])(?<!\d-)(\d{{1,2}})([/.-]) ?(\d{{1,2}})\2 ?({_YEAR})(?!\d)(?![-/.]\d)")
SHORT = re.compile(r"(?<![\w/.-])(?!24/7)(?=\d\d|\d/\d\d)(\d{1,2})/(\d{1,2})(?![\w/.-])")
"""Day and month alone, one of them of two digits; a date only beside a weekday or the label of a day."""
MAY_BE_NUMERIC, MAY_BE_SHORT = re.compile(r"[/-] ?\d{1,2}[/-] ?(?:19|20)\d\d"), re.compile(r"\d/\d")
"""What a text has to hold for the two above to match; each is found fast, by the signs it begins with."""
YEAR_FIRST = re.compile(
    rf"(?<!\d)({_YEAR})(?:[.,]|\(e\)ko|-?ko)?(?:\s*[-/]\s*|\s+(?:m\.\s+|ж\.\s+)?)({_MONTH_WORD})\.?(?:\s+|[-/])"
    rf"(\d{{1,2}})(?:st|nd|rd|th|an?)?{_ENDS}",
    re.I,
)
MONTH_FIRST = re.compile(
    rf"(?<!\w)({_MONTH_WORD})(?:\.?(\s+)(?:the\s+)?|-)(\d{{1,2}})(?:{_TH}|\.)(?![\w%])(?![.,:]\d)"
    rf"(?:(?:\.?,?\s+|-)({_YEAR})(?!\d))?",
    re.I,
)
DAY_FIRST = re.compile(
    rf"(?<!\w)(?<!\d[.,/:])(?:{_THE}\s+)?(\d{{1,2}}){_TH}\.?(\s*|[-/]|\s+den\s+){_OF}({_MONTH_WORD})\.?"
    rf"(?:{_BEFORE_YEAR}({_YEAR})(?!\d)(?:\s*(?:г|р)\.)?|\s*['’](\d\d)(?!\w)|-(\d\d)(?![\w-]))?",
    re.I,
)
_TO = r"(?:[-–—~〜&+/]|to|till|until|through|au|bis|al|à|au|and|und|et|och|og|en|po|do|по|до|и|і)"
SPANS = (
    re.compile(
        rf"(?<!\w)(?P<m>{_MONTH_WORD})\.?\s+\d{{1,2}}{_TH}\.?\s*{_TO}\s*"
        rf"(?:(?:{_MONTH_WORD})\.?\s+)?\d{{1,2}}{_TH}(?!\d)(?!:)",
        re.I,
    ),
    re.compile(
        rf"(?<!\d)\d{{1,2}}{_TH}\.?(?:,\s*\d{{1,2}}{_TH}\.?)*\s*{_TO}\s*\d{{1,2}}{_TH}\.?\s*{_OF}(?P<m>{_MONTH_WORD})",
        re.I,
    ),
    re.compile(
        r"\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]?\s*[-–—~〜至到]\s*\d{1,2}"
        r"|\d{4}-\d\d-\d\d\s*(?:[-–—~〜/]|to|/)\s*\d{4}-\d\d-\d\d"
        r"|\d{4}-\d\d-\d\d[–—~〜]\d\d(?!:)"
        rf"|(?<![\d.])\d{{1,2}}(?:\.?[-–—]|\.\s*[-–—]\s*)\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?{_YEAR})?",
        re.I,
    ),
)
"""Several days together. ``m`` is the word that has to be a month, where there is one."""
