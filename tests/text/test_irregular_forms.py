"""Forms of English words that stemming does not bring together."""

from __future__ import annotations

import pytest

from embeddings.text.irregular_forms import other_forms


@pytest.mark.parametrize(
    ("asked", "noted"),
    [
        ("mouse", "mice"),
        ("mice", "mouse"),
        ("child", "childrens"),
        ("driving", "drove"),
        ("drives", "driven"),
        ("wrote", "write"),
        ("running", "ran"),
        ("indices", "index"),
    ],
)
def test_a_word_is_found_in_its_other_forms(asked: str, noted: str) -> None:
    assert noted in other_forms(asked)


@pytest.mark.parametrize("word", ["kelp", "talks", "found", "rose", "left", "", "s", "ing"])
def test_a_regular_word_and_one_that_is_another_besides_have_none(word: str) -> None:
    assert other_forms(word) == frozenset()
