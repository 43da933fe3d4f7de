"""A small core for tests of the bot: real records and real files, found by the words that they share."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path

from embeddings.digest.announcements import Announcement
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.errors import NotesError, QuothError, UnknownDayError, UnknownSessionError
from embeddings.index.embedders.sentence_transformers import Progress
from embeddings.index.ingest import FileReport, Report
from embeddings.records import Answer, Day, Image, Link, Match, Quote, Session, Speaker, TextBlock

WORDS = re.compile(r"\w+")


def words(text: str) -> set[str]:
    return {word for word in WORDS.findall(text.casefold()) if len(word) > 3}


NOTE = """# Harbour Days 2031 | Day 1

## Lighthouses that talk (sponsored by Foghorn Ltd)

Ada Quill - Keeper - Foghorn Ltd

A lamp sends its state every minute, and *nobody* has to row out.
The keepers saved `40 %` of their diesel.

![The lamp](lamp.png)

[Recording](https://www.youtube.com/watch?v=lamp0000001)
[Code](https://github.com/foghorn/lamp)

## Mooring without ropes

Bo Tern - Pilot - Quayside
Ada Quill - Keeper - Foghorn Ltd

Magnets hold a ferry of 900 tons.
- Release takes two seconds
- Wind above 30 knots needs a rope

```
moor --force 12
```

## Tides as a service

Cy Marsh - Hydrographer

Tide tables are served from a cache, and the cache is wrong twice a day.
"""


class SmallCore:
    """Answers from three sessions of one file; ``fail`` makes the next refresh fail."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes
        self.file = notes / "day1.md"
        self.lock = threading.Lock()
        self.fail: QuothError | None = None
        self.gate: threading.Event | None = None
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.batches: list[int] = []
        self.refreshes = 0
        self.written = "1"
        self.closed = False
        self.extra: list[Session] = []
        self.address: str | None = None
        self._sessions: list[Session] = []
        self._text_blocks: dict[str, list[TextBlock]] = {}

    @classmethod
    def at(cls, folder: Path) -> SmallCore:
        notes = folder / "notes"
        notes.mkdir()
        (notes / "day1.md").write_text(NOTE, encoding="utf-8")
        return cls(notes)

    # ------------------------------------------------------------------ reading

    def refresh(self, progress: Progress | None = None) -> Report:
        del progress
        self.refreshes += 1
        if self.fail is not None:
            raise self.fail
        if not self.file.is_file():
            raise NotesError(f"The notes folder {self.notes} holds no notes: put some there.")
        self._read(self.file.read_text(encoding="utf-8").split("\n"))
        file = FileReport("day1.md", "changed", len(self._sessions))
        return Report((file,), len(self._sessions), len(self._sessions), len(self._sessions), 0.01)

    def generation(self) -> str:
        return self.written

    def _read(self, lines: list[str]) -> None:
        starts = [index for index, line in enumerate(lines) if line.startswith("## ")]
        sessions, text_blocks = [], {}
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            title, _, sponsor = lines[start][3:].partition(" (sponsored by ")
            slug = "-".join(WORDS.findall(title.casefold()))
            body = list(enumerate(lines[start + 1 : end], start + 2))
            people = [
                Speaker(parts[0], parts[1], parts[2] if len(parts) > 2 else None, number)
                for number, line in body
                if re.match(r"[A-Z]\w* [A-Z]\w* - ", line) and (parts := line.split(" - "))
            ]
            links = [
                Link(
                    "youtube" if "youtube" in match[2] else "github" if "github" in match[2] else "other",
                    match[1],
                    match[2],
                    number,
                    recording="youtube" in match[2],
                )
                for number, line in body
                if (match := re.match(r"\[(.+?)\]\((.+)\)$", line))
            ]
            images = [
                Image(match[1], match[2], number)
                for number, line in body
                if (match := re.match(r"!\[(.*?)\]\((.+)\)$", line))
            ]
            session = Session(
                id=f"day1/{slug}",
                title=title,
                event="Harbour Days 2031",
                day="Day 1",
                date="2031-05-02",
                file="day1.md",
                line=start + 1,
                end_line=end,
                sponsor=sponsor.rstrip(")") or None,
                speakers=tuple(people),
                links=tuple(links),
                images=tuple(images),
            )
            sessions.append(session)
            text_blocks[session.id] = self._text_blocks_of(body)
        self._sessions = [*sessions, *self.extra]
        self._text_blocks = text_blocks

    @staticmethod
    def _text_blocks_of(body: list[tuple[int, str]]) -> list[TextBlock]:
        found: list[TextBlock] = []
        fenced = False
        for number, line in body:
            if line.startswith("```"):
                fenced = not fenced
            elif fenced:
                found.append(TextBlock("code", line, number, number))
            elif line.startswith("- "):
                found.append(TextBlock("item", line[2:].replace("`", ""), number, number))
            elif line and not re.match(r"!?\[|[A-Z]\w* [A-Z]\w* - ", line):
                found.append(TextBlock("prose", re.sub(r"[*`]", "", line), number, number))
        return found

    # ------------------------------------------------------------------ asking

    def warm(self) -> None:
        pass

    def ask(self, text: str, *, day: str | None = None, session: str | None = None) -> Answer:
        with self.lock:
            if self.gate is not None:
                self.gate.wait(10)
            self.asked.append((text, day, session))
            if day is not None:
                self.sessions(day)
            return self._answer(text, session)

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        self.batches.append(len(texts))
        return [self.ask(text) for text in texts]

    def _answer(self, text: str, kept_to: str | None) -> Answer:
        wanted = words(text)
        if "which sessions" in text.casefold():
            matches = tuple(Match(session, 1.0) for session in self._sessions)
            return Answer(text, "answer", f"{len(matches)} sessions:", matches, listing=True)
        scored = []
        for session in self._sessions:
            if kept_to is not None and session.id != kept_to:
                continue
            quotes = [
                Quote(s.text, session.file, s.line, s.end_line, session.id, code=s.kind == "code")
                for s in self._text_blocks.get(session.id, [])
            ]
            people = " ".join(speaker.name for speaker in session.speakers)
            here = " ".join([session.title, people, *(quote.text for quote in quotes)])
            scored.append((len(wanted & words(here)), session, quotes))
        scored.sort(key=lambda entry: -entry[0])
        matches = tuple(Match(session, float(score)) for score, session, _ in scored)
        if not scored or (not scored[0][0] and kept_to is None):
            return Answer(text, "none", "Nothing in the notes on this. They cover Day 1.", matches)
        _, session, quotes = scored[0]
        best = sorted(quotes, key=lambda quote: -len(wanted & words(quote.text)))
        remark = None if session.recordings else "No recording in the notes."
        links = session.links
        return Answer(
            text, "answer", "The notes say:", matches, tuple(best[:2]), tuple(best[2:]), links, remark
        )

    # ------------------------------------------------------------------ browsing

    def days(self) -> list[Day]:
        return [Day("Harbour Days 2031", "Day 1", "2031-05-02", ("day1.md",), len(self._sessions))]

    def sessions(self, day: str | None = None) -> list[Session]:
        if day is not None and day not in ("Day 1", "2031-05-02"):
            raise UnknownDayError(f"No day {day!r}; there is Day 1.")
        return list(self._sessions)

    def session(self, title_or_id: str) -> Session:
        for session in self._sessions:
            if title_or_id in (session.id, session.title):
                return session
        raise UnknownSessionError(f"No session {title_or_id!r}; the nearest is {self._sessions[0].title!r}.")

    def standing(self, session: Session) -> tuple[list[TextBlock], int]:
        found = self._text_blocks.get(session.id, [])
        kept = [s for s in found if self.current(Quote(s.text, session.file, s.line, s.end_line, session.id))]
        return kept, len(found) - len(kept)

    def base_url(self) -> str | None:
        return self.address

    def related(self, session_id: str, limit: int = 3) -> list[tuple[Session, str]]:
        own = {
            speaker.name
            for session in self._sessions
            if session.id == session_id
            for speaker in session.speakers
        }
        return [
            (session, f"both with {', '.join(sorted(shared))}")
            for session in self._sessions
            if session.id != session_id and (shared := own & {speaker.name for speaker in session.speakers})
        ][:limit]

    def recaps(self, day: str | None = None) -> list[Recap]:
        found = []
        for session in self.sessions(day):
            said = [
                AttributedQuote(Quote(s.text, session.file, s.line, s.end_line, session.id))
                for s in self._text_blocks.get(session.id, [])
                if s.kind == "prose"
            ]
            found.append(RecapEntry(session, tuple(said[:2])))
        return [Recap("Harbour Days 2031", "Day 1", "2031-05-02", tuple(found))]

    def announced(self, day: str | None = None) -> list[Announcement]:
        return [
            Announcement("figure", said.quote, entry.session)
            for recap in self.recaps(day)
            for entry in recap.entries
            for said in entry.quotes
            if "%" in said.quote.text
        ]

    def current(self, quote: Quote) -> bool:
        lines = (self.notes / quote.file).read_text(encoding="utf-8").split("\n")
        there = re.sub(r"[*`]", "", " ".join(lines[quote.line - 1 : quote.end_line]))
        return quote.text in there

    def close(self) -> None:
        self.closed = True
