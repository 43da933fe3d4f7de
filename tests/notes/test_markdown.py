"""Blocks of Markdown: what stands on which line."""

from __future__ import annotations

from embeddings.notes import Source
from embeddings.notes.formats.markdown import MarkdownFormat
from tests.notes.reading import blocks, only


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


def test_a_reference_defined_at_the_end_of_a_long_file() -> None:
    filler = "## Part\n\ntext\n\n" * 400
    first = blocks(f"see [the kettle][k]\n\n{filler}[k]: https://kettle.example/k\n")[0]
    assert first.links[0].url == "https://kettle.example/k"


def test_a_table_keeps_a_line_for_each_row() -> None:
    block = only("| Talk | By |\n| --- | --- |\n| Kettles | Jo |")
    assert block.text == "Talk | By\n\nKettles | Jo"


def test_deep_nesting_ends_somewhere() -> None:
    assert blocks("> " * 2000 + "deep") is not None
    assert blocks("\n".join(" " * (2 * depth) + "- item" for depth in range(300)))


def test_a_title_in_front_matter_is_read_as_a_heading() -> None:
    data = b"---\nevent: x\ntitle: '[Steam](https://a.example) *now*'\n---\n\n# Notes\n"
    document = MarkdownFormat().read(Source("a.md", data))
    title = document.front_title
    assert title is not None
    assert (title.title, title.line, [(link.text, link.url) for link in title.links]) == (
        "Steam now",
        3,
        [("Steam", "https://a.example")],
    )
    assert [(block.kind, block.line) for block in document.blocks] == [("heading", 6)]


def test_text_above_a_rule_is_no_heading_in_a_file_that_writes_hashes() -> None:
    written = b"# Day\n\n## Steam\n\ntext\n\n----\n\n## Tea\n\nSee you tomorrow.\n----\n"
    kinds = [block.kind for block in MarkdownFormat().read(Source("a.md", written)).blocks]
    assert kinds == ["heading", "heading", "paragraph", "rule", "heading", "paragraph"]
    underlined = MarkdownFormat().read(Source("a.md", b"Steam\n-----\n\ntext\n")).blocks
    assert [block.kind for block in underlined] == ["heading", "paragraph"]


def test_a_rule_below_a_line_makes_no_heading_among_bold_titles() -> None:
    text = "**One**\n\na\n\n---\n\n**Two**\n\nb\n\n---\n\n**Three**\n\nAnna Berg - Engineer\n---\n\nc"
    document = MarkdownFormat().read(Source("n.md", text.encode()))
    assert [block.title for block in document.blocks if block.kind == "heading"] == []
