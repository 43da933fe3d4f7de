"""The table of attacks names every room, and each room's tests say what stands between."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import tests.attacks
from tests.paths import ROOT

ROOMS = sorted(path for path in Path(__file__).parent.glob("test_*.py") if path.name != "test_table.py")


def test_the_table_names_the_rooms_that_there_are() -> None:
    named = set(re.findall(r"``(test_\w+)``", tests.attacks.__doc__ or ""))
    assert named == {room.stem for room in ROOMS}


HELPERS = {"stands_only_by", "stands_only_by_on_the_wire", "in_proportion_only_by"}
OTHERWISE = {
    "test_nothing_that_runs_code_from_data_is_in_the_source": "test_it_would_be_noticed_in_the_source",
    "test_no_statement_is_made_of_what_people_say": "test_a_statement_made_of_values_would_be_noticed",
}
"""Tests whose defence is not replaced, as they look for something in the source: to the test beside them that
shows that their look would notice.
"""


def functions(source: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the tests of a room by their names."""
    found = [n for n in ast.parse(source).body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return {node.name: node for node in found if node.name.startswith("test_")}


def called(node: ast.AST) -> set[str]:
    """Return the names of the functions that are called."""
    calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return {func.id for func in calls if isinstance(func, ast.Name)}


def defended(source: str) -> list[str]:
    """Return the tests that name their defence."""
    return [name for name, node in functions(source).items() if "Defence:" in (ast.get_docstring(node) or "")]


def idle(source: str) -> list[str]:
    """Return the tests that name a defence and neither take it away nor are shown to notice its absence."""
    tests_of = functions(source)
    return [
        name
        for name in defended(source)
        if not called(tests_of[name]) & HELPERS and OTHERWISE.get(name) not in tests_of
    ]


def named(text: str) -> set[str]:
    """Return what a text names as code."""
    return set(re.findall(r"``([\w.]+(?:\(\))?)``", text))


def modules() -> dict[str, str]:
    """Return the source of the bot and the core by the names of its files, of which some stand twice."""
    found: dict[str, str] = {}
    for path in (path for folder in ("bot", "embeddings") for path in (ROOT / folder).rglob("*.py")):
        found[path.stem] = found.get(path.stem, "") + path.read_text(encoding="utf-8")
    return found


def test_every_defence_that_is_named_is_in_the_source() -> None:
    """By a rename, say, a test would go on naming what is gone."""
    sources = modules()
    rows = re.findall(r"^\| [^|]*\|[^|]*\|([^|]*)\|$", tests.attacks.__doc__ or "", re.MULTILINE)
    texts = [*rows]
    for room in ROOMS:
        of_room = functions(room.read_text(encoding="utf-8"))
        texts += [said for node in of_room.values() if "Defence:" in (said := ast.get_docstring(node) or "")]
    names = set().union(*map(named, texts)) - {"tests"}
    assert len(names) > 20
    everything = "".join(sources.values())
    missing = []
    for name in names:
        *scopes, last = name.split(".")
        # What a module is named for, else any name: of a class, a function, a call with its brackets.
        texts = [sources.get(scope, everything) for scope in scopes] or [everything]
        if not all(re.search(rf"(?<!\w){re.escape(last)}", text) for text in texts):
            missing.append(name)
    assert missing == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_a_test_that_names_its_defence_takes_it_away(room: Path) -> None:
    source = room.read_text(encoding="utf-8")
    assert defended(source)
    assert idle(source) == []


def test_every_exception_is_still_one() -> None:
    of_all = {
        name: node for room in ROOMS for name, node in functions(room.read_text(encoding="utf-8")).items()
    }
    assert set(OTHERWISE) | set(OTHERWISE.values()) <= set(of_all)
    assert not any(called(of_all[name]) & HELPERS for name in OTHERWISE)


def test_a_test_that_leaves_its_defence_in_place_would_be_noticed() -> None:
    room = '''
def test_a():
    """Defence: this."""
    stands_only_by(patch, check)

def test_b():
    """Defence: that; another test beside it uses stands_only_by."""
    assert check()

def test_it_would_be_noticed_in_the_source():
    assert True
'''
    assert idle(room) == ["test_b"]
