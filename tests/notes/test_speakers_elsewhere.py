"""Speakers who stand in no byline: in the first sentence, in a schedule, under a second heading."""

from __future__ import annotations

import pytest

from embeddings.records import Speaker
from tests.notes.reading import sessions

TALK = "## Taming the kettle\n\n{}\n\nAnd more was said of it.\n"


def _names(speakers: tuple[Speaker, ...]) -> list[str]:
    return [who.name for who in speakers]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "It was a talk given by Anna Berg and Tomas Weaver on water.",
            ["Anna Berg", "Tomas Weaver"],
        ),
        ("After lunch I went to a code talk by [Ida Voss](https://voss.example).", ["Ida Voss"]),
        ("I took the bus to Anna Berg’s deep dive session on steam.", ["Anna Berg"]),
        ("Anna Berg (Spout) showed how a kettle is built.", ["Anna Berg"]),
        ("Kettles are hot. In this keynote **Anna Berg** said how hot.", ["Anna Berg"]),
        ("Next was Anna Berg who told of steam.", ["Anna Berg"]),
        ("[Anna Berg](https://berg.example) was next with a story of steam.", ["Anna Berg"]),
        ("It was about Lidbase, a store of lids presented by Ida Voss.", ["Ida Voss"]),
        ("Anna Berg was first to boil water.", []),
        ("The session by Spout Web Services was about water.", []),
        ("We talked by the water and Anna Berg came along.", []),
        ("The kettle was invented by Anna Berg.", []),
        ("The Talk showed that kettles are hot.", []),
    ],
)
def test_a_sentence_that_says_who_spoke_names_the_speakers(sentence: str, expected: list[str]) -> None:
    (found,) = sessions(("day1.md", f"# Kettle Conf 2021 - Day 1\n\n{TALK.format(sentence)}"))
    assert _names(found.speakers) == expected


def test_a_byline_goes_before_what_a_sentence_says() -> None:
    text = TALK.format("Ida Voss - Engineer - Spout\n\nThis talk by Anna Berg was hot.")
    (found,) = sessions(("day1.md", f"# Kettle Conf 2021 - Day 1\n\n{text}"))
    assert _names(found.speakers) == ["Ida Voss"]


SCHEDULE = """\
# Kettle Conf 2021

| Time | Talk | Speaker |
|---|---|---|
| 10:00 | Taming the kettle | Anna Berg |
| 11:00 | Steam at scale | Tom Weaver and Ida Voss |
| 12:00 | Lunch | |
"""


def test_a_schedule_names_the_speakers_of_talks_that_name_none() -> None:
    talks = "## Taming the kettle\n\nIt was hot.\n\n## Steam at scale\n\nIt was wet.\n"
    taming, steam = sessions(("notes.md", f"{SCHEDULE}\n{talks}"))
    assert _names(taming.speakers) == ["Anna Berg"]
    assert _names(steam.speakers) == ["Tom Weaver", "Ida Voss"]
    assert taming.speakers[0].line == 5


def test_a_schedule_in_another_file_names_them_too() -> None:
    talks = "# Day 1\n\n## Taming the kettle\n\nHot.\n\n## Steam at scale for everyone\n\nWet.\n"
    found = {
        session.title: session
        for session in sessions(("schedule.md", SCHEDULE), ("day1.md", talks))
        if session.file == "day1.md"
    }
    assert _names(found["Taming the kettle"].speakers) == ["Anna Berg"]
    assert found["Taming the kettle"].speakers[0].line is None
    assert _names(found["Steam at scale for everyone"].speakers) == []


def test_two_rows_of_one_title_name_nobody() -> None:
    twice = SCHEDULE.replace("| 12:00 | Lunch | |", "| 12:00 | Taming the kettle | Paul Gruber |")
    (found,) = (
        session
        for session in sessions(
            ("notes.md", f"{twice}\n## Taming the kettle\n\nIt was hot.\n\n## Tea\n\nWet.\n")
        )
        if session.title == "Taming the kettle"
    )
    assert _names(found.speakers) == []


def test_a_second_line_of_the_title_may_stand_before_the_speaker() -> None:
    files = [
        (f"{title.split()[0].lower()}.md", f"## {title}\n\n### & why it is hot\n\n### {who}\n\nText of it.\n")
        for title, who in (
            ("Taming the kettle", "Anna Berg"),
            ("Steam at scale", "Tom Weaver"),
            ("Tea", "Ida Voss"),
        )
    ]
    assert [_names(session.speakers) for session in sessions(*files)] == [
        ["Anna Berg"],
        ["Tom Weaver"],
        ["Ida Voss"],
    ]


def test_a_pen_name_after_a_label_is_a_speaker() -> None:
    text = (
        "# 勉強会\n\n## やかんの話\n\n+ 登壇者 : anna_b さん( [anna_b](https://a.example) )\n\n本文です。\n"
    )
    assert _names(sessions(("study.md", text))[0].speakers) == ["anna_b"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("* Anna Berg - Spout\n* water is wet\n* steam is hot\n", ["Anna Berg"]),
        ("* Anna Berg @ Spout & Paul Gruber @ Kettleworks\n* water is wet\n", ["Anna Berg", "Paul Gruber"]),
        ("* Anna Berg\n  * Works on kettles\n* water is wet\n", ["Anna Berg"]),
        ("* Kettle Basics - overview\n* water is wet\n* steam is hot\n", []),
        ("* Boiling Point\n  * of water\n* steam is hot\n", []),
    ],
)
def test_the_first_entry_of_a_list_may_name_who_spoke(entries: str, expected: list[str]) -> None:
    (found,) = sessions(("taming.md", f"# Taming the kettle\n\n{entries}"))
    assert _names(found.speakers) == expected


def test_titles_that_list_name_and_company_first_are_shown_without_them() -> None:
    text = "# Kettle Days 2021\n\n" + "".join(
        f"### {who}, {where}, *{title}*\n\n- point\n\n"
        for who, where, title in (
            ("Anna Berg", "Spout", "Taming the wild kettle"),
            ("Tom Weaver", "University of Steam", "Steam at scale for everyone"),
            ("Ida Voss", "Kettleworks", "Whistles and how they sound"),
            ("Green Gruber", "Spout", "Water and what is in it"),
        )
    )
    found = sessions(("talks.md", text))
    assert [session.title for session in found] == [
        "Taming the wild kettle",
        "Steam at scale for everyone",
        "Whistles and how they sound",
        "Water and what is in it",
    ]
    assert [(who.name, who.company) for session in found for who in session.speakers] == [
        ("Anna Berg", "Spout"),
        ("Tom Weaver", "University of Steam"),
        ("Ida Voss", "Kettleworks"),
        ("Green Gruber", "Spout"),
    ]


def _report(*sentences: str) -> str:
    talks = [
        f"## {title}\n\n{sentence}\n"
        for title, sentence in zip(
            ("Kettles that sing all day", "Steam and what it drives", "Tea at home and away"),
            sentences,
            strict=True,
        )
    ]
    return "# Kettle Conf 2021\n\n" + "\n".join(talks)


def test_profiles_that_most_talks_of_a_file_link_to_first_are_those_of_speakers() -> None:
    text = _report(
        "En esta charla [Anna Berg](https://twitter.com/anna) nos hablaba de agua.",
        "De la mano de [Paul Gruber](https://twitter.com/paul) vimos vapor.",
        "Lo contaron [Ida Voss](https://x.com/ida) y [Tomas Weaver](https://x.com/tom). Estaba [Jo Harper](https://x.com/jo).",
    )
    assert [_names(session.speakers) for session in sessions(("day1.md", text))] == [
        ["Anna Berg"],
        ["Paul Gruber"],
        ["Ida Voss", "Tomas Weaver"],
    ]


def test_a_profile_that_one_talk_links_to_may_be_a_friend_s() -> None:
    text = _report("I went there with [Anna Berg](https://twitter.com/anna).", "It was wet.", "It was hot.")
    assert [_names(session.speakers) for session in sessions(("day1.md", text))] == [[], [], []]


def test_somebody_called_by_one_word_is_named_by_the_profile_of_that_name() -> None:
    talks = (
        ("Boiling water at scale", "[Anna Berg](https://www.facebook.com/a.berg)"),
        ("Why kettles whistle", "[Tim Lind](https://twitter.com/timlind)"),
        ("Descaling without fear", "[Lidmaster](https://twitter.com/lidmaster)"),
        ("Tea for all", "the makers of [Spout](https://twitter.com/drinkmore)"),
    )
    text = "# Kettle Conf 2014\n\n" + "".join(
        f"## {title}\n\nI saw {who} on stage.\n\n" for title, who in talks
    )
    found = [[who.name for who in session.speakers] for session in sessions(("conf.md", text))]
    assert found == [["Anna Berg"], ["Tim Lind"], ["Lidmaster"], []]


LEADING = "## {}\n\n{} boils water in a pot without a lid.\n\n"
HEADINGS = ("Taming the kettle at home", "Why lids rattle in the night", "Steam and where it goes")


def test_names_that_most_talks_of_a_file_begin_with_are_those_of_speakers() -> None:
    told = zip(HEADINGS, ("Anna Berg", "Paul Gruber and Tomas Weaver", "Peter Voss"), strict=True)
    text = "# Kettle Conf 2021\n\n" + "".join(LEADING.format(title, who) for title, who in told)
    assert [_names(one.speakers) for one in sessions(("day.md", text))] == [
        ["Anna Berg"],
        ["Paul Gruber", "Tomas Weaver"],
        ["Peter Voss"],
    ]


def test_one_talk_that_begins_with_a_name_may_tell_of_a_story() -> None:
    told = zip(HEADINGS, ("Anna Berg", "Nobody", "Everybody"), strict=True)
    text = "# Kettle Conf 2021\n\n" + "".join(LEADING.format(title, who) for title, who in told)
    assert [one.speakers for one in sessions(("day.md", text))] == [(), (), ()]


@pytest.mark.parametrize("address", ["https://kettles.social/@{}", "https://pots.town/@{}"])
def test_profiles_on_any_server_of_mastodon_are_those_of_people(address: str) -> None:
    people = ("Anna Berg", "Tomas Weaver", "Ida Voss")
    text = "# Kettle Conf 2021\n\n" + "".join(
        f"## {title}\n\nFor [{who}]({address.format('x' + who[:4])}) a pot is enough.\n\n"
        for title, who in zip(HEADINGS, people, strict=True)
    )
    assert [_names(one.speakers) for one in sessions(("day.md", text))] == [[who] for who in people]


@pytest.mark.parametrize("verb", ["zeigt", "zeigen", "erklärt", "stellt"])
def test_a_german_verb_in_the_present_tells_who_speaks(verb: str) -> None:
    text = f"# Kettle Conf 2021\n\n## Lids\n\nAnna Berg und Paul Gruber {verb} viel.\n\n## Pots\n\nHot.\n"
    assert _names(sessions(("day.md", text))[0].speakers) == ["Anna Berg", "Paul Gruber"]
