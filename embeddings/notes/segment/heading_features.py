"""Evidence that a heading opens a session, in the log-odds that each piece is worth.

A piece of evidence is a name and a weight; the sum says how much likelier it is that the heading opens a
session than that it is a part of one. The weights are few, round and set by the kind of thing, strong where
the notes say so (a speaker, a code, a word such as "Abstract") and weak where only the shape speaks (length,
position).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.notes.fields.byline import Byline, names_speakers, read_byline
from embeddings.notes.fields.links import resolve, target
from embeddings.notes.fields.names import Names, is_known
from embeddings.notes.fields.people import people_in
from embeddings.notes.fields.title_speakers import NO_HABIT, Habit, agree, split_title
from embeddings.notes.fields.titles import (
    Title,
    dissect,
    is_about,
    is_code,
    is_entry,
    is_group,
    is_noise,
    is_other,
    is_section,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.outline import BOLD, ITEM, Node
from embeddings.records import Speaker
from embeddings.text.dates import find_dates, find_day, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words


@dataclass(slots=True)
class Facts:
    """What is known of a node before it is decided what it is."""

    title: Title
    shown: str
    """The title without code, time and speakers."""
    speakers: list[Speaker]
    """Named in the title."""
    head: Byline
    recording: bool
    words: int
    evidence: dict[str, float] = field(default_factory=dict)
    group: dict[str, float] = field(default_factory=dict)

    @property
    def strong(self) -> bool:
        """Whether the notes say that this is a session, not only its shape."""
        return bool(
            self.title.code or self.title.sponsor or self.speakers or self.head.strong or self.recording
        )

    @property
    def session(self) -> float:
        """The log-odds that the node opens a session."""
        return sum(self.evidence.values())

    @property
    def gathers(self) -> float:
        """The log-odds that the node gathers sessions."""
        return sum(self.group.values())


def weigh(blocks: Sequence[Block], node: Node, names: Names, source: str, habit: Habit = NO_HABIT) -> Facts:
    """Gather the evidence on one node; ``habit`` is how titles of its level name speakers."""
    title = dissect(node.title)
    body = node.body
    head = read_byline(blocks, head_range(node, names), names)
    linked = {raw.text for raw in blocks[node.index].links}
    if node.level == ITEM and not head.sure:
        # What stands in the notes under a bullet is text unless a label says otherwise.
        head = Byline()
    shown, speakers = agree(
        title.text, split_title(title.text, names, node.line, habit, linked), head.speakers
    )
    recording = any(
        resolved and target(resolved[0]).recording
        for index in ([node.index] if node.level == ITEM else [node.index, *body])
        for raw in blocks[index].links
        for resolved in [resolve(raw, source)]
    )
    count = sum(blocks[index].words for index in body[:200])
    facts = Facts(title, shown, speakers, head, recording, count)
    facts.evidence = _for_session(node, facts)
    if is_person(node, names):
        facts.evidence["a speaker's name"] = -6.0
    if any(points_to_notes(raw.url) for index in [node.index, *body[:20]] for raw in blocks[index].links):
        facts.evidence["points to another file"] = -3.0
    facts.group = _for_group(node, facts)
    return facts


def is_person(node: Node, names: Names) -> bool:
    """Whether a heading is only a speaker's name, the first below a title and the one of its kind."""
    parent = node.parent
    if (
        parent is None
        or parent.level == 0
        or parent.children[0] is not node
        or not people_in(node.title, node.line, names)
        or is_only_date(parent.title)
        or is_group(parent.title)
    ):
        return False
    name = people_in(node.title, node.line, names)[0].name
    if not (is_known(name) or names.is_rare(name)):
        return False
    return not any(people_in(other.title, other.line, names) for other in parent.children[1:6])


def head_range(node: Node, names: Names) -> range:
    """The blocks of a session's head: its own, and those of a first heading that may name its speaker."""
    if node.children:
        first = node.children[0]
        if is_person(first, names) or names_speakers(first.title) or is_section(first.title):
            return range(node.start, first.body.stop)
    return node.body


def points_to_notes(url: str) -> bool:
    """Whether an address is that of another Markdown file beside this one."""
    return bool(re.match(r"(?![a-z][a-z0-9+.-]*:|#)[^?]*\.(?:md|markdown)(?:#.*)?$", url.strip(), re.I))


def _for_session(node: Node, facts: Facts) -> dict[str, float]:
    title, text = facts.title, facts.title.text
    length = count_words(facts.shown)
    found = {"prior": {BOLD: -2.5, ITEM: -4.0}.get(node.level, -1.2)}
    if facts.head.speakers:
        found["speakers below"] = 4.0 if facts.head.strong else 2.0
    if facts.speakers:
        found["speaker in title"] = 2.5
    if facts.recording:
        found["recording"] = 2.5
    if title.code or facts.head.code:
        found["code"] = 3.0
    if title.time:
        found["time"] = 2.0
    if title.sponsor:
        found["sponsor"] = 3.0
    if title.number and not title.code:
        found["numbered"] = -1.5
    if is_section(text):
        found["section word"] = -6.0
    elif is_about(text):
        found["opens like a section"] = -1.0
    if is_noise(text):
        found["noise"] = -6.0
    if is_entry(text) and not node.children and facts.words >= 5:
        found["a kind of session"] = 1.5
    elif is_group(text):
        found["group word"] = -4.0
    elif find_day(text) or find_dates(text):
        found["day or date"] = -3.0
    if is_other(text):
        found["a break"] = 1.5
    if length >= 4:
        found["long title"] = 1.0 if length < 6 else 1.5
    elif length <= 1 and "a kind of session" not in found:
        found["one word"] = -1.5
    elif length == 2 and "a kind of session" not in found:
        found["two words"] = -0.7
    if length > 18:
        found["too long"] = -1.5
    if re.search(r"[:：]$", text):
        found["ends in a colon"] = -1.5
    if re.match(r"[a-z]", text):
        found["lower case"] = -0.5
    if facts.words == 0 and not facts.strong:
        found["empty"] = -0.8
    if any(is_section(child.title) for child in node.children):
        found["has sections"] = 2.5
    return found


def _for_group(node: Node, facts: Facts) -> dict[str, float]:
    text = facts.title.text
    found = {"prior": -0.5}
    if is_group(text):
        found["group word"] = 3.0
    elif find_day(text) or find_dates(text):
        found["day or date"] = 2.5
    elif names_event(strip_dates(text)):
        found["event"] = 1.5
    elif count_words(facts.shown) >= 4:
        found["a title like a talk's"] = -1.5
    if facts.words == 0:
        found["no text of its own"] = 1.0
    elif facts.words > 120:
        found["much text of its own"] = -1.5
    if facts.head.strong or facts.recording:
        found["session's facts"] = -3.0
    if is_only_date(text) or is_code(text):
        found["only a date"] = 1.0
    if node.level == 0:
        found["file"] = 1.0
    return found
