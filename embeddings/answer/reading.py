"""What of a session is read beside the question: its best sentences, as many as the reader reads at once."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings.answer.reader.layout import TEXT_TOKENS
from embeddings.answer.reader.protocol import AnswerReader, Passage
from embeddings.answer.score import ScoredSegment
from embeddings.records import Session, Speaker
from embeddings.text.markdown_words import words

_NO_SENTENCE = ("heading", "caption", "speaker", "link")
"""Kinds of segments that are read only where the question asks for the record that they hold."""
_LOOKED_AT = 24
"""Segments that are counted at most: the rest never comes into what is read."""
_SENTENCE_WEIGHT = 0.06
"""Of a sentence's log-odds beside its score by evidence, which is about 0 to 1."""
_LEAST_ODDS = -8.0
"""Log-odds below which a sentence is as unlikely as any."""


def passage_of(
    question: str,
    session: Session,
    scored: Sequence[ScoredSegment],
    lengths: Callable[[Sequence[str]], list[int]],
    *,
    asked: Collection[int] = (),
    named: Sequence[Speaker] = (),
    most: int = TEXT_TOKENS,
) -> tuple[Passage, list[int]]:
    """Return the best segments of a session as a passage, with their places, in the order of the notes.

    ``question`` is as the model is to read it, ``lengths`` counts tokens, ``asked`` are the places of the
    record that the question asks for, which are read before all others. What is said twice is read once.
    Speakers that the question has ``named`` stand beside the title, where it lacks them: their words are the
    session's, which seldom names them again.
    """
    held = [one for one in scored if one.place in asked or one.segment.kind not in _NO_SENTENCE]
    held.sort(key=lambda one: (one.place not in asked, -one.score, one.place))
    held = held[:_LOOKED_AT]
    left, taken, said = most - 1, list[ScoredSegment](), set[tuple[str, ...]]()
    for one, length in zip(held, lengths([one.segment.text for one in held]), strict=True):
        key = tuple(words(one.segment.text))
        if (length <= left or not taken) and key and key not in said:
            taken.append(one)
            said.add(key)
            left -= length
    taken.sort(key=lambda one: one.place)
    passage = Passage(question, _title(session, named), tuple(one.segment.text for one in taken))
    return passage, [one.place for one in taken]


def _title(session: Session, named: Sequence[Speaker]) -> str:
    """Return what a session is called, with speakers whom its title does not name."""
    names = [speaker.name for speaker in named if speaker.name not in session.title]
    return f"{session.title} by {', '.join(names)}" if names else session.title


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of the session that would answer."""

    answers: float
    """Log-odds that what was read of it answers."""
    sentences: Mapping[int, float]
    """Of each segment that was read, by its place: log-odds that it answers, against that none does."""


def read(reader: AnswerReader, passages: Sequence[tuple[Passage, Sequence[int]] | None]) -> list[Read | None]:
    """Return what ``reader`` says of each passage, all read together; None where there is nothing to read."""
    there = {i: one for i, one in enumerate(passages) if one is not None and one[1]}
    readings = reader.read([passage for passage, _ in there.values()])
    found: list[Read | None] = [None] * len(passages)
    for (i, (_, places)), reading in zip(there.items(), readings, strict=True):
        found[i] = Read(reading.answers, dict(zip(places, reading.sentences, strict=True)))
    return found


def raised(scored: Sequence[ScoredSegment], said: Read) -> list[ScoredSegment]:
    """Return the segments with what the reader says of each added to its score.

    A segment that was not read counts as the middle one of those that were: nothing is known against it. As
    the least of them, the labelled sentence was quoted in 1 of 100 replies less over 22 real collections.
    """
    if not said.sentences:
        return list(scored)
    capped = {place: max(odds, _LEAST_ODDS) for place, odds in said.sentences.items()}
    middle = statistics.median_high(capped.values())
    return [
        replace(one, score=one.score + _SENTENCE_WEIGHT * capped.get(one.place, middle)) for one in scored
    ]
