"""The ``git`` program, kept short: nothing of this machine's settings, no code of the repository's, no end
without a limit.

Its output goes to files and not to pipes, so that whoever waits can see how much there is.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from bot.sources.errors import EndedError, SourceError

MOST_BYTES = 500_000_000
"""Of a repository as it is kept, and of the files that are taken from it."""
_MOST_OUTPUT = 16_000_000
"""Bytes of what git writes: a list of 20,000 files has a fifth of it."""
_LOOK_AGAIN = 0.05
"""Seconds between looks at a program that runs."""
_OLDEST = (2, 37)
"""The first version that connects to addresses that were looked at (``http.curloptResolve``)."""
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "SSH_AUTH_SOCK")
"""Variables of this process's that git is given."""
CONFIG = {
    "core.bare": "false",
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    # A link is a file that names another: none is made, whatever a repository holds.
    "core.symlinks": "false",
    "core.logAllRefUpdates": "false",
    "core.bigFileThreshold": "4m",
    "pack.threads": "1",
    "pack.windowMemory": "64m",
    "gc.auto": "500",
    "gc.autoPackLimit": "10",
    "gc.autoDetach": "false",
    "gc.pruneExpire": "now",
    "submodule.recurse": "false",
    "credential.helper": "",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "60",
}
"""What holds for every run: given by the environment, it beats every file."""
PROTOCOLS = "https:ssh"
"""The only ones that anything is fetched by."""

Stop = Callable[[], bool]
"""Tells whether to end before all is done."""


class GitError(Exception):
    """Git could not do what it was told; the text is what it said."""


class LimitError(Exception):
    """More time or room is needed than there is; the text is what exceeds what."""


class TooLargeError(LimitError):
    """More room is needed than there is."""


@dataclass(frozen=True, slots=True)
class Git:
    """The program, with a repository in the folder ``folder``."""

    folder: Path
    stop: Stop = lambda: False

    def run(
        self,
        *arguments: str,
        seconds: float = 60.0,
        given: bytes = b"",
        config: Mapping[str, str] | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return what a command of git's writes, which is given the bytes ``given``.

        Raises GitError where it fails, LimitError where it takes longer than ``seconds`` or more room than
        ``MOST_BYTES``, and EndedError.
        """
        environment = _environment(self.folder, {**CONFIG, **(config or {})}, variables or {})
        with (
            tempfile.TemporaryFile(dir=self.folder) as read,
            tempfile.TemporaryFile(dir=self.folder) as written,
            tempfile.TemporaryFile(dir=self.folder) as said,
        ):
            read.write(given)
            read.seek(0)
            try:
                # In a session of its own, so that it ends with all that it started.
                running = subprocess.Popen(  # noqa: S603 - the arguments are ours, or were looked at
                    [_program(), f"--git-dir={self.folder}", *arguments],
                    cwd=self.folder,
                    env=environment,
                    stdin=read,
                    stdout=written,
                    stderr=said,
                    start_new_session=True,
                )
            except FileNotFoundError:
                raise _missing() from None
            try:
                self._wait(running, seconds, written, said)
            finally:
                _end(running)
            if running.returncode:
                said.seek(0)
                raise GitError(said.read(20_000).decode("utf-8", "replace"))
            written.seek(0)
            return written.read()

    def _wait(self, running: subprocess.Popen[bytes], seconds: float, *outputs: IO[bytes]) -> None:
        until = time.monotonic() + seconds
        while True:
            with suppress(subprocess.TimeoutExpired):
                running.wait(_LOOK_AGAIN)
            # Once more at the end: it may have been quicker than the look.
            if _size_of(self.folder) > MOST_BYTES or any(_length(one) > _MOST_OUTPUT for one in outputs):
                raise TooLargeError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
            if running.returncode is not None:
                return
            if self.stop():
                raise EndedError("The notes were no longer waited for.")
            if time.monotonic() > until:
                raise LimitError(f"it takes longer than {seconds:.0f} s")


def _environment(home: Path, config: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a run; what is secret among them is seen by this user's processes alone."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    numbered = {"GIT_CONFIG_COUNT": str(len(config))}
    for number, (key, value) in enumerate(config.items()):
        numbered |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {
        **kept,
        **numbered,
        # Neither settings nor passwords (.netrc) of the user's are read.
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": PROTOCOLS,
        "LC_ALL": "C",
        **more,
    }


@cache
def _program() -> str:
    """Return what git is called here; raises SourceError where it is missing or too old."""
    try:
        told = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True, timeout=60)  # noqa: S607 - by PATH, as the person has it
    except (OSError, subprocess.SubprocessError):
        raise _missing() from None
    found = re.search(r"(\d+)\.(\d+)", told.stdout)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST:
        raise _missing()
    return "git"


def _missing() -> SourceError:
    oldest = ".".join(map(str, _OLDEST))
    return SourceError(
        f"The notes are in a repository, which takes the program git: install it, version {oldest} or newer."
    )


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all that it started."""
    if running.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(running.pid, signal.SIGKILL)
            else:
                running.kill()
    running.wait()


def _size_of(folder: Path) -> int:
    """Return the bytes of the files below a folder."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):  # moved meanwhile
                total += Path(place, name).lstat().st_size
    return total


def _length(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size


def last_line(said: str) -> str:
    """Return what git says went wrong, without what a server says beside it."""
    lines: Sequence[str] = [line.strip() for line in said.splitlines()]
    own = [line for line in lines if line.startswith(("fatal: ", "error: ", "ssh: "))]
    return (own or [line for line in lines if line] or ["no reason was given"])[-1][:200]
