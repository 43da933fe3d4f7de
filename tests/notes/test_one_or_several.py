"""Whether a file is one session or holds several: by its name, its title and what its headings share."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions, titles

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
