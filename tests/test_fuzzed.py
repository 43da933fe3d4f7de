"""What is fuzzed by hand (``python -m tests.fuzz``), run on the seeds and on what broke it once."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import SEEDS
from tests.fuzz.targets import TARGETS

KEPT: dict[str, list[bytes]] = {
    # What stands above the one title of a file belongs to that session, before its first line.
    "parser": [
        b"| a | [r |\n|---|---|\n| x | y |\n\n## Rope splicing\n\nHenk Dorsey - Rigger\n\nDorsey splices.\n"
    ],
    "rendering": [b""],
}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_and_what_broke_once(name: str) -> None:
    for data in [*SEEDS, *KEPT.get(name, [])]:
        TARGETS[name](data)
