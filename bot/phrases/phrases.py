"""Words of the bot in the languages that it has words for, some tables each; quotes are never among them.

``commands/LANGUAGE.toml`` has ``names``, ``descriptions`` and ``choices`` of commands,
``replies/LANGUAGE.toml`` the ``labels`` of buttons and menus, ``lines`` and sentences of cards, ``texts``
that have marks of Markdown, and ``notices`` that are said alone; ``answers/LANGUAGE.toml`` has these of what
answers begin with, ``inbox/LANGUAGE.toml`` those of notes that people hand in. A command is known by its
English name ("schedule set"), an option by that and its own ("schedule set zone"), all else by its English
words, in which braces name what is put in: figures for {n}, {m} and {k}. Commands ("/ask") and, in bold,
labels are put into the language by themselves. English stands in the code.
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
Kind = Literal["names", "descriptions", "choices", "labels", "lines", "texts", "notices"]
_REPLIES: tuple[Kind, ...] = ("labels", "lines", "texts", "notices")
_NAMED = re.compile(r"\{(\w+)\}")
_COMMAND = re.compile(r"(?<![\w/])/([a-z]+)(?: ([a-z]+))?")
_BOLD = re.compile(r"\*\*([^*{}]+)\*\*")
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
    return _NAMED.sub(lambda found: values[found[1]], _words(key, language))


@cache
def _words(key: str, language: str) -> str:
    if language == ENGLISH:
        return key
    words = next(filter(None, (table(language)[kind].get(key) for kind in _REPLIES)), key)
    names, labels = table(language)["names"], table(language)["labels"]

    def command(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        after = names.get(f"{first} {second}", second) if second else None
        return f"/{names.get(first, first)}" + (f" {after}" if after else "")

    words = _BOLD.sub(lambda found: f"**{labels.get(found[1], names.get(found[1], found[1]))}**", words)
    return _COMMAND.sub(command, words)


def language_of_words(code: str, text: str) -> str:
    """Return the language of a text by its code of two letters, as the tables have it; English for others."""
    if code == "zh":
        return "zh-TW" if any(one in _TRADITIONAL for one in text) else "zh-CN"
    code = {"pt": "pt-BR"}.get(code, code)
    return code if code in LANGUAGES else ENGLISH


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the tables of a language as one."""
    found: dict[str, Mapping[str, str]] = {}
    for folder in ("commands", "replies", "answers", "inbox"):
        file = resources.files(__package__).joinpath(folder, f"{language}.toml")
        for kind, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found[kind] = {**found.get(kind, {}), **words}
    return found
