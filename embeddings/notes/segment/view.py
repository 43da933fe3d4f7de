"""A file on its way to sessions: its blocks, its headings, and what was decided of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from embeddings.notes.config import FolderConfig
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.segment.file_title import FileTitle
from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.notes.segment.outline import (
    Node,
)

Role = Literal["session", "group", "part", "noise"]


@dataclass(slots=True)
class View:
    """A file on its way to sessions."""

    file: str
    text: str
    blocks: Sequence[Block]
    front: FrontMatter
    front_title: Block | None = None
    """The title in the front matter, read as a heading."""
    config: FolderConfig = field(default_factory=FolderConfig)
    """What the organiser told of the folder."""
    taker: str | None = None
    """Who took the notes, as far as the file says so of all of it."""
    called: str = ""
    """The file, or "a/b.md" for "a/b/index.md", whose own name says nothing."""
    root: Node = field(init=False)
    features: dict[int, HeadingFeatures] = field(default_factory=dict)
    """By the index of a node's block."""
    title: FileTitle = field(init=False)
    names: Names = field(init=False)
    """What tells names in this file, its habits and the folder's known."""
    roles: dict[int, Role] = field(default_factory=dict)
    whole: bool = False
    """Whether the file is one session."""
    index: str | None = None
    """Why the file holds no session: it only points to others, lists what was not attended, or the like."""
    nested: set[int] = field(default_factory=set)
    """Sessions under which further sessions stand, by the index of their block."""
    margin: float = 99.0
    session_score: float = 0.0
    group_score: float = 0.0
    evidence: dict[str, float] = field(default_factory=dict)
    """That the file is one session: log-odds by feature."""

    def __post_init__(self) -> None:
        self.called = self.called or self.file
