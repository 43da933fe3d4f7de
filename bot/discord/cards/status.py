"""How the bot is, and what reading the notes again did, for organisers."""

from __future__ import annotations

import time

from bot.discord.cards.parts import SESSION_COLOUR, card, own
from bot.discord.markdown import cut_escaped
from bot.discord.message import Message
from bot.render.labels import counted, counted_sessions
from bot.service.service import Service
from embeddings.index.ingest import Report

_LONGEST = 800
"""Units of one fact."""


def status_message(service: Service, useful: int, useless: int, latency: float, lacking: str = "") -> Message:
    """Return how the bot is; ``lacking`` names the permissions that it has not in this channel."""
    suggestions = service.suggestions
    read = f"<t:{int(service.refreshed)}:R>" if service.refreshed is not None else "not yet"
    # A file that tells no day is none.
    days = sum(1 for day in suggestions.days if day.date or day.label)
    on_days = f" on {counted(days, 'day')}" if days else ""
    facts = [
        ("Notes", counted_sessions(suggestions.sessions) + on_days),
        ("Read", read),
        ("Watched", "yes" if service.settings.watch else "no"),
        ("Answered", f"{service.answered} since the start"),
        ("Feedback", f"{useful} useful, {useless} not"),
        # Unknown (nan) until the first heartbeat came back.
        ("To Discord", f"{latency * 1000:.0f} ms" if 0 <= latency < time.monotonic() else "not known yet"),
    ]
    here = f"I lack {lacking}." if lacking else "I have all permissions that I need."
    facts.append(("In this channel", here))
    if service.report is not None:
        facts.append(("Model", cut_escaped(service.report.model.text, _LONGEST)))
    if service.unread:
        facts.append(("Answer reader", cut_escaped(service.unread, _LONGEST)))
    if (asked := service.settings.summary_model) is not None:
        by = f"by {cut_escaped(asked.model, 120)} at {cut_escaped(asked.host, 200)}"
        also = "also" if service.settings.summary_private else "not"
        facts.append(("Summaries", f"{by}, {also} of what is asked privately"))
    if (source := service.source) is not None and (held := source.state) is not None:
        facts.append(("Fetched", f"<t:{int(held.seen)}:R>, commit {held.commit[:12]}"))
        if source.trouble:
            facts.append(("Not fetched", cut_escaped(source.trouble, _LONGEST)))
    if service.trouble:
        facts.append(("Trouble", cut_escaped(service.trouble, _LONGEST)))
    reading = (
        "The notes cannot be read."
        if service.trouble
        else "Reading the notes for the first time since the start."
    )
    state = "Ready." if service.ready.is_set() else service.missing or reading
    lines = "\n".join(f"**{name}:** {value}" for name, value in facts)
    return Message(parts=(card(SESSION_COLOUR, own("### Status", state), own(lines)),))


def report_message(report: Report) -> Message:
    """Return what reading the notes again did, the changed files by name."""
    lines = []
    for file in report.files:
        if file.status != "unchanged":
            why = f"; {cut_escaped(file.reason, 150)}" if file.reason else ""
            lines.append(f"• {cut_escaped(file.file, 150)}: {file.status}{why}")
    if len(lines) > 10:
        lines = [*lines[:10], f"and {len(lines) - 10} more"]
    if report.model.changed:
        lines.append(f"Another model than before: {cut_escaped(report.model.text, 300)}.")
    head = (
        f"{counted(report.sessions, 'session')}, {report.embedded} chunks embedded, {report.seconds:.1f} s."
    )
    shown = "\n".join([head, *(lines or ["Nothing changed."])])
    return Message(parts=(card(SESSION_COLOUR, own("### Read the notes", shown)),))
