from __future__ import annotations

import pytest

from embeddings.answer.record_lines import record_quotes, segment_at
from embeddings.records import Session, Speaker, TextBlock

ROPES = Session("n/ropes", "Ropes", None, None, None, "n.md", 90, 99)


def text_block(text: str, line: int, kind: str = "prose") -> TextBlock:
    return TextBlock(kind, text, line, line + text.count("\n"))  # type: ignore[arg-type]


TEXT_BLOCKS = [
    text_block("A bend joins two ropes.", 3),
    text_block("whip the end", 5, "item"),
    text_block("wet the rope", 6, "item"),
]


def test_a_line_that_a_record_was_read_from_is_found() -> None:
    segment = segment_at(TEXT_BLOCKS, 6)
    assert segment is not None
    assert (segment.text, segment.line) == ("wet the rope", 6)
    assert segment_at(TEXT_BLOCKS, 7) is None
    assert segment_at(TEXT_BLOCKS, None) is None


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["Ada Kelp - Diver", "Bo Quist - Potter"], ["Ada Kelp - Diver\nBo Quist - Potter"]),
        (["Ada Kelp - Diver", "", "Bo Quist - Potter"], ["Ada Kelp - Diver\nBo Quist - Potter"]),
        (["Ada Kelp - Diver, with", "Bo Quist - Potter"], ["Ada Kelp - Diver", "Bo Quist - Potter"]),
    ],
)
def test_speakers_that_no_word_parts_are_one_quote(lines: list[str], shown: list[str]) -> None:
    speakers = [
        text_block(text, number, "speaker")
        for number, line in enumerate(lines, 1)
        if (text := line.removesuffix(", with"))
    ]
    found = record_quotes(ROPES, speakers, [speaker.line for speaker in speakers], lines)
    assert [quote.text for quote in found] == shown


def test_the_line_of_the_title_is_quoted_where_it_names_who_spoke() -> None:
    lines = [
        "# Day 1",
        "",
        "## **[Mooring](https://ropes.example.org) without ropes** by Ada Quill {#mooring}",
    ]
    session = Session(
        "n/mooring",
        "Mooring without ropes",
        None,
        None,
        None,
        "n.md",
        3,
        9,
        speakers=(Speaker("Ada Quill", line=3),),
    )
    (quote,) = record_quotes(session, [], [3], lines)
    assert (quote.text, quote.line) == ("Mooring without ropes by Ada Quill", 3)


def test_the_mere_text_of_a_link_is_not_quoted_but_an_address_is() -> None:
    given = [text_block("Slides", 5, "link"), text_block("https://ropes.example.org/slides", 6, "link")]
    assert segment_at(given, 5) is None
    found = segment_at(given, 6)
    assert found is not None
    assert found.text == "https://ropes.example.org/slides"
