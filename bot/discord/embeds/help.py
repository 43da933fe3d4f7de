"""What /help says."""

from __future__ import annotations

from bot.discord.embeds.cards import SESSION_COLOUR
from bot.discord.message import Card, Field, Message
from bot.render.labels import counted
from bot.service.service import LONGEST_QUESTION, Service


def help_message(service: Service) -> Message:
    """Return what a person needs to know, in a few words."""
    covered = len(service.suggestions.sessions)
    words = (
        "I answer questions about the team's session notes, **in the notes' own words**. Every quote stands "
        "in the notes as you see it, with its file and line. Where they hold nothing on it, I say so.\n\n"
        + (
            f"Just now I know {counted(covered, 'session')}."
            if service.ready.is_set()
            else service.missing or ""
        )
    )
    fields = (
        Field(
            "Ask",
            "`/ask` with a question, or mention me, or send me a direct message.\n"
            "`/ask private:True` answers you alone; **Share here** then shows it to all.\n"
            "Right-click a message, Apps, **Ask the notes about this**.",
            inline=False,
        ),
        Field(
            "Ask on",
            "Reply to my answer with its @ **on** (without it Discord does not show me your words), or press "
            "**Go on in a thread** and mention me there: I stay with the session we were at.",
            inline=False,
        ),
        Field(
            "Look around",
            "`/sessions` the list, `/session` one of them, `/speaker` who spoke where,\n"
            "`/links` recordings and pages, `/days` what is covered, `/speakers` who spoke.",
            inline=False,
        ),
        Field(
            "The day after",
            "`/recap` tells a day in the notes' own words; you see it first, then choose where to share it.\n"
            "`/announced` launches, savings, figures. **I was there** under a session: others may ask you.",
            inline=False,
        ),
        Field(
            "What I keep",
            f"Questions and feedback for {service.settings.keep_days} days, under a code instead of your "
            "name. "
            "Of what is asked privately, or about somebody else's message, only that it was. "
            "**I was there** is kept under your Discord id until you take it back. "
            "`/forget me` deletes yours now.",
            inline=False,
        ),
        Field(
            "Organisers",
            "`/status` how I am, `/reindex` read the notes again, `/gaps` unanswered questions, "
            "`/schedule` yesterday's recap every day.",
            inline=False,
        ),
    )
    footer = f"Questions have up to {LONGEST_QUESTION} characters."
    return Message(
        cards=(
            Card(
                title="How to ask me", description=words, fields=fields, footer=footer, colour=SESSION_COLOUR
            ),
        )
    )
