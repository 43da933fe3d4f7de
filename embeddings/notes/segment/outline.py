"""The outline of a file: its headings as a tree, with what else may open a session standing in for headings.

A bold paragraph on one line ranks below every heading, a plain one below that, an outermost list item below
both (see ``stand_ins``). The root is the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from embeddings.notes.fields.titles import is_section
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.repeats import NO_REPEATS, Repeats

BOLD = 7
"""The level of a bold paragraph that stands in for a heading."""

PLAIN = 8
"""The level of a plain line that stands in for a heading."""

ITEM = 9
"""The level of a list item that stands in for a heading."""


@dataclass(slots=True)
class Node:
    """A heading, or what stands in for one, and the blocks under it: ``start`` to ``end`` (exclusive)."""

    index: int
    """Of its own block; -1 for the file."""
    level: int
    title: str
    line: int
    start: int
    end: int = 0
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    repeated: bool = False
    """Whether other files have the same heading."""

    @property
    def section(self) -> bool:
        """Whether the heading names a part of a talk, by its word or because other files have the same."""
        return self.repeated or is_section(self.title)

    @property
    def body(self) -> range:
        """The blocks of its own, before its first child."""
        return range(self.start, self.children[0].index if self.children else self.end)

    def walk(self) -> list[Node]:
        """Return all nodes below this one, in order."""
        found: list[Node] = []
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(node.children[::-1])
        return found


def title_lines(block: Block) -> range:
    """Return the lines of a title: all of a heading or of bold text, the first of another block."""
    whole = block.kind == "heading" or (all(block.bold) and bool(block.bold))
    return range(block.line, block.end_line + 1 if whole else block.line + 1)


def _stood_in(block: Block) -> str:
    return " ".join(block.lines[: len(title_lines(block))])


def build(
    blocks: Sequence[Block], titles: Mapping[int, int] | None = None, repeats: Repeats = NO_REPEATS
) -> Node:
    """Build the tree of a file; ``titles`` gives blocks that stand in for headings, with their level."""
    titles = titles or {}
    root = Node(-1, 0, "", 1, 0)
    stack = [root]
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not block.quoted and block.title.strip():
            level = block.level
        elif index in titles:
            level = titles[index]
        else:
            continue
        while stack[-1].level >= level:
            stack.pop().end = index
        title = block.title if block.kind == "heading" else _stood_in(block)
        node = Node(index, level, title, block.line, index + 1, parent=stack[-1])
        node.repeated = repeats.is_section(title)
        stack[-1].children.append(node)
        stack.append(node)
    for node in stack:
        node.end = len(blocks)
    return root
