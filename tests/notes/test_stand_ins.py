"""Titles that are no headings: plain lines over lists or between rules."""

from __future__ import annotations

from tests.notes.reading import folder, titles


def evening(date: str, *topics: str) -> str:
    voted = "\n\n".join(
        f"{topic} ({votes} votes)\n- It was said.\n- More." for votes, topic in enumerate(topics, 2)
    )
    wished = "\n".join(f"- {topic.upper()}" for topic in topics)
    return f"![Our wall](wall.png)\n\nTea Circle {date}\n8 guests\n\nAll Wishes\n{wished}\n\n{voted}\n"


def test_plain_lines_over_lists_are_sessions_where_the_file_is_of_a_day() -> None:
    found = titles(
        ("2021.01.02.md", evening("01/02/2021", "Which kettle to buy", "Whistles in the morning")),
        ("2021.02.02.md", evening("02/02/2021", "Scale and how to lose it", "Tea without water")),
        ("2021.03.02.md", evening("03/02/2021", "Cups against mugs", "A pot for everyone here")),
    )
    assert [title.split(" (")[0] for title in found] == [
        "Which kettle to buy",
        "Whistles in the morning",
        "Scale and how to lose it",
        "Tea without water",
        "Cups against mugs",
        "A pot for everyone here",
    ]


def test_plain_lines_over_lists_are_parts_of_a_talk_that_the_file_is_named_by() -> None:
    text = "Why kettles whistle\n\nAnna Berg - Spout\n\nSteam\n- hot\n\nAir\n- cool\n\nIt\n- loud\n"
    assert titles(("why-kettles-whistle.md", text)) == ["Why kettles whistle"]


def test_plain_lines_between_rules_are_sessions_where_speakers_stand_below() -> None:
    text = "Kettle Conf 2021\n" + "".join(
        f"\n---\n\n{title}\n\nSpeaker: {speaker}\n\nText of it, at some length.\n"
        for title, speaker in [
            ("Boiling water at scale", "Anna Berg"),
            ("Why kettles whistle", "Tom Weaver"),
            ("Descaling without fear", "Ida Voss"),
        ]
    )
    (note,) = folder(("kettles.md", text)).notes
    assert [(entry.session.title, entry.session.speakers[0].name) for entry in note.sessions] == [
        ("Boiling water at scale", "Anna Berg"),
        ("Why kettles whistle", "Tom Weaver"),
        ("Descaling without fear", "Ida Voss"),
    ]


def test_what_goes_on_below_the_title_in_one_list_item_is_text_of_the_talk() -> None:
    text = (
        "1. Why kettles whistle (Anna Berg)\n   She boiled one on stage. It was loud.\n"
        "2. Descaling without fear (Ida Voss)\n   Vinegar took the place of acid.\n"
        "3. Cups and mugs (Tom Weaver)\n   A mug is a cup that you own.\n"
    )
    (note,) = folder(("evening.md", text)).notes
    told = [(entry.session.title, [block.text for block in entry.text_blocks]) for entry in note.sessions]
    assert told == [
        ("Why kettles whistle", ["She boiled one on stage. It was loud."]),
        ("Descaling without fear", ["Vinegar took the place of acid."]),
        ("Cups and mugs", ["A mug is a cup that you own."]),
    ]
