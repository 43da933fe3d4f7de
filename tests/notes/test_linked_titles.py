"""Programmes whose talks are called by the text of the last link of a heading or a list item."""

from __future__ import annotations

from tests.notes.reading import sessions, titles

TEXT = "Water boils sooner under a lid, and the lid keeps the steam."
TALKS = ("Taming the kettle", "Steam at scale", "Lids for everybody")


def _programme(*openings: str) -> str:
    talks = zip(openings, TALKS, strict=True)
    return "# Kettle Conf 2021\n\n" + "\n\n".join(
        f"{opening}[{talk}](https://kettle.example/t)\n\n    {TEXT}" for opening, talk in talks
    )


def test_a_slot_before_the_link_is_no_part_of_the_title() -> None:
    for text in (
        _programme("## Slot 1 - Room A - ", "## Slot 2 - Room B - ", "## Slot 3 - Room A - "),
        _programme("- 10:00 Room A ", "- 11:00 Room A ", "- 12:00 - 12:30 Room B "),
    ):
        assert titles(("kettleconf.md", text)) == list(TALKS)


def test_who_stands_before_the_link_is_the_speaker() -> None:
    for mark in ("## ", "- "):
        text = _programme(
            *(f"{mark}[{name}](https://x.com/me) — " for name in ("Anna Berg", "Tomas Weaver", "Ida Voss"))
        )
        found = sessions(("kettleconf.md", text))
        assert [one.title for one in found] == list(TALKS)
        assert [who.name for one in found for who in one.speakers] == [
            "Anna Berg",
            "Tomas Weaver",
            "Ida Voss",
        ]


def test_words_of_a_title_before_its_link_stay() -> None:
    text = _programme("## Never fear: ", "## The endless story of ", "## Pots, pans and ")
    assert titles(("kettleconf.md", text))[0] == "Never fear: Taming the kettle"
