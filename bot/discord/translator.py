"""What commands are called in the languages of Discord's clients, as discord.py asks for it."""

from __future__ import annotations

from typing import Any

import discord
from discord.app_commands import (
    Choice,
    Command,
    ContextMenu,
    Group,
    Parameter,
    TranslationContext,
    TranslationContextLocation,
    Translator,
    locale_str,
)

from bot.phrases.phrases import Kind, command_words, language_of

_KINDS: dict[TranslationContextLocation, Kind] = {
    TranslationContextLocation.command_name: "names",
    TranslationContextLocation.group_name: "names",
    TranslationContextLocation.parameter_name: "names",
    TranslationContextLocation.command_description: "descriptions",
    TranslationContextLocation.group_description: "descriptions",
    TranslationContextLocation.parameter_description: "descriptions",
    TranslationContextLocation.choice_name: "choices",
}


class PhraseTranslator(Translator):
    """Takes the words from the tables of ``bot.phrases``."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContext[Any, Any]
    ) -> str | None:
        """Return the words in a locale; None where Discord is to show the English ones."""
        kind = _KINDS.get(context.location)
        return (
            None
            if kind is None
            else command_words(kind, _key(string, context.data), language_of(locale.value))
        )


def _key(string: locale_str, data: object) -> str:
    """Return what a command, group, option or choice is known by in the tables."""
    if isinstance(data, Parameter):
        return f"{data.command.qualified_name} {data.name}"
    if isinstance(data, (Command, Group, ContextMenu)):
        return data.qualified_name
    return data.name if isinstance(data, Choice) else string.message
