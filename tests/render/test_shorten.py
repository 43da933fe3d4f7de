"""Text of notes as a label."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.render.shorten import cut, length, plain


@given(st.text(max_size=200), st.integers(1, 80))
def test_cut_keeps_the_limit_and_the_beginning(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert length(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


def test_cut_ends_at_a_word() -> None:
    assert cut("the quick brown fox", 12) == "the quick…"
    assert cut("        fox", 5) == "…", "nothing but white space fits"


def test_labels_keep_their_reading_direction() -> None:
    assert plain("gro.\u202eelpmaxe\x00\n x") == "gro.elpmaxe x"


def test_a_size_is_counted_in_units_of_utf_16() -> None:
    assert [length(text) for text in ("", "ab", "é", "😀")] == [0, 2, 1, 2]
