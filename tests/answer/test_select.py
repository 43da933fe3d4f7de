from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.answer.score import ScoredSegment
from embeddings.answer.select import MOST, Selection
from embeddings.index import chunking
from embeddings.library import Library
from embeddings.proof import stand_at
from embeddings.records import Session, TextBlock
from embeddings.text.markdown_words import count_words
from tests.fakes import FakeEmbedder, write_notes

ROPES = Session("n/ropes", "Ropes", None, None, None, "n.md", 1, 60)


def text_block(text: str, line: int, kind: str = "prose") -> TextBlock:
    return TextBlock(kind, text, line, line + text.count("\n"))  # type: ignore[arg-type]


def scored(text_blocks: Sequence[TextBlock], scores: Sequence[float]) -> list[ScoredSegment]:
    found = chunking.segments(text_blocks)
    assert len(found) == len(scores)
    return [
        ScoredSegment(segment, place, {}, score)
        for place, (segment, score) in enumerate(zip(found, scores, strict=True))
    ]


LINES = [
    "A bend joins two ropes. A hitch ties one to a post.",
    "",
    "The sheet bend is the one to learn first.",
    "",
    "- whip the end",
    "- wet the rope",
    "",
    "Nobody should trust a knot tied by a stranger.",
]
TEXT_BLOCKS = [
    text_block(LINES[0], 1),
    text_block(LINES[2], 3),
    text_block("whip the end", 5, "item"),
    text_block("wet the rope", 6, "item"),
    text_block(LINES[7], 8),
]


def texts(scores: Sequence[float], lines: Sequence[str] = LINES, **more: int) -> list[str]:
    found = Selection(scored(TEXT_BLOCKS, scores), ROPES, lines).take(**more)
    return [quote.text for quote in found]


def test_the_best_unit_is_quoted_where_there_is_room_for_one() -> None:
    assert texts([0, 0, 1, 0, 0, 0], most=1, budget=9) == ["The sheet bend is the one to learn first."]


def test_quotes_are_in_the_order_of_the_notes_and_no_more_than_asked() -> None:
    found = texts([0.9, 0, 0, 0, 0, 1.0], most=2, budget=14)
    assert found == ["A bend joins two ropes.", "Nobody should trust a knot tied by a stranger."]


def test_units_that_stand_together_are_one_quote() -> None:
    (quote,) = Selection(scored(TEXT_BLOCKS, [1, 1, 0, 0, 0, 0]), ROPES, LINES).take(most=1, budget=12)
    assert quote.text == LINES[0]
    assert (quote.file, quote.line, quote.end_line, quote.session) == ("n.md", 1, 1, "n/ropes")


def test_what_no_longer_stands_in_the_file_is_left_out() -> None:
    changed = [line.replace("sheet bend", "bowline") for line in LINES]
    assert texts([0, 0, 1, 0, 0, 0.5], changed, most=1, budget=9) == [
        "Nobody should trust a knot tied by a stranger."
    ]
    assert texts([1] * 6, []) == []


def test_units_already_shown_are_not_shown_again() -> None:
    selection = Selection(scored(TEXT_BLOCKS, [0, 0, 1, 0, 0, 0.9]), ROPES, LINES)
    shown = [quote.text for _ in range(6) for quote in selection.take(most=1, budget=9)]
    assert shown[:2] == [LINES[2], LINES[7]]
    said = " ".join(shown).replace("- ", "").split()
    assert sorted(said) == sorted(" ".join(s.text for s in TEXT_BLOCKS).split())
    assert selection.take() == []


def test_what_is_said_twice_is_shown_once_also_in_what_follows() -> None:
    lines = [LINES[2], "", LINES[7], "", LINES[2]]
    segments = scored(
        [text_block(LINES[2], 1), text_block(LINES[7], 3), text_block(LINES[2], 5)], [1, 0.5, 0.9]
    )
    selection = Selection(segments, ROPES, lines)
    assert [quote.line for quote in selection.take(most=1, budget=9)] == [1]
    assert [quote.text for quote in selection.take()] == [LINES[7]]


def test_units_to_be_skipped_are_never_taken() -> None:
    selection = Selection(scored(TEXT_BLOCKS, [0, 0, 1, 0, 0, 0.9]), ROPES, LINES, skip=frozenset({2}))
    assert LINES[2] not in [quote.text for _ in range(6) for quote in selection.take(most=1, budget=9)]


def test_a_sentence_longer_than_the_budget_is_quoted_whole() -> None:
    line = "A rope " + "and a rope " * 60 + "end here."
    found = Selection(scored([text_block(line, 1)], [1]), ROPES, [line]).take(budget=20)
    assert [quote.text for quote in found] == [line]


def test_speakers_and_links_are_no_quotes_of_their_own() -> None:
    given_ = [text_block("Henk Dorsey - Rigger", 1, "speaker"), text_block("Recording", 2, "link")]
    selection = Selection(scored(given_, [1, 1]), ROPES, ["Henk Dorsey - Rigger", "Recording"])
    assert selection.take() == []


def test_captions_and_labels_of_links_are_no_quotes() -> None:
    lines = ["![Lamp](lamp.png)", "[Slides](https://a.example/s)", "Slides", "- Oil it daily.", "![a b](c d)"]
    given_ = [
        text_block("Lamp", 1, "caption"),
        text_block("Slides", 2, "link"),
        text_block("Slides", 3),
        text_block("Oil it daily.", 4, "item"),
        text_block("![a b](c d)", 5),
    ]
    selection = Selection(scored(given_, [1, 1, 1, 0, 1]), ROPES, lines)
    assert [quote.text for quote in selection.take()] == ["Oil it daily."]
    assert selection.take() == []


def test_items_come_with_the_heading_and_the_line_that_they_stand_under() -> None:
    lines = ["### Tying", "", "Three steps that matter:", "", "1. wet it", "2. pull it", "3. wait"]
    given_ = [
        text_block("Tying", 1, "heading"),
        text_block("Three steps that matter:", 3),
        *(text_block(line[3:], n, "item") for n, line in enumerate(lines[4:], 5)),
    ]
    (quote,) = Selection(scored(given_, [-1, -1, 1, 0.9, -1]), ROPES, lines).take(budget=40, most=1)
    assert quote.text.startswith("Tying\nThree steps that matter:\n1. wet it\n2. pull it")


def test_a_short_opening_line_that_tells_nothing_is_left_out() -> None:
    lines = ["Notes:", "- A bend joins two ropes of one size."]
    given_ = [text_block("Notes:", 1), text_block("A bend joins two ropes of one size.", 2, "item")]
    selection = Selection(scored(given_, [1, 0]), ROPES, lines)
    assert [quote.text for quote in selection.take()] == ["A bend joins two ropes of one size."]


def test_the_likeliest_segment_is_always_quoted() -> None:
    lines = ["A knot holds.", "", *(f"- rope {n} is long enough for it" for n in range(4)), "", "It slips."]
    given_ = [text_block("A knot holds.", 1)]
    given_ += [text_block(line[2:], n, "item") for n, line in enumerate(lines[2:6], 3)]
    (quote,) = Selection(scored(given_, [1.0, *[0.99] * 4]), ROPES, lines).take(most=1, budget=28)
    assert quote.text.startswith("A knot holds.")


def test_a_scrap_of_a_word_or_two_is_no_quote_of_its_own() -> None:
    lines = ["A bend joins two ropes of one size.", "", "Nice!", "", "Nobody trusts it."]
    given_ = [text_block(line, n) for n, line in enumerate(lines, 1) if line]
    selection = Selection(scored(given_, [1, 0.9, -9]), ROPES, lines, skip=frozenset({2}))
    assert [quote.text for quote in selection.take(most=1, budget=8)] == [lines[0]]
    assert [quote.text for quote in selection.take()] == ["Nice!"], "better than nothing at all"


def test_a_code_fence_is_marked_as_code() -> None:
    given_ = [text_block("tie(rope)", 2, "code")]
    (quote,) = Selection(scored(given_, [1]), ROPES, ["```", "tie(rope)", "```"]).take()
    assert quote.code
    assert quote.text == "tie(rope)"


def test_a_heading_is_not_quoted_for_want_of_what_it_heads() -> None:
    given_ = [text_block("On knots", 1, "heading"), text_block("A bend joins ropes.", 3)]
    lines = ["### On knots", "", "A bend joins ropes."]
    found = Selection(scored(given_, [1, 0.9]), ROPES, lines).take(most=1)
    assert [quote.text for quote in found] == ["On knots\nA bend joins ropes."]


def test_where_only_headings_were_chosen_what_is_left_is_quoted() -> None:
    given_ = [text_block("On knots", 1, "heading"), text_block("On bends", 3, "heading")]
    given_.append(text_block("A bend joins ropes.", 5, "item"))
    lines = ["### On knots", "", "### On bends", "", "7. A bend joins ropes."]
    selection = Selection(scored(given_, [1, 1, 0]), ROPES, lines)
    assert [quote.text for quote in selection.take(most=1, budget=5)] == ["7. A bend joins ropes."]
    assert selection.take() == []
    headings = Selection(scored(given_[:2], [1, 1]), ROPES, lines)
    assert headings.take(most=1) == []


words = st.lists(
    st.sampled_from(["rope", "knot", "it", "A", "bend.", "hitch.", "5", "e.g.", "x:", "**tie**"]), max_size=30
)
notes_lines = st.lists(
    st.builds(
        lambda mark, text: mark + " ".join(text),
        st.sampled_from(["", "- ", "1. ", "> ", "### ", "   "]),
        words,
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    notes_lines,
    st.sampled_from(
        ["what about the rope?", "who ties a knot?", "how many bends?", "which talks are on rope?"]
    ),
)
def test_every_quote_of_every_reply_stands_in_the_notes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], question: str
) -> None:
    folder: Path = tmp_path_factory.mktemp("quotes")
    text = "# Rope days\n\n## Rope talk\n\nHenk Dorsey - Rigger - Self\n\n" + "\n".join(lines) + "\n"
    notes = write_notes(folder / "notes", {"day1.md": text})
    library = Library(notes, folder / "library.db", FakeEmbedder())
    library.refresh()
    answer = library.ask(question)
    on_disk = text.split("\n")
    for quote in (*answer.quotes, *answer.more):
        assert stand_at(on_disk, quote), quote
        assert quote.session == library.session(quote.session).id
    assert len(answer.quotes) <= MOST
    shown = [count_words(quote.text) for quote in answer.quotes]
    assert sum(shown) <= 120 or len(shown) == 1
    library.close()
