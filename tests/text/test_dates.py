"""Dates and days as they are written, and those that nobody can tell."""

from __future__ import annotations

import pytest

from embeddings.text import dates
from embeddings.text.dates import (
    day_number_in,
    find_date,
    find_day,
    find_year,
    has_weekday,
    is_only_date,
    month_and_day_in,
    strip_dates,
    weekday_called,
    weekday_in,
    weekday_of,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2018-11-26", "2018-11-26"),
        ("20181126-kettles", "2018-11-26"),
        ("2024/12/05-kettles", "2024-12-05"),
        ("Nov. 30th, 2022", "2022-11-30"),
        ("Wednesday, November 30 2022", "2022-11-30"),
        ("30 November 2022", "2022-11-30"),
        ("samedi 23 septembre 2023", "2023-09-23"),
        ("5. März 2019", "2019-03-05"),
        ("2024年3月16日", "2024-03-16"),
        ("05.03.2019", "2019-03-05"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("6/7/2019", None),
        ("2019-02-30", None),
        ("June 12-14, 2019", None),
        ("12 - 14 juin 2019", None),
        ("version 2.0.1", None),
        ("May the kettle boil", None),
        ("talk 301 of 2018", None),
    ],
)
def test_a_date(text: str, iso: str | None) -> None:
    when = find_date(text)
    assert (when.iso() if when else None) == iso


def test_a_date_without_a_year_takes_the_one_that_is_known() -> None:
    when = find_date("Wednesday, Nov. 30")
    assert when is not None
    assert when.iso() is None
    assert when.iso(2022) == "2022-11-30"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kettle Conf - Day 4", "Day 4"),
        ("day2", "Day 2"),
        ("Day One", "Day 1"),
        ("Jour 2 - samedi", "Jour 2"),
        ("2日目", "2日目"),
        ("第二天", "第2天"),
        ("One day I will", None),
        ("Today 3 things", None),
    ],
)
def test_a_day(text: str, day: str | None) -> None:
    assert find_day(text) == day


def test_a_year_is_one_or_none() -> None:
    assert find_year("Kettle Conf 2022") == 2022
    assert find_year("from 2019 to 2022") is None
    assert find_year("KTL20225") is None


@pytest.mark.parametrize(
    ("text", "only"), [("Jour 1 - vendredi 22 septembre", True), ("Day 1: the kettles", False)]
)
def test_a_line_that_is_only_a_day(text: str, only: bool) -> None:
    assert is_only_date(text) is only


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 January", 1), ("3 janvier", 1), ("3. Januar", 1), ("3. Jänner", 1), ("3 de enero", 1),
        ("3 gennaio", 1), ("3 de janeiro", 1), ("3 januari", 1), ("3 Jan.", 1), ("3 févr. 2020", 2),
        ("3 fevrier", 2), ("3. MÄRZ", 3), ("3. Maerz", 3), ("3 de março", 3), ("3 maart", 3), ("3 mei", 5),
        ("3 juil.", 7), ("3 AOÛT", 8), ("3 aout", 8), ("3 Sept. 2020", 9), ("3. Okt.", 10),
        ("3. Dez. 2020", 12),
    ],
)  # fmt: skip
def test_a_month_is_known_in_seven_languages_short_and_without_accents(text: str, month: int) -> None:
    when = find_date(text)
    assert when is not None
    assert (when.month, when.day) == (month, 3)


@pytest.mark.parametrize("text", ["set 5", "out 5", "avr 8", "ago 3", "gen 2"])
def test_a_word_of_another_meaning_is_not_a_month(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "month_and_day"),
    [
        ("what was on March 8?", (3, 8)),
        ("on the 8th of march", (3, 8)),
        ("le 8 mars", (3, 8)),
        ("le 1er août", (8, 1)),
        ("am 8. März", (3, 8)),
        ("el 8 de diciembre", (12, 8)),
        ("8 dicembre", (12, 8)),
        ("３月８日", (3, 8)),
        ("8 marches", None),
        ("may I have 3 ropes?", None),
    ],
)
def test_the_month_and_day_that_are_asked_for(text: str, month_and_day: tuple[int, int] | None) -> None:
    assert month_and_day_in(text) == month_and_day


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("what was on Tuesdays?", 1),
        ("jeudi matin", 3),
        ("am SAMSTAG", 5),
        ("el miércoles", 2),
        ("el miercoles", 2),
        ("domenica sera", 6),
        ("na terça-feira", 1),
        ("op woensdag", 2),
        ("周一有什么", 0),
        ("星期三的演讲", 2),
        ("土曜の講演", 5),
        ("土曜日の講演", 5),
        ("what did she say of the sun?", None),
        ("the montage", None),
        ("la segunda charla", None),
    ],
)
def test_the_weekday_that_is_asked_for_is_named_in_full(text: str, weekday: int | None) -> None:
    assert weekday_in(text) == weekday


@pytest.mark.parametrize(
    ("name", "weekday"), [("Sun", 6), ("thurs", 3), ("Lundi", 0), ("土曜", 5), ("sunny", None), ("", None)]
)
def test_a_weekday_that_stands_alone_may_be_short(name: str, weekday: int | None) -> None:
    assert weekday_called(name) == weekday


def test_the_weekday_of_a_date() -> None:
    assert weekday_of("2021-05-04") == 1
    assert weekday_of(None) is None


@pytest.mark.parametrize("text", ["Thu", "Tues.", "venerdì", "segunda", "Terça-feira", "zondag"])
def test_weekdays_are_taken_out_of_lines_in_any_form(text: str) -> None:
    assert has_weekday(text)
    assert strip_dates(f"{text} - Ropes").strip(" -") == "Ropes"
    assert not has_weekday(f"x{text}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("what was on day 2?", 2),
        ("jour 3", 3),
        ("Tag-4", 4),
        ("el día 5", 5),
        ("giorno 6", 6),
        ("第三天", 3),
        ("第十天", 10),
        ("第12天", 12),
        ("2日目", 2),
        ("someday 2", None),
        ("day two", 2),
        ("what was on the second day?", 2),
        ("am letzten Tag", -1),
        ("der fünfte Tag", 5),
        ("o quarto e último dia", 4),
        ("l'ultimo giorno", -1),
        ("le deuxième jour", 2),
        ("二日目は？", 2),
        ("最終日のセッション", -1),
        ("最后一天", -1),
        ("첫날에는 뭐 했어?", 1),
        ("둘째 날에는?", 2),
        ("세 번째 날", 3),
        ("마지막 날", -1),
        ("a three day workshop", None),
        ("two days", None),
        ("첫날씨", None),
    ],
)
def test_the_number_of_the_day_that_is_asked_for(text: str, number: int | None) -> None:
    assert day_number_in(text) == number


def test_the_words_of_months_and_weekdays_are_folded() -> None:
    assert {"march", "mars", "marz", "fevrier", "dezember", "sept"} <= dates.words_of_months()
    assert {"monday", "miercoles", "月曜", "周一"} <= dates.words_of_weekdays()
    assert "sun" not in dates.words_of_weekdays()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Dia 2 - 13/05", (5, 13, "")),
        ("Dia 1 - 12/05", (5, 12, "/")),
        ("Monday 6/12: Workshops", (12, 6, "/")),
        ("Freitag, 24/7 offen", None),
        ("Day 1 (1/2)", None),
        ("13/05 of all kettles", None),
    ],
)
def test_day_and_month_alone_are_a_date_beside_a_weekday_or_a_label_of_a_day(
    text: str, when: tuple[int, int, str] | None
) -> None:
    found = find_date(text)
    assert (found and (found.month, found.day, found.swappable)) == when


def test_such_a_line_tells_which_of_day_and_month_is_first() -> None:
    assert dates.order_of_days("## Dia 1 - 12/05\n\n13/05 of them\n\n## Dia 2 - 13/05\n") == {"day first"}
    assert dates.order_of_days("13/05 of them\n") == set()
