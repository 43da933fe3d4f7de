"""What stands before the text: YAML between dashes, TOML between pluses, JSON, or lines of "Key: value".

Empty lines and a comment may stand before it. A block that cannot be read is reported and left out; it is
never taken for text of the notes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from embeddings.notes.formats.front_values import read_values
from embeddings.text.markdown_words import without_wiki_marks

LONGEST = 400
"""Lines in which front matter must end; what goes on for longer is text between two rules."""

_KEY_LINE = re.compile(r"([A-Za-z][\w-]*(?: [\w-]+){0,2})\s*::?(?:\s+(.*)|)")
"""A line of Pelican, of MultiMarkdown ("Title: x") or of Logseq ("title:: x")."""

_LONGEST_COMMENT = 20
"""Lines of a comment that may stand before front matter."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys in lower case, where each stands (1-based), and the number of lines that the block takes."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    height: int = 0
    problem: str | None = None

    def text(self, *keys: str) -> str | None:
        """Return the first of the keys that holds text, on one line."""
        for key in keys:
            value = _unlinked(self.values.get(key))
            if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
                return " ".join(str(value).split())
        return None

    def texts(self, *keys: str) -> list[tuple[str, int]]:
        """Return the entries of the first of the keys that holds any, each with its line."""
        for key in keys:
            value = _unlinked(self.values.get(key))
            entries = value if isinstance(value, list) else [value]
            found = [_entry(entry) for entry in entries]
            named = [(text, self.lines.get(key, 1)) for text in found if text]
            if named:
                return named
        return []

    def date(self, *keys: str) -> str | None:
        """Return the first of the keys that holds a date, as YYYY-MM-DD."""
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, dt.datetime):
                return value.date().isoformat()
            if isinstance(value, dt.date):
                return value.isoformat()
            if isinstance(value, str):
                match = re.match(r"\s*(\d{4}-\d\d-\d\d)", value)
                if match:
                    try:
                        return dt.date.fromisoformat(match[1]).isoformat()
                    except ValueError:
                        continue
        return None


def _unlinked(value: object) -> object:
    """Return the name of a note for a link to it without quotation marks, which YAML takes for two lists."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        names = value[0]
        if names and all(isinstance(name, str) for name in names):
            return ", ".join(names)
    return value


def _entry(value: object) -> str | None:
    """Return the text of a list entry: a string, or a mapping with a name ("- name: X, company: Y")."""
    value = _unlinked(value)
    if isinstance(value, str):
        return " ".join(without_wiki_marks(value).split()) or None
    if isinstance(value, dict):
        name = value.get("name") or value.get("title")
        if isinstance(name, str):
            rest = [value.get(key) for key in ("role", "position", "company", "organisation", "organization")]
            return " - ".join([name, *(part for part in rest if isinstance(part, str) and part)])
    return None


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Read what stands before the text; ``height`` is 0 where there is nothing."""
    start = _first(lines)
    if start >= len(lines):
        return FrontMatter()
    found = _read(lines[start : start + LONGEST + 1])
    if not start or not found.height:
        return found
    places = {key: line + start for key, line in found.lines.items()}
    return FrontMatter(found.values, places, found.height + start, found.problem)


def _first(lines: Sequence[str]) -> int:
    """Return the first line that is neither empty nor a comment (0-based)."""
    number, comment = 0, False
    for number, line in enumerate(lines[:_LONGEST_COMMENT]):
        text = line.strip("\ufeff \t")
        comment = comment or text.startswith("<!--")
        if comment and "-->" in text:
            if not text.endswith("-->"):
                return 0
            comment = False
        elif text and not comment:
            return number
    return 0


def _read(lines: Sequence[str]) -> FrontMatter:
    """Read front matter that begins in the first of the lines."""
    first = lines[0].lstrip("\ufeff").rstrip()
    if first in ("---", "+++"):
        closing = ("---", "...") if first == "---" else ("+++",)
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() in closing:
                return _structured(lines[1:number], number + 1, toml=first == "+++")
        return FrontMatter()
    if first.startswith("{"):
        return _json(lines)
    if first.startswith("% "):
        return _pandoc(lines)
    return _key_lines(lines[:40])


def _json(lines: Sequence[str]) -> FrontMatter:
    """Read a JSON object whose last brace stands at the left edge."""
    for number, line in enumerate(lines, 1):
        if line.rstrip() == "}" or (number == 1 and line.rstrip().endswith("}")):
            try:
                values = json.loads("\n".join(lines[:number]).lstrip("\ufeff"))
            except (ValueError, RecursionError):
                return FrontMatter()
            if not isinstance(values, dict) or not values:
                return FrontMatter()
            return FrontMatter(_flat(values), _places(lines[:number], 1), number)
    return FrontMatter()


def _pandoc(lines: Sequence[str]) -> FrontMatter:
    """Read the title, the authors and the date of a block of "% " lines."""
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, (key, line) in enumerate(zip(("title", "author", "date"), lines, strict=False), 1):
        if not line.startswith("%"):
            break
        values[key], places[key] = line[1:].strip(), number
    return FrontMatter(values, places, len(values)) if len(values) > 1 else FrontMatter()


def _structured(body: Sequence[str], height: int, *, toml: bool) -> FrontMatter:
    values, problem = read_values(body, toml=toml)
    if values is None and not "".join(body).strip():
        return FrontMatter(height=height)
    if not isinstance(values, dict):
        # Text between two rules.
        return FrontMatter()
    return FrontMatter(_flat(values), _places(body, 2), height, problem)


def _flat(values: Mapping[object, Any]) -> dict[str, Any]:
    """Return the keys in lower case, with those that a program groups under one of its own."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict) and str(key).lower() in ("params", "extra", "taxonomies"):
            flat.update({str(inner).lower(): entry for inner, entry in value.items()})
        else:
            flat[str(key).lower()] = value
    return flat


def _places(body: Sequence[str], first: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, line in enumerate(body, first):
        match = re.match(r"\s*\"?([\w-]+)\"?\s*[:=]", line)
        if match:
            places.setdefault(match[1].lower(), number)
    return places


def _key_lines(lines: Sequence[str]) -> FrontMatter:
    """Read lines of "Key: value", one of them the title, up to an empty line or a closing "---"."""
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    height = 0
    for number, line in enumerate(lines, 1):
        text = line.lstrip("\ufeff").rstrip()
        if not text or text == "---":
            height += text == "---"
            break
        match = _KEY_LINE.fullmatch(text)
        if not match:
            return FrontMatter()
        key = match[1].lower()
        values.setdefault(key, (match[2] or "").strip())
        places.setdefault(key, number)
        height = number
    if "title" not in values or not values["title"] or len(values) < 2:
        return FrontMatter()
    return FrontMatter(values, places, height)
