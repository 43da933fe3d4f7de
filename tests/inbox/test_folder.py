"""The folder of approved notes: whole or not there, whenever the bot ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.inbox import folder
from bot.inbox.errors import InboxError
from bot.inbox.exports import take
from bot.inbox.handed_in import NotesFile
from tests.inbox.files import TALK, zipped
from tests.paths import ROOT

FILES = [NotesFile("day2.md", "# A talk\n"), NotesFile("sub/more.md", "# Another\n")]
WHOLE = ["inbox/day2/day2.md", "inbox/day2/sub/more.md"]
# One process imports what is needed; each try is a fork of it, which kills itself at a step on the disk.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from bot.inbox import folder
from bot.inbox.handed_in import NotesFile

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir"}
notes = Path(sys.argv[1])
files = [NotesFile("day2.md", "# A talk\\n"), NotesFile("sub/more.md", "# Another\\n")]

def there():
    return sorted(path.relative_to(notes).as_posix() for path in notes.rglob("*.md") if "/." not in str(path))

def killed(work, moment):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    done = 0
    def step(event, _):
        nonlocal done
        if event in STEPS:
            done += 1
            if done == moment:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(step)
    work()
    os._exit(0)

for work, after in (("put", True), ("drop", False)):
    moment, again = 0, True
    while again:
        moment += 1
        shutil.rmtree(notes / folder.INBOX, ignore_errors=True)
        if work == "drop":
            folder.put(notes, "day2", "k", files)
        do = {
            "put": lambda: folder.put(notes, "day2", "k", files),
            "drop": lambda: folder.drop(notes, "day2", "k"),
        }
        again = killed(do[work], moment)
        print(work, moment, len(there()))
        do[work]()
        print("completed", len(there()), len([one for one in notes.rglob(".*")]))
"""


def test_a_kill_at_any_moment_leaves_it_whole_or_not_there_and_the_next_try_completes_it(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    left = {work: [int(count) for what, _, count in lines if what == work] for work in ("put", "drop")}
    assert all(len(counts) > 5 for counts in left.values())
    assert all(set(counts) == {0, 2} for counts in left.values()), "never one file of the two"
    completed = [(int(count), int(beside)) for what, count, beside in lines if what == "completed"]
    assert completed == [(2, 0)] * len(left["put"]) + [(0, 0)] * len(left["drop"])


def test_a_disk_that_takes_no_more_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InboxError, match="no space left on device"):
        folder.put(tmp_path, "day2", "k", FILES)
    assert list((tmp_path / folder.INBOX).iterdir()) == []


def test_what_stands_in_the_inbox_by_other_hands_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / folder.INBOX / "day2"
    own.mkdir(parents=True)
    (own / "mine.md").write_text("# Mine\n", encoding="utf-8")
    place = folder.free_place(tmp_path, "Day2", [])
    assert place.casefold() != "day2"
    folder.put(tmp_path, place, "k", FILES)
    folder.drop(tmp_path, place, "k")
    assert [path.name for path in tmp_path.rglob("*.md")] == ["mine.md"]
    assert folder.free_place(tmp_path, "day3", ["day3", "DAY3 A"]) == "day3 b"


def test_what_is_called_as_a_file_is_keeps_no_file_out(tmp_path: Path) -> None:
    taken = take("x.zip", zipped({"day.md": TALK, "day.md/more.md": TALK, "day.MD/less.txt": TALK}))
    folder.put(tmp_path, "x", "k", taken.files)
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*") if path.is_file())
    assert found == ["inbox/x/day MD/less.txt", "inbox/x/day md/more.md", "inbox/x/day.md"]
