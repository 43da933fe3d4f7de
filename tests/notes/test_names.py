"""What looks like a person's name, and what only begins with capitals."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.people.names.shape import Names, Trust, clean_name, is_known

NAMES = Names(frozenset({"steam", "kettle"}))


@pytest.mark.parametrize(
    "text", ["Anna Berg", "K.C. Brandt", "Madeline van der Berg", "Kyle d'Oliveira", "Jean-Luc Été", "林若溪"]
)
def test_names_have_the_shape_of_names(text: str) -> None:
    assert NAMES.is_name(text)


@pytest.mark.parametrize(
    "text",
    ["", "Anna", "anna berg", "Web Client", "The Whistle", "Spout GmbH AWS IBM", "Anna Berg 2", "A" * 61],
)
def test_other_capitalised_words_have_not(text: str) -> None:
    assert not NAMES.is_name(text)


@pytest.mark.parametrize("trust", list(Trust))
@pytest.mark.parametrize(
    "text",
    [
        "TU Bergstadt",
        "Bankhaus Ahorn",
        "Universität Ahornau",
        "Stadtwerke Ahorn",
        "École Ahorn",
        "Technical Writer",
        "technical writer",
        "Freelance Consultant",
    ],
)
def test_an_organisation_or_a_trade_is_no_name_wherever_it_stands(text: str, trust: Trust) -> None:
    assert not NAMES.is_name(text, trust=trust)


def test_what_is_like_an_organisation_may_be_a_name() -> None:
    assert NAMES.is_name("Tu Nguyen")
    assert NAMES.is_name("Anna Writer-Berg")
    assert NAMES.is_name("Kettlewell", least=1, trust=Trust.PLACE)
    assert not NAMES.is_name("Panel-ish", least=1, trust=Trust.PLACE)


def test_a_word_that_the_notes_write_in_lower_case_is_no_name() -> None:
    assert Names().is_name("Steam Kettle")
    assert not NAMES.is_name("Steam Kettle")
    assert NAMES.is_rare("Anna Berg")
    assert not NAMES.is_rare("Steam Berg")


def test_a_label_lets_one_word_and_lower_case_pass() -> None:
    assert NAMES.is_name("Glyph", least=1, trust=Trust.LABEL)
    assert NAMES.is_name("niklas nolte", trust=Trust.LABEL)
    assert not NAMES.is_name("the audience", trust=Trust.LABEL)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Dr. Anna Berg", "Anna Berg"),
        ("Prof. Dr. Anna Berg", "Anna Berg"),
        ("Dr. Berg", "Dr. Berg"),
        ("홍길동님", "홍길동"),
        ("홍길동 교수님", "홍길동"),
        ("Mrs Anna Berg", "Anna Berg"),
        ("**Anna Berg** (@aberg)", "Anna Berg"),
        ("Anna Berg (she/her)", "Anna Berg"),
        ("Anna Berg https://berg.example", "Anna Berg"),
        ("林若溪老师", "林若溪"),
    ],
)
def test_what_stands_around_a_name_is_left_out(written: str, name: str) -> None:
    assert clean_name(written) == name


def test_known_names_begin_with_a_given_name_or_a_family_name_in_chinese() -> None:
    assert is_known("Tomáš Novák")
    assert is_known("王小明")
    assert not is_known("Whistle Berg")


def test_what_is_named_after_a_person_is_no_person() -> None:
    assert not Names().is_name("Kettler's Law")
    assert not Names().is_name("Kettler’s Whistle", trust=Trust.PLACE)
    assert Names().is_name("Anna O'Steam")


@pytest.mark.parametrize("text", ["Rohr AG", "Kessel Werk SA", "Ein Ventil", "Une Soupape", "Der Kessel"])
def test_a_legal_form_at_the_end_or_an_article_at_the_start_is_in_no_name(text: str) -> None:
    assert not any(Names().is_name(text, trust=trust) for trust in Trust)


@pytest.mark.parametrize("text", ["Jo Van Der Berg", "Maria Das Neves", "Chantal Ag"])
def test_the_same_letters_elsewhere_in_a_name_are_no_reason_against_it(text: str) -> None:
    assert Names().is_name(text)


@pytest.mark.parametrize("text", ["管道集团", "时间好快", "王氏软件", "高性能", "東京"])
def test_organisations_and_plain_words_are_no_names_in_chinese_and_japanese(text: str) -> None:
    assert not Names().is_name(text)
