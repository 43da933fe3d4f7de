"""The title of a file taken as one session, and the evidence that it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from embeddings.notes.config import TitleSource
from embeddings.notes.fields.agreement import agree
from embeddings.notes.fields.byline import Byline, read_byline
from embeddings.notes.fields.names import Names
from embeddings.notes.fields.people import SPEAKERS
from embeddings.notes.fields.title_speakers import NO_HABIT, Habit, split_title
from embeddings.notes.fields.titles import (
    Title,
    dissect,
    is_group,
    is_noise,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.segment.first_line import FirstLine, byline_below, first_line
from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.notes.segment.outline import BOLD, Node
from embeddings.notes.segment.repeats import NO_REPEATS, Repeats
from embeddings.notes.segment.weights import FILE, SECTIONS_OF_FILE, evidence
from embeddings.records import Speaker
from embeddings.text.dates import (
    find_date,
    find_dates,
    find_day,
    find_year,
    has_weekday,
    is_only_date,
    strip_dates,
)
from embeddings.text.markdown_words import count_words, words

_GENERIC = re.compile(
    r"(?:readme|index|_index|notes?|summary|main|home|talks?|sessions?|conference|untitled|overview|"
    r"schedule|agenda|todo)",
    re.I,
)


_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[^\W\d_])(?=\d)")
"""Where a word begins in a name that is written without spaces ("LightningTalks2")."""

_NUMBER_BEFORE = re.compile(r"^\d{1,3}[a-z]?[\s.]+")
_ONE = re.compile(
    r"(?:keynote|key note|tutorial|workshop|panel|poster|talk|session|atelier|charla)(?:\s+[ivx]+)?$", re.I
)
_PART_AFTER = re.compile(
    r"[\s.]*(?:\b(?:part|pt|teil|partie|parte|continued|cont))?[\s.]*(?:\d[\s\d]*)?$", re.I
)
_EXPORTED = re.compile(r"\s+[0-9a-f]{32}$")
"""The mark that a program for notes puts after the title in the name of an exported file."""


_LEAST_SHARED = 0.6
"""The least share of the words of a file's name in the title that it is called by."""

_MOST_BEFORE = 60
"""Words before the title of a file at most."""

OF_EVENT = frozenset(
    {
        "group word",
        "day or date",
        "names an event",
        "title of a series",
        "named like a day",
        "named like a group",
        "named like a kind of session",
        "named like an event",
    }
)
"""What says that the title of a file, or its name, is not that of a talk."""


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
    spaced = re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d", " ", stem))
    return words(strip_dates(_HUMP.sub(" ", spaced)))


def is_called_by(file: str, text: str) -> bool:
    """Whether a file is called by a text: it holds most words of the file's name."""
    stem = set(stem_words(file))
    return len(stem) >= 2 and len(stem & set(words(text))) >= _LEAST_SHARED * len(stem)


def is_of_a_day(file: str) -> bool:
    """Whether a file is named like a day ("day2.md", "someconf-day2.md") rather than like a talk."""
    stem = re.sub(r"[-_]", " ", PurePosixPath(file).stem)
    return (find_day(stem) is not None or has_weekday(stem)) and len(stem_words(file)) <= 2


def named_by_kind(file: str) -> Literal["one", "several"] | None:
    """Return what a file is named by: kinds of sessions ("lightning-talks.md"), one kind ("Keynote3.md")."""
    bare = re.sub(r"[-_]+", " ", PurePosixPath(file).stem)
    bare = _PART_AFTER.sub("", _NUMBER_BEFORE.sub("", bare)).strip()
    for text in (bare, _HUMP.sub(" ", bare)):
        if text.casefold() == "lightning":
            return "several"
        if is_group(text) and not is_only_date(text):
            return "one" if _ONE.search(text) else "several"
    return None


def is_named_like_an_event(file: str) -> bool:
    """Whether a file is named by an event and its year ("2018 Someconf.md")."""
    text = re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d", " ", PurePosixPath(file).stem))
    return find_year(text) is not None and names_event(strip_dates(re.sub(r"\b\d{4}\b", " ", text)).strip())


def humanised(file: str) -> str:
    """Return a title made of a file's name; one that is written with spaces keeps its hyphens."""
    stem = PurePosixPath(file).stem
    bare = _EXPORTED.sub("", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d[-_ ]*", "", stem))
    text = " ".join((bare if " " in bare else re.sub(r"[-_]+", " ", bare)).split()) or stem
    return text[:1].upper() + text[1:]


def _is_named_by_title(file: str) -> bool:
    """Whether a file's name is written as a title: several words with spaces between them."""
    stem = PurePosixPath(file).stem.strip()
    return (
        stem.count(" ") >= 2
        and len(stem_words(file)) >= 3
        and not names_event(stem)
        and not is_of_a_day(file)
    )


def _is_foreign(file: str, text: str) -> bool:
    """Whether a line shares no word with the name of its file."""
    return not set(words(text)) & set(stem_words(file))


def _is_of_event(stated: str, repeats: Repeats, top: Node) -> bool:
    """Whether a title is of an event, and the heading over the file says something else."""
    event = repeats.in_series(stated) or is_group(stated) or find_day(stated) is not None
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
        stated_elsewhere = stated.title if stated else humanised(file) if _is_named_by_title(file) else ""
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
        shown, speakers = agree(title.text, split, byline)
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
            plain = FirstLine(blocks[told].lines[0].strip(), line, None, told, frozenset({line}))
            found = made(plain.text, line, "first line", byline_below(blocks, plain, names, root))
            found.used = {line}
            return found
    if stated is not None:
        body = range(top.start, len(blocks)) if top else everything
        over = None if top and _is_of_event(stated.title, repeats, top) else top
        byline = read_byline(blocks, body, names, level=top.level if top else 0)
        return made(stated.title, stated.line, "front matter", byline, over)
    first = first_line(blocks, root, names, repeats, frozenset(stem_words(file)))
    if first is not None and not (_is_named_by_title(file) and _is_foreign(file, first.text)):
        byline = byline_below(blocks, first, names, root)
        found = made(first.text, first.line, "first line", byline, code=first.code)
        found.used = set(first.used)
        return found
    if top is None:
        top = next((node for node in root.children if not node.section and not is_group(node.title)), None)
        opens = top is not None and (top.level <= 2 or (top.level == BOLD and _opens(top, root, blocks)))
        if top is not None and (not opens or (_is_named_by_title(file) and _is_foreign(file, top.title))):
            top = None
        if top is not None:
            return made(
                top.title,
                top.line,
                "heading",
                read_byline(blocks, everything, names, but=top.index, level=top.level),
                None,
            )
    if top is not None:
        return made(
            top.title,
            top.line,
            "heading",
            read_byline(blocks, range(top.start, len(blocks)), names, level=top.level),
            top,
        )
    return made(humanised(file), 1, "file name", read_byline(blocks, everything, names))


def _told_line(blocks: Sequence[Block], root: Node, *, heading: bool) -> int | None:
    """Return the block in which the organiser says that the title stands: the first heading, or line."""
    if heading:
        return root.children[0].index if root.children else None
    return next(
        (index for index, block in enumerate(blocks) if block.kind != "rule" and words(block.lines[0])), None
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
    return first and sum(blocks[index].words for index in root.body) <= _MOST_BEFORE


def file_evidence(
    file: str,
    title: FileTitle,
    top: HeadingFeatures | None,
    front: FrontMatter,
    root: Node,
    features: Mapping[int, HeadingFeatures],
    repeats: Repeats = NO_REPEATS,
) -> dict[str, float]:
    """Return the evidence that a file is one session: log-odds by feature.

    ``top`` are the features of the heading over the whole file, ``features`` those of all headings by the
    index of their block.
    """
    found = evidence(FILE, _file_features(file, title, top, front, root, features, repeats))
    children = title.node.children if title.node else root.children
    if children:
        # The talks of a day may be numbered too; under the title of a talk, numbers are those of its parts.
        talk = not OF_EVENT & set(found)
        sections = sum(
            child.section or (talk and features[child.index].title.number is not None) for child in children
        )
        found["sections"] = SECTIONS_OF_FILE * sections / len(children)
    return found


def _file_features(
    file: str,
    title: FileTitle,
    top: HeadingFeatures | None,
    front: FrontMatter,
    root: Node,
    features: Mapping[int, HeadingFeatures],
    repeats: Repeats,
) -> list[str]:
    text = title.title.text
    stem = stem_words(file)
    held = ["prior"]
    if title.byline.speakers:
        # Speakers before any heading but the title's own speak for the file.
        early = min((speaker.line or 0) for speaker in title.byline.speakers)
        if early <= _first_child_line(root, title, features):
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
    elif repeats.in_series(title.title.text) and title.origin != "file name":
        held.append("title of a series")
    if title.node is None and title.origin == "heading":
        held.append("the first of several headings")
    if count_words(strip_dates(title.shown)) >= 4 and "group word" not in held:
        held.append("title of 4 words or more")
    kind = named_by_kind(file)
    if is_of_a_day(file):
        held.append("named like a day")
    elif kind == "several" and "group word" not in held:
        held.append("named like a group")
    elif kind == "one" and "group word" not in held:
        held.append("named like a kind of session")
    elif is_named_like_an_event(file) and "names an event" not in held:
        held.append("named like an event")
    elif not stem or _GENERIC.fullmatch(" ".join(stem)):
        held.append("general file name")
    elif title.origin != "file name" and is_called_by(file, text) and not OF_EVENT & set(held):
        held.append("named like its title")
    if find_date(PurePosixPath(file).stem) and len(stem) >= 2 and not OF_EVENT & set(held):
        held.append("date and title in the file name")
    return held


def _first_child_line(root: Node, title: FileTitle, features: Mapping[int, HeadingFeatures]) -> int:
    """Return the last line on which speakers are those of the file: the next heading that is no section."""
    nodes = title.node.walk() if title.node else [node for node in root.walk() if node.line > title.line]
    first = next((node for node in nodes if not node.section), None)
    if first is None:
        return 10**9
    # A heading that is only a name is that of the speaker; one that names a talk beside it opens a session.
    named = features[first.index].speakers or features[first.index].led_by_name
    return first.line - bool(named)
