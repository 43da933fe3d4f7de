"""The date that a session states in its own lines: by a label, in a table, or on a line of its own.

"Date: 3 May 2022" says it wherever it stands. A line without a label counts only before the text begins, and
only if little else stands on it: "Tue 3 May 2022, 10:00, Room B".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from embeddings.notes.formats.base import Block
from embeddings.text.dates import When, find_date, find_dates, has_weekday, is_only_date, strip_dates
from embeddings.text.markdown_words import words

REACH = 60
"""Blocks in which a labelled date is looked for."""

_OPENING = 8
"""Blocks at most that stand before the text."""
_PROSE = 25
"""Words from which on a block is text."""
_BESIDE = 6
"""Words at most behind a date on a line of its own: a time, a room, a town."""
_BEFORE = 4
"""Words at most where some stand before the date."""

_NAMES = (
    r"(?:(?:event|talk|session|conference|meeting|meetup)[ _-]?)?(?:dates?|when|day|time)|held(?: on)?"
    r"|date and time|datum|wann|termin|zeit|quand|date et heure|fecha|cuándo|cuando|data|quando|dato"
    r"|når|när|aika|päivämäärä|kiedy|termín|kdy|kedy|dátum|mikor|tarih|zaman|dată|când|дата|когда|время|коли|кога"
    r"|ημερομηνία|πότε|tanggal|waktu|tarikh|ngày|thời gian|วันที่|เวลา|التاريخ|תאריך|מתי|दिनांक|तारीख"
)
_NAMES_CJK = "날짜|일시|일자|일정|日期|日時|日时|日付|日程|開催日時?|开催日|開催日程|会期|會期|時間|时间|とき"
_LABEL = re.compile(
    rf"(?:^|[|｜•·;,]\s*)[^\w|｜]*(?:(?:{_NAMES})[\s*_]*(?:[:：=]+|\s[-–—]\s)|(?:{_NAMES_CJK})\s*[:：]*)"
    rf"(?P<value>[^|｜•]*)",
    re.I,
)
_MAY_DATE = re.compile(r"[\d月]")
_NAME_ALONE = re.compile(rf"[\W_]*(?:{_NAMES}|{_NAMES_CJK})[\W_]*", re.I)
_PUBLISHED = re.compile(
    r"\b(?:publish|post(?:ed)?\b|updated?\b|edited|modified|written|created|last|copyright|veröffentlicht|publi"
    r"|actualiz|aktualisiert|mis à jour|recorded|since|until|due|deadline)|更新|公開|发布|發布|投稿|©",
    re.I,
)
_LONGEST_DATE = 60
"""Characters in which a date stands after its label."""
_MEANT = re.compile(
    r"(?<![\d.:/-])(?:\d{1,5}([-./])\d{1,2}\1\d{1,5}(?![\d.:/-])|\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3,}\.?,?\s+\d{4,5}\b)"
    r"|^\W*[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4,5}\b"
)
"""What is meant for a date with its year, whether or not there is such a day."""
_PARAGRAPHS = 3
"""Paragraphs that open a file, in which its event may be told of."""
_END_OF_SENTENCE = re.compile(r"(?<=[^\W\d]{2}[.!?])\s+|[。！？]")
_TOOK_PLACE = re.compile(
    r"\b(?:took place|(?:was|were) held|happened|(?:i|we) (?:attended|visited|went to|was at|were at)|"
    r"(?:i|we) (?:was|were) (?:at|in)|fand|statt|traf(?:en)? sich|besucht(?:e|en)?|war(?:en)? (?:ich|wir)|"
    r"s['’]est (?:tenue?|déroulée?)|a(?:vait)? (?:eu )?lieu|(?:j['’]ai|nous avons) (?:assisté|participé)|"
    r"je suis allée?|"
    r"tuvo lugar|se (?:celebró|realizó)|asistí|estuve|fui|rolou|aconteceu|ocorreu|foi realizad[oa]|"
    r"participei|estive|compareci|si è (?:tenut|svolt)[oa]|sono (?:stato|andat[oa])|vond|plaats|bezocht)\b"
    r"|참석|다녀|열린|열렸|開催|参加し|行って|举行|举办|舉行|舉辦|参加了|參加了",
    re.I,
)
"""What says that something took place, or that somebody was there."""
_SENTENCE = re.compile(r"[.!?。！？]\s*\w*\s+\w+\s+\w+\s+\w+|[!?。！？]|[:：]\s+[^\W\d]+\s+\w+")
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?m\b\.?|uhr\b|h\b)?", re.I)


def stated_date(blocks: Sequence[Block], titles: frozenset[int] = frozenset()) -> When | None:
    """Return the date that blocks of a session state, or None.

    ``titles`` are the lines of its title, which are read elsewhere.
    """
    labelled = next((when for block in blocks[:REACH] for when in _labelled(block)), None)
    return labelled or _on_its_own_line(blocks, titles)


def unread_date(blocks: Iterable[Block]) -> tuple[str, int] | None:
    """Return what stands where a label announces a date and is none that any calendar has, and its line."""
    for block in blocks:
        if block.kind in ("code", "rule", "heading", "table"):
            continue
        for number, text in enumerate(block.lines, block.line):
            for match in _LABEL.finditer(text[:500]):
                if is_unread(match["value"]):
                    return match["value"].strip(), number
    return None


def is_unread(text: str) -> bool:
    """Whether a text is meant for a date and none can be read from it: "31 February 2024", "13/13/2013"."""
    text = text[:_LONGEST_DATE]
    return bool(_MEANT.search(text)) and not any(when.year for when in find_dates(text))


def opening_date(blocks: Sequence[Block], *, several_days: bool) -> When | None:
    """Return the first date with a label in what stands before all sessions, or that of a line of its own.

    The latter, and a day that a sentence tells of, say nothing of a file of ``several_days``.
    """
    labelled = next((when for block in blocks[:REACH] for when in _labelled(block)), None)
    return labelled or (None if several_days else _on_its_own_line(blocks, frozenset()) or _told_date(blocks))


def date_on(blocks: Sequence[Block], lines: Set[int]) -> tuple[When | None, int | None]:
    """Return the date on the first of these lines that states one ("Anna Berg, 6 May 2015"), and its line."""
    for block in blocks if lines else ():
        for number, text in enumerate(block.lines, block.line):
            when = find_date(text) if number in lines else None
            if when:
                return when, number
    return None, None


def _told_date(blocks: Sequence[Block]) -> When | None:
    """Return the one day on which the opening of a file says that its event took place, or None."""
    found: set[When] = set()
    for block in [block for block in blocks if block.kind == "paragraph"][:_PARAGRAPHS]:
        for sentence in _END_OF_SENTENCE.split(" ".join(block.lines)):
            when = find_date(sentence) if _TOOK_PLACE.search(sentence) else None
            if when and not _PUBLISHED.search(sentence):
                found.add(when)
    return found.pop() if len(found) == 1 else None


def _labelled(block: Block) -> Iterable[When]:
    if block.kind in ("code", "rule", "heading") or not _MAY_DATE.search(block.text):
        return
    if block.kind == "table":
        yield from _in_table(block)
        return
    for text in block.lines:
        for match in _LABEL.finditer(text[:500]):
            when = find_date(match["value"])
            if when:
                yield when


def _in_table(block: Block) -> Iterable[When]:
    rows = [row for row in ([cell.strip() for cell in line.split(" | ")] for line in block.lines) if any(row)]
    for row in rows:
        if len(row) == 2 and _NAME_ALONE.fullmatch(row[0]):
            when = find_date(row[1])
            if when:
                yield when
    if len(rows) == 2 and len(rows[0]) == len(rows[1]):
        # A header and one row.
        for name, value in zip(*rows, strict=True):
            when = find_date(value) if _NAME_ALONE.fullmatch(name) else None
            if when:
                yield when


def _on_its_own_line(blocks: Sequence[Block], titles: frozenset[int]) -> When | None:
    found: set[When] = set()
    for block in blocks[:_OPENING]:
        if block.kind == "code" or block.words > _PROSE:
            break
        if block.kind not in ("paragraph", "item"):
            continue
        for number, text in enumerate(block.lines, block.line):
            when = None if number in titles else find_date(text)
            if when and _is_line_of_a_date(text, when, item=block.kind == "item"):
                found.add(when)
    return found.pop() if len(found) == 1 else None


def _is_line_of_a_date(text: str, when: When, *, item: bool) -> bool:
    """Whether a line gives a date and little besides: it has a year or a weekday, and is no sentence.

    A list item may be a note of what once happened ("Power cut, 3 May 2019"); only a time may stand with it.
    """
    if len(text) > 120 or _PUBLISHED.search(text) or not (when.year or has_weekday(text)):
        return False
    if not item and any(is_only_date(cell) and find_date(cell) for cell in re.split(r"\s[|｜·•]\s", text)):
        # "Ida Voss | Kettle Conf | 3 May 2022 | Vienna"
        return True
    rest = strip_dates(text)
    beside = words(_CLOCK.sub(" ", rest))
    opens = words(text)[:1] != words(rest)[:1]
    if not opens and re.search(r"[:：]", rest):
        # A label of something else.
        return False
    most = 0 if item else _BESIDE if opens else _BEFORE
    return not _SENTENCE.search(rest) and len(beside) <= most
