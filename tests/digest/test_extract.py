"""Which sentences of a session carry it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.digest.extract import BUDGET, Candidates, choose
from embeddings.digest.recap import MOST
from embeddings.index.chunking import Segment, segments
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.protocols import CosineScale
from embeddings.library import Library
from tests.paths import TESTS

BY_WORTH = {"worth": 1.0}


def candidates(
    texts: Sequence[str],
    worth: Sequence[float],
    *,
    alike: Sequence[int] | None = None,
    allowed: Sequence[bool] | None = None,
    review: int | None = None,
) -> Candidates:
    """Segments with the worth that is given; those with the same number in ``alike`` have one vector."""
    members = tuple(Segment(text, line, line, "prose", line) for line, text in enumerate(texts, 1))
    every = range(len(texts))
    vectors = np.eye(len(texts), dtype=np.float32)[list(alike or every)]
    return Candidates(
        members,
        (None,) * len(texts),
        review,
        tuple(every),
        vectors,
        tuple({"worth": value} for value in worth),
        tuple(allowed or [True for _ in every]),
    )


def test_the_best_are_chosen_and_given_in_the_order_of_the_notes() -> None:
    assert choose(candidates(["one", "two", "three", "four"], [0.1, 2.0, 0.2, 3.0]), 2, BY_WORTH) == [1, 3]


def test_what_says_the_same_again_gives_way() -> None:
    found = candidates(["a bend", "the bend", "a hitch"], [2.0, 1.9, 1.8], alike=[0, 0, 2])
    assert choose(found, 2, BY_WORTH) == [0, 2]
    twice = candidates(["A bend.", "a bend", "a hitch"], [2.0, 1.9, 0.1])
    assert choose(twice, 3, BY_WORTH) == [0, 2], "the same words are never taken twice"


def test_no_more_words_are_taken_than_there_is_room_for() -> None:
    long = " ".join(["knot"] * (BUDGET - 1))
    assert choose(candidates([long, "two words", "one"], [3.0, 2.0, 1.0]), 3, BY_WORTH) == [0, 2]
    longer = " ".join(["knot"] * (BUDGET + 1))
    assert choose(candidates([longer, "one"], [3.0, 1.0]), 3, BY_WORTH) == [0], "the first is taken whole"


def test_what_tells_nothing_is_taken_only_where_there_is_nothing_else() -> None:
    texts = ["It started late.", "It was nice.", "Bends join ropes."]
    assert choose(candidates(texts, [3.0, 2.0, 1.0], allowed=[False, False, True]), 3, BY_WORTH) == [2]
    none_allowed = candidates(texts, [3.0, 2.0, 1.0], allowed=[False] * 3, review=1)
    assert choose(none_allowed, 3, BY_WORTH) == [0, 2], "the review stands apart"


class CountingScale(CosineScale):
    """Counts how often a segment is weighed."""

    weighed = 0

    def common(self, cosine: float) -> float:
        type(self).weighed += 1
        return super().common(cosine)


@pytest.mark.parametrize("turned_down", ["a bend", " ".join(["knot"] * BUDGET)], ids=["repeats", "too long"])
def test_a_session_is_weighed_no_more_often_for_what_is_turned_down(
    turned_down: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CountingScale, "weighed", 0)
    many = 300
    texts = ["a bend", *[turned_down] * many, "a hitch"]
    found = replace(candidates(texts, [4.0, *[3.0] * many, 1.0]), scale=CountingScale())
    assert choose(found, 3, BY_WORTH) == [0, many + 1]
    assert CountingScale.weighed <= 3 * len(texts)


@pytest.mark.parametrize("collection", ["a01", "a05"])
def test_the_marked_sentences_are_found_more_often_than_the_first(
    collection: str, tmp_path: Path, packaged: SentenceTransformerEmbedder
) -> None:
    """Kept loose: the benchmark measures it, this only notices when the choice breaks."""
    notes = TESTS / "collections" / collection / "notes"
    library = Library(notes, tmp_path / "library.db", packaged)
    library.refresh()
    entries = {found.session.title: found for recap in library.recaps() for found in recap.entries}
    ours = first = 0
    for reference in json.loads((TESTS / "summaries" / f"{collection}.json").read_text(encoding="utf-8")):
        found = entries[reference["title"]]
        body = [
            s.text for s in segments(library.text_blocks(found.session.id)) if s.kind in ("prose", "item")
        ]
        told = "\n".join(said.quote.text for said in found.quotes)
        opening = "\n".join(body[:MOST])
        ours += sum(mark in told for mark in reference["sentences"])
        first += sum(mark in opening for mark in reference["sentences"])
    assert ours > 1.2 * first
    library.close()
