"""Sentences that are too long to be quoted whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.long_sentences import MOST, parts
from tests.attacks.growth import check_in_proportion

BREATH = "and then the tide came in over the quay again "


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in parts(text, 0, len(text))]


def test_a_sentence_that_can_be_quoted_is_kept_whole() -> None:
    text = (BREATH * 30)[: MOST - 1] + "."
    assert cut(text) == [text]


def test_a_transcript_in_one_breath_is_cut_between_words() -> None:
    text = (BREATH * 2500).strip()
    found = cut(text)
    assert " ".join(found) == text
    assert all(45 <= len(part.split()) <= 110 for part in found[:-1])


def test_a_long_sentence_is_cut_where_it_pauses() -> None:
    clause = "the pumps ran all of the night while the tide came in over the quay"
    found = cut("; ".join(f"{clause}, and nobody slept" for _ in range(20)) + ".")
    assert len(found) > 2
    assert all(part.endswith(("slept;", "slept.")) for part in found)


def test_long_japanese_is_cut_behind_its_commas() -> None:
    found = cut("潮が満ちて船が出ると港の灯りが一つずつ消えていき、" * 40)
    assert len(found) > 2
    assert all(part.endswith("、") for part in found)


@pytest.mark.parametrize("text", ["x" * 5000, "潮" * 5000])
def test_a_word_is_never_cut(text: str) -> None:
    assert cut(text) == [text]


@given(st.text(alphabet="ab ,;、潮\n-", min_size=500, max_size=3000))
def test_every_letter_lies_in_exactly_one_part(text: str) -> None:
    found = list(parts(text, 0, len(text)))
    assert found == sorted(found)
    inside = {place for start, end in found for place in range(start, end)}
    assert all(place in inside for place, letter in enumerate(text) if not letter.isspace())
    assert sum(end - start for start, end in found) == len(inside)


@pytest.mark.parametrize("piece", ["x", "潮", "a ", ", ", "\n", "- "])
def test_work_is_in_proportion_to_the_text(piece: str) -> None:
    check_in_proportion(lambda pieces: list(parts(piece * 1000 * pieces, 0, len(piece) * 1000 * pieces)))
