from __future__ import annotations

from collections.abc import Sequence

import pytest

from embeddings.answer.answering import answering
from embeddings.answer.question import analyse
from embeddings.answer.score import ScoredSegment
from embeddings.index.chunking import Segment
from embeddings.records import Quote, Session, TextBlockKind

KELP = Session("d/kelp", "Kelp as rope", None, None, None, "day.md", 1, 9)
ASKED = analyse("how long does kelp last?")


def scored(*given: tuple[str, float, TextBlockKind]) -> list[ScoredSegment]:
    return [
        ScoredSegment(Segment(text, place + 3, place + 3, kind, place), place, {}, score)
        for place, (text, score, kind) in enumerate(given)
    ]


def quote(first: int, last: int, segments: Sequence[ScoredSegment]) -> Quote:
    text = "\n".join(one.segment.text for one in segments[first : last + 1])
    return Quote(text, "day.md", first + 3, last + 3, KELP.id)


def test_the_best_of_what_is_quoted_answers() -> None:
    segments = scored(
        ("It lasts a week.", 0.9, "prose"), ("It floats.", 0.2, "prose"), ("Nice.", 0.1, "prose")
    )
    found = answering(ASKED, KELP, segments, [quote(0, 1, segments)])
    assert found == Quote("It lasts a week.", "day.md", 3, 3, KELP.id)


def test_what_is_not_quoted_never_answers() -> None:
    segments = scored(("It lasts a week.", 0.9, "prose"), ("It floats.", 0.2, "prose"))
    found = answering(ASKED, KELP, segments, [quote(1, 1, segments)])
    assert found is not None
    assert found.text == "It floats."


@pytest.mark.parametrize("kind", ["heading", "caption", "link", "speaker"])
def test_a_line_that_says_nothing_by_itself_does_not_answer(kind: TextBlockKind) -> None:
    segments = scored(("How long kelp lasts", 0.9, kind), ("A week.", 0.2, "item"))
    found = answering(ASKED, KELP, segments, [quote(0, 1, segments)])
    assert found is not None
    assert found.text == "A week."
    assert answering(ASKED, KELP, segments[:1], [quote(0, 0, segments)]) is None


def test_nothing_quoted_has_no_answer() -> None:
    assert answering(ASKED, KELP, scored(("It floats.", 0.2, "prose")), []) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("how many metres does kelp grow?", "It grows to 40 metres."),
        ("when was kelp first farmed?", "It was farmed from March 1970."),
        ("who farms kelp?", "Ada Quist farms it."),
        ("what does kelp do?", "It floats and grows."),
    ],
)
def test_the_sentence_with_the_kind_of_thing_asked_for_goes_first(question: str, sentence: str) -> None:
    segments = scored(
        ("It floats and grows.", 0.9, "prose"),
        ("It grows to 40 metres.", 0.4, "prose"),
        ("It was farmed from March 1970.", 0.3, "prose"),
        ("Ada Quist farms it.", 0.2, "prose"),
    )
    found = answering(analyse(question), KELP, segments, [quote(0, 3, segments)])
    assert found is not None
    assert found.text == sentence
