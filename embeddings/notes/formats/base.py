"""What a format of notes gives: a file as a flat list of blocks, each with the lines it stands on.

A format is all that the rest of the reader knows of how a file is written. Everything after it (outline,
segmentation, speakers, links) works on blocks alone, and the proof of a quote asks the format which words
stand at given lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.model import Source
from embeddings.text.markdown_words import count_words

BlockKind = Literal["heading", "paragraph", "item", "code", "html", "rule", "table"]


@dataclass(frozen=True, slots=True)
class RawLink:
    """A link as the notes have it; ``url`` may be empty, ``text`` is what the reader sees."""

    text: str
    url: str
    line: int
    embedded: bool = False
    """True for a frame, a video or a source tag: the page shows it, nobody wrote a text for it."""


@dataclass(frozen=True, slots=True)
class RawImage:
    """An image as the notes have it."""

    alt: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``text`` has one line for each line of the file from ``line`` to ``end_line`` (1-based)."""

    kind: BlockKind
    text: str
    line: int
    end_line: int
    level: int = 0
    """Of a heading 1 to 6; of an item its nesting, 0 being the outermost."""
    quoted: bool = False
    """Inside a block quote."""
    underlined: bool = False
    """A heading by the line of "---" or "===" under it."""
    ordered: bool = False
    bold: tuple[bool, ...] = ()
    """For each line, whether all of its text is bold."""
    links: tuple[RawLink, ...] = ()
    images: tuple[RawImage, ...] = ()
    title: str = ""
    """For a heading: its text on one line, entities decoded, no addresses of its links."""
    count: int = -1
    """Of words; -1 where nobody has counted them."""

    @property
    def words(self) -> int:
        """The number of words."""
        return self.count if self.count >= 0 else count_words(self.text)

    @property
    def first_line(self) -> str:
        """The first line of the text."""
        return self.text.partition("\n")[0]

    @property
    def lines(self) -> list[str]:
        """The text by lines."""
        return self.text.split("\n")


def links_by_line(block: Block) -> Mapping[int, Sequence[RawLink]]:
    """Return the links of a block by their lines: who looks at every line looks at each link once."""
    found: dict[int, list[RawLink]] = {}
    for link in block.links:
        found.setdefault(link.line, []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its format reads it."""

    lines: Sequence[str]
    """All lines of the file, without their ends; line n of a block is ``lines[n - 1]``."""
    blocks: tuple[Block, ...]
    """In the order of the file."""
    front: FrontMatter
    front_title: Block | None = None
    """The title in the front matter, read as a heading; None where it states none."""


class NoteFormat(Protocol):
    """One way of writing notes. ``read`` is pure: the same bytes give the same document."""

    @property
    def name(self) -> str:
        """What people call the format ("Markdown")."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, in lower case, each with its dot; the usual one first."""

    def read(self, source: Source) -> Document:
        """Return the document in a file whose bytes are text (``folder.refusal`` says None of them)."""

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words that lines of a file hold, folded, without the marks of the format.

        The words of each line of a block are among those of its line in the file, in order: a quote stands
        in a file where ``words_at`` of the quote follow each other in ``words_at`` of its lines.
        """
