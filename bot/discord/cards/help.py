"""What /help says."""

from __future__ import annotations

from bot.discord.cards.parts import SESSION_COLOUR, card, own
from bot.discord.message import Message
from bot.render.labels import counted, counted_sessions
from bot.service.service import LONGEST_QUESTION, Service


def help_message(service: Service) -> Message:
    """Return what a person needs to know, in a few words."""
    known = (
        f" Just now I know {counted_sessions(service.suggestions.sessions)}."
        if service.ready.is_set()
        else f" {service.missing}"
        if service.missing
        else ""
    )
    return Message(
        parts=(
            card(
                SESSION_COLOUR,
                own(
                    "### How to ask me",
                    "I answer from the team's session notes **in their own words**, with file and line, and "
                    f"say so where they hold nothing.{known}",
                ),
                own(
                    "**Ask:** `/ask`, mention me, or send me a direct message, in up to "
                    f"{LONGEST_QUESTION} characters. `/ask private:True` answers you alone. "
                    "On a message: right-click, Apps, **Ask the notes about this**."
                ),
                own(
                    "**Ask on:** Reply to my answer with its @ **on** (else Discord does not show me your "
                    "words), or pick **Go on in a thread** and mention me there."
                ),
                own("**Look around:** `/sessions` `/session` `/speaker` `/speakers` `/links` `/days`"),
                own(
                    "**The day after:** `/recap` tells a day; you see it first, then may share it. "
                    "`/announced` quotes launches, savings, figures. With **I was there** others may ask you."
                ),
                own(
                    "**What I keep:** Questions and feedback for "
                    f"{counted(service.settings.keep_days, 'day')}, under a code; of what is asked "
                    "privately, or about somebody else's message, only that it was; **I was there** under "
                    "your Discord id. `/forget me` deletes yours now."
                ),
                own(
                    "**Notes of your own:** `/notes add` shows you how I read a file, and organisers decide, "
                    "once they have begun with `/notes set`. I keep your Discord id with it."
                ),
                own(
                    "-# Organisers: `/status` how I am, `/reindex` read the notes again, `/gaps` unanswered "
                    "questions, `/schedule` yesterday's recap every day."
                ),
            ),
        )
    )
