"""Whose words a segment is in."""

from __future__ import annotations

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
