from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.index import chunking
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.records import TextBlock, TextBlockKind
from embeddings.text.markdown_words import count_words
from tests.fakes import FakeEmbedder

SMALL = FakeEmbedder()


def prose(text: str, line: int = 1) -> TextBlock:
    return TextBlock("prose", text, line, line + text.count("\n"))


def split(*text_blocks: TextBlock, title: str = "On ropes", limit: int = 128) -> list[chunking.Chunk]:
    return chunking.split(title, text_blocks, SMALL.count_tokens, limit)


def test_units_are_sentences_with_their_lines() -> None:
    found = chunking.segments(
        [
            prose("One rope. Two\nropes and. more. Three.", 10),
            TextBlock("item", "a knot. A bend.", 13, 13),
            TextBlock("code", "tie()\n\nuntie()", 15, 17),
            TextBlock("heading", "Knots. And bends", 19, 19, 3),
            TextBlock("caption", "  ", 20, 20),
        ]
    )
    assert [(u.text, u.line, u.end_line, u.kind, u.text_block) for u in found] == [
        ("One rope.", 10, 10, "prose", 0),
        ("Two\nropes and. more.", 10, 11, "prose", 0),
        ("Three.", 11, 11, "prose", 0),
        ("a knot.", 13, 13, "item", 1),
        ("A bend.", 13, 13, "item", 1),
        ("tie()\n\nuntie()", 15, 17, "code", 2),
        ("Knots. And bends", 19, 19, "heading", 3),
    ]


def test_a_paragraph_in_one_breath_is_quoted_in_parts_each_at_its_line() -> None:
    line = "and then the tide came in over the quay again while nobody looked"
    found = chunking.segments([prose("\n".join([line] * 2000), 3)])
    assert all(count_words(segment.text) <= 2 * chunking.MOST for segment in found)
    assert " ".join(segment.text for segment in found).split() == line.split() * 2000
    assert found[0].line == 3
    assert found[-1].end_line == 2002
    assert all(a.end_line <= b.line <= a.end_line + 1 for a, b in pairwise(found))


def test_chunks_hold_whole_sentences_of_forty_to_eighty_words() -> None:
    sentence = "The rigger ties ten knots before breakfast and then rests. "  # ten words
    found = split(prose(sentence * 20), limit=512)
    sizes = [count_words(chunk.words) for chunk in found]
    assert sum(sizes) == 200
    assert all(chunking.GOAL <= size <= chunking.MOST for size in sizes)
    assert all(segment.text == sentence.strip() for chunk in found for segment in chunk.segments)


def test_chunks_of_japanese_hold_about_as_much_as_those_of_english() -> None:
    sentence = "灯台の光は夜の海を遠くまで照らしています。"  # twenty letters, ten words
    found = split(prose(sentence * 20), limit=512)
    sizes = [count_words(chunk.words) for chunk in found]
    assert sum(sizes) == 200
    assert all(chunking.GOAL <= size <= chunking.MOST for size in sizes)


def test_the_title_stands_before_the_text_and_apart_from_the_words() -> None:
    (found,) = split(prose("A bend joins two ropes."))
    assert found.text == "On ropes\nA bend joins two ropes."
    assert found.words == "A bend joins two ropes."
    assert [found.text[start:end] for start, end in found.spans] == ["A bend joins two ropes."]


def test_a_section_heading_stands_before_the_chunks_that_continue_it() -> None:
    sentence = "The rigger ties ten knots before breakfast and then rests. "
    found = split(TextBlock("heading", "Mornings", 1, 1, 3), prose(sentence * 12, 3), limit=512)
    assert found[0].segments[0].text == "Mornings"
    assert found[1].text.startswith("On ropes\nMornings\nThe rigger")


def test_speaker_and_link_lines_are_not_embedded_and_a_repeated_caption_once() -> None:
    found = split(
        TextBlock("speaker", "Ilse Vandermolen - Engineer", 3, 3),
        TextBlock("link", "Recording", 4, 4),
        TextBlock("caption", "A mine", 5, 5),
        TextBlock("caption", "A mine", 6, 6),
    )
    assert [segment.text for chunk in found for segment in chunk.segments] == ["A mine"]


def test_a_session_without_text_is_found_by_its_title() -> None:
    (found,) = split()
    assert (found.text, found.segments, found.spans) == ("On ropes", (), ())


KINDS: tuple[TextBlockKind, ...] = ("prose", "item", "code", "heading", "caption")
texts = (
    st.text(max_size=400)
    | st.text(alphabet="潮灯台守。、のはが", max_size=400)
    | st.text(alphabet="abcXYZ019_", min_size=1, max_size=3000)
    | st.text(alphabet="{}[]();=+-*/<>\n ", max_size=800)
    | st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=9), max_size=200).map(" ".join)
)
text_blocks = st.lists(
    st.builds(
        lambda kind, text: TextBlock(kind, text, 1, 1 + text.count("\n")), st.sampled_from(KINDS), texts
    ),
    max_size=6,
)


def inked(text: str) -> str:
    return "".join(text.split())


def check_whole(
    found: Sequence[chunking.Chunk],
    given_: Sequence[TextBlock],
    embedder: FakeEmbedder | SentenceTransformerEmbedder,
) -> None:
    counts = embedder.count_tokens([chunk.text for chunk in found])
    assert max(counts) <= embedder.limit
    for chunk in found:
        assert len(chunk.segments) == len(chunk.spans)
        for segment, (start, end) in zip(chunk.segments, chunk.spans, strict=True):
            assert chunk.text[start:end] in segment.text
    embedded = inked("".join(chunk.text[start:end] for chunk in found for start, end in chunk.spans))
    seen: set[str] = set()
    wanted = ""
    for text_block in given_:
        text = text_block.text.strip("\n")
        if text_block.kind == "caption" and text in seen:
            continue
        if text_block.kind == "caption" and text.strip():
            seen.add(text)
        wanted += inked(text)
    assert embedded == wanted


@settings(max_examples=150, deadline=None)
@given(text_blocks, st.text(max_size=300))
def test_no_chunk_exceeds_the_models_tokens_and_no_character_is_lost(
    given_: list[TextBlock], title: str
) -> None:
    check_whole(chunking.split(title, given_, SMALL.count_tokens, SMALL.limit), given_, SMALL)


@settings(max_examples=60, deadline=None)
@given(text_blocks, st.text(max_size=300))
def test_no_chunk_exceeds_the_packaged_models_tokens(
    packaged: SentenceTransformerEmbedder, given_: list[TextBlock], title: str
) -> None:
    check_whole(chunking.split(title, given_, packaged.count_tokens, packaged.limit), given_, packaged)


@pytest.mark.parametrize("limit", [24, 64])
@pytest.mark.parametrize("title", ["On ropes", "A title of many words " * 30, "Donaudampfschifffahrt" * 30])
def test_a_model_that_reads_little_is_served_too(limit: int, title: str) -> None:
    given_ = [prose("The rigger ties ten knots before breakfast. " * 5), prose("x" * 900, 2)]
    found = chunking.split(title, given_, SMALL.count_tokens, limit)
    assert max(SMALL.count_tokens([chunk.text for chunk in found])) <= limit
    assert inked("".join(p.text[a:b] for p in found for a, b in p.spans)) == inked(
        "".join(s.text for s in given_)
    )


@pytest.mark.parametrize("text", ["潮" * 300_000, "knot " * 100_000, "x" * 500_000, "a, " * 150_000])
def test_one_endless_sentence_is_cut_in_time_proportional_to_its_length(text: str) -> None:
    given_ = [TextBlock("code", text, 1, 1)]
    started = time.monotonic()
    found = split(*given_)
    took = time.monotonic() - started
    assert inked("".join(p.text[a:b] for p in found for a, b in p.spans)) == inked(text)
    assert took < 15


def test_a_chunk_that_would_be_cut_off_is_a_loud_failure() -> None:
    # The last measure is stricter than those before, as a tokenizer that changed under way would be.
    calls = 0

    def count(given_: Sequence[str]) -> list[int]:
        nonlocal calls
        calls += 1
        return [1000 if len(given_) > 1 else 5 for _ in given_]

    sentence = "The rigger ties ten knots before breakfast and then rests. "
    with pytest.raises(AssertionError, match="1000 tokens for a model that reads 128"):
        chunking.split("On ropes", [prose(sentence * 20)], count, 128)
    assert calls > 1
