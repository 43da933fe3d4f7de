"""What /help says."""

from __future__ import annotations

from bot.discord.cards.parts import SESSION_COLOUR, card
from bot.discord.message import Message
from bot.render.labels import counted
from bot.service.service import LONGEST_QUESTION, Service


def help_message(service: Service) -> Message:
    """Return what a person needs to know, in a few words."""
    covered = len(service.suggestions.sessions)
    known = (
        f"Just now I know {counted(covered, 'session')}." if service.ready.is_set() else service.missing or ""
    )
    return Message(
        parts=(
            card(
                SESSION_COLOUR,
                "### How to ask me\n"
                "I answer questions about the team's session notes, **in the notes' own words**, each with "
                f"its file and line. Where they hold nothing on it, I say so. {known}".strip(),
                "**Ask:** `/ask` with a question of up to "
                f"{LONGEST_QUESTION} characters, mention me, or send me a direct message. "
                "`/ask private:True` answers you alone; **Share here** then shows it to all. "
                "Right-click a message, Apps, **Ask the notes about this**.",
                "**Ask on:** Reply to my answer with its @ **on** (without it Discord does not show me "
                "your words), or pick **Go on in a thread** under it and mention me there: I stay with the "
                "session.",
                "**Look around:** `/sessions` `/session` `/speaker` `/speakers` `/links` `/days`",
                "**The day after:** `/recap` tells a day in the notes' own words; you see it first, then "
                "choose where to share it. `/announced` launches, savings, figures. **I was there** beside a "
                "session: others may ask you.",
                "**What I keep:** Questions and feedback for "
                f"{service.settings.keep_days} days, under a code instead of your name. Of what is asked "
                "privately, or about somebody else's message, only that it was. **I was there** is kept "
                "under your Discord id until you take it back. `/forget me` deletes yours now.",
                "-# Organisers: `/status` how I am, `/reindex` read the notes again, `/gaps` unanswered "
                "questions, `/schedule` yesterday's recap every day.",
            ),
        )
    )
