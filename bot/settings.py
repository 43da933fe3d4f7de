"""Every setting of Quoth, its default and its meaning, in one typed place.

Each is read from the environment variable that its name gives (``notes`` from ``QUOTH_NOTES``); the token
alone from ``DISCORD_TOKEN``. A secret may stand in a file instead, which its variable with ``_FILE`` at the
end names (``DISCORD_TOKEN_FILE``, ``QUOTH_LIBRARY_FILE``). An empty variable counts as unset.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    Field,
    PlainValidator,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.logs.redact import Redactor
from bot.sources.address import NotesPlace, RepositoryAddress, is_repository, notes_place
from bot.summaries.address import ModelAddress, model_address
from embeddings.errors import QuothError
from embeddings.index.address import DatabaseAddress, Place, is_address, place_of

_PREFIX = "QUOTH_"
_MOST_SHARDS = 1000
"""Each is a connection of its own, which takes five seconds to begin."""
_SECRETS = {
    "token": "DISCORD_TOKEN",
    "secret": "QUOTH_SECRET",
    "web_token": "QUOTH_WEB_TOKEN",
    "git_token": "QUOTH_GIT_TOKEN",
    "summary_key": "QUOTH_SUMMARY_KEY",
}
"""The fields that are secret, and their variables."""
_IN_FILES = {**_SECRETS, "library": "QUOTH_LIBRARY"}
"""The fields that may stand in a file, and their variables: an address of a library may have a password."""
_OTHERS = ("QUOTH_CORPORA", "QUOTH_QUESTIONS")
"""Variables that are not settings: the real notes and questions that tests and benchmarks read."""
_EXPECTED = {
    "int_parsing": "a whole number is expected",
    "bool_parsing": "true or false is expected",
}
"""What is said in place of pydantic's words, by its kinds of errors."""

_log = logging.getLogger(__name__)


class SettingsError(QuothError):
    """A setting cannot be used; names the variable, what it holds and what is expected."""


def web_address(value: str) -> str:
    """Return an address without the slash at its end; raises ValueError where it is not a web address."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("a web address that begins with https:// is expected")
    return value.rstrip("/")


def library_place(value: object) -> Place:
    """Return where a library is kept; raises ValueError for a bad address, and for one with a password."""
    if isinstance(value, Path | DatabaseAddress):
        return value
    place = place_of(str(value))
    if isinstance(place, DatabaseAddress) and place.password is not None:
        raise ValueError(
            "no password is expected, which others could see here: put it into the file that PGPASSFILE "
            "names, or the whole address into one that QUOTH_LIBRARY_FILE names"
        )
    return place


def _shards(value: object) -> int | Literal["auto"] | None:
    text = str(value).strip().lower()
    if value is None or text == "auto":
        return None if value is None else "auto"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= _MOST_SHARDS:
        raise ValueError(f"a number from 1 to {_MOST_SHARDS}, or auto, is expected")
    return int(text)


class Settings(BaseSettings):
    """What can be set. ``bot.settings.load_settings`` reads it from the environment."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    notes: Annotated[NotesPlace, NoDecode, PlainValidator(notes_place)] = Field(
        default=Path("notes"),
        description="The folder of notes, or the repository that they are fetched from: "
        "`https://github.com/TEAM/NOTES.git#BRANCH:FOLDER` (branch and folder may be left out), or "
        "`git@HOST:TEAM/NOTES.git`.",
    )
    library: Annotated[Place, NoDecode, PlainValidator(library_place)] = Field(
        default=Path(".quoth/library.db"),
        description="Where the library and the bot's database are kept: a file, which that lies beside, or "
        "`postgresql://user@host/database` (or `QUOTH_LIBRARY_FILE`).",
    )
    model: str = Field(
        default="auto",
        description="`auto` (by the notes' languages), `english`, `multilingual`, the path of a "
        "sentence-transformers folder, or a model's name on the Hugging Face hub.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        default="WARNING", description="How much is logged to standard error."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Lines for people, or one JSON object a line for a log collector."
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port, on loopback only, where a running bot offers its figures to Prometheus; "
        "needs `pip install '.[metrics]'` in the folder of Quoth's source.",
    )

    token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "token"),
        description="The bot's token, from the Discord developer portal; or `DISCORD_TOKEN_FILE`.",
    )
    guild: int | None = Field(
        default=None, gt=0, description="The id of the one server that gets the commands; without it all do."
    )
    user_install: bool = Field(
        default=False,
        description="Whether people may install the bot for themselves and ask it anywhere; it then answers "
        "them alone, from the notes that direct messages see.",
    )
    servers: Path | None = Field(
        default=None,
        description="A file that gives servers notes of their own; without it all see the same notes.",
    )
    shards: Annotated[int | Literal["auto"] | None, BeforeValidator(_shards)] = Field(
        default=None,
        description="How many connections to Discord carry the servers: a number, or `auto` for as many as "
        "Discord advises (it wants them from 2,500 servers on). Without it there is one.",
    )
    notes_url: Annotated[str, AfterValidator(web_address)] | None = Field(
        default=None,
        description="The web address of the notes folder, for example "
        "`https://github.com/OWNER/REPO/blob/COMMIT/notes`: quotes then link to their lines.",
    )
    images: Path | None = Field(
        default=None, description="The folder of the pictures that notes name by `/path`, as web sites do."
    )
    watch: bool = Field(default=True, description="Whether changed notes are taken up while the bot runs.")
    person_limit: int = Field(
        default=10,
        ge=1,
        le=1000,
        description="Questions and commands that one person may send a minute; buttons may be pressed three "
        "times as often.",
    )
    server_limit: int = Field(
        default=300,
        ge=1,
        le=100_000,
        description="Questions and commands that one server may send a minute; buttons likewise.",
    )
    keep_days: int = Field(
        default=90, ge=1, le=3650, description="Days that questions and feedback are kept."
    )
    left_days: int = Field(
        default=30,
        ge=0,
        le=3650,
        description="Days after which all that is kept of a server goes, once the bot is no longer in it.",
    )
    secret: SecretStr | None = Field(
        default=None,
        description="The key that user ids are hashed with; or `QUOTH_SECRET_FILE`. Without it one is made "
        "and kept in the bot's database.",
    )
    git_token: SecretStr | None = Field(
        default=None,
        description="The token that may read the repository of the notes (or `NAME:TOKEN`), where not "
        "everybody may; or `QUOTH_GIT_TOKEN_FILE`.",
    )
    git_ssh_key: Path | None = Field(
        default=None,
        description="The file of the private key that may read the repository over SSH, and has no "
        "passphrase; without it the user's own keys.",
    )
    git_known_hosts: Path | None = Field(
        default=None,
        description="The file of the keys of hosts that are trusted over SSH; without it the user's own.",
    )
    git_private: bool = Field(
        default=False,
        description="Whether the repository may be on a host of this machine's own network.",
    )
    web_token: SecretStr | None = Field(
        default=None,
        description="What whoever reaches `quoth serve` or `quoth mcp --http` has to send, which listen on "
        "other addresses than this machine's own only with one. Or `QUOTH_WEB_TOKEN_FILE`.",
    )
    summary_model: Annotated[ModelAddress | None, NoDecode, PlainValidator(model_address)] = Field(
        default=None,
        description="A language model that summarises quotes above them: the address of an OpenAI-compatible "
        "service and the model's name, as `https://HOST/v1#MODEL`. Without it none is asked.",
    )
    summary_key: SecretStr | None = Field(
        default=None, description="The key of that service; or `QUOTH_SUMMARY_KEY_FILE`."
    )
    summary_seconds: int = Field(
        default=5, ge=1, le=60, description="Seconds that an answer waits for its summary at most."
    )
    summary_private: bool = Field(
        default=False, description="Whether the model is also sent what people ask the bot privately."
    )

    @property
    def folder(self) -> Path:
        """The folder that the notes are read from: of this machine's, or what is fetched of a repository."""
        return self.notes.notes if isinstance(self.notes, RepositoryAddress) else self.notes

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what code says, then the environment, then the files that the environment names."""
        return init_settings, env_settings, _SecretFiles(settings_cls)


class _SecretFiles(PydanticBaseSettingsSource):
    """Secrets from the files that ``..._FILE`` variables name, as container platforms mount them."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - pydantic's signature
        variable = f"{_IN_FILES.get(field_name, '')}_FILE"
        path = os.environ.get(variable)
        if field_name not in _IN_FILES or not path:
            return None, field_name, False
        try:
            text = Path(path).read_text(encoding="utf-8").strip()
            return (_read_place(variable, text) if field_name == "library" else text), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not text"
            # Whoever put the token itself here should not find it in a log.
            shown = Redactor(()).hide(path)
            raise SettingsError(f"{variable} names {shown!r}, which cannot be read ({reason}).") from error

    def __call__(self) -> dict[str, Any]:
        values = {
            name: self.get_field_value(self.settings_cls.model_fields[name], name)[0] for name in _IN_FILES
        }
        return {name: value for name, value in values.items() if value}


def _may_have_password(given: str) -> bool:
    """Tell whether a value is an address of the kinds that a password may stand in."""
    address = is_address(given) or is_repository(given.strip())
    return address and ("@" in given or "?" in given or "password" in given.lower())


def _read_place(variable: str, text: str) -> Place | None:
    try:
        return place_of(text) if text else None
    except ValueError as error:
        raise SettingsError(f"{variable} names a file with a bad address: {error}.") from None


def is_word(secret: str) -> bool:
    """Tell whether a secret is one word, or none, which can stand in a header."""
    return secret.isascii() and secret.isprintable() and " " not in secret


def variable_of(field: str) -> str:
    """Return the environment variable of a field."""
    return _SECRETS.get(field, _PREFIX + field.upper())


def misnamed(names: Iterable[str]) -> list[str]:
    """Return a sentence for each variable that is named like a setting of Quoth and is not one."""
    known = [variable_of(field) for field in Settings.model_fields]
    known += [f"{variable}_FILE" for variable in _IN_FILES.values()]
    # Without what all begin with, which would make any two alike.
    ends = {variable.partition("_")[2]: variable for variable in known}
    sentences = []
    for name in sorted(names):
        if name.upper().startswith(_PREFIX) and name.upper() not in (*known, *_OTHERS):
            near = get_close_matches(name.upper().removeprefix(_PREFIX), ends, n=1)
            meant = f"did you mean {ends[near[0]]}?" if near else "docs/settings.md lists the settings."
            sentences.append(f"{name} is set but is not a setting of Quoth, so it changes nothing: {meant}")
    return sentences


def load_settings() -> Settings:
    """Read the environment; raises SettingsError, one sentence on the first setting that cannot be used.

    A variable that is named like a setting and is not one is logged, with the one that may be meant.
    """
    for sentence in misnamed(os.environ):
        _log.warning("%s", sentence)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        variable = field if field.isupper() else variable_of(field)
        expected = _EXPECTED.get(first["type"], first["msg"].removeprefix("Value error, ").rstrip("."))
        given = os.environ.get(variable, "")
        hidden = field in _SECRETS or variable in _SECRETS.values() or _may_have_password(given)
        found = "" if hidden else f" is {os.environ.get(variable)!r}"
        # A token may have been put into the wrong variable.
        found = Redactor(()).hide(found)
        raise SettingsError(f"{variable}{found}: {expected[:1].lower()}{expected[1:]}.") from None
