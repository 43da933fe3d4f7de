"""What an organiser sets: settings, and addresses of repositories."""

from __future__ import annotations

import os
from contextlib import suppress

from bot.render.links import NotesSite
from bot.settings import Settings, SettingsError, load_settings, variable_of
from bot.sources.address import RepositoryAddress, is_repository, notes_place
from bot.sources.forges import at_lines, folder_at
from embeddings import notes
from embeddings.cache import cache_folder
from embeddings.errors import QuothError
from embeddings.index.embedders.choice import ModelChoice
from embeddings.library import Library
from tests.fuzz.checks import check_address
from tests.fuzz.targets.common import EMBEDDER, check_sentence

_SECRETS = ("DISCORD_TOKEN", "QUOTH_SECRET", "QUOTH_SUMMARY_KEY")
VARIABLES = [*map(variable_of, sorted(Settings.model_fields)), *(f"{name}_FILE" for name in _SECRETS)]


def settings(data: bytes) -> None:
    """Settings: each that is read can be used, or is refused in one sentence that holds no secret."""
    values = data.replace(b"\0", b"\n").split(b"\n=")
    given = {
        VARIABLES[value[0] % len(VARIABLES)]: value[1:].decode("utf-8", "surrogateescape")
        for value in values
        if value
    }
    before = dict(os.environ)
    os.environ.update(given)
    refused = ""
    shown = ""
    try:
        found = load_settings()
        shown = repr(found)
        _use(found)
    except SettingsError as error:
        refused = str(error)
        assert "\n" not in refused
        assert any(variable in refused for variable in given)
    finally:
        os.environ.clear()
        os.environ.update(before)
    public = "".join(text for name, text in given.items() if name not in _SECRETS)
    hidden = [given[name] for name in _SECRETS if len(given.get(name, "").strip()) > 12]
    assert not [secret for secret in hidden if secret in refused + shown and secret not in public]


def _use(found: Settings) -> None:
    """Take up settings as a start does, without leaving anything on the disk."""
    check_address(NotesSite(found.notes_url).page("a b.md", 1, 2))
    with suppress(QuothError):
        ModelChoice(found.model)
    library = Library(found.folder, found.library, EMBEDDER)
    with suppress(QuothError):
        library.days()
    library.up_to_date()
    if not os.path.isdir(found.folder):  # noqa: PTH112 - raises nothing, whatever the name
        with suppress(QuothError):
            notes.lint(found.folder)


def repository(data: bytes) -> None:
    """Addresses of notes: a repository that git takes as nothing else, or one sentence."""
    text = data.decode("utf-8", "replace")
    if not is_repository(text.strip()):
        return
    try:
        place = notes_place(text)
    except ValueError as error:
        check_sentence(error)
        return
    assert isinstance(place, RepositoryAddress)
    assert notes_place(str(place)) == place
    # No part of it can pass for an option of git's or SSH's, or lead out of a folder.
    for part in (place.url, place.host, place.path, place.user, place.branch):
        assert not (part or "").startswith("-")
    assert not {"..", ".git"} & set(place.folder.split("/"))
    assert ".." not in f"{place.path}/{place.branch}".split("/")
    assert place.url.isprintable()
    assert place.notes.resolve().is_relative_to(cache_folder().resolve())
    page = folder_at(place, "0" * 40)
    check_address(page)
    if page is not None:
        check_address(at_lines(f"{page}/day1.md", 1, 2))
