"""What the commands write: JSON, one object a line, and files."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from embeddings.errors import QuothError


class OutputError(QuothError):
    """The file that was to be written cannot be."""


def print_json(*values: object) -> None:
    """Write each value to standard output as one line of JSON."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def check_target(target: Path) -> None:
    """Raise OutputError where ``target`` is not a plain file that can be written or made."""
    try:
        link, folder = target.is_symlink(), target.is_dir()
        other = target.exists() and not target.is_file()
        nowhere = not target.parent.is_dir()
    except OSError as error:  # a name that is longer than any can be, or a folder that may not be entered
        raise OutputError(f"{target} cannot be written ({error.strerror}): name another file.") from error
    if link:
        raise OutputError(f"{target} is a symbolic link, which is not written through: name the file itself.")
    if folder:
        raise OutputError(f"{target} is a folder: name a file in it, for example {target / 'recap.html'}.")
    if other:
        raise OutputError(f"{target} is not a plain file: leave -o out to write to standard output.")
    if nowhere:
        raise OutputError(f"There is no folder {target.parent} to write {target.name} into: make it first.")


def write(target: Path, text: str) -> None:
    """Write beside ``target`` and move it over, so that no reader meets half of it; raises OutputError."""
    check_target(target)
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # mkstemp makes a file for its owner alone; this one gets what any new file here would.
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        Path(beside).replace(target)
    except OSError as error:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        raise OutputError(
            f"{target} cannot be written ({error.strerror}): check the folder's permissions and free space."
        ) from error
