"""The Markdown that the bot writes as HTML: a second reader, which shows what Discord shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

_INLINE = re.compile(
    r"\\(?P<literal>[^0-9A-Za-z\s])"
    r"|\*\*(?P<bold>.+?)(?<!\\)\*\*"
    r"|\*(?P<italic>.+?)(?<!\\)\*"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<target>https?://[^)\s]+)\)"
    r"|<(?P<address>https?://[^>\s]+)>"
    r"|<t:(?P<time>\d{1,11})(?::[a-zA-Z])?>"
)
_FENCE = re.compile(r"(^```\n.*?\n```$)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"(#{1,3}) (?=\S)")
_ITEM = re.compile(r"( *)- (?=\S)")


def inline(markdown: str) -> Markup:
    """Return the HTML of a line."""
    done = Markup()
    end = 0
    for match in _INLINE.finditer(markdown):
        done += escape(markdown[end : match.start()])
        end = match.end()
        done += _marked(match)
    return done + escape(markdown[end:])


def _marked(match: re.Match[str]) -> Markup:
    kind = match.lastgroup
    text = match[kind or 0]
    if kind == "literal":
        return escape(text)
    if kind == "bold":
        return Markup("<strong>{}</strong>").format(inline(text))
    if kind == "italic":
        return Markup("<em>{}</em>").format(inline(text))
    if kind == "code":
        return Markup("<code>{}</code>").format(text)
    if kind == "time":
        at = dt.datetime.fromtimestamp(int(text), dt.UTC)
        return Markup("<code>{}</code>").format(f"{at:%Y-%m-%d %H:%M} UTC")
    if kind == "address":
        return Markup('<a href="{0}">{0}</a>').format(text)
    return Markup('<a href="{}">{}</a>').format(match["target"], inline(match["label"]))


def blocks(markdown: str) -> Markup:
    """Return the HTML of a whole text: fences, quotes, headings, lists, small print, lines."""
    done = Markup()
    for part in _FENCE.split(markdown):
        if part.startswith("```"):
            done += Markup("<pre>{}</pre>").format(part[4:-4])
            continue
        lines = part.strip("\n").split("\n") if part.strip("\n") else []
        for quoted, run in groupby(lines, lambda line: line.startswith("> ")):
            inside = _lines([line[2:] if quoted else line for line in run])
            done += Markup("<blockquote>{}</blockquote>").format(inside) if quoted else inside
    return done


def _lines(lines: Sequence[str]) -> Markup:
    return Markup().join(map(_line, lines))


def _line(line: str) -> Markup:
    if line.startswith("-# "):
        return Markup('<p class="small">{}</p>').format(inline(line[3:]))
    if heading := _HEADING.match(line):
        return Markup('<p class="h{}">{}</p>').format(len(heading[1]), inline(line[heading.end() :]))
    if item := _ITEM.match(line):
        depth = len(item[1]) // 2
        return Markup('<p class="item" style="--depth: {}">{}</p>').format(depth, inline(line[item.end() :]))
    return Markup("<p>{}</p>").format(inline(line) or Markup("&nbsp;"))
