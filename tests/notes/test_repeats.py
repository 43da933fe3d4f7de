"""What recurs in the files of a folder is no title, and tells what their titles are."""

from __future__ import annotations

import pytest

from tests.notes.reading import titles

KETTLES = ("Boiling water at scale", "Why kettles whistle", "Descaling without fear")


@pytest.mark.parametrize(
    "before",
    [
        "[Back to the start](../start.md)",
        "#kettles #conference",
        "Kettle Conf 2021, Harbour Hall",
        "Table {number}, round {number}",
        "# kettle-conf-notes\nNotes from February",
    ],
    ids=["a way back", "tags", "the event", "a place with a number", "a heading and a line"],
)
def test_a_line_that_all_files_begin_with_is_not_their_title(before: str) -> None:
    files = [
        (f"t{number}.md", f"{before.format(number=number)}\n\n{title}\n\n## Steam\n\n- It is hot here.\n")
        for number, title in enumerate(KETTLES)
    ]
    assert titles(*files) == list(KETTLES)


def test_headings_that_all_files_share_are_sections_in_any_language() -> None:
    files = [
        (f"{title}.md", f"# Gozlemler\n\n- {title} is told at length.\n\n# Dusunceler\n\n- Good.\n")
        for title in KETTLES
    ]
    assert titles(*files) == list(KETTLES)


def test_a_heading_that_gathers_the_sessions_of_every_file_hides_none() -> None:
    def report(event: str, *talks: str) -> str:
        parts = [f'## Talk {number}: "{talk}"\n\n- point\n' for number, talk in enumerate(talks, 1)]
        return f"---\ntitle: I went to {event}\n---\n\n# Neden\n\n- tea\n\n# Icerik\n\n" + "\n".join(parts)

    found = titles(
        ("2020-01-02-one.md", report("the first one", *KETTLES[:2])),
        ("2020-02-02-two.md", report("the second one", "Tea leaves and leavers", KETTLES[2])),
        ("2020-03-02-three.md", report("the third one", "Cups and saucers for all", "Spouts that pour well")),
    )
    assert len(found) == 6
    assert "Boiling water at scale" in found


def test_titles_that_differ_by_a_number_alone_are_of_events() -> None:
    def evening(number: int, *talks: str) -> str:
        parts = [f"## {talk}\n\nBy Anna Berg, engineer @ Spout\n\nText of it.\n" for talk in talks]
        return f'---\ntitle: "Kettles Share and Talk #{number}"\n---\n\n' + "\n".join(parts)

    found = titles(("k5.md", evening(5, *KETTLES[:2])), ("k6.md", evening(6, KETTLES[2])))
    assert found == list(KETTLES)


@pytest.mark.parametrize(
    "name",
    ["02b-lightning-talks.md", "LightningTalks-Part1.md", "Keynote3.md", "03-morning-talks-continued.md"],
)
def test_a_file_named_by_the_kind_of_its_sessions_holds_several(name: str) -> None:
    text = "\n".join(f"# {title}\n\n- point\n" for title in KETTLES)
    other = "# One long talk on tea\n\n- point\n"
    assert titles((name, text), ("tea.md", other))[:3] == list(KETTLES)


def test_a_talk_with_several_first_level_headings_is_one_where_the_file_is_named_by_its_title() -> None:
    text = "# Boiling water for everyone\n\n- point\n\n# Steam\n\n- point\n\n# Whistles\n\n- point\n"
    assert titles(("BoilingWater.md", text)) == ["Boiling water for everyone"]


def test_a_file_that_is_named_by_a_title_is_called_by_it_where_its_first_line_says_something_else() -> None:
    files = [
        (f"{title}.md", f"Needs {number} litres\n\n- point\n") for number, title in enumerate(KETTLES, 7)
    ]
    assert titles(*files) == list(KETTLES)


def test_the_mark_of_an_exported_file_is_no_part_of_its_title() -> None:
    name = "Why kettles whistle 0f1e2d3c4b5a69788796a5b4c3d2e1f0.md"
    assert titles((name, "Anna Berg - Spout\n\nThey do.\n")) == ["Why kettles whistle"]


SLOTS = ("Opening keynote", "Panel discussion", "Lightning talks", "Customer stories", "Closing remarks")
PEOPLE = ("Ada Quell", "Bo Rask", "Cid Dorn", "Dee Ekman", "Eve Foss")


def test_slots_that_recur_on_each_day_are_sessions_of_each_day() -> None:
    def day(number: int) -> str:
        parts = [
            f"## {slot}\n\n{name} - Engineer - Spout\n\nKettle {number} was told of at length.\n"
            for slot, name in zip(SLOTS, PEOPLE, strict=True)
        ]
        return f"# Kettle Conf 2021 | Day {number}\n\n" + "\n".join(parts)

    assert titles(*((f"day{n}.md", day(n)) for n in (1, 2, 3))) == [*SLOTS] * 3


def test_what_recurs_beside_talks_is_a_session_too() -> None:
    def day(number: int) -> str:
        talks = [f"{title}, part {number}" for title in KETTLES]
        parts = [f"## {title}\n\nAda Quell - Engineer - Spout\n\nText.\n" for title in talks]
        return f"# Kettle Conf 2021 | Day {number}\n\n" + "\n".join(
            [*parts, "## Drinks on the roof\n\nTea.\n"]
        )

    found = titles(*((f"day{n}.md", day(n)) for n in (1, 2, 3)))
    assert found.count("Drinks on the roof") == 3
    assert len(found) == 12


def test_a_heading_under_each_talk_of_a_file_is_a_section_in_whatever_language() -> None:
    talks = ("Boiling water at scale", "Pipes for small houses", "Steam")
    text = "# Kettle Conf 2021\n\n" + "\n".join(
        f"## {number}. {talk}\n\n### Zapisnik\n\n```\nwhat was said\n```\n"
        for number, talk in enumerate(talks)
    )
    assert titles(("kettle/0404.md", text)) == list(talks)


def test_what_comes_again_under_each_day_is_no_section() -> None:
    day = "## Day {n}\n\n### Lunch\n\nSoup.\n\n### Steam in {n} parts\n\nIda Voss\n\nText.\n"
    found = titles(("kettle.md", "# Kettle Conf\n\n" + "\n".join(day.format(n=n) for n in (1, 2, 3))))
    assert found == [title for n in (1, 2, 3) for title in ("Lunch", f"Steam in {n} parts")]
