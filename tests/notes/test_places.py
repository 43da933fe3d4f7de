"""A folder that names its speakers at one place names them all there, odd names among them."""

from __future__ import annotations

from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.places import name_at_start, names_of
from tests.notes.reading import blocks, sessions

TEXT = "The kettle was on for an hour, and will be on all day; nobody knows the link between the two."


def named(below: list[str]) -> list[list[str]]:
    titles = ["Steam in every kitchen", "A whistle for everyone", "Pouring without tears", "Cups that stack"]
    text = "# Kettle Conf 2021\n\n" + "\n\n".join(
        f"## {title}\n\n{lines}\n\n{TEXT}" for title, lines in zip(titles, below, strict=False)
    )
    return [[who.name for who in session.speakers] for session in sessions(("day.md", text))]


def test_names_that_are_words_are_names_where_the_folder_names_its_speakers() -> None:
    lines = ["Will Spoutley, Kettles Inc", "Kyle Day, Kettles Inc", "Per Lidström, Kettles Inc"]
    assert named(lines) == [["Will Spoutley"], ["Kyle Day"], ["Per Lidström"]]


def test_a_speaker_then_a_company_on_a_line_of_its_own() -> None:
    lines = ["Anna Berg\nKettles Inc", "Paul Gruber\nKettles Inc", "Jo Harper\nKettles Inc"]
    assert named(lines) == [["Anna Berg"], ["Paul Gruber"], ["Jo Harper"]]


def test_the_first_bullet_names_the_speaker_and_the_others_are_notes() -> None:
    lines = [
        f"* {who}\n* the kettle boils\n* Boil Once" for who in ("Anna Berg - Spout", "Paul Gruber", "Glyph")
    ]
    assert named([*lines, "* Jo Harper\n* it pours"]) == [
        ["Anna Berg"],
        ["Paul Gruber"],
        ["Glyph"],
        ["Jo Harper"],
    ]


def test_a_bullet_with_a_handle_names_a_speaker_and_so_does_the_next_one() -> None:
    lines = ["* Anna Berg @aberg\n  * boils\n* Paul Gruber (@gruber)\n* it pours", "* @glyph\n* it pours"]
    assert named([lines[0]]) == [["Anna Berg", "Paul Gruber"]]
    assert named([lines[0], lines[1], "* Jo Harper (@jo)\n* cold", lines[1]]) == [
        ["Anna Berg", "Paul Gruber"],
        ["glyph"],
        ["Jo Harper"],
        ["glyph"],
    ]


def test_bullets_that_are_points_name_nobody() -> None:
    lines = ["* Boil Once\n* Pour", "* GitOps Basics\n* Pour", "* the kettle\n* Pour", "* Metrics\n* Pour"]
    assert named(lines) == [[], [], [], []]


def test_one_hand_under_every_title_is_no_speaker_of_them() -> None:
    files = [blocks(f"# Talk {n}\n\nAnna Berg\n\n{TEXT}") for n in range(5)]
    assert not names_of(files, Names())[0].places


def test_what_follows_the_comma_is_a_company_where_it_mostly_can_be_nothing_else() -> None:
    lines = ["Whistle Bergman, Spout", "Jo Harper, Kettleworks", "Kettil Moss, Copper Pans"]
    assert named(lines) == [["Whistle Bergman"], ["Jo Harper"], ["Kettil Moss"]]


def test_a_line_that_goes_on_as_text_begins_with_no_name() -> None:
    names = Names(frozenset({"steam", "kettle"}))
    assert name_at_start("Anna Berg (Spout)", names) == "Anna Berg"
    assert name_at_start("@aberg - Boiler", names) == "aberg"
    assert name_at_start("Steam Kettle", names) is None
    assert name_at_start("Anna Berg boils water.", names) is None
