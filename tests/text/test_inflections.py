"""Forms of one word that stemming leaves apart, and words that only begin alike."""

from __future__ import annotations

import pytest

from embeddings.text.inflections import related_forms


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "percentages", "percent"),
        ("en", "quicker", "quick"),
        ("en", "nets", "net"),
        ("en", "lifters", "lifting"),
        ("en", "running", "run"),
        ("en", "cataloguers", "cataloging"),
        ("en", "propose", "proposed"),
        ("de", "zuge", "zug"),
        ("de", "messungen", "messen"),
        ("fr", "navigateurs", "navigation"),
        ("es", "desarrolladores", "desarrollo"),
        ("it", "usavano", "usavi"),
        ("pt", "navegadores", "navegar"),
    ],
)
def test_forms_of_one_word_are_told(language: str, one: str, other: str) -> None:
    assert other in related_forms(one, (language,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("graphql", "graph"),
        ("typescript", "types"),
        ("redis", "red"),
        ("harbour", "hard"),
        ("sailss", "sails"),
    ],
)
def test_words_that_begin_alike_are_other_words(one: str, other: str) -> None:
    assert other not in related_forms(one, ("en",))
    assert one not in related_forms(one, ("en",))


def test_codes_and_other_languages_have_no_such_forms() -> None:
    assert related_forms("k8s", ("en",)) == related_forms("ropes", ("ja",)) == frozenset()
