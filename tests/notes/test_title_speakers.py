"""Speakers in titles: at their end, and at their start where that is the custom."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.titles.habit import habit_of
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.people.titles.ways import NO_HABIT, Habit
from embeddings.records import Speaker
from tests.notes.reading import sessions

NAMES = Names(frozenset({"web", "client", "gateway", "monitoring", "steam", "color", "issues"}))


@pytest.mark.parametrize(
    ("title", "rest", "names"),
    [
        ("Steam without tears - Anna Berg", "Steam without tears", ["Anna Berg"]),
        (
            "Steam without tears by Anna Berg and Paul Gruber",
            "Steam without tears",
            ["Anna Berg", "Paul Gruber"],
        ),
        ("Steam without tears (Anna Berg, Spout University)", "Steam without tears", ["Anna Berg"]),
        ("Boiling steam with Anna Berg and Paul Gruber", "Boiling steam", ["Anna Berg", "Paul Gruber"]),
        ("Steam without tears - Anna Berg - Spout Works", "Steam without tears", ["Anna Berg"]),
        ("Steam without tears - Anna Berg - spout.example", "Steam without tears", ["Anna Berg"]),
        ("Steam - a story - Anna Berg", "Steam - a story", ["Anna Berg"]),
        ("Steam without tears (EN) Anna Berg @anna", "Steam without tears", ["Anna Berg"]),
        ("“Steam without tears” by Anna Berg (@anna)", "“Steam without tears”", ["Anna Berg"]),
        ("Steam by the cup by Anna Berg", "Steam by the cup", ["Anna Berg"]),
        ("Steam without tears (w/ Anna Berg)", "Steam without tears", ["Anna Berg"]),
        (
            "Steam without tears (with Ilo Vantz, Paul Gruber)",
            "Steam without tears",
            ["Ilo Vantz", "Paul Gruber"],
        ),
        ("Steam (feat. Anna Berg)", "Steam", ["Anna Berg"]),
        ("Steam without tears (with a kettle)", "Steam without tears (with a kettle)", []),
        ("Steam without tears (w/ GitOps)", "Steam without tears (w/ GitOps)", []),
        ("Steam (a tale: Anna Berg)", "Steam (a tale: Anna Berg)", []),
        ("Steam with Anna Day", "Steam with Anna Day", []),
        ("Everything on steam with Anna Day", "Everything on steam", ["Anna Day"]),
        ("Anna Berg keynote", "Anna Berg keynote", ["Anna Berg"]),
        (
            "Notas de la charla de Anna Berg en Gante",
            "Notas de la charla de Anna Berg en Gante",
            ["Anna Berg"],
        ),
        ("Anotações da palestra do Anna Berg", "Anotações da palestra do Anna Berg", ["Anna Berg"]),
        ("Notes from the talk on Steam Engines", "Notes from the talk on Steam Engines", []),
        ("Dr. Anna Berg's opening keynote", "Dr. Anna Berg's opening keynote", ["Anna Berg"]),
        (
            "Panel: Anna Berg, Paul Gruber, Jo Harper",
            "Panel: Anna Berg, Paul Gruber, Jo Harper",
            ["Anna Berg", "Paul Gruber", "Jo Harper"],
        ),
        (
            "Anna Berg - Chief Boiler, Engineer - Spout",
            "Anna Berg - Chief Boiler, Engineer - Spout",
            ["Anna Berg"],
        ),
        ("Boiling Kettles at Every Layer of the Stove", "Boiling Kettles at Every Layer of the Stove", []),
        ("Anna Berg, Spout, Steam in the wild", "Anna Berg, Spout, Steam in the wild", ["Anna Berg"]),
        ("Gateway keynote", "Gateway keynote", []),
        ("STEAM WITHOUT TEARS - ANNA BERG", "STEAM WITHOUT TEARS", ["ANNA BERG"]),
        ("STEAM WITHOUT TEARS - SPOUT WORKS", "STEAM WITHOUT TEARS - SPOUT WORKS", []),
        ("Keynote - Anna Berg", "Keynote - Anna Berg", ["Anna Berg"]),
        ("Live coding with Sonic Whistle", "Live coding with Sonic Whistle", []),
        ("Steam: the good, the bad", "Steam: the good, the bad", []),
        ("Steam - the good parts", "Steam - the good parts", []),
        (
            "Management with Kasten by Spout (sponsored by Spout)",
            "Management with Kasten by Spout (sponsored by Spout)",
            [],
        ),
    ],
)
def test_speakers_in_a_title(title: str, rest: str, names: list[str]) -> None:
    text, found = split_title(title, NAMES, 1, NO_HABIT)
    assert (text, [who.name for who in found]) == (rest, names)


def test_names_lead_titles_by_habit_only() -> None:
    titles = ["Anna Berg - Steam", "Paul Gruber - Whistles", "Tea"]
    assert habit_of(titles, NAMES) == Habit(leading=True)
    assert habit_of(titles[:1], NAMES) == NO_HABIT
    assert split_title(titles[0], NAMES, 1, Habit(leading=True)) == ("Steam", [Speaker("Anna Berg", line=1)])


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (
            ["Steam for all - Will Spoutley", "Whistles - Per Lidström", "Cups - Kyle Day"],
            [
                ("Steam for all", "Will Spoutley"),
                ("Whistles", "Per Lidström"),
                ("Cups", "Kyle Day"),
            ],
        ),
        (
            ["Vapor para todos de Juana Olla", "Silbatos de Pedro Caño", "Tazas de Luz Tetera"],
            [("Vapor para todos", "Juana Olla"), ("Silbatos", "Pedro Caño"), ("Tazas", "Luz Tetera")],
        ),
        (
            ["Steam 101 (홍길동)", "Whistles (김철수)", "Cups that stack (이영희)"],
            [("Steam 101", "홍길동"), ("Whistles", "김철수"), ("Cups that stack", "이영희")],
        ),
    ],
)
def test_odd_names_are_names_where_most_titles_end_in_one(
    titles: list[str], found: list[tuple[str, str]]
) -> None:
    habit = habit_of(titles, NAMES)
    split = [split_title(title, NAMES, 1, habit) for title in titles]
    assert [(title, who[0].name) for title, who in split] == found
    assert [split_title(title, NAMES, 1)[1] for title in titles] == [[], [], []]


def test_names_before_the_titles() -> None:
    text = "# Anna Berg - Kettles in the field\n\ntext\n\n# Paul Gruber - A whistle for everyone\n\ntext\n"
    assert [(s.title, s.speakers[0].name) for s in sessions(("day-1.md", text))] == [
        ("Kettles in the field", "Anna Berg"),
        ("A whistle for everyone", "Paul Gruber"),
    ]


@pytest.mark.parametrize(
    ("heading", "title", "who"),
    [
        ("「静かに沸かす技術」 山田花子 (株式会社やかん)", "静かに沸かす技術", "山田花子"),
        ("「静かに沸かす技術」 from yakan", "静かに沸かす技術", "yakan"),
        ("基調講演「静かに沸かす技術」 by 山田花子", "静かに沸かす技術", "山田花子"),
        ("《安静地烧水》王晓明", "安静地烧水", "王晓明"),
        ("„Kochen ohne Lärm“, Paul Gruber", "Kochen ohne Lärm", "Paul Gruber"),
    ],
)
def test_who_stands_behind_a_title_in_quotation_marks_is_its_speaker(
    heading: str, title: str, who: str
) -> None:
    (session,) = sessions(("talk.md", f"# {heading}\n\nText of the talk.\n"))
    assert (session.title, [person.name for person in session.speakers]) == (title, [who])


def test_lines_that_end_in_a_speaker_are_titles_where_nothing_else_is() -> None:
    talks = {
        "Ferver sem som": "Eduarda Quintela",
        "Canos pequenos": "Tomé Varela",
        "Vapor": "Ana Reis",
    }
    text = "# Dia 1\n\n" + "\n".join(f"**{title}** - {who}\n\nO que disse.\n" for title, who in talks.items())
    found = sessions(("dia1.md", text))
    assert {session.title: session.speakers[0].name for session in found} == talks


@pytest.mark.parametrize(
    ("heading", "title", "who"),
    [
        ("Keynote (Anna Berg): The end of lids", "The end of lids", "Anna Berg"),
        ("Talk by Anna Berg: The end of lids", "The end of lids", "Anna Berg"),
        ("山田花子さん「静かに沸かす技術」", "静かに沸かす技術", "山田花子"),
        ("王晓明：《安静地烧水》", "安静地烧水", "王晓明"),
        ("The end of lids — Anna Berg 🇦🇹", "The end of lids", "Anna Berg"),
        ("La fin des couvercles - Maître Anna Berg", "La fin des couvercles", "Anna Berg"),
    ],
)
def test_a_speaker_stands_before_a_title_or_with_a_flag_or_a_form_of_address(
    heading: str, title: str, who: str
) -> None:
    (session,) = sessions(("day.md", f"# Day 1\n\n## {heading}\n\nText of the talk.\n"))
    assert (session.title, [person.name for person in session.speakers]) == (title, [who])


def test_what_a_thing_is_made_with_is_no_speaker_however_many_titles_end_so() -> None:
    made = ("Quiet boiling with Kessel Werk", "Bending pipes with Copper Studio", "Valves with Spring Master")
    found = sessions(("day.md", "# Day 1\n\n" + "\n".join(f"## {title}\n\nText.\n" for title in made)))
    assert [(session.title, session.speakers) for session in found] == [(title, ()) for title in made]


def test_names_and_colons_before_all_titles_are_speakers_but_topics_before_some_are_none() -> None:
    who = ("Orsolya Varga", "Tjark Brandsma", "Nkechi Obi")
    text = "# Day 1\n\n" + "\n".join(f"## {name}: On kettles of {name[0]}\n\nText.\n" for name in who)
    found = sessions(("day.md", text))
    assert [session.speakers[0].name for session in found] == list(who)
    more = "".join(f"\n## A talk on {thing}\n\nText.\n" for thing in ("lids", "steam", "scale"))
    assert next(iter(sessions(("day.md", text + more)))).title == "Orsolya Varga: On kettles of O"


@pytest.mark.parametrize(
    ("title", "shown", "who"),
    [
        ("Boiling at home - Anna Berg / Tom Weaver", "Boiling at home", ["Anna Berg", "Tom Weaver"]),
        ("Anna Berg, over warme ketels", "warme ketels", ["Anna Berg"]),
        ("Anna Berg on the art of boiling", "the art of boiling", ["Anna Berg"]),
        ("Warme ketels voor iedereen door Anna Berg", "Warme ketels voor iedereen", ["Anna Berg"]),
        ("Docker Swarm on bare metal", "Docker Swarm on bare metal", []),
        ("Reflections on a reluctant kettle", "Reflections on a reluctant kettle", []),
    ],
)
def test_who_spoke_about_what(title: str, shown: str, who: list[str]) -> None:
    names = Names()
    rest, people = split_title(title, names, 1)
    assert (rest, [person.name for person in people]) == (shown, who)


def test_two_who_spoke_about_something_are_two_sessions() -> None:
    text = "# Kettle Conf\n\n## Anna Berg, over warme ketels\n\nText.\n\n## Tom Weaver, over thee\n\nMore.\n"
    found = sessions(("kettles.md", text))
    assert [session.title for session in found] == ["warme ketels", "thee"]


def test_titles_in_capitals_end_in_odd_names_where_most_do() -> None:
    talks = [("VAPOR SIN FIN", "YLVA KETIL"), ("TAPAS Y ASAS", "ORMO VANTZ"), ("TÉ PARA TODOS", "ILKA SPROG")]
    text = "# TETERAS 2019\n\n" + "".join(
        f"## {title}, DE {who}\n\nHierve el agua.\n\n" for title, who in talks
    )
    assert [(s.title, [who.name for who in s.speakers]) for s in sessions(("teteras.md", text))] == [
        (title, [who]) for title, who in talks
    ]


def test_a_colon_at_the_end_of_all_headings_is_no_part_of_titles_and_names() -> None:
    talks = [("Boiling steam with care", "Anna Berg"), ("Whistles", "Paul Gruber"), ("Lids", "Jo Harper")]
    text = "# Kettle Conf 2019:\n\n" + "".join(
        f"## {title} - {who}:\n\nIt boils.\n\n" for title, who in talks
    )
    assert [(s.title, [who.name for who in s.speakers]) for s in sessions(("day1.md", text))] == [
        (title, [who]) for title, who in talks
    ]


def test_notes_that_are_called_by_who_spoke_name_the_speaker() -> None:
    (found,) = sessions(("Thursday/9:00am_anna-berg.md", "# Anna Berg\n\n- kettles whistle all day\n"))
    assert [who.name for who in found.speakers] == ["Anna Berg"]


def test_a_day_before_who_spoke_is_no_part_of_the_title() -> None:
    day = "# Kettle talks\n\n" + "".join(
        f"## 2016.11.{day} {who} - {title}\n\nIt boils.\n\n"
        for day, who, title in (
            ("30", "Anna Berg", "Why kettles whistle"),
            ("28", "Jo Harper", "Lids for all"),
        )
    )
    assert [(s.title, [who.name for who in s.speakers]) for s in sessions(("talks.md", day))] == [
        ("Why kettles whistle", ["Anna Berg"]),
        ("Lids for all", ["Jo Harper"]),
    ]
