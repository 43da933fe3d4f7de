"""What the pages show, made of the core's records: addresses, places, runs of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from bot.render.answering import links_shown, near_matches, shown_quotes
from bot.render.entities import words_of
from bot.render.labels import account_heading, joined, long_date, place, role_and_company, whose_notes
from bot.render.links import LONGEST, NotesSite, safe_url
from bot.render.page import ShownLink, shown_links
from embeddings.records import Answer, Link, Part, Quote, Session, TextBlock
from embeddings.records_reader import AccountText

if TYPE_CHECKING:
    from bot.summaries.summary import Summary


def session_address(session_id: str) -> str:
    """Return the address of a session's page."""
    return "/session/" + percent_encode(session_id, safe="/")


def place_address(session_id: str, part: Part, account: str = "") -> str:
    """Return the address of a session's page at words of it, which are marked there.

    ``account`` is the file that they stand in, where the session has several accounts.
    """
    of = f"&{urlencode({'notes': account})}" if account else ""
    return f"{session_address(session_id)}?lines={part.line}-{part.end_line}{of}#L{part.line}"


def day_address(page: str, day: str) -> str:
    """Return the address of a page about a day."""
    return f"{page}?{urlencode({'day': day})}"


@dataclass(frozen=True, slots=True)
class Line:
    """A session in one line."""

    title: str
    address: str
    language: str
    people: str
    facts: str

    @classmethod
    def of(cls, session: Session) -> Line:
        """Return a session's line; ``facts`` say when and where it was."""
        return cls(
            session.title,
            session_address(session.id),
            session.language,
            ", ".join(speaker.name for speaker in session.speakers),
            joined(session.event, session.day, long_date(session.date)),
        )


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with where it stands, on the session's page and on the web."""

    answer: str
    rest: str
    code: bool
    place: str
    address: str
    web: str | None
    whose: str
    """Whose notes it is from, where the session has several accounts."""
    number: int | None = None
    """What a summary calls it by."""


def cited(
    quote: Quote, site: NotesSite, *, answer: str = "", rest: str | None = None, number: int | None = None
) -> Cited:
    """Return a quote as it is shown; ``answer`` is the part of it that answers, ``rest`` the others."""
    return Cited(
        answer,
        words_of(quote) if rest is None else rest,
        quote.code,
        place(quote.file, quote.line, quote.end_line),
        place_address(quote.session, quote, quote.file if quote.noted_by else ""),
        site.page(quote.file, quote.line, quote.end_line),
        whose_notes(quote.noted_by),
        number,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One session of an answer with its quotes."""

    session: Session
    line: Line
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as its page shows it."""

    answer: Answer
    told: tuple[Told, ...]
    """The sessions that are quoted, or listed, each with its quotes."""
    others: tuple[Line, ...]
    """Sessions that come next."""
    links: tuple[ShownLink, ...]
    more_links: int
    speakers: tuple[tuple[str, str], ...]
    summary: Summary | None = None
    """What a language model makes of the quotes."""

    @classmethod
    def of(cls, answer: Answer, site: NotesSite, summary: Summary | None = None) -> ShownAnswer:
        """Return what is shown of an answer; with a ``summary`` its quotes have numbers."""
        sessions = [match.session for match in answer.matches]
        if answer.verdict == "none" or not sessions:
            return cls(answer, (), tuple(Line.of(one) for one in sessions[:3]), (), 0, ())
        by_session: dict[str, list[Cited]] = {}
        for number, shown in enumerate(shown_quotes(answer), 1):
            named = None if summary is None else number
            by_session.setdefault(shown.quote.session, []).append(
                cited(shown.quote, site, answer=shown.answer, rest=shown.rest, number=named)
            )
        shown_sessions = sessions if answer.listing else sessions[:1]
        shown_sessions += [
            one for one in sessions[len(shown_sessions) :] if not answer.listing and one.id in by_session
        ]
        told = tuple(Told(one, Line.of(one), tuple(by_session.get(one.id, ()))) for one in shown_sessions)
        names = {one.id for one in shown_sessions}
        near = [] if answer.listing else [match.session for match in near_matches(answer)]
        others = tuple(Line.of(one) for one in near if one.id not in names)
        links = () if answer.listing else tuple(shown_links(links_shown(answer)))
        more = 0 if answer.listing else max(0, len(shown_links(answer.links)) - len(links))
        people = tuple((one.name, role_and_company(one)) for one in sessions[0].speakers)
        return cls(answer, told, others, links, more, () if answer.listing else people, summary)


# ---------------------------------------------------------------------- a session's text


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """What one person wrote of a session, as its page shows it."""

    heading: str
    """Whose notes they are; empty where the session has no other account."""
    place: str
    web: str | None
    anchors: str
    """What the ids of its lines begin with: a page has each once."""
    blocks: tuple[Shown, ...]

    @classmethod
    def of(cls, session: Session, told: Sequence[AccountText], site: NotesSite, asked: Asked) -> list[Self]:
        """Return the accounts of a session, the lines that were ``asked`` for marked."""
        files = [one.account.file for one in told]
        place = files.index(asked.file) if asked.file in files else 0
        return [
            cls(
                account_heading(one.account) if session.accounts else "",
                f"{one.account.file}:{one.account.line}",
                site.page(one.account.file, one.account.line, one.account.end_line),
                "L" if number == place else f"N{number}L",
                shown_blocks(
                    one.text_blocks, one.account.links, asked.lines if number == place else range(0)
                ),
            )
            for number, one in enumerate(told)
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a session's text an address asks to mark."""

    lines: range
    file: str = ""
    """Of the account that they stand in; empty for the first."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line, all marked or not, all of one link or of none."""

    text: str
    address: str | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A text block as it stands on a page: its lines as runs of words."""

    block: TextBlock
    lines: tuple[tuple[Run, ...], ...]
    deeper: int
    """Lists that open before it."""
    shallower: int
    """Lists that close behind it."""


def shown_blocks(blocks: Sequence[TextBlock], links: Iterable[Link], marked: range) -> tuple[Shown, ...]:
    """Return the text blocks of a session with what is quoted marked, and its links within the text."""
    named = [
        (link.line, link.text, url) for link in links if link.text and (url := safe_url(link.url, LONGEST))
    ]
    depths = [block.depth + 1 if block.kind == "item" else 0 for block in blocks]
    shown = []
    for index, block in enumerate(blocks):
        before = depths[index - 1] if index else 0
        after = depths[index + 1] if index + 1 < len(blocks) else 0
        here = {(text, url) for line, text, url in named if line and block.line <= line <= block.end_line}
        lines = tuple(
            tuple(_runs(words, here, block.line + number in marked))
            for number, words in enumerate(words_of(block).split("\n"))
        )
        shown.append(Shown(block, lines, max(0, depths[index] - before), max(0, depths[index] - after)))
    return tuple(shown)


def _runs(words: str, links: Iterable[tuple[str, str]], marked: bool) -> Iterator[Run]:
    """Yield the words of a line, those of a link apart."""
    found = sorted((words.index(text), text, url) for text, url in links if text in words)
    at = 0
    for start, text, url in found:
        if start < at:
            continue
        if start > at:
            yield Run(words[at:start], None, marked)
        yield Run(text, url, marked)
        at = start + len(text)
    if at < len(words):
        yield Run(words[at:], None, marked)


def lines_asked(text: str) -> range:
    """Return the lines that an address asks to mark ("40-44"); none where it is not of that form."""
    first, _, last = text.partition("-")
    if not (first.isascii() and first.isdecimal() and len(first) < 8):
        return range(0)
    end = int(last) if last.isascii() and last.isdecimal() and len(last) < 8 else int(first)
    return range(int(first), end + 1)
