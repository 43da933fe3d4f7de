"""A session's own lines state its date by a label, in a table, or on a line of their own."""

from __future__ import annotations

from textwrap import dedent

import pytest

from embeddings.notes.fields.stated_dates import stated_date
from embeddings.notes.formats.markdown import parse
from tests.notes.reading import sessions


def stated(text: str) -> str | None:
    when = stated_date(parse(dedent(text).strip("\n").split("\n")))
    return when.iso() if when else None


@pytest.mark.parametrize(
    "text",
    [
        "Date: 2023-02-09",
        "- **When:** Thu 9 Feb 2023, 10:00",
        "**Speaker:** Ida Voss | **Room:** 2 | **Time:** 11:00 | **Date:** 2023-02-09",
        "Speaker: Ida Voss, Date: 9 February 2023, Room: 2",
        "date:: [[2023-02-09]]",
        "📅 Date: 2023-02-09",
        "Event date: February 9th, 2023",
        "Datum: 9. Februar 2023",
        "Fecha y hora\n\nFecha: 9 de febrero de 2023",
        "Дата: 9 февраля 2023",
        "+ 開催日: 2023/02/09(木)",
        "日時：2023年2月9日（木） 19:00",
        "일시: 2023년 2월 9일 (목) 19:00",
        "| | |\n|---|---|\n| **Speaker** | Ida Voss |\n| **Date** | 2023-02-09 |",
        "| Speaker | When | Room |\n|---|---|---|\n| Ida Voss | 9 Feb 2023 | 2 |",
        "2023-02-09, 15:30–16:00, Room Spout 2",
        "Thu 9 Feb 2023, 10:00, Room B",
        "> 2023-02-09 09:30 - 10:00 @ 4F Spout Hall 4E",
        "Ida Voss, Spout Inc\n\nSpout Hall, Vienna, 9 February 2023",
        "*9 février 2023 à 18h30*",
        "Ida Voss | Kettle Conf for Everybody | 9 February 2023 | Vienna, Austria",
        "Ida Voss, Kettle Conf, 9 February 2023",
        "The kettle boils.\n\n" * 9 + "Date: 2023-02-09",
    ],
)
def test_the_date_that_a_session_states(text: str) -> None:
    assert stated(text) == "2023-02-09"


@pytest.mark.parametrize(
    "text",
    [
        "Published: 2023-02-09",
        "Published on 9 February 2023",
        "Last updated 2023-02-09",
        "Posted 9 Feb 2023 by Ida",
        "© 9 Feb 2023 Spout Inc",
        "Deadline: 2023-02-09",
        "On 9 February 2023 the kettle of our office boiled for the last time.",
        "9 February 2023: the kettle boiled over and everybody left the building",
        "As Ida Voss said at the Conf on 9 February 2023",
        "- A power cut (Feb 9th, 2023)",
        "- 9 Feb 2023: the outage begins",
        "- 2023-02-09\n- 2023-02-10",
        "Dates: 9-11 February 2023",
        "Update: 2023-02-09",
        "Candidate: 2023-02-09",
        "Time: 10:00",
        "| Date | What |\n|---|---|\n| 2023-02-09 | kettle |\n| 2023-02-10 | cup |",
        "```\nDate: 2023-02-09\n```",
        "kettle " * 30 + "\n\n9 February 2023",
        "",
    ],
)
def test_a_date_of_something_else_is_not_the_date_of_the_session(text: str) -> None:
    assert stated(text) is None


def test_each_session_of_a_file_has_the_date_that_it_states() -> None:
    text = "# Kettle Conf 2021\n\n" + "".join(
        f"## {title}\n\n| | |\n|---|---|\n| **Speaker** | {speaker} |\n| **Date** | 2021-10-0{day} |\n\n"
        "The kettle boils water and steam rises over every cup that we pour.\n\n"
        for day, title, speaker in [
            (4, "Steam without tears", "Ida Voss"),
            (5, "The silent whistle", "Leo Brandt"),
        ]
    )
    assert [session.date for session in sessions(("notes.md", text))] == ["2021-10-04", "2021-10-05"]


def test_the_date_of_the_event_beats_that_of_the_file() -> None:
    text = "# A day of kettles\n\n- 開催日: 2016/12/03(土)\n\nThe kettle boils water and steam rises.\n"
    assert [session.date for session in sessions(("2016-12-04-kettles.md", text))] == ["2016-12-03"]


def test_a_date_above_the_title_is_that_of_the_session() -> None:
    text = "3 December 2024\n\n# Steam without tears\n\nSpeaker: Ida Voss\n\nThe kettle boils.\n"
    assert [session.date for session in sessions(("steam.md", text))] == ["2024-12-03"]


@pytest.mark.parametrize(
    ("other", "date"),
    [
        ("The lid fell on 10/25/2024.", "2024-06-07"),
        ("The lid fell on 25/10/2024.", "2024-07-06"),
        ("The lid fell on Friday 06/07/2024.", "2024-06-07"),
        ("The lid fell on Monday 06/07/2024.", None),
        ("The lid fell on Friday 07/06/2024.", "2024-07-06"),
        ("The lid fell on 25/10/2024 and 10/25/2024.", None),
        ("The lid fell.", None),
    ],
)
def test_a_date_that_could_be_two_is_read_as_the_folder_writes_dates(other: str, date: str | None) -> None:
    first = "# Steam without tears\n\nIda Voss, Spout Inc\n\nDate: 06/07/2024\n\nThe kettle boils.\n"
    second = f"# The silent whistle\n\nLeo Brandt, Spout Inc\n\n{other}\n"
    assert sessions(("steam.md", first), ("whistle.md", second))[0].date == date


@pytest.mark.parametrize(
    "line",
    [
        "## Jo Harper - @joharper - 7 May 2021",
        "## Jo Harper, Spout, 7 May 2021",
        "Jo Harper - 7 May 2021",
        "**Jo Harper** · May 7, 2021",
        "Jo Harper (Spout) - Fri 7th May 2021",
        "By Jo Harper on 7 May 2021",
        "Par Jo Harper le 7 mai 2021",
        "von Jo Harper am 7. Mai 2021",
        "por Jo Harper el 7 de mayo de 2021",
        "Speaker: Jo Harper (2021-05-07)",
        "- Speaker: Jo Harper, 7 May 2021",
        "讲者：Jo Harper 2021年5月7日",
    ],
)
def test_a_date_beside_the_speaker_is_that_of_the_session_and_no_company(line: str) -> None:
    (session,) = sessions(("steam.md", f"# Steam at scale\n\n{line}\n\nA talk of kettles and steam.\n"))
    assert [who.name for who in session.speakers] == ["Jo Harper"]
    assert session.speakers[0].company in (None, "Spout")
    assert session.speakers[0].role is None
    assert session.date == "2021-05-07"


@pytest.mark.parametrize(
    "title",
    ["Steam - Jo Harper - {}", "Steam (Jo Harper, {})", "Steam by Jo Harper, {}", "Steam - Jo Harper ({})"],
)
def test_the_titles_of_several_sessions_may_end_in_their_dates(title: str) -> None:
    found = sessions(
        (
            "talks.md",
            "# Talks\n\n" + "".join(f"## {title.format(f'{day} May 2021')}\n\nText.\n\n" for day in (7, 8)),
        )
    )
    assert [session.date for session in found] == ["2021-05-07", "2021-05-08"]
    assert {(session.title, session.speakers[0].name, session.speakers[0].company) for session in found} == {
        ("Steam", "Jo Harper", None)
    }


@pytest.mark.parametrize(
    "opening",
    [
        "Kettle Conf took place in Berlin on 25 October. I left early.",
        "On October 25th I attended Kettle Conf with two colleagues.",
        "Die Kettle Conf fand am 25. Oktober in Berlin statt.",
        "Le 25 octobre, j'ai assisté à Kettle Conf.",
        "No último dia 25 de outubro rolou a Kettle Conf.",
        "El 25 de octubre tuvo lugar la Kettle Conf.",
        "10月25日にKettle Confが開催されました。",
    ],
)
def test_the_day_that_the_opening_tells_of_counts_before_that_of_publishing(opening: str) -> None:
    text = f"---\ntitle: Kettle Conf 2014\ndate: 2014-11-04\n---\n\n{opening}\n\n## The talks\n\n" + "".join(
        f"### {title}\n\nBy {who}\n\nText of the talk.\n\n"
        for title, who in (("Boiling water at scale", "Anna Berg"), ("Why kettles whistle", "Tim Lind"))
    )
    assert {session.date for session in sessions(("2014-11-04-kettle-conf.md", text))} == {"2014-10-25"}


def test_a_day_that_the_opening_only_mentions_is_none() -> None:
    text = (
        "---\ntitle: Kettle Conf 2014\ndate: 2014-11-04\n---\n\nTickets were sold out on 3 June.\n\n"
        + "".join(
            f"## {title}\n\nBy {who}\n\nText of the talk.\n\n"
            for title, who in (("Boiling water at scale", "Anna Berg"), ("Why kettles whistle", "Tim Lind"))
        )
    )
    assert {session.date for session in sessions(("kettle-conf.md", text))} == {"2014-11-04"}
