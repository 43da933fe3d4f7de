"""Whose words a segment is in."""

from __future__ import annotations

import pytest

from embeddings.digest import attribution
from embeddings.index.chunking import Segment


def segment(text: str, kind: str = "prose", text_block: int = 0) -> Segment:
    return Segment(text, 1, 1, kind, text_block)  # type: ignore[arg-type]


def test_headings_say_whose_words_follow() -> None:
    noted = [
        segment("Résumé", "heading"),
        segment("Le thé."),
        segment("Notes", "heading"),
        segment("Le sucre."),
    ]
    assert attribution.attribute(noted, []) == [None, "abstract", None, "own"]


def test_own_experience_is_no_abstract() -> None:
    told = (
        "In this session we learned how tides are measured, and I was surprised by how little of it is "
        "automatic, since our own buoys had been running alone for years."
    )
    assert attribution.attribute([segment(told)], [told])[0] == "own"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("On a vu la marée de près.", "own"),
        ("On a mesuré la marée.", "own"),
        ("The tide is shown on a page of its own.", None),
        ("Each buoy does its I/O at night, i.e. rarely.", None),
        ("I did not know how a buoy is moored.", "own"),
        ("我没想到潮汐这么准。", "own"),
        ("我们用潮汐发电。", None),
    ],
)
def test_what_only_looks_like_the_first_person_is_marked_as_nobodys(text: str, whose: str | None) -> None:
    assert attribution.attribute([segment(text)], [text]) == [whose]
