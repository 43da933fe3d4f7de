"""How good the answers are on labelled questions, and what went wrong.

A labelled question has the titles of the sessions that answer it (none where the notes hold no answer) and,
where there is one, a fragment of the notes that holds the answer. The form is one JSON object a line: ``id``,
``question``, ``kind``, ``sessions``, ``quote``.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from embeddings.answer.compose import Considered
from embeddings.errors import QuothError
from embeddings.library import Library
from embeddings.proof import lines_of, stands
from embeddings.records import Answer, Quote
from embeddings.text.markdown_words import words_to_compare
from embeddings.text.same_title import same_title
from embeddings.text.tokens import tokenize

_LABEL = re.compile(r"^[ \t>*+-]*!?\[([^\]\n]+)\]\([^)\n]*\)[ \t.!]*(?:\{[^}\n]*\})?[ \t]*$")
"""A line that is one link or picture and nothing else."""
_HELD = 0.7
"""Share of a fragment's words, in order, that one quote must show."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what a good answer would be."""

    id: str
    question: str
    kind: str
    sessions: tuple[str, ...]
    """Acceptable titles; none where the notes hold no answer."""
    quote: str | None

    @property
    def answerable(self) -> bool:
        """Whether the notes hold an answer."""
        return bool(self.sessions)


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer beside its label."""

    label: Labelled
    considered: Considered
    first: bool
    """The right session is first."""
    among_three: bool
    quoted: bool | None
    """Some quote holds the fragment; None where the label has none."""
    pointed: bool | None
    """What is pointed at as the answer is the fragment, holds it or is part of it; None as above."""
    captioned: bool
    """A line of a quote is only a picture's caption or a link's label."""
    verbatim: int
    """Quotes that stand in the notes."""
    own_links: int
    """Links that the first session's file holds."""

    @property
    def answer(self) -> Answer:
        """The answer."""
        return self.considered.answer

    @property
    def wrong(self) -> str | None:
        """What went wrong, in a few words; None where nothing did."""
        if not self.label.answerable:
            return "answered what the notes do not hold" if self.answer.verdict == "answer" else None
        if self.answer.verdict == "none":
            return "turned away"
        if not self.first:
            return "another session first"
        if self.quoted is False:
            return "the fragment is not quoted"
        return "hedged" if self.answer.verdict == "closest" else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Percentages over some questions (None where there is nothing to count); the median of words quoted."""

    questions: int
    session_1: float | None
    session_3: float | None
    quote: float | None
    pointed: float | None
    captions: float | None
    verbatim: float | None
    own_links: float | None
    false_refusal: float | None
    hedged: float | None
    false_answer: float | None
    words: float | None


def read_questions(path: Path) -> list[Labelled]:
    """Read labelled questions; raises QuothError naming file and line of what cannot be read."""
    try:
        # Not ``splitlines``, for which U+2028, which JSON allows within a string, ends a line too.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise QuothError(f"{path} cannot be read ({reason}): name a file of JSON lines.") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_labelled(json.loads(line), number))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise QuothError(
                f"{path}:{number} is not a labelled question ({error}): each line is a JSON object with "
                '"question", "kind", "sessions" (a list of titles) and "quote".'
            ) from error
    if not found:
        raise QuothError(f"{path} holds no questions: each line is a JSON object.")
    return found


def _labelled(value: Any, number: int) -> Labelled:
    if not isinstance(value["question"], str) or not isinstance(value["sessions"], list):
        raise TypeError("question must be text and sessions a list")
    if not tokenize(value["question"]):
        raise ValueError("question holds no word")
    if not isinstance(value.get("quote"), str | None):
        raise TypeError("quote must be text")
    return Labelled(
        str(value.get("id", number)),
        value["question"],
        str(value.get("kind", "question")),
        tuple(str(title) for title in value["sessions"]),
        value.get("quote") or None,
    )


def evaluate(library: Library, questions: Sequence[Labelled]) -> list[Judged]:
    """Ask every question and judge the answers."""
    considered = library.consider([label.question for label in questions])
    return [judge(label, one, library.notes) for label, one in zip(questions, considered, strict=True)]


def judge(label: Labelled, considered: Considered, notes: Path) -> Judged:
    """Hold an answer against its label; one that turns the question away has found nothing."""
    answer = considered.answer
    given = answer.verdict != "none"
    titles = [match.session.title for match in answer.matches[:3]]
    quotes = answer.published_quotes if given else ()
    quoted = pointed = None
    if label.quote:
        quoted = any(holds(quote.text, label.quote) for quote in quotes)
        said = answer.answer.text if given and answer.answer is not None else ""
        pointed = bool(said) and (holds(said, label.quote) or holds(label.quote, said))
    whole = "\n".join(lines_of(notes, answer.matches[0].session.file)) if answer.links else ""
    return Judged(
        label,
        considered,
        first=given and bool(titles) and _any_same(titles[:1], label.sessions),
        among_three=given and _any_same(titles, label.sessions),
        quoted=quoted if label.answerable else None,
        pointed=pointed if label.answerable else None,
        captioned=any(_holds_a_label(quote, notes) for quote in quotes),
        verbatim=sum(stands(notes, quote) for quote in quotes),
        own_links=sum(link.url in whole for link in answer.links),
    )


def _holds_a_label(quote: Quote, notes: Path) -> bool:
    """Tell whether a line of a quote is all that a link or a picture on a line of its own is called."""
    labels = {
        tuple(words_to_compare(label))
        for line in lines_of(notes, quote.file)
        for label in _LABEL.findall(line)
    }
    return any(tuple(words_to_compare(line)) in labels for line in quote.text.split("\n"))


def _any_same(titles: Iterable[str], wanted: Iterable[str]) -> bool:
    wanted = list(wanted)
    return any(same_title(title, other) for title in titles for other in wanted)


def holds(shown: str, fragment: str) -> bool:
    """Tell whether ``shown`` holds most of the fragment's words, in order."""
    there, wanted = words_to_compare(shown), words_to_compare(fragment)
    blocks = SequenceMatcher(None, there, wanted, autojunk=False).get_matching_blocks()
    return bool(wanted) and sum(block.size for block in blocks) >= _HELD * len(wanted)


def figures(judged: Sequence[Judged]) -> Figures:
    """Sum up."""
    answerable = [one for one in judged if one.label.answerable]
    others = [one for one in judged if not one.label.answerable]
    given = [one for one in judged if one.answer.verdict != "none"]
    shown = sum(len(one.answer.published_quotes) for one in given)
    lengths = [sum(_length(quote.text) for quote in one.answer.published_quotes) for one in given]
    links = sum(len(one.answer.links) for one in given)
    return Figures(
        questions=len(judged),
        session_1=_share(one.first for one in answerable),
        session_3=_share(one.among_three for one in answerable),
        quote=_share(one.quoted for one in answerable if one.quoted is not None),
        pointed=_share(one.pointed for one in answerable if one.pointed is not None),
        captions=_share(one.captioned for one in given if one.answer.quotes),
        verbatim=round(100 * sum(one.verbatim for one in given) / shown, 1) if shown else None,
        own_links=round(100 * sum(one.own_links for one in given) / links, 1) if links else None,
        false_refusal=_share(one.answer.verdict == "none" for one in answerable),
        hedged=_share(one.answer.verdict == "closest" for one in answerable),
        false_answer=_share(one.answer.verdict == "answer" for one in others),
        words=statistics.median(lengths) if lengths else None,
    )


def _length(text: str) -> float:
    """Return the words of a text: two Chinese or Japanese letters count as one, one letter of Korean does."""
    return sum(0.5 if "\u3040" <= word <= "\u9fff" else 1.0 for word in words_to_compare(text))


def _share(values: Iterable[bool | None]) -> float | None:
    counted = [bool(value) for value in values]
    return round(100 * sum(counted) / len(counted), 1) if counted else None


def by_kind(judged: Sequence[Judged]) -> dict[str, Figures]:
    """Sum up each kind of question."""
    kinds = dict.fromkeys(one.label.kind for one in judged)
    return {kind: figures([one for one in judged if one.label.kind == kind]) for kind in kinds}


def as_json(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return all figures, and the misses with the evidence they were judged by."""
    return {
        **asdict(figures(judged)),
        "kinds": {kind: asdict(value) for kind, value in by_kind(judged).items()},
        "misses": [
            {
                "id": one.label.id,
                "question": one.label.question,
                "kind": one.label.kind,
                "wrong": one.wrong,
                "verdict": one.answer.verdict,
                "first": one.answer.matches[0].session.title if one.answer.matches else None,
                "evidence": None if one.considered.evidence is None else dict(one.considered.evidence),
            }
            for one in judged
            if one.wrong is not None
        ],
    }
