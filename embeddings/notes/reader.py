"""From the bytes of files to their sessions. Pure: nothing here touches the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from embeddings.notes.blocks import RawLink, parse, render
from embeddings.notes.dates import (
    When,
    find_date,
    find_dates,
    find_day,
    find_year,
    has_weekday,
    is_only_date,
    strip_dates,
)
from embeddings.notes.evidence import Facts
from embeddings.notes.frontmatter import FrontMatter, read_front_matter
from embeddings.notes.heads import Head, read_head
from embeddings.notes.hints import Hints
from embeddings.notes.language import language_of
from embeddings.notes.links import gather
from embeddings.notes.model import MAX_LINES, Finding, Folder, Note, SessionNote, Skipped, Source
from embeddings.notes.outline import Node, without_traps
from embeddings.notes.scan import refusal
from embeddings.notes.speakers import Names, merge
from embeddings.notes.stretches import stretches_of
from embeddings.notes.structure import DOUBT, View, decide
from embeddings.notes.titles import Title, event_in, is_group, is_other, unquoted
from embeddings.notes.words import words
from embeddings.records import Image, Session, Speaker

_TALK_DATES = ("talk_date", "event_date", "session_date", "conference_date", "presented", "when", "date")
_EVENTS = ("event", "conference", "conf", "meetup")
_SPEAKERS = ("speaker", "speakers", "presenter", "presenters")


MOST_PLACES = 20
"""Places of one and the same session that are told; a file pasted a thousand times is no help to anyone."""


def read(sources: Sequence[Source], hints: Hints | None = None) -> Folder:
    """Read files into sessions; what cannot be read is left out with its reason."""
    hints = hints or Hints()
    skipped: list[Skipped] = []
    views: list[View] = []
    for source in sources:
        if hints.leaves_out(source.file):
            continue
        view = _view(source, skipped)
        if view:
            views.append(view)
    names = Names(_lower_words(views))
    decide(views, names, hints.level)
    taken: Counter[str] = Counter()
    notes = tuple(_note(view, names, hints, taken) for view in views)
    return Folder(_twins(notes), tuple(skipped), hints.base_url)


def _view(source: Source, skipped: list[Skipped]) -> View | None:
    reason = refusal(source.data)
    if not reason and source.data.count(b"\n") > MAX_LINES:
        reason = f"more than {MAX_LINES} lines"
    if reason:
        skipped.append(Skipped(source.file, reason))
        return None
    text = source.data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    front = read_front_matter(lines)
    body = [""] * front.height + lines[front.height :]
    return View(source.file, lines, text, without_traps(parse(body)), front)


def _lower_words(views: Sequence[View]) -> frozenset[str]:
    """The words that the notes write in lower case somewhere."""
    found: set[str] = set()
    for view in views:
        for block in view.blocks:
            if block.kind in ("paragraph", "item"):
                found.update(re.findall(r"(?<![\w@/.-])[a-zà-ÿ]{2,}(?![\w/@-])", block.text))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a session begins and ends, in blocks, and what its title says."""

    title: Title
    shown: str
    speakers: list[Speaker]
    line: int
    blocks: range
    head: Head
    group: str | None
    around: tuple[str, ...]
    """Titles of the headings over it, the nearest first."""
    title_lines: frozenset[int]
    whole: bool


def _openings(view: View, names: Names) -> list[_Opening]:
    if view.index:
        return []
    if view.whole:
        return [_whole(view)]
    nodes = view.root.walk()
    ends = _ends(view, nodes)
    found: list[_Opening] = []
    around: list[Node] = []
    markers = _markers(view, nodes)
    for number, node in enumerate(nodes):
        role = view.roles.get(node.index, "part")
        if node.index in markers:
            around = [other for other in around if other.level < node.level]
            around.append(Node(-1, node.level, markers[node.index], node.line, node.start))
        if role == "group":
            around = [other for other in around if other.level < node.level] + [node]
        elif role == "session":
            facts = view.facts[node.index]
            end = ends[number]
            blocks = range(node.index, end)
            head = (
                facts.head if end == node.body.stop else read_head(view.blocks, range(node.start, end), names)
            )
            over = [other for other in around if other.level <= node.level]
            found.append(
                _Opening(
                    facts.title,
                    facts.shown,
                    facts.speakers,
                    node.line,
                    blocks,
                    head,
                    _group(over, node),
                    tuple(other.title for other in reversed(over)),
                    frozenset(range(view.blocks[node.index].line, view.blocks[node.index].end_line + 1)),
                    whole=False,
                )
            )
    return found or [_whole(view)]


def _markers(view: View, nodes: list[Node]) -> dict[int, str]:
    """Lines that are nothing but a day or a date, by the block of the session before which they stand."""
    opening = {node.index for node in nodes if view.roles.get(node.index) == "session"}
    owners = {index: node for node in nodes for index in node.body}
    found: dict[int, str] = {}
    last: str | None = None
    for index, block in enumerate(view.blocks):
        if index in opening and last:
            found[index], last = last, None
        elif block.kind == "heading" and index not in opening and view.roles.get(index) == "group":
            last = None
        if block.kind != "paragraph" or block.line != block.end_line or not is_only_date(block.text):
            continue
        following = next((i for i in range(index + 1, len(view.blocks)) if view.blocks[i].kind != "rule"), -1)
        owner = owners.get(index)
        outside = owner is None or view.roles.get(owner.index) != "session"
        if following in opening or (outside and view.roles.get(owner.index if owner else -1) != "part"):
            last = block.text
    return found


def _group(over: list[Node], node: Node) -> str | None:
    """The heading that gathers a session with others, if it is no more than that (the event's own title is not)."""
    nearest = over[-1] if over else None
    return (
        nearest.title
        if nearest and nearest.level < node.level and (is_group(nearest.title) or nearest.level > 1)
        else None
    )


def _ends(view: View, nodes: list[Node]) -> list[int]:
    """For each heading the block before which a session there ends: the next one that is no part of anything."""
    end = len(view.blocks)
    found: list[int] = []
    for node in reversed(nodes):
        found.append(end)
        if view.roles.get(node.index) != "part":
            end = node.index
    return found[::-1]


def _whole(view: View) -> _Opening:
    title = view.title
    node = title.node
    used = set(title.used)
    if node is not None:
        used |= set(range(view.blocks[node.index].line, view.blocks[node.index].end_line + 1))
    elif title.origin == "heading":
        used.add(title.line)
    line = title.line if title.origin != "file name" else (view.blocks[0].line if view.blocks else 1)
    return _Opening(
        title.title,
        title.shown,
        title.speakers,
        line,
        range(len(view.blocks)),
        title.head,
        None,
        (),
        frozenset(used),
        whole=True,
    )


def _note(view: View, names: Names, hints: Hints, taken: Counter[str]) -> Note:
    findings: list[Finding] = []
    if view.front.problem:
        findings.append(Finding(view.file, 1, "front-matter", view.front.problem))
    openings = _openings(view, names)
    if view.margin < DOUBT and not view.index:
        assumed = "the file is one session" if view.whole else f"it holds {len(openings)} sessions"
        findings.append(
            Finding(
                view.file, 1, "structure-uncertain", f"the structure is uncertain; assumed that {assumed}"
            )
        )
    event = _event(view, hints)
    sessions = tuple(_session(view, opening, event, hints, taken) for opening in openings)
    days = {note.session.day for note in sessions}
    dates = {note.session.date for note in sessions}
    return Note(
        view.file,
        event,
        days.pop() if len(days) == 1 else None,
        dates.pop() if len(dates) == 1 else None,
        sessions,
        tuple(findings),
    )


def _event(view: View, hints: Hints) -> str | None:
    if hints.event:
        return hints.event
    given = view.front.text(*_EVENTS)
    if given:
        return given
    if not view.whole:
        top = view.title.node
        titles = (
            [top.title]
            if top
            else [node.title for node in view.root.children[:1] if view.roles.get(node.index) == "group"]
        )
        for title in titles:
            rest = re.split(r"\s+[|–—-]+\s+|\s*[|:]\s+", title)
            kept = [part for part in rest if words(strip_dates(part))]
            kept = [
                re.sub(
                    r"^[\s,;:|–—-]+|[\s,;:|(–—-]+$",
                    "",
                    part
                    if find_year(part) and not find_dates(part) and not find_day(part)
                    else strip_dates(part),
                )
                for part in kept
            ]
            text = " - ".join(" ".join(part.split()) for part in kept if words(part))
            if text and not is_group(text):
                return text
        told = event_in(" ".join(view.blocks[index].text for index in view.root.body[:4]))
        if told:
            return told
    return _event_of_folders(PurePosixPath(view.file).parent.parts)


def _event_of_folders(folders: Sequence[str]) -> str | None:
    """The event that folders name: "someconf-2019", or "2019/someconf"."""
    year: str | None = None
    for folder in folders:
        name = " ".join(re.sub(r"[-_]+", " ", folder).split())
        if re.fullmatch(r"(?:19|20)\d\d", name):
            year = name
        elif words(re.sub(r"\d", "", name)) and (find_year(name) or year):
            return name if find_year(name) else f"{name} {year}"
    return None


def _session(
    view: View, opening: _Opening, event: str | None, hints: Hints, taken: Counter[str]
) -> SessionNote:
    blocks = [view.blocks[index] for index in opening.blocks]
    front = view.front
    given = (
        [
            speaker
            for text, line in front.texts(*_SPEAKERS)
            for speaker in Names().people(text, line, least=1, lenient=True)
        ]
        if opening.whole
        else []
    )
    speakers = merge([opening.head.speakers, opening.speakers, given])
    stretches = tuple(stretches_of(blocks, opening.head.lines, opening.title_lines))
    day, date = _when(view, opening, event, hints)
    last = max((block.end_line for block in blocks), default=opening.line)
    raws = [link for block in blocks for link in block.links]
    if opening.whole:
        raws[:0] = _front_links(front)
    links = gather(raws, view.text)
    images = tuple(Image(image.alt, image.path, image.line) for block in blocks for image in block.images)
    text = "\n".join(stretch.text for stretch in stretches)
    session = Session(
        id=_identity(view.file, opening, taken),
        title=unquoted(opening.shown),
        event=event,
        day=day,
        date=date,
        file=view.file,
        line=opening.line,
        end_line=max(last, opening.line),
        kind="other" if is_other(opening.shown) and not speakers else "talk",
        sponsor=opening.title.sponsor,
        speakers=speakers,
        links=links,
        images=images,
        words=sum(
            len(words(stretch.text)) for stretch in stretches if stretch.kind not in ("heading", "speaker")
        ),
        group=opening.group,
        code=opening.title.code or opening.head.code,
        language=language_of(opening.shown + "\n" + text),
    )
    return SessionNote(session, stretches)


def _front_links(front: FrontMatter) -> list[RawLink]:
    """The addresses in front matter, under whatever key; an image is none."""
    line = front.lines.get("title", 1)
    found: list[RawLink] = [*render(front.text("title") or "", line - 1, {}).links]
    for key, value in front.values.items():
        entries = (
            value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        )
        for entry in entries:
            inner = list(entry.values()) if isinstance(entry, dict) else [entry]
            found.extend(
                RawLink(key, text.strip(), front.lines.get(key, 1))
                for text in inner
                if isinstance(text, str)
                and re.match(r"https?://\S+$", text.strip())
                and not re.search(r"\.(?:png|jpe?g|gif|svg|webp)$", text.strip(), re.I)
                and not re.search(r"image|thumb|cover|avatar|canonical|feed", key)
            )
    return found


def _when(view: View, opening: _Opening, event: str | None, hints: Hints) -> tuple[str | None, str | None]:
    """The day's label and the date: from the session, the headings over it, the file, its folders, front matter."""
    path = PurePosixPath(view.file)
    names = [re.sub(r"_", " ", path.stem), *(re.sub(r"_", " ", part) for part in reversed(path.parent.parts))]
    top = [view.title.title.text] if view.title.node and not opening.whole else []
    titles = [*opening.around, *top]
    years = [event or "", *titles, *names]
    year = hints.year or next((found for found in map(find_year, years) if found), None)
    found: When | None = find_date(opening.title.text) if opening.whole else None
    found = found or opening.head.date or next((when for when in map(find_date, titles) if when), None)
    if found is None:
        found = next((when for when in map(find_date, names) if when), None) or find_date(
            "/".join(path.parts)
        )
    date = found.iso(year) if found else None
    date = date or view.front.date(*_TALK_DATES)
    day = next(
        (
            label
            for label in map(find_day, [*titles, opening.title.text if opening.whole else "", *names])
            if label
        ),
        None,
    )
    if day is None:
        weekday = next(
            (title for title in titles if has_weekday(title) and not words(strip_dates(title))), None
        )
        day = date or weekday
    return day, date


def _identity(file: str, opening: _Opening, taken: Counter[str]) -> str:
    stem = slug(str(PurePosixPath(file).with_suffix("")), "/")
    name = stem if opening.whole else f"{stem}/{slug(opening.shown)}"
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def slug(text: str, keep: str = "") -> str:
    """Letters and digits of a text, in lower case, joined by hyphens."""
    joined = re.sub(rf"[^\w{re.escape(keep)}]+|_+", "-", text.casefold()).strip("-")
    return joined[:80].rstrip("-") or "session"


def _twins(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Let a session that stands word for word in several places name the others."""
    places: dict[tuple[str, ...], list[str]] = {}
    for note in notes:
        for entry in note.sessions:
            if entry.session.words:
                found = places.setdefault(_fingerprint(entry), [])
                if len(found) < MOST_PLACES:
                    found.append(f"{entry.session.file}:{entry.session.line}")
    if all(len(found) == 1 for found in places.values()):
        return notes

    def with_places(entry: SessionNote) -> SessionNote:
        own = f"{entry.session.file}:{entry.session.line}"
        others = tuple(place for place in places.get(_fingerprint(entry), ()) if place != own)
        return replace(entry, session=replace(entry.session, also=others)) if others else entry

    return tuple(replace(note, sessions=tuple(map(with_places, note.sessions))) for note in notes)


def _fingerprint(entry: SessionNote) -> tuple[str, ...]:
    return (
        " ".join(words(entry.session.title)),
        *(" ".join(stretch.text.split()) for stretch in entry.stretches),
    )
