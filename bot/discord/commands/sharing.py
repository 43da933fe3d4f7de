"""A recap before it is shared: the preview, the choice of channel and form, and the button that shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import discord

from bot.discord.cards.recap import Choice, preview
from bot.discord.commands.channels import FORM_LABELS, is_announcements, may_share, must_be_able
from bot.discord.commands.pressed import Pressed
from bot.discord.custom_ids import RecapChoice, RecapTurn
from bot.discord.gate import Interaction, admit_edit, must_own, serve
from bot.discord.host import host_of
from bot.discord.message import text_message
from bot.discord.recaps import tell_day
from bot.discord.send import respond
from bot.service.errors import ForgottenError
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.shares import FORMS, DayKey, Form
from embeddings.errors import QuothError


async def show_preview(interaction: Interaction, service: Service, reply: Reply, choice: Choice) -> None:
    """Show a page of the preview of a kept recap to the person alone, with what is chosen."""
    told = await tell_day(service, _day_of(reply))
    forms = FORM_LABELS if interaction.guild is not None else None
    target = interaction.guild.get_channel(choice.channel) if interaction.guild is not None else None
    tags = (
        {tag.id: tag.name for tag in target.available_tags}
        if isinstance(target, discord.ForumChannel)
        else None
    )
    announced = isinstance(target, discord.TextChannel) and is_announcements(target)
    messages = told.messages(choice.form, service)
    message = preview(messages, choice, forms, tags=tags, announced=announced)
    await respond(interaction, [message], private=True)


async def share(interaction: Interaction, service: Service, reply: Reply, found: RecapChoice) -> str:
    """Share a kept recap as it was chosen; return what to tell the person, with the address."""
    day, shares = _day_of(reply), service.database.shares
    tag, publish = found.tag or None, found.kind == "publish"
    target = may_share(interaction, found.channel, found.form, tag=tag, publish=publish)
    begun = await service.off_loop(
        lambda: shares.begin(target.guild.id, target.id, day, found.form, tag=tag, publish=publish)
    )
    try:
        address = await host_of(interaction).publisher.carry_out(begun)
    except discord.Forbidden:
        # A permission went meanwhile: which one, is said where it is known by now.
        must_be_able(target, found.form, tag=tag)
        raise
    if begun.new:
        return f"Shared: {address}"
    stands = await service.off_loop(shares.share, begun.id)
    kept = f"\n{_kept(stands.form)}" if stands is not None and stands.form != found.form else ""
    return f"Brought up to date: {address}{kept}"


def _kept(form: Form) -> str:
    """Return words for a recap that stands in another form than was chosen now."""
    return f"It keeps the form in which it was shared here first: {FORM_LABELS[form].lower()}."


def _day_of(reply: Reply) -> DayKey:
    # A custom id may be made up, of the key of another reply of one's own.
    if reply.kind != "recap":
        raise ForgottenError("I no longer know what that reply was about: please ask again.")
    event, label, date = json.loads(reply.asked)
    return event, label, date


class RecapChoices(
    Pressed[RecapChoice], discord.ui.DynamicItem[discord.ui.Item[Any]], template=RecapChoice.TEMPLATE
):
    """The menus and the button under a preview, also after a restart."""

    KIND = RecapChoice

    async def callback(self, interaction: Interaction) -> None:
        """Show the preview with the new choice, or share."""
        await serve(interaction, lambda: self._use(interaction))

    async def _use(self, interaction: Interaction) -> None:
        # Before anything is looked up: Discord waits three seconds, a busy database may take ten.
        if (service := await admit_edit(interaction)) is None:
            return
        found = self.found
        reply = await service.reply(found.key, interaction.guild_id)
        must_own(interaction, service, reply)
        if found.kind in ("share", "publish"):
            words = await share(interaction, service, reply, found)
            await respond(interaction, [text_message(words)], private=True)
            return
        data: Mapping[str, Any] = interaction.data or {}
        if not (values := [str(value) for value in data.get("values", ())]):
            return
        if found.kind != "form" and not values[0].isdecimal():
            raise QuothError("Nothing was picked: choose a line of the menu.")
        channel, form, tag = found.channel, found.form, found.tag
        if found.kind == "tag":
            tag = int(values[0])
        elif found.kind == "form":
            form = next((form for form in FORMS if form == values[0]), form)
        else:
            channel, tag = int(values[0]), 0
            picked = interaction.guild.get_channel(channel) if interaction.guild is not None else None
            forum = isinstance(picked, discord.ForumChannel)
            form = "forum" if forum else "cards" if form == "forum" else form
        await show_preview(interaction, service, reply, Choice(found.key, channel, form, tag=tag))


class RecapTurns(
    Pressed[RecapTurn], discord.ui.DynamicItem[discord.ui.Button[Any]], template=RecapTurn.TEMPLATE
):
    """The buttons that turn the pages of a preview, also after a restart."""

    KIND = RecapTurn

    async def callback(self, interaction: Interaction) -> None:
        """Show the page."""
        await serve(interaction, lambda: self._turn(interaction))

    async def _turn(self, interaction: Interaction) -> None:
        if (service := await admit_edit(interaction)) is None:
            return
        found = self.found
        reply = await service.reply(found.key, interaction.guild_id)
        must_own(interaction, service, reply)
        choice = Choice(found.key, found.channel, found.form, found.page, found.tag)
        await show_preview(interaction, service, reply, choice)
