"""The one place that turns an error into words for the person who met it.

In this order: an interaction that is gone gets nothing; what a person can mend (QuothError) is said as it
stands; a missing permission is named; anything else is a defect, which is logged under a short number that
the person is told.
"""

from __future__ import annotations

import logging
import secrets

import discord
from discord import app_commands

from bot.service.connection import UnkeptError
from bot.service.service import ASK_SOMETHING
from embeddings.errors import EmptyQuestionError, LibraryError, ModelError, NotesError, QuothError

_GONE = (10003, 10062, 40060)
"""Discord: unknown channel; unknown interaction; it was acknowledged already."""
_log = logging.getLogger(__name__)


def words_for(error: BaseException, lacking: str = "") -> str | None:
    """Return what to tell the person; None where nobody is there to be told.

    ``lacking`` names the permissions that the bot has not where it met the error (see ``permissions``).
    """
    while isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        return None
    if isinstance(error, UnkeptError):
        _log.error("%s", error)
        return "I cannot keep that just now: please try again in a minute. If it stays so, tell an organiser."
    if isinstance(error, (NotesError, LibraryError, ModelError)):
        # Names of files are for the organiser's eyes; the log has them.
        _log.error("%s", error)
        return "The notes cannot be read just now. An organiser can see why with /status."
    if isinstance(error, EmptyQuestionError):
        return ASK_SOMETHING
    if isinstance(error, QuothError):
        return str(error).replace("`quoth sessions`", "/sessions")
    if isinstance(error, app_commands.NoPrivateMessage):
        return "This works in a server only."
    if isinstance(error, discord.Forbidden):
        _log.warning("Discord refused (code %d): the bot lacks %s.", error.code, lacking or "a permission")
        return (
            f"Discord does not let me do that here: I lack {lacking or 'a permission'} in this channel. "
            "Whoever manages the server can change that."
        )
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return "Discord still shows a command that I no longer have. Reload Discord, or ask with /ask."
    number = secrets.token_hex(3)
    _log.error("Defect %s", number, exc_info=error)
    return f"Something went wrong on my side. An organiser can find it in the log under {number}."
