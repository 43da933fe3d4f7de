from __future__ import annotations

import pytest

from embeddings.answer import score


@pytest.mark.parametrize(
    ("text", "wanted", "holds"),
    [
        ("It took eleven minutes.", "number", True),
        ("It took a while.", "number", False),
        ("It saved about a third.", "number", True),
        ("It was the third time.", "number", False),
        ("It costs $3 an hour.", "price", True),
        ("It costs a lot.", "price", False),
        ("The harbour is free.", "price", True),
        ("Free of charge on Mondays.", "price", True),
        ("Feel free to moor.", "price", False),
        ("It is free and open source.", "price", False),
        ("A smoke-free deck.", "price", False),
        ("It opens on May 4th.", "when", True),
        ("Henk Dorsey tied it.", "who", True),
        ("a knot", "text", None),
    ],
)
def test_the_kind_of_thing_asked_for_is_recognised(text: str, wanted: str, holds: bool | None) -> None:
    assert score.holds_answer_type(text, wanted) is holds  # type: ignore[arg-type]
