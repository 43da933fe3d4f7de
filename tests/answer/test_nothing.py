"""Which words of a question a reply says that the notes never use."""

from __future__ import annotations

import pytest

from embeddings.answer.nothing import never_mentioned
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue
from embeddings.records import Quote, Session

CATALOGUE = Catalogue([Session("n/1", "Ropes", None, None, None, "n.md", 1, 5)], {"rope": 1})


KOREAN = Catalogue([Session("n/1", "밧줄", None, None, None, "n.md", 1, 5, language="ko")], {"밧줄": 1})


def said(
    text: str,
    *known: str,
    common: tuple[str, ...] = (),
    quoted: bool = False,
    catalogue: Catalogue = CATALOGUE,
) -> str | None:
    question = analyse(text)
    terms = [
        Term(word, frozenset({word}), 1.0, known=word in known, common=word in common)
        for word in question.terms
    ]
    return never_mentioned(question, catalogue, terms, quoted=quoted)


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("등대를 언급했나요?", "The notes never mention '등대'."),
        ("글쓴이가 걸렸어?", "The notes never mention '글쓴이'."),
        ("밧줄 팁 있나요?", None),
        ("밧줄은 길었죠?", None),
    ],
)
def test_of_a_korean_question_whole_nouns_are_named_and_no_pairs_of_letters(
    question: str, remark: str | None
) -> None:
    assert said(question, "밧줄", catalogue=KOREAN) == remark


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("what is a Hawser made of?", "The notes never mention 'Hawser'."),
        (
            "did anyone bring up Kevlar, nylon or hemp?",
            "The notes never mention 'Kevlar', 'nylon' or 'hemp'.",
        ),
        ("what is a rope?", None),
        ("what is it?", None),
        ("有没有人提到灯塔？", "The notes never mention '灯塔'."),
        ("有灯塔吗", "The notes never mention '有灯塔'."),
        ("灯 rope", None),
        ("was sagte er über den Leuchtturm?", None),
    ],
)
def test_only_words_of_the_subject_are_named_as_they_are_written(question: str, remark: str | None) -> None:
    assert said(question, "rope") == remark


def test_beside_an_answer_a_common_word_that_the_notes_put_otherwise_is_not_named() -> None:
    question = "is nylon expensive?"
    assert said("is it expensive?", common=("expensive",)) == "The notes never mention 'expensive'."
    assert said("is it expensive?", common=("expensive",), quoted=True) is None
    for quoted in (False, True):
        assert said(question, common=("expensive",), quoted=quoted) == "The notes never mention 'nylon'."


@pytest.mark.parametrize("written", ["deep sea", "deep-sea", "Deepsea"])
def test_a_word_that_what_is_shown_parts_is_not_said_to_be_missing(written: str) -> None:
    question = analyse("is deepsea kelp any good?")
    terms = [Term(word, frozenset({word}), 1.0, known=False) for word in question.terms]
    shown = [Quote(f"The {written} kelp is the best.", "n.md", 2, 2, "n/1")]
    told = never_mentioned(question, CATALOGUE, terms, shown=shown)
    assert told is not None
    assert "deepsea" not in told
    assert "kelp" not in told
