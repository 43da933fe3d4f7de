"""What stands beside names in a line, companies behind "de" and nicknames, and what stands before them."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions


@pytest.mark.parametrize(
    ("line", "name", "company"),
    [
        ("Par Bruno Voss de Spout", "Bruno Voss", "Spout"),
        ("Par Bruno Voss de Spout Bordeaux (@bvoss)", "Bruno Voss", "Spout Bordeaux"),
        ("Par Jean-Michel Lind (@jml) de CrossLid", "Jean-Michel Lind", "CrossLid"),
        ("Par Loïc Lind d'Eizhel", "Loïc Lind", "Eizhel"),
        ("Par Anne de Kettel", "Anne de Kettel", None),
        ("por Ana Lind de SpoutWorks", "Ana Lind", "SpoutWorks"),
        ("por Ana Paula da Silva", "Ana Paula da Silva", None),
        ("por Fernanda Oliveira de Souza", "Fernanda Oliveira de Souza", None),
        ("von Karl Theodor von Kesselberg", "Karl Theodor von Kesselberg", None),
        ("von Anna Berg aus Berlin", "Anna Berg", "Berlin"),
        ("By Michael (Mick) Lind", "Michael (Mick) Lind", None),
        ("By Michael (Mick) Lind (Spout)", "Michael (Mick) Lind", "Spout"),
    ],
)
def test_what_stands_behind_of_is_a_company_where_it_cannot_be_the_name(
    line: str, name: str, company: str | None
) -> None:
    (session,) = sessions(("steam.md", f"# Steam at scale\n\n{line}\n\nA talk of kettles and steam.\n"))
    assert [(who.name, who.company) for who in session.speakers] == [(name, company)]


def test_a_folder_whose_speakers_mostly_stand_before_of_names_their_companies() -> None:
    lines = ("por Ana Lind de Caldera", "por Marta Voss de Vapor", "por Luis Obi de Grifo", "por Elena Brook")
    found = sessions(
        *((f"{n}.md", f"# Steam at scale {n}\n\n{line}\n\nText.\n") for n, line in enumerate(lines))
    )
    assert [(who.name, who.company) for session in found for who in session.speakers] == [
        ("Ana Lind", "Caldera"),
        ("Marta Voss", "Vapor"),
        ("Luis Obi", "Grifo"),
        ("Elena Brook", None),
    ]


def test_a_table_of_contents_may_stand_between_the_title_and_the_speaker() -> None:
    contents = "- [1. Steam](#1-steam)\n  - [1.1. Why](#11-why)\n"
    (session,) = sessions(
        ("steam.md", f"# 1. Steam\n\n{contents}\nPar Anna Berg, Spout\n\n## 1.1. Why\n\n- Text.\n")
    )
    assert [who.name for who in session.speakers] == ["Anna Berg"]
