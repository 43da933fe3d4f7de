"""Which records of several people's notes are of one session, and what that session then holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.accounts.gathered import gathered
from embeddings.records import Link, Session, Speaker

ANNA = Session(
    id="anna/day1/steam",
    title="Steam for all kettles",
    event="Kettle Conf 2021",
    day="Day 1",
    date="2021-10-05",
    file="anna/day1.md",
    line=3,
    end_line=9,
    words=20,
    noted_by="Anna",
    code="KET101",
    speakers=(Speaker("Jo Harper", None, "Spout", 4),),
    links=(Link("youtube", "Recording", "https://youtu.be/abc", 5, recording=True),),
)
BO = replace(
    ANNA,
    id="bo/tuesday/steam",
    file="bo/tuesday.md",
    line=7,
    noted_by="Bo",
    code=None,
    speakers=(Speaker("Jo Harper", "Boiler", None, 8), Speaker("Ida Voss", None, None, 8)),
    links=(
        Link("other", "Slides", "https://slides.example/steam", 9),
        Link("youtube", "Recording", "https://www.youtube.com/watch?v=abc", 9, recording=True),
    ),
)


def takers(found: list[Session]) -> list[list[str | None]]:
    return [[account.noted_by for account in session.accounts] for session in found]


def test_what_two_people_noted_of_one_session_is_listed_once_with_both() -> None:
    (session,) = gathered([ANNA, BO])
    assert takers([session]) == [["Anna", "Bo"]]
    assert session.id == ANNA.id
    assert {account.listed_as for account in session.accounts} == {ANNA.id}
    assert session.files == ("anna/day1.md", "bo/tuesday.md")


def test_its_speakers_and_links_are_those_of_all_each_once() -> None:
    (session,) = gathered([ANNA, BO])
    assert session.speakers == (Speaker("Jo Harper", "Boiler", "Spout", 4), Speaker("Ida Voss"))
    assert [link.url for link in session.links] == ["https://youtu.be/abc", "https://slides.example/steam"]
    assert session.links[1].line is None, "a line is one of the file that it stands in"


def test_it_is_called_as_by_the_first_who_wrote_more_than_the_title() -> None:
    (session,) = gathered([replace(ANNA, title="Steam for All Kettles!", words=0), BO])
    assert (session.title, session.file) == (BO.title, BO.file)
    assert session.code == "KET101"
    assert takers([session]) == [["Anna", "Bo"]]


@pytest.mark.parametrize(
    "other",
    [
        replace(BO, title="steam, for all kettles"),
        replace(BO, title="Steem for all kettles", speakers=()),
        replace(BO, title="KET101", speakers=(), day=None),
        replace(BO, title="How we boil", code="ket101", speakers=()),
        replace(BO, title="KET101: Steam for all kettles", code="KET101"),
        replace(BO, title="Steam for all kettles, and for pots"),
        replace(BO, title="Steam for all ket tles"),
        replace(BO, title="Steam for all kettles", day=None, date=None, file="bo/day1.md"),
        replace(BO, title="Steam for all kettles", event=None, date=None, day="1"),
        replace(BO, speakers=(Speaker("Jo Haper"),)),
        replace(BO, noted_by=None),
    ],
    ids=["marks", "spelling", "only the code", "another title", "a code before it", "longer", "in two words",
         "only the file", "only the day", "a name spelt otherwise", "no name"],
)  # fmt: skip
def test_it_is_known_by(other: Session) -> None:
    assert len(gathered([ANNA, other])) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(BO, date="2022-10-05"),
        replace(BO, date=None, event="Kettle Conf 2022"),
        replace(BO, date="2021-10-06", day="Day 2"),
        replace(BO, event="Lid Summit", speakers=()),
        replace(BO, code="KET102"),
        replace(BO, title="Steam for some pots"),
        replace(BO, title="Steam for all kitchens"),
        replace(BO, title="Steam for all nettles"),
        replace(BO, title="Steam for all kettles 2"),
        replace(BO, speakers=(Speaker("Cid Dorn"),)),
        replace(BO, day=None, date=None, event=None),
        replace(BO, noted_by="Anna"),
        replace(BO, file=ANNA.file),
    ],
    ids=["another year", "another year's event", "another day", "another event", "another code",
         "another title", "one other word", "another letter first",
         "another part", "other speakers", "no day", "one person", "one file"],
)  # fmt: skip
def test_two_sessions_stay_two(other: Session) -> None:
    assert gathered([ANNA, other]) == [ANNA, other]


def test_where_nothing_tells_who_took_notes_every_record_is_a_session() -> None:
    records = [replace(ANNA, noted_by=None), replace(BO, noted_by=None)]
    assert gathered(records) == records


def test_a_title_that_comes_twice_a_day_is_not_guessed_at() -> None:
    def panel(person: str, number: int) -> Session:
        return replace(
            ANNA, id=f"{person}{number}", title="Panel", code=None, speakers=(), links=(),
            noted_by=person, file=f"{person}.md", line=number,
        )  # fmt: skip

    records = [panel("Anna", 1), panel("Anna", 9), panel("Bo", 1)]
    assert gathered(records) == records


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (replace(ANNA, code="KET101"), replace(BO, code="KET102")),
        (replace(ANNA, code=None), replace(BO, date="2021-10-06", day="Day 2")),
        (replace(ANNA, code=None), replace(BO, speakers=(Speaker("Cid Dorn"),))),
    ],
    ids=["codes", "days", "speakers"],
)
def test_what_may_be_of_either_of_two_sessions_is_given_to_neither(first: Session, second: Session) -> None:
    vague = replace(BO, id="cid/steam", file="cid/steam.md", noted_by="Cid", day=None, date=None, speakers=())
    assert takers(gathered([first, second, vague])) == [[], [], []]


def test_three_people_are_three_accounts_and_two_files_of_one_person_two_sessions() -> None:
    cid = replace(BO, id="cid/steam", file="cid/steam.md", noted_by="Cid")
    again = replace(ANNA, id="anna/again", file="anna/again.md", code=None)
    assert takers(gathered([ANNA, BO, cid])) == [["Anna", "Bo", "Cid"]]
    assert len(gathered([ANNA, BO, again])) > 1


def test_sessions_of_one_day_stand_together() -> None:
    second = replace(ANNA, id="anna/day2/lids", title="Lids", day="Day 2", date="2021-10-06", code=None)
    alone = replace(BO, id="bo/tuesday/cups", title="Slow cups", line=20)
    assert [one.title for one in gathered([ANNA, second, BO, alone])] == [
        "Steam for all kettles",
        "Slow cups",
        "Lids",
    ]
