"""Raw HTML: its text without scripts and styles, and what its tags name."""

from __future__ import annotations

from tests.notes.reading import blocks, only


def test_scripts_and_styles_are_not_text_and_part_what_stands_on_their_two_sides() -> None:
    text = "<div>\nkept\n<script>alert(1)\nlet x</script> too\n<style>p { color: red }</style>\n</div>"
    shown = [(block.text.split(), block.line, block.end_line) for block in blocks(text) if block.words]
    assert shown == [(["kept"], 1, 2), (["too"], 4, 4)]


def test_of_a_line_with_a_script_in_it_the_longer_side_is_kept() -> None:
    assert [block.text for block in blocks("<p>one <script>x</script> and two</p>")] == ["and two"]


def test_a_comment_without_words_for_the_proof_parts_nothing() -> None:
    assert only("<p>one\n<!-- aside -->\ntwo</p>").text.split() == ["one", "two"]


def test_frames_and_sources_are_embedded_links() -> None:
    text = '<iframe src="https://www.youtube.com/embed/abc?rel=0&amp;start=9"></iframe>\n<source src="https://v.example/a.webm">'
    links = [(link.url, link.embedded) for block in blocks(text) for link in block.links]
    assert links == [
        ("https://www.youtube.com/embed/abc?rel=0&amp;start=9", True),
        ("https://v.example/a.webm", True),
    ]
