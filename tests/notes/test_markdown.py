"""Blocks: what stands on which line, and that the words of a line stay the words of the file."""

from __future__ import annotations

import pytest

from embeddings.notes.formats.base import Block
from embeddings.notes.formats.markdown import parse
from embeddings.text.markdown_words import words


def blocks(text: str) -> list[Block]:
    return parse(text.split("\n"))


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


def test_a_paragraph_keeps_its_lines() -> None:
    block = blocks("\n\nfirst *line*\nsecond **line**\n")[0]
    assert (block.line, block.end_line, block.text) == (3, 4, "first line\nsecond line")


def test_a_heading_closed_with_hashes() -> None:
    block = only("## On kettles ##")
    assert (block.kind, block.level, block.text) == ("heading", 2, "On kettles")


def test_a_hash_without_a_space_is_no_heading() -> None:
    assert only("#01 - kettles").kind == "paragraph"


def test_an_underlined_heading_is_told_apart() -> None:
    first, second = blocks("One\n---\n\n## Two")
    assert first.underlined
    assert first.text == "One"
    assert not second.underlined


def test_hashes_and_rules_in_a_fence_are_code() -> None:
    (block,) = blocks("```sh\n# no heading\n---\n```")
    assert (block.kind, block.text, block.line, block.end_line) == ("code", "# no heading\n---", 2, 3)


def test_an_unclosed_fence_runs_to_the_end() -> None:
    block = only("~~~\n# still code\nmore")
    assert (block.kind, block.text) == ("code", "# still code\nmore")


def test_nested_items_tell_their_depth() -> None:
    assert [(block.text, block.level) for block in blocks("- a\n  - b\n    - c\n- d")] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 0),
    ]


def test_a_link_gives_its_text_to_the_line_and_its_address_to_the_links() -> None:
    block = only("see [the kettle](https://kettle.example/a?b=1&c=2) now")
    assert block.text == "see the kettle now"
    assert [(link.text, link.url, link.line) for link in block.links] == [
        ("the kettle", "https://kettle.example/a?b=1&c=2", 1)
    ]


def test_a_link_with_an_empty_target_shows_its_text() -> None:
    block = only("[https://kettle.example/x]()")
    assert block.text == "https://kettle.example/x"
    assert block.links[0].url == ""


def test_a_reference_defined_at_the_end_of_a_long_file() -> None:
    filler = "## Part\n\ntext\n\n" * 400
    first = blocks(f"see [the kettle][k]\n\n{filler}[k]: https://kettle.example/k\n")[0]
    assert first.links[0].url == "https://kettle.example/k"


def test_a_reference_keeps_the_words_of_the_line() -> None:
    block = blocks("see [the kettle][k] now\n\n[k]: https://kettle.example/k")[0]
    assert words(block.text) == words("see [the kettle][k] now")


def test_bare_addresses_and_autolinks_are_links() -> None:
    block = only("at https://a.example/x, <https://b.example/y> and youtu.be/abc")
    assert {link.url for link in block.links} == {
        "https://a.example/x",
        "https://b.example/y",
        "youtu.be/abc",
    }


def test_an_attribute_list_stays_among_the_words_but_not_in_a_title() -> None:
    block = only('## [Kettles](https://a.example/k){:target="_blank"}')
    assert block.title == "Kettles"
    assert words(block.text) == ["kettles", "target", "blank"]
    assert [link.url for link in block.links] == ["https://a.example/k"]


@pytest.mark.parametrize(
    "text", ["AT&amp;T in 1984", "in*val*id marks", "a<br>b", "snake\\_case", "5 < 6 and 7 > 6"]
)
def test_words_are_those_of_the_file(text: str) -> None:
    assert words(only(text).text) == words(text)


def test_a_picture_separates_words() -> None:
    block = only("before![a kettle](k.png)after")
    assert block.text == "before a kettle after"
    assert [(image.alt, image.path) for image in block.images] == [("a kettle", "k.png")]


def test_scripts_and_styles_are_not_text() -> None:
    block = only("<div>\nkept\n<script>alert(1)\nlet x</script> too\n<style>p { color: red }</style>\n</div>")
    assert block.text.split() == ["kept", "too"]


def test_frames_and_sources_are_embedded_links() -> None:
    text = '<iframe src="https://www.youtube.com/embed/abc?rel=0&amp;start=9"></iframe>\n<source src="https://v.example/a.webm">'
    links = [(link.url, link.embedded) for block in blocks(text) for link in block.links]
    assert links == [
        ("https://www.youtube.com/embed/abc?rel=0&amp;start=9", True),
        ("https://v.example/a.webm", True),
    ]


def test_bold_is_told_line_by_line() -> None:
    assert only("**All of it**\nnot **all** of it").bold == (True, False)


def test_a_table_keeps_a_line_for_each_row() -> None:
    block = only("| Talk | By |\n| --- | --- |\n| Kettles | Jo |")
    assert block.text == "Talk | By\n\nKettles | Jo"


def test_deep_nesting_ends_somewhere() -> None:
    assert blocks("> " * 2000 + "deep") is not None
    assert blocks("\n".join(" " * (2 * depth) + "- item" for depth in range(300)))
