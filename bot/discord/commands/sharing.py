"""A recap before it is shared: the preview, the choice of channel and form, and the button that shares."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Self

import discord

from bot.discord.commands.channels import FORM_LABELS, KINDS, may_share
from bot.discord.custom_ids import RecapChoice
from bot.discord.embeds.recap import preview
from bot.discord.gate import Interaction, admit_edit, must_own, serve
from bot.discord.host import host_of
from bot.discord.recaps import tell_day
from bot.discord.send import embed_of, files_of, repeated
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.shares import FORMS, DayKey, Form


async def show_preview(
    interaction: Interaction, service: Service, reply: Reply, channel: int, form: Form
) -> None:
    """Show the preview of a kept recap to the person alone, with what is chosen."""
    told = await tell_day(service, _day_of(reply))
    message = preview(told.messages(form, service))
    view = controls(reply.key, channel, form) if interaction.guild is not None else None
    await repeated(
        lambda: interaction.edit_original_response(
            content=message.content,
            embeds=[embed_of(card) for card in message.cards],
            attachments=files_of(message),
            view=view,
        )
    )


async def share(interaction: Interaction, service: Service, reply: Reply, channel: int, form: Form) -> str:
    """Share a kept recap in a channel; return what to tell the person, with the address."""
    day, shares = _day_of(reply), service.database.shares
    target = may_share(interaction, channel, form)
    before = await service.off_loop(shares.find, target.id, day)
    begun = await service.off_loop(shares.begin, target.guild.id, target.id, day, form)
    address = await host_of(interaction).publisher.carry_out(begun)
    return f"Brought up to date: {address}" if before is not None else f"Shared: {address}"


def _day_of(reply: Reply) -> DayKey:
    event, label, date = json.loads(reply.asked)
    return event, label, date


def controls(key: str, channel: int, form: Form) -> discord.ui.View:
    """Return the choice of channel and form and the button that shares; all state is in their ids."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.ChannelSelect(
            custom_id=str(RecapChoice("where", key, channel, form)),
            channel_types=KINDS,
            placeholder="Where to share it",
            default_values=[discord.SelectDefaultValue.from_channel(discord.Object(channel))]
            if channel
            else [],
            row=0,
        )
    )
    options = [
        discord.SelectOption(label=label, value=value, default=value == form)
        for value, label in FORM_LABELS.items()
    ]
    view.add_item(
        discord.ui.Select(custom_id=str(RecapChoice("form", key, channel, form)), options=options, row=1)
    )
    view.add_item(
        discord.ui.Button(
            label="Share",
            custom_id=str(RecapChoice("share", key, channel, form)),
            style=discord.ButtonStyle.primary,
            disabled=not channel,
            row=2,
        )
    )
    view.stop()
    return view


class RecapChoices(discord.ui.DynamicItem[discord.ui.Item[Any]], template=RecapChoice.TEMPLATE):
    """The menus and the button under a preview, also after a restart."""

    def __init__(self, item: discord.ui.Item[Any], found: RecapChoice) -> None:
        """Made by discord.py from a use."""
        super().__init__(item)
        self._found = found

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        return cls(item, RecapChoice.read(match))

    async def callback(self, interaction: Interaction) -> None:
        """Show the preview with the new choice, or share."""
        await serve(interaction, lambda: self._use(interaction))

    async def _use(self, interaction: Interaction) -> None:
        # Before anything is looked up: Discord waits three seconds, a busy database may take ten.
        if (service := await admit_edit(interaction)) is None:
            return
        found = self._found
        reply = await service.reply(found.key, interaction.guild_id)
        must_own(interaction, service, reply)
        if found.kind == "share":
            words = await share(interaction, service, reply, found.channel, found.form)
            await repeated(
                lambda: interaction.edit_original_response(
                    content=words, embeds=[], attachments=[], view=None
                )
            )
            return
        data: Mapping[str, Any] = interaction.data or {}
        if not (values := [str(value) for value in data.get("values", ())]):
            return
        channel, form = found.channel, found.form
        if found.kind == "form":
            form = next((form for form in FORMS if form == values[0]), form)
        else:
            channel = int(values[0])
            picked = interaction.guild.get_channel(channel) if interaction.guild is not None else None
            forum = isinstance(picked, discord.ForumChannel)
            form = "forum" if forum else "cards" if form == "forum" else form
        await show_preview(interaction, service, reply, channel, form)
