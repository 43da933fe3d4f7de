"""Which headings are sessions, in the shapes that notes come in."""

from __future__ import annotations

import pytest

from embeddings.notes import FolderConfig, Note
from tests.notes.reading import DAY, folder, sessions, titles


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


def test_the_config_overrules_the_rules() -> None:
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
