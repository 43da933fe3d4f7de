"""Dates and days as they are written, and those that nobody can tell."""

from __future__ import annotations

import pytest

from embeddings.text.dates import find_date, find_day, find_year, is_only_date


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
