"""The record that a question asks for: who spoke, a recording, slides, a repository, a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.answer.question import Question
from embeddings.answer.record_lines import record_quotes
from embeddings.answer.retrieve import Term
from embeddings.records import NO_RECORDING, Link, Quote, Session, TextBlock
from embeddings.text import tokens

_LINK_WANTED = ("recording", "slides", "code", "link")
_SLIDES = re.compile(
    r"\bslides?\b|slideshare|speakerdeck|\bdeck\b|\bpdf\b|docs\.google\.com/presentation|diapo|スライド|幻灯",
    re.IGNORECASE,
)
_MISSING = {
    "recording": NO_RECORDING,
    "slides": "No slides in the notes.",
    "code": "No repository in the notes.",
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
    asked = {term.word for term in terms}
    named = [speaker for speaker in session.speakers if asked & set(tokens.tokenize(speaker.name))]
    if question.answer_type == "who" or named:
        places = [speaker.line for speaker in named or session.speakers]
        there = True if session.speakers and question.answer_type == "who" else None
        return AskedRecord(record_quotes(session, text_blocks, places, lines), there)
    if question.answer_type not in _LINK_WANTED:
        return AskedRecord([], None)
    links = _links_wanted(question, session, text_blocks)
    quotes = record_quotes(session, text_blocks, [link.line for link in links[:1]], lines)
    return AskedRecord(quotes, bool(links), tuple(links))


def missing(question: Question) -> str:
    """Say that the link which a question asks for is not there."""
    return _MISSING.get(question.answer_type, "No link in the notes.")


def _links_wanted(question: Question, session: Session, text_blocks: Sequence[TextBlock]) -> list[Link]:
    """Return the session's links of the kind that a question asks for, likeliest first."""
    if question.answer_type == "recording":
        return list(session.recordings)
    if question.answer_type == "code":
        return [link for link in session.links if link.kind == "github"]
    around = {
        link: f"{link.label} {link.text} {link.url} {_text_at(text_blocks, link.line)}"
        for link in session.links
    }
    if question.answer_type == "slides":
        return [link for link, text in around.items() if _SLIDES.search(text)]
    asked = set(question.terms)
    return sorted(session.links, key=lambda link: -len(asked & set(tokens.tokenize(around[link]))))


def _text_at(text_blocks: Sequence[TextBlock], line: int | None) -> str:
    return next((s.text for s in text_blocks if line is not None and s.line <= line <= s.end_line), "")
