"""Facts of notes in one line."""

from __future__ import annotations

import pytest

from bot.render import labels
from embeddings.records import Session, Speaker


def test_a_number_goes_with_its_noun() -> None:
    shown = [labels.counted(count, "session") for count in (0, 1, 2)]
    assert shown == ["0 sessions", "1 session", "2 sessions"]
    assert [labels.counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]


def test_facts_that_are_missing_or_the_same_take_no_room() -> None:
    session = Session("s", "T", "Harbour Days", "2031-05-02", "2031-05-02", "n.md", 1, 2)
    assert labels.when(session) == "Harbour Days · Fri 2 May 2031"
    assert labels.joined(None, "", "a") == "a"
    assert labels.role_and_company(Speaker("Ada Quill", None, "Foghorn")) == "Foghorn"


def test_lines_are_one_number_or_two() -> None:
    assert [labels.line_numbers(7, 7), labels.line_numbers(7, 9)] == ["7", "7–9"]
    assert labels.line_numbers(7, 9, "-") == "7-9", "as tools take it"


@pytest.mark.parametrize(
    ("date", "long", "short"),
    [("2021-05-04", "Tuesday, 4 May 2021", "Tue 4 May 2021"), (None, "", "")],
)
def test_dates_are_written_as_people_write_them(date: str | None, long: str, short: str) -> None:
    assert (labels.long_date(date), labels.short_date(date)) == (long, short)
