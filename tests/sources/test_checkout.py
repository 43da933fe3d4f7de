"""Notes of a repository: fetched, brought up to date, and kept where the repository cannot be reached."""

from __future__ import annotations

import base64
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.sources.address import RepositoryAddress, notes_place
from bot.sources.checkout import PULL_EVERY, Checkout
from bot.sources.errors import EndedError, SourceError, UnreachableError
from bot.sources.program import Git
from bot.sources.remote import Access
from tests.fakes import NOTES
from tests.paths import ROOT
from tests.sources.server import HERE, Server, Team, git
from tests.waiting import GUARD


def held(folder: Path) -> dict[str, str]:
    """Return the files of a folder, by their path in it."""
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


class Hours:
    """A clock that is set by hand."""

    now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


def test_notes_are_fetched_and_brought_up_to_date(server: Server, team: Team) -> None:
    notes = Checkout(server.address(), HERE)
    assert notes.state is None
    notes.pull()
    assert held(notes.folder) == NOTES
    first = notes.state
    assert first is not None
    unchanged = (notes.folder / "day2.md").stat().st_mtime_ns
    commit = team.push({"day1.md": None, "later/day3.md": "# Day 3\n"})
    notes.pull()
    assert held(notes.folder) == {"day2.md": NOTES["day2.md"], "later/day3.md": "# Day 3\n"}
    assert notes.state is not None
    assert notes.state.commit == commit != first.commit
    assert (notes.folder / "day2.md").stat().st_mtime_ns == unchanged, "what is the same is not written again"
    assert notes.trouble is None


def test_a_branch_and_a_folder_are_taken_alone(server: Server, team: Team) -> None:
    team.push({"docs/talks/a.md": "# A\n", "docs/b.md": "# B\n"}, "drafts")
    notes = Checkout(server.address("#drafts:docs/talks"), HERE)
    notes.pull()
    assert held(notes.folder) == {"a.md": "# A\n"}


def test_a_tag_is_taken_like_a_branch(server: Server, team: Team) -> None:
    git(team.bare, "tag", "-a", "-m", "The first", "v1", "main")
    team.push({"day1.md": "# Changed\n"})
    notes = Checkout(server.address("#v1"), HERE)
    notes.pull()
    assert held(notes.folder) == NOTES


def test_history_that_was_written_anew_is_taken(server: Server, team: Team) -> None:
    notes = Checkout(server.address(), HERE)
    notes.pull()
    git(team.bare, "update-ref", "-d", "refs/heads/main")
    team.push({"other.md": "# Other\n"})
    notes.pull()
    assert held(notes.folder) == {"other.md": "# Other\n"}


def test_history_is_not_fetched(server: Server, team: Team) -> None:
    for number in range(3):
        team.push({"day1.md": f"# Version {number}\n"})
    notes = Checkout(server.address(), HERE)
    notes.pull()
    repository = notes.address.home / "git"
    told = Git(repository).run("rev-list", "--count", "refs/quoth/notes")
    assert told.strip() == b"1"


def test_a_repository_that_cannot_be_reached_leaves_the_last_state(server: Server, team: Team) -> None:
    clock = Hours()
    notes = Checkout(server.address(), HERE, clock)
    notes.pull()
    clock.now += 3600
    team.push({"day1.md": "# Changed\n"})
    server.broken = True
    notes.pull()
    assert held(notes.folder) == NOTES
    assert notes.trouble is not None
    assert notes.trouble.startswith("The notes are those of 2030-03-17 17:46 UTC, and have not been fetched")
    assert f"https://localhost:{server.port}/team/notes.git cannot be reached" in notes.trouble
    assert notes.state is not None
    assert notes.state.seen == clock.now - 3600
    # Who starts anew finds the last state, and learns since when it is the last.
    other = Checkout(server.address(), HERE, clock)
    other.pull()
    assert other.trouble == notes.trouble
    server.broken = False
    notes.pull()
    assert notes.trouble is None
    assert held(notes.folder)["day1.md"] == "# Changed\n"


def test_what_was_never_fetched_is_told(server: Server) -> None:
    server.broken = True
    with pytest.raises(UnreachableError, match=r"^https://localhost:\d+/team/notes.git cannot be reached \("):
        Checkout(server.address(), HERE).pull()


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ("#nowhere", "team/notes.git", "There is no branch or tag nowhere in https://localhost"),
        (":nowhere", "team/notes.git", "There is no folder nowhere in https://localhost"),
        (":day1.md", "team/notes.git", "There is no folder day1.md in https://localhost"),
        ("", "team/none.git", "/team/none.git is not there, or not for Quoth: check the address, and name"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(more: str, name: str, said: str, server: Server) -> None:
    with pytest.raises(SourceError) as caught:
        Checkout(server.address(more, name), HERE).pull()
    assert said in str(caught.value)
    assert not isinstance(caught.value, UnreachableError)


@pytest.mark.parametrize(
    ("token", "sent"), [("s3cret", "x-token-auth:s3cret"), ("deploy-7:s3cret", "deploy-7:s3cret")]
)
def test_a_token_opens_what_is_closed(token: str, sent: str, server: Server) -> None:
    server.wants = "Basic " + base64.b64encode(sent.encode()).decode()
    with pytest.raises(SourceError, match="not for Quoth: check the address, and name with QUOTH_GIT_TOKEN"):
        Checkout(server.address(), HERE).pull()
    notes = Checkout(server.address(), Access(token, private=True))
    notes.pull()
    assert held(notes.folder) == NOTES


def test_a_state_that_was_half_written_is_written_again(server: Server) -> None:
    notes = Checkout(server.address(), HERE)
    notes.pull()
    (notes.folder / "day1.md").write_text("# Half")
    (notes.folder / "left.md").write_text("# Of another state")
    (notes.address.home / "state.json").unlink()
    (notes.address.home / "git" / "shallow.lock").touch()
    notes.pull()
    assert held(notes.folder) == NOTES


def test_a_damaged_copy_is_made_again(server: Server, team: Team) -> None:
    notes = Checkout(server.address(), HERE)
    notes.pull()
    for path in (notes.address.home / "git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"damaged")
    team.push({"day1.md": "# Changed\n"})
    notes.pull()
    notes.pull()
    assert notes.trouble is None
    assert held(notes.folder)["day1.md"] == "# Changed\n"


def test_whoever_waits_no_more_is_let_go(server: Server) -> None:
    server.waits.clear()
    with pytest.raises(EndedError):
        Checkout(server.address(), HERE).pull(lambda: bool(server.requests))


def test_several_processes_fetch_one_after_the_other(server: Server) -> None:
    """The second waits for the first, and takes what that has fetched."""
    server.waits.clear()
    code = (
        "import sys\n"
        "from bot.sources.address import notes_place\n"
        "from bot.sources.checkout import Checkout\n"
        "from bot.sources.remote import Access\n"
        "notes = Checkout(notes_place(sys.argv[1]), Access(private=True))\n"
        "notes.pull()\n"
        "print(notes.state.commit)\n"
    )
    command = [sys.executable, "-c", code, str(server.address())]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    server.waits.set()
    said = [one.communicate(timeout=GUARD)[0].strip() for one in running]
    state = Checkout(server.address()).state
    assert state is not None
    assert said == [state.commit, state.commit]


def test_another_process_that_fetches_is_waited_for(server: Server) -> None:
    holding, fetched = Checkout(server.address(), HERE), Checkout(server.address(), HERE)
    server.waits.clear()
    first = threading.Thread(target=holding.pull)
    first.start()
    with pytest.raises(EndedError):
        fetched.pull(lambda: bool(server.requests))
    server.waits.set()
    first.join()
    fetched.pull()
    assert holding.state is not None
    assert fetched.state is not None
    assert fetched.state.commit == holding.state.commit


def test_it_is_time_to_look_again_after_some_minutes(server: Server) -> None:
    clock = Hours()
    notes = Checkout(server.address(), HERE, clock)
    assert notes.due
    notes.pull()
    assert not notes.due
    clock.now += PULL_EVERY
    assert notes.due
    server.broken = True
    notes.pull()
    assert not notes.due, "what cannot be reached is not asked at once again"
    assert Checkout(server.address(), HERE, clock).due


def test_a_cache_that_cannot_be_written_is_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(SourceError, match=r"cannot be kept in .*file/quoth/notes.* set XDG_CACHE_HOME to"):
        Checkout(server.address(), HERE).pull()


def test_links_lead_to_the_very_commit(server: Server) -> None:
    address = notes_place("https://github.com/team/notes.git:docs")
    assert isinstance(address, RepositoryAddress)
    notes = Checkout(address)
    assert notes.url is None
    address.home.mkdir(parents=True)
    (address.home / "state.json").write_text('{"commit": "abc123", "seen": 0.0}')
    assert Checkout(address).url == "https://github.com/team/notes/blob/abc123/docs"
    assert Checkout(server.address()).url is None
