from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import UnknownDayError, UnknownSessionError
from embeddings.index.catalogue import Catalogue
from embeddings.records import Day, Session, Speaker


def session(number: int, title: str, day: str, date: str | None, code: str | None = None) -> Session:
    return Session(f"n/{number}", title, "Saltwind", day, date, f"{day}.md", number, number + 5, code=code)


SESSIONS = [
    session(1, "Cold storage for tidal sensors", "Day 1", "2021-05-04", code="STO201"),
    session(9, "Lighthouse scheduling", "Day 1", "2021-05-04"),
    session(17, "Foghorn acoustics and machine listening", "Day 2", "2021-05-05"),
    session(25, "Foghorns for beginners", "Day 2", "2021-05-05"),
    session(33, "Café talk: rôles of the rope", "Day 10", None),
]
VOCABULARY = {"foghorn": 1, "foghorns": 2, "rope": 1, "the": 5}


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(SESSIONS, VOCABULARY)


def numbers(found: list[Session] | None) -> list[int] | None:
    return None if found is None else [session.line for session in found]


def test_days_are_in_the_order_of_the_notes_with_their_sizes(catalogue: Catalogue) -> None:
    assert catalogue.days == (
        Day("Saltwind", "Day 1", "2021-05-04", ("Day 1.md",), 2),
        Day("Saltwind", "Day 2", "2021-05-05", ("Day 2.md",), 2),
        Day("Saltwind", "Day 10", None, ("Day 10.md",), 1),
    )


def test_notes_of_no_day_and_no_event_are_asked_for_by_their_own_file_each() -> None:
    undated = [
        replace(session(1, "Tides", "a", None), day=None, event=None),
        replace(session(1, "Ropes", "b", None), day=None, event=None),
        replace(session(9, "Knots", "b", None), day=None, event=None),
    ]
    catalogue = Catalogue(undated, VOCABULARY)
    assert [(day.name, day.sessions) for day in catalogue.days] == [("a.md", 1), ("b.md", 2)]
    assert [len(catalogue.on_day(day.name)) for day in catalogue.days] == [1, 2]


def test_notes_of_no_day_are_called_by_their_title_or_by_their_file_or_folder_without_its_suffix() -> None:
    def undated(line: int, title: str, file: str) -> Session:
        return replace(session(line, title, "a", None), day=None, event=None, file=file)

    found = [
        undated(1, "Tides at night", "tides.md"),
        undated(1, "Ropes", "rope-walk.md"),
        undated(9, "Knots", "rope-walk.md"),
        undated(1, "Nets", "net-loft/index.md"),
        undated(9, "Corks", "net-loft/index.md"),
    ]
    catalogue = Catalogue(found, VOCABULARY)
    assert [day.title for day in catalogue.days] == ["Tides at night", "Rope walk", "Net loft"]
    assert [len(catalogue.on_day(day.title)) for day in catalogue.days] == [1, 2, 2]
    with pytest.raises(UnknownDayError, match="they cover: Tides at night, Rope walk, Net loft"):
        catalogue.on_day("Day 9")


def test_one_undated_file_of_an_event_is_called_by_the_event() -> None:
    (day,) = Catalogue([replace(session(1, "Ropes", "a", None), day=None)], VOCABULARY).days
    assert day.title == "Saltwind"


def test_a_break_is_no_session_of_a_day_but_is_listed_on_it() -> None:
    lunch = replace(session(30, "Lunch", "Day 1", "2021-05-04"), kind="other")
    catalogue = Catalogue([*SESSIONS[:2], lunch], VOCABULARY)
    assert [(day.name, day.sessions) for day in catalogue.days] == [("Day 1", 2)]
    assert lunch in catalogue.on_day("Day 1")


def test_undated_notes_of_an_event_in_several_files_are_called_by_the_event() -> None:
    undated = [replace(session(1, name, name, None), day=None) for name in ("Tides", "Ropes")]
    catalogue = Catalogue(undated, VOCABULARY)
    assert [(day.name, day.sessions) for day in catalogue.days] == [("Saltwind", 2)]
    assert len(catalogue.on_day("Saltwind")) == 2


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Day 1", [1, 9]),
        ("day 2", [17, 25]),
        (" DAY 10 ", [33]),
        ("2", [17, 25]),
        ("１", [1, 9]),
        ("²", [17, 25]),
        ("2021-05-04", [1, 9]),
        ("Wednesday", [17, 25]),
        ("tue", [1, 9]),
        ("mardi", [1, 9]),
        ("Day 2.md", [17, 25]),
        ("Saltwind", [1, 9, 17, 25, 33]),
    ],
)
def test_a_day_is_found_by_label_number_date_weekday_and_file(
    catalogue: Catalogue, name: str, wanted: list[int]
) -> None:
    assert numbers(catalogue.on_day(name)) == wanted


@pytest.mark.parametrize("name", ["Day 3", "", " ", "3", "friday", "2021-05-06", "9" * 5000, "y", "\x1b[31m"])
def test_an_unknown_day_names_the_days_there_are(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(UnknownDayError) as caught:
        catalogue.on_day(name)
    said = str(caught.value)
    assert said.endswith("they cover: Day 1, Day 2, Day 10.")
    assert "\x1b" not in said


def test_an_empty_library_says_that_it_covers_nothing() -> None:
    with pytest.raises(UnknownDayError, match="nothing yet"):
        Catalogue([], {}).on_day("Day 1")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("n/17", 17),
        ("Lighthouse scheduling", 9),
        ("lighthouse SCHEDULING ", 9),
        ("cafe talk: roles of the rope", 33),
        ("sto201", 1),
        ("tidal", 1),
        ("Lighthose schedulng", 9),
        ("scheduling lighthouse", 9),
    ],
)
def test_a_session_is_found_by_id_title_code_part_and_near_spelling(
    catalogue: Catalogue, name: str, line: int
) -> None:
    assert catalogue.find(name).line == line


def test_an_ambiguous_name_offers_what_it_may_mean(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownSessionError) as caught:
        catalogue.find("foghorn")
    assert str(caught.value) == (
        "The notes have no session 'foghorn'. "
        "Nearest: Foghorn acoustics and machine listening; Foghorns for beginners."
    )


@pytest.mark.parametrize("name", ["qqqqqq", "", "???", "x" * 5000])
def test_an_unknown_session_points_to_the_list(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(UnknownSessionError, match="`quoth sessions` lists them all"):
        catalogue.find(name)


def test_the_nearest_titles_come_first(catalogue: Catalogue) -> None:
    found = catalogue.nearest_titles("light house schedules", 2)
    assert found[0][0].line == 9
    assert 100 >= found[0][1] > found[1][1] >= 0
    assert Catalogue([], {}).nearest_titles("rope", 3) == []


def test_stems_are_counted_over_the_words_that_share_them(catalogue: Catalogue) -> None:
    assert catalogue.stem_counts["foghorn"] == 3
    assert catalogue.idf({"rope"}) > catalogue.idf({"foghorn"}) > catalogue.idf({"the"}) > 0
    assert catalogue.idf({"kraken"}) > catalogue.idf({"rope"}), "a word that is nowhere says most"


def test_the_searchable_fields_of_a_session_are_stems() -> None:
    made = replace(
        SESSIONS[0], speakers=(Speaker("Ilse Vandermolen", "Engineer", "Brinewood"),), sponsor="Lampwicks"
    )
    entry = Catalogue([made], {}).entries["n/1"]
    assert {"storag", "tidal", "sensor", "sto201"} <= set(entry.title)
    assert set(entry.people) == {"ils", "vandermolen", "engin", "brinewood", "lampwick"}


@given(st.text(max_size=60))
def test_no_name_is_too_odd_to_be_looked_up(name: str) -> None:
    catalogue = Catalogue(SESSIONS, VOCABULARY)
    for look in (catalogue.find, catalogue.on_day):
        with suppress(UnknownDayError, UnknownSessionError):
            assert look(name)
