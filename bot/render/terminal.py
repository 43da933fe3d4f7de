"""What the core found, as a person reads it in a terminal.

Colour and links only on a terminal (rich minds ``NO_COLOR``); elsewhere nothing is wrapped, so that a line of
the notes is one line to grep. Notes are shown as text, never as markup, and their control characters are
taken out.
"""

from __future__ import annotations

import shlex
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.render.answering import links_shown, near_matches, shown_quotes
from bot.render.entities import words_of
from bot.render.labels import (
    RECORDING,
    account_heading,
    by_day,
    counted,
    joined,
    names,
    place,
    role_and_company,
    short_date,
    whose_notes,
)
from embeddings.records import NO_RECORDING, Answer, Link, Quote, Session, Speaker, TextBlock, Verdict
from embeddings.records_reader import AccountText

if TYPE_CHECKING:
    from bot.summaries.summary import Summary
    from embeddings.evaluation import Judged
    from embeddings.index.ingest import Report
    from embeddings.notes import Finding

_WIDEST = 100
_LINKS_OF_A_LIST = 10
"""Links that are shown of a list that asks for them."""
"""Columns: longer lines are hard to read however wide the window."""
_LEAD_STYLE: dict[Verdict, str] = {"answer": "bold", "closest": "bold yellow", "none": "bold yellow"}
_STATUS_STYLE = {
    "added": "green",
    "changed": "yellow",
    "removed": "red",
    "unchanged": "dim",
    "skipped": "bold yellow",
}


def output() -> Console:
    """Return the console for answers: standard output."""
    return _console(sys.stdout.isatty(), stderr=False)


def diagnostics() -> Console:
    """Return the console for progress and complaints: standard error."""
    return _console(sys.stderr.isatty(), stderr=True)


def _console(terminal: bool, *, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=not terminal)
    if terminal and console.width > _WIDEST:
        console.width = _WIDEST
    return console


def clean(text: str) -> str:
    """Take control characters out: a note must not move the cursor or recolour the screen."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf") or c in "\u200c\u200d" else "�"
        for c in text
    )


def show_answer(console: Console, answer: Answer, summary: Summary | None = None) -> None:
    """Show a reply: the lead, the session's facts, what answers, its surroundings, the links, a remark.

    A ``summary`` stands above the quotes, which then have the numbers that it names.
    """
    for sentence in answer.searched_instead:
        console.print(Text(clean(sentence), style="yellow"))
    plain = answer.answer is not None or answer.kind == "talk"
    console.print(Text(clean(answer.lead), style="" if plain else _LEAD_STYLE[answer.verdict]))
    if answer.verdict == "none":
        if answer.remark:
            console.print(Text(clean(answer.remark)))
        return
    if answer.kind == "sessions":
        _show_told(console, answer)
    elif answer.listing:
        console.print()
        for match in answer.matches:
            show_line(console, match.session)
    elif answer.matches:
        console.print()
        show_head(console, answer.matches[0].session)
    if summary is not None:
        _show_summary(console, summary)
    for number, shown in enumerate(() if answer.kind == "sessions" else shown_quotes(answer), 1):
        console.print()
        _show_lines(console, shown.answer, "bold")
        _show_lines(console, shown.rest, "green" if shown.quote.code else "")
        _show_place(console, shown.quote, "" if summary is None else f"({number}) ")
    if answer.listing and answer.asked_links:
        console.print()
        show_links(console, answer.links[:_LINKS_OF_A_LIST])
        if len(answer.links) > _LINKS_OF_A_LIST:
            console.print(Text(f"All {len(answer.links)} links: quoth links", style="dim"))
    elif answer.links and not answer.listing:
        console.print()
        _show_links_of(console, answer)
    if answer.remark:
        console.print()
        console.print(Text(clean(answer.remark), style="italic"))
    others = [] if answer.listing else [match.session.title for match in near_matches(answer)]
    if others:
        console.print()
        console.print(Text(f"Other sessions that match: {clean('; '.join(others))}", style="dim"))


def _show_summary(console: Console, summary: Summary) -> None:
    """Show a summary: who wrote it, and each sentence with the number of its quote."""
    console.print()
    console.print(Text(clean(summary.heading), style="dim"))
    for one in summary.sentences:
        console.print(Text(clean(f"{one.text} ({one.quote})")))


def _show_told(console: Console, answer: Answer) -> None:
    """Show each session of an answer with what is quoted of it."""
    for match in answer.matches:
        console.print()
        show_line(console, match.session)
        for quote in answer.quotes_of(match.session):
            show_quote(console, quote)


def _show_links_of(console: Console, answer: Answer) -> None:
    links = links_shown(answer)
    show_links(console, links)
    if len(links) < len(answer.links):
        session = answer.matches[0].session
        # What is in no session is listed under no title, and known by its id.
        name = clean(session.title if session.is_listed else session.id).replace("\n", " ")
        console.print(Text(f"All {len(answer.links)} links: quoth session {shlex.quote(name)}", style="dim"))


def show_head(console: Console, session: Session) -> None:
    """Show a session's title, when and where, and who."""
    console.print(Text(clean(session.title), style="bold cyan"))
    if facts := _when(session):
        console.print(Text(clean(facts), style="dim"))
    for speaker in session.speakers:
        console.print(Text(clean(speaker_line(speaker))))


def speaker_line(speaker: Speaker) -> str:
    """Say who somebody is, in one line."""
    about = role_and_company(speaker)
    return f"{speaker.name} ({about})" if about else speaker.name


def show_quote(console: Console, quote: Quote) -> None:
    """Show a quote behind a bar, with its file and lines under it."""
    _show_lines(console, words_of(quote), "green" if quote.code else "")
    _show_place(console, quote)


def _show_lines(console: Console, words: str, style: str) -> None:
    """Show words of the notes behind a bar; nothing where there are none."""
    bar = "  │ "
    for line in clean(words).split("\n") if words else ():
        text = Text(line, style=style if console.is_terminal else "")
        rows = text.wrap(console, max(20, console.width - len(bar))) if console.is_terminal else [text]
        for row in rows or [text]:
            row.rstrip()
            console.print(Text.assemble(bar, row))


def _show_place(console: Console, quote: Quote, number: str = "") -> None:
    where = joined(place(quote.file, quote.line, quote.end_line, "-"), whose_notes(quote.noted_by))
    console.print(Text(f"  {number}{clean(where)}", style="dim"))


def show_links(console: Console, links: Iterable[Link]) -> None:
    """Show links, a line each: what it leads to, and where."""
    rows = [(clean(link.label).replace("\n", " "), clean(link.url)) for link in links]
    width = min(40, max((len(label) for label, _ in rows), default=0))
    for label, url in rows:
        console.print(Text.assemble((f"{label:<{width}}  ", ""), (url, "blue underline")), soft_wrap=True)


def show_line(console: Console, session: Session) -> None:
    """Show a session in one line of a list, with who spoke below it."""
    place = f"{session.file}:{session.line}"
    console.print(Text.assemble((clean(session.title), "bold"), (f"  {clean(place)}", "dim")))
    extra = joined(
        names(session),
        RECORDING.lower() if session.recordings else "",
        f"sponsored by {session.sponsor}" if session.sponsor else "",
    )
    if extra:
        console.print(Text(f"  {clean(extra)}"))


def show_sessions(console: Console, sessions: Sequence[Session]) -> None:
    """Show sessions in the order of the notes, gathered by day."""
    heading = ""
    for session, day in zip(sessions, by_day([_when(session) for session in sessions]), strict=True):
        if day != heading:
            if heading:
                console.print()
            heading = day
            console.print(Text(clean(day), style="bold underline"))
        show_line(console, session)


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Show what lint found, a line each."""
    for finding in findings:
        console.print(
            Text.assemble(
                (f"{clean(finding.file)}:{finding.line}", "cyan"),
                f" {clean(finding.message)} ",
                (f"[{finding.rule}]", "dim"),
            )
        )
    console.print(
        Text(
            counted(len(findings), "thing") + " to correct" if findings else "Nothing to correct.",
            style="bold",
        )
    )


def show_session(
    console: Console,
    session: Session,
    text_blocks: Sequence[TextBlock],
    others: Sequence[AccountText] = (),
) -> None:
    """Show one session whole: who, when, all of its text, that of other accounts, its links."""
    show_head(console, session)
    _show_text(console, session, text_blocks)
    for other in others:
        console.print()
        _show_text(console, other.account, other.text_blocks)
    if session.links:
        console.print()
        show_links(console, session.links)
    if session.lacks_recording:
        console.print()
        console.print(Text(NO_RECORDING, style="italic"))


def _show_text(console: Console, session: Session, text_blocks: Sequence[TextBlock]) -> None:
    """Show where one account of a session stands, and all of its text."""
    if session.quoted_as:
        console.print(Text(clean(account_heading(session)), style="bold"))
    console.print(Text(f"{clean(session.file)}:{session.line}-{session.end_line}", style="dim"))
    for text_block in text_blocks:
        if text_block.kind in ("speaker", "link", "caption"):
            continue
        console.print()
        show_quote(console, Quote.of_block(text_block, session))


def show_report(console: Console, report: Report) -> None:
    """Show what became of each file, then the sum."""
    for file in report.files:
        about = file.reason or (
            "" if file.status == "removed" else counted(file.sessions, "session") if file.sessions else ""
        )
        console.print(
            Text.assemble(
                (f"{file.status:<9} ", _STATUS_STYLE[file.status]),
                clean(file.file),
                (f"  {clean(about)}" if about else "", "dim"),
            )
        )
    show_summary(console, report)
    if report.model.why and not report.model.changed:
        console.print(Text(clean(f"Model: {report.model.text}."), style="dim"))


def show_summary(console: Console, report: Report) -> None:
    """Show the sum of an ingest in one line."""
    console.print(
        Text(
            f"{counted(report.sessions, 'session')}, {counted(report.chunks, 'chunk')}, "
            f"{report.embedded} embedded, {report.seconds:.1f} s",
            style="bold",
        )
    )
    if report.model.changed:
        console.print(Text(clean(f"Another model than before: {report.model.text}. All was embedded again.")))


def show_evaluation(console: Console, judged: Sequence[Judged], *, misses: bool) -> None:
    """Show the figures, a row for each kind of question, and on request what went wrong."""
    from embeddings.evaluation import by_kind, figures

    # A table needs its own width where nothing wraps, or its cells are cut.
    table = Table(box=None, pad_edge=False, header_style="bold", width=118)
    table.add_column("kind", no_wrap=True)
    for name in (
        "n",
        "first",
        "in three",
        "quote",
        "pointed",
        "captions",
        "verbatim",
        "own links",
        "refused",
        "hedged",
        "false",
        "words",
    ):
        table.add_column(name, justify="right", no_wrap=True)
    rows = {**by_kind(judged), "all": figures(judged)}
    for kind, row in rows.items():
        cells = ("–" if value is None else f"{value:g}" for value in astuple(row))
        table.add_row(clean(kind), *cells, style="bold" if kind == "all" else "")
    console.print(table)
    wrong = [one for one in judged if one.wrong is not None]
    if not misses or not wrong:
        return
    console.print()
    for one in wrong:
        first = one.answer.matches[0].session.title if one.answer.matches else "no session"
        console.print(
            Text.assemble(
                (clean(one.label.id), "cyan"), f"  {one.wrong}: ", (clean(one.label.question), "bold")
            )
        )
        console.print(Text(f"  {one.answer.verdict}, first {clean(first)}", style="dim"))
        if one.considered.evidence is not None:
            said = ", ".join(f"{name} {value:.2f}" for name, value in one.considered.evidence.items())
            console.print(Text(f"  {said}", style="dim"))


def _when(session: Session) -> str:
    return joined(session.event, session.day, short_date(session.date))
