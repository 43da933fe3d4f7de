"""The record that a question asks for: who spoke, a recording, slides, a repository, a link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.answer.answer_types import ANSWER_TYPES, HANDED_OVER, WHO_ACTS, AnswerType
from embeddings.answer.patterns import MODERATED
from embeddings.answer.question import Question
from embeddings.answer.record_lines import record_quotes
from embeddings.answer.retrieve import Term
from embeddings.notes.fields.people.lines.moderators import moderates
from embeddings.records import NO_RECORDING, Link, Quote, Session, Speaker, TextBlock
from embeddings.text import tokens

_SLIDES = re.compile(
    r"\bslides?\b|slideshare|speakerdeck|\bdeck\b|\bpdf\b|docs\.google\.com/presentation|diapo|\bfolien\b"
    r"|\bpresentation (?:documents?|materials?|files?)\b|\.(?:pptx?|odp|key)\b|スライド|資料|幻灯|课件|자료",
    re.IGNORECASE,
)
_MISSING = {
    "who": "The notes do not say who moderated.",
    "recording": NO_RECORDING,
    "slides": "No slides in the notes of this session.",
    "code": "No repository in the notes of this session.",
}


@dataclass(frozen=True, slots=True)
class AskedRecord:
    """The lines that the record was read from, as quotes, and whether there is one."""

    quotes: list[Quote]
    there: bool | None
    """None where no record is asked for."""
    links: tuple[Link, ...] = ()
    """The links that are asked for, likeliest first."""


def find(
    question: Question,
    terms: Sequence[Term],
    session: Session,
    text_blocks: Sequence[TextBlock],
    lines: Sequence[str],
) -> AskedRecord:
    """Return the record of ``session`` that a question asks for; ``lines`` are the file's."""
    if question.answer_type == "who" and MODERATED.search(question.text) is not None:
        return _who_moderated(session, text_blocks, lines)
    named = speakers_named(terms, session)
    asks_who = question.answer_type == "who" and WHO_ACTS.search(question.text) is None
    if asks_who or named:
        places = [speaker.line for speaker in named or session.speakers]
        there = True if session.speakers and asks_who else None
        return AskedRecord(record_quotes(session, text_blocks, places, lines), there)
    if question.answer_type not in HANDED_OVER or _is_the_title(question, session):
        return AskedRecord([], None)
    links = _links_wanted(question, session, text_blocks)
    quotes = record_quotes(session, text_blocks, [link.line for link in links[:1]], lines)
    return AskedRecord(quotes, bool(links), tuple(links))


def speakers_named(terms: Sequence[Term], session: Session) -> list[Speaker]:
    """Return the speakers of a session whose name, or a word of it, is among the words of a question."""
    asked = {term.word for term in terms}
    return [speaker for speaker in session.speakers if asked & set(tokens.tokenize(speaker.name))]


def _is_the_title(question: Question, session: Session) -> bool:
    """Tell whether all that seems to ask for a link is of the title ("what is video coding?")."""
    pattern = dict(ANSWER_TYPES)[question.answer_type]
    asking = Counter(tokens.tokenize(" ".join(match[0] for match in pattern.finditer(question.text))))
    return asking <= Counter(tokens.tokenize(session.title))


def _who_moderated(session: Session, text_blocks: Sequence[TextBlock], lines: Sequence[str]) -> AskedRecord:
    """Return who led the discussion: whom the notes name as such, not all who took part."""
    leading = [speaker.line for speaker in session.speakers if moderates(speaker)]
    # Where the notes speak of it in a sentence, that is found as any other.
    told = any(MODERATED.search(text_block.text) for text_block in text_blocks)
    return AskedRecord(
        record_quotes(session, text_blocks, leading, lines), bool(leading) or (None if told else False)
    )


def missing(question: Question) -> str:
    """Say that the link, or the moderator, which a question asks for is not there."""
    return _MISSING.get(question.answer_type, "No link in the notes of this session.")


def links_of(kind: AnswerType, session: Session, text_blocks: Sequence[TextBlock]) -> list[Link]:
    """Return the session's links of a kind: recordings, slides, code, or all of them."""
    if kind == "recording":
        return list(session.recordings)
    if kind == "code":
        return [link for link in session.links if link.kind == "github"]
    if kind == "slides":
        return [link for link in session.links if _SLIDES.search(_around(link, text_blocks))]
    return list(session.links)


def _links_wanted(question: Question, session: Session, text_blocks: Sequence[TextBlock]) -> list[Link]:
    """Return the session's links of the kind that a question asks for, likeliest first."""
    links = links_of(question.answer_type, session, text_blocks)
    if question.answer_type != "link":
        return links
    asked = set(question.terms)
    shared = {link: len(asked & set(tokens.tokenize(_around(link, text_blocks)))) for link in links}
    most = max(shared.values(), default=0)
    return [link for link in links if shared[link] == most]


def _around(link: Link, text_blocks: Sequence[TextBlock]) -> str:
    """Return what is said of a link: its label, text, address, and the line that it stands in."""
    return f"{link.label} {link.text} {link.url} {_text_at(text_blocks, link.line)}"


def _text_at(text_blocks: Sequence[TextBlock], line: int | None) -> str:
    return next((s.text for s in text_blocks if line is not None and s.line <= line <= s.end_line), "")
