"""A file of reStructuredText as blocks.

Lists are read where people write them: without an empty line around them too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.base import Document
from embeddings.notes.formats.frontmatter import read_front_matter
from embeddings.notes.formats.lightweight.builder import BlockBuilder, front_title
from embeddings.notes.formats.lightweight.marks import video_of
from embeddings.notes.formats.lightweight.nesting import Nesting, indent_of
from embeddings.notes.formats.lightweight.rst_directives import Directive, directive_at
from embeddings.notes.formats.lightweight.rst_head import Head, head_of
from embeddings.notes.formats.lightweight.rst_marks import RST_MARKS
from embeddings.notes.formats.lightweight.rst_sections import ADORNMENT, Section, sections_of
from embeddings.notes.formats.lightweight.rst_tables import table_at
from embeddings.notes.formats.lightweight.rst_targets import targets_in
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text

_ITEM = re.compile(r"[ \t]*(?:[-*+•‣⁃]|(?:\d{1,3}|#|[a-z])[.)]|\(\d{1,3}\))(?:[ \t]+|$)")
_BULLET = re.compile(r"[ \t]*[-*+•‣⁃][ \t]")
_FIELD = re.compile(r"[ \t]*:(?!:)([^:\n`]{1,60}):(?:[ \t]+|$)")
_EXPLICIT = re.compile(r"[ \t]*(?:\.\.(?:[ \t]|$)|__[ \t])")
_FOOTNOTE = re.compile(r"[ \t]*\.\.[ \t]+(?=\[[^\[\]\n]+\][ \t])")
_LINE_BLOCK = re.compile(r"[ \t]*\|(?:[ \t]|$)")
_DOCTEST = re.compile(r"[ \t]*>>>[ \t]")


class RstFormat:
    """reStructuredText, as Sphinx, Pelican, Nikola and people's editors have it."""

    name = "reStructuredText"
    suffixes: tuple[str, ...] = (".rst",)

    def read(self, source: Source) -> Document:
        """Return the document in a file; fields below its title, or above its text, are its front matter."""
        lines = lines_of_text(source.data)
        front = read_front_matter(lines)
        sections = sections_of(lines, front.height)
        head = head_of(lines, front, sections)
        reader = _Reader(lines, sections, head)
        reader.read(front.height)
        return Document(lines, tuple(reader.builder.blocks), head.front, front_title(head.front, RST_MARKS))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words that lines hold; the addresses of links with a text are not among them."""
        return RST_MARKS.words_at(lines)


class _Reader:
    """Reads the lines of one file."""

    def __init__(self, lines: Sequence[str], sections: dict[int, Section], head: Head) -> None:
        self.lines, self.sections, self.head = lines, sections, head
        self.builder = BlockBuilder(lines, RST_MARKS, targets_in(lines))
        self.nesting = Nesting()
        self.inside: list[int] = []
        """How far the directives are indented whose content is read as text."""
        self.free = True
        """Whether an empty line stands above."""

    def read(self, start: int) -> None:
        number = start
        while number < len(self.lines):
            line = self.lines[number]
            if not line.strip():
                number, self.free = number + 1, True
                continue
            number = self._block(number, indent_of(line))
            self.free = False

    def _block(self, number: int, indent: int) -> int:
        """Read what begins at a line; return the line after it."""
        line = self.lines[number]
        while self.inside and indent <= self.inside[-1]:
            self.inside.pop()
        section = self.sections.get(number)
        if section:
            self.nesting.close()
            title = self.lines[section.line].strip()
            self.builder.text("heading", section.line, [title], level=section.level, underlined=True)
            return section.end
        if number in self.head.lines:
            return number + 1
        if _EXPLICIT.match(line):
            return self._explicit(number, indent)
        if ADORNMENT.match(line) and len(line.strip()) >= 4:
            self.builder.rule(number)
            return number + 1
        table = table_at(self.lines, number)
        if table:
            self.builder.table(number, table, quoted=False)
            return number + len(table)
        if _DOCTEST.match(line):
            end = number + 1
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            self.builder.code(number, end, level=len(self.nesting.lists))
            return end
        return self._paragraph(number, indent)

    def _indented(self, number: int, indent: int) -> int:
        """Return the end of the lines after ``number`` that are indented further, empty ones among them."""
        end = after = number + 1
        while after < len(self.lines):
            if self.lines[after].strip():
                if indent_of(self.lines[after]) <= indent:
                    break
                end = after + 1
            after += 1
        return end

    def _explicit(self, number: int, indent: int) -> int:
        """Read a directive, a footnote, a target or a comment."""
        line = self.lines[number]
        footnote = _FOOTNOTE.match(line)
        if footnote:
            return self._gather(number, "paragraph", line[footnote.end() :], indent, 0)
        end = self._indented(number, indent)
        found = directive_at(self.lines, number, end)
        return self._directive(found, indent) if found else end

    def _directive(self, found: Directive, indent: int) -> int:
        level = len(self.nesting.lists)
        if found.kind == "code":
            self.builder.code(found.content, found.end, level=level)
        elif found.kind == "html":
            self.builder.html(found.content, found.end)
        elif found.kind == "video":
            url = video_of(found.name, found.argument)
            if url:
                self.builder.video(found.start, url)
        elif found.kind == "picture":
            return self._picture(found, indent)
        elif found.kind == "table" and found.content < found.end:
            rows = [line.strip() for line in self.lines[found.content : found.end]]
            self.builder.table(found.content, rows)
        elif found.kind == "text":
            self.inside.append(indent)
            return self._opened(found)
        return found.end

    def _opened(self, found: Directive) -> int:
        """Read the text behind the name of a directive; return the line after it."""
        if not found.titled or not found.argument:
            return found.content
        contents, end = [found.argument], found.content
        if found.flows and end < found.end and self.lines[end].strip():
            margin = indent_of(self.lines[end])
            while self._goes_on(end, margin, hanging=False):
                contents.append(self.lines[end].strip())
                end += 1
        self.builder.text("paragraph", found.start, contents)
        return end

    def _picture(self, found: Directive, indent: int) -> int:
        """Read an image; a caption of one line is shown for it, else what is to be read aloud."""
        alt, place = found.options.get("alt", ("", found.start))
        end = found.content
        caption = end
        while caption < found.end and not self.lines[caption].strip():
            caption += 1
        if found.name == "figure" and caption < found.end:
            after = caption + 1
            if after == found.end or not self.lines[after].strip():
                alt, place, end = self.lines[caption].strip(), caption, after
        self.builder.picture(found.start, place + 1, found.argument, alt, place)
        self.inside.append(indent)
        return end

    def _paragraph(self, number: int, indent: int) -> int:
        line = self.lines[number]
        item = _ITEM.match(line)
        if item and item.end() < len(line):
            level = self.nesting.item(indent)
            ordered = line.lstrip()[0] not in "-*+•‣⁃"
            return self._gather(number, "item", line[item.end() :], indent, level, ordered=ordered)
        depth = self.nesting.text(indent)
        field = _FIELD.match(line)
        if field:
            shown = f"{field[1]}: {line[field.end() :]}"
            return self._gather(number, "paragraph", shown, indent, max(depth - 1, 0), field=True)
        quoted = bool(indent) and not depth and self.free and not self.inside
        content = line[line.index("|") + 1 :] if _LINE_BLOCK.match(line) else line.strip()
        return self._gather(number, "paragraph", content, indent, max(depth - 1, 0), quoted=quoted)

    def _gather(
        self,
        number: int,
        kind: str,
        content: str,
        indent: int,
        level: int,
        *,
        ordered: bool = False,
        quoted: bool = False,
        field: bool = False,
    ) -> int:
        """Read the further lines of a paragraph, an item or a field, then what it announces with "::"."""
        contents, end = [content.strip()], number + 1
        hanging = kind == "item" or field
        while self._goes_on(end, indent, hanging=hanging):
            line = self.lines[end]
            contents.append(line.strip().removeprefix("|") if _LINE_BLOCK.match(line) else line.strip())
            end += 1
        literal = contents[-1].endswith("::") and not contents[-1].endswith(":::")
        if literal:
            contents[-1] = (
                contents[-1][:-2].rstrip() if contents[-1][:-2].endswith(" ") else contents[-1][:-1]
            )
        if any(text.strip(":") for text in contents):
            self.builder.text(
                "item" if kind == "item" else "paragraph",
                number,
                contents,
                level=level,
                ordered=ordered,
                quoted=quoted,
            )
        if not literal:
            return end
        start = end
        while start < len(self.lines) and not self.lines[start].strip():
            start += 1
        base = indent if not hanging else indent + 1
        if start == len(self.lines) or indent_of(self.lines[start]) <= base:
            return end
        end = self._indented(start - 1, base)
        self.builder.code(start, end, level=len(self.nesting.lists), quoted=quoted)
        return end

    def _goes_on(self, number: int, indent: int, *, hanging: bool) -> bool:
        """Whether a line belongs to the paragraph above it, which is indented so far."""
        line = self.lines[number] if number < len(self.lines) else ""
        if not line.strip() or number in self.sections:
            return False
        own = indent_of(line)
        if own <= indent if hanging else own != indent:
            return False
        if _BULLET.match(line) or _EXPLICIT.match(line) or (hanging and _ITEM.match(line)):
            return False
        if _FIELD.match(line) or (ADORNMENT.match(line) and len(line.strip()) >= 4):
            return False
        return table_at(self.lines, number) is None
