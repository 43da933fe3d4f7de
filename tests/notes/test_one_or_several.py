"""Whether a file is one session or holds several: by its name, its title and what its headings share."""

from __future__ import annotations

import pytest

from tests.notes.reading import folder, sessions, titles

KETTLES = ("Boiling water at scale", "Why kettles whistle", "Descaling without fear")


def test_talks_under_the_table_of_contents_are_talks() -> None:
    parts = [f"### {title}\n\nAnna Berg - Engineer - Spout\n\nText of it.\n" for title in KETTLES]
    text = "# Kettle Conf 2021 Notes\n\n## Table of Contents\n\n- Boiling\n- Whistles\n\n" + "\n".join(parts)
    assert titles(("kettles.md", text)) == list(KETTLES)


@pytest.mark.parametrize("name", ["2021 Kettlefest in Ghent.md", "2021 Kettle Days.md"])
def test_a_file_named_by_an_event_and_its_year_holds_several(name: str) -> None:
    text = "## Hello\n\nIt was hot.\n\n" + "".join(
        f"## {number}. {title}\n\n- point\n\n" for number, title in enumerate(KETTLES, 1)
    )
    assert set(KETTLES) <= set(titles((name, text)))


def test_a_file_named_by_one_kind_of_session_may_be_one() -> None:
    text = "# The future of tea\n\nText.\n\n## Pots\n\n- point\n\n## Cups\n\n- point\n"
    assert (
        titles(("Keynote.md", text), ("tea.md", "# Tea at home and away\n\nText.\n"))[0]
        == "The future of tea"
    )


def test_headings_that_open_with_a_name_are_sessions() -> None:
    talks = [("Anna Berg", "Boiling water at scale"), ("Tom Weaver", "Why kettles whistle when it is cold")]
    text = "# Water and steam\n\n" + "".join(
        f"### {who}, Spout, *{title}*\n\n- point\n\n" for who, title in talks
    )
    found = titles(("steam.md", text))
    assert len(found) == 2
    assert all(title in shown for (_, title), shown in zip(talks, found, strict=True))


def test_the_cover_of_an_event_is_no_session() -> None:
    cover = "# 2021 Kettle Conference\n\nMay 3 to 5, Ghent\n\n## Topics\n\n### Talks\n\n- <doc:kettles>\n"
    talk = "# Why kettles whistle\n\nSpeaker: Anna Berg\n\nThey do so all day.\n"
    assert titles(("kettles.md", talk), ("2021 Kettles.md", cover)) == ["Why kettles whistle"]


@pytest.mark.parametrize(
    "gathering",
    [
        "Kettlery: tea in production, autumn meeting",
        "Kettlery 24, Teetage Ahornau",
        "Encuentro Kettlery: agua y vapor, Ahornal",
        "Journée Eau & Vapeur, Gare d'Ahorn",
        "Water & Steam Guild, evening series",
    ],
)
def test_under_a_gathering_headings_with_nothing_but_prose_are_sessions(gathering: str) -> None:
    prose = "The vats were large and nobody knew why they boiled so early; it took eleven minutes. " * 5
    text = f"# {gathering}\n\n" + "".join(f"## {title}\n\n{prose}\n\n" for title in KETTLES)
    assert titles(("kettlery.md", text)) == list(KETTLES)


@pytest.mark.parametrize(
    "title", ["Why kettles whistle: a long story", "Kettles, and how to leave the weekly meeting"]
)
def test_a_talk_of_several_headings_stays_one(title: str) -> None:
    text = f"# {title}\n\n## Water\n\nText on it.\n\n## Steam\n\nText on it.\n"
    assert titles(("kettles.md", text)) == [title]


QUOTATIONS = """
Some words about boiling at first.

"Make it boil, then make it boil fast" - Anna Berg

She then goes on about lids and lists.

"Water always wins against metal" - Tim Lind

So be careful with it and use gloves.

"There is no silver kettle" - Emma Brook

The end of the talk, thanks to all.
"""


@pytest.mark.parametrize(
    "head",
    [
        "# Steam at scale - Jo Harper\n",
        "# Steam at scale\n\n## Jo Harper, Spout Ltd\n",
        "# Steam at scale\n",
    ],
)
def test_lines_of_a_talk_that_tell_who_said_them_are_no_talks(head: str) -> None:
    (session,) = sessions(("steam.md", head + QUOTATIONS))
    assert session.title == "Steam at scale"
    assert "Anna Berg" not in [speaker.name for speaker in session.speakers]


def test_the_same_lines_under_an_event_are_talks() -> None:
    text = "# Kettle Conf 2021\n" + QUOTATIONS.replace('"', "")
    assert len(titles(("kettle-conf.md", text))) == 3


def test_years_of_a_history_are_no_talks() -> None:
    years = "\n".join(
        f"{year} - {name}\n\nInvented the kettle.\n"
        for year, name in ((1870, "Ida Voss"), (1881, "Tim Berg"), (1892, "Anna Lind"))
    )
    assert titles(("history.md", "# A short look back\n\nKettles are old.\n\n" + years)) == [
        "A short look back"
    ]


def test_bold_lines_under_the_days_of_an_event_are_talks() -> None:
    talk = "**{}**\n\nIt was about water and heat, and how the two of them meet.\n\n"
    wanted = [
        "물을 끓이는 가장 쉬운 방법",
        "증기의 모든 것을 알아보자",
        "뚜껑은 어떻게 만들어지는가?",
        "컵을 높이 쌓는 방법",
    ]
    talks = [talk.format(title) for title in wanted]
    for one, other in (
        ("## 1일차 발표", "## 2일차 발표"),
        ("##첫째날##", "##둘째날##"),
        ("## Day 1", "## Day 2"),
    ):
        first, second = "".join(talks[:2]), "".join(talks[2:])
        text = f"- {wanted[0]}\n- {wanted[1]}\n\n{one}\n\nFull.\n\n{first}{other}\n\nNot so.\n\n{second}"
        assert titles(("post.md", f"---\ntitle: Kettle Conf 2021\n---\n\n{text}")) == wanted, one


def test_a_heading_one_step_too_deep_opens_a_talk_where_its_title_names_another_speaker() -> None:
    text = "Water boils sooner under a lid.\n"
    post = (
        f"# Kettle Conf 2021\n\n## Never fear a kettle par Anna Berg\n\n{text}\n### What to fear\n\n{text}\n"
        f"### Steam for all the people par Paul Weaver\n\n{text}\n## Lids and covers par Ida Voss\n\n{text}"
    )
    assert titles(("post.md", post)) == ["Never fear a kettle", "Steam for all the people", "Lids and covers"]


def test_two_bold_lines_with_a_name_below_each_are_talks() -> None:
    talks = "**A kettle for all**\n*Anna Berg*\n\nWater.\n\n**Steam for none**\n*Tom Weaver*\n\nSteam.\n"
    text = f"# Kettle Conf 2021\n\n{talks}"
    found = [(one.title, [who.name for who in one.speakers]) for one in sessions(("notes.md", text))]
    assert found == [("A kettle for all", ["Anna Berg"]), ("Steam for none", ["Tom Weaver"])]


def test_the_marks_of_a_bold_title_in_a_list_are_no_part_of_it() -> None:
    talks = ("1. **A kettle for all** (Anna Berg)", "2. **Steam for none** (Tom Weaver)")
    text = "# Kettle Conf 2021\n\n" + "".join(f"{talk}\n\n   Water.\n\n" for talk in talks)
    assert titles(("notes.md", text)) == ["A kettle for all", "Steam for none"]


PARTS = "## Pots and pans\n\nA pot holds water.\n\n## Cups for everybody\n\nA cup holds less.\n"


def test_a_file_whose_heading_repeats_its_front_matter_is_one_session() -> None:
    text = f'---\ntitle: "Kettle Antipatterns"\n---\n\n# Kettle Antipatterns\n\n{PARTS}'
    assert titles(("antipatterns.md", text)) == ["Kettle Antipatterns"]


@pytest.mark.parametrize("name", ["charla_02.md", "talk-7.md", "Vortrag 3.md"])
def test_files_numbered_as_talks_are_one_session_each(name: str) -> None:
    text = f"---\ntitle: Kettles and lids\n---\n\n# About\n\nWe heard it.\n\n{PARTS}"
    assert titles((name, text)) == ["Kettles and lids"]


def test_marks_that_somebody_gives_a_talk_are_no_talk() -> None:
    day = "# Kettle Conf 2021\n\n## Mardi\n\n" + "".join(
        f"### {title}\n\nThe speaker explained it all.\n\n#### Avis ⭐⭐⭐☆☆, très clair pour débuter\n\n"
        "[Lien du replay](https://youtu.be/abcdefghijk)\n\n"
        for title in KETTLES
    )
    assert titles(("day.md", day)) == list(KETTLES)


TALKS = "".join(f"### {title}\n\nA lid helps, they said. It was short.\n\n" for title in KETTLES)


@pytest.mark.parametrize(
    "title",
    [
        "Teekessel-Camp Graz – Kurzbericht",
        "Notizen zur Kesselwoche 11",
        "Highlights from the tea ladies",
        "Retour sur la semaine du thé",
        "Resumen de la semana del té",
    ],
)
def test_a_report_on_an_event_holds_its_sessions(title: str) -> None:
    text = f'---\ntitle: "{title}"\ndate: "2008-11-25"\n---\n\nWe went there.\n\n{TALKS}'
    assert titles(("2008-11-25-report.md", text)) == list(KETTLES)


def test_a_report_on_a_talk_is_one_session() -> None:
    text = f'---\ntitle: "Bericht vom Vortrag über Deckel"\n---\n\nWe went there.\n\n{TALKS}'
    assert titles(("deckel.md", text)) == ["Bericht vom Vortrag über Deckel"]


def test_a_file_called_like_its_folder_and_a_year_is_of_an_event() -> None:
    talks = [f"Steam and water: {title}" for title in ("lids for all", "why pots", "how cups cool")]
    text = "".join(f"## {title}\n\nida voss\n\nA lid helps. It was short.\n\n" for title in talks)
    assert titles(("steam-water-2020/steam-water-2020.md", text)) == talks


def test_a_date_before_a_title_is_no_group_where_the_file_is_called_by_both() -> None:
    text = (
        "# June 16, 2011 - Lids at work\n\nBy Ida (Engineer)\n\n- point\n\n## Pots\n\n- a\n\n## Cups\n\n- b\n"
    )
    assert titles(("20110616-lids-at-work.md", text))[0].endswith("Lids at work")
    assert len(titles(("20110616-lids-at-work.md", text))) == 1


def test_a_file_whose_name_is_written_as_a_title_is_called_by_it_and_not_by_its_first_line() -> None:
    text = "your pot is the pot of the house\n\nboil it once\n\nthen pour\n"
    assert titles(("confessions of a pot collector.md", text)) == ["Confessions of a pot collector"]


def test_talks_with_notes_in_a_list_are_found_beside_items_of_one_line() -> None:
    text = (
        "- Kettle Night Ghent, 3 April 2025\n- Spouts everywhere (Rita Fonseca)\n  - every kettle has one\n"
        "- Lids in production (Tiago Reis, Spout)\n  - they open four times faster\n- break, pizza\n"
        "- Steam and where it goes (Ines Duarte)\n  - no more fans\n- next meetup: 8 May\n"
    )
    (note,) = folder(("night.md", text)).notes
    assert [(one.session.title, one.session.date) for one in note.sessions] == [
        ("Spouts everywhere", "2025-04-03"),
        ("Lids in production", "2025-04-03"),
        ("Steam and where it goes", "2025-04-03"),
    ]


def test_a_post_called_by_an_event_its_year_and_a_remark_holds_the_talks_of_its_headings() -> None:
    head = (
        '---\ntitle: "Steamotion Ghent 2018, or how to lose oneself in talking rather than boiling"\n---\n\n'
    )
    talks = (
        "Boiling water at scale by Anna Berg",
        "Unbundling the quiet valve of a pot",
        "Lids and how to open them",
    )
    body = "".join(f"### {title}\n\nThe lid was opened and steam went out of it.\n\n" for title in talks)
    assert titles(("2018-04-29-steamotion-ghent-2018.md", f"{head}It was sunny.\n\n{body}")) == [
        "Boiling water at scale",
        *talks[1:],
    ]


@pytest.mark.parametrize(
    "event", ["2º Encontro da Chaleira", "5th meeting of Tea Makers", "10° incontro del tè"]
)
def test_a_gathering_that_is_counted_holds_several(event: str) -> None:
    parts = "".join(f"## {title}\n\nIt was told at some length and with care.\n\n" for title in KETTLES)
    assert titles(("post.md", f"---\ntitle: {event}\n---\n\nIt rained.\n\n{parts}")) == list(KETTLES)


@pytest.mark.parametrize(
    "title",
    ["Writing the 2nd edition of a book", "The Kettle Handbook, 2nd edition", "My 3rd meeting with lime"],
)
def test_a_talk_on_something_that_is_counted_is_one(title: str) -> None:
    parts = "".join(f"## {part}\n\nIt was told at some length and with care.\n\n" for part in KETTLES)
    assert titles(("talk.md", f"# {title}\n\nAnna Berg\n\n{parts}")) == [title]


@pytest.mark.parametrize("word", ["Session - ", "Talk: ", "Palestra – "])
def test_headings_that_say_that_they_are_talks_are_talks_under_whatever_stands_over_them(word: str) -> None:
    parts = "".join(f"### {word}{title}\n\n- steam\n- water\n\n" for title in KETTLES)
    text = f"# Introduction\n\nI take notes by hand.\n\n{parts}# Conclusion\n\nIt was fine.\n"
    assert titles(("2021 kettle wednesday.md", text)) == list(KETTLES)


def test_bold_lines_over_lists_are_talks_where_the_one_heading_is_of_an_event() -> None:
    wanted = ["Steam and how it is made", "Cups", "Descaling a kettle at home", "Tea at any hour"]
    notes = "* steam is let out by a valve\n  - of brass\n* water is poured in below it, and slowly\n"
    text = "".join(f"**{title}**\n{notes}\n" for title in wanted)
    assert titles(("kettles.md", f"## Kettle Conference review\n\n{text}")) == wanted
    assert titles(("kettle.md", f"## How a kettle boils water\n\n{text}")) == ["How a kettle boils water"]
    climb = f"# How we climbed the summit\n\nAnna Berg\n\n{text}"
    assert titles(("climb.md", climb)) == ["How we climbed the summit"]


@pytest.mark.parametrize("link", ["[{0}]({1})", '<a title="{0}" href="{1}">{0}</a>'])
def test_a_list_of_recordings_behind_talks_with_text_is_none_of_talks(link: str) -> None:
    parts = "".join(
        f"### {title}\n\nIt was told at some length how water and heat meet in a pot, and why.\n\n"
        for title in KETTLES
    )
    films = "".join(
        f"- {link.format(f'Kettle Night, {title}', f'https://www.youtube.com/watch?v=abcdefghij{n}')}\n"
        for n, title in enumerate(KETTLES)
    )
    text = f"---\ntitle: Kettle Night 2021 report\n---\n\n{parts}### There are films now\n\nSee:\n\n{films}"
    assert not any("Kettle Night," in title for title in titles(("post.md", text)))


@pytest.mark.parametrize(
    "heading", ["June 16, 2011 - Pots at Spout Works", "2011-06-16: Lids and nothing else"]
)
def test_a_date_before_a_title_makes_no_day_of_the_talk_where_the_file_has_it_too(heading: str) -> None:
    parts = ("Spout's story", "Thing types", "Bling", "Pot", "Storage", "Lids again")
    text = f"# {heading}\n\nBy Ida (Engineer)\n\n" + "".join(
        f"## {part}\n\n- one\n- two\n\n" for part in parts
    )
    assert len(titles(("20110616-spw.md", text))) == 1
