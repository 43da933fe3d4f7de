"""The evidence that a file is one session: log-odds by feature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from embeddings.notes.fields.event_reports import is_event_report
from embeddings.notes.fields.people.front_matter import stated_speakers
from embeddings.notes.fields.titles import (
    is_group,
    is_noise,
    names_event,
    opens_with_event,
)
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.segment.file_names import (
    is_called_by,
    is_named_like_an_event,
    is_numbered_talk,
    is_of_a_day,
    named_by_kind,
    stem_words,
)
from embeddings.notes.segment.file_title import FileTitle
from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.notes.segment.outline import Node
from embeddings.notes.segment.repeats import NO_REPEATS, Repeats
from embeddings.notes.segment.siblings import AFTER_LINE
from embeddings.notes.segment.weights import FILE, SECTIONS_OF_FILE, evidence
from embeddings.text.dates import (
    find_date,
    find_dates,
    find_day,
    strip_dates,
)
from embeddings.text.markdown_words import count_words, words

_GENERIC = re.compile(
    r"(?:readme|index|_index|notes?|summary|main|home|talks?|sessions?|conference|untitled|overview|"
    r"schedule|agenda|todo)",
    re.I,
)

OF_EVENT = frozenset(
    {
        "group word",
        "day or date",
        "a report on an event",
        "names an event",
        "title of a series",
        "named like a day",
        "named like a group",
        "named like a kind of session",
        "named like an event",
    }
)
"""What says that the title of a file, or its name, is not that of a talk."""


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
        if any(AFTER_LINE in features[child.index].session_evidence for child in children):
            found |= evidence(FILE, ["a line on talks before its headings"])
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
    if title.byline.evidence:
        # Speakers before any heading but the title's own speak for the file.
        early = min((speaker.line or 0) for speaker in title.byline.evidence)
        if early <= _first_child_line(root, title, features):
            strong = title.byline.strong
            held.append("early speakers, by more than their shape" if strong else "early speakers")
    if title.speakers:
        held.append("speaker in title")
    if stated_speakers(front):
        held.append("speaker in front matter")
    if title.origin == "front matter":
        held.append("title in front matter")
        if title.node is not None and words(title.node.title) == words(text):
            held.append("title in front matter and in the heading")
    if title.origin == "first line":
        held.append("title in first line")
    if top and top.recording:
        held.append("recording")
    if title.title.code:
        held.append("code")
    if is_group(text) or is_noise(text):
        held.append("group word")
    elif _is_dated_title(file, text):
        held.append("date beside a title")
    elif find_day(text) or find_dates(text):
        held.append("day or date")
    elif is_event_report(text) and not title.byline.strong:
        held.append("a report on an event")
    elif names_event(text) or opens_with_event(text):
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
    elif is_numbered_talk(file):
        held.append("named like a talk")
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


def _is_dated_title(file: str, text: str) -> bool:
    """Whether a file is called by the date and the title of its heading ("0616-lids.md", "June 16: Lids")."""
    rest = strip_dates(text)
    if not find_dates(text) or find_day(rest) or names_event(rest) or is_group(rest):
        return False
    return bool(find_date(PurePosixPath(file).stem) and stem_words(file) and len(words(rest)) > 1)


def _first_child_line(root: Node, title: FileTitle, features: Mapping[int, HeadingFeatures]) -> int:
    """Return the last line on which speakers are those of the file: the next heading that is no section."""
    nodes = title.node.walk() if title.node else [node for node in root.walk() if node.line > title.line]
    first = next((node for node in nodes if not node.section), None)
    if first is None:
        return 10**9
    # A heading that is only a name is that of the speaker; one that names a talk beside it opens a session.
    named = features[first.index].speakers or features[first.index].led_by_name
    return first.line - bool(named)
