"""Event, day and date: each from the first place that states it, and never guessed."""

from __future__ import annotations

import pytest

from embeddings.notes import FolderConfig
from embeddings.notes.fields.event_date import DatePlaces, day_and_date, event_of
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.text.dates import DayOrder, When, find_date
from tests.notes.reading import DAY, folder, sessions


def test_days_within_a_file() -> None:
    text = """\
        # Kettle Conf 2021

        ## Day 1 - October 4

        ### Steam without tears

        Anna Berg - Engineer

        ## Day 2 - October 5

        ### The silent whistle

        Paul Gruber - Engineer
        """
    assert [(session.day, session.date) for session in sessions(("notes.md", text))] == [
        ("Day 1", "2021-10-04"),
        ("Day 2", "2021-10-05"),
    ]


def test_a_year_that_nobody_states_is_not_made_up() -> None:
    text = DAY.replace("Kettle Conf 2021", "Kettle Conf")
    assert {session.date for session in sessions(("day2.md", text))} == {None}
    assert {s.date for s in sessions(("day2.md", text), config=FolderConfig(year=2020))} == {"2020-10-05"}


def places(
    file: str = "notes.md",
    *,
    front: dict[str, str] | None = None,
    own: str | None = None,
    titles: tuple[str, ...] = (),
    byline: When | None = None,
    stated: When | None = None,
    opening: When | None = None,
    order: DayOrder | None = None,
) -> DatePlaces:
    return DatePlaces(file, FrontMatter(front or {}), own, titles, byline, stated, opening, order)


@pytest.mark.parametrize(
    ("where", "day", "date"),
    [
        (places("2020-01-01.md", own="Steam, 3 May 2022"), "2022-05-03", "2022-05-03"),
        (places("2020-01-01.md", byline=find_date("3 May 2022")), "2022-05-03", "2022-05-03"),
        (places("2020-01-01.md", titles=("Day 2 | 3 May 2022", "Day 9")), "Day 2", "2022-05-03"),
        (places("2022-05-03-steam.md"), "2022-05-03", "2022-05-03"),
        (places("conf/2022/05/03/steam.md"), "2022-05-03", "2022-05-03"),
        (places(front={"date": "2022-05-03"}), "2022-05-03", "2022-05-03"),
        (places("2020-01-01.md", own="", front={"event_date": "2022-05-03"}), "2022-05-03", "2022-05-03"),
        (places(own="", front={"event_date": "May 3, 2022"}), "2022-05-03", "2022-05-03"),
        (places(own="", front={"event-date": "3 мая 2022"}), "2022-05-03", "2022-05-03"),
        (places(front={"date": "le 3 mai 2022"}), "2022-05-03", "2022-05-03"),
        (places(front={"date": "3/5/2022"}), None, None),
        (places(front={"date": "3/5/2022"}, order="day first"), "2022-05-03", "2022-05-03"),
        (places(front={"date": "5/3/2022 09:30"}, order="month first"), "2022-05-03", "2022-05-03"),
        (places("2022-05/03/steam.md"), "2022-05-03", "2022-05-03"),
        (places("2022-05/03.md"), "2022-05-03", "2022-05-03"),
        (places("2022-05/03-steam.md"), None, None),
        (places("Tuesday 03-05-2022.md"), "2022-05-03", "2022-05-03"),
        (places("2022_05_03_steam.md"), "2022-05-03", "2022-05-03"),
        (places("Steam 3 mai 2022.md"), "2022-05-03", "2022-05-03"),
        (places("2022-05-03 Kettle Conf/steam.md"), "2022-05-03", "2022-05-03"),
        (places("2022-01-01.md", stated=find_date("3 May 2022")), "2022-05-03", "2022-05-03"),
        (places("2022-05-03.md", stated=find_date("1/2/2022")), "2022-05-03", "2022-05-03"),
        (places("2022-01-01.md", opening=find_date("3 May 2022")), "2022-05-03", "2022-05-03"),
        (places(titles=("4 May 2022",), stated=find_date("3 May 2022")), "2022-05-03", "2022-05-03"),
        (places(titles=("Tuesday",)), "Tuesday", None),
        (places(titles=("3 May",)), None, None),
        (places(), None, None),
    ],
)
def test_the_nearest_place_that_states_a_date_has_it(
    where: DatePlaces, day: str | None, date: str | None
) -> None:
    assert day_and_date(where, None, FolderConfig()) == (day, date)


def test_a_year_is_taken_from_the_config_the_event_or_a_title() -> None:
    where = places(titles=("3 May",))
    assert day_and_date(where, "Kettle Conf 2022", FolderConfig())[1] == "2022-05-03"
    assert day_and_date(where, "Kettle Conf 2022", FolderConfig(year=2020))[1] == "2020-05-03"


def test_the_event_is_what_the_config_or_the_file_calls_it() -> None:
    titles = ["Day 2 | Kettle Conf 2021"]

    def event(
        file: str = "a.md", *, front: str = "", opening: str = "", given: str | None = None
    ) -> str | None:
        values = FrontMatter({"event": front} if front else {})
        return event_of(file, values, titles, opening, FolderConfig(event=given))

    assert event(given="Steam Days", front="Kettle Week") == "Steam Days"
    assert event(front="Kettle Week") == "Kettle Week"
    assert event() == "Kettle Conf 2021"
    titles.clear()
    assert event("steam-2019/a.md", opening="My notes from Kettle Summit 2020.") == "Kettle Summit 2020"
    assert event("steam-2019/a.md") == "steam 2019"
    assert event("2019/steam/a.md") == "steam 2019"
    assert event("a.md") is None


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("Thursday", "Friday", [("Thursday", None), ("Friday", None)]),
        ("Jeudi", "Samedi", [("Jeudi", None), ("2023-05-20", "2023-05-20")]),
        ("Day 1", "Day 2", [("Day 1", None), ("Day 2", None)]),
        ("Thursday 4 May", "Friday 5 May", [("2023-05-04",) * 2, ("2023-05-05",) * 2]),
    ],
)
def test_one_date_of_a_file_is_not_that_of_each_of_its_days(
    first: str, second: str, days: list[tuple[str, str | None]]
) -> None:
    # The 20th of May 2023 was a Saturday.
    text = f"""\
        ---
        title: Kettle Conf 2023
        date: 2023-05-20
        ---

        ## {first}

        ### Boiling water at scale
        Ida Voss

        Pressure.

        ## {second}

        ### Pipes for small houses
        Paul Gruber

        Copper.
        """
    assert [(session.day, session.date) for session in sessions(("kettle.md", text))] == days


def test_days_and_months_without_a_year_are_dates_of_the_year_of_the_event() -> None:
    text = (
        "# Chaleira Conf 2022\n\n## Dia 1 - 12/05\n\n### Ferver\n\nPor Jo Harper\n\nA.\n\n"
        "## Dia 2 - 13/05\n\n### Canos\n\nPor Ida Voss\n\nB.\n"
    )
    assert [session.date for session in sessions(("chaleira.md", text))] == ["2022-05-12", "2022-05-13"]


def test_a_line_with_the_date_and_the_place_before_all_sessions_dates_them() -> None:
    text = (
        "# Meetup 10\n\n2022/06/11 @ Ghent\n\n"
        "## Quiet boiling\n\nBy Jo Harper\n\nA.\n\n## Steam\n\nBy Ida Voss\n\nB.\n"
    )
    assert [session.date for session in sessions(("meetup.md", text))] == ["2022-06-11", "2022-06-11"]
    posted = text.replace("2022/06/11 @ Ghent", "Posted 2022/06/11")
    assert [session.date for session in sessions(("meetup.md", posted))] == [None, None]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("24-6-2019 steam.md", "2019-06-10"),
        ("10-24-2019 steam.md", "2019-10-06"),
        ("10_24_2019_steam.md", "2019-10-06"),
        ("steam.md", None),
    ],
)
def test_the_other_files_tell_which_number_in_a_files_name_is_the_day(
    other: str, expected: str | None
) -> None:
    text = "# {}\n\nSpeaker: {}\n\nWater boils.\n"
    (note, _) = folder(
        ("10-6-2019 kettles.md", text.format("Kettles", "Anna Berg")),
        (other, text.format("Steam", "Ida Voss")),
    ).notes
    assert note.sessions[0].session.date == expected
    told = [finding.message for finding in note.findings if finding.rule == "unreadable-date"]
    assert bool(told) == (expected is None)
    assert all(message.startswith("10-6-2019 could be two days") for message in told)


@pytest.mark.parametrize(
    "line",
    [
        "Date: 12 May 2019",
        "日時: 2019年5月12日(日) 13:00〜",
        "開催日: 2019/05/12",
        "Datum: 12. Mai 2019",
        "Fecha: 12 de mayo de 2019",
    ],
)
def test_the_day_of_the_event_goes_before_the_day_of_publishing(line: str) -> None:
    front = "---\ntitle: Taming the kettle\ndate: 2019-06-01\n---\n\n"
    for text in (
        f"{front}Speaker: Anna Berg\n\n{line}\n\nWater boils.\n",
        f"{front}## Info\n\n- Speaker: Anna Berg\n- {line}\n- Room: B\n\n## Notes\n\nWater boils.\n",
    ):
        assert [one.date for one in sessions(("2019-06-01-taming.md", text))] == ["2019-05-12"]


def test_a_month_and_a_day_before_a_weekday_in_korean_or_japanese_are_a_date() -> None:
    for line in ("9/8일(월) 9:00 ~ 18:00", "9/8(月) 9:00〜"):
        talks = "## Steam\n\nSpeaker: Ida Voss\n\n## Lids\n\nSpeaker: Anna Berg\n"
        text = f"# Kettle Conf 2014\n\n{line}\n\n{talks}"
        assert [one.date for one in sessions(("post.md", text))] == ["2014-09-08", "2014-09-08"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2024-04-16", "2024-04-13"), ("2025-01-02", None), ("2024-04-01", None)],
)
def test_a_day_without_a_year_is_that_soon_before_the_post_was_published(
    published: str, expected: str | None
) -> None:
    talks = "## やかんの話 by 山田太郎\n\nText.\n\n## 蒸気の話 by 佐藤花子\n\nText.\n"
    front = f"---\ntitle: やかん会議に参加した\ndate: {published}\n---\n\n"
    post = f"{front}4/13 に開催されたやかん会議に行ってきた。\n\n{talks}"
    found = [one.date for one in sessions(("post.md", post))]
    assert found == [expected or published] * 2


def test_a_date_with_blanks_or_a_short_year_in_a_name_is_read_where_it_can_be_one_alone() -> None:
    text = "# Boiling water at scale\n\nAnna Berg - Engineer\n\nIt boils.\n"
    assert sessions(("Kettle Club/2025 06 10/Boiling.md", text))[0].date == "2025-06-10"
    names = ("07-23-19.md", "06-11-19.md")
    assert [s.date for s in sessions(*((name, text) for name in names))] == ["2019-07-23", "2019-06-11"]
    assert [s.date for s in sessions(("06-11-19.md", text))] == [None], "which of both, nothing tells"


def test_an_event_is_called_by_its_name_without_marks_of_links_and_empty_brackets() -> None:
    talks = "## Steam\n\nSpeaker: Ida Voss\n\nHot.\n\n## Lids\n\nSpeaker: Anna Berg\n\nRound.\n"
    linked = '---\nevent: "[[Kettle Conf 2021]]"\n---\n\n' + talks
    dated = "# Kettle Days Ghent, Day 1 (Tuesday, 17.06.2025)\n\n" + talks
    assert {one.event for one in sessions(("one.md", linked))} == {"Kettle Conf 2021"}
    assert {one.event for one in sessions(("one.md", dated))} == {"Kettle Days Ghent"}
    for title, event in [
        ("Kettle Days Ghent (17 June 2025)", "Kettle Days Ghent"),
        ("Kettle Days Ghent [Day 1: 17.06.2025 / Tue]", "Kettle Days Ghent"),
        ("Kettle Days (Ghent, 17 June 2025)", "Kettle Days (Ghent)"),
    ]:
        assert {one.event for one in sessions(("one.md", f"# {title}\n\n{talks}"))} == {event}


@pytest.mark.parametrize(
    ("file", "event"),
    [
        ("2022-kettle-oslo-day-1.md", "kettle oslo 2022"),
        ("kettleconf-2021.md", "kettleconf 2021"),
        ("my-notes-from-kettleconf-2021.md", "kettleconf 2021"),
        ("KettleConf/Oslo/2019/all.md", "KettleConf Oslo 2019"),
        ("KettleConf/2019/all.md", "KettleConf 2019"),
        ("Talks/2019/all.md", None),
        ("lightning-talks-2019.md", None),
        ("boiling-water-in-2019.md", None),
        ("2021-03-04-kettleconf.md", None),
    ],
)
def test_files_of_several_sessions_and_folders_are_named_by_an_event_with_its_year(
    file: str, event: str | None
) -> None:
    front = FrontMatter({})
    assert event_of(file, front, [], "", FolderConfig(), several=True) == event


def test_the_name_of_a_file_that_is_one_session_names_no_event() -> None:
    assert event_of("kettleconf-2021.md", FrontMatter({}), [], "", FolderConfig()) is None
