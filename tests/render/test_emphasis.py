"""Marks of emphasis that Markdown leaves standing in words are not shown; those of code are."""

from __future__ import annotations

import pytest

from bot.render.answering import shown_quotes
from bot.render.emphasis import without_stray_emphasis
from bot.render.entities import words_of
from embeddings.records import Answer, Quote


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("주전자는 **중요**는 하다", "주전자는 중요는 하다"),
        ("**(주)**의 주전자와 **“뚜껑”**은", "(주)의 주전자와 “뚜껑”은"),
        ("是**「水」**的", "是「水」的"),
        ("やかん**（大）**を使う", "やかん（大）を使う"),
        ("kettles**(new)**are here", "kettles(new)are here"),
    ],
)
def test_a_pair_of_marks_is_not_shown(written: str, shown: str) -> None:
    assert words_of(Quote(written, "day1.md", 3, 3, "x")) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2**3**4 is large",
        "f(**first, **second)",
        "값은 2**3**4",
        "**앞만 있다",
        "a ** b ** 하나",
        "`x = **{가}**`",
    ],
)
def test_powers_code_and_single_marks_stay(text: str) -> None:
    assert without_stray_emphasis(text) == text


def test_marks_of_code_stay() -> None:
    assert words_of(Quote("가**나**다", "day1.md", 3, 3, "x", code=True)) == "가**나**다"


def test_a_sentence_that_holds_one_mark_of_a_pair_is_still_taken_out_of_its_surroundings() -> None:
    quote = Quote("물이 **끓는다. 뚜껑**은 뜬다.", "day1.md", 3, 3, "x")
    sentence = Quote("물이 **끓는다.", "day1.md", 3, 3, "x")
    (first,) = shown_quotes(Answer("what?", "answer", "The notes say:", quotes=(quote,), nearest=sentence))
    assert (first.answer, first.rest) == ("물이 **끓는다.", "뚜껑**은 뜬다.")
