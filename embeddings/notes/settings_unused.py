"""What ``quoth.toml`` says without effect: patterns that fit no file, keys that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from embeddings.notes.config import FILE_NAME, FolderConfig
from embeddings.notes.model import Finding, Folder


def unused_settings(
    root: Path, config: FolderConfig, files: Sequence[str], others: Sequence[str], folder: Folder
) -> Iterator[Finding]:
    """Return a finding for each setting without effect; ``files`` were read, ``others`` were left out."""
    for name in _misnamed(root):
        yield Finding(name, 1, "settings", f"{name} is not read; call it {FILE_NAME}")
    try:
        lines = (root / FILE_NAME).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return

    def found(key: str, told: str) -> Finding:
        at = next((number for number, line in enumerate(lines, 1) if line.strip().startswith(key)), 1)
        return Finding(FILE_NAME, at, "settings", told)

    for key in ("exclude", "one_session", "many_sessions"):
        for pattern in getattr(config, key):
            if not any(fnmatch(file, pattern) for file in (*files, *others)):
                yield found(key, f'"{pattern}" of {key} fits no file; write its path within the notes folder')
    for pattern, _ in config.files:
        if not any(fnmatch(file, pattern) for file in (*files, *others)):
            yield found("files", f'files."{pattern}" fits no file; write its path within the notes folder')
    if files and all(config.leaves_out(file) for file in files):
        yield found("exclude", "exclude leaves out every file of the notes")
    for file in files:
        own = config.of(file)
        if own.holds_many(file) and own.level_of(file) == "file":
            yield found("many_sessions", f"{file} is told to be one session and several; it is read as one")
        elif own.holds_many(file) and own.level_of(file) is not None:
            yield found(
                "many_sessions", f"level = {own.level} tells the sessions of {file}, not many_sessions"
            )
    for note in folder.notes:
        own = config.of(note.file)
        if own.holds_many(note.file) and own.level_of(note.file) is None and len(note.sessions) == 1:
            yield Finding(
                note.file,
                1,
                "settings",
                f"{FILE_NAME} says that it holds several sessions, but nothing looks like their titles; "
                'write each as a heading ("## Title")',
            )


def _misnamed(root: Path) -> list[str]:
    """Return files that were meant for ``quoth.toml`` and are written in other letters."""
    try:
        names = sorted(path.name for path in root.iterdir())
    except OSError:
        return []
    return [name for name in names if name.casefold() == FILE_NAME and name != FILE_NAME]
