"""What a reply has to show, beside the evidence of its verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.answer.circumstances import circumstances
from embeddings.answer.confidence import Circumstances
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Hit, Term
from embeddings.answer.score import ScoredSegment
from embeddings.answer.signals import Case
from embeddings.index.chunking import Segment
from embeddings.records import Quote, Session, Speaker

PIER = Session("n/pier", "El muelle y la marea", None, None, None, "n.md", 1, 60, language="es")
QUOTE = Quote("La marea se mide cada seis minutos.", "n.md", 3, 3, PIER.id)


def of(question: str, *words: str, unknown: str = "", near: float = 0.3, session: Session = PIER) -> Case:
    terms = tuple(Term(word, frozenset({word}), 1.0, known=word != unknown) for word in words)
    segment = Segment(QUOTE.text, 3, 3, "prose", 0)
    scored = (ScoredSegment(segment, 0, {"segment": near}, 0.5),)
    return Case(analyse(question), terms, session, ("muelle", "marea"), (), scored, (QUOTE,))


def told(case: Case) -> Circumstances:
    return circumstances(case, Hit(case.session, cosine=case.nearness), about=False, kept=False)


@pytest.mark.parametrize(
    ("near", "unknown", "guessed"),
    [
        (0.3, "kettle", True),
        # As near as a translation is.
        (0.6, "kettle", False),
        # The notes use all of its words, as they do of a name.
        (0.3, "", False),
    ],
)
def test_notes_in_another_language_answer_only_what_they_are_near_to(
    near: float, unknown: str, guessed: bool
) -> None:
    asked = of("what is the best kettle?", "best", "kettle", unknown=unknown, near=near)
    assert told(replace(asked, question=replace(asked.question, defines=False))).guessed is guessed


def test_notes_in_the_language_of_the_question_are_judged_by_the_evidence() -> None:
    assert not told(of("cómo hierve la tetera", "hierve", "tetera", unknown="tetera")).guessed


def test_what_has_no_word_of_a_question_and_is_far_from_it_is_unrelated() -> None:
    assert told(of("cómo hierve la tetera", "hierve", "tetera", near=0.2)).unrelated
    assert not told(of("cómo hierve la marea", "hierve", "marea", near=0.2)).unrelated


def test_who_is_asked_for_is_not_there_where_nobody_is_named() -> None:
    case = of("quién mide la marea", "mide", "marea")
    assert told(case).record is False
    named = replace(case, session=replace(PIER, speakers=(Speaker("Ana Quilla"),)))
    assert told(named).record is None
