"""Who leads a discussion is told apart from those who speak in it."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions

SPEAKERS = ["Jo Harper", "Ida Voss"]


@pytest.mark.parametrize(
    ("title", "lines", "role"),
    [
        ("Panel: steam", "Moderator: Anna Berg\nPanelists: Jo Harper (Spout), Ida Voss (Lid)", "Moderator"),
        ("Podium zum Dampf", "Moderation: Anna Berg\nPodium: Jo Harper, Ida Voss", "Moderation"),
        (
            "Table ronde",
            "Animatrice : Anna Berg\nIntervenant·e·s : Jo Harper et Ida Voss",
            "Animatrice",
        ),
        (
            "Mesa redonda",
            "**Mediadora:** Anna Berg\n**Participantes:** Jo Harper, Ida Voss",
            "Mediadora",
        ),
        ("A talk on steam", "- Host: Anna Berg\n- Speakers: Jo Harper, Ida Voss", "Host"),
    ],
)
def test_who_leads_stands_after_those_who_speak_with_the_word_of_the_notes_as_role(
    title: str, lines: str, role: str
) -> None:
    (session,) = sessions(("day.md", f"# Day 1\n\n## {title}\n\n{lines}\n\nSteam will be lighter.\n"))
    assert [(who.name, who.role) for who in session.speakers][:2] == [(who, None) for who in SPEAKERS]
    assert [(who.name, who.role) for who in session.speakers][2:] == [("Anna Berg", role)]


def test_those_who_attend_a_meeting_are_no_speakers() -> None:
    (session,) = sessions(
        (
            "steam.md",
            "# A talk on steam\n\nParticipants: Jo Harper, Ida Voss\n\nSteam is let out by a valve.\n",
        )
    )
    assert session.speakers == ()


@pytest.mark.parametrize(
    "label", ["Intervenant·e", "Orador(a)", "Ponente/s", "Intervenant.e.s", "Vortragende", "Gäste"]
)
def test_a_label_of_both_genders_names_who_spoke(label: str) -> None:
    (session,) = sessions(("day.md", f"# Jour 1\n\n## La vapeur\n\n{label} : Jo Harper\n\nUne soupape.\n"))
    assert [who.name for who in session.speakers] == ["Jo Harper"]
