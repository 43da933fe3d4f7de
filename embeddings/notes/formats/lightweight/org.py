"""A file of Org as blocks: headlines by their stars, lists, blocks between #+BEGIN and #+END, drawers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from embeddings.notes.formats.base import Document
from embeddings.notes.formats.frontmatter import FrontMatter, read_front_matter
from embeddings.notes.formats.lightweight.builder import BlockBuilder, front_title
from embeddings.notes.formats.lightweight.marks import Targets
from embeddings.notes.formats.lightweight.nesting import Nesting, indent_of
from embeddings.notes.formats.lightweight.org_marks import ORG_MARKS, picture_of
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text

_HEADLINE = re.compile(r"(\*+)[ \t]+(?=\S)")
_TAGS = re.compile(r"[ \t]+:(?:[\w@#%]+:)+[ \t]*$")
_COOKIE = re.compile(r"[ \t]*\[\d*(?:/\d*|%)\][ \t]*$")
_PRIORITY = re.compile(r"\[#\w\][ \t]+(?=\S)")
_STATES = frozenset((
    "TODO", "DONE", "NEXT", "WAIT", "WAITING", "HOLD", "STARTED", "DOING", "CANCELLED", "CANCELED", "KILL",
    "PROJ", "SOMEDAY", "MAYBE", "DRAFT",
))  # fmt: skip
"""Words before a title that tell how far its author has come, where the file does not name its own."""

_KEY = re.compile(r"[ \t]*#\+(\w+(?:\[[^\[\]\n]*\])?):[ \t]*(.*)")
_BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)", re.I)
_END = re.compile(r"[ \t]*#\+end_(\w+)[ \t]*$", re.I)
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_DRAWER = re.compile(r"[ \t]*:([\w-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:([\w-]+):[ \t]+(?=\S)")
_PLANNING = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED):")
_SCHEDULED = re.compile(r"[ \t]*SCHEDULED:[ \t]*(?=<)")
_ITEM = re.compile(r"[ \t]*(?:[-+]|\d{1,4}[.)]|(?<=[ \t])\*)(?:[ \t]+(?:\[[ xX-]\](?:[ \t]+|$))?|$)")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")
_TABLE = re.compile(r"[ \t]*\|")
_LITERAL = re.compile(r"[ \t]*:(?:[ \t]|$)")
_OPENERS = {
    "#": (_BEGIN, _END, _KEY, _COMMENT),
    ":": (_DRAWER, _LITERAL),
    "|": (_TABLE,),
    "*": (_HEADLINE, _ITEM),
    "-": (_RULE, _ITEM),
}
"""What ends a paragraph, by the first sign of its line; other lines may be items."""

_TOLD = frozenset((
    "speaker", "speakers", "presenter", "presenters", "date", "time", "room", "track", "url", "link",
    "video", "slides", "event",
))  # fmt: skip
"""Properties that say something of a session; the others are for a program."""

_MOST_KEYS = 8
"""Lines of keys that may stand between a caption and its image."""

_CODE, _HIDDEN = frozenset(("src", "example")), frozenset(("comment",))


class OrgFormat:
    """Org, as Emacs and other programs write it."""

    name = "Org"
    suffixes: tuple[str, ...] = (".org",)

    def read(self, source: Source) -> Document:
        """Return the document in a file; the keys above its text are its front matter."""
        lines = lines_of_text(source.data)
        front = read_front_matter(lines)
        front, states = _keys(lines, front)
        reader = _Reader(lines, states)
        reader.read(front.height)
        return Document(lines, tuple(reader.builder.blocks), front, front_title(front, ORG_MARKS))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words that lines hold; the addresses of links with a text are not among them."""
        return ORG_MARKS.words_at(lines)


def _keys(lines: Sequence[str], above: FrontMatter) -> tuple[FrontMatter, frozenset[str]]:
    """Return the keys above the first headline ("#+TITLE: x"), and the words that it uses for states."""
    values, places = dict(above.values), dict(above.lines)
    states: set[str] = set()
    for number, line in enumerate(lines[above.height :], above.height + 1):
        if line.startswith("*") and _HEADLINE.match(line):
            break
        if not line.lstrip().startswith("#+"):
            continue
        found = _KEY.match(line)
        if not found or not found[2].strip():
            continue
        key, value = found[1].lower(), found[2].strip()
        if key in ("todo", "seq_todo", "typ_todo"):
            states.update(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", value)))
        elif key == "date":
            values.setdefault(key, value.strip("<>[] "))
            places.setdefault(key, number)
        else:
            values.setdefault(key, value)
            places.setdefault(key, number)
    return FrontMatter(values, places, above.height, above.problem), frozenset(states or _STATES)


class _Reader:
    """Reads the lines of one file."""

    def __init__(self, lines: Sequence[str], states: frozenset[str]) -> None:
        self.lines, self.states = lines, states
        self.builder = BlockBuilder(lines, ORG_MARKS, Targets())
        self.nesting = Nesting()
        self.quotes = 0
        self.ends: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            stripped = line.lstrip().lower()
            end = _END.match(line) if stripped.startswith("#+end") else None
            if end:
                self.ends.setdefault(end[1].lower(), []).append(number)
            elif stripped.startswith(":end:"):
                self.ends.setdefault(":end:", []).append(number)

    def read(self, start: int) -> None:
        number = start
        while number < len(self.lines):
            number = self._block(number)

    def _block(self, number: int) -> int:
        """Read what begins at a line; return the line after it."""
        line = self.lines[number]
        if not line.strip():
            return number + 1
        headline = _HEADLINE.match(line)
        if headline:
            return self._headline(number, len(headline[1]), line[headline.end() :])
        first = line.lstrip()[0]
        if first == "#":
            begun = _BEGIN.match(line)
            if begun:
                return self._between(number, begun[1].lower())
            if _END.match(line):
                self.quotes -= bool(self.quotes and "quote" in line.lower())
                return number + 1
            key = _KEY.match(line)
            if key and key[1].lower() == "caption":
                return self._caption(number, key[2].strip())
            if key or _COMMENT.match(line):
                return number + 1
        if first == ":":
            if _DRAWER.match(line):
                end = self._next(":end:", number)
                if end is not None:
                    self._properties(number + 1, end)
                    return end + 1
            if _LITERAL.match(line):
                return self._run(number, _LITERAL, code=True)
        if first == "|":
            return self._table(number)
        if _RULE.match(line):
            self.builder.rule(number)
            return number + 1
        if _PLANNING.match(line):
            scheduled = _SCHEDULED.match(line)
            if scheduled:
                self.builder.text("paragraph", number, [line[scheduled.end() :]])
            return number + 1
        return self._paragraph(number)

    def _headline(self, number: int, stars: int, text: str) -> int:
        self.nesting.close()
        self.quotes = 0
        state, _, rest = text.partition(" ")
        if state in self.states and rest.strip():
            text = rest.lstrip()
        text = _PRIORITY.sub("", text, count=1) if _PRIORITY.match(text) else text
        for ending in (_TAGS, _COOKIE):
            found = ending.search(text) if len(text) < 500 else None
            text = text[: found.start()] if found and text[: found.start()].strip() else text
        self.builder.text("heading", number, [text], level=min(stars, 6))
        return number + 1

    def _next(self, kind: str, number: int) -> int | None:
        """Return the line after ``number`` that ends a block of a kind, None where none does."""
        ends = self.ends.get(kind, [])
        place = bisect_right(ends, number)
        return ends[place] if place < len(ends) else None

    def _between(self, number: int, kind: str) -> int:
        """Read a block between #+BEGIN and #+END; one that nothing ends is only its first line."""
        end = self._next(kind, number)
        if end is None:
            return number + 1
        if kind in _CODE:
            self.builder.code(number + 1, end, level=len(self.nesting.lists))
        elif kind == "export":
            self.builder.html(number + 1, end)
        elif kind == "quote":
            self.quotes += 1
            return number + 1
        elif kind not in _HIDDEN:
            return number + 1
        return end + 1

    def _properties(self, start: int, end: int) -> None:
        """Show the properties of a headline that say something of a session."""
        for number in range(start, end):
            found = _PROPERTY.match(self.lines[number])
            if found and found[1].lower() in _TOLD:
                self.builder.text("paragraph", number, [self.lines[number].lstrip().removeprefix(":")])

    def _caption(self, number: int, caption: str) -> int:
        """Read a caption with the image below it."""
        place = number + 1
        while place < min(len(self.lines), number + _MOST_KEYS) and _KEY.match(self.lines[place]):
            place += 1
        path = picture_of(self.lines[place]) if place < len(self.lines) else None
        if path is None:
            return number + 1
        self.builder.picture(number, place + 1, path, caption, number)
        return place + 1

    def _run(self, number: int, pattern: re.Pattern[str], *, code: bool) -> int:
        end = number + 1
        while end < len(self.lines) and pattern.match(self.lines[end]):
            end += 1
        if code:
            self.builder.code(number, end)
        return end

    def _table(self, number: int) -> int:
        end = self._run(number, _TABLE, code=False)
        rows = []
        for line in self.lines[number:end]:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            rows.append("" if re.fullmatch(r"[ \t|+:-]*", line) else " | ".join(cells).strip(" |"))
        self.builder.table(number, rows, quoted=self.quotes > 0)
        return end

    def _paragraph(self, number: int) -> int:
        """Read a paragraph or an item: up to an empty line, or to one that begins something else."""
        line = self.lines[number]
        item = _ITEM.match(line)
        indent = indent_of(line)
        level = self.nesting.item(indent) if item else max(self.nesting.text(indent) - 1, 0)
        contents = [line[item.end() :] if item else line.strip()]
        if item:
            contents[0] = re.sub(r"[ \t]+::(?=[ \t]|$)", ":", contents[0], count=1)
        end = number + 1
        while end < len(self.lines) and self._goes_on(self.lines[end], indent if item else -1):
            contents.append(self.lines[end].strip())
            end += 1
        self.builder.text(
            "item" if item else "paragraph",
            number,
            contents,
            level=level,
            ordered=bool(item) and line.strip()[0].isdigit(),
            quoted=self.quotes > 0,
        )
        return end

    @staticmethod
    def _goes_on(line: str, indent: int) -> bool:
        """Whether a line belongs to a paragraph, or to an item that is indented so far, above it."""
        if not line.strip() or indent_of(line) <= indent:
            return False
        return not any(pattern.match(line) for pattern in _OPENERS.get(line.lstrip()[0], (_ITEM,)))
