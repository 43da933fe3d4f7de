from __future__ import annotations

import pytest

from bot.discord import limits
from bot.service.suggestions import TEXT, Suggestions, token
from embeddings.records import Day, Session, Speaker

LAMP = Session(
    id="day1/lamps",
    title="Lamps *that* talk",
    event="Harbour Days 2031",
    day="Day 1",
    date="2031-05-02",
    file="day 1.md",
    line=3,
    end_line=20,
    sponsor="Foghorn Ltd",
    speakers=(Speaker("Ada Quill", "Keeper", "Foghorn Ltd"),),
)
ROPES = Session("day1/ropes", "Mooring without ropes", None, "Day 1", None, "day 1.md", 21, 30)


def test_only_the_beginning_of_what_is_typed_is_compared() -> None:
    suggestions = Suggestions((LAMP, ROPES))
    assert suggestions.suggest_sessions("mooring " + "m " * 3000) == suggestions.suggest_sessions("mooring m")
    assert suggestions.suggest_sessions("x" * 6000) == suggestions.suggest_sessions("x" * TEXT)
    assert suggestions.suggest_sessions("nowhere") == []
    assert suggestions.suggest_sessions(" " * TEXT + "nowhere") == suggestions.suggest_sessions("")


def test_a_session_id_too_long_for_a_menu_is_found_again() -> None:
    long = Session("a/" * 90, "Long", None, None, None, "a.md", 1, 2)
    assert len(token(long.id)) <= limits.OPTION_TEXT
    assert Suggestions((long,)).find(token(long.id)) is long


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("fog", ["Lamps *that* talk"]),
        ("quil", ["Lamps *that* talk"]),
        ("moor rop", ["Mooring without ropes"]),
        ("moring wihout", ["Mooring without ropes"]),
        ("", ["Lamps *that* talk", "Mooring without ropes"]),
        ("zzzzqqqq", []),
    ],
)
def test_sessions_are_offered_by_title_speaker_company_and_sponsor(typed: str, titles: list[str]) -> None:
    offered = Suggestions((LAMP, ROPES)).suggest_sessions(typed)
    assert [choice.label.split(" · ")[0] for choice in offered] == titles


def test_a_day_of_an_event_that_is_called_by_nothing_is_shown_by_its_name() -> None:
    (choice,) = Suggestions((), (Day(" ", None, None, ("kettles.md",), 1),)).suggest_days("")
    assert choice.label.strip()
