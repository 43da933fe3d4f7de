"""The words that full-text search matches, and their stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import tokens


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Café", "cafe"),
        ("ＣＡＦＥ", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("ℍarbour", "harbour"),
        ("Lampwick™", "lampwick "),
        ("Ångström", "angstrom"),
        ("ｶﾞ", "ガ"),  # half width, its voicing mark kept: it is another letter without
    ],
)
def test_fold_makes_spellings_of_one_word_one(text: str, wanted: str) -> None:
    assert tokens.fold(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It's the harbour's lamp", ["its", "the", "harbours", "lamp"]),
        ("C++, node.js & snake_case", ["c", "node", "js", "snake", "case"]),
        ("ECS Fargate x86-64", ["ecs", "fargate", "x86", "64"]),
        ("灯台守", ["灯台", "台守"]),
        ("灯", ["灯"]),
        ("tape在矿山里", ["tape", "在矿", "矿山", "山里"]),
        ("등대지기는", ["등대", "대지", "지기", "기는"]),
        ("lamp3는 새", ["lamp3", "는", "새"]),
        ("foggy foggy night", ["foggy", "foggy", "night"]),
        ("?! ... —", []),
        ("", []),
    ],
)
def test_tokenize_gives_folded_words_and_pairs_of_characters_where_words_run_together(
    text: str, wanted: list[str]
) -> None:
    assert tokens.tokenize(text) == wanted


def test_a_wide_word_is_found_wherever_it_stands() -> None:
    inside = set(tokens.tokenize("古い灯台守の話"))
    assert set(tokens.tokenize("灯台")) <= inside
    assert not set(tokens.tokenize("台灯")) <= inside


def test_a_korean_word_is_found_whatever_particle_follows_it() -> None:
    assert set(tokens.tokenize("등대")) <= set(tokens.tokenize("등대에서는 불을 켠다"))
    assert "lamp3" in tokens.tokenize("Lamp3는 어노테이션을 사용하여")


def test_stems_are_those_of_the_language() -> None:
    assert tokens.stems(["sensors", "scheduling", "lamps"], "en") == ["sensor", "schedul", "lamp"]
    assert tokens.stem("chevaux", "fr") == "cheval"
    assert tokens.stem("sensors", "ja") == "sensors"
    assert tokens.stem("ec2s", "en") == "ec2s", "a code is not a word that is inflected"


def test_stem_forms_are_those_of_every_language_of_the_notes() -> None:
    assert tokens.stem_forms("tables", ["en", "fr"]) == {
        tokens.stem("tables", "en"),
        tokens.stem("tables", "fr"),
    }
    assert tokens.stem_forms("tables", []) == {"tables"}


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_that_is_matched(text: str) -> None:
    assert tokens.tokenize(tokens.fold(text)) == tokens.tokenize(text)


@given(st.text(max_size=200))
def test_tokens_hold_nothing_that_a_full_text_query_reads_as_syntax(text: str) -> None:
    for token in tokens.tokenize(text):
        assert token
        assert not set(token) & set("\"'*():^+- \n\t_")
