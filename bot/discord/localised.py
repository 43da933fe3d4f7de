"""Messages in the reader's language: labels, set phrases, and dates; quotes and titles never.

What is not among the phrases stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.discord.localised_lines import line_in
from bot.discord.message import Button, ChannelMenu, LinkButton, Menu, Message, Option, Part, Row, Text
from bot.discord.words_of_notes import around_notes, as_sent
from bot.phrases.phrases import ENGLISH, Kind, language_of, language_of_words, say
from bot.service.shares import FORMS
from embeddings.text.function_words import languages_of_question
from embeddings.text.language import language_of_text
from embeddings.text.small_talk import language_of_small_talk
from embeddings.text.tokens import tokenize

_COUNTED = re.compile(r"(?P<label>.+) (?P<count>\(\d+(?: of \d+)?\))")
"""A label with a number, or a page of pages."""
_FENCE = "```"
_NO_WORDS = re.compile(
    r"<?\bhttps?://\S+|<(?:@[!&]?|#|a?:\w+:|/[^:<>\n]+:|t:)-?\d+(?::\w)?>|^[ \t]*>.*$", re.MULTILINE
)
"""What of a message says nothing of its writer's language: addresses, markup without words, quoted lines."""
_NOTES_OWN = (">", _FENCE, "- ", "  ")
"""What begins lines of notes: quotes, and titles in a list of them."""
_PAGE = ".html"
"""A file that is of our making: what others show is described by the notes."""


def language_of_question(text: str, otherwise: str = ENGLISH) -> str:
    """Return the language of a message's own words that has phrases here; ``otherwise`` where none tells."""
    words = _NO_WORDS.sub(" ", text)
    told = languages_of_question(tokenize(words))
    code = told[0] if len(told) == 1 else language_of_small_talk(words) or language_of_text(words)
    if code == "en" and len(told) != 1 and (not told or otherwise[:2] in told):
        return otherwise
    return language_of_words(code, words)


def language_of_message(message: discord.Message) -> str:
    """Return the language of a message's own words, of its server where they do not tell."""
    server = ENGLISH if message.guild is None else language_of(message.guild.preferred_locale.value)
    return language_of_question(message.content, server)


def localised(message: Message, language: str) -> Message:
    """Return a message with the set phrases in a language; itself in English."""
    if language == ENGLISH:
        return message
    changed = message.each_part(lambda part: _part(part, language))
    files = tuple(
        replace(file, description=say(file.description, language)) if file.name.endswith(_PAGE) else file
        for file in message.files
    )
    content = _text(message.content, language, own=True, kinds=("notices", "lines", "texts"))
    return replace(changed, content=content, files=files)


def _part(part: Part, language: str) -> Part:
    match part:
        case Text():
            return replace(part, markdown=_text(part.marked, language, own=part.own))
        case Row():
            return Row(tuple(_button(button, language) for button in part.buttons))
        case Menu():
            options = tuple(_option(option, language) for option in part.options)
            return Menu(part.custom_id, say(part.placeholder, language), options)
        case ChannelMenu():
            return replace(part, placeholder=say(part.placeholder, language))
        case _:
            return part


def _button(button: LinkButton | Button, language: str) -> LinkButton | Button:
    if isinstance(button, Button):
        return replace(button, label=_label(button.label, language))
    named, dot, host = button.label.rpartition(" · ")
    return replace(button, label=f"{say(named, language)}{dot}{host}") if dot else button


def _option(option: Option, language: str) -> Option:
    """Return a line of a menu: what it does and forms have phrases, sessions and tags have names."""
    if option.value.startswith("#") or option.value in FORMS:
        return replace(option, label=say(option.label, language))
    if not option.own:
        return option
    return replace(option, description=line_in(option.description, language, own=False))


def _label(label: str, language: str) -> str:
    counted = _COUNTED.fullmatch(label)
    if counted is None:
        return say(label, language)
    return f"{say(counted['label'], language)} {counted['count'].replace(' of ', '/')}"


def _text(markdown: str, language: str, *, own: bool, kinds: Sequence[Kind] = ("lines", "texts")) -> str:
    """Return Markdown with the lines that are phrases in a language; quotes and code stay."""
    lines, code = [], False

    def said(line: str) -> str:
        return line_in(line, language, own=own, kinds=kinds)

    for line in markdown.split("\n"):
        code ^= line.startswith(_FENCE)
        ours = not code and not line.startswith(_NOTES_OWN)
        lines.append(around_notes(line, said) if ours else as_sent(line))
    return "\n".join(lines)
