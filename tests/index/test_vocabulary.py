from __future__ import annotations

import pytest

from embeddings.index import vocabulary

VOCABULARY = {"lighthouse": 3, "foghorn": 2, "sensor": 4, "robot": 1, "tide": 5, "splice": 1, "splint": 1}


def mended(*terms: str, common: tuple[str, ...] = ()) -> dict[str, str]:
    return vocabulary.corrections(terms, VOCABULARY, lambda word: word in common)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lighhouse", "lighthouse"),
        ("ligthouse", "lighthouse"),
        ("foghron", "foghorn"),
        ("senosr", "sensor"),
        ("robott", "robot"),
        ("ofghorn", "foghorn"),
    ],
)
def test_a_slip_of_the_fingers_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    [
        "foghorn",  # right as it is
        "tidd",  # too short to tell
        "sennzor",  # two edits in a word of seven letters
        "zighthouse",  # another first letter is another word
        "f0ghorn",  # a code
        "blockchain",  # nothing near
        "splicn",  # one edit from "splice", two from "splint" is not allowed: see below
    ],
)
def test_only_what_is_clearly_a_slip_is_mended(typed: str) -> None:
    wanted = {"splicn": "splice"} if typed == "splicn" else {}
    assert mended(typed) == wanted


def test_a_common_word_is_left_alone() -> None:
    assert mended("sensors") == {"sensors": "sensor"}
    assert mended("sensors", common=("sensors",)) == {}


def test_between_two_equally_near_words_the_more_used_wins_and_a_draw_mends_nothing() -> None:
    near = {"harbor": 2, "harbot": 1}
    assert vocabulary.corrections(["harboz"], near, lambda _: False) == {"harboz": "harbor"}
    draw = {"harbor": 1, "harbot": 1}
    assert vocabulary.corrections(["harboz"], draw, lambda _: False) == {}


def test_where_nothing_tells_which_words_are_right_another_letter_makes_another_word() -> None:
    def slips(term: str) -> dict[str, str]:
        return vocabulary.corrections([term], {"corda": 3, "vela": 2}, lambda _: False, slips_alone=True)

    assert slips("corsa") == {}
    assert slips("cordda") == slips("crda") | {"cordda": "corda"}
    assert slips("croda") == {"croda": "corda"}
