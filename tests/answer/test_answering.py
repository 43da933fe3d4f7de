from __future__ import annotations

from collections.abc import Sequence

import pytest

from embeddings.answer.answering import SENTENCE, answering
from embeddings.answer.score import ScoredSegment
from embeddings.index.chunking import Segment
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session, TextBlockKind

KELP = Session("d/kelp", "Kelp as rope", None, None, None, "day.md", 1, 9)
LONG = " ".join(["It lasts a week on the quay and then it rots, whatever the weather and the harbour,"] * 2)


def scored(*given: tuple[str, float, TextBlockKind]) -> list[ScoredSegment]:
    return [
        ScoredSegment(Segment(text, place + 3, place + 3, kind, place), place, {}, score)
        for place, (text, score, kind) in enumerate(given)
    ]


def quote(first: int, last: int, segments: Sequence[ScoredSegment]) -> Quote:
    lines = ["", "", *(f"- {one.segment.text}" for one in segments)]
    return quote_of([one.segment for one in segments[first : last + 1]], KELP, lines)


def test_the_best_of_what_is_quoted_answers() -> None:
    segments = scored((LONG, 0.9, "prose"), ("It floats.", 0.2, "prose"), ("Nice.", 0.1, "prose"))
    found = answering(KELP, segments, [quote(0, 1, segments)])
    assert found == Quote(LONG, "day.md", 3, 3, KELP.id)


def test_what_is_not_quoted_never_answers() -> None:
    segments = scored(("It lasts a week.", 0.9, "prose"), ("It floats.", 0.2, "prose"))
    found = answering(KELP, segments, [quote(1, 1, segments)])
    assert found is not None
    assert found.text == "It floats."


@pytest.mark.parametrize("kind", ["heading", "caption", "link", "speaker"])
def test_a_line_that_says_nothing_by_itself_does_not_answer(kind: TextBlockKind) -> None:
    segments = scored(("How long kelp lasts", 0.9, kind), ("A week.", 0.2, "item"))
    found = answering(KELP, segments, [quote(0, 1, segments)])
    assert found is not None
    assert found.text == "A week."
    assert answering(KELP, segments[:1], [quote(0, 0, segments)]) is None


def test_nothing_quoted_has_no_answer() -> None:
    assert answering(KELP, scored(("It floats.", 0.2, "prose")), []) is None


def test_a_short_item_answers_together_with_the_likelier_of_its_neighbours() -> None:
    segments = scored(
        ("wet rope is not sold by anyone in the harbour today or on any other day", 0.3, "item"),
        ("lasts a week", 0.9, "item"),
        ("in salt water that rope lasts a month and a half at the very most", 0.5, "item"),
    )
    whole = quote(0, 2, segments)
    found = answering(KELP, segments, [whole])
    assert found is not None
    assert found.text.startswith("- lasts a week\n- in salt water")
    assert (found.line, found.end_line) == (4, 5)
    assert whole.holds(found)


def test_items_that_answer_together_go_before_one_that_alone_is_a_little_better() -> None:
    segments = scored(
        (LONG, 0.60, "item"), ("Homework:", 0.58, "item"), ("hang a rope in the harbour", 0.55, "item")
    )
    found = answering(KELP, segments, [quote(0, 2, segments)])
    assert found is not None
    assert found.text == "- Homework:\n- hang a rope in the harbour"


def test_an_answer_grows_no_longer_than_a_long_sentence() -> None:
    segments = scored(*[(f"it lasts {place} weeks", 0.9 - place / 100, "item") for place in range(20)])
    found = answering(KELP, segments, [quote(0, 19, segments)])
    assert found is not None
    assert found.text.count("\n") + 1 == SENTENCE // 4


def test_an_answer_stays_within_one_quote() -> None:
    segments = scored(("it floats", 0.2, "item"), ("a week", 0.9, "item"), ("a month", 0.5, "item"))
    found = answering(KELP, segments, [quote(0, 0, segments), quote(1, 1, segments), quote(2, 2, segments)])
    assert found is not None
    assert found.text == "a week"


def test_of_words_said_twice_the_right_place_is_cut_out() -> None:
    segments = scored(("a week", 0.2, "item"), (LONG, 0.1, "item"), ("a week", 0.9, "item"))
    found = answering(KELP, segments, [quote(0, 2, segments)])
    assert found is not None
    assert (found.text, found.line) == ("a week", 5)


def test_a_sentence_that_asks_itself_answers_only_where_there_is_nothing_else() -> None:
    asks = "How long does kelp last as a rope in the harbour, and what does it cost in a year?"
    tells = "A week on the quay, and then it rots whatever the weather and the harbour may be like."
    segments = scored((asks, 0.9, "prose"), (tells, 0.7, "prose"))
    found = answering(KELP, segments, [quote(0, 1, segments)], most=0)
    assert found is not None
    assert found.text == tells
    alone = answering(KELP, segments, [quote(0, 0, segments)], most=0)
    assert alone is not None
    assert alone.text == asks
