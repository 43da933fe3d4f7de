"""A file of AsciiDoc as blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from embeddings.notes.formats.base import Document
from embeddings.notes.formats.frontmatter import FrontMatter, read_front_matter
from embeddings.notes.formats.lightweight import asciidoc_lines as kinds
from embeddings.notes.formats.lightweight.asciidoc_marks import ASCIIDOC_MARKS, text_of
from embeddings.notes.formats.lightweight.builder import BlockBuilder, front_title
from embeddings.notes.formats.lightweight.marks import Targets, folded, video_of
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text

_CODE = frozenset((
    "source", "listing", "literal", "stem", "latexmath", "asciimath", "plantuml", "mermaid", "ditaa",
    "graphviz",
))  # fmt: skip


class AsciiDocFormat:
    """AsciiDoc, as Asciidoctor, Antora and JBake have it; front matter of YAML may stand above."""

    name = "AsciiDoc"
    suffixes: tuple[str, ...] = (".adoc", ".asciidoc")

    def read(self, source: Source) -> Document:
        """Return the document in a file; the attributes above its text are front matter."""
        lines = lines_of_text(source.data)
        above = read_front_matter(lines)
        attributes, header = kinds.header(lines, above.height)
        values, places = dict(above.values), dict(above.lines)
        for key, (value, line) in attributes.items():
            values.setdefault(key, value)
            places.setdefault(key, line)
        front = FrontMatter(values, places, above.height, above.problem)
        reader = _Reader(lines, header)
        reader.read(above.height)
        return Document(lines, tuple(reader.builder.blocks), front, front_title(front, ASCIIDOC_MARKS))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words that lines hold; addresses and attributes of macros are not among them."""
        return ASCIIDOC_MARKS.words_at(lines)


class _Reader:
    """Reads the lines of one file."""

    def __init__(self, lines: Sequence[str], header: set[int]) -> None:
        self.lines, self.header = lines, header
        names = {
            folded(found[1]): found[2].strip()
            for line in lines
            if line.startswith(":")
            and (found := kinds.ATTRIBUTE.match(line))
            and found[2]
            and "://" in found[2]
        }
        self.builder = BlockBuilder(lines, ASCIIDOC_MARKS, Targets(names))
        self.fences: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            fence = kinds.FENCE.match(line) or kinds.TABLE.match(line)
            if fence:
                self.fences.setdefault(line.split()[0], []).append(number)
        self.open: list[str] = []
        """The fences of blocks whose lines are read as text."""
        self.signs: list[str] = []
        """The lists that are open, by the sign of their items, the outermost first."""
        self.style = ""
        self.free = self.attached = False
        """Whether an empty line stands above, and whether a line of "+" ties what comes to an item."""

    def read(self, start: int) -> None:
        number = start
        while number < len(self.lines):
            line = self.lines[number]
            if not line.strip():
                number, self.free = number + 1, True
                continue
            number = self._block(number)

    def _block(self, number: int) -> int:
        """Read what begins at a line; return the line after it."""
        line = self.lines[number]
        if number in self.header or kinds.ATTRIBUTE.match(line) or kinds.PLACE.match(line):
            return number + 1
        if kinds.COMMENT.match(line) or kinds.DIRECTIVE.match(line) or kinds.PAGE_BREAK.match(line):
            return number + 1
        if line.strip() == "+":
            self.attached = bool(self.signs)
            return number + 1
        style = kinds.STYLE.match(line)
        if style:
            self.style = style[1].partition(",")[0].partition("%")[0].partition("#")[0].strip().lower()
            self.free = True
            return number + 1
        level = kinds.underlined(self.lines, number)
        section = kinds.SECTION.match(line)
        if section and len(line) < 1000:
            text = kinds.CLOSING.sub("", line[section.end() :])
            return self._section(number, number + 1, text, len(section[1]), underlined=False)
        if level is not None:
            return self._section(number, number + 2, line.strip(), level, underlined=True)
        after = self._macro(number) or self._fence(number)
        if after is None and kinds.RULE.match(line):
            self.builder.rule(number)
            self.signs.clear()
            after = number + 1
        after = after or self._paragraph(number)
        self.style, self.free, self.attached = "", False, False
        return after

    def _section(self, number: int, end: int, text: str, level: int, *, underlined: bool) -> int:
        self.signs.clear()
        self.builder.text("heading", number, [text or self.lines[number]], level=level, underlined=underlined)
        self.style, self.free = "", True
        return end

    def _macro(self, number: int) -> int | None:
        """Read an image or a video that stands alone, below its title or not."""
        line = self.lines[number]
        title = number if kinds.TITLE.match(line) else None
        place = number if title is None else number + 1
        while title is not None and place < len(self.lines) and kinds.STYLE.match(self.lines[place]):
            place += 1
        macro = self.lines[place] if place < len(self.lines) else ""
        picture = kinds.PICTURE.match(macro)
        if picture:
            alt = text_of(picture[2]) if title is None else line[1:].strip()
            self.builder.picture(number, place + 1, picture[1].strip(), alt, number, level=self._depth())
            return place + 1
        video = kinds.VIDEO.match(macro)
        if not video:
            return None
        if title is not None:
            self.builder.text("paragraph", number, [line[1:]])
        url = video_of(video[2].partition(",")[0].strip().lower(), video[1])
        url = url or (video[1] if "://" in video[1] else None)
        if url:
            self.builder.video(place, url)
        return place + 1

    def _fence(self, number: int) -> int | None:
        """Read a block between two fences; the fence of one that is read as text is a line by itself."""
        line = self.lines[number]
        fence = kinds.FENCE.match(line) or kinds.TABLE.match(line)
        if not fence:
            return None
        sign = line.split()[0]
        if self.open and sign in self.open:
            del self.open[self.open.index(sign) :]
            return number + 1
        end = self._next(sign if sign[:3] != "```" else "```", number)
        if end is None:
            return number + 1 if len(sign) > 3 or sign == "--" else None
        if sign[0] in "|,:!":
            self.builder.table(number + 1, [_row(row) for row in self.lines[number + 1 : end]])
        elif sign[0] in "-.`" if sign != "--" else self.style in _CODE:
            self.builder.code(number + 1, end, level=len(self.signs), quoted=self._quoted())
        elif sign[0] == "+":
            self.builder.html(number + 1, end)
        elif sign[0] != "/":
            self.open.append(sign)
            return number + 1
        return end + 1

    def _next(self, sign: str, number: int) -> int | None:
        """Return the next line after ``number`` that is this fence, None where none is."""
        places = self.fences.get(sign, [])
        place = bisect_right(places, number)
        return places[place] if place < len(places) else None

    def _quoted(self) -> bool:
        return self.style in ("quote", "verse") or any(sign[0] == "_" for sign in self.open)

    def _depth(self) -> int:
        return max(len(self.signs) - 1, 0) if self.attached else 0

    def _paragraph(self, number: int) -> int:
        """Read a paragraph, an item or indented text: up to an empty line, or what begins a block."""
        line = self.lines[number]
        item = kinds.ITEM.match(line)
        if item:
            return self._gather(number, line[item.end() :], self._level(item["sign"]), item["sign"])
        term = kinds.TERM.match(line)
        if term:
            level = self._level(term["sign"])
            shown = f"{term['term']}: {line[term.end() :]}" if term.end() < len(line) else term["term"]
            return self._gather(number, shown, level, None)
        if line[0] in " \t" and self.free and not self.style and not self.signs:
            end = number + 1
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            self.builder.code(number, end, quoted=self._quoted())
            return end
        if self.style in _CODE:
            end = number + 1
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            self.builder.code(number, end, level=len(self.signs))
            return end
        level = self._depth()
        if self.free and not self.attached and line[0] not in " \t":
            self.signs.clear()
        title = kinds.TITLE.match(line)
        if title:
            self.builder.text("paragraph", number, [line[1:]], level=level, quoted=self._quoted())
            return number + 1
        return self._gather(number, line, level, None)

    def _level(self, sign: str) -> int:
        """Return how deep an item is by the sign before it; a new sign opens a list in the one above."""
        sign = re.sub(r"\d+|[a-z]", "1", sign)
        if sign in self.signs:
            del self.signs[self.signs.index(sign) + 1 :]
        else:
            self.signs.append(sign)
        return len(self.signs) - 1

    def _gather(self, number: int, content: str, level: int, sign: str | None) -> int:
        contents, end = [content.strip()], number + 1
        while end < len(self.lines) and self._goes_on(end):
            contents.append(self.lines[end].strip())
            end += 1
        self.builder.text(
            "item" if sign else "paragraph",
            number,
            contents,
            level=level,
            ordered=bool(sign) and sign not in ("*", "-", "•") and "**" not in (sign or ""),
            quoted=self._quoted(),
        )
        return end

    def _goes_on(self, number: int) -> bool:
        """Whether a line belongs to the paragraph or item above it."""
        line = self.lines[number]
        if not line.strip() or line.strip() == "+" or kinds.ITEM.match(line) or kinds.TERM.match(line):
            return False
        if kinds.COMMENT.match(line) or kinds.STYLE.match(line) or kinds.SECTION.match(line):
            return False
        if kinds.PICTURE.match(line) or kinds.VIDEO.match(line) or kinds.DIRECTIVE.match(line):
            return False
        fence = kinds.FENCE.match(line) or kinds.TABLE.match(line)
        return not fence or self._next(line.split()[0], number - 1) is None


def _row(line: str) -> str:
    """Return the cells of a line of a table, parted by " | "."""
    return " | ".join(cell.strip() for cell in line.split("|")).strip(" |")
