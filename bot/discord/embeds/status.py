"""How the bot is, and what reading the notes again did, for organisers."""

from __future__ import annotations

import time

from bot.discord import limits
from bot.discord.embeds.cards import SESSION_COLOUR
from bot.discord.markdown import cut_escaped
from bot.discord.message import Card, Field, Message
from bot.service.service import Service
from embeddings.index.ingest import Report


def status_message(service: Service, useful: int, useless: int, latency: float) -> Message:
    """Return how the bot is."""
    suggestions = service.suggestions
    read = f"<t:{int(service.refreshed)}:R>" if service.refreshed is not None else "not yet"
    fields = [
        Field("Notes", f"{len(suggestions.sessions)} sessions on {len(suggestions.days)} days"),
        Field("Read", read),
        Field("Watched", "yes" if service.settings.watch else "no"),
        Field("Answered", f"{service.answered} since the start"),
        Field("Feedback", f"{useful} useful, {useless} not"),
        # Unknown (nan) until the first heartbeat came back.
        Field(
            "To Discord", f"{latency * 1000:.0f} ms" if 0 <= latency < time.monotonic() else "not known yet"
        ),
    ]
    if service.report is not None:
        of = cut_escaped(service.report.model.text, limits.FIELD_VALUE)
        fields.append(Field("Model", of, inline=False))
    if service.unread:
        fields.append(Field("Answer reader", cut_escaped(service.unread, limits.FIELD_VALUE), inline=False))
    if service.trouble:
        fields.append(Field("Trouble", cut_escaped(service.trouble, limits.FIELD_VALUE), inline=False))
    reading = (
        "The notes cannot be read."
        if service.trouble
        else "Reading the notes for the first time since the start."
    )
    state = "Ready." if service.ready.is_set() else service.missing or reading
    return Message(
        cards=(Card(title="Status", description=state, fields=tuple(fields), colour=SESSION_COLOUR),)
    )


def report_message(report: Report) -> Message:
    """Return what reading the notes again did, the changed files by name."""
    lines = []
    for file in report.files:
        if file.status != "unchanged":
            why = f" ({cut_escaped(file.reason, 150)})" if file.reason else ""
            lines.append(f"• {cut_escaped(file.file, 150)}: {file.status}{why}")
    if len(lines) > 10:
        lines = [*lines[:10], f"and {len(lines) - 10} more"]
    if report.model.changed:
        lines.append(f"Another model than before: {cut_escaped(report.model.text, 300)}.")
    head = f"{report.sessions} sessions, {report.embedded} chunks embedded, {report.seconds:.1f} s."
    description = "\n".join([head, *(lines or ["Nothing changed."])])
    return Message(cards=(Card(title="Read the notes", description=description, colour=SESSION_COLOUR),))
