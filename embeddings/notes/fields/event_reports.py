"""Titles of reports on a whole event: "Kettle Camp, a short report", "Notizen zur Kesselwoche 11"."""

from __future__ import annotations

import re

from embeddings.text.markdown_words import count_words

_WORDS = (
    # English
    r"(?:trip|conference|event|meetup) (?:report|notes)",
    r"wrap[- ]?up|recap(?: of)?",
    r"(?:report|highlights|impressions|dispatch(?:es)?) from",
    r"what (?:i|we) learned at|(?:a|my|our) (?:visit to|day at|week at|trip to)",
    # German and Dutch
    r"(?:kurz|erfahrungs|konferenz|tagungs|reise)?bericht|mitschriften?|rückblick|nachlese",
    r"notizen (?:zur|zum|von der|vom|aus)|eindrücke (?:von|vom)|verslag van",
    # French
    r"compte[- ]rendu|retour (?:sur|d['’]expérience sur|de)|bilan d[eu]",
    # Spanish, Portuguese and Italian
    r"resumen del?|crónica del?|reseña del?|resumo d[aeo]|cobertura d[aeo]|como foi|resoconto|riassunto d\w+",
    # Polish and Russian
    r"relacja|wrażenia z|отч[её]т (?:о|с|об)|впечатления от",
)
_SIGNS = (
    "参加レポ|参加記|参加報告|参加してき|参加しました|レポート|行ってき|後記|后记|参会|參加心得|回顾|回顧|纪要|紀要"
    "|후기|참관기|다녀왔|다녀온"
)
_REPORT = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?=\W|$)|{_SIGNS}", re.I)
_OF_A_TALK = re.compile(
    r"\b(?:talk|keynote|session|presentation|lecture|workshop|tutorial|vortrag|präsentation|charla|ponencia"
    r"|palestra|conférence de|présentation)\b|発表|講演|讲座|演讲|발표 ",
    re.I,
)
_MOST = 14
"""Words of such a title at most."""


def is_event_report(title: str) -> bool:
    """Whether a title is of a report on an event rather than on one talk."""
    return bool(_REPORT.search(title)) and not _OF_A_TALK.search(title) and count_words(title) <= _MOST
