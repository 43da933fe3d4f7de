"""Repositories of notes: what their writers, their servers and the network try."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from bot.sources import program, repository
from bot.sources.checkout import Checkout
from bot.sources.errors import UnreachableError
from bot.sources.program import Git
from tests.attacks.conftest import NOTE
from tests.attacks.defence import stands_only_by
from tests.sources.server import HERE, Server, Team, fetched, git

TOKEN = "gh-s3cret-t0ken"


def without(name: str) -> dict[str, str]:
    """Return git's settings without one of them."""
    return {key: value for key, value in program.CONFIG.items() if key != name}


# ---------------------------------------------------------------------- what a repository holds


def test_no_link_of_a_repository_is_written(
    server: Server, team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``repository._FILE`` takes plain files alone, and ``core.symlinks`` makes no link."""
    secret = tmp_path / "secret.md"
    secret.write_text("# Salaries\n\n## All\n\nNobody may read this.\n")
    team.push({"linked.md": f"-> {secret}", "folder": f"-> {tmp_path}", "near.md": "-> day1.md"})

    def check() -> None:
        notes = fetched(server)
        assert sorted(path.name for path in notes.folder.iterdir()) == ["day1.md"]

    everything = re.compile(rb"1\d{5} blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)
    stands_only_by(monkeypatch, check, (repository, "_FILE", everything))


def test_nothing_is_written_outside_the_folder_or_where_git_would_read_it(server: Server, team: Team) -> None:
    """That git leaves such names out is git's own; that no other way leads past it is shown here."""
    blob = git(team.bare, "hash-object", "-w", "--stdin", given=NOTE.encode())

    def tree(*entries: tuple[str, str, str]) -> str:
        """Write a tree that git itself would not."""
        data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(what) for mode, name, what in entries)
        return git(team.bare, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=data)

    inner = tree(("100644", "evil.md", blob))
    names = ("..", ".git", "git~1")
    team.commit_tree(tree(*(("40000", name, inner) for name in names), ("100644", "a.md", blob)))
    notes = fetched(server)
    assert sorted(path.name for path in notes.folder.iterdir()) == ["a.md"]
    assert not list(notes.address.home.glob("**/evil.md"))


def test_no_filter_of_a_repository_changes_what_its_notes_say(
    server: Server, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``repository._ATTRIBUTES`` beats the ``.gitattributes`` of a repository."""
    said = "# A\n\n$Id$\n"
    team.push({".gitattributes": "*.md ident text eol=crlf filter=lfs\n", "day1.md": said})

    def check() -> None:
        assert (fetched(server).folder / "day1.md").read_bytes() == said.encode()

    stands_only_by(monkeypatch, check, (repository, "_ATTRIBUTES", ""))


def test_no_hook_is_run(server: Server, team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``core.hooksPath`` leads nowhere, should a hook come to stand in the copy."""
    trace = tmp_path / "ran"
    templates = tmp_path / "templates"
    hook = templates / "hooks" / "reference-transaction"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {trace}\n")
    hook.chmod(0o755)

    def check() -> None:
        notes = Checkout(server.address(), HERE)
        target = notes.address.home / "git" / "hooks"
        target.mkdir(parents=True, exist_ok=True)
        (target / hook.name).write_bytes(hook.read_bytes())
        (target / hook.name).chmod(0o755)
        team.push({"day1.md": f"{NOTE}{os.urandom(4).hex()}\n"})
        notes.pull()
        assert not trace.exists()

    stands_only_by(monkeypatch, check, (program, "CONFIG", without("core.hooksPath")))


def test_a_submodule_is_not_fetched(server: Server, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``repository._FILE`` takes plain files alone."""
    commit, note = git(team.bare, "rev-parse", "main"), git(team.bare, "rev-parse", "main:day1.md")
    index = team.bare / "index.sub"
    lines = f"160000 {commit}\tother\n100644 {note}\tday1.md\n"
    git(team.bare, "update-index", "--index-info", given=lines.encode(), index=index)
    team.commit_tree(git(team.bare, "write-tree", "--missing-ok", index=index))

    def check() -> None:
        assert sorted(path.name for path in fetched(server).folder.iterdir()) == ["day1.md"]

    def taken(self: repository.Repository, commit: str, folder: str) -> bytes:
        return self._git.run("ls-tree", "-r", "-z", "--full-tree", f"{commit}:{folder}")

    stands_only_by(monkeypatch, check, (repository.Repository, "files", taken))


# ---------------------------------------------------------------------- how large it is


def test_a_repository_that_is_too_large_is_given_up(
    server: Server, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``program.Git`` looks at the room that a run takes; ``MOST_BYTES``."""
    team.push({"noise.md": os.urandom(300_000)})

    def check() -> None:
        with pytest.raises(UnreachableError, match="larger than 0 MB"):
            fetched(server)

    monkeypatch.setattr(program, "MOST_BYTES", 200_000)
    stands_only_by(monkeypatch, check, (program, "MOST_BYTES", 10**9))


def test_files_that_are_small_only_on_the_way_are_not_written(
    server: Server, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``repository.LARGEST_FILE`` of each, and ``MOST_BYTES`` of all, before one is written."""
    team.push({f"{number}.md": f"{number}\n" * 40_000 for number in range(5)})

    def one() -> None:
        assert {path.name for path in fetched(server).folder.iterdir()} == {"day1.md"}

    def all_of_them() -> None:
        with pytest.raises(UnreachableError, match="its files are larger than"):
            fetched(server)

    with monkeypatch.context() as patch:
        patch.setattr(repository, "LARGEST_FILE", 50_000)
        stands_only_by(monkeypatch, one, (repository, "LARGEST_FILE", 10**9))
    with monkeypatch.context() as patch:
        patch.setattr(repository, "MOST_BYTES", 200_000)
        stands_only_by(monkeypatch, all_of_them, (repository, "MOST_BYTES", 10**9))


def test_trees_that_hold_themselves_again_and_again_end(
    server: Server, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: what git lists is bounded, ``_MOST_OUTPUT``, and so are the files that are taken."""
    blob = git(team.bare, "rev-parse", "main:day1.md")
    lines = "".join(f"100644 blob {blob}\tf{number}.md\n" for number in range(10))
    tree = git(team.bare, "mktree", given=lines.encode())
    for _ in range(3):
        lines = "".join(f"040000 tree {tree}\td{number}\n" for number in range(10))
        tree = git(team.bare, "mktree", given=lines.encode())
    team.commit_tree(tree)

    def check() -> None:
        with pytest.raises(UnreachableError, match=r"larger than|more than 20,000 files"):
            fetched(server)

    with monkeypatch.context() as patch:
        patch.setattr(program, "_MOST_OUTPUT", 100_000)
        stands_only_by(monkeypatch, check, (program, "_MOST_OUTPUT", 10**9))


def test_too_many_files_are_not_taken(server: Server, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``repository.MOST_FILES``."""
    team.push({f"{number}.md": NOTE for number in range(5)})

    def check() -> None:
        with pytest.raises(UnreachableError, match="more than 3 files: name a folder of it"):
            fetched(server)

    monkeypatch.setattr(repository, "MOST_FILES", 3)
    stands_only_by(monkeypatch, check, (repository, "MOST_FILES", 10**9))


def test_a_server_that_never_answers_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``program.Git`` ends a run after its seconds, with all that it started."""
    server.waits.clear()

    def check() -> None:
        with pytest.raises(UnreachableError, match="it takes longer than"):
            Checkout(server.address(), HERE).pull(seconds=0.3)

    def patient(_git: Git, running: Any, *_: Any) -> None:
        server.waits.set()
        running.wait()

    stands_only_by(monkeypatch, check, (Git, "_wait", patient))
