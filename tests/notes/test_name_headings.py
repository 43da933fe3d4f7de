"""Headings that are only the name of who spoke."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions, titles

TALKS = {
    "Orsolya Varga": "Boiling water at scale",
    "Tjark Brandsma": "Pipes for small houses",
    "Nkechi Obi": "Steam for beginners",
}


@pytest.mark.parametrize("form", ["**{0}**", "“{0}”", "「{0}」"])
def test_the_marked_line_below_a_name_is_the_title_of_the_talk(form: str) -> None:
    text = "# Kettle Conf, day 1\n\n" + "\n".join(
        f"## {who}\n\n{form.format(title)}\n\nPressure matters.\n" for who, title in TALKS.items()
    )
    found = sessions(("day1.md", text))
    assert {session.title: [who.name for who in session.speakers] for session in found} == {
        title: [who] for who, title in TALKS.items()
    }
    assert [session.line for session in found] == [3, 9, 15]


def test_one_name_among_other_headings_is_no_title() -> None:
    text = (
        "# Boiling water at scale\n\n## Orsolya Varga\n\n**Engineer of steam**\n\n## Pressure\n\nMatters.\n"
        "\n## Valves\n\nTwo springs.\n"
    )
    assert titles(("boiling.md", text)) == ["Boiling water at scale"]


@pytest.mark.parametrize("upper", [("who",), ("title",), ("who", "title", "who")])
def test_a_heading_over_another_without_text_between_are_a_title_and_its_speaker(
    upper: tuple[str, ...],
) -> None:
    parts = []
    for number, (who, title) in enumerate(TALKS.items()):
        first, second = (who, title) if upper[number % len(upper)] == "who" else (title, who)
        parts.append(f"# {first}\n## {second}\n\nPressure matters.\n\n### Valves\n\nTwo springs.\n")
    found = sessions(("conf.md", "\n".join(parts)))
    assert {session.title: [who.name for who in session.speakers] for session in found} == {
        title: [who] for who, title in TALKS.items()
    }


def test_a_name_below_one_heading_alone_stays_a_section() -> None:
    text = (
        "# Boiling water at scale\n\n## Orsolya Varga\n\nShe boils.\n\n## Pressure\n\nMatters.\n"
        "\n## Valves\n\nTwo springs.\n"
    )
    assert titles(("boiling.md", text)) == ["Boiling water at scale"]
