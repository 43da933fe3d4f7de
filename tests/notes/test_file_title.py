"""The title of a file that is one session: in front matter, or in the file's name."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions, titles


def test_a_title_in_front_matter() -> None:
    text = """\
        ---
        title: "Kettles: a love story"
        date: 2022-07-01
        event_date: 2022-05-03
        event: Kettle Week
        speakers:
          - name: Anna Berg
            company: Spout
        video: https://www.youtube.com/watch?v=abc
        ---

        # Abstract

        Text.

        # Notes

        Text.
        """
    (session,) = sessions(("posts/kettles.md", text))
    assert (session.title, session.date, session.event) == (
        "Kettles: a love story",
        "2022-05-03",
        "Kettle Week",
    )
    assert [(who.name, who.company) for who in session.speakers] == [("Anna Berg", "Spout")]
    assert [link.url for link in session.recordings] == ["https://www.youtube.com/watch?v=abc"]


def test_a_title_in_the_file_name_only() -> None:
    (session,) = sessions(("kettle-conf-2020/the_silent_whistle.md", "* no whistle\n* a lamp instead\n"))
    assert (session.title, session.event) == ("The silent whistle", "kettle conf 2020")


def test_a_bold_line_that_opens_a_file_is_its_title_though_it_exclaims() -> None:
    assert titles(
        ("steam.md", "**Steam: the good, the bad and the loud!**\n\nAnna Berg\n\nIt is hot.\n")
    ) == ["Steam: the good, the bad and the loud!"]


def test_one_section_below_text_is_not_the_title_of_a_file_that_has_another() -> None:
    front = (
        '---\ntitle: "Quiet boiling"\n---\n\n> Speaker: Anna Berg\n\nText of the talk.\n\n## Lids\n\nHeavy.\n'
    )
    (session,) = sessions(("2022-06-11-boiling.md", front))
    assert (session.title, [who.name for who in session.speakers]) == ("Quiet boiling", ["Anna Berg"])
    named = "Copper is cheap.\n\n## Bending\n\nOak.\n"
    assert titles(("Pipes for small houses - Anna Berg.md", named)) == ["Pipes for small houses"]


def test_a_file_over_a_heading_that_is_only_a_name_is_called_by_its_own_name() -> None:
    talk = "\n\nWater boils sooner under a lid.\n\n- Descale it once a month.\n"
    found = sessions(
        ("Kettles without fear.md", f"# Anna Berg{talk}"),
        ("steam-for-all-seasons.md", f"## Tomas Weaver, Spout{talk}"),
        ("ida-voss.md", f"# Ida Voss{talk}"),
        ("kettle-conf-2021.md", f"# Nora Lind{talk}"),
    )
    assert [(one.title, [who.name for who in one.speakers]) for one in found] == [
        ("Kettles without fear", ["Anna Berg"]),
        ("Steam for all seasons", ["Tomas Weaver"]),
        ("Ida Voss", ["Ida Voss"]),
        ("Nora Lind", ["Nora Lind"]),
    ]


def test_a_name_before_the_title_is_the_speaker_whom_the_files_name_has_too() -> None:
    talk = "\n\nWater boils sooner under a lid.\n"
    found = sessions(
        ("Never fear a kettle - Nandor Kiraly.md", f"# Nandor Kiraly - Never fear a kettle @nandork{talk}"),
        ("Steam for all - Tomas Weaver.md", f"# Steam for all - Tomas Weaver{talk}"),
        ("lids.md", f"# Lids and Covers - a short story{talk}"),
    )
    assert [(one.title, [who.name for who in one.speakers]) for one in found] == [
        ("Never fear a kettle", ["Nandor Kiraly"]),
        ("Steam for all", ["Tomas Weaver"]),
        ("Lids and Covers - a short story", []),
    ]


def test_the_line_below_a_name_is_the_title_where_the_file_is_called_by_it() -> None:
    text = "# Anna Berg - from Spout\n\nAmusing lids and covers that keep kettles warm\n\n- Descale them.\n"
    (found,) = sessions(("2_kettle_covers.md", text))
    assert (found.title, [who.name for who in found.speakers]) == (
        "Amusing lids and covers that keep kettles warm",
        ["Anna Berg"],
    )


def test_a_file_that_is_called_by_a_title_keeps_it_over_the_first_of_several_headings() -> None:
    text = "#kettles\n\n# Kettle Frame Debugger\n\nBoil it.\n\n# Improved lids\n\nCover it.\n"
    assert titles(("Kettle optimisation and descaling.md", text), ("Lids for pro cooks.md", text))[0] == (
        "Kettle optimisation and descaling"
    )


def test_a_heading_behind_sections_of_its_level_is_not_the_title_of_the_file() -> None:
    text = "# Slides\n\n- a link\n\n# Spouts and their design\n\nText.\n\n# Summary\n\nHot.\n"
    assert titles(("Kettles.md", text)) == ["Kettles"]


@pytest.mark.parametrize("first", ["Holy Kettlemole: Tips on boiling - Anna Berg", "KB Recruiting"])
def test_a_heading_that_opens_like_a_name_does_not_leave_the_title_to_the_file(first: str) -> None:
    text = f"# {first}\n\n## Water first\n\nIt has to be cold.\n\n## Levels\n\nUp to the mark.\n"
    assert titles(("F-Lighting-Kettle-Development.md", text))[0] in first


def test_sections_of_an_overview_that_recurs_are_no_sessions() -> None:
    def day(year: int, talk: str) -> str:
        return (
            f"# Kettle IT Day {year}\n\n## Overview\n\nLong.\n\n### Target audience of the day\n\n- cooks\n\n"
            f"### Challenges and objectives\n\n- heat\n\n## 1. Anna Berg - {talk} in kitchens\n\nText.\n\n"
            f"## 2. Tom Weaver - Cups for {talk}\n\nText.\n"
        )

    found = titles(("2021-kettle-it-day.md", day(2021, "Steam")), ("2022-kettle-it-day.md", day(2022, "Ice")))
    assert not [title for title in found if title.startswith(("Target", "Challenges"))]
    assert len(found) == 4


def test_a_name_before_the_title_by_which_the_file_is_called_leaves_the_title() -> None:
    talk = "\n\n- Water boils sooner under a lid.\n"
    found = sessions(
        ("Wednesday/1000-lids-at-work.md", f"# Anna Berg - Lids at Work{talk}"),
        ("Wednesday/1130-whistles-for-all.md", f"# Tomas Weaver - Whistles for All{talk}"),
    )
    assert [(one.title, [who.name for who in one.speakers]) for one in found] == [
        ("Lids at Work", ["Anna Berg"]),
        ("Whistles for All", ["Tomas Weaver"]),
    ]


def test_the_hour_before_the_title_in_the_name_of_a_file_is_no_part_of_it() -> None:
    assert titles(("0930-lids-at-work.md", "- a lid helps\n- it whistles\n")) == ["Lids at work"]
