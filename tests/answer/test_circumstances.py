"""What a reply has to show, beside the evidence of its verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.answer.circumstances import circumstances, names_speaker
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
    assert told(replace(asked, question=replace(asked.question, defines=False))).lacking is guessed


def test_notes_in_the_language_of_the_question_are_judged_by_the_evidence() -> None:
    assert not told(of("cómo hierve la tetera", "hierve", "tetera", unknown="tetera")).lacking


def test_what_has_no_word_of_a_question_and_is_far_from_it_is_unrelated() -> None:
    assert told(of("cómo hierve la tetera", "hierve", "tetera", near=0.2)).unrelated
    assert not told(of("cómo hierve la marea", "hierve", "marea", near=0.2)).unrelated


def test_who_is_asked_for_is_not_there_where_nobody_is_named() -> None:
    case = of("quién mide la marea", "mide", "marea")
    assert told(case).record is False
    named = replace(case, session=replace(PIER, speakers=(Speaker("Ana Quilla"),)))
    assert told(named).record is None


def test_what_is_shown_lacks_what_only_other_sessions_say() -> None:
    assert told(of("cómo hierve la tetera", "hierve", "tetera")).lacking
    # A word of it is shown, or the notes have it in other words.
    assert not told(of("cómo sube la marea", "sube", "marea")).lacking
    assert not told(of("cómo hierve la tetera", "hierve", "tetera", unknown="tetera")).lacking


@pytest.mark.parametrize(
    ("question", "unknown", "lacking"),
    [
        ("¿alguien habló de la marea y la tetera?", "tetera", True),
        ("¿alguien habló de la marea y la tetera?", "", False),
        ("cómo suben la marea y la tetera", "tetera", False),
    ],
)
def test_who_asks_if_two_things_are_spoken_of_gets_no_sure_answer_where_one_is_nowhere(
    question: str, unknown: str, lacking: bool
) -> None:
    assert told(of(question, "marea", "tetera", unknown=unknown)).lacking is lacking


def test_a_name_in_latin_letters_is_shown_where_notes_in_other_letters_answer() -> None:
    tide = replace(PIER, title="潮の話", language="ja")
    assert told(of("BRINE の会社はどこの国か", "brine", "会社", session=tide)).lacking
    assert not told(of("BRINE の会社はどこの国か", "brine", "会社", unknown="brine", session=tide)).lacking


def test_a_price_is_shown_where_one_is_asked_for() -> None:
    case = of("cuánto cuesta medir la marea", "medir", "marea")
    assert told(case).lacking
    priced = replace(QUOTE, text="Medir la marea cuesta 6 euros.")
    assert not told(replace(case, shown=(priced,))).lacking


@pytest.mark.parametrize(
    ("question", "words", "bare"),
    [
        ("marea", ("marea",), True),
        ("marea muelle", ("marea", "muelle"), True),
        # It asks something, or the notes show no such word.
        ("cómo se mide la marea", ("mide", "marea"), False),
        ("marea tetera", ("marea", "tetera"), False),
        ("cuándo es la marea", ("marea",), False),
    ],
)
def test_a_name_alone_that_is_shown_asks_nothing(question: str, words: tuple[str, ...], bare: bool) -> None:
    assert told(of(question, *words)).bare is bare


def test_who_made_a_thing_is_not_told_by_who_spoke_of_it_in_languages_without_capitals() -> None:
    tide = replace(PIER, title="조수", language="ko", speakers=(Speaker("김하나"),))
    assert told(of("marea 누가 만들었어", "marea", session=tide)).record is False


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A talk by Pim Aldous, a diver.", True),
        ("Charla de Orla Brandt", True),
        ("Orla presented the kites.", True),
        ("Speaker: Jun Sato", True),
        ("佐藤さんの話", True),
        ("We discussed Threat Modelling at length.", False),
        ("Tide Tables and Kelp Farming", False),
    ],
)
def test_a_text_names_somebody_as_a_speaker_by_the_words_around_the_name(text: str, named: bool) -> None:
    assert names_speaker(text) is named


def test_who_gave_a_session_is_not_there_where_names_are_of_things() -> None:
    case = replace(of("who gave the talk?"), shown=(replace(QUOTE, text="Threat Modelling of Tide Tables"),))
    assert told(case).record is False
    named = (replace(QUOTE, text="A talk by Pim Aldous"),)
    assert told(replace(case, shown=named)).record is None


def test_how_many_is_lacking_where_no_figure_is_shown() -> None:
    case = of("how many kettles are there?", "kettles")
    lacking = replace(case, shown=(replace(QUOTE, text="The kettles are blue."),))
    assert told(lacking).lacking
    assert not told(replace(case, shown=(replace(QUOTE, text="There are 12 kettles."),))).lacking


@pytest.mark.parametrize("question", ["what time was the tide?", "¿a qué hora fue la marea?", "何時でしたか"])
def test_a_time_of_the_day_is_lacking_where_only_a_year_is_shown(question: str) -> None:
    case = of(question, "tide")
    assert told(replace(case, shown=(replace(QUOTE, text="It came in May 2016."),))).lacking
    for time in ("It came at 10:30.", "It came at 4 pm.", "午後4時に"):
        assert not told(replace(case, shown=(replace(QUOTE, text=time),))).lacking
