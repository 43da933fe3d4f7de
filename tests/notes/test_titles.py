"""What a heading says beside the title proper."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.titles import dissect, is_group, is_quoted, is_section
from tests.notes.reading import titles


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("🎤 Steam without tears", "Steam without tears"),
        ("🕵️‍♀️ 2. Steam without tears", "Steam without tears"),
        ("👩🏽‍💻 Steam", "Steam"),
        ("Steam 🔥 without tears 🎉", "Steam 🔥 without tears 🎉"),
        ("🎉🎉", "🎉🎉"),
    ],
)
def test_pictures_before_a_title_are_no_part_of_it(heading: str, title: str) -> None:
    assert dissect(heading).text == title


def test_a_picture_hides_neither_number_nor_time_nor_kind() -> None:
    assert dissect("💡 3. Steam").number == "3"
    assert dissect("☕ 10:30 Steam").time == "10:30"
    assert is_group(dissect("🎤 Keynotes").text)


@pytest.mark.parametrize(
    "heading",
    [
        "Why kettles whistle #talk #water",
        "[Room 3] Why kettles whistle (45 min)",
        "Samedi 10h : Why kettles whistle",
        "Friday 14:00 - Why kettles whistle",
        "10:30 Why kettles whistle",
        "Why kettles whistle (UD2.120 10:30 - 10:55)",
    ],
)
def test_tags_rooms_and_times_are_no_part_of_a_title(heading: str) -> None:
    assert dissect(heading).text == "Why kettles whistle"


@pytest.mark.parametrize(
    "heading", ["Kettles in C#", "[Draft] Why kettles whistle", "Sundays of steam", "Pot #5"]
)
def test_what_only_looks_like_them_stays(heading: str) -> None:
    assert dissect(heading).text == heading


@pytest.mark.parametrize(
    "heading", ['Talk 2: "Why kettles whistle"', "第2講「ケトルはなぜ鳴るのか」 #kettles"]
)
def test_a_title_in_quotation_marks_is_told(heading: str) -> None:
    assert is_quoted(heading)


@pytest.mark.parametrize("heading", ['The "whistle" in the kettle of my aunt', "「茶」", 'A "no" to tea'])
def test_a_word_in_quotation_marks_is_no_title(heading: str) -> None:
    assert not is_quoted(heading)


@pytest.mark.parametrize("heading", ["🌅 Morning", "☕ Lightning talks"])
def test_a_picture_before_the_word_of_a_group_hides_it_not(heading: str) -> None:
    assert is_group(heading)


def test_an_event_in_bold_over_talks_in_bold_is_no_session() -> None:
    talks = "".join(
        f"\n**{title}**\n\n{who} - Engineer - Spout\n\nText of the talk.\n"
        for title, who in [("Boiling water at scale", "Anna Berg"), ("Why kettles whistle", "Tom Weaver")]
    )
    text = f"**Kettle Conf 2021**\n{talks}"
    assert titles(("kettles.md", text)) == ["Boiling water at scale", "Why kettles whistle"]


def test_a_speaker_before_the_title_in_the_names_of_files_is_taken_off() -> None:
    names = (
        "Anna Berg - Boiling water at scale",
        "Tom Weaver - Why kettles whistle",
        "Ida Voss - Tea for all",
    )
    files = [(f"{name}.md", "- It is hot.\n- More of it.\n") for name in names]
    assert titles(*files) == ["Boiling water at scale", "Why kettles whistle", "Tea for all"]


@pytest.mark.parametrize(
    ("heading", "code", "sponsor"),
    [
        ("Steam without tears (DAT204)", "DAT204", None),
        ("Steam without tears (CON310, sponsored)", "CON310", None),
        ("Steam without tears (CON310-R, sponsored by Spout)", "CON310-R", "Spout"),
        ("Steam without tears [CON310 - Sponsored by Spout]", "CON310", "Spout"),
    ],
)
def test_a_code_is_taken_off_with_what_stands_beside_it(heading: str, code: str, sponsor: str | None) -> None:
    title = dissect(heading)
    assert (title.text, title.code, title.sponsor) == ("Steam without tears", code, sponsor)


def test_a_word_with_a_number_in_it_is_no_code() -> None:
    assert dissect("Steam without tears (sha256)").text == "Steam without tears (sha256)"
    assert dissect("Steam without tears (DAT204, later)").text == "Steam without tears (DAT204, later)"


@pytest.mark.parametrize(
    "heading",
    [
        "10:00〜10:40 Quiet boiling",
        "10:00 Uhr: Quiet boiling",
        "14 Uhr – Quiet boiling",
        "10h00 a 10h40: Quiet boiling",
    ],
)
def test_a_time_in_any_of_several_languages_is_no_part_of_a_title(heading: str) -> None:
    assert dissect(heading).text == "Quiet boiling"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Why kettles whistle (Berg et al)", "Why kettles whistle"),
        ("Why do kettles whistle? Berg et al.", "Why do kettles whistle?"),
        ("Berg et al", "Berg et al"),
        (":teapot: Why kettles whistle", "Why kettles whistle"),
        (":one: :teapot: Why kettles whistle", "Why kettles whistle"),
    ],
)
def test_authors_behind_a_title_and_pictures_by_name_before_it_are_no_part_of_it(
    heading: str, title: str
) -> None:
    assert dissect(heading).text == title


@pytest.mark.parametrize("heading", ["Notes by Anna Berg", "More notes taken by Anna"])
def test_what_somebody_else_noted_is_a_part_of_the_talk(heading: str) -> None:
    assert is_section(heading)
