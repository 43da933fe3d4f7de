"""Messages in the reader's language: labels and set phrases that stand as whole lines; quotes never.

What is not among the phrases, titles and quotes above all, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.discord.markdown import escape
from bot.discord.message import Button, ChannelMenu, Menu, Message, Option, Part, Row, Text
from bot.phrases.phrases import ENGLISH, Kind, language_of_words, say, table
from bot.service.shares import FORMS
from embeddings.text.function_words import languages_of_question
from embeddings.text.language import language_of_text
from embeddings.text.tokens import tokenize

_COUNTED = re.compile(r"(?P<label>.+) (?P<count>\(\d+(?: of \d+)?\))")
"""A label with a number, or a page of pages."""
_SMALL = "-# "
_FENCE = "```"


def language_of_question(text: str) -> str:
    """Return the language of a question that there are words in; English where nothing tells."""
    told = languages_of_question(tokenize(text))
    return language_of_words(told[0] if len(told) == 1 else language_of_text(text), text)


def localised(message: Message, language: str) -> Message:
    """Return a message with the set phrases in a language; itself in English."""
    if language == ENGLISH:
        return message
    changed = message.each_part(lambda part: _part(part, language))
    return replace(changed, content=_phrase(message.content, "notices", language))


def _part(part: Part, language: str) -> Part:
    match part:
        case Text():
            return Text(_text(part.markdown, language))
        case Row():
            buttons = (
                replace(one, label=_label(one.label, language)) if isinstance(one, Button) else one
                for one in part.buttons
            )
            return Row(tuple(buttons))
        case Menu():
            options = tuple(_option(option, language) for option in part.options)
            return Menu(part.custom_id, say(part.placeholder, language), options)
        case ChannelMenu():
            return replace(part, placeholder=say(part.placeholder, language))
        case _:
            return part


def _option(option: Option, language: str) -> Option:
    """Return a line of a menu: what it does and forms have phrases, sessions and tags have names."""
    ours = option.value.startswith("#") or option.value in FORMS
    return replace(option, label=say(option.label, language)) if ours else option


def _label(label: str, language: str) -> str:
    counted = _COUNTED.fullmatch(label)
    if counted is None:
        return say(label, language)
    return f"{say(counted['label'], language)} {counted['count'].replace(' of ', '/')}"


def _text(markdown: str, language: str) -> str:
    """Return Markdown with the lines that are phrases in a language; quotes and code stay."""
    lines, code = [], False
    for line in markdown.split("\n"):
        code ^= line.startswith(_FENCE)
        ours = not code and not line.startswith((">", _FENCE))
        lines.append(_line(line, language) if ours else line)
    return "\n".join(lines)


def _line(line: str, language: str) -> str:
    small = _SMALL if line.startswith(_SMALL) else ""
    return small + _phrase(line.removeprefix(_SMALL), "lines", language)


def _phrase(markdown: str, kind: Kind, language: str) -> str:
    """Return Markdown that is a phrase of a kind in a language; itself where it is none."""
    for key, pattern in _patterns(kind, language):
        if found := pattern.fullmatch(markdown):
            return _said(key, language, found)
    return markdown


def _said(key: str, language: str, found: re.Match[str]) -> str:
    names = found.groupdict()
    # Values are Markdown already; our own words are not.
    marks = {name: f"\0{name}\0" for name in names}
    words = escape(say(key, language, **marks))
    for name, value in names.items():
        words = words.replace(f"\0{name}\0", value)
    return words


@cache
def _patterns(kind: Kind, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English phrases that a language has words for, with what matches them as Markdown."""
    return tuple((key, re.compile("".join(_pieces(key)))) for key in table(language)[kind])


def _pieces(key: str) -> Iterator[str]:
    for piece in re.split(r"(\{\w+\})", key):
        named = piece.startswith("{") and piece.endswith("}")
        yield f"(?P<{piece[1:-1]}>.+)" if named else re.escape(escape(piece))
