"""``chat``: asking on in a terminal, a question a line, each of which may go on about the reply before."""

from __future__ import annotations

from bot.cli.conversation import converse
from bot.cli.library import library_of
from bot.cli.options import DayOption, LibraryOption, NotesOption, WhyOption, settings_of
from bot.service.summaries import summariser_of


def chat(
    day: DayOption = None, why: WhyOption = False, notes: NotesOption = None, library: LibraryOption = None
) -> None:
    """Answer one question after the other, with follow-ups."""
    settings = settings_of(notes, library)
    with library_of(notes, library) as opened:
        converse(opened, settings.library, day, why=why, summariser=summariser_of(settings))
