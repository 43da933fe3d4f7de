"""Lists whose nesting is told by how far their items are indented."""

from __future__ import annotations

from dataclasses import dataclass, field


def indent_of(line: str) -> int:
    """Return how far a line is indented, a tab going on to the next multiple of eight."""
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(8))


@dataclass(slots=True)
class Nesting:
    """The lists that are open: how far the items of each are indented, the outermost first."""

    lists: list[int] = field(default_factory=list)

    def item(self, indent: int) -> int:
        """Open the list of an item, or go back to it; return how deep it is, 0 for the outermost."""
        while self.lists and self.lists[-1] > indent:
            self.lists.pop()
        if not self.lists or self.lists[-1] < indent:
            self.lists.append(indent)
        return len(self.lists) - 1

    def text(self, indent: int) -> int:
        """Close the lists that text indented so far does not belong to; return how many are open."""
        while self.lists and self.lists[-1] >= indent:
            self.lists.pop()
        return len(self.lists)

    def close(self) -> None:
        """Close all lists."""
        self.lists.clear()
