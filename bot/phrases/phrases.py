"""Words of the bot in the languages that it has words for, one table a language; quotes are never among them.

A table (``LANGUAGE.toml``) has ``names``, ``descriptions`` and ``choices`` of commands. A command is known by
its English name ("schedule set"), an option by that and its own ("schedule set zone"), a choice by itself.
English stands in the code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

ENGLISH = "en"
LANGUAGES = ("de", "es", "fr", "ja", "ko", "pt-BR", "zh-CN", "zh-TW")
"""The languages other than English, as their tables are called."""
LOCALES = {
    **{language: language for language in LANGUAGES if language != "es"},
    "es-ES": "es",
    "es-419": "es",
}
"""The tables of Discord's locales."""
Kind = Literal["names", "descriptions", "choices"]


def language_of(locale: str) -> str:
    """Return the language of a locale of Discord's that there are words in; English for all others."""
    return LOCALES.get(locale, ENGLISH)


def command_words(kind: Kind, key: str, language: str) -> str | None:
    """Return what a command, an option or a choice is called, or described as; None where English stands."""
    return None if language == ENGLISH else table(language)[kind].get(key)


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the table of a language."""
    file = resources.files(__package__).joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
