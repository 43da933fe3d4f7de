"""Lines of Markdown in the reader's language, as far as they are made of set phrases.

A line is one phrase, several sentences that are each one, or facts in a row ("Day 1 · 3 sessions"). Values
in a phrase that are words of ours are looked at in the same way. What is no phrase stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from bot.discord.markdown import escape
from bot.phrases.phrases import ENGLISH, Kind, say, table

_FIGURES = frozenset({"n", "m", "k"})
"""Names of values that are figures."""
_VALUES = {"taker": "[^·]+"}
"""What values of these names may be: a fact in a row alone, where a phrase begins with it."""
_WHERE = "where"
"""The name of a value that says, after "sessions", which they are: " on Day 2"; it may be empty."""
_OURS = frozenset(
    (
        *("days", "entries", "form", "lacks", "links", "messages", "model", "names", "pairs", "people"),
        *("questions", "seconds", "sessions", "speakers", "state", "times", "what", "whole", "why", "words"),
    )
)
"""Names of values that have words of ours; all others are words of notes and people."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MOST_SENTENCES = 8
_LONGEST = 1500
"""Characters of a line that has phrases, at the most: what is longer is of the notes."""
_FACTS = re.compile(r"( · | — |; )")
_COMMA = re.compile(r"(, )")
_AND_MORE = re.compile(r"(?P<named>.+) (?P<more>and \d+ more)(?P<end>\\?\)?)")
"""Names in a row of which the last are only counted."""
_MARKED = re.compile(
    r"(?P<open>-# (?:\(\d\) )?|#{1,3} |• |\d+\\\. )?(?P<mark>\*{0,2})(?P<words>.*?)(?P=mark)"
)
_LINKED = re.compile(r"\[(?P<label>.+)\](?P<target>\(https?://\S+\))(?P<rest>, .+)?")
_DATES = ("%a %d %b %Y", "%A, %d %B %Y")
_DATE = re.compile(r"[A-Z][a-z]+,? \d{1,2} [A-Z][a-z]+ \d{4}")
_WIDE = frozenset({"ja", "zh-CN", "zh-TW"})
"""Languages without spaces between sentences."""
_SMALL = frozenset(
    (
        *("{n} more", "line {n}", "lines {n}–{m}", "sponsor: {name}", "{taker}’s notes"),
        *("in the attendee’s words", "from the session’s abstract"),
    )
)
"""Facts in small print, where titles and names of files stand beside them."""
_EVERYWHERE: tuple[Kind, ...] = ("lines", "texts", "notices", "choices")


def line_in(markdown: str, language: str, *, own: bool, kinds: Sequence[Kind] = ("lines", "texts")) -> str:
    """Return a line in a language.

    Only where it is our ``own`` are headings, bold words and facts in a row phrases: else they are titles.
    """
    if language == ENGLISH or len(markdown) > _LONGEST:
        return markdown

    def sentence(key: str) -> bool:
        return own or key[-1] in ".:!?"

    if own and (whole := _phrase(markdown, language, kinds)) is not None:
        return whole
    found = _MARKED.fullmatch(markdown)
    if found is None or not found["words"]:
        return markdown
    opening, mark, words = found["open"] or "", found["mark"], found["words"]
    small = opening.startswith("-# ")
    if not own and (mark == "**" or (opening and not small)):
        return markdown
    said = _phrase(words, language, kinds, sentence if not small else lambda key: key[-1] in ".:!?")
    if said is None and not mark:
        said = _small(words, language) if small else _facts(words, language) if own else None
    return markdown if said is None else f"{opening}{mark}{said}{mark}"


_Wanted = Callable[[str], bool]


def _any(_key: str) -> bool:
    return True


def _phrase(words: str, language: str, kinds: Sequence[Kind], wanted: _Wanted = _any) -> str | None:
    """Return words that are a phrase, or sentences that are each one; None where they are neither."""
    sentences = _SENTENCE.split(words)
    if 1 < len(sentences) <= _MOST_SENTENCES:
        said = [_one(sentence, language, kinds, wanted) for sentence in sentences]
        if None not in said:
            return ("" if language in _WIDE else " ").join(filter(None, said))
    return _one(words, language, kinds, wanted)


def _one(words: str, language: str, kinds: Sequence[Kind], wanted: _Wanted = _any) -> str | None:
    for kind in kinds:
        for key, part, pattern in _patterns(kind, language):
            # By their longest part most phrases are ruled out without looking at the whole.
            if part in words and wanted(key) and (found := pattern.fullmatch(words)):
                return _said(key, kind, language, found)
    return None


def _said(key: str, kind: Kind, language: str, found: re.Match[str]) -> str:
    if kind == "choices":
        return escape(table(language)["choices"][key])
    values = found.groupdict()
    # Values are Markdown already; our own words are only where they have marks.
    words = say(key, language, **{name: f"\0{name}\0" for name in values})
    words = words if kind == "texts" else escape(words)
    for name, value in values.items():
        words = words.replace(f"\0{name}\0", _value(name, value, language))
    return words


def _value(name: str, value: str, language: str) -> str:
    """Return what is put into a phrase, which may be made of phrases itself."""
    if name == _WHERE:
        if not value:
            return ""
        said = _one(value.strip(), language, ("lines",))
        return f" ({value.split(' ', 2)[2] if said is None else said})"
    if name not in _OURS:
        return value
    said = _phrase(value, language, _EVERYWHERE)
    return said if said is not None else _facts(value, language) or value


# ---------------------------------------------------------------------- facts in a row


def _facts(words: str, language: str) -> str | None:
    """Return facts in a row, each that is a phrase in a language; None where none is."""
    return _each(words, lambda fact: _one(fact, language, ("lines", "texts", "choices")))


def _small(words: str, language: str) -> str | None:
    """Return small print with its dates, and with where words stand; None where it has neither."""
    if linked := _LINKED.fullmatch(words):
        label = _small(linked["label"], language) or linked["label"]
        rest = linked["rest"] and f", {_small(linked['rest'][2:], language) or linked['rest'][2:]}"
        return f"[{label}]{linked['target']}{rest or ''}"
    return _each(words, lambda fact: _one(fact, language, ("lines",), _SMALL.__contains__))


def _each(words: str, said: Callable[[str], str | None]) -> str | None:
    def fact(words: str) -> str:
        if (whole := _date(words) or said(words)) is not None:
            return whole
        if more := _AND_MORE.fullmatch(words):
            return f"{fact(more['named'])} {said(more['more']) or more['more']}{more['end']}"
        return "".join(said(part) or part for part in _COMMA.split(words))

    found = "".join(fact(part) for part in _FACTS.split(words))
    return found if found != words else None


def _date(words: str) -> str | None:
    """Return a date that is written out in English as it is written everywhere; None for no date."""
    for form in _DATES if _DATE.fullmatch(words) else ():
        try:
            return dt.datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


# ---------------------------------------------------------------------- phrases as patterns


@cache
def _patterns(kind: Kind, language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return the English phrases that a language has words for, each with its longest part without a value.

    What matches them as Markdown comes with them.
    """
    raw = kind == "texts"
    # Of two that fit, the one with more words of its own says more exactly what it is.
    keys = sorted(table(language)[kind], key=lambda key: -len(re.sub(r"\{\w+\}", "", key)))
    return tuple((key, _longest(key, raw=raw), re.compile("".join(_pieces(key, raw=raw)))) for key in keys)


def _longest(key: str, *, raw: bool) -> str:
    return max((_literal(piece, raw=raw) for piece in re.split(r"\{\w+\}", key)), key=len)


def _literal(piece: str, *, raw: bool) -> str:
    return piece if raw else escape(piece)


def _pieces(key: str, *, raw: bool) -> Iterator[str]:
    for piece in re.split(r"(\{\w+\})", key):
        name = piece[1:-1]
        if not (piece.startswith("{") and piece.endswith("}")):
            yield re.escape(_literal(piece, raw=raw))
        elif name == _WHERE:
            yield rf"(?P<{name}>(?: (?:on|in|at|with|without|called|by or with) .+?)?)"
        else:
            value = r"\d[\d.,]*" if name in _FIGURES else _VALUES.get(name, ".+")
            yield f"(?P<{name}>{value})"
