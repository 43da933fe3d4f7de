"""Raw HTML: its text without scripts and styles, and what its tags name."""

from __future__ import annotations

from tests.notes.reading import blocks, only


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
