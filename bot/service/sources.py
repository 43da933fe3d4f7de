"""The repository that notes are fetched from, where the settings name one."""

from __future__ import annotations

from bot.render.links import NotesSite
from bot.settings import Settings, SettingsError, is_word
from bot.sources.address import RepositoryAddress
from bot.sources.checkout import Checkout
from bot.sources.remote import Access


def source_of(settings: Settings) -> Checkout | None:
    """Return what fetches the notes; None where they are a folder. Raises SettingsError for a bad token."""
    if not isinstance(settings.notes, RepositoryAddress):
        return None
    token = settings.git_token.get_secret_value().strip() if settings.git_token else ""
    if not is_word(token):
        raise SettingsError(
            "QUOTH_GIT_TOKEN is not a token: that is one word of letters, digits and signs, or a name and a "
            "token with a colon between."
        )
    access = Access(token or None, settings.git_ssh_key, settings.git_known_hosts, settings.git_private)
    return Checkout(settings.notes, access)


def site_of(notes_url: str | None, base_url: str | None, source: Checkout | None) -> NotesSite:
    """Return where the notes stand on the web: by the settings, the notes, or their repository."""
    return NotesSite(notes_url or (base_url or "").rstrip("/") or (None if source is None else source.url))
