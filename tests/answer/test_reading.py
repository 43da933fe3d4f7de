"""What of a session is read, and what comes of it in the scores of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from embeddings.answer.reader.protocol import Passage, Reading
from embeddings.answer.reading import Read, passage_of, raised, read
from embeddings.answer.score import ScoredSegment
from embeddings.index.chunking import Segment
from embeddings.records import Session, Speaker, TextBlockKind

BREAD = Session("d/bread", "Bread at home", None, None, None, "day.md", 1, 9)


def scored(*given: tuple[str, float, TextBlockKind]) -> list[ScoredSegment]:
    return [
        ScoredSegment(Segment(text, place + 3, place + 3, kind, place), place, {}, score)
        for place, (text, score, kind) in enumerate(given)
    ]


def by_words(sentences: Sequence[str]) -> list[int]:
    return [len(sentence.split()) + 1 for sentence in sentences]


SEGMENTS = scored(
    ("How it rises", 0.9, "heading"),
    ("Mix flour and water.", 0.2, "prose"),
    ("It rises for nine hours.", 0.8, "prose"),
    ("Mix flour, and water!", 0.3, "item"),
    ("Ada Quill, baker", 0.1, "speaker"),
    ("Bake it hot.", 0.4, "prose"),
)


def test_the_best_sentences_are_read_in_the_order_of_the_notes_each_once() -> None:
    passage, places = passage_of("how long?", BREAD, SEGMENTS, by_words)
    assert passage.title == "Bread at home"
    assert passage.sentences == ("It rises for nine hours.", "Mix flour, and water!", "Bake it hot.")
    assert places == [2, 3, 5]


def test_a_speaker_whom_the_question_names_is_read_beside_a_title_that_lacks_them() -> None:
    ada, bread = Speaker("Ada Quill"), Speaker("Bread Baker")
    passage, _ = passage_of("what did Quill say?", BREAD, SEGMENTS, by_words, named=[ada])
    assert passage.title == "Bread at home by Ada Quill"
    titled = replace(BREAD, title="Ada Quill: bread")
    assert passage_of("Quill?", titled, SEGMENTS, by_words, named=[ada])[0].title == "Ada Quill: bread"
    both, _ = passage_of("what did Quill and Baker say?", BREAD, SEGMENTS, by_words, named=[ada, bread])
    assert both.title == "Bread at home by Ada Quill, Bread Baker"


def test_no_more_is_read_than_there_is_room_for() -> None:
    passage, places = passage_of("how long?", BREAD, SEGMENTS, by_words, most=11)
    assert (passage.sentences, places) == (("It rises for nine hours.", "Bake it hot."), [2, 5])


def test_a_sentence_too_long_for_all_the_room_is_read_where_it_is_the_best() -> None:
    passage, _ = passage_of("how long?", BREAD, SEGMENTS, by_words, most=3)
    assert passage.sentences == ("It rises for nine hours.",)


def test_the_line_of_a_record_that_is_asked_for_is_read_first() -> None:
    _, places = passage_of("who bakes?", BREAD, SEGMENTS, by_words, asked=[4], most=11)
    assert places == [2, 4]


class Counted:
    """A reader that says how many passages it was given at once."""

    state = None

    def reads(self, language: str) -> bool:
        return language == "en"

    def load(self) -> None: ...

    def lengths(self, sentences: Sequence[str]) -> list[int]:
        return by_words(sentences)

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        return [Reading(float(len(passages)), tuple(map(float, range(len(p.sentences))))) for p in passages]


def test_passages_are_read_together_and_what_has_none_is_left_out() -> None:
    passage = passage_of("how long?", BREAD, SEGMENTS, by_words)
    empty = passage_of("how long?", BREAD, SEGMENTS[:1], by_words)
    found = read(Counted(), [None, passage, empty, passage])
    assert found == [None, Read(2.0, {2: 0.0, 3: 1.0, 5: 2.0}), None, Read(2.0, {2: 0.0, 3: 1.0, 5: 2.0})]


def test_what_the_reader_thinks_likely_rises_above_what_the_words_favour() -> None:
    found = raised(SEGMENTS, Read(1.0, {2: -6.0, 3: -7.0, 5: 4.0}))
    assert max(found, key=lambda one: one.score if one.segment.kind == "prose" else 0).place == 5
    assert [one.place for one in found] == [0, 1, 2, 3, 4, 5]


def test_what_was_not_read_counts_as_the_middle_of_what_was() -> None:
    found = raised(SEGMENTS, Read(1.0, {2: 3.0, 3: -1.0, 5: -30.0}))
    gained = [after.score - before.score for before, after in zip(SEGMENTS, found, strict=True)]
    assert gained[1] == pytest.approx(gained[3])
    assert gained[5] < gained[1] < 0 < gained[2]
