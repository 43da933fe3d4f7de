"""Pairs from labelled questions over notes, for the second stage of training: what Quoth itself looks at.

Of the right session: the passage that is read in use, and other choices of its sentences, with the fragment
and without it. Of other sessions, and for questions that the notes do not answer: the passage as in use.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.answer import compose, record, retrieve, score
from embeddings.answer.reader.layout import TEXT_TOKENS
from embeddings.answer.reading import passage_of
from embeddings.answer.score import ScoredSegment
from embeddings.evaluation import Labelled, holds, read_questions
from embeddings.index.protocols import Embedder
from embeddings.library import Library
from embeddings.proof import lines_of
from embeddings.records import Session
from embeddings.text.markdown_words import words
from embeddings.text.same_title import same_title
from tests.benchmarks.reader.pairs import Pair

Lengths = Callable[[Sequence[str]], list[int]]
_SESSIONS = 5
"""Of the sessions found for a question: how many are looked into."""
_ANY_TEXT = ("title-like", "keyword", "misspelled")
"""Kinds of questions that ask for a session as such: all its text answers, whatever the fragment."""
_SEVERAL = "multi-session"


@dataclass(frozen=True)
class Seen:
    """A session that was found for a question."""

    session: Session
    scored: list[ScoredSegment]
    asked: frozenset[int]
    """Places of the record that the question asks for."""
    right: bool
    gold: frozenset[int]
    """Places of the segments that hold the labelled fragment, or a good part of it."""


@dataclass(frozen=True)
class Looked:
    """A labelled question with what Quoth looks at for it."""

    label: Labelled
    text: str
    """As the model reads it."""
    seen: list[Seen]


def look(library: Library, labels: Sequence[Labelled], *, foreign: bool = False) -> Iterator[Looked]:
    """Return what is looked at for each question; ``foreign`` questions are of other notes."""
    with library.reading() as state:
        prepared = [compose.prepare(state, label.question) for label in labels]
        vectors = state.embedder.encode_queries([one.text for one in prepared])
        for label, one, encoded in zip(labels, prepared, vectors, strict=True):
            vector = retrieve.trusted(state, one.question, encoded)
            terms = retrieve.weigh(state, one.question, one.corrections)
            hits = retrieve.search(state, terms, vector)
            right = [s for s in state.catalogue.sessions if _is_right(s, label) and not foreign]
            order = {hit.session.id: hit for hit in hits[:_SESSIONS]}
            coverage = {hit.session.id: hit.title_coverage for hit in hits}
            seen = []
            for session in {s.id: s for s in [*(h.session for h in order.values()), *right[:2]]}.values():
                about = compose.asks_for_session(terms, coverage.get(session.id, 0.0))
                scored = score.score_session(state, one.question, terms, vector, session, about=about)
                lines = lines_of(library.notes, session.file)
                found = record.find(one.question, terms, session, state.store.text_blocks(session.id), lines)
                asked = frozenset(
                    s.place for s in scored for q in found.quotes if q.line <= s.segment.line <= q.end_line
                )
                gold = frozenset(
                    s.place for s in scored if label.quote and holds_fragment(s.segment.text, label.quote)
                )
                is_right = any(session.id == s.id for s in right)
                seen.append(Seen(session, scored, asked, is_right, gold if is_right else frozenset()))
            yield Looked(label, one.text, seen)


def _is_right(session: Session, label: Labelled) -> bool:
    return any(same_title(session.title, title) for title in label.sessions)


def holds_fragment(text: str, fragment: str) -> bool:
    """Tell whether a segment holds the fragment, or is a good part of one that spans several."""
    segment, wanted = words(text), words(fragment)
    return holds(text, fragment) or (
        len(segment) >= 0.3 * len(wanted) and f" {' '.join(segment)} " in f" {' '.join(wanted)} "
    )


def pairs_of(
    looked: Looked, source: str, number: int, lengths: Lengths, random_: random.Random
) -> list[Pair]:
    """Return the pairs that one question gives."""
    found: list[Pair] = []

    def add(
        seen: Seen,
        kind: str,
        answers: bool,
        weight: float = 1.0,
        *,
        without: frozenset[int] = frozenset(),
        most: int = TEXT_TOKENS,
        only: frozenset[int] | None = None,
    ) -> None:
        held = [
            one for one in seen.scored if one.place not in without and (only is None or one.place in only)
        ]
        asked = seen.asked - without
        passage, places = passage_of(looked.text, seen.session, held, lengths, asked=asked, most=most)
        if passage.sentences:
            gold = tuple(i for i, place in enumerate(places) if place in seen.gold) if answers else ()
            found.append(Pair(passage, answers, gold, source, kind, weight, number))

    label = looked.label
    if not label.answerable:
        for rank, seen in enumerate(looked.seen[:4]):
            add(seen, "unanswerable", False, 3.0 if rank == 0 else 0.7)
        for most in (40, 80):
            add(looked.seen[0], "unanswerable", False, 0.7, most=most)
        return found
    any_text = label.kind in _ANY_TEXT
    for seen in [one for one in looked.seen if one.right][:2]:
        _, places = passage_of(looked.text, seen.session, seen.scored, lengths, asked=seen.asked)
        there = any(place in seen.gold for place in places)
        if there or any_text or not seen.gold:
            add(seen, "answered", True, 3.0)
        if seen.gold and not any_text:
            if not there:
                add(seen, "without", False, 1.0)
            add(seen, "without", False, 2.0, without=seen.gold)
            add(seen, "without", False, 1.0, without=seen.gold, most=60)
        if seen.gold:
            places_of_all = [one.place for one in seen.scored]
            for most in (50, 90, TEXT_TOKENS):
                # The fragment among others of the session than those that score best.
                other = frozenset(random_.sample(places_of_all, len(places_of_all) // 2)) | seen.gold
                raised = Seen(seen.session, seen.scored, seen.asked | seen.gold, True, seen.gold)
                add(raised, "answered", True, 1.0, most=most, only=other)
    if label.kind != _SEVERAL:
        for seen in [one for one in looked.seen if not one.right][:3]:
            add(seen, "elsewhere", False, 1.0)
    return found


@dataclass(frozen=True)
class Collection:
    """Notes with the files of labelled questions over them."""

    name: str
    notes: Path
    questions: tuple[Path, ...]

    def library(self, work: Path, embedder: Embedder) -> Library:
        """Return the library of these notes under ``work``, up to date."""
        work.mkdir(parents=True, exist_ok=True)
        library = Library(self.notes, work / f"{self.name}.db", embedder)
        library.refresh()
        return library

    def labels(self) -> list[Labelled]:
        """Return the labelled questions."""
        return [label for file in self.questions for label in read_questions(file)]


def pairs_of_collection(
    library: Library, collection: Collection, lengths: Lengths, strangers: Sequence[Labelled]
) -> list[Pair]:
    """Return the pairs of one collection; ``strangers`` are questions over other notes: nothing answers."""
    random_ = random.Random(collection.name)  # noqa: S311 - no secret depends on it
    labels = collection.labels()
    found: list[Pair] = []
    for number, looked in enumerate(look(library, labels)):
        found += pairs_of(looked, collection.name, number, lengths, random_)
    some = random_.sample(list(strangers), min(len(strangers), len(labels) // 2))
    for number, looked in enumerate(look(library, some, foreign=True), len(labels)):
        found += in_use(looked, collection.name, number, lengths, "stranger", 0.5)
    return found


def in_use(
    looked: Looked, source: str, number: int, lengths: Lengths, kind: str, weight: float = 1.0
) -> list[Pair]:
    """Return the one pair that is read in use, of the first session; labelled as the question is."""
    for seen in looked.seen[:1]:
        passage, places = passage_of(looked.text, seen.session, seen.scored, lengths, asked=seen.asked)
        if passage.sentences:
            gold = tuple(i for i, place in enumerate(places) if place in seen.gold)
            return [Pair(passage, looked.label.answerable, gold, source, kind, weight, number)]
    return []
