"""The buttons under notes that were handed in: of who hands them in, and of organisers who decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import discord

from bot.discord.cards.inbox import STATES
from bot.discord.commands.handed_in import HandedIn
from bot.discord.commands.notes import Notes, must_be_let_in
from bot.discord.commands.pressed import Pressed
from bot.discord.custom_ids import NotesButton
from bot.discord.gate import (
    Interaction,
    NotYoursError,
    admit_edit,
    must_organise,
    organises,
    serve,
    service_of,
)
from bot.discord.host import host_of
from bot.discord.message import notice, text_message
from bot.discord.send import respond, tell
from bot.service.submissions import Submission
from embeddings.errors import QuothError

_OTHERS = 5
"""Files of notes that are named which an approved one changed."""
_Act = Callable[[Interaction, HandedIn, Submission], Awaitable[None]]


def _must_be_theirs(interaction: Interaction, submission: Submission) -> None:
    if submission.user != interaction.user.id:
        raise NotYoursError("Only the person who hands this in can do this.")


async def _send(interaction: Interaction, handed_in: HandedIn, submission: Submission) -> None:
    """Hand in what was shown, and tell the organisers."""
    _must_be_theirs(interaction, submission)
    await must_be_let_in(interaction, service_of(interaction))
    inbox = handed_in.inbox_of(submission.server)
    await inbox.must_have_room(submission.server, interaction.user.id)
    waiting = await inbox.hand_in(submission)
    await respond(
        interaction, [text_message("Handed in. The organisers decide, and I tell you then.")], private=True
    )
    await handed_in.settle(waiting)


async def _drop(interaction: Interaction, handed_in: HandedIn, submission: Submission) -> None:
    """Forget what was shown."""
    _must_be_theirs(interaction, submission)
    await handed_in.inbox_of(submission.server).drop(submission)
    await respond(
        interaction, [text_message("Nothing was handed in, and I kept nothing of it.")], private=True
    )


async def _approve(interaction: Interaction, handed_in: HandedIn, submission: Submission) -> None:
    """Write what was handed in among the notes."""
    must_organise(interaction)
    approved, otherwise = await handed_in.inbox_of(submission.server).approve(submission)
    await handed_in.settle(approved)
    if otherwise:
        shown = ", ".join(otherwise[:_OTHERS])
        more = f" and {len(otherwise) - _OTHERS} more" if len(otherwise) > _OTHERS else ""
        words = f"Other notes read otherwise since: {shown}{more}. /notes remove takes this out again."
        await tell(interaction, notice(words))


async def _refuse(interaction: Interaction, handed_in: HandedIn, submission: Submission) -> None:
    """Take nothing of what was handed in."""
    must_organise(interaction)
    await handed_in.settle(await handed_in.inbox_of(submission.server).refuse(submission))


async def _remove(interaction: Interaction, handed_in: HandedIn, submission: Submission) -> None:
    """Take back, or out of the notes, what was handed in."""
    if not organises(interaction):
        _must_be_theirs(interaction, submission)
    removed = await handed_in.inbox_of(submission.server).remove(submission)
    await respond(interaction, [text_message(STATES["removed"])], private=True)
    await handed_in.settle(removed, knows=interaction.user.id)


ACTS: Mapping[str, _Act] = {
    "send": _send,
    "drop": _drop,
    "approve": _approve,
    "refuse": _refuse,
    "remove": _remove,
}
"""What the buttons are for, by the acts that custom ids name."""


class NotesButtons(
    Pressed[NotesButton], discord.ui.DynamicItem[discord.ui.Button[Any]], template=NotesButton.TEMPLATE
):
    """Any of the buttons under notes that were handed in, also after a restart."""

    KIND = NotesButton

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button is for."""
        await serve(interaction, lambda: self._press(interaction))

    async def _press(self, interaction: Interaction) -> None:
        act = ACTS.get(self.found.act)
        if act is None:
            raise QuothError("That button is from an older version of me: please ask again.")
        if await admit_edit(interaction) is None:
            return
        handed_in = handed_in_of(interaction)
        submission = await handed_in.inbox_of(interaction.guild_id).find(self.found.key, interaction.guild_id)
        await act(interaction, handed_in, submission)


def handed_in_of(interaction: Interaction) -> HandedIn:
    """Return what the bot that an interaction came to has in hand."""
    return cast(Notes, host_of(interaction).get_cog(Notes.__name__)).handed_in
