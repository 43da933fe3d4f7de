"""Words of the bot in the languages that it has words for, one table a language; quotes are never among them.

A table (``LANGUAGE.toml``) has ``names``, ``descriptions`` and ``choices`` of commands, and of replies
``labels`` of buttons and menus, ``lines`` that stand on cards, and ``notices`` that are said alone. A command
is known by its English name ("schedule set"), an option by that and its own ("schedule set zone"), all else
by its English words, in which braces name what is put in. English stands in the code.
"""

from __future__ import annotations

import re
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
Kind = Literal["names", "descriptions", "choices", "labels", "lines", "notices"]
_REPLIES: tuple[Kind, ...] = ("labels", "lines", "notices")
_NAMED = re.compile(r"\{(\w+)\}")
_TRADITIONAL = frozenset("麼說這個們來時會對關於過還誰講題麽開發學見後沒")
"""Frequent letters that Chinese in simplified characters does not have."""


def language_of(locale: str) -> str:
    """Return the language of a locale of Discord's that there are words in; English for all others."""
    return LOCALES.get(locale, ENGLISH)


def command_words(kind: Kind, key: str, language: str) -> str | None:
    """Return what a command, an option or a choice is called, or described as; None where English stands."""
    return None if language == ENGLISH else table(language)[kind].get(key)


def say(key: str, language: str, **values: str) -> str:
    """Return a set phrase in a language, with values in place of its names in braces; English without one."""
    found = (table(language)[kind].get(key) for kind in _REPLIES) if language != ENGLISH else ()
    words = next(filter(None, found), key)
    return _NAMED.sub(lambda found: values[found[1]], words)


def language_of_words(code: str, text: str) -> str:
    """Return the language of a text by its code of two letters, as the tables have it; English for others."""
    if code == "zh":
        return "zh-TW" if any(one in _TRADITIONAL for one in text) else "zh-CN"
    code = {"pt": "pt-BR"}.get(code, code)
    return code if code in LANGUAGES else ENGLISH


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the table of a language."""
    file = resources.files(__package__).joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
