"""The title of a file taken as one session, and the evidence that it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from embeddings.notes.fields.byline import Byline, read_byline
from embeddings.notes.fields.links import is_web
from embeddings.notes.fields.names import Names
from embeddings.notes.fields.people import SPEAKERS, labelled, people_in
from embeddings.notes.fields.title_speakers import NO_HABIT, Habit, agree, split_title
from embeddings.notes.fields.titles import (
    Title,
    dissect,
    is_code,
    is_group,
    is_noise,
    is_section,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.notes.segment.outline import Node
from embeddings.notes.segment.weights import FILE, SECTIONS_OF_FILE, evidence
from embeddings.records import Speaker
from embeddings.text.dates import find_date, find_dates, find_day, has_weekday, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words, words

_GENERIC = re.compile(
    r"(?:readme|index|_index|notes?|summary|main|home|talks?|sessions?|conference|untitled|overview|"
    r"schedule|agenda|todo)",
    re.I,
)


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


def stem_words(file: str) -> list[str]:
    """Return the words of a file's name without its date."""
    stem = PurePosixPath(file).stem
    return words(strip_dates(re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d", " ", stem))))


def is_of_a_day(file: str) -> bool:
    """Whether a file is named like a day ("day2.md", "someconf-day2.md") rather than like a talk."""
    stem = re.sub(r"[-_]", " ", PurePosixPath(file).stem)
    return (find_day(stem) is not None or has_weekday(stem)) and len(stem_words(file)) <= 2


def humanised(file: str) -> str:
    """Return a title made of a file's name."""
    stem = PurePosixPath(file).stem
    bare = re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d[-_ ]*", "", stem)
    text = " ".join(re.sub(r"[-_]+", " ", bare).split()) or stem
    return text[:1].upper() + text[1:]


def title_of_file(
    file: str,
    blocks: Sequence[Block],
    root: Node,
    stated: Block | None,
    names: Names,
    *,
    habit: Habit = NO_HABIT,
) -> FileTitle:
    """Find a file's title: in front matter, the heading over everything, the first line, its name.

    ``stated`` is the title in the front matter, where there is one.
    """
    top = _top(root, blocks)
    everything = range(len(blocks))

    def made(
        text: str, line: int, origin: str, byline: Byline, node: Node | None = None, code: str | None = None
    ) -> FileTitle:
        title = dissect(text)
        if code and not title.code:
            title = Title(title.text, code, title.time, title.sponsor, title.number)
        split = split_title(title.text, names, line, habit=habit)
        shown, speakers = agree(title.text, split, byline.speakers)
        return FileTitle(title, shown, speakers, line, origin, byline, node)

    if stated is not None:
        body = range(top.start, len(blocks)) if top else everything
        return made(stated.title, stated.line, "front matter", read_byline(blocks, body, names), top)
    first = _first_line(blocks, root, names)
    if first is not None:
        text, line, code, start, used = first
        byline = read_byline(blocks, range(start, len(blocks)), names)
        right_below = _byline_within(blocks, start - 1, line, names)
        named = {speaker.name for speaker in byline.speakers}
        byline.speakers[:0] = [speaker for speaker in right_below.speakers if speaker.name not in named]
        byline.lines |= right_below.lines
        byline.strong |= right_below.strong
        byline.date = byline.date or right_below.date
        byline.date_line = byline.date_line or right_below.date_line
        found = made(text, line, "first line", byline, code=code)
        found.used = used
        return found
    if top is None:
        top = next(
            (node for node in root.children if not is_section(node.title) and not is_group(node.title)), None
        )
        if top is not None and top.level > 2:
            top = None
        if top is not None:
            return made(
                top.title, top.line, "heading", read_byline(blocks, everything, names, but=top.index), None
            )
    if top is not None:
        return made(
            top.title, top.line, "heading", read_byline(blocks, range(top.start, len(blocks)), names), top
        )
    return made(humanised(file), 1, "file name", read_byline(blocks, everything, names))


def _top(root: Node, blocks: Sequence[Block]) -> Node | None:
    """Return the one heading over the whole file, with nothing but a line or two before it."""
    children = root.children
    if not children:
        return None
    first = children[0]
    if is_section(first.title):
        return None
    rest = [child for child in children[1:] if not is_section(child.title)]
    if rest and (first.level > 1 or any(child.level <= first.level for child in rest)):
        return None
    before = sum(blocks[index].words for index in root.body)
    return first if before <= 60 and first.level <= 6 else None


def _first_line(
    blocks: Sequence[Block], root: Node, names: Names
) -> tuple[str, int, str | None, int, set[int]] | None:
    """Return a plain first line that is a title: short, no sentence, before every heading."""
    for index in root.body[:2]:
        block = blocks[index]
        if block.kind == "rule" or (block.images and not words(block.text)):
            continue
        if block.kind != "paragraph" or block.quoted:
            return None
        code, used = None, set()
        for number, text in enumerate(block.lines, block.line):
            if not words(text) or is_only_date(text) or text.strip().isdigit():
                used.add(number)
                continue
            if is_code(text):
                code = text.strip()
                used.add(number)
                continue
            if (
                count_words(text) > 16
                or labelled(text) is not None
                or is_web(text.strip("<> "))
                or is_section(text)
            ):
                return None
            if re.search(r"[.!:;,。：]\s*$", text) or people_in(text, number, names) or is_noise(text):
                return None
            used.add(number)
            code = code or _code_after(block, number)
            return text.strip(), number, code, index + 1, used
    return None


def _code_after(block: Block, line: int) -> str | None:
    rest = block.lines[line - block.line + 1 :]
    return next((text.strip() for text in rest[:2] if is_code(text)), None)


def _byline_within(blocks: Sequence[Block], index: int, line: int, names: Names) -> Byline:
    """Read the byline in the lines that follow a plain first line within its own paragraph."""
    block = blocks[index]
    rest = block.lines[line - block.line + 1 :]
    if not any(words(text) for text in rest):
        return Byline()
    part = Block(
        "paragraph",
        "\n".join(rest),
        line + 1,
        block.end_line,
        links=block.links,
        bold=block.bold[-len(rest) :],
    )
    return read_byline([part], range(1), names)


def file_evidence(
    file: str,
    title: FileTitle,
    top: HeadingFeatures | None,
    front: FrontMatter,
    root: Node,
    features: Mapping[int, HeadingFeatures],
) -> dict[str, float]:
    """Return the evidence that a file is one session: log-odds by feature.

    ``top`` are the features of the heading over the whole file, ``features`` those of all headings by the
    index of their block.
    """
    found = evidence(FILE, _file_features(file, title, top, front, root))
    children = title.node.children if title.node else root.children
    if children:
        # The talks of a day may be numbered too; under the title of a talk, numbers are those of its parts.
        talk = not {"group word", "day or date", "names an event", "named like a day"} & set(found)
        sections = sum(
            is_section(child.title) or (talk and features[child.index].title.number is not None)
            for child in children
        )
        found["sections"] = SECTIONS_OF_FILE * sections / len(children)
    return found


def _file_features(
    file: str, title: FileTitle, top: HeadingFeatures | None, front: FrontMatter, root: Node
) -> list[str]:
    text = title.title.text
    stem = stem_words(file)
    held = ["prior"]
    if title.byline.speakers:
        # Speakers before any heading but the title's own speak for the file.
        early = min((speaker.line or 0) for speaker in title.byline.speakers)
        if early <= _first_child_line(root, title):
            strong = title.byline.strong
            held.append("early speakers, by more than their shape" if strong else "early speakers")
    if title.speakers:
        held.append("speaker in title")
    if front.texts(*SPEAKERS):
        held.append("speaker in front matter")
    if title.origin == "front matter":
        held.append("title in front matter")
    if title.origin == "first line":
        held.append("title in first line")
    if top and top.recording:
        held.append("recording")
    if title.title.code:
        held.append("code")
    if is_group(text) or is_noise(text):
        held.append("group word")
    elif find_day(text) or find_dates(text):
        held.append("day or date")
    elif names_event(text):
        held.append("names an event")
    if count_words(title.shown) >= 4:
        held.append("title of 4 words or more")
    if is_of_a_day(file):
        held.append("named like a day")
    elif not stem or _GENERIC.fullmatch(" ".join(stem)):
        held.append("general file name")
    elif title.origin != "file name":
        shared = len(set(stem) & set(words(text))) / len(set(stem))
        if shared >= 0.6 and len(stem) >= 2 and not {"day or date", "names an event"} & set(held):
            held.append("named like its title")
    if find_date(PurePosixPath(file).stem) and len(stem) >= 2:
        held.append("date and title in the file name")
    return held


def _first_child_line(root: Node, title: FileTitle) -> int:
    children = (
        title.node.children if title.node else [child for child in root.children if child.line > title.line]
    )
    lines = [child.line for child in children if not is_section(child.title)]
    return min(lines, default=10**9)
