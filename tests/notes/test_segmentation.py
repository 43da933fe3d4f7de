"""Which headings are sessions, in the shapes that notes come in."""

from __future__ import annotations

from textwrap import dedent

import pytest

from embeddings.notes import Folder, FolderConfig, Note, Source, read
from embeddings.records import Session


def folder(*files: tuple[str, str], config: FolderConfig | None = None) -> Folder:
    return read([Source(name, dedent(text).encode()) for name, text in files], config or FolderConfig())


def sessions(*files: tuple[str, str], config: FolderConfig | None = None) -> list[Session]:
    return [entry.session for note in folder(*files, config=config).notes for entry in note.sessions]


def titles(*files: tuple[str, str], config: FolderConfig | None = None) -> list[str]:
    return [session.title for session in sessions(*files, config=config)]


DAY = """\
    # Kettle Conf 2021 | Day 2 - Tuesday, Oct. 5

    ## Breakfast

    Toast.

    ----

    ## Boiling water at scale (sponsored by [Spout](https://spout.example))

    Jo Harper - Chief Boiler - Spout
    Sam Okoro - Engineer

    Text of the talk.

    [See it here!](https://youtu.be/abc)

    ----

    ## The kettle and the cloud: why steam is not a metaphor

    An abstract of some length that names nobody and goes on about steam for a while.
    """


def test_a_day_of_second_level_headings() -> None:
    breakfast, boiling, cloud = sessions(("day2.md", DAY))
    assert breakfast.kind == "other"
    assert boiling.title == "Boiling water at scale (sponsored by Spout)"
    assert boiling.sponsor == "Spout"
    assert [(who.name, who.role, who.company) for who in boiling.speakers] == [
        ("Jo Harper", "Chief Boiler", "Spout"),
        ("Sam Okoro", "Engineer", None),
    ]
    assert [(link.label, link.recording) for link in boiling.recordings] == [("Recording", True)]
    assert (cloud.speakers, cloud.kind) == ((), "talk")
    assert {session.day for session in (breakfast, boiling, cloud)} == {"Day 2"}
    assert {session.date for session in (breakfast, boiling, cloud)} == {"2021-10-05"}
    assert {session.event for session in (breakfast, boiling, cloud)} == {"Kettle Conf 2021"}


def test_identities_stay_when_other_sessions_change() -> None:
    before = {session.title: session.id for session in sessions(("day2.md", DAY))}
    after = {
        session.title: session.id
        for session in sessions(("day2.md", DAY.replace("## Breakfast", "## Lunch")))
    }
    assert before["The kettle and the cloud: why steam is not a metaphor"] == (
        "day2/the-kettle-and-the-cloud-why-steam-is-not-a-metaphor"
    )
    assert all(after[title] == name for title, name in before.items() if title != "Breakfast")


def test_a_group_of_third_level_headings_beside_sessions() -> None:
    found = sessions(
        (
            "one.md",
            """\
            # Kettle Conf - Day 1
            ## Keynote
            ### The evolution of steam
            **Ada Palmer (Spout)**

            - point
            ### The whistle project
            **Leo Brandt (Kettleworks), Ida Voss (Spout)**

            - point
            ## Descaling as a way of life ##

            **Nora Fuchs**

            - point
            """,
        )
    )
    assert [(session.title, session.group) for session in found] == [
        ("The evolution of steam", "Keynote"),
        ("The whistle project", "Keynote"),
        ("Descaling as a way of life", None),
    ]
    assert [who.name for who in found[1].speakers] == ["Leo Brandt", "Ida Voss"]


def test_several_talks_a_file_with_their_parts_below() -> None:
    found = sessions(
        (
            "room.md",
            """\
            # Kettles in the field - Anna Berg

            ## Abstract

            Text.

            ## Questions

            None.

            # A whistle for everyone - Paul Gruber

            ## Notes

            Text.
            """,
        )
    )
    assert [(session.title, session.speakers[0].name) for session in found] == [
        ("Kettles in the field", "Anna Berg"),
        ("A whistle for everyone", "Paul Gruber"),
    ]


def test_names_before_the_titles() -> None:
    text = "# Anna Berg - Kettles in the field\n\ntext\n\n# Paul Gruber - A whistle for everyone\n\ntext\n"
    assert [(s.title, s.speakers[0].name) for s in sessions(("day-1.md", text))] == [
        ("Kettles in the field", "Anna Berg"),
        ("A whistle for everyone", "Paul Gruber"),
    ]


def test_a_file_is_one_talk_and_its_headings_are_parts() -> None:
    (session,) = sessions(
        (
            "20190312-why-kettles-fail.md",
            """\
            KTL301
            Why kettles fail

            Tom Weaver
            Rita Novak

            # Limescale

            - text

            # What to do

            ## Vinegar

            - text
            """,
        )
    )
    assert (session.title, session.code, session.date) == ("Why kettles fail", "KTL301", "2019-03-12")
    assert session.day == "2019-03-12"
    assert [who.name for who in session.speakers] == ["Tom Weaver", "Rita Novak"]


def test_bold_lines_are_titles_where_nothing_else_is() -> None:
    text = """\
        # Kettle Week

        **Steam without tears**

        Anna Berg (Spout)

        Text.

        **Never boil twice.**

        More text.

        **The silent whistle**

        Paul Gruber (Kettleworks)

        Text.
        """
    assert titles(("week.md", text)) == ["Steam without tears", "The silent whistle"]


def test_outermost_items_are_titles_where_they_name_speakers() -> None:
    text = """\
        # Kettle night, 3 May 2022

        - Steam without tears - Anna Berg
          - boil once
          - pour slowly
        - The silent whistle - Paul Gruber
          - no whistle
        """
    found = sessions(("night.md", text))
    assert [(session.title, session.speakers[0].name) for session in found] == [
        ("Steam without tears", "Anna Berg"),
        ("The silent whistle", "Paul Gruber"),
    ]
    assert {session.date for session in found} == {"2022-05-03"}


def test_points_of_a_talk_are_no_sessions() -> None:
    text = "# Steam without tears\n\nAnna Berg - Engineer\n\n- Boil - once\n  - really\n- Pour - slowly\n"
    assert titles(("steam-without-tears.md", text)) == ["Steam without tears"]


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


def test_an_index_holds_no_session() -> None:
    index = """\
        # Kettle Conf 2020

        - [The silent whistle](silent-whistle.md)
        - [Steam without tears](steam.md)
        - [Descaling](descaling.md)
        """
    others = [
        (f"{name}.md", f"# {name}\n\nby Anna Berg\n\ntext\n")
        for name in ("silent-whistle", "steam", "descaling")
    ]
    assert {session.file for session in sessions(("README.md", index), *others)} == {
        name for name, _ in others
    }


def test_a_readme_that_holds_the_notes_is_read() -> None:
    assert len(sessions(("README.md", DAY))) == 3


def test_wish_lists_and_contents_are_no_sessions() -> None:
    text = (
        DAY + "\n    ## Talks I want to watch\n\n    - one\n    - two\n\n    ## Contents\n\n    - [a](#a)\n"
    )
    assert len(sessions(("day2.md", text))) == 3


def test_a_rule_right_under_text_makes_no_session() -> None:
    text = DAY.replace("    Text of the talk.\n", "    A farewell, see you tomorrow.\n    ----\n")
    assert len(sessions(("day2.md", text))) == 3


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


def test_a_session_in_two_files_names_both_places() -> None:
    first, second = sessions(
        ("a.md", "# Steam by Anna Berg\n\ntext\n"), ("b.md", "# Steam by Anna Berg\n\ntext\n")
    )
    assert (first.also, second.also) == (("b.md:1",), ("a.md:1",))
    assert first.id != second.id


def test_config_overrule_the_rules() -> None:
    text = "# One\n\n## Two\n\ntext\n\n### Three\n\ntext\n\n### Four\n\ntext\n"
    assert titles(("n.md", text), config=FolderConfig(level=3)) == ["Three", "Four"]
    assert len(titles(("n.md", text), config=FolderConfig(level="file"))) == 1
    assert titles(("n.md", text), config=FolderConfig(exclude=("*.md",))) == []


def test_uncertain_structure_is_said() -> None:
    note: Note = folder(
        ("n.md", "# Kettles\n\n## Steam and water\n\ntext\n\n## Fire and tea\n\ntext\n")
    ).notes[0]
    uncertain = [finding.message for finding in note.findings if finding.rule == "structure-uncertain"]
    assert len(uncertain) <= 1
    assert note.sessions


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "# Bouilloires\n\nLa vapeur est dans la bouilloire et les tasses sont sur la table pour vous.",
            "fr",
        ),
        ("# 水壶\n\n水烧开了以后，壶会发出声音。", "zh"),
        ("# やかん\n\nお湯が沸くとやかんが鳴ります。", "ja"),
        ("# Kettles\n\nThe water is in the kettle.", "en"),
    ],
)
def test_the_language_of_a_session(text: str, language: str) -> None:
    assert sessions(("n.md", text))[0].language == language


def test_a_day_with_one_talk_whose_title_could_be_a_name_is_a_day() -> None:
    text = """\
        # Kesselforum 2022

        ## Dienstag, 13. September 2022

        ### Dampf in der Praxis
        Referent: Annegret Pöhlmann

        Kessel kosten Kraft.

        ### Alte Kessel ablösen ohne Knall
        Referent: Jörg Küstermann

        Es dauerte drei Jahre.

        ## Mittwoch, 14. September 2022

        ### Sichere Dampfleitungen
        Referentin: Annegret Pöhlmann

        Jede Leitung prüfen.
        """
    found = sessions(("notizen.md", text))
    assert [(s.title, s.date, [p.name for p in s.speakers]) for s in found] == [
        ("Dampf in der Praxis", "2022-09-13", ["Annegret Pöhlmann"]),
        ("Alte Kessel ablösen ohne Knall", "2022-09-13", ["Jörg Küstermann"]),
        ("Sichere Dampfleitungen", "2022-09-14", ["Annegret Pöhlmann"]),
    ]


@pytest.mark.parametrize("title", ["Notes", "Notizen", "Apuntes"])
def test_a_file_under_the_title_notes_is_taken_apart(title: str) -> None:
    text = f"""\
        # {title}

        ## Tuesday, 13 September 2022

        ### Steam in practice
        Speaker: Ann Pohl

        Kettles cost power.

        ### Old kettles
        Speaker: Jon Kust

        It was slow.

        ## Wednesday, 14 September 2022

        ### Safe steam pipes
        Speaker: Ann Pohl

        Check every pipe.
        """
    found = sessions(("a.md", text))
    assert [(s.title, s.date) for s in found] == [
        ("Steam in practice", "2022-09-13"),
        ("Old kettles", "2022-09-13"),
        ("Safe steam pipes", "2022-09-14"),
    ]


def test_a_talk_whose_text_is_under_the_title_notes_is_one_session() -> None:
    text = """\
        ---
        title: Steam in practice
        speaker: Ann Pohl
        ---

        # Notes

        ## Why steam

        Kettles cost power.

        ## What they tried

        It was slow.
        """
    assert titles(("steam.md", text)) == ["Steam in practice"]
