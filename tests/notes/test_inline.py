"""Inline Markdown: the words of a line stay the words of the file; links, images and bold are told."""

from __future__ import annotations

import pytest

from embeddings.text.markdown_words import words
from tests.notes.reading import blocks, only


def test_a_link_gives_its_text_to_the_line_and_its_address_to_the_links() -> None:
    block = only("see [the kettle](https://kettle.example/a?b=1&c=2) now")
    assert block.text == "see the kettle now"
    assert [(link.text, link.url, link.line) for link in block.links] == [
        ("the kettle", "https://kettle.example/a?b=1&c=2", 1)
    ]


def test_the_text_of_a_link_over_two_lines_keeps_its_words_apart() -> None:
    block = only("see [the quiet\nkettle](https://kettle.example) now")
    assert [(link.text, link.line) for link in block.links] == [("the quiet kettle", 1)]


def test_a_link_with_an_empty_target_shows_its_text() -> None:
    block = only("[https://kettle.example/x]()")
    assert block.text == "https://kettle.example/x"
    assert block.links[0].url == ""


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


def test_bold_is_told_line_by_line() -> None:
    assert only("**All of it**\nnot **all** of it").bold == (True, False)


def test_a_title_leaves_out_what_is_struck_and_how_a_word_is_read() -> None:
    assert only("## ~~Draft~~ Boiling <del>old</del> water").title == "Boiling water"
    assert only("## ~~Boiling water~~").title == "Boiling water"
    assert only("## <ruby>湯<rt>ゆ</rt></ruby>").title == "湯"


def test_an_image_whose_address_is_a_video_shows_it() -> None:
    (link,) = only("![](https://www.youtube.com/watch?v=Ab1-cd2_Ef3)").links
    assert (link.url, link.embedded) == ("https://www.youtube.com/watch?v=Ab1-cd2_Ef3", True)
    assert only("![](https://img.youtube.com/vi/Ab1-cd2_Ef3/0.jpg)").links == ()


def test_the_words_of_a_link_that_is_a_tag_are_told() -> None:
    (link,) = only('See <a title="x" href="https://kettle.example/a">the whole\nfilm</a> of it.').links
    assert (link.text, link.url, link.line) == ("the whole film", "https://kettle.example/a", 1)
