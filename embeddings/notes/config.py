"""``quoth.toml``: what an organiser may tell where the rules are not enough. Every key is optional.

level = 2 the heading level of a session, 1 to 6; or "file" where each file is one session
exclude = ["drafts/*", "*.txt"] files to leave out, as patterns on their path within the notes
event = "SomeConf 2024"         the event's name, where the notes do not give it
year = 2024                     the year of dates that are written without one
base_url = "https://…/blob/main/notes" where the notes are published; a file's path is added to it for
jump links
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from embeddings.errors import NotesError

FILE_NAME = "quoth.toml"
KEYS = ("level", "exclude", "event", "year", "base_url")


@dataclass(frozen=True, slots=True)
class FolderConfig:
    """The keys of ``quoth.toml``; see the top of this module."""

    level: int | Literal["file"] | None = None
    exclude: tuple[str, ...] = ()
    event: str | None = None
    year: int | None = None
    base_url: str | None = None

    def leaves_out(self, file: str) -> bool:
        """Whether a file, named relative to the notes folder, is to be left out."""
        return any(fnmatch(file, pattern) for pattern in self.exclude)


def read_config(root: Path) -> FolderConfig:
    """Read ``quoth.toml`` in the notes folder; without one no key is set."""
    path = root / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return FolderConfig()
    except (OSError, UnicodeDecodeError) as error:
        raise NotesError(
            f"{path} cannot be read ({_reason(error)}); save it as UTF-8 text, or remove it."
        ) from error
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotesError(f"{path} is not valid TOML: {error}.") from error
    return parse_config(values, str(path))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unreadable").lower()


def parse_config(values: dict[str, Any], where: str) -> FolderConfig:
    """Check the keys and values; an unknown key or a value of the wrong kind raises NotesError naming it."""
    unknown = sorted(set(values) - set(KEYS))
    if unknown:
        noun = "key" if len(unknown) == 1 else "keys"
        raise NotesError(f"{where}: unknown {noun} {', '.join(unknown)}; the keys are {', '.join(KEYS)}.")

    def wrong(key: str, wanted: str) -> NotesError:
        return NotesError(f"{where}: {key} must be {wanted}, not {values[key]!r}.")

    level = values.get("level")
    if level is not None and level != "file" and (type(level) is not int or not 1 <= level <= 6):
        raise wrong("level", 'a number from 1 to 6 or "file"')
    exclude = values.get("exclude", [])
    if not isinstance(exclude, list) or not all(isinstance(pattern, str) for pattern in exclude):
        raise wrong("exclude", "a list of patterns")
    year = values.get("year")
    if year is not None and (type(year) is not int or not 1980 <= year <= 2100):
        raise wrong("year", "a year such as 2024")
    for key in ("event", "base_url"):
        if key in values and not (isinstance(values[key], str) and values[key].strip()):
            raise wrong(key, "text")
    base_url = values.get("base_url")
    if base_url and not base_url.startswith(("https://", "http://")):
        raise wrong("base_url", "an address that begins with https://")
    return FolderConfig(level, tuple(exclude), values.get("event"), year, base_url)
