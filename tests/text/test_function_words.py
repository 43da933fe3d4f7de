"""The small words of a question, and the language that they tell."""

from __future__ import annotations

import pytest

from embeddings.text import tokens
from embeddings.text.function_words import (
    ALL_FUNCTION_WORDS,
    FUNCTION_WORDS,
    is_function_word,
    languages_of_question,
    without_asking,
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what was said about kettles?", "en"),
        ("qu'est-ce qui a été dit sur les bouilloires ?", "fr"),
        ("was wurde über Kessel gesprochen?", "de"),
        ("¿qué hablo sobre las mareas?", "es"),
        ("o que foi dito sobre as marés?", "pt"),
        ("dove abbiamo parlato del faro?", "it"),
        ("灯台のロープとは何ですか", "ja"),
        ("조수 센서는 무엇인가요?", "ko"),
        ("kubernetes", None),
        ("灯台", None),
        ("", None),
    ],
)
def test_the_language_of_a_question_is_that_of_its_function_words(
    question: str, language: str | None
) -> None:
    assert next(iter(languages_of_question(tokens.tokenize(question))), None) == language


def test_function_words_are_written_as_questions_are_compared() -> None:
    assert all(tokens.fold(word) == word for word in ALL_FUNCTION_WORDS)
    assert {"the", "pls", "was", "les", "hay"} <= ALL_FUNCTION_WORDS
    assert all(members <= ALL_FUNCTION_WORDS for members in FUNCTION_WORDS.values())


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("什么是潮汐传感器？", ["潮汐", "汐传", "传感", "感器"]),
        ("有没有人提到灯塔？", ["灯塔"]),
        ("灯塔是什么", ["灯塔"]),
        ("有沒有講過燈塔", ["燈塔"]),
        ("燈塔是什麼", ["燈塔"]),
        ("潮位センサーとは何ですか？", tokens.tokenize("潮位センサー")),
        ("灯台について教えてください", ["灯台"]),
        ("誰が灯台に言及しましたか", ["灯台"]),
        ("조수 센서 대해서 알려 주세요", ["조수", "센서"]),
        ("등대 얘기 있었어?", ["등대"]),
    ],
)
def test_what_asks_in_chinese_japanese_and_korean_is_no_subject(question: str, subject: list[str]) -> None:
    found = tokens.tokenize(without_asking(tokens.fold(question)))
    assert [token for token in found if not is_function_word(token, ())] == subject


def test_a_small_word_of_one_language_is_a_subject_in_another() -> None:
    assert is_function_word("war", ["de"])
    assert is_function_word("und", ["en"])
    assert not is_function_word("war", ["en"])
    assert languages_of_question(["und", "the", "tide"]) == ("en", "de")
