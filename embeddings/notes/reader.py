"""From the bytes of files to their sessions. Pure: nothing here touches the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from embeddings.notes.attendees import named_by_folder
from embeddings.notes.config import FolderConfig, setting
from embeddings.notes.fields.event_date import DatePlaces, day_and_date, event_of, spaced
from embeddings.notes.fields.links import gather, video_of_key
from embeddings.notes.fields.note_takers import stated_taker, taker_in
from embeddings.notes.fields.people.front_matter import stated_speakers
from embeddings.notes.fields.people.lines.moderators import moderators_last
from embeddings.notes.fields.people.lines.odd_names import without_addresses
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.prose import Told, how_speakers_are_told, speakers_in_prose
from embeddings.notes.fields.people.merging import merge
from embeddings.notes.fields.people.names.shape import Names, Trust
from embeddings.notes.fields.people.schedule import Schedule, schedule_of, scheduled
from embeddings.notes.fields.text_blocks import text_blocks_of
from embeddings.notes.fields.titles import is_other, unquoted
from embeddings.notes.findings import findings_of
from embeddings.notes.folder import refusal
from embeddings.notes.formats.base import Block, RawLink
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.notes.model import MAX_LINES, Folder, Note, SessionNote, Skipped, Source
from embeddings.notes.outside import MARK, as_outside, boundary_outside, unquoted_text, words_alone
from embeddings.notes.programmes import without_programmes
from embeddings.notes.segment.boundaries import (
    Boundary,
    boundaries_of,
    date_places,
    opening_text,
    titles_over_all,
)
from embeddings.notes.segment.segmentation import decide
from embeddings.notes.segment.view import View
from embeddings.records import Image, Session, Speaker, TextBlock
from embeddings.text.dates import DayOrder, order_of_days
from embeddings.text.language import language_of_text
from embeddings.text.markdown_words import SUFFIXES, count_words, words

MOST_PLACES = 20
"""Places of one and the same session that are told; a file pasted a thousand times helps nobody."""


def read(sources: Sequence[Source], config: FolderConfig | None = None, formats: Formats = FORMATS) -> Folder:
    """Read files into sessions, each by its format; what cannot be read is left out with its reason."""
    config = config or FolderConfig()
    skipped: list[Skipped] = []
    views: list[View] = []
    for source in sources:
        if config.leaves_out(source.file):
            continue
        view = _view(source, formats, skipped, config)
        if view:
            views.append(view)
    names = Names(_lower_words(views))
    decide(views, names)
    order = _order_of_days(views)
    schedule = schedule_of(((view.file, view.blocks, view.index is not None) for view in views), names)
    taken: Counter[str] = Counter()
    notes: list[Note] = []
    for view in views:
        if view.index:
            one, several = (setting(view.file, "sessions", value) for value in ("one", "several"))
            remedy = f"; if it holds sessions, add one line to quoth.toml: {one} or {several}"
            skipped.append(Skipped(view.file, view.index, remedy))
        notes.append(_note(view, view.config, taken, view.config.dates or order, schedule))
        # What was read is in the note now; the blocks of a large folder need not all stay to the end.
        view.blocks, view.features, view.text = (), {}, ""
    notes = without_programmes(notes, skipped)
    return Folder(_twins(named_by_folder(notes)), tuple(skipped), config.base_url)


def _view(source: Source, formats: Formats, skipped: list[Skipped], config: FolderConfig) -> View | None:
    form = formats.for_file(source.file)
    reason = refusal(source.data) or _too_many_lines(source.data)
    if form is None:
        skipped.append(Skipped(source.file, "no format of notes has files of this suffix"))
        return None
    if reason:
        skipped.append(Skipped(source.file, reason))
        return None
    document = form.read(source)
    return View(
        source.file,
        "\n".join(document.lines),
        document.blocks,
        document.front,
        document.front_title,
        config.of(source.file),
        stated_taker(document.front) or _name_of(taker_in(_before_headings(document.blocks))),
    )


def _name_of(person: Speaker | None) -> str | None:
    return None if person is None else person.name


def _before_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks before the second heading of a file: the first may be its title."""
    headings = 0
    for block in blocks:
        headings += block.kind == "heading"
        if headings > 1:
            return
        yield block


def _too_many_lines(data: bytes) -> str | None:
    return f"more than {MAX_LINES} lines" if data.count(b"\n") > MAX_LINES else None


def _lower_words(views: Sequence[View]) -> frozenset[str]:
    """Return the words that the notes write in lower case somewhere."""
    found: set[str] = set()
    for view in views:
        for block in view.blocks:
            if block.kind in ("paragraph", "item"):
                found.update(re.findall(r"(?<![\w@/.-])[a-zà-ÿ]{2,}(?![\w/@-])", block.text))
    return frozenset(found)


def _order_of_days(views: Sequence[View]) -> DayOrder | None:
    """Return which of day and month the folder writes first; None where none or both do."""
    orders = [order for view in views for order in order_of_days(f"{spaced(view.file)}\n{view.text}")]
    return orders[0] if len(set(orders)) == 1 else None


def _note(
    view: View, config: FolderConfig, taken: Counter[str], order: DayOrder | None, schedule: Schedule
) -> Note:
    boundaries = boundaries_of(view, view.names)
    titles = titles_over_all(view)
    event = event_of(view.file, view.front, titles, opening_text(view), config, several=not view.whole)
    own = [[view.blocks[index] for index in boundary.blocks] for boundary in boundaries]
    told = how_speakers_are_told(own, view.names)
    wiki = "[[" in view.text and view.file.lower().endswith(SUFFIXES)  # elsewhere these are no such marks
    source = view.text.split("\n") if wiki else ()

    def read_as(bounds: Sequence[Boundary], taken: Counter[str]) -> tuple[SessionNote, ...]:
        return tuple(
            _session(view, boundary, places, event, config, taken, schedule, source, told)
            for boundary, places in zip(bounds, date_places(view, bounds, order), strict=True)
        )

    sessions = _with_takers(view, boundaries, read_as(boundaries, taken))
    days = {note.session.day for note in sessions}
    dates = {note.session.date for note in sessions}
    note = Note(
        view.file,
        event,
        days.pop() if len(days) == 1 else None,
        dates.pop() if len(dates) == 1 else None,
        sessions,
        tuple(findings_of(view, sessions, order)),
    )
    rest = boundary_outside(view, boundaries)
    # Of files that differ in their suffix alone, each keeps its own though the other goes.
    name = _unique(f"{slug(view.file, '/.')}{MARK}", taken)
    outside = [
        as_outside(entry, note, name) for entry in (read_as([rest], Counter()) if rest is not None else ())
    ]
    if text := unquoted_text(view, boundaries, rest):
        outside.append(words_alone(note, view.title.shown, text, f"{name}{MARK}"))
    return replace(note, outside=tuple(outside))


def _with_takers(
    view: View, boundaries: Sequence[Boundary], sessions: tuple[SessionNote, ...]
) -> tuple[SessionNote, ...]:
    """Let each session name who took its notes: as ``quoth.toml`` says, else itself, else the file."""

    def with_taker(entry: SessionNote, boundary: Boundary) -> SessionNote:
        stated = taker_in(view.blocks[index] for index in boundary.blocks)
        taker = view.config.noted_by or _name_of(stated) or view.taker
        if taker is None:
            return entry
        # Whoever took the notes did not speak, whatever the line looks like.
        spoke = tuple(
            speaker
            for speaker in entry.session.speakers
            if stated is None or speaker.line != stated.line or stated.name not in speaker.name
        )
        return replace(entry, session=replace(entry.session, noted_by=taker, speakers=spoke))

    return tuple(map(with_taker, sessions, boundaries))


def _session(
    view: View,
    boundary: Boundary,
    places: DatePlaces,
    event: str | None,
    config: FolderConfig,
    taken: Counter[str],
    schedule: Schedule,
    source: Sequence[str],
    told: Told,
) -> SessionNote:
    blocks = [view.blocks[index] for index in boundary.blocks]
    front = view.front
    given = (
        [
            speaker
            for text, line in stated_speakers(front)
            for speaker in people_in(text, line, Names(), least=1, trust=Trust.LABEL)
        ]
        if boundary.whole and view.names.looks_at("front matter")
        else []
    )
    byline = without_addresses(boundary.byline.speakers, boundary.speakers)
    speakers = merge([byline, boundary.speakers, given])
    if not speakers and view.names.source is None:
        speakers = scheduled(schedule, boundary.title.text, view.file)
    if not speakers and not is_other(boundary.shown):
        speakers = merge([speakers_in_prose(blocks, view.names, told)])
    speakers = moderators_last(speakers)
    text_blocks = tuple(text_blocks_of(blocks, boundary.byline.lines, boundary.title_lines, source))
    day, date = day_and_date(places, event, config)
    last = max((block.end_line for block in blocks), default=boundary.line)
    raws = [link for block in blocks for link in block.links]
    if boundary.whole:
        raws[:0] = _front_links(view)
    links = gather(raws, view.text)
    # A picture that is written into the notes as data has no address that could be kept.
    images = tuple(
        Image(image.alt, image.path, image.line)
        for block in blocks
        for image in block.images
        if not re.match(r"\s*data:", image.path, re.I)
    )
    text = "\n".join(text_block.text for text_block in text_blocks)
    session = Session(
        id=_identity(view.file, boundary, taken),
        title=unquoted(boundary.shown),
        event=event,
        day=day,
        date=date,
        file=view.file,
        line=boundary.line,
        end_line=max(last, boundary.line),
        kind="other" if is_other(boundary.shown) and not speakers else "talk",
        sponsor=boundary.title.sponsor,
        speakers=speakers,
        links=links,
        images=images,
        words=_count(blocks, text_blocks),
        group=boundary.group,
        code=boundary.title.code or boundary.byline.code,
        language=language_of_text(boundary.shown + "\n" + text),
    )
    return SessionNote(session, text_blocks)


def _count(blocks: Sequence[Block], text_blocks: Sequence[TextBlock]) -> int:
    """Return the words of a session's text; most of its blocks are quoted whole, and were counted."""
    known = {block.text: block.count for block in blocks if block.count >= 0 and block.text.isascii()}
    told = [block.text for block in text_blocks if block.kind not in ("heading", "speaker")]
    return sum(known[text] if text in known else count_words(text) for text in told)


def _front_links(view: View) -> list[RawLink]:
    """Return the addresses in front matter, under whatever key; an image is none."""
    front = view.front
    found: list[RawLink] = [*view.front_title.links] if view.front_title else []
    for key, value in front.values.items():
        entries = (
            value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        )
        for entry in entries:
            inner = list(entry.values()) if isinstance(entry, dict) else [entry]
            found.extend(
                RawLink(text.strip(), video, front.lines.get(key, 1), embedded=True)
                for text in inner
                if isinstance(text, str) and (video := video_of_key(key, text.strip()))
            )
            found.extend(
                RawLink(key, text.strip(), front.lines.get(key, 1))
                for text in inner
                if isinstance(text, str)
                and re.match(r"https?://\S+$", text.strip())
                and not re.search(r"\.(?:png|jpe?g|gif|svg|webp)$", text.strip(), re.I)
                and not re.search(r"image|thumb|cover|avatar|canonical|feed", key)
            )
    return found


def _identity(file: str, boundary: Boundary, taken: Counter[str]) -> str:
    """Return a readable name that does not change when other sessions do; a number tells namesakes apart."""
    stem = _stem(file)
    return _unique(stem if boundary.whole else f"{stem}/{slug(boundary.shown)}", taken)


def _stem(file: str) -> str:
    """Return what is before the suffix of a file's name, as ids begin."""
    return slug(str(PurePosixPath(file).with_suffix("")), "/")


def _unique(name: str, taken: Counter[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    taken[name] += 1
    if taken[name] == 1:
        return name
    while taken[f"{name}-{taken[name]}"]:
        taken[name] += 1
    taken[f"{name}-{taken[name]}"] += 1
    return f"{name}-{taken[name]}"


def slug(text: str, keep: str = "") -> str:
    """Return the letters and digits of a text, in lower case, joined by hyphens."""
    joined = re.sub(rf"[^\w{re.escape(keep)}]+|_+", "-", text.casefold()).strip("-")
    return joined[:80].rstrip("-") or "session"


def _twins(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Let a session that stands word for word in several places name the others."""
    # Few titles stand twice: the texts of all others need not be compared.
    titled: dict[str, list[SessionNote]] = {}
    for note in notes:
        for entry in note.sessions:
            if entry.session.words:
                titled.setdefault(" ".join(words(entry.session.title)), []).append(entry)
    alike = {
        entry.session.id: _fingerprint(title, entry)
        for title, entries in titled.items()
        if len(entries) > 1
        for entry in entries
    }
    places: dict[tuple[str, ...], list[str]] = {}
    for entry in (entry for note in notes for entry in note.sessions if entry.session.id in alike):
        found = places.setdefault(alike[entry.session.id], [])
        if len(found) < MOST_PLACES:
            found.append(f"{entry.session.file}:{entry.session.line}")
    if all(len(found) == 1 for found in places.values()):
        return notes

    def with_places(entry: SessionNote) -> SessionNote:
        own = f"{entry.session.file}:{entry.session.line}"
        others = tuple(place for place in places.get(alike.get(entry.session.id, ()), ()) if place != own)
        return replace(entry, session=replace(entry.session, also=others)) if others else entry

    return tuple(replace(note, sessions=tuple(map(with_places, note.sessions))) for note in notes)


def _fingerprint(title: str, entry: SessionNote) -> tuple[str, ...]:
    return title, *(" ".join(text_block.text.split()) for text_block in entry.text_blocks)
