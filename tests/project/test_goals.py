"""That the benchmarks can fail: on a goal that is missed, and on a command that does not do its work."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import commands
from tests.benchmarks.table import Figure, missed

REACHED = [Figure("a", 1, "s", at_most=1), Figure("b", 3, "x", at_least=3), Figure("c", 7, "")]


@pytest.mark.parametrize(
    ("late", "code"),
    [
        (Figure("late", 2, "s", at_most=1), 1),
        (Figure("few", 2, "x", at_least=3), 1),
        (Figure("no number", float("nan"), "s", at_most=1), 1),
        (Figure("no goal", 9, "s"), 0),
    ],
)
def test_a_missed_goal_is_named_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    late: Figure,
    code: int,
) -> None:
    given = {"first": ("one", lambda _: [late, *REACHED], True), "second": ("two", lambda _: REACHED, True)}
    monkeypatch.setattr(benchmarks, "MEASURES", given)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--work", str(tmp_path / "work")])
    assert benchmarks.main() == code
    assert (f"Missed: {late.name} (goal" in capsys.readouterr().out) is bool(code)
    assert missed([late, *REACHED]) == ([late] if code else [])


def test_a_command_that_fails_is_not_timed() -> None:
    def ends(code: int) -> list[str]:
        return [sys.executable, "-c", f"import sys; sys.stderr.write('no such session'); sys.exit({code})"]

    commands.run(ends(0), os.environ)
    commands.run(ends(1), os.environ, (0, 1))
    with pytest.raises(RuntimeError, match="ended with 2: no such session"):
        commands.run(ends(2), os.environ)
