"""The words of Markdown text, what two texts are compared by, and how many words a text has."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.markdown_words import count_words, words
from tests.attacks.growth import check_in_proportion

SENTENCE = "灯台の光は夜の海を照らす。"
"""Twelve letters without a space."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A **bend** joins _two_ `ropes`", ["a", "bend", "joins", "two", "ropes"]),
        ('See [two ropes](https://ropes.example.org/two "both").', ["see", "two", "ropes"]),
        ("tie![A hitch](hitch.png)it", ["tie", "a", "hitch", "it"]),
        ("one <em>rope</em>, <br/>two", ["one", "rope", "two"]),
        ("It’s Henk's", ["its", "henks"]),
        ("Ｗｉｄｅ ﬁne", ["wide", "fine"]),
        ("state-of-the-art, 3.5 m", ["state", "of", "the", "art", "3", "5", "m"]),
        (SENTENCE, ["灯台の光は夜の海を照らす"]),
        ("[open] (and apart)", ["open", "and", "apart"]),
        ("?! ... — ** []()", []),
        ("", []),
    ],
)
def test_words_are_folded_and_without_marks_tags_and_targets(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


@pytest.mark.parametrize("length", [10, 299, 301, 5000])
def test_the_text_of_a_link_may_be_of_any_length(length: int) -> None:
    text = "knot " * (length // 5) + "x" * (length % 5)
    assert words(f"[{text}](https://ropes.example.org/a/b)") == text.split()
    assert words(f"![{text}](knot.png)") == text.split()
    assert words(f"a [b](https://ropes.example.org/{'x' * length}) c") == ["a", "b", "c"]
    assert words(f"a <b title='{text}'>c") == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The rigger ties ten knots.", 5),
        ("[The rigger](https://ropes.example.org/rigger) ties <b>ten</b> knots -- | quickly", 6),
        (SENTENCE, 6),
        (f"**[{SENTENCE}](https://ropes.example.org)**", 6),
        (f"{SENTENCE}\n{SENTENCE}", 12),
        ("灯台のrope十本をtie", 5),  # seven letters are three words and two more stand between them
        ("灯台の光", 2),
        ("ﾛｰﾌﾟの話", 2),  # in half width, as many letters as in full width
        ("灯", 1),
        ("한국어 문장은 띄어 쓴다", 4),
        ("・・・。", 0),
        ("-- | **", 0),
        ("", 0),
    ],
)
def test_two_letters_of_chinese_and_japanese_count_as_one_word(text: str, count: int) -> None:
    assert count_words(text) == count


marks = st.text(alphabet="![]()<>ab \n*_’'", max_size=60) | st.text(max_size=60)


def plain(text: str) -> str:
    """Return the text without tags and targets, by the expressions that say what those are."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"<[^>\n]+>", " ", text)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r" \1 ", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", ""))


@given(marks)
def test_words_are_what_the_expressions_they_stand_for_give(text: str) -> None:
    assert words(text) == words_in(plain(text))


@given(st.text(alphabet="灯台のﾛｰﾌﾟ漢ab ,。[](x)'", max_size=60) | st.text(max_size=60))
def test_a_count_is_that_of_the_words_with_wide_letters_by_halves(text: str) -> None:
    wide = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    found = words_in(re.sub(f"({wide})", r" \1 ", plain(text)))
    halves = sum(1 if re.fullmatch(wide, word) else 2 for word in found)
    assert count_words(text) == max(halves // 2, min(halves, 1))
    assert (count_words(text) == 0) == (words(text) == [])


@pytest.mark.parametrize("piece", ["<", "[", "![", "[](", "![a](", "> <", "[a]", "*_", "[<a ", "![[[", "灯"])
def test_work_is_in_proportion_to_the_text(piece: str) -> None:
    check_in_proportion(lambda pieces: count_words("> [a](b) " + piece * 100 * pieces))


def test_a_space_that_is_written_by_its_name_is_no_word() -> None:
    assert words("&nbsp;&nbsp;&emsp;Heat&nbsp;and steam &amp; lids") == [
        "heat",
        "and",
        "steam",
        "amp",
        "lids",
    ]
