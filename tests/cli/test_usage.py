"""The commands, their help, and how they are called wrongly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.backup.backup import backup
from bot.cli import main
from bot.exit_codes import NOT_WELL
from tests.cli.helpers import Outcome, Quoth
from tests.paths import ROOT


@pytest.mark.parametrize(
    "arguments", [["ask"], ["nonsense"], ["ask", "x", "--nonsense"], ["sessions", "--day"]]
)
def test_bad_usage_is_exit_code_2_and_said(quoth: Quoth, arguments: list[str]) -> None:
    found = quoth(*arguments)
    assert (found.code, found.out) == (2, "")
    assert re.search(r"^Error: \w.*$", found.err, re.MULTILINE)
    assert "Traceback" not in found.err


def test_words_that_belong_together_need_no_quotation_marks(quoth: Quoth) -> None:
    together = quoth("ask", "how long does a reading take?")
    assert quoth("ask", "how", "long", "does", "a", "reading", "take?") == Outcome(0, together.out, "")
    assert quoth("session", "rope", "splicing").out.startswith("Rope splicing for software people")
    assert quoth("recap", "day", "2").out == quoth("recap", "Day 2").out != ""


def test_words_beyond_what_a_command_takes_are_told(quoth: Quoth) -> None:
    found = quoth("sessions", "how", "do", "\x1b[31mthey")
    assert found.code == 2
    assert "\x1b" not in found.err
    assert "'how do they' is more than `quoth sessions` takes" in quoth("sessions", "how", "do", "they").err


def test_help_is_also_found_by_its_short_name(quoth: Quoth) -> None:
    assert quoth("-h") == quoth("--help")
    assert quoth("ask", "-h") == quoth("ask", "--help")


@pytest.mark.parametrize(
    ("typed", "offered"), [(["se"], {"session", "sessions", "serve"}), (["ask", "--fol"], {"--follow"})]
)
def test_a_shell_completes_commands_and_options(
    quoth: Quoth, monkeypatch: pytest.MonkeyPatch, typed: list[str], offered: set[str]
) -> None:
    assert "_QUOTH_COMPLETE=complete_bash" in quoth("--show-completion", "bash").out
    monkeypatch.setenv("_QUOTH_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(["quoth", *typed]))
    monkeypatch.setenv("COMP_CWORD", str(len(typed)))
    assert set(quoth().out.split()) == offered


@pytest.mark.parametrize(
    "arguments",
    [["links", "--kind", "pdf"], ["announced", "--kind", "pdf"], ["recap", "x", "--format", "pdf"]],
)
def test_a_choice_that_there_is_not_names_those_there_are(quoth: Quoth, arguments: list[str]) -> None:
    said = quoth(*arguments).err.splitlines()[-1]
    assert re.fullmatch(r"Error: Invalid value for '--\w+': 'pdf' is not one of ('\w+'(, )?)+\.", said)


def test_the_versions_that_a_report_of_a_fault_asks_for_are_told(quoth: Quoth) -> None:
    found = quoth("--version")
    assert (found.code, found.err) == (0, "")
    assert re.fullmatch(r"Quoth \d+\.\d+\.\d+, Python 3\.\d+\.\d+\S*\n", found.out)


def test_what_each_command_does_stands_whole_in_the_list(quoth: Quoth) -> None:
    listed = quoth("--help").out.partition("Commands:")[2]
    assert len(listed.split("\n")) > len(commands())
    assert "..." not in listed


def commands() -> list[str]:
    return list(typer.main.get_group(main.app).commands)


def test_the_contract_has_its_commands() -> None:
    assert {"ingest", "ask", "sessions", "session", "lint", "run"} <= set(commands())


@pytest.mark.parametrize("command", commands())
def test_help_of_each_command_says_what_it_does_and_explains_its_options(quoth: Quoth, command: str) -> None:
    found = quoth(command, "--help")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"Usage: quoth {command}")
    for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)(.*(?:\n {6,}.*)*)", found.out, re.MULTILINE):
        assert re.search(r"[a-z]{3}", option[1]), f"{option[0]} is not explained"
    assert command in quoth("--help").out


NEED_THE_MODEL = {
    *("ingest", "ask", "chat", "evaluate", "recap", "links", "speakers", "announced"),
    *("mcp", "run", "serve"),
}
"""What answers from a library that is brought up to date first, or serves others so."""
SPEAK_TO_DISCORD = {"run", "commands"}
"""What needs Discord's library, though it may need no model."""
GIVEN = {
    "session": ["Rope splicing for software people"],
    "backup": ["saved.zip"],
    "restore": ["kept.zip"],
    "library": ["--help"],
}
"""What a command is called with, that needs more than its name. To copy a library, vectors are read."""


@pytest.mark.parametrize(
    "command", ["--help", *sorted(set(main.COMMANDS) - NEED_THE_MODEL - SPEAK_TO_DISCORD)]
)
def test_what_needs_no_model_loads_nothing_heavy(folder: Path, command: str) -> None:
    backup(folder / ".quoth" / "library.db", folder / "kept.zip")
    heavy = {"torch", "transformers", "sentence_transformers", "faiss", "numpy", "discord"}
    code = (
        "import sys\nfrom bot.cli.main import main\nfrom embeddings.index import staleness\n"
        "staleness.holds_notes = lambda *_: True  # as the small embedder made it\n"
        "try:\n    main()\nexcept SystemExit as end:\n"
        f"    print(f'\\nended {{end.code}}, loaded', sorted({heavy} & set(sys.modules)))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, command, *GIVEN.get(command, [])],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    ended = NOT_WELL if command == "health" else 0  # no bot runs here
    assert found.stdout.splitlines()[-1] == f"ended {ended}, loaded []", found.stderr
