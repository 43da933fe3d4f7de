"""British and American spellings of one word."""

from __future__ import annotations

import pytest

from embeddings.text.spelling import other_spellings


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("optimise", "optimize"),
        ("organisations", "organizations"),
        ("analysing", "analyzing"),
        ("harbours", "harbors"),
        ("centre", "center"),
        ("catalogue", "catalog"),
        ("signalled", "signaled"),
        ("licence", "license"),
    ],
)
def test_either_spelling_gives_the_other(british: str, american: str) -> None:
    assert american in other_spellings(british)
    assert british in other_spellings(american)


@pytest.mark.parametrize("word", ["tide", "rope", "buoy", "x86our", "灯台", ""])
def test_a_word_that_is_spelt_alike_has_no_other(word: str) -> None:
    assert other_spellings(word) == frozenset()
