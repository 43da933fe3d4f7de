from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from embeddings.library import Library
from tests.fakes import DAY_TWO, NOTES, FakeEmbedder, write_notes
from tests.paths import ROOT

# The command with the small embedder, in a process of its own.
COMMAND = """
import sys
from embeddings.library import Library
from tests.fakes import FakeEmbedder
Library.open = classmethod(lambda cls, notes, library, *, model=None: cls(notes, library, FakeEmbedder()))
from bot.cli.main import main
main()
"""
QUESTION = "how long does it take to fetch a reading from tape?"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Quoth = Callable[..., Outcome]


@pytest.fixture
def quoth(
    notes: Path,  # noqa: ARG001 - the folder that the command finds
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Quoth:
    """Run the command in this process, with the small embedder, where ``notes`` is the folder of notes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        Library,
        "open",
        lambda notes, library, *, model=None: Library(notes, library, FakeEmbedder()),  # noqa: ARG005
    )

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["quoth", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main.main()
        code = caught.value.code
        said = capsys.readouterr()
        return Outcome(code if isinstance(code, int) else int(code is not None), said.out, said.err)

    return run


def process(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )


def complaint(found: Outcome) -> str:
    """The one sentence on standard error of a command that could not do what was asked."""
    assert found.code == 2
    assert found.out == ""
    last = found.err.rstrip("\n").split("\n")[-1]
    assert found.err.count("quoth: ") == 1
    assert "Traceback" not in found.err
    assert last.startswith("quoth: ")
    assert last.endswith(".")
    return last.removeprefix("quoth: ")


# ---------------------------------------------------------------------- ingest


def test_ingest_reports_on_each_file(quoth: Quoth, notes: Path) -> None:
    write_notes(notes, {"empty.md": ""})
    first = quoth("ingest")
    assert first.code == 0
    lines = first.out.split("\n")
    assert lines[:3] == [
        "added     day1.md  3 sessions",
        "added     day2.md  2 sessions",
        "skipped   empty.md  empty",
    ]
    assert re.fullmatch(r"5 sessions, 6 passages, 6 embedded, \d+\.\d s", lines[3])
    assert first.err == "", "no progress bar but on a terminal"
    write_notes(
        notes, {"day2.md": DAY_TWO.replace("ferry", "barge"), "day3.md": DAY_TWO.replace("Rope", "Chain")}
    )
    (notes / "day1.md").unlink()
    second = quoth("ingest", "notes")
    assert [line.split()[:2] for line in second.out.split("\n")[:4]] == [
        ["removed", "day1.md"],
        ["changed", "day2.md"],
        ["added", "day3.md"],
        ["skipped", "empty.md"],
    ]


def test_the_library_is_kept_where_it_is_told(quoth: Quoth, tmp_path: Path) -> None:
    quoth("ingest")
    assert (tmp_path / ".quoth" / "library.db").is_file()
    quoth("ingest", "--library", "elsewhere/my.db")
    assert (tmp_path / "elsewhere" / "my.db").is_file()


def test_settings_come_from_the_environment_and_the_command_line_wins(
    quoth: Quoth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(tmp_path / "other", {"day2.md": DAY_TWO})
    monkeypatch.setenv("QUOTH_NOTES", "other")
    monkeypatch.setenv("QUOTH_LIBRARY", "env.db")
    assert len(quoth("sessions", "--json").out.splitlines()) == 2
    assert (tmp_path / "env.db").is_file()
    assert len(quoth("sessions", "--json", "--notes", "notes", "--library", "flag.db").out.splitlines()) == 5


# ---------------------------------------------------------------------- ask


def test_ask_brings_the_library_up_to_date_first(quoth: Quoth, notes: Path) -> None:
    first = quoth("ask", QUESTION)
    assert first.code == 0
    assert "A reading fetched from tape takes eleven minutes" in first.out
    assert "day1.md:" in first.out
    assert re.fullmatch(r"5 sessions, 6 passages, 6 embedded, \d+\.\d s\n", first.err)
    second = quoth("ask", QUESTION)
    assert (second.out, second.err) == (first.out, "")
    write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven minutes", "twelve minutes")})
    third = quoth("ask", QUESTION)
    assert "takes twelve minutes" in third.out
    assert "eleven" not in third.out


def test_ask_json_is_one_object_of_the_published_form(quoth: Quoth) -> None:
    found = quoth("ask", QUESTION, "--json")
    assert found.code == 0
    assert found.out.count("\n") == 1
    answer = json.loads(found.out)
    assert list(answer) == ["question", "verdict", "sessions", "quotes", "links", "remark"]
    assert answer["question"] == QUESTION
    assert answer["verdict"] in ("answer", "closest")
    assert list(answer["sessions"][0]) == [
        "id", "title", "event", "day", "date", "file", "line", "speakers", "score",
    ]  # fmt: skip
    assert list(answer["sessions"][0]["speakers"][0]) == ["name", "role", "company"]
    assert list(answer["quotes"][0]) == ["text", "file", "line", "end_line", "session"]
    assert answer["links"][0] == {
        "kind": "youtube", "label": "Recording", "url": "https://www.youtube.com/watch?v=tidal000001",
    }  # fmt: skip
    assert answer["remark"] is None
    assert answer["sessions"][0]["file"] == answer["quotes"][0]["file"] == "day1.md"


def test_ask_json_dash_answers_one_question_a_line(quoth: Quoth) -> None:
    stdin = f"{QUESTION}\n\n  who splices ropes?  \r\nquantum blockchain\n"
    stdin += "qu'est-ce qu'un phare ? 灯台\n\xff\xfe rope\n"
    found = quoth("ask", "--json", "-", stdin=stdin.encode("utf-8").replace("\xff\xfe".encode(), b"\xff\xfe"))
    assert found.code == 0
    answers = [json.loads(line) for line in found.out.splitlines()]
    assert [answer["question"] for answer in answers] == [
        QUESTION,
        "who splices ropes?",
        "quantum blockchain",
        "qu'est-ce qu'un phare ? 灯台",
        "\ufffd\ufffd rope",
    ]
    assert answers[2]["verdict"] == "none"
    assert "灯台" in found.out, "not escaped"


def test_ask_json_dash_with_nothing_to_ask_prints_nothing(quoth: Quoth) -> None:
    assert quoth("ask", "--json", "-").out == ""


def test_nothing_found_is_exit_code_1(quoth: Quoth) -> None:
    found = quoth("ask", "quantum blockchain")
    assert found.code == 1
    assert found.out.startswith(
        "Nothing in the notes on this. They cover Saltwind Summit 2021 (Day 1, Day 2)"
    )
    as_json = quoth("ask", "quantum blockchain", "--json")
    assert as_json.code == 1
    answer = json.loads(as_json.out)
    assert (answer["verdict"], answer["quotes"], answer["links"]) == ("none", [], [])


def test_ask_keeps_to_a_day(quoth: Quoth) -> None:
    answer = json.loads(quoth("ask", "what was said about the coast?", "--day", "2", "--json").out)
    assert {session["day"] for session in answer["sessions"]} == {"Day 2"}


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_an_empty_question_is_bad_input(quoth: Quoth, question: str) -> None:
    quoth("ingest")
    assert complaint(quoth("ask", question)).startswith("The question is empty")


def test_a_question_of_half_characters_is_answered(quoth: Quoth) -> None:
    found = quoth("ask", "rope \udcff splicing", "--json")
    assert json.loads(found.out)["question"] == "rope ? splicing"


# ---------------------------------------------------------------------- sessions, session


def test_sessions_lists_all_in_order(quoth: Quoth) -> None:
    found = quoth("sessions")
    assert found.code == 0
    titles = [line for line in found.out.splitlines() if re.search(r"  day\d\.md:\d+$", line)]
    assert [title.split()[0] for title in titles] == ["Breakfast", "Cold", "Lighthouse", "Foghorn", "Rope"]
    assert found.out.startswith("Saltwind Summit 2021 · Day 1 · Tue 4 May 2021\n")


def test_sessions_json_is_one_object_a_line_of_the_published_form(quoth: Quoth) -> None:
    lines = quoth("sessions", "--json").out.splitlines()
    assert len(lines) == 5
    tape = json.loads(lines[1])
    assert list(tape) == [
        "id", "title", "event", "day", "date", "file", "line", "end_line", "kind", "sponsor", "speakers",
        "links", "images", "words",
    ]  # fmt: skip
    assert tape["title"] == "Cold storage for tidal sensors (sponsored by Brinewood)"
    assert (tape["date"], tape["day"], tape["kind"]) == ("2021-05-04", "Day 1", "talk")
    assert (tape["file"], tape["line"], tape["end_line"]) == ("day1.md", 9, 27)
    assert tape["sponsor"] == "Brinewood"
    assert tape["speakers"][0] == {
        "name": "Ilse Vandermolen", "role": "Principal Engineer", "company": "Brinewood",
    }  # fmt: skip
    assert tape["images"] == [{"alt": "Tape shelves in the mine", "path": "pictures/mine.png", "line": 23}]
    assert tape["words"] > 50
    assert json.loads(lines[0])["kind"] == "other"


def test_sessions_of_a_day(quoth: Quoth) -> None:
    assert [
        json.loads(line)["day"] for line in quoth("sessions", "--day", "day 2", "--json").out.splitlines()
    ] == [
        "Day 2",
        "Day 2",
    ]


@pytest.mark.parametrize("command", [("sessions",), ("ask", "what?about rope"), ("sessions", "--json")])
def test_an_unknown_day_names_the_days_there_are(quoth: Quoth, command: tuple[str, ...]) -> None:
    quoth("ingest")
    said = complaint(quoth(*command, "--day", "Day 9"))
    assert said == "The notes have no day 'Day 9'; they cover: Day 1, Day 2."


def test_session_shows_one_session_whole(quoth: Quoth) -> None:
    found = quoth("session", "lighthouse scheduling")
    assert found.code == 0
    assert found.out.startswith("Lighthouse scheduling with priority queues\n")
    assert "Ravi Okonjo (Staff Engineer, Lampwick Software)" in found.out
    assert "heap.push(lamp, due=dusk)" in found.out
    assert found.out.endswith("No recording in the notes.\n")
    one = json.loads(quoth("session", "lighthouse scheduling", "--json").out)
    assert one["title"] == "Lighthouse scheduling with priority queues"


def test_an_unknown_session_names_the_nearest_titles(quoth: Quoth) -> None:
    quoth("ingest")
    said = complaint(quoth("session", "lighthouse painting with brushes"))
    assert said.startswith("The notes have no session 'lighthouse painting with brushes'. Nearest: ")
    assert "Lighthouse scheduling with priority queues" in said


# ---------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "command", [("ingest",), ("ask", "what about rope?"), ("sessions",), ("session", "rope")]
)
def test_no_notes_are_said_in_one_sentence(quoth: Quoth, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "There is no folder nowhere" in complaint(quoth(*command, "--notes", "nowhere"))
    (tmp_path / "bare").mkdir()
    assert "bare holds no notes" in complaint(quoth(*command, "--notes", "bare"))
    (tmp_path / "file.md").write_text(DAY_TWO)
    assert "file.md is a file, not a folder" in complaint(quoth(*command, "--notes", "file.md"))


def test_a_library_that_cannot_be_used_is_said_in_one_sentence(
    quoth: Quoth, tmp_path: Path, notes: Path
) -> None:
    assert "cannot be opened" in complaint(quoth("ask", "what about rope?", "--library", "notes"))
    assert "cannot be opened" in complaint(quoth("ask", "rope?", "--library", "notes/day1.md/x.db"))
    said = complaint(quoth("ingest", "--library", str(notes / "day1.md")))
    assert "not a database" in said
    assert (tmp_path / "notes" / "day1.md").read_text() == NOTES["day1.md"], "and nothing was harmed"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_library_in_a_folder_without_permission_is_said_in_one_sentence(
    quoth: Quoth, tmp_path: Path
) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "cannot be opened" in complaint(quoth("ingest", "--library", "locked/library.db"))


def test_a_bad_setting_is_named(quoth: Quoth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_LOG_LEVEL", "chatty")
    assert complaint(quoth("sessions")).startswith("QUOTH_LOG_LEVEL is 'chatty'")


def test_a_model_folder_without_a_model_is_named(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUOTH_MODEL", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["quoth", "ask", "rope?", "--notes", str(notes), "--library", "none.db"])
    with pytest.raises(SystemExit) as caught:
        main.main()
    said = capsys.readouterr()
    assert "no sentence-transformers model" in complaint(
        Outcome(int(caught.value.code or 0), said.out, said.err)
    )


@pytest.mark.parametrize(
    "arguments", [["ask"], ["nonsense"], ["ask", "x", "--nonsense"], ["sessions", "--day"]]
)
def test_bad_usage_is_exit_code_2_and_said(quoth: Quoth, arguments: list[str]) -> None:
    found = quoth(*arguments)
    assert (found.code, found.out) == (2, "")
    assert re.search(r"^Error: \w.*$", found.err, re.MULTILINE)
    assert "Traceback" not in found.err


def commands() -> list[str]:
    return [
        command.name or str(getattr(command.callback, "__name__", ""))
        for command in main.app.registered_commands
    ]


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


# ---------------------------------------------------------------------- the surroundings


@pytest.fixture
def folder(notes: Path) -> Path:
    """A folder with notes and a library made of them, for the command in its own process."""
    made = Library(notes, notes.parent / ".quoth" / "library.db", FakeEmbedder())
    made.refresh()
    made.close()
    return notes.parent


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    many = "".join(DAY_TWO.replace("Rope", f"Rope {number}").split("\n\n", 1)[1] for number in range(400))
    write_notes(folder / "notes", {"day2.md": "# Summit 2021 | Day 2 - Wednesday, May 5\n\n" + many})
    made = Library(folder / "notes", folder / ".quoth" / "library.db", FakeEmbedder())
    made.refresh()
    made.close()
    for arguments in (["sessions"], ["sessions", "--json"]):
        with subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            assert running.stdout.readline()
            running.stdout.close()
            complaints = running.stderr.read()
            assert running.wait(30) in (0, 1)
        assert complaints == b""


def test_notes_cannot_command_the_terminal(folder: Path) -> None:
    write_notes(
        folder / "notes",
        {"evil\x1b[31m.md": DAY_TWO.replace("Rope splicing", "Rope \x1b]0;owned\x07\x9b2J splicing")},
    )
    for arguments in (["ingest"], ["sessions"], ["ask", "what is spliced?"], ["session", "knitting"]):
        found = process(folder, *arguments)
        assert not set(found.stdout + found.stderr) & set(b"\x1b\x07\r"), arguments
        assert b"\xc2\x9b" not in found.stdout + found.stderr
    as_json = process(folder, "sessions", "--json").stdout
    assert b"\x1b" not in as_json


def test_output_is_utf_8_whatever_the_locale(folder: Path) -> None:
    write_notes(folder / "notes", {"day2.md": DAY_TWO.replace("ferry", "渡し船")})
    for env in (
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        found = process(folder, "ask", "what about the foghorn classifier?", env=env)
        assert found.returncode == 0
        assert "渡し船" in found.stdout.decode("utf-8")
        assert found.stderr.count(b"Traceback") == 0


def on_a_terminal(folder: Path, *arguments: str, **env: str) -> str:
    """What the command writes to a terminal of 70 columns."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "70", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux says that the other side has closed
                break
            if not part:
                break
            parts.append(part)
        running.wait(30)
    os.close(ours)
    return b"".join(parts).decode("utf-8")


def test_a_terminal_gets_colour_unless_no_color_is_set(folder: Path) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    coloured = on_a_terminal(folder, "ask", QUESTION)
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", coloured), "a colour"
    plain = on_a_terminal(folder, "ask", QUESTION, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(?:3|4|9|10)[0-9]", plain)
    bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", plain.split("\x1b[2K")[-1]).replace("\r", "")
    assert "takes eleven minutes" in " ".join(bare.replace("│", "").split())
    assert max(len(line) for line in bare.split("\n") if "http" not in line) <= 70
    piped = process(folder, "ask", QUESTION)
    assert b"\x1b" not in piped.stdout + piped.stderr


def test_progress_is_shown_on_a_terminal_only(notes: Path) -> None:
    assert "Embedding" in on_a_terminal(notes.parent, "ingest")
    (notes.parent / ".quoth" / "library.db").unlink()
    assert b"Embedding" not in process(notes.parent, "ingest").stderr
