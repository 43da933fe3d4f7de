"""The table of attacks names every room, and each room's tests say what stands between."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import tests.attacks

ROOMS = sorted(path for path in Path(__file__).parent.glob("test_*.py") if path.name != "test_table.py")


def test_the_table_names_the_rooms_that_there_are() -> None:
    named = set(re.findall(r"``(test_\w+)``", tests.attacks.__doc__ or ""))
    assert named == {room.stem for room in ROOMS}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_a_test_that_names_its_defence_takes_it_away(room: Path) -> None:
    tree = ast.parse(room.read_text(encoding="utf-8"))
    tests_of = [
        node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")
    ]
    defended = [test for test in tests_of if "Defence:" in (ast.get_docstring(test) or "")]
    assert defended
    for test in defended:
        source = ast.unparse(test)
        without = "stands_only_by" in source or any("would_be_noticed" in other.name for other in tests_of)
        assert without or "checks.clear()" in source, test.name
