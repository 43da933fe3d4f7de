"""The evidence of a verdict on notes in Chinese, Japanese and Korean."""

from __future__ import annotations

import math

import pytest

from embeddings.answer.confidence import weigh
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Term
from embeddings.answer.score import ScoredSegment
from embeddings.answer.signals import SIGNALS, Case
from embeddings.answer.signals_cjk import CJK, near, shown, signals_for, unshown
from embeddings.index.chunking import Segment
from embeddings.records import Quote, Session

HARBOUR = Session("n/harbour", "港の灯台", None, None, None, "n.md", 1, 60, language="ja")
QUOTE = Quote("潮位は六分ごとに測る", "n.md", 3, 3, HARBOUR.id)


def term(pair: str, weight: float = 1.0) -> Term:
    return Term(pair, frozenset({pair}), weight, known=True)


def case(question: str, *terms: Term, cosine: float = 0.5, quotes: tuple[Quote, ...] = (QUOTE,)) -> Case:
    segment = Segment(QUOTE.text, 3, 3, "prose", 0)
    scored = ScoredSegment(segment, 0, {"segment": cosine}, 0.5)
    return Case(analyse(question), terms, HARBOUR, ("灯台",), (), (scored,), quotes)


@pytest.mark.parametrize(
    ("language", "reads", "expected"),
    [
        ("ja", True, CJK),
        ("zh", True, CJK),
        ("ko", True, CJK),
        ("de", True, SIGNALS),
        ("en", True, SIGNALS),
        # The vectors of a model that does not read the language tell nothing.
        ("ja", False, SIGNALS),
    ],
)
def test_notes_are_judged_by_the_evidence_for_their_language(
    language: str, reads: bool, expected: object
) -> None:
    assert signals_for(language, reads=reads) is expected


def test_how_much_of_the_question_is_shown_counts_words_by_how_rare_they_are() -> None:
    asked = case("潮位と料金は", term("潮位"), term("料金", 3.0))
    assert unshown(asked) == pytest.approx(0.75)
    assert shown(asked) == pytest.approx(math.log1p(1 / 3))


def test_a_word_of_the_title_is_there_but_tells_nothing_beyond_it() -> None:
    asked = case("灯台", term("灯台"))
    assert unshown(asked) == 0.0
    assert shown(asked) == 0.0


def test_words_of_another_language_cannot_be_shown_and_count_for_nothing() -> None:
    assert unshown(case("what was said about the fees?", term("fees"))) == 0.0


def test_a_question_without_a_word_of_its_own_has_nothing_to_show() -> None:
    assert (unshown(case("何ですか")), shown(case("何ですか"))) == (0.0, 0.0)


def test_a_sentence_as_near_as_the_other_answers_only_where_it_says_what_is_asked() -> None:
    said = CJK.measure(case("潮位は", term("潮位")))
    unsaid = CJK.measure(case("料金は", term("料金")))
    assert said["near"] == unsaid["near"] == near(case("潮位は"))
    assert weigh(said, CJK.answers, CJK.holds) == "answer"
    assert weigh(unsaid, CJK.answers, CJK.holds) == "closest"


def test_a_sentence_far_off_answers_nothing() -> None:
    far = CJK.measure(case("潮位は", term("潮位"), cosine=0.0))
    assert weigh(far, CJK.answers, CJK.holds) == "closest"
