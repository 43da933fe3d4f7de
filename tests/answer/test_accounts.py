"""When two sentences of two people give other figures for one thing."""

from __future__ import annotations

import pytest

from embeddings.answer.accounts import figures_differ


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The crew measured 40 capstans over two winters.", "She measured 45 capstans in two winters."),
        ("Failures fell by 30 percent.", "The failures fell by 35%."),
        ("A lantern costs $40 in spring.", "In spring a lantern costs $45."),
        ("They moved 2 million crates.", "They moved 3,000,000 crates."),
        ("The mill ran for 1.5 hours.", "The mill ran 2,5 hours."),
    ],
)
def test_other_figures_of_one_kind_differ(one: str, other: str) -> None:
    assert figures_differ(one, other)
    assert figures_differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The crew measured 40 capstans over two winters.", "She measured 40 capstans in two winters."),
        ("They moved 1,000 crates in a day.", "They moved 1000 crates in a day."),
        ("They moved 2 million crates.", "They moved 2,000,000 crates."),
        ("Failures fell by 30 percent.", "The failures fell by 30%."),
        ("The crew measured 40 capstans.", "Nobody counted the 45 buoys in the east."),
        ("The crew measured forty capstans.", "The crew measured 45 capstans."),
        ("The crew measured 40 capstans.", "The crew measured capstans for 3 years."),
        ("Of 40 capstans 3 capstans failed.", "The crew saw that 3 capstans failed."),
    ],
)
def test_the_same_figures_and_figures_of_other_things_do_not(one: str, other: str) -> None:
    assert not figures_differ(one, other)
    assert not figures_differ(other, one)
