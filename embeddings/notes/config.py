"""``quoth.toml``: what an organiser may tell where the rules are not enough. Every key is optional.

level = 2                       the heading level of a session, 1 to 6; or "file": each file is one session
one_session = ["talks/*"]       files that are one session each, whatever the headings in them
many_sessions = ["day*.md"]     files that hold several sessions, at the headings that look most like them
title = "heading"               where the title of a file that is one session stands: "heading", "first line",
                                "file name" or "front matter"
speakers = "first line"         where speakers are named: "first line" under the title, "title", "label"
                                ("Speaker: X"), "front matter" or "nowhere"
dates = "day first"             whether 6/7/2019 is the 6th of July, "day first", or of June, "month first"
files."a.md".sessions = "one"   the same of single files or a pattern: sessions, "one" or "several", title,
                                speakers, dates, event, year, noted_by; where several lines fit a file, the
                                last holds
exclude = ["drafts/*", "*.txt"] files to leave out, as patterns on their path within the notes
event = "SomeConf 2024"         the event's name, where the notes do not give it
year = 2024                     the year of dates that are written without one
noted_by = "Anna Berg"          who took the notes; of a folder: files."anna/*".noted_by = "Anna Berg"
base_url = "https://…/blob/main/notes" where the notes are published; a file's path is added to it for
jump links
"""

from __future__ import annotations

import json
import re
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal, get_args

from embeddings.errors import NotesError
from embeddings.text.dates import DayOrder
from embeddings.text.decoding import decode

FILE_NAME = "quoth.toml"
KEYS = (
    "level",
    "one_session",
    "many_sessions",
    "title",
    "speakers",
    "dates",
    "files",
    "exclude",
    "event",
    "year",
    "noted_by",
    "base_url",
)

TitleSource = Literal["heading", "first line", "file name", "front matter"]
"""Where the title of a file that is one session stands."""

SpeakerSource = Literal["first line", "title", "label", "front matter", "nowhere"]
"""Where speakers are named."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "title": get_args(TitleSource),
    "speakers": get_args(SpeakerSource),
    "dates": get_args(DayOrder),
}
_PATTERNS = ("exclude", "one_session", "many_sessions")
_FILE_KEYS = ("sessions", "title", "speakers", "dates", "event", "year", "noted_by")
_MOST_SHOWN = 60
"""Characters of a wrong value that a message shows."""


@dataclass(frozen=True, slots=True)
class FolderConfig:
    """The keys of ``quoth.toml``; see the top of this module."""

    level: int | Literal["file"] | None = None
    exclude: tuple[str, ...] = ()
    event: str | None = None
    year: int | None = None
    base_url: str | None = None
    one_session: tuple[str, ...] = ()
    many_sessions: tuple[str, ...] = ()
    title: TitleSource | None = None
    speakers: SpeakerSource | None = None
    dates: DayOrder | None = None
    files: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """What is told of single files, by a pattern on their path."""
    noted_by: str | None = None

    def of(self, file: str) -> FolderConfig:
        """Return what is told of a file: the keys of the folder, with those of its own in their place."""
        told: dict[str, Any] = {}
        for pattern, values in self.files:
            if fnmatch(file, pattern):
                told.update(values)
        if not told:
            return self
        sessions = told.pop("sessions", None)
        if sessions:
            own = ("one_session", "many_sessions") if sessions == "one" else ("many_sessions", "one_session")
            told |= {own[0]: ("*",), own[1]: (), "level": None}
        return replace(self, **told)

    def leaves_out(self, file: str) -> bool:
        """Whether a file, named relative to the notes folder, is to be left out."""
        return _matches(file, self.exclude)

    def level_of(self, file: str) -> int | Literal["file"] | None:
        """Return what is told of the sessions of a file: their level, "file" for one session, or None."""
        if _matches(file, self.one_session):
            return "file"
        return None if self.level == "file" and self.holds_many(file) else self.level

    def holds_many(self, file: str) -> bool:
        """Whether a file is told to hold several sessions, at whatever level."""
        return _matches(file, self.many_sessions)


def _matches(file: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


def setting(file: str, key: str, value: str | int) -> str:
    """Return the line that tells one thing of one file; any number of such lines go together."""
    pattern = json.dumps(re.sub(r"([\[*?])", r"[\1]", file), ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"files.{pattern}.{key} = {json.dumps(value)}"


def read_config(root: Path) -> FolderConfig:
    """Read ``quoth.toml`` in the notes folder; without one no key is set."""
    path = root / FILE_NAME
    try:
        state = path.stat()
        if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):  # a pipe would wait for ever
            raise NotesError(f"{path} is not a regular file; put a text file in its place, or remove it.")
        text = decode(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return FolderConfig()
    except (OSError, UnicodeDecodeError) as error:
        raise NotesError(
            f"{path} cannot be read ({_reason(error)}); save it as UTF-8 text, or remove it."
        ) from error
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise NotesError(f"{path} is not valid TOML: {_fault(error)}.") from error
    return parse_config(values, str(path))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or "unreadable").lower()


def _fault(error: ValueError | RecursionError) -> str:
    """Return what is wrong with a text that is no TOML, for people."""
    if isinstance(error, RecursionError):
        return "its lists are nested too deep"
    if not isinstance(error, tomllib.TOMLDecodeError):
        return "it holds a number of too many digits"
    said = str(error)
    if said.startswith("Cannot overwrite a value"):
        place = said.removeprefix("Cannot overwrite a value")
        return f"a key stands twice{place}; keep one of the two"
    return said


def _shown(value: object) -> str:
    """Return a value for a message, cut where it is long."""
    try:
        text = repr(value)
    except ValueError:
        return "a number of too many digits"
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def parse_config(values: dict[str, Any], where: str) -> FolderConfig:
    """Check the keys and values; an unknown key or a value of the wrong kind raises NotesError naming it."""
    unknown = sorted(set(values) - set(KEYS))
    if unknown:
        noun = "key" if len(unknown) == 1 else "keys"
        raise NotesError(f"{where}: unknown {noun} {', '.join(unknown)}; the keys are {', '.join(KEYS)}.")

    def wrong(key: str, wanted: str) -> NotesError:
        return NotesError(f"{where}: {key} must be {wanted}, not {_shown(values[key])}.")

    level = values.get("level")
    if level is not None and level != "file" and (type(level) is not int or not 1 <= level <= 6):
        raise wrong("level", 'a number from 1 to 6 or "file"')
    for key in _PATTERNS:
        patterns = values.get(key, [])
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
            raise wrong(key, "a list of patterns")
    _check_values(values, wrong)
    base_url = values.get("base_url")
    if base_url and not base_url.startswith(("https://", "http://")):
        raise wrong("base_url", "an address that begins with https://")
    return FolderConfig(
        level,
        tuple(values.get("exclude", [])),
        values.get("event"),
        values.get("year"),
        base_url,
        tuple(values.get("one_session", [])),
        tuple(values.get("many_sessions", [])),
        values.get("title"),
        values.get("speakers"),
        values.get("dates"),
        tuple(_files(values.get("files", {}), where)),
        values.get("noted_by"),
    )


def _check_values(values: Mapping[str, Any], wrong: Callable[[str, str], NotesError]) -> None:
    """Check the values that a folder or a single file may have; raises what ``wrong`` makes."""
    for key, choices in _CHOICES.items():
        if key in values and values[key] not in choices:
            quoted = [f'"{choice}"' for choice in choices]
            raise wrong(key, f"{', '.join(quoted[:-1])} or {quoted[-1]}")
    year = values.get("year")
    if year is not None and (type(year) is not int or not 1980 <= year <= 2100):
        raise wrong("year", "a year such as 2024")
    for key in ("event", "base_url", "noted_by"):
        if key in values and not (isinstance(values[key], str) and values[key].strip()):
            raise wrong(key, "text")


def _files(told: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return what is told of single files; NotesError names what is wrong with it."""
    if not isinstance(told, dict) or not all(isinstance(values, dict) for values in told.values()):
        raise NotesError(
            f'{where}: files must name files and what holds of them: files."a.md".sessions = "one".'
        )
    for pattern, values in told.items():
        unknown = sorted(set(values) - set(_FILE_KEYS))
        if unknown:
            raise NotesError(
                f'{where}: unknown key {", ".join(unknown)} of files."{pattern}"; the keys are '
                f"{', '.join(_FILE_KEYS)}."
            )

        def wrong(
            key: str, wanted: str, pattern: str = pattern, values: Mapping[str, Any] = values
        ) -> NotesError:
            return NotesError(
                f'{where}: files."{pattern}".{key} must be {wanted}, not {_shown(values[key])}.'
            )

        if values.get("sessions", "one") not in ("one", "several"):
            raise wrong("sessions", '"one" or "several"')
        _check_values(values, wrong)
        yield pattern, values
