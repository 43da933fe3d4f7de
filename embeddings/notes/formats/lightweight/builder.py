"""Lines of a file to blocks: what every format of lightweight markup has in common.

A format tells what the lines are; the words of each block are then checked to stand at them unbroken, and a
block for which they do not keeps its lines as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.base import Block, BlockKind, RawImage, RawLink
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.formats.html_blocks import html_blocks
from embeddings.notes.formats.lightweight.marks import InlineMarks, Targets

_FOOTNOTES = re.compile(r"(?:\s*\[(?:\d{1,3}|fn:[\w-]+|#[\w-]*|\*)\])+$")
"""Footnotes at the end of a heading, which are no part of a title."""


class BlockBuilder:
    """Collects the blocks of a file, in order. Numbers of lines are 0-based here, ends exclusive."""

    def __init__(self, lines: Sequence[str], marks: InlineMarks, targets: Targets) -> None:
        self.lines, self.marks, self.targets = lines, marks, targets
        self.blocks: list[Block] = []

    def text(
        self,
        kind: BlockKind,
        start: int,
        contents: Sequence[str],
        *,
        level: int = 0,
        ordered: bool = False,
        quoted: bool = False,
        underlined: bool = False,
    ) -> None:
        """Add a block whose lines from ``start`` on hold ``contents`` behind the marks of the block."""
        if not contents:
            return
        written = self.lines[start : start + len(contents)]
        shown = self.marks.show(contents, start + 1, self.targets)
        texts = shown.lines if self._stand(shown.lines, written) else [line.strip() for line in written]
        title = ""
        if kind == "heading":
            joined = " ".join(" ".join(texts).split())
            title = _FOOTNOTES.sub("", joined) or joined
        self.blocks.append(
            Block(
                kind,
                "\n".join(texts),
                start + 1,
                start + len(contents),
                level=level,
                quoted=quoted,
                underlined=underlined,
                ordered=ordered,
                bold=shown.bold,
                links=shown.links,
                images=shown.images,
                title=title,
            )
        )

    def code(self, start: int, end: int, *, level: int = 0, quoted: bool = False) -> None:
        """Add code: the lines as they are, without empty ones around them and without their margin."""
        while start < end and not self.lines[start].strip():
            start += 1
        while end > start and not self.lines[end - 1].strip():
            end -= 1
        raw = [line.rstrip() for line in self.lines[start:end]]
        margin = min((len(line) - len(line.lstrip()) for line in raw if line.strip()), default=0)
        if raw:
            text = "\n".join(line[margin:] for line in raw)
            self.blocks.append(Block("code", text, start + 1, end, level=level, quoted=quoted))

    def table(self, start: int, rows: Sequence[str], *, quoted: bool = False) -> None:
        """Add a table; each row has its cells parted by " | ", and is empty for a line between rows."""
        links: list[RawLink] = []
        images: list[RawImage] = []
        texts: list[str] = []
        for number, row in enumerate(rows, start):
            shown = self.marks.show([row], number + 1, self.targets)
            texts.append(shown.lines[0])
            links.extend(shown.links)
            images.extend(shown.images)
        written = self.lines[start : start + len(rows)]
        if not self._stand(texts, written):
            texts = [line.strip() for line in written]
        if texts:
            self.blocks.append(
                Block(
                    "table",
                    "\n".join(texts),
                    start + 1,
                    start + len(texts),
                    quoted=quoted,
                    links=tuple(links),
                    images=tuple(images),
                )
            )

    def picture(
        self, start: int, end: int, path: str, alt: str, place: int, *, level: int = 0, quoted: bool = False
    ) -> None:
        """Add an image that stands in lines alone; the words for it stand in the line ``place``."""
        texts = ["" for _ in range(start, end)]
        texts[place - start] = alt
        if not self._stand(texts, self.lines[start:end]):
            texts = ["" for _ in texts]
            alt = ""
        image = RawImage(alt, path, place + 1)
        self.blocks.append(
            Block(
                "paragraph",
                "\n".join(texts),
                start + 1,
                end,
                level=level,
                quoted=quoted,
                bold=(False,) * len(texts),
                images=(image,),
            )
        )

    def rule(self, number: int) -> None:
        """Add a line across the page."""
        self.blocks.append(Block("rule", "", number + 1, number + 1))

    def video(self, number: int, url: str) -> None:
        """Add a video that the page shows at a line."""
        links = (RawLink("", url, number + 1, embedded=True),)
        self.blocks.append(Block("html", "", number + 1, number + 1, links=links))

    def html(self, start: int, end: int) -> None:
        """Add what the tags of raw HTML name; its text is not read."""
        for block in html_blocks(self.lines[start:end], start, quoted=False) if start < end else ():
            if block.links or block.images:
                text = "\n" * (block.end_line - block.line)
                self.blocks.append(
                    Block("html", text, block.line, block.end_line, links=block.links, images=block.images)
                )

    def _stand(self, texts: Sequence[str], written: Sequence[str]) -> bool:
        """Whether the words of texts follow each other in lines of the file, each in its own line."""
        own = [self.marks.words_of(text) for text in texts]
        there = [self.marks.words_of(line) for line in written]
        run = " ".join(word for line in own for word in line)
        whole = " ".join(word for line in there for word in line)
        inside = all(_is_subsequence(part, line) for part, line in zip(own, there, strict=True))
        return inside and (not run or f" {run} " in f" {whole} ")


def _is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def front_title(front: FrontMatter, marks: InlineMarks) -> Block | None:
    """Return the title in front matter or in the head of a file as a heading, None where there is none."""
    text = front.text("title")
    if not text:
        return None
    line = front.lines.get("title", 1)
    shown = marks.show([text], line, Targets())
    title = " ".join(shown.lines[0].split())
    return Block("heading", shown.lines[0], line, line, level=1, links=shown.links, title=title)
