"""A copy of one state of a repository: fetched without history, and its plain files written into a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.sources.program import MOST_BYTES, Git, GitError, Stop, TooLargeError

MOST_FILES = 20_000
"""That are taken from a repository."""
LARGEST_FILE = 20_000_000
"""Bytes of a file that is taken: no note and no picture that is shown has as many."""
_TIDY_SECONDS = 300.0
_REFERENCE = "refs/quoth/notes"
_ATTRIBUTES = "* -text -filter -ident !eol !working-tree-encoding\n"
"""Beats the repository's own ``.gitattributes``: every file is written as it is in the commit."""
_FILE = re.compile(rb"100(?:644|755|664) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)


class NoFolderError(Exception):
    """The repository has no such folder."""


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a state is fetched from, and how."""

    url: str
    branch: str | None
    config: Mapping[str, str]
    """Of git's for this alone, as what it is let in by."""
    ssh: str | None = None
    """The command that connects by SSH."""


class Repository:
    """The copy, in a folder of its own. What is called here blocks; one process at a time."""

    def __init__(self, folder: Path, stop: Stop = lambda: False) -> None:
        """Keep the copy in ``folder``, which is made where it is missing."""
        self._folder = folder
        self._git = Git(folder, stop)

    def fetch(self, remote: Remote, seconds: float) -> str:
        """Take the newest state and return its commit; raises GitError, LimitError, EndedError."""
        self._prepare()
        ssh = {"GIT_SSH_COMMAND": remote.ssh, "GIT_SSH_VARIANT": "ssh"} if remote.ssh else {}
        self._git.run(
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--",
            remote.url,
            f"+{remote.branch or 'HEAD'}:{_REFERENCE}",
            seconds=seconds,
            config=remote.config,
            variables=ssh,
        )
        return self._git.run("rev-parse", "--verify", "--quiet", f"{_REFERENCE}^{{commit}}").decode().strip()

    def files(self, commit: str, folder: str) -> bytes:
        """Return the plain files of a folder in a commit, as git lists them.

        Links, submodules and files larger than ``LARGEST_FILE`` are not among them. Raises NoFolderError,
        and TooLargeError where there are too many files.
        """
        try:
            listed = self._git.run("ls-tree", "-r", "-l", "-z", "--full-tree", f"{commit}:{folder}")
        except GitError as error:
            raise NoFolderError(folder) from error
        taken, size = [], 0
        for line in listed.split(b"\0"):
            if (found := _FILE.fullmatch(line)) is None:
                continue
            if int(found[2]) <= LARGEST_FILE:
                size += int(found[2])
                taken.append(b"100644 blob %s\t%s\0" % (found[1], found[3]))
        if len(taken) > MOST_FILES:
            raise TooLargeError(f"it has more than {MOST_FILES:,} files: name a folder of it")
        if size > MOST_BYTES:
            raise TooLargeError(
                f"its files are larger than {MOST_BYTES // 1_000_000} MB: name a folder of it"
            )
        return b"".join(taken)

    def write(self, files: bytes, target: Path) -> None:
        """Make ``target`` hold these files and nothing else; what is there already is not written again."""
        target.mkdir(exist_ok=True)
        (self._folder / "index.new").unlink(missing_ok=True)
        new = {"GIT_INDEX_FILE": str(self._folder / "index.new")}
        self._git.run("update-index", "-z", "--index-info", given=files, variables=new)
        tree = self._git.run("write-tree", variables=new).decode().strip()
        self._git.run(f"--work-tree={target}", "read-tree", "--reset", "-u", tree)
        self._git.run(f"--work-tree={target}", "-C", str(target), "clean", "-ffdxq")

    def tidy(self) -> None:
        """Let go of earlier states where there are many."""
        self._git.run("gc", "--auto", "--quiet", seconds=_TIDY_SECONDS)

    def _prepare(self) -> None:
        """Make the copy's folder, and take away what a run that was ended left there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not (self._folder / "HEAD").is_file():
            self._git.run("init", "--quiet", "--bare", "--template=")
        (self._folder / "info").mkdir(exist_ok=True)
        (self._folder / "info" / "attributes").write_text(_ATTRIBUTES, encoding="ascii")
        for left in [*self._folder.rglob("*.lock"), *self._folder.glob("objects/pack/tmp_*")]:
            with suppress(OSError):
                left.unlink()
