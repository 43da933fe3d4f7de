"""Whose words a segment is in, as far as that can be told: the organiser's abstract, pasted, or the
attendee's own.

Told from what stands in the notes, never guessed from taste: a heading that says "Abstract" or "Notes"; the
phrases that announcements are written in ("this session explores", "attendees will learn", "join us"), which
bind the whole paragraph; a quoted block of prose; against them the first person and what was seen
("they showed"). What shows neither is left unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from embeddings.index.chunking import Segment
from embeddings.text.markdown_words import count_words

Attribution = Literal["abstract", "own"]

_ABSTRACT_HEADING = re.compile(
    r"(?:(?:talk|session|official|workshop) )?(?:abstract|description|blurb|summary from the (?:schedule|"
    r"programme|program|website)|from the (?:schedule|programme|program|website))"
    r"|r[ée]sum[ée]|pr[ée]sentation|beschreibung|zusammenfassung|kurzbeschreibung|resumen|descripci[óo]n|"
    r"resumo|descri[çc][ãa]o"
    r"|摘要|简介|簡介|概要|内容紹介|紹介",
    re.IGNORECASE,
)
_OWN_HEADING = re.compile(
    r"(?:my |own |personal )?(?:notes?|thoughts?|impressions?|take(?:aways?|-aways?)?|opinions?|verdict|"
    r"comments?|review|what i (?:learnt|learned|liked|think|thought))(?: and .*)?"
    r"|(?:mes )?(?:notes|impressions|avis)|(?:meine )?(?:notizen|eindr[üu]cke)|notas|笔记|筆記|感想|メモ|"
    r"心得",
    re.IGNORECASE,
)
NOUN = (
    r"(?:session|talk|workshop|keynote|presentation|panel|lab|lecture|tutorial|chalk talk|course|class|"
    r"webinar)"
)
"""What notes call a session."""
_ANNOUNCES = re.compile(
    rf"\b(?:in|during|at) this (?:\w+[- ]){{0,2}}{NOUN},? (?:(?:we|you)(?! (?:\w+ed|learnt|saw|had|were|"
    rf"did|got|went|built|ran|took|made)\b)|learn|i(?:['’]ll| will| show| present| talk)|attendees|"
    rf"participants|the speakers?|explore|discover|hear|see|get)\b"
    rf"|\bthis (?:\w+[- ]){{0,2}}{NOUN} (?:will|explores?|shows?|covers?|presents?|teaches|demonstrates?|"
    rf"discusses|introduces|walks?|redefines|dives?|looks? at|examines?|highlights?|outlines?|provides?|"
    rf"offers?|describes?|explains?|is (?:for|aimed))\b"
    r"|\b(?:attendees|participants|you)(?:['’]ll| will| should| can expect to)? (?:learn|leave|walk away|"
    r"come away|discover|gain|take away|know (?:what|how|about))\b"
    rf"|\bjoin (?:us|this {NOUN}|me|our)\b|\bcome (?:and|to) (?:learn|see|hear|discover)\b|^learn (?:how|"
    rf"about|why|what)\b|^discover (?:how|why)\b|^(?:expect|prerequisites?:|level:|bring your)\b"
    r"|\bwe(?:['’]ll| will) (?:show|explore|discuss|cover|walk|look|dive|demonstrate|explain|learn|share|"
    r"present|talk)\b|\bwe (?:walk through|present|show how|demonstrate|explore|discuss) \b"
    r"|\b(?:dans|lors de|au cours de) (?:cette|ce) (?:session|conf[ée]rence|atelier|"
    r"pr[ée]sentation),? (?:nous|vous|on|d[ée]couvrez)\b|\bvenez (?:d[ée]couvrir|apprendre)\b|"
    r"\bnous (?:verrons|pr[ée]senterons|montrerons|explorerons)\b"
    r"|\bin diesem (?:vortrag|workshop),? (?:zeigen|lernen|geht|werden|stelle)\b|\ben esta (?:charla|"
    r"sesi[óo]n|ponencia),? (?:vamos|veremos|aprender|mostrar)"
    r"|本(?:次)?(?:演讲|分享|讲座|环节|议题)(?:将|会)|我们将|本(?:セッション|講演|発表)では|ご紹介します|"
    r"解説します",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    # Not "I/O" or "i.e.".
    r"\b(?:i(?![/.]\w)|my|me|i['’]m|i['’]ve|i['’]d)\b|\(\("
    r"|\b(?:they|he|she|speakers?|presenter) (?:\w+ly )?(?:said|says|showed|shows|explained|mentioned|told|"
    r"demoed|demonstrated|announced|claimed|recommends?|recommended|admitted|talked|used|built|ran|had|did|"
    r"made|moved|found|got|went)\b"
    # Not "on a" with what is no participle, which is English.
    r"|\b(?:je|j['’]ai|j['’]avais|mon|ma|mes|on a (?:\w+é|vu|eu|pu|fait|dit|appris|pris|mis|bien|beaucoup)|"
    r"elle (?:a|dit)|il (?:a|dit)|ils ont)\b|\b(?:ich|wir|mein\w*)\b"
    # Not "we", which may be the speaker's.
    r"|[我俺](?![們们])|私|思った|思いました|感じ",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|got|took|learnt|learned|liked|enjoyed|loved|showed|saw|used|tried|cloned|"
    r"built|started|ended)\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:i(?![/.]\w)|my|me|i['’]m|i['’]ve|je|j['’]ai|ich)\b|[我俺](?![們们])|私", re.IGNORECASE
)
_QUOTED_WORDS = 25
"""Words from which on a quoted block of prose is a pasted text rather than something that was said."""
_ABSTRACT_PARAGRAPH = 25
"""Words from which on a paragraph with an announcement's phrase is a whole abstract, not one borrowed
sentence."""


def attribute(segments: Sequence[Segment], lines: Sequence[str]) -> list[Attribution | None]:
    """Tell of each segment of a session whose words it is in; ``lines`` are the file's."""
    section: Attribution | None = None
    found: list[Attribution | None] = []
    paragraphs: dict[int, list[Segment]] = {}
    for segment in segments:
        paragraphs.setdefault(segment.text_block, []).append(segment)
    judged = {text_block: _paragraph(members, lines) for text_block, members in paragraphs.items()}
    for segment in segments:
        if segment.kind == "heading":
            section = _section(segment.text)
            found.append(None)
        elif segment.kind in ("prose", "item"):
            found.append(section or judged[segment.text_block] or _own(segment.text))
        else:
            found.append(None)
    return found


def _section(heading: str) -> Attribution | None:
    text = heading.strip().strip(":：.").strip()
    if _ABSTRACT_HEADING.fullmatch(text):
        return "abstract"
    return "own" if _OWN_HEADING.fullmatch(text) else None


def _paragraph(members: Sequence[Segment], lines: Sequence[str]) -> Attribution | None:
    """Judge a paragraph as one: an abstract is pasted whole."""
    if members[0].kind != "prose":
        return None
    text = " ".join(segment.text for segment in members)
    words = count_words(text)
    quoted = all(
        line.lstrip().startswith(">")
        for segment in members
        for line in lines[segment.line - 1 : segment.end_line]
        if line.strip()
    )
    if quoted and words >= _QUOTED_WORDS:
        return "abstract"
    announces = _ANNOUNCES.search(text) is not None
    if announces and words >= _ABSTRACT_PARAGRAPH and not (_SELF.search(text) and _PAST.search(text)):
        return "abstract"
    return None


def _own(text: str) -> Attribution | None:
    """Tell whether a segment speaks as one who was there; "we" may be the speaker's, so it needs the past."""
    if _ANNOUNCES.search(text):
        return None
    return "own" if _SPEAKS.search(text) or (_WE.search(text) and _PAST.search(text)) else None
