"""Addresses of notes: a folder, or a repository with a branch and a folder of it.

    https://github.com/TEAM/NOTES.git#BRANCH:FOLDER     the branch (or tag) and the folder may be left out
    ssh://git@HOST:22/TEAM/NOTES.git
    git@HOST:TEAM/NOTES.git

Nothing is connected to here.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from embeddings.cache import cache_folder

_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*)://")
_SHORT = re.compile(r"([\w.-]+)@([\w.-]+):(?!//)(.+)", re.ASCII | re.DOTALL)
"""As SSH has it: ``git@host:path``, from the folder of the user's there."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_USER = re.compile(r"[A-Za-z0-9_][\w.-]*", re.ASCII)
_PATH = re.compile(r"(?!-)[\w.~+%-]+(/[\w.~+%-]+)*", re.ASCII)
"""Whose start no program takes for an option."""
_BRANCH = re.compile(r"[\w@][\w.+@=-]*(/[\w+@][\w.+@=-]*)*")
_EXPECTED = (
    "a folder, or a repository such as https://github.com/TEAM/NOTES.git#BRANCH:FOLDER or "
    "git@github.com:TEAM/NOTES.git is expected"
)


@dataclass(frozen=True, slots=True)
class RepositoryAddress:
    """A folder of a branch of a repository. There is no password in it."""

    scheme: Literal["https", "ssh"]
    host: str
    path: str
    """Of the repository on its host, without a slash at either end."""
    port: int | None = None
    user: str | None = None
    """Of SSH."""
    branch: str | None = None
    """A branch or a tag; None for the one that the repository names."""
    folder: str = ""
    """Of the notes in the repository, without a slash at either end; empty for the whole."""
    short: bool = False
    """Whether the path goes from the folder of the user's, as in ``git@host:path``."""

    @property
    def url(self) -> str:
        """The address of the repository, as git takes it."""
        if self.short:
            return f"{self.user}@{self.host}:{self.path}"
        user = f"{self.user}@" if self.user else ""
        return f"{self.scheme}://{user}{self.netloc}/{self.path}"

    @property
    def netloc(self) -> str:
        """The host, with its port where one is named."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port is None else f"{name}:{self.port}"

    @property
    def home(self) -> Path:
        """The folder of this machine's that the repository is kept in, which nothing else has."""
        name = re.sub(r"[^a-z0-9-]+", "-", self.path.rpartition("/")[2].removesuffix(".git").lower())
        digest = hashlib.sha256(str(self).encode()).hexdigest()[:16]
        return cache_folder() / "notes" / f"{name[:40].strip('-') or 'notes'}-{digest}"

    @property
    def notes(self) -> Path:
        """The folder of this machine's that the notes are kept in."""
        return self.home / "notes"

    def overlaps(self, other: RepositoryAddress) -> bool:
        """Tell whether one's folder holds the other's."""
        if self._repository != other._repository:
            return False
        # The branch that a repository names by itself may be any.
        if self.branch and other.branch and self.branch != other.branch:
            return False
        one, two = (folder.split("/") if folder else [] for folder in (self.folder, other.folder))
        shorter = min(len(one), len(two))
        return one[:shorter] == two[:shorter]

    @property
    def _repository(self) -> tuple[str, str]:
        return self.host, self.path.removesuffix(".git").lower()

    def __str__(self) -> str:
        """Return the address as a person writes it."""
        # A `#` of the folder's name is no start of a branch behind the branch's own.
        branch = f"#{self.branch or ''}" if self.branch or "#" in self.folder else ""
        return f"{self.url}{branch}" + (f":{self.folder}" if self.folder else "")


NotesPlace: TypeAlias = Path | RepositoryAddress
"""Where notes are."""


def is_repository(text: str) -> bool:
    """Tell whether a text is meant as the address of a repository rather than as a path."""
    return bool(_SCHEME.match(text) or _SHORT.fullmatch(text))


def notes_place(value: object) -> NotesPlace:
    """Return where notes are; raises ValueError, with what is expected, for an address that is none."""
    if isinstance(value, Path | RepositoryAddress):
        return value
    text = str(value)
    return _repository(text.strip()) if is_repository(text.strip()) else Path(text)


def _repository(text: str) -> RepositoryAddress:
    base, has_branch, tail = text.partition("#")
    branch, _, folder = tail.partition(":")
    if has_branch and not branch and not folder:
        raise ValueError("a branch is expected after the `#`")
    if (scheme := _SCHEME.match(base)) is not None:
        kind = scheme[1].lower()
        if kind not in ("https", "ssh"):
            raise ValueError(f"{kind}:// is not fetched from: https:// or ssh:// is expected")
        authority, _, path = base[scheme.end() :].partition("/")
        user, _, host = authority.rpartition("@")
        if kind == "https" and user:
            raise ValueError(
                "no name or password is expected in the address, where others could see it: put it into "
                "the file that QUOTH_GIT_TOKEN_FILE names"
            )
        host, port = _host_and_port(host)
        short = False
    else:
        found = _SHORT.fullmatch(base)
        if found is None:
            raise ValueError(_EXPECTED)
        kind, short = "ssh", True
        user, host, path = found.groups()
        host, port = _host_and_port(host)
    if user and not _USER.fullmatch(user):
        raise ValueError("a user before the host is expected to be a name alone, as in git@github.com")
    if not has_branch:
        path, _, folder = path.partition(":")
    path = path.strip("/")
    if re.search(r"/(-/)?(tree|blob|src)/", path):
        raise ValueError(
            "the address for cloning is expected, with branch and folder behind it, as in "
            "https://github.com/TEAM/NOTES.git#BRANCH:FOLDER"
        )
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise ValueError(_EXPECTED)
    return RepositoryAddress(
        "https" if kind == "https" else "ssh",
        host,
        path,
        port,
        user or None,
        _branch(branch),
        _folder(folder),
        short,
    )


def _host_and_port(text: str) -> tuple[str, int | None]:
    if (literal := re.fullmatch(r"\[([0-9A-Fa-f:.]+)\](?::(.*))?", text)) is not None:
        try:
            return str(ipaddress.IPv6Address(literal[1])), _port(literal[2] or "")
        except ValueError:
            raise ValueError(_EXPECTED) from None
    name, _, port = text.partition(":")
    name = name.lower().removesuffix(".")
    if not _HOST.fullmatch(name):
        raise ValueError(_EXPECTED)
    return name, _port(port)


def _port(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise ValueError("a port from 1 to 65535 is expected after the host")
    return int(text)


def _branch(text: str) -> str | None:
    if text and (
        not _BRANCH.fullmatch(text) or ".." in text or "@{" in text or text.endswith((".lock", "."))
    ):
        raise ValueError("the name of a branch or a tag is expected after the `#`")
    return text or None


def _folder(text: str) -> str:
    # An address is read without the spaces around it: a name that ends in one could not be written again.
    folder = text.strip("/ ")
    parts = folder.split("/") if folder else []
    wrong = {"", ".", "..", ".git"} & {part.lower() for part in parts}
    if wrong or not folder.isprintable() or "\\" in folder:
        raise ValueError("a folder of the repository is expected after the `:`, as in docs/notes")
    return folder
