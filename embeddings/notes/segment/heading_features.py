"""The features of a heading that speak for its opening a session, or for its gathering sessions.

What each of them is worth stands in ``weights``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from embeddings.notes.fields.links import is_recording
from embeddings.notes.fields.people.agreement import agree
from embeddings.notes.fields.people.byline.labelled import names_speakers
from embeddings.notes.fields.people.byline.reader import read_byline
from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.lines.labels import after_by
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.people.titles.ways import NO_HABIT, Habit
from embeddings.notes.fields.titles import (
    Title,
    dissect,
    is_about,
    is_code,
    is_entry,
    is_group,
    is_noise,
    is_other,
    is_quoted,
    is_section,
    names_event,
)
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.registry import FORMATS
from embeddings.notes.segment.outline import BOLD, ITEM, PLAIN, Node
from embeddings.notes.segment.talk_words import tells_of_talk
from embeddings.notes.segment.weights import GROUP, SESSION, evidence
from embeddings.records import Speaker
from embeddings.text.dates import find_dates, find_day, find_year, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words


@dataclass(slots=True)
class HeadingFeatures:
    """What is known of a heading before it is decided what it is."""

    title: Title
    shown: str
    """The title without code, time and speakers."""
    speakers: list[Speaker]
    """Named in the title."""
    byline: Byline
    recording: bool
    words: int
    led_by_name: bool = False
    """Whether the title opens with a name and a comma or the like, which is not taken off it."""
    session_evidence: dict[str, float] = field(default_factory=dict)
    """That it opens a session: log-odds by feature."""
    group_evidence: dict[str, float] = field(default_factory=dict)
    """That it gathers sessions: log-odds by feature."""

    @property
    def strong(self) -> bool:
        """Whether the notes say that this is a session, not only its shape."""
        return bool(
            self.title.code
            or self.title.sponsor
            or self.speakers
            or self.byline.strong
            or self.recording
            or self.in_quotes
            or self.led_by_name
            or self.title.ordinal
        )

    @property
    def in_quotes(self) -> bool:
        """Whether the title proper stands in quotation marks after a word or two ("Talk 2: \"...\"")."""
        return is_quoted(self.title.text)

    @property
    def session_score(self) -> float:
        """The log-odds that the heading opens a session."""
        return sum(self.session_evidence.values())

    @property
    def group_score(self) -> float:
        """The log-odds that the heading gathers sessions."""
        return sum(self.group_evidence.values())


def features_of(
    blocks: Sequence[Block], node: Node, names: Names, habit: Habit = NO_HABIT
) -> HeadingFeatures:
    """Return the features of one heading; ``habit`` is how titles of its level name speakers."""
    title = dissect(node.title)
    body = node.body
    byline = read_byline(blocks, byline_range(node, names), names, level=node.level)
    linked = {raw.text for raw in blocks[node.index].links}
    if node.level == ITEM and not byline.sure:
        # What stands in the notes under a bullet is text unless a label says otherwise.
        byline = Byline()
    shown, speakers = agree(title.text, split_title(title.text, names, node.line, habit, linked), byline)
    recording = any(
        is_recording(raw)
        for index in ([node.index] if node.level == ITEM else [node.index, *body])
        for raw in blocks[index].links
    )
    count = sum(blocks[index].words for index in body[:200])
    found = HeadingFeatures(title, shown, speakers, byline, recording, count)
    found.led_by_name = not speakers and _is_led_by_name(title.text, node.line, names)
    held = _session_features(node, found)
    if tells_of_talk(blocks, body):
        held.append("text tells of a talk")
    if is_person(node, names):
        held.append("a speaker's name")
    if any(points_to_notes(raw.url) for index in [node.index, *body[:20]] for raw in blocks[index].links):
        held.append("points to another file")
    found.session_evidence = evidence(SESSION, held)
    found.group_evidence = evidence(GROUP, _group_features(found))
    return found


def is_person(node: Node, names: Names) -> bool:
    """Whether a heading is only a speaker's name, the first below a title and the one of its kind."""
    parent = node.parent
    if (
        parent is None
        or parent.level == 0
        or parent.children[0] is not node
        or not _named_in(node, names)
        or is_only_date(parent.title)
        or is_group(parent.title)
    ):
        return False
    name = _named_in(node, names)[0].name
    if not (is_known(name) or names.is_rare(name)):
        return False
    return not any(_named_in(other, names) for other in parent.children[1:6])


def _named_in(node: Node, names: Names) -> list[Speaker]:
    """Return those whom a heading names and nothing else, with or without a "by" before them."""
    return people_in(after_by(node.title) or node.title, node.line, names)


def byline_range(node: Node, names: Names) -> range:
    """Return the blocks in which a session's byline may stand.

    They are its own, and those of a first heading that may name its speaker.
    """
    if node.children:
        first = node.children[0]
        if is_person(first, names) or names_speakers(first.title) or first.section:
            return range(node.start, first.body.stop)
        if len(node.children) > 1 and not first.body and _named_in(node.children[1], names):
            # A second line of the title stands as a heading before the speaker's name.
            return range(node.start, node.children[1].body.stop)
    return node.body


def _is_led_by_name(title: str, line: int, names: Names) -> bool:
    """Whether a title opens with a person's name and goes on after a comma or the like."""
    match = re.match(r"([^,:|(–—]{3,40}?)\s*(?:,|:\s|\||\(|\s[-–—]\s)\s*(.+)", title)
    if match is None or count_words(match[1]) not in (2, 3) or count_words(match[2]) < 3:
        return False
    people = people_in(match[1], line, names)
    return bool(people) and (is_known(people[0].name) or names.is_rare(people[0].name))


def points_to_notes(url: str) -> bool:
    """Whether an address is that of another file of notes beside this one, in whatever format."""
    path = url.strip().partition("#")[0]
    elsewhere = "?" in path or re.match(r"[a-z][a-z0-9+.-]*:", path, re.I)
    return not elsewhere and FORMATS.for_file(path) is not None


def file_stem(path: str) -> str:
    """Return what a file is called, by its path or by a web address of it: its letters and digits alone."""
    name = unquote(path.partition("#")[0].partition("?")[0]).rstrip("/").rpartition("/")[2]
    stem = name.rpartition(".")[0] if FORMATS.for_file(name) else name
    return re.sub(r"[\W_]+", "", stem.casefold())


def _session_features(node: Node, found: HeadingFeatures) -> list[str]:
    title, text = found.title, found.title.text
    length = count_words(found.shown)
    prior = {BOLD: "prior of a bold line", PLAIN: "prior of a plain line", ITEM: "prior of a list item"}
    alone = node.level == BOLD and (node.parent is None or node.parent.level in (0, BOLD))
    held = [
        "prior of a bold line for want of headings" if alone else prior.get(node.level, "prior of a heading")
    ]
    if found.byline.evidence:
        held.append("speakers below, by more than their shape" if found.byline.strong else "speakers below")
    if found.speakers:
        held.append("speaker in title")
    if found.led_by_name:
        held.append("opens with a name")
    if found.recording:
        held.append("recording")
    if title.code or found.byline.code:
        held.append("code")
    if title.time:
        held.append("time")
    if title.sponsor:
        held.append("sponsor")
    if found.in_quotes:
        held.append("title in quotation marks")
    if title.ordinal:
        held.append("counted among talks")
    elif title.number and not title.code:
        held.append("numbered")
    if is_section(text):
        held.append("section word")
    elif is_about(text):
        held.append("begins like a section")
    elif node.repeated:
        held.append("repeated in other files")
    if is_noise(text):
        held.append("noise")
    kind = is_entry(text) and not node.children and found.words >= 5
    if kind:
        held.append("kind of session")
    elif is_group(text):
        held.append("group word")
    elif find_day(text) or find_dates(text):
        held.append("day or date")
    if is_other(text):
        held.append("break")
    if length >= 4:
        held.append("title of 4 or 5 words" if length < 6 else "title of 6 words or more")
    elif length <= 2 and not kind:
        held.append("title of two words" if length == 2 else "title of one word")
    if length > 18:
        held.append("title of more than 18 words")
    if re.search(r"[:：][*_\s]*$", node.title) and not found.speakers:
        held.append("ends in a colon")
    if re.match(r"[a-z]", text):
        held.append("begins in lower case")
    if found.words == 0 and not found.strong:
        held.append("no text")
    if found.words == 0 and not found.strong and names_event(text) and find_year(text):
        held.append("an event and nothing else")
    if any(child.section for child in node.children):
        held.append("has sections")
    return held


def _group_features(found: HeadingFeatures) -> list[str]:
    text = found.title.text
    held = ["prior"]
    if is_group(text):
        held.append("group word")
    elif find_day(text) or find_dates(text):
        held.append("day or date")
    elif names_event(strip_dates(text)):
        held.append("event")
    elif count_words(found.shown) >= 4:
        held.append("title like a talk's")
    if found.words == 0:
        held.append("no text of its own")
    elif found.words > 120:
        held.append("much text of its own")
    if found.byline.strong or found.recording:
        held.append("facts of a session")
    if is_only_date(text) or is_code(text):
        held.append("only a date")
    return held
