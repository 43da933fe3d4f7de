from __future__ import annotations

import pytest

from embeddings.index import chunking
from embeddings.quoting import Joins, quote_of
from embeddings.records import Session, TextBlock

ROPES = Session("n/ropes", "Ropes", None, None, None, "n.md", 1, 60)


def test_segments_are_joined_as_they_stand_on_their_lines() -> None:
    first, second = chunking.segments([TextBlock("prose", "Tie it.\nWet it. Pull it.", 4, 5)])[1:]
    quote = quote_of([first, second], ROPES)
    assert (quote.text, quote.line, quote.end_line, quote.code) == ("Wet it. Pull it.", 5, 5, False)
    one, two = chunking.segments([TextBlock("item", "a bend", 7, 7), TextBlock("item", "a hitch", 7, 7)])
    assert quote_of([one, two], ROPES).text == "a bend\na hitch", "two cells of one line are apart"


def test_only_what_nothing_parts_is_one_run() -> None:
    members = chunking.segments([TextBlock("item", text, n, n) for n, text in enumerate("abcd", 1)])
    joins = Joins(members, ROPES, ["a", "b", "7 c", "d"])
    assert joins.runs({0, 1, 2, 3}) == [[0, 1], [2, 3]]
    assert joins.runs([3, 0, 1]) == [[0, 1], [3]]
    assert joins.runs({0, 1}, lambda place: place != 1) == [[0], [1]]


LIST = [
    "1. whip the end",
    "2. wet it",
    "   - with salt water",
    "   - **twice**, if it is new",
    "10) wait",
]


def test_a_quote_of_a_list_keeps_its_numbers_and_its_nesting() -> None:
    texts = ["whip the end", "wet it", "with salt water", "twice, if it is new", "wait"]
    members = chunking.segments([TextBlock("item", text, n, n) for n, text in enumerate(texts, 1)])
    joins = Joins(members, ROPES, LIST)
    assert joins.runs(range(5)) == [[0, 1, 2, 3, 4]]
    assert joins.quote(range(5)).text == (
        "1. whip the end\n2. wet it\n  - with salt water\n  - twice, if it is new\n10) wait"
    )
    assert joins.quote([2, 3]).text == "- with salt water\n- twice, if it is new"


def test_a_lone_item_has_its_number_but_no_bullet() -> None:
    members = chunking.segments(
        [TextBlock("item", "wet it", 2, 2), TextBlock("item", "with salt water", 3, 3)]
    )
    assert quote_of(members[:1], ROPES, LIST).text == "2. wet it"
    assert quote_of(members[1:], ROPES, LIST).text == "with salt water"


def test_a_sentence_inside_an_item_has_no_mark() -> None:
    lines = ["- Wet it. Pull it.", "- Wait."]
    members = chunking.segments(
        [TextBlock("item", "Wet it. Pull it.", 1, 1), TextBlock("item", "Wait.", 2, 2)]
    )
    assert quote_of(members[1:], ROPES, lines).text == "Pull it.\nWait."
    assert quote_of(members, ROPES, lines).text == "- Wet it. Pull it.\n- Wait."


def test_sentences_without_spaces_between_them_get_none() -> None:
    first, second = chunking.segments([TextBlock("prose", "縄を結ぶ。水に浸す。", 4, 4)])
    assert quote_of([first, second], ROPES).text == "縄を結ぶ。水に浸す。"


@pytest.mark.parametrize("between", ["![[knot.png]]", "&nbsp;", "&#160; &emsp;"])
def test_a_picture_or_a_written_space_parts_what_stands_above_it_from_what_stands_below(between: str) -> None:
    members = chunking.segments(
        [TextBlock("prose", "The knot :", 1, 1), TextBlock("prose", "It holds.", 3, 3)]
    )
    assert Joins(members, ROPES, ["The knot :", between, "It holds."]).runs([0, 1]) == [[0], [1]]
    assert Joins(members, ROPES, ["The knot :", "", "It holds."]).runs([0, 1]) == [[0, 1]]
