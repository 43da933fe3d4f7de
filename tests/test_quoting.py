from __future__ import annotations

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
