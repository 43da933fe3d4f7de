"""Questions about days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.answer import days
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue
from embeddings.records import Session


def session(line: int, event: str | None, day: str | None, date: str | None) -> Session:
    return Session(f"n/{line}", "Ropes", event, day, date, f"{day}.md", line, line + 5)


CATALOGUE = Catalogue(
    [
        session(1, "Saltwind", "Day 1", "2021-05-04"),
        session(9, "Saltwind", "Day 2", "2021-05-05"),
        session(17, "Saltwind", "Day 2", "2021-05-05"),
        session(25, "Saltwind", "Thursday, May 6", None),
        session(33, "Saltwind", "Day 10", None),
    ],
    {},
)


def lines_on(question: str, catalogue: Catalogue) -> list[int] | None:
    """Return the lines of the sessions of the day that a question names; None where it names none."""
    found = days.sessions_on(analyse(question), catalogue)
    return None if found is None else [session.line for session in found]


def terms(question: str) -> list[Term]:
    return [Term(word, frozenset({word}), 1.0, known=True) for word in analyse(question).terms]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("what was on day 2?", [9, 17]),
        ("what was on 2021-05-04?", [1]),
        ("what did they say on Wednesday?", [9, 17]),
        ("what was on May 5?", [9, 17]),
        ("was gab es am 6. Mai?", [25]),
        ("what was on May 6, 2021?", [25]),
        ("2021年5月5日は？", [9, 17]),
        ("what was on 05.05.2021?", [9, 17]),
        ("what was on Thursday?", [25]),
        ("第一天有什么演讲", [1]),
        ("what was on day 7?", None),
        ("what was on day 0?", None),
        ("what was on the last day, 2021-05-20?", None),
        ("what was on May 5, 2022?", None),
        ("what is a foghorn?", None),
    ],
)
def test_the_sessions_of_the_day_that_a_question_names(question: str, lines: list[int] | None) -> None:
    assert lines_on(question, CATALOGUE) == lines


@pytest.mark.parametrize(
    ("question", "alone", "missing"),
    [
        ("what did day 2 cover?", True, False),
        ("what was on May 5?", True, False),
        ("what did day 7 cover?", True, True),
        ("what was said about ropes on day 7?", False, False),
        ("what about ropes?", False, False),
    ],
)
def test_a_question_for_a_day_alone_is_told_from_one_on_a_subject(
    question: str, alone: bool, missing: bool
) -> None:
    asked = analyse(question)
    assert days.asks_for_a_day(asked, terms(question)) is alone
    assert days.asks_for_a_missing_day(asked, terms(question), CATALOGUE) is missing


EVENTS = Catalogue(
    [
        session(1, "Rope Hack 2031", None, "2031-03-04"),
        session(9, "Rope Hack 2031", None, "2031-03-05"),
        session(17, "Tide Camp 2031", "Day 2", "2031-06-12"),
        session(25, "Tide Camp 2031", "Day 1", "2031-06-11"),
        session(33, "Kelp Days 2030", "Day 1", "2030-06-04"),
        session(41, "Kelp Days 2031", "Day 1", "2031-06-05"),
    ],
    {},
)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("what was on day 2 of Tide Camp 2031?", [17]),
        ("what was on day 2 of the tide camp?", [17]),
        ("what was on day 2 of RopeHack?", [9]),
        ("what was on day 1 of Rope Hack 2031?", [1]),
        ("what was on day 3 of Rope Hack?", None),
        ("what was on day 0 of Rope Hack?", None),
        ("what was on day 3 of Tide Camp?", None),
        ("what was on March 5 at Rope Hack?", [9]),
        ("cosa c'era mercoledi al tide camp?", [25]),
        ("what was on day 1 of Kelp Days 2030?", [33]),
        ("what was on day 1 of Kelp Days?", [25, 33, 41]),  # several are called so: all that have such a day
        ("what was on day 2?", [17]),
        ("what was on the second day of Tide Camp?", [17]),
        ("was war am letzten Tag von Rope Hack?", [9]),
        ("o que teve no primeiro dia do Camp?", [25]),
        ("o que aconteceu no último dia?", [9, 17]),
        ("what was on day 1 in 2030?", [33]),
        ("what was on the first day of Tide Camp 2019?", None),
        ("what was on the last day of the tide camp in 2019?", None),
        ("what was on the last day of 2019?", None),
        ("what was on day 1 in 2019?", None),
    ],
)
def test_a_day_with_the_name_of_an_event_is_that_events(question: str, lines: list[int] | None) -> None:
    asked = analyse(question)
    assert lines_on(question, EVENTS) == lines
    event = days.event_named(asked, EVENTS)
    assert days.asks_for_a_day(asked, terms(question), event) is ("Kelp Days?" not in question)
    assert days.asks_for_a_missing_day(asked, terms(question), EVENTS) is (lines is None)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("o que teve no quarto dia?", [9]),
        ("e no último dia do Tide11?", [9]),
        ("what was on the last day?", [9]),
        ("tidepool2031 둘째 날 세션 목록", [17]),
        ("what was on the fifth day?", [25]),
        ("what was on the sixth day?", None),
    ],
)
def test_what_the_notes_call_a_day_counts_wherever_they_say_it(
    question: str, lines: list[int] | None
) -> None:
    told = Catalogue(
        [
            session(1, "Dias do Tide11", "Dia 3", "2031-07-03"),
            session(9, "Quarto e último dia do Tide11", None, "2031-07-04"),
            session(17, "TIDEPOOL2031 후기", "2일차", None),
            replace(session(25, "Kelp", None, None), title="Fifth day: the boats"),
        ],
        {},
    )
    assert lines_on(question, told) == lines


def test_a_year_that_is_a_subject_is_none_of_the_day() -> None:
    assert lines_on("what was said on day 2 of Tide Camp about 2040?", EVENTS) == [17]
    assert lines_on("what was on day 1 of Kelp Days 2019?", EVENTS) is None


def test_the_words_of_the_day_are_no_subject() -> None:
    asked = terms("ropes on May 5, 2021")
    rest = days.without_day(asked, CATALOGUE.sessions[1])
    assert [term.word for term in rest] == ["ropes"]


def test_what_the_notes_cover_is_said_in_a_few_words() -> None:
    assert days.covered(CATALOGUE) == "Saltwind (Day 1, Day 2, Thursday, May 6, Day 10)"
    events = [session(n, f"Meet {n}", f"Day {n}", None) for n in range(1, 6)]
    assert days.covered(Catalogue(events, {})) == (
        "Meet 1 (Day 1); Meet 2 (Day 2); Meet 3 (Day 3); 2 more events"
    )
    week = [session(n, None, f"Day {n}", None) for n in range(1, 8)]
    assert days.covered(Catalogue(week, {})) == "Day 1, Day 2, Day 3, Day 4 and 3 more"
    assert days.covered(Catalogue([], {})) == "nothing yet"
