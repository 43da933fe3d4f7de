"""Whether two titles name one session."""

from __future__ import annotations

import pytest

from embeddings.text.same_title import same_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cold storage for tidal sensors", "cold storage for tidal sensors!"),
        ("Cold storage of tidal data in a mine by the sea", "Cold storage of tidal data in mine by the sea"),
        ("STG301: Cold storage for tides - Ada Kelp", "Cold storage for tides"),
        ("09:30 Cold storage for tides (Ada Kelp)", "Cold storage for tides"),
        ("Cold storage for tides - Ada Kelp", "Cold storage for tides"),
        ("Cold storage for tides by Ada Kelp (Brinewood)", "Cold storage for tides"),
    ],
)  # fmt: skip
def test_a_code_a_time_or_a_name_beside_a_title_changes_nothing(one: str, other: str) -> None:
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cold storage for tides - Ada Kelp", "Ada Kelp"),
        ("Ropes", "Knots"),
        ("Ropes", ""),
        ("Ropes and knots", "Ropes"),
    ],
)
def test_other_titles_are_told_apart(one: str, other: str) -> None:
    assert not same_title(one, other)
