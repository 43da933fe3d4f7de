"""What the tools give: typed records, from which the protocol's schemas are made.

Every text that is the notes' own stands in a ``Quoted`` with the place it has in the notes; all else is a
title, a name, an address or one of Quoth's set phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, Field

from embeddings.answer.search import Found
from embeddings.digest.recap import Recap, RecapEntry
from embeddings.records import Answer, Link, Quote, Session, SessionKind, TextBlock
from embeddings.records_reader import AccountText


class Quoted(BaseModel):
    """Words of the notes, as they stand there."""

    text: str = Field(description="Word for word from the notes.")
    file: str = Field(description="Relative to the folder of notes.")
    line: int = Field(description="The first line, from 1.")
    end_line: int = Field(description="The last line.")
    session: str = Field(description="The id of the session that it is from.")
    noted_by: str | None = Field(
        default=None, description="Whose notes it is from, where several people took notes of the session."
    )

    @classmethod
    def of(cls, quote: Quote) -> Quoted:
        """Return the published form of a quote."""
        return cls(
            text=quote.text,
            file=quote.file,
            line=quote.line,
            end_line=quote.end_line,
            session=quote.session,
            noted_by=quote.noted_by,
        )


class Linked(BaseModel):
    """A link that stands in the notes."""

    kind: Literal["youtube", "aws", "github", "other"]
    label: str
    url: str
    recording: bool = Field(description="Whether it is a recording of the session itself.")

    @classmethod
    def of(cls, link: Link) -> Linked:
        """Return the published form of a link."""
        return cls(kind=link.kind, label=link.label, url=link.url, recording=link.recording)


class Spoke(BaseModel):
    """Somebody who spoke."""

    name: str
    role: str | None
    company: str | None


class Noted(BaseModel):
    """What one of several people wrote of a session: where it stands."""

    noted_by: str | None
    file: str
    line: int
    end_line: int


class Listed(BaseModel):
    """A session as lists name it."""

    id: str = Field(description="What `get_session` takes.")
    title: str
    kind: SessionKind = Field(
        description="talk; other: a break and the like; outside: no session, what stands outside of them in "
        "a file, under the file's title."
    )
    event: str | None
    day: str | None
    date: str | None = Field(description="YYYY-MM-DD; null where the notes do not tell.")
    speakers: list[Spoke]
    file: str
    line: int
    end_line: int
    accounts: list[Noted] = Field(
        default=[], description="Of a session that several people took notes of, where each account stands."
    )

    @classmethod
    def of(cls, session: Session) -> Listed:
        """Return the published form of a session in short."""
        return cls(
            id=session.id,
            title=session.title,
            kind=session.kind,
            event=session.event,
            day=session.day,
            date=session.date,
            speakers=[Spoke(name=one.name, role=one.role, company=one.company) for one in session.speakers],
            file=session.file,
            line=session.line,
            end_line=session.end_line,
            accounts=[
                Noted(noted_by=one.noted_by, file=one.file, line=one.line, end_line=one.end_line)
                for one in session.accounts
            ],
        )


class Answered(BaseModel):
    """The reply to a question."""

    verdict: Literal["answer", "closest", "none"] = Field(
        description="answer: the quotes answer the question. closest: they do not, and come nearest. "
        "none: the notes hold nothing of it."
    )
    reply: str = Field(description="The opening words of the reply.")
    remark: str | None = Field(description="What the notes lack, or what was searched instead.")
    answer: Quoted | None = Field(description="What answers; null for other verdicts.")
    quotes: list[Quoted]
    sessions: list[Listed] = Field(description="Best first; of a question for a list, all in order.")
    links: list[Linked] = Field(description="Of the first session.")

    @classmethod
    def of(cls, answer: Answer) -> Answered:
        """Return the published form of an answer; as many sessions and quotes as ``quoth ask --json``."""
        matches = answer.matches if answer.listing else answer.matches[:5]
        return cls(
            verdict=answer.verdict,
            reply=answer.lead,
            remark=" ".join([*answer.searched_instead, *([answer.remark] if answer.remark else [])]) or None,
            answer=None if answer.answer is None else Quoted.of(answer.answer),
            quotes=_quoted(answer.published_quotes),
            sessions=[Listed.of(match.session) for match in matches],
            links=[Linked.of(link) for link in answer.links],
        )


class Hit(BaseModel):
    """A session that a search found."""

    session: Listed
    quote: Quoted | None = Field(description="Its nearest passage; null where the notes have only a title.")


class Hits(BaseModel):
    """What a search found, best first. That something was found does not say that it answers anything."""

    found: list[Hit]

    @classmethod
    def of(cls, found: Iterable[Found]) -> Hits:
        """Return the published form of what a search found."""
        return cls(
            found=[
                Hit(session=Listed.of(one.session), quote=None if one.quote is None else Quoted.of(one.quote))
                for one in found
            ]
        )


class Sessions(BaseModel):
    """Sessions in the order of the notes."""

    sessions: list[Listed]

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> Sessions:
        """Return the published form of a list of sessions."""
        return cls(sessions=[Listed.of(session) for session in sessions])


class Whole(BaseModel):
    """A session with all that the notes hold of it."""

    session: Listed
    quotes: list[Quoted] = Field(
        description="Its text, block by block, in the order of the notes, one account after the other."
    )
    links: list[Linked]

    @classmethod
    def of(
        cls, session: Session, text_blocks: Sequence[TextBlock], others: Sequence[AccountText] = ()
    ) -> Whole:
        """Return the published form of a session with its text blocks, and those of other accounts."""
        texts = [(session, text_blocks), *((one.account, one.text_blocks) for one in others)]
        return cls(
            session=Listed.of(session),
            quotes=_quoted([Quote.of_block(block, account) for account, text in texts for block in text]),
            links=[Linked.of(link) for link in session.links],
        )


class Told(BaseModel):
    """One session of a recap."""

    session: Listed
    quotes: list[Quoted]
    review: Quoted | None = Field(description="The note taker's own judgement of the session.")
    links: list[Linked]
    remark: str | None

    @classmethod
    def of(cls, entry: RecapEntry) -> Told:
        """Return the published form of a recap's entry."""
        return cls(
            session=Listed.of(entry.session),
            quotes=_quoted([said.quote for said in entry.quotes]),
            review=None if entry.review is None else Quoted.of(entry.review),
            links=[Linked.of(link) for link in entry.links],
            remark=entry.remark,
        )


class DayTold(BaseModel):
    """A day told in the notes' own words."""

    title: str
    date: str | None
    sessions: list[Told]


class Recaps(BaseModel):
    """Days told in the notes' own words."""

    days: list[DayTold]

    @classmethod
    def of(cls, recaps: Iterable[Recap]) -> Recaps:
        """Return the published form of recaps."""
        return cls(
            days=[
                DayTold(
                    title=recap.title, date=recap.date, sessions=[Told.of(entry) for entry in recap.entries]
                )
                for recap in recaps
            ]
        )


def _quoted(quotes: Sequence[Quote]) -> list[Quoted]:
    return [Quoted.of(quote) for quote in quotes]
