"""Lines of Markdown as people's programs write it, brought to what a Markdown parser understands.

Every line stays where it is, so that line n is line n of the file, and keeps its words, so that what is read
of it can be proved: a line is rewritten in its marks alone, or is emptied as a whole where it is not text of
the notes. Code, comments and scripts are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.notes.formats import dialects, fences, html_headings, shortcodes
from embeddings.notes.formats.base import RawLink
from embeddings.notes.formats.html_blocks import EMPTY
from embeddings.notes.formats.outlines import unfold_outline

_SIGNS = re.compile("^(?=([ \t>]*))\\1[\u200b-\u200f\u2060\ufeff]+")
_SPACES = re.compile(
    "^([ \t]*(?:> ?)*(?:#{1,6}|[-*+]|\\d{1,9}[.)]))(?:[\u00a0\u2002-\u200b\u202f\u3000\ufeff][ \t]*)+"
)
_ONLY_SPACES = re.compile("[\\s\u200b-\u200f\u2060\ufeff]+")
_CLOSE_HASH = re.compile(r" {0,3}(#{1,6})(?![\s#!])(.+)")
_CLOSING = re.compile(r"(?<=[^\s#])(#{2,6})\s*$")
"""Hashes that close a heading without a space before them, two at least: "##Title##", but "#Learning C#"."""
_TAG = r"#(?=[\w/-]*[^\W\d_])[\w/-]+"
_TAGS = re.compile(rf"\s*{_TAG}(?:[\s,]+{_TAG})*\s*")
_LONG = 200
"""Characters of one run without a space that are data, no word."""
_DATA = re.compile(rf"[A-Za-z0-9+/=]{{{_LONG},}}")
_LEAST_BROKEN = 60
_BROKEN = re.compile(rf"[A-Za-z0-9+/]{{{_LEAST_BROKEN},80}}={{0,2}}")
_LEAST_LINES = 4
"""Lines of base64 in a row, as programs break it, that are a file and no words."""
_TARGET = re.compile(r"(?:\]\(|[=:]\s?[\"']?)\s?<?data:[\w/+.;=-]{0,60},$")


_BULLET = re.compile("([ \t>]*)[•◦▪▫‣⁃●]\ufe0f?[ \t\u00a0]+(?=\\S)")
_LEAST_BULLETS = 2
"""Lines that begin with such a sign, below which it is a sign of the text."""
_INDENTED = re.compile(r"^\s*(?:&(?:nbsp|emsp|ensp|thinsp|#160|#8195|#x[aA]0);[ \t]*)+(?=\S)")


@dataclass(slots=True)
class Prepared:
    """The lines for the parser, and the links that marks of a program name, by their 1-based line."""

    lines: list[str]
    links: dict[int, list[RawLink]] = field(default_factory=dict)


def prepare(lines: Sequence[str]) -> Prepared:
    """Return the lines of a file for a Markdown parser; takes time in proportion to them."""
    text = "\n".join(lines)
    found = Prepared([_plain_signs(line) for line in lines] if not text.isascii() else list(lines))
    raw = fences.close(found.lines)
    if "$$" in text:
        fences.set_formulas_apart(found.lines, raw)
    if "&" in text:
        _unindent(found.lines, raw)
    if not text.isascii():
        _plain_bullets(found.lines, raw)
    if "\n\t" in text:
        unfold_outline(found.lines, raw)
    dropped = dialects.unshown(found.lines, raw, text)
    shortcodes.collect(found.lines, raw, dropped, found.links, text)
    before = -1
    for number in dropped:
        line = found.lines[number]
        # A mark in a list stays in its item; the lines of a block are indented by its own rules.
        indentation = "" if number == before + 1 else line[: len(line) - len(line.lstrip())]
        found.lines[number], before = indentation + EMPTY, number
    if "#" in text:
        _headings_without_space(found.lines, raw)
    if "<" in text:
        html_headings.rewrite(found.lines, raw, EMPTY)
    if "[[" in text or "%%" in text or "==" in text:
        dialects.plain_marks(found.lines, raw)
    _drop_data(found.lines, raw)
    return found


def _plain_bullets(lines: list[str], raw: Sequence[bool]) -> None:
    """Write the bullets of a word processor ("• "), of which several stand in a file, as Markdown's."""
    found = [
        (number, match)
        for number, line in enumerate(lines)
        if not raw[number] and not line.isascii() and (match := _BULLET.match(line))
    ]
    for number, match in found if len(found) >= _LEAST_BULLETS else ():
        lines[number] = f"{match[1]}- {lines[number][match.end() :]}"


def _unindent(lines: list[str], raw: Sequence[bool]) -> None:
    """Take away the spaces, written by their names ("&nbsp;"), that indent a line."""
    for number, line in enumerate(lines):
        if not raw[number] and line.lstrip().startswith("&"):
            lines[number] = _INDENTED.sub("", line, count=1)


def _drop_data(lines: list[str], raw: Sequence[bool]) -> None:
    """Empty the lines that hold a file in base64: on one long line, or broken into several of one length."""
    run: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if len(line) >= _LEAST_BROKEN and _BROKEN.fullmatch(line.strip()):
            run.append(number)
            continue
        if len(run) >= _LEAST_LINES and _looks_like_data("".join(lines[at].strip() for at in run)):
            for at in run:
                lines[at] = "" if raw[at] else EMPTY
        run = []
        if len(line) > _LONG and _is_data(line):
            lines[number] = "" if raw[number] else EMPTY


def _is_data(line: str) -> bool:
    """Whether a line holds a file in base64 where its text would be, not as the address of a picture."""
    for run in _DATA.finditer(line):
        if _looks_like_data(run[0]) and not _TARGET.search(line[max(0, run.start() - 100) : run.start()]):
            return True
    return False


def _looks_like_data(text: str) -> bool:
    return all(re.search(kind, text) for kind in ("[a-z]", "[A-Z]", "[0-9]"))


def _plain_signs(line: str) -> str:
    """Return a line without signs of no width before its text, with plain spaces after its marks."""
    if line.isascii():
        return line
    if _ONLY_SPACES.fullmatch(line):
        return ""
    return _SPACES.sub(r"\1 ", _SIGNS.sub(r"\1", line))


def _headings_without_space(lines: list[str], raw: Sequence[bool]) -> None:
    """Part the hashes of a heading from its text ("##Title"), and drop lines that hold nothing but tags.

    Two hashes and more open no tag. One does, unless the other headings of the file are written so too, or
    the file has no other headings and the line is several words between empty lines.
    """
    close: list[int] = []
    tags: list[int] = []
    spaced = deep = False
    for number, line in enumerate(lines):
        if raw[number] or "#" not in line[:4]:
            continue
        found = _CLOSE_HASH.match(line)
        if not found:
            spaced |= bool(re.match(r" {0,3}#{1,6}\s+\S", line))
        elif len(found[1]) > 1:
            deep = True
            if re.match(r"[^\W_]|[*_\[(\"'“‘«「『`<]|[^\x00-\x7f]", found[2]):
                close.append(number)
        elif _TAGS.fullmatch(line) and (" " in line.strip() or spaced or found[2][:1].islower()):
            tags.append(number)
        elif re.match(r"[^\W\d_]", found[2]) and not re.search(rf"\s{_TAG}", line):
            close.append(number)
    for number in close:
        found = _CLOSE_HASH.match(lines[number])
        if found is None:
            continue
        if len(found[1]) == 1:
            alone = not (number and lines[number - 1].strip()) and " " in found[2].strip()
            if not deep and (spaced or not alone or found[2][:1].islower()):
                continue
        lines[number] = found[1] + " " + _CLOSING.sub(r" \1", found[2])
    for number in tags:
        lines[number] = EMPTY
