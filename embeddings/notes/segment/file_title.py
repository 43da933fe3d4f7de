"""The title of a file taken as one session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.notes.config import TitleSource
from embeddings.notes.fields.people.agreement import agree
from embeddings.notes.fields.people.byline.reader import read_byline
from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.people.titles.ways import NO_HABIT, Habit
from embeddings.notes.fields.titles import (
    Title,
    dissect,
    is_group,
    is_noise,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.file_names import (
    is_called_by,
    is_in_name,
    is_named_by_title,
    is_named_like_an_event,
    is_of_a_day,
    named_by_kind,
    stem_words,
)
from embeddings.notes.segment.first_line import FirstLine, byline_below, first_line
from embeddings.notes.segment.name_headings import named_alone
from embeddings.notes.segment.outline import BOLD, Node
from embeddings.notes.segment.repeats import NO_REPEATS, Repeats
from embeddings.notes.segment.talk_words import names_talks
from embeddings.records import Speaker
from embeddings.text.dates import (
    find_day,
)
from embeddings.text.document_names import humanised
from embeddings.text.markdown_words import count_words, words

MOST_BEFORE = 60
"""Words before the title of a file at most."""


_MOST_TITLE = 18
"""Words of a title below such a heading."""

_MOST_BESIDE_NAME = 4
"""Words beside names in a heading that is one of people: a role, a company."""

_LEAST_TITLE = 2
"""Words of a file's name that may be a title over a heading that is a person's name."""


@dataclass(slots=True)
class FileTitle:
    """What a file would be called as a session, and where that stands."""

    title: Title
    shown: str
    speakers: list[Speaker]
    line: int
    origin: str
    """"front matter", "heading", "first line" or "file name"."""
    byline: Byline
    node: Node | None = None
    """The heading that holds the title of the file, if one does."""
    used: set[int] = field(default_factory=set)
    """Lines that are the title (1-based), no text to quote."""


def _is_of_event(stated: str, repeats: Repeats, top: Node) -> bool:
    """Whether a title is of an event, and the heading over the file says something else."""
    event = repeats.in_series(stated) or is_group(stated) or find_day(stated) is not None
    event = event or (names_event(stated) and names_talks(top.title) is None)
    return event and not set(words(stated)) & set(words(top.title))


def title_of_file(
    file: str,
    blocks: Sequence[Block],
    root: Node,
    stated: Block | None,
    names: Names,
    *,
    habit: Habit = NO_HABIT,
    repeats: Repeats = NO_REPEATS,
    source: TitleSource | None = None,
) -> FileTitle:
    """Find a file's title: in front matter, the heading over everything, the first line, its name.

    ``stated`` is the title in the front matter, where there is one; ``source`` where the organiser says that
    titles stand, for a file that has one there.
    """
    top = _top(root, blocks)
    if top is not None and any(words(blocks[index].text) for index in root.body):
        stated_elsewhere = stated.title if stated else humanised(file) if is_named_by_title(file) else ""
        if stated_elsewhere and top.level > 1 and not set(words(stated_elsewhere)) & set(words(top.title)):
            top = None  # the one section of a file that is called by something else
    everything = range(len(blocks))

    def made(
        text: str, line: int, origin: str, byline: Byline, node: Node | None = None, code: str | None = None
    ) -> FileTitle:
        title = dissect(text)
        if code and not title.code:
            title = Title(title.text, code, title.time, title.sponsor, title.number)
        split = split_title(title.text, names, line, habit=habit)
        if not split[1] and node is not None and origin == "heading":
            split = _name_first_by_file(file, title.text, names, line) or split
        shown, speakers = agree(title.text, split, byline)
        if not speakers and not byline.speakers:
            # Notes that are called by who spoke and nothing else.
            alone = named_alone(shown, line, names)
            speakers = (
                alone if all(is_known(who.name) and words(who.name) == words(shown) for who in alone) else []
            )
        return FileTitle(title, shown, speakers, line, origin, byline, node)

    if source == "file name":
        return made(humanised(file), 1, source, read_byline(blocks, everything, names))
    if source in ("heading", "first line"):
        told = _told_line(blocks, root, heading=source == "heading")
        if told is not None and blocks[told].kind == "heading":
            byline = read_byline(blocks, range(told + 1, len(blocks)), names, level=blocks[told].level)
            node = next((node for node in root.children if node.index == told), None)
            over = node if node is root.children[0] and len(root.children) == 1 else None
            return made(blocks[told].title, blocks[told].line, "heading", byline, over)
        if told is not None:
            line = blocks[told].line
            plain = FirstLine(blocks[told].first_line.strip(), line, None, told, frozenset({line}))
            found = made(plain.text, line, "first line", byline_below(blocks, plain, names, root))
            found.used = {line}
            return found
    if stated is not None:
        body = range(top.start, len(blocks)) if top else everything
        over = None if top and _is_of_event(stated.title, repeats, top) else top
        byline = read_byline(blocks, body, names, level=top.level if top else 0)
        return made(stated.title, stated.line, "front matter", byline, over)
    first = first_line(blocks, root, names, repeats, frozenset(stem_words(file)))
    if first is not None and (not is_named_by_title(file) or is_in_name(file, first.text)):
        byline = byline_below(blocks, first, names, root)
        found = made(first.text, first.line, "first line", byline, code=first.code)
        found.used = set(first.used)
        return found
    if top is None:
        top = next((node for node in root.children if not node.section and not is_group(node.title)), None)
        if top is not None and any(
            node.section and node.level == top.level for node in root.children[: root.children.index(top)]
        ):
            top = None  # a title stands over its sections, not behind them
        opens = top is not None and (top.level <= 2 or (top.level == BOLD and _opens(top, root, blocks)))
        if top is not None and (not opens or (is_named_by_title(file) and not is_called_by(file, top.title))):
            top = None
        if top is not None:
            return made(
                top.title,
                top.line,
                "heading",
                read_byline(blocks, everything, names, but=top.index, level=top.level),
                None,
            )
    called = _called_over_name(file, top, names)
    if top is not None and called:
        byline = read_byline(blocks, range(top.start, len(blocks)), names, level=top.level)
        byline.speakers[:0] = called
        byline.lines.add(top.line)
        byline.strong = True
        below = _title_below_name(file, blocks, top, names)
        if below is not None:
            found = made(below.text.strip(), below.line, "first line", byline, top)
            found.used = {below.line}
            return found
        return made(humanised(file), top.line, "file name", byline, top)
    if top is not None:
        return made(
            top.title,
            top.line,
            "heading",
            read_byline(blocks, range(top.start, len(blocks)), names, level=top.level),
            top,
        )
    return made(humanised(file), 1, "file name", read_byline(blocks, everything, names))


def _called_over_name(file: str, top: Node | None, names: Names) -> list[Speaker]:
    """Return whom the one heading over a file names and nothing else, where the file is called by a title."""
    stem = stem_words(file)
    people = named_alone(top.title, top.line, names) if top is not None and len(stem) >= _LEAST_TITLE else []
    called = humanised(file)
    other = is_named_like_an_event(file) or is_of_a_day(file) or named_by_kind(file) or is_noise(called)
    named = {word for who in people for word in words(who.name)}
    # A title may open like a name: only a heading that is hardly more than names of people is none.
    alone = top is not None and count_words(top.title) <= len(named) + _MOST_BESIDE_NAME
    alone = alone and all(is_known(who.name) or who.role or who.company for who in people)
    # What stands beside the name, and in the file's too, is the title: "# Anna Berg - Lids" in "10-lids.md".
    alone = alone and len((set(words(top.title if top else "")) - named) & set(stem)) < _LEAST_TITLE
    return people if alone and not (other or named & set(stem) or people_in(called, 1, names)) else []


def _title_below_name(file: str, blocks: Sequence[Block], top: Node, names: Names) -> Block | None:
    """Return the line below a heading that is a name, if it is a title by which the file is called too."""
    below = blocks[top.start] if top.start < len(blocks) - 1 else None
    if below is None or below.kind != "paragraph" or below.line != below.end_line or below.quoted:
        return None
    text = below.text.strip()
    short = 2 <= count_words(text) <= _MOST_TITLE and not re.search(r"[.:;,!。：]$", text)
    ours = set(words(text)) & set(stem_words(file))
    return below if short and ours and labelled(text) is None and not people_in(text, 1, names) else None


def _name_first_by_file(file: str, title: str, names: Names, line: int) -> tuple[str, list[Speaker]] | None:
    """Read "Name - A talk" where the file is called "A talk - Name" or names that person otherwise."""
    parts = re.split(r"\s+[-–—|]\s+|\s*…\s*", title, maxsplit=1)
    people = people_in(parts[0], line, names, trust=Trust.PLACE) if len(parts) == 2 else []
    said = set(words(humanised(file)))
    if not people or len(words(parts[1])) < _LEAST_TITLE or people_in(parts[1], line, names):
        return None
    named = all(set(words(who.name)) <= said for who in people)
    return (re.sub(r"\s+@[\w-]+$", "", parts[1]), people) if named else None


def _told_line(blocks: Sequence[Block], root: Node, *, heading: bool) -> int | None:
    """Return the block in which the organiser says that the title stands: the first heading, or line."""
    if heading:
        return root.children[0].index if root.children else None
    return next(
        (index for index, block in enumerate(blocks) if block.kind != "rule" and words(block.first_line)),
        None,
    )


def _top(root: Node, blocks: Sequence[Block]) -> Node | None:
    """Return the one heading over the whole file, with nothing but a line or two before it."""
    children = root.children
    if not children:
        return None
    first = children[0]
    if first.section:
        return None
    rest = [child for child in children[1:] if not child.section]
    if rest and (first.level > 1 or any(child.level <= first.level for child in rest)):
        return None
    alone = first.level <= 6 or (first.level == BOLD and bool(first.children))
    return first if alone and _opens(first, root, blocks) else None


def _opens(node: Node, root: Node, blocks: Sequence[Block]) -> bool:
    """Whether a heading is the first, with nothing but a line or two before it."""
    first = root.children[0] is node
    return first and sum(blocks[index].words for index in root.body) <= MOST_BEFORE
