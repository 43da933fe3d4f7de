"""What the notes hold and what an answer is made of: small frozen records that carry their source.

A Session is the unit of everything: chunks, quotes and cards point to it, and titles, speakers and links
come from it. ``as_json`` gives the published form of a record (see the README); fields that are not in it are
for the program alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

LinkKind = Literal["youtube", "aws", "github", "other"]
SessionKind = Literal["talk", "other", "outside", "unquoted"]
"""A talk; a break or the like; or, never listed, what of a file is in no session: text that may be quoted, or
words alone.
"""
UNLISTED: tuple[SessionKind, ...] = ("outside", "unquoted")
TextBlockKind = Literal["prose", "item", "code", "heading", "speaker", "caption", "link"]
Verdict = Literal["answer", "closest", "none"]
AnswerKind = Literal["session", "list", "sessions", "talk"]
"""What a reply shows: one session with its quotes; a complete list of sessions, where quotes are evidence;
several sessions, each with its own quotes; or a set phrase to what is no question to the notes.
"""

NO_RECORDING = "No recording in the notes."
"""Said of a session that lacks one, by every reply that shows it."""
ONLY_TITLE = "The notes have only the title of this session."
ONLY_CODE = "The notes have only code of this session."
"""Said of a session of which there is nothing to quote."""
ACCOUNTS_DIFFER = "The notes differ:"
"""Said over quotes of several accounts that give other figures for one thing."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who spoke; ``line`` is where the notes name them (1-based)."""

    name: str
    role: str | None = None
    company: str | None = None
    line: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {"name": self.name, "role": self.role, "company": self.company}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a session. ``label`` says what it leads to; ``text`` is what the notes wrote."""

    kind: LinkKind
    label: str
    url: str
    line: int | None = None
    text: str = ""
    recording: bool = False
    """True for a recording of the session itself: a video, never a playlist or a channel."""

    @property
    def made_of(self) -> str:
        """The identifier of a video that the address was made of; "" where the notes have the address."""
        made = self.url in (f"https://youtu.be/{self.text}", f"https://vimeo.com/{self.text}")
        return self.text if self.text and made else ""

    def as_json(self) -> dict[str, Any]:
        """Return the published form; "made_of" only where the notes have an identifier and no address."""
        made = {"made_of": self.made_of} if self.made_of else {}
        return {"kind": self.kind, "label": self.label, "url": self.url, **made}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a session; ``path`` is as the notes write it, relative to the file."""

    alt: str
    path: str
    line: int

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {"alt": self.alt, "path": self.path, "line": self.line}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block of a session that may be quoted, in the order of the notes.

    ``text`` is the words of the notes without Markdown marks. A line break inside it stands where the notes
    have one, so that the n-th line of ``text`` is line ``line + n`` of the file.
    """

    kind: TextBlockKind
    text: str
    line: int
    end_line: int
    depth: int = 0
    """Nesting of a list item (0 = top), level of a heading (1-6), else 0."""


@dataclass(frozen=True, slots=True)
class Session:
    """One talk, workshop or other entry of a day. Lines are 1-based and inclusive."""

    id: str
    title: str
    event: str | None
    day: str | None
    date: str | None
    """ISO 8601 (YYYY-MM-DD) or None; never guessed."""
    file: str
    """Relative to the notes folder, with forward slashes."""
    line: int
    end_line: int
    kind: SessionKind = "talk"
    sponsor: str | None = None
    speakers: tuple[Speaker, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    words: int = 0
    group: str | None = None
    """The heading that gathers it with others ("Keynote", a room), or None."""
    code: str | None = None
    """The event's own code for it ("SVS401"), or None."""
    language: str = "en"
    """ISO 639-1."""
    also: tuple[str, ...] = ()
    """Other places, "file:line", that hold the same session word for word."""
    noted_by: str | None = None
    """Who took these notes of it, or None."""
    accounts: tuple[Session, ...] = ()
    """Of a session that several took notes of: what each has of it, in the order of the notes."""
    account_of: str | None = None
    """Of such an account: the id of the session."""

    @property
    def all_accounts(self) -> tuple[Session, ...]:
        """Its accounts; itself where one alone took notes of it. Text is read of these."""
        return self.accounts or (self,)

    @property
    def listed_as(self) -> str:
        """The id that lists, quotes and addresses know it by."""
        return self.account_of or self.id

    @property
    def is_listed(self) -> bool:
        """Whether it is a session, not what stands in a file outside its sessions."""
        return self.kind not in UNLISTED

    @property
    def files(self) -> tuple[str, ...]:
        """The files that notes of it stand in."""
        return tuple(account.file for account in self.all_accounts)

    @property
    def titles(self) -> tuple[str, ...]:
        """What it is called, and what other accounts call it."""
        return tuple(dict.fromkeys([self.title, *(account.title for account in self.accounts)]))

    @property
    def quoted_as(self) -> str | None:
        """Who is named beside a quote of it: who took the notes, where others have an account as well."""
        return self.noted_by if self.account_of or self.accounts else None

    @property
    def recordings(self) -> tuple[Link, ...]:
        """The links that are recordings of this session."""
        return tuple(link for link in self.links if link.recording)

    @property
    def lacks_recording(self) -> bool:
        """Whether it is a talk without a recording, which is then said (``NO_RECORDING``)."""
        return self.kind == "talk" and not self.recordings

    def as_json(self) -> dict[str, Any]:
        """Return the published form of a session."""
        return {
            **self.place_as_json(),
            "end_line": self.end_line,
            "kind": self.kind,
            "sponsor": self.sponsor,
            "speakers": [speaker.as_json() for speaker in self.speakers],
            "links": [link.as_json() for link in self.links],
            "images": [image.as_json() for image in self.images],
            "words": self.words,
            **self._takers_as_json(),
        }

    def place_as_json(self) -> dict[str, Any]:
        """Return what it is called, and when and where it stands, as every published form begins."""
        return {
            "id": self.id,
            "title": self.title,
            "event": self.event,
            "day": self.day,
            "date": self.date,
            "file": self.file,
            "line": self.line,
        }

    def _takers_as_json(self) -> dict[str, Any]:
        """Return who took notes, and the accounts of a session that several took notes of."""
        if not self.accounts:
            return {"noted_by": self.noted_by} if self.noted_by else {}
        return {
            "accounts": [
                {"noted_by": one.noted_by, "file": one.file, "line": one.line, "end_line": one.end_line}
                for one in self.accounts
            ]
        }

    def as_short_json(self) -> dict[str, Any]:
        """Return what names a session in the published form of something else."""
        return {"id": self.id, "title": self.title, "day": self.day, "date": self.date} | self.kind_as_json()

    def kind_as_json(self) -> dict[str, str]:
        """Return the kind of what is no session, where it may be taken for one; nothing for a session."""
        return {} if self.is_listed else {"kind": self.kind}


def talks_of(sessions: Sequence[Session]) -> list[Session]:
    """Return the talks among sessions, without breaks and the like; all of them where none is a talk.

    These are what is counted, everywhere: a break is listed where it stands, and is no session of a day.
    """
    return [session for session in sessions if session.kind == "talk"] or list(sessions)


class Part(Protocol):
    """Words of the notes with the lines that they stand at."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def line(self) -> int:
        """The first line, from 1."""

    @property
    def end_line(self) -> int:
        """The last line."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the notes, shown as they stand: lines ``line`` to ``end_line`` of ``file``."""

    text: str
    file: str
    line: int
    end_line: int
    session: str
    """The id of the session that it is from."""
    code: bool = False
    """True where it is a code fence, shown whole and in a fixed-width face."""
    noted_by: str | None = None
    """Whose notes it is from, where the session has several accounts."""

    @classmethod
    def of_block(cls, text_block: TextBlock, session: Session) -> Quote:
        """Return the quote of a whole text block of ``session``."""
        return cls.at(
            session, text_block.text, text_block.line, text_block.end_line, code=text_block.kind == "code"
        )

    @classmethod
    def at(cls, account: Session, text: str, line: int, end_line: int, *, code: bool = False) -> Quote:
        """Return words of a session's notes, or of one account of it, as a quote."""
        return cls(text, account.file, line, end_line, account.listed_as, code, account.quoted_as)

    def holds(self, part: Part) -> bool:
        """Tell whether ``part``, of the same file, lies whole within the quote."""
        return self.line <= part.line and part.end_line <= self.end_line and part.text in self.text

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "text": self.text,
            "file": self.file,
            "line": self.line,
            "end_line": self.end_line,
            "session": self.session,
            **({"noted_by": self.noted_by} if self.noted_by else {}),
        }


@dataclass(frozen=True, slots=True)
class Match:
    """A session and how well it fits the question (higher is better; comparable within one answer only)."""

    session: Session
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return the published form: a session in short, with its score."""
        return {
            **self.session.place_as_json(),
            "speakers": [speaker.as_json() for speaker in self.session.speakers],
            "score": round(self.score, 4),
            **self.session.kind_as_json(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What Quoth replies to one question."""

    question: str
    verdict: Verdict
    lead: str
    """The opening words of the reply, for example "The notes say:"."""
    matches: tuple[Match, ...] = ()
    """Best first. A question that lists ("which sessions ...") gets all of them, in the order of the notes.
    """
    quotes: tuple[Quote, ...] = ()
    more: tuple[Quote, ...] = ()
    """Further quotes of the first session, for those who ask for more."""
    links: tuple[Link, ...] = ()
    """The first session's own, those asked for first; of a list that asks for links, all of them."""
    remark: str | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    """Misspelt words of the question and the word of the notes that was searched instead."""
    nearest: Quote | None = None
    """The sentence, or few short items, that answer or come nearest to it: part of one of ``quotes``."""
    kind: AnswerKind = "session"
    asked_links: int = 0
    """How many of ``links``, from the first, are what was asked for."""
    listed: tuple[Match, ...] = ()
    """What the conversation listed before, to whose places a follow-up may still point."""

    def as_json(self) -> dict[str, Any]:
        """Return the published form: at most 5 sessions and 3 quotes, all where each session is told of."""
        sessions = None if self.kind == "sessions" else 5
        return {
            "question": self.question,
            "verdict": self.verdict,
            "kind": self.kind,
            "reply": self.lead,
            "sessions": [match.as_json() for match in self.matches[:sessions]],
            "answer": None if self.answer is None else self.answer.as_json(),
            "quotes": [quote.as_json() for quote in self.published_quotes],
            "links": [link.as_json() for link in self.links],
            "remark": " ".join([*self.searched_instead, *([self.remark] if self.remark else [])]) or None,
        }

    @property
    def answer(self) -> Quote | None:
        """What of the quotes answers; None where the verdict is not that they do."""
        return self.nearest if self.verdict == "answer" else None

    @property
    def listing(self) -> bool:
        """Whether ``matches`` is a complete list, to be counted and shown whole."""
        return self.kind in ("list", "sessions")

    @property
    def published_quotes(self) -> tuple[Quote, ...]:
        """The quotes of the published form: three, or all where each session is told of."""
        return self.quotes if self.kind == "sessions" else self.quotes[:3]

    def quotes_of(self, session: Session) -> tuple[Quote, ...]:
        """Return the quotes from one of its sessions."""
        return tuple(quote for quote in self.quotes if quote.session == session.id)

    @property
    def searched_instead(self) -> tuple[str, ...]:
        """Say, a sentence each, which words were searched in place of misspelt ones."""
        return tuple(f"Searching for '{right}' instead of '{wrong}'." for wrong, right in self.corrections)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of an event as the notes cover it: its label, date and how many sessions it has."""

    event: str | None
    label: str | None
    date: str | None
    files: tuple[str, ...]
    sessions: int
    """Without breaks and the like (``talks_of``)."""
    called: str = ""
    """What its file, or the only session in that, is called, where neither a day nor an event is known."""

    @property
    def name(self) -> str:
        """What it is asked for by: the label, else the date, else the file; of several files the event."""
        several = self.event if len(self.files) > 1 else None
        return self.label or self.date or several or self.files[0]

    @property
    def title(self) -> str:
        """What a list shows it as: the label, else the date, else the event, else what it is called."""
        return self.label or self.date or self.event or self.called or self.name
