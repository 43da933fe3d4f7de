"""Speakers that the title names, and lines below it that only look like names."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions

OTHERS = (
    ("lids.md", "# Graduating to Lids - Jenny Berg\n\nUnderstand lids.\n"),
    ("cups.md", "# From large to small cups - Emma Voss\n\nSmall is enough.\n"),
    ("taps.md", "# The secret life of taps - Robert Lind\n\nThey drip.\n"),
)


@pytest.mark.parametrize(
    "below",
    [
        "[Kettle Stats]()\n",
        "[The Kettle Project](//kettle.example)\n\n## Evolving Expectations\n",
        "## Rising Steam\n",
    ],
)
def test_a_title_that_surely_names_somebody_is_believed_before_words_that_look_like_names(below: str) -> None:
    found = sessions(("four.md", f"# The four springs - David Obi\n\n{below}\nSome text.\n"), *OTHERS)
    assert [[who.name for who in session.speakers] for session in found if session.file == "four.md"] == [
        ["David Obi"]
    ]


def test_a_label_below_the_title_is_believed_before_the_title() -> None:
    text = "# The four springs - David Obi\n\nSpeaker: Nkechi Tovo\n\nSome text.\n"
    (session,) = [session for session in sessions(("four.md", text), *OTHERS) if session.file == "four.md"]
    assert [who.name for who in session.speakers] == ["Nkechi Tovo"]


def test_a_thing_and_what_it_is_before_the_speaker_are_both_of_the_title() -> None:
    title = "Inclusive Steam \\- Techniques for everyone \\- Derek Voss"
    (session,) = sessions(("steam.md", f"# {title}\n\nStoryboard of a kettle.\n"))
    assert [who.name for who in session.speakers] == ["Derek Voss"]
    assert "Techniques for everyone" in session.title


DAY = """\
# Security does not have to be loud - Victoria Lind

Text.

# Jenny Issling - Implementing Shapes in Kettles (Spout)

Text.

# Looking into Lids - Robert Ong

Text.

# Why kettles whistle - Emma Voss

Text.

# Short histories - a kettle in three centuries

Text.
"""


def test_a_name_may_stand_before_the_dash_where_others_stand_behind_it() -> None:
    found = {session.title.split(" (")[0]: session.speakers for session in sessions(("day1.md", DAY))}
    assert [who.name for who in found["Implementing Shapes in Kettles"]] == ["Jenny Issling"]
    assert [who.name for who in found["Looking into Lids"]] == ["Robert Ong"]
    assert found["Short histories - a kettle in three centuries"] == ()


def test_a_given_name_between_a_number_and_the_title_is_the_speaker() -> None:
    talks = ("Talk 1 - Hans - Building small cups", "Talk 2 - Emma - Why bother")
    text = "# Lightning talks\n\n" + "".join(f"## {talk}\n\nText.\n\n" for talk in talks)
    assert [[who.name for who in session.speakers] for session in sessions(("day1.md", text))] == [
        ["Hans"],
        ["Emma"],
    ]
