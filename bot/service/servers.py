"""Servers with notes of their own, as the file that ``QUOTH_SERVERS`` names gives them.

    others = true                           # servers that are not named below: QUOTH_NOTES, or false for none
    direct = false                          # direct messages: QUOTH_NOTES with true, else none

    [team-a]                                # a name for these notes: small letters, digits, dashes
    servers = [1100000000000000001]         # ids of the servers that see them, and nobody else
    notes = "team-a/notes"                  # paths go from the file's own folder; or a repository
    git_token_file = "team-a/token"         # optional, as QUOTH_GIT_TOKEN_FILE
    notes_url = "https://…/blob/main/notes" # optional, as QUOTH_NOTES_URL
    images = "team-a/images"                # optional, as QUOTH_IMAGES

Whatever could let a server see another's notes (a server that is named twice, a folder within another's) is
refused when the file is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, ClassVar, overload

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StrictStr,
    ValidationError,
)

from bot.logs.logs import printable
from bot.settings import Settings, SettingsError, web_address
from bot.sources.address import NotesPlace, RepositoryAddress, is_repository, notes_place
from embeddings.index.address import DatabaseAddress, Place

DEFAULT = "default"
"""The name of the notes that QUOTH_NOTES names."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What the notes of servers may be called: the library's folder has this name, so it leads nowhere else."""
_MOST_BYTES = 1_000_000
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Own:
    """Notes that some servers have for themselves."""

    name: str
    servers: tuple[int, ...]
    """Their ids."""
    settings: Settings
    """With the folders, the library and the web address of these notes instead of the default ones."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Which servers have notes of their own, and who sees the default ones."""

    own: tuple[Own, ...] = ()
    others: bool = True
    """Whether servers without notes of their own see the default notes."""
    direct: bool = True
    """Whether direct messages do. A person may write one without being in any of the others' servers."""

    @property
    def default(self) -> bool:
        """Whether anybody sees the default notes."""
        return self.others or self.direct


def _id(value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[1-9][0-9]{0,18}", text) or int(text) > _LARGEST_ID:
        raise ValueError("the id of a server is expected, a number such as 1100000000000000001")
    return int(text)


class _Table(BaseModel):
    """One table, as it is written."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    servers: list[Annotated[int, BeforeValidator(_id)]] = Field(min_length=1)
    notes: StrictStr = Field(min_length=1)
    git_token_file: StrictStr | None = Field(default=None, min_length=1)
    notes_url: Annotated[StrictStr, AfterValidator(web_address)] | None = None
    images: StrictStr | None = Field(default=None, min_length=1)


@overload
def library_of(library: Path, name: str) -> Path: ...
@overload
def library_of(library: Place, name: str) -> Place: ...
def library_of(library: Place, name: str) -> Place:
    """Return where the library of notes with this name lies: below the folder of the default one, or in its
    database.
    """
    if isinstance(library, DatabaseAddress):
        return library.beside(name)
    return library.parent / "servers" / name / "library.db"


def libraries_beside(library: Path) -> dict[str, Path]:
    """Return the libraries of servers that lie below the folder of the default one, by name."""
    found = sorted((library.parent / "servers").glob("*/library.db"))
    return {path.parent.name: path for path in found if NAME.fullmatch(path.parent.name)}


def read_servers(settings: Settings) -> Servers:
    """Read the file that the settings name; without one all see the default notes. Raises SettingsError."""
    if settings.servers is None:
        return Servers()
    file = settings.servers
    try:
        tables = _parse(file)
        others, direct = (_switch(tables, *one) for one in (("others", True), ("direct", False)))
        own = tuple(_own(settings, file, name, table) for name, table in tables.items())
        if not own:
            raise ValueError("it names no server: add a table, for example [team-a] with servers and notes")
        _check_names(own)
        found = Servers(own, others, direct)
        _check_folders(settings, found)
    except ValueError as error:
        # What the file holds may end lines, or steer a terminal.
        said = printable(str(error).rstrip("."))
        raise SettingsError(f"QUOTH_SERVERS is {str(file)!r}: {said}.") from None
    return found


def _parse(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror})") from None
    if len(data) > _MOST_BYTES:
        raise ValueError("it is larger than 1 MB, too large for a list of servers")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
    except RecursionError:
        raise ValueError("it is not TOML (it is nested too deep)") from None
    except ValueError as error:
        reason = str(error).rstrip(".")
        raise ValueError(f"it is not TOML ({reason[:1].lower()}{reason[1:]})") from None


def _switch(tables: dict[str, Any], name: str, default: bool) -> bool:
    value = tables.pop(name, default)
    if not isinstance(value, bool):
        raise ValueError(f"`{name}` must be true or false, and stand before the first table")
    return value


def _own(settings: Settings, file: Path, name: str, table: object) -> Own:
    if not isinstance(table, Mapping):
        raise ValueError(
            f"`{name}` is not a known key: there are others, direct, and one table for each set of notes"
        )
    if not NAME.fullmatch(name) or name == DEFAULT:
        raise ValueError(
            f"[{name}]: a name is up to 40 small letters, digits and dashes, and other than {DEFAULT}"
        )
    try:
        given = _Table.model_validate(table)
    except ValidationError as error:
        raise ValueError(f"[{name}]: {_sentence(error)}") from None
    folder = file.absolute().parent
    try:
        changed = _changed(folder, given)
    except ValueError as error:
        raise ValueError(f"[{name}]: {error}") from None
    changed["library"] = library_of(settings.library, name)
    return Own(name, tuple(dict.fromkeys(given.servers)), settings.model_copy(update=changed))


def _changed(folder: Path, given: _Table) -> dict[str, object]:
    """Return what is other than in the settings of the default notes: nothing of theirs is taken over."""
    return {
        "notes": _notes(folder, given.notes),
        "git_token": _token(folder, given.git_token_file),
        "images": _path(folder, given.images) if given.images else None,
        "notes_url": given.notes_url,
    }


def _notes(folder: Path, text: str) -> NotesPlace:
    try:
        return notes_place(text) if is_repository(text) else _path(folder, text)
    except ValueError as error:
        raise ValueError(f"`notes`: {error}") from None


def _token(folder: Path, text: str | None) -> SecretStr | None:
    """Return the token in a file; the one of the default notes goes to their repository alone."""
    if text is None:
        return None
    try:
        return SecretStr(_path(folder, text).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise ValueError(f"`git_token_file` names {text!r}, which cannot be read ({reason})") from None


def _path(folder: Path, text: str) -> Path:
    try:
        return folder / Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {text!r}: write out the path") from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(part) for part in first["loc"][:1])
    if first["type"] == "extra_forbidden":
        return f"`{key}` is not a known key: there are {', '.join(_Table.model_fields)}"
    if first["type"] == "missing":
        return f"`{key}` is missing"
    message = first["msg"].removeprefix("Value error, ")
    return f"`{key}`: {message[:1].lower()}{message[1:]}"


def _check_names(own: tuple[Own, ...]) -> None:
    for one, other in combinations(own, 2):
        if both := set(one.servers) & set(other.servers):
            raise ValueError(
                f"server {min(both)} is named in [{one.name}] and in [{other.name}]: name it once"
            )


# ---------------------------------------------------------------------- folders


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that replies may show something of."""

    name: str
    """Whose it is."""
    what: str
    place: NotesPlace

    @property
    def path(self) -> Path:
        """Where it is on this machine."""
        return self.place.notes if isinstance(self.place, RepositoryAddress) else self.place

    def __str__(self) -> str:
        """Say it as the file or the environment does."""
        return self.what if self.name == DEFAULT else f"[{self.name}] {self.what}"


def _folders(settings: Settings, servers: Servers) -> Iterator[_Folder]:
    if servers.default:
        yield _Folder(DEFAULT, "QUOTH_NOTES", settings.notes)
        if settings.images is not None:
            yield _Folder(DEFAULT, "QUOTH_IMAGES", settings.images)
    for one in servers.own:
        yield _Folder(one.name, "notes", one.settings.notes)
        if one.settings.images is not None:
            yield _Folder(one.name, "images", one.settings.images)


def _is_there(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # a name that is longer than any can be


def _overlap(one: NotesPlace, other: NotesPlace) -> bool:
    """Tell whether two folders are of one repository, and one holds the other."""
    if isinstance(one, Path) or isinstance(other, Path):
        return False
    return one.overlaps(other)


def _check_folders(settings: Settings, servers: Servers) -> None:
    """Raise ValueError where a folder is missing, or lies within one that somebody else sees."""
    found = list(_folders(settings, servers))
    for folder in found:
        if isinstance(folder.place, Path) and not _is_there(folder.place):
            none = "; if nobody should see it, write `others = false` and `direct = false`"
            hint = none if folder.name == DEFAULT else ""
            raise ValueError(f"there is no folder {folder.path} ({folder}): make it, or name another{hint}")
    for one, other in combinations(found, 2):
        if one.name == other.name:
            continue
        if _overlap(one.place, other.place):
            raise ValueError(
                f"{one} and {other} are folders of one repository that hold each other, so that servers of "
                "one would see the other's notes: name folders beside each other, or all servers in one table"
            )
        here, there = one.path.resolve(), other.path.resolve()
        if here.exists() and there.exists() and here.samefile(there):
            raise ValueError(
                f"{one} and {other} are the same folder, {here}: for servers that share their notes, "
                "name all of them in one table"
            )
        if here.is_relative_to(there) or there.is_relative_to(here):
            raise ValueError(
                f"{one} ({here}) and {other} ({there}) lie one within the other, so that "
                "servers of one would see the other's notes: move one out"
            )
