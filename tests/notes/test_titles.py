"""What a heading says beside the title proper."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.titles import dissect, is_group


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
