"""The evidence of a verdict: named, measured, weighed and shown, each signal once."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from embeddings.answer import compose
from embeddings.answer.compose import Considered
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Term
from embeddings.answer.signals import SIGNALS, Case, Signals, Weights
from embeddings.evaluation import Labelled, as_json, judge
from embeddings.library import Library
from embeddings.records import Session
from tests.fakes import FakeEmbedder, write_notes

ROPES = Session("n/ropes", "Ropes", None, None, None, "n.md", 1, 60)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("signals")
    library = Library(write_notes(folder / "notes"), folder / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


def case(question: str, *terms: Term) -> Case:
    return Case(analyse(question), terms, ROPES, ("rope",), (), ())


def considered(library: Library, question: str, signals: Signals) -> Considered:
    with library.reading() as snapshot:
        prepared = compose.prepare(snapshot, question)
        vector = snapshot.embedder.encode_queries([prepared.text])[0]
        return compose.settle([compose.find(snapshot, prepared, vector)], signals=signals)[0]


def certain(verdict: str) -> Signals:
    """A set with one signal that settles the verdict alone."""
    signals = Signals(answers=0.0, holds=0.0)

    @signals.signal(answers=9.0 if verdict == "answer" else -9.0, holds=-9.0 if verdict == "none" else 9.0)
    def settled(case: Case) -> float:  # noqa: ARG001
        return 1.0

    return signals


@pytest.mark.parametrize("verdict", ["answer", "closest", "none"])
def test_an_answer_goes_by_whatever_signals_it_is_given(small: Library, verdict: str) -> None:
    found = considered(small, "what does the classifier confuse with a foghorn?", certain(verdict))
    assert found.answer.verdict == verdict
    assert found.evidence == {"settled": 1.0}


def test_one_more_signal_is_measured_weighed_and_shown(small: Library) -> None:
    more = SIGNALS.copy()

    @more.signal(answers=-40.0)
    def speaks_of_gulls(case: Case) -> float:
        return float("gulls" in case.question.terms)

    question = "what does the classifier confuse with a foghorn, gulls?"
    before, after = considered(small, question, SIGNALS), considered(small, question, more)
    assert before.evidence is not None
    assert after.evidence == {**before.evidence, "speaks_of_gulls": 1.0}
    assert more.answers.odds(after.evidence) < 0.001 < SIGNALS.answers.odds(before.evidence)
    assert after.answer.verdict == "closest"
    label = Labelled("1", question, "paraphrase", (after.answer.matches[0].session.title,), None)
    (miss,) = as_json([judge(label, after, small.notes)])["misses"]
    assert (miss["wrong"], miss["evidence"]["speaks_of_gulls"]) == ("hedged", 1.0)
    assert "speaks_of_gulls" not in SIGNALS.answers.of, "the set it was copied from is as it was"


def test_two_signals_of_one_name_are_refused() -> None:
    signals = SIGNALS.copy()
    with pytest.raises(ValueError, match="two signals 'strength'"):

        @signals.signal(answers=1.0)
        def strength(case: Case) -> float:  # noqa: ARG001
            return 0.0


def test_a_signal_without_a_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="'idle' has no weight"):

        @SIGNALS.copy().signal()
        def idle(case: Case) -> float:  # noqa: ARG001
            return 0.0


def test_a_weight_without_its_signal_is_refused() -> None:
    evidence = SIGNALS.measure(case("what about ropes?"))
    with pytest.raises(ValueError, match="no signal 'stength'; there are: strength, "):
        Weights(0.0, {"stength": 1.0}).odds(evidence)


def test_a_signal_weighs_only_in_the_questions_it_has_a_weight_for() -> None:
    answers, holds = set(SIGNALS.answers.of), set(SIGNALS.holds.of)
    assert "strength" in answers & holds
    assert "wanted_far" in answers - holds
    assert "unknown" in holds - answers
    assert set(SIGNALS.measure(case("ropes"))) >= answers | holds


def test_the_odds_are_those_of_a_logistic_regression() -> None:
    weights = Weights(0.5, {"a": 2.0, "b": -1.0})
    assert weights.odds({"a": 0.25, "b": 1.0, "c": 7.0}) == pytest.approx(0.5)
    assert weights.odds({"a": 1.0, "b": 0.0}) == pytest.approx(1 / (1 + math.exp(-2.5)))


def term(word: str, weight: float = 1.0, *, known: bool = True) -> Term:
    return Term(word, frozenset({word}), weight, known)


@pytest.mark.parametrize(
    ("question", "terms", "signal", "value"),
    [
        ("which rope holds best?", (term("rope"),), "asks_which", 1.0),
        ("did anyone tie a rope?", (term("rope"),), "asks_whether", 1.0),
        ("what about ropes?", (term("rope"),), "about_only", 1.0),
        ("what about rope and tar?", (term("rope"), term("tar")), "about_only", 0.0),
        ("what about rope and tar?", (term("rope", 3.0), term("tar", known=False)), "unknown", 0.25),
        ("what about rope and tar?", (term("rope", 3.0), term("tar", known=False)), "lost", 0.25),
        ("le goudron est dans la corde ?", (term("goudron", known=False),), "unknown", 0.0),
        ("how many ropes in the tar?", (term("tar"),), "wanted_far", 1.0),
        ("what about ropes in the tar?", (term("tar"),), "wanted_far", 0.0),
        ("who tarred it?", (term("tar"),), "who_far", 1.0),
        ("who spoke of rope?", (term("rope"),), "who_far", 0.0),
    ],
)
def test_what_each_signal_measures(question: str, terms: tuple[Term, ...], signal: str, value: float) -> None:
    assert SIGNALS.measure(case(question, *terms))[signal] == value
