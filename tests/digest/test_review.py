"""The sentence in which the author of the notes says what a session was worth."""

from __future__ import annotations

import pytest

from embeddings.digest import review
from embeddings.index.chunking import Segment


def segment(text: str, kind: str = "prose", text_block: int = 0) -> Segment:
    return Segment(text, 1, 1, kind, text_block)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Very useful workshop, the best of the week.",
        "I loved this one.",
        "Worth watching when the video is out.",
        "Boring, and twenty minutes too long.",
        "J'ai beaucoup aimé cette conférence.",
        "Sehr spannender Vortrag.",
        "这场很精彩，值得一看。",
        "とても面白かった。",
        "Opinión: la marea, contada sin prisa.",
        "느낀점: 물때를 다시 보게 되었다.",
    ],
)
def test_reviews_are_found(text: str) -> None:
    assert review.find([segment("They measured the tide for nine years."), segment(text)], [None, None]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The new tool is a great way to store tea.",
        "“Best summer of my life.”",
        "A good test fails for one reason only.",
        "It spills two cups on a good day.",
        "Skip the cache when the key is new, he says.",
        "Was it a good talk?",
    ],
)
def test_what_judges_no_session_is_no_review(text: str) -> None:
    assert review.find([segment("They measured the tide."), segment(text)], [None, None]) is None


def test_an_abstract_judges_nothing() -> None:
    assert review.find([segment("A really great session for all.")], ["abstract"]) is None


def test_what_the_notes_call_an_opinion_comes_before_what_sounds_like_one() -> None:
    texts = ["Opinión: una demo en vivo.", "Un detalle que no me gustó es el cable.", "La marea sube."]
    assert review.find([segment(text) for text in texts], [None] * 3) == 0
