"""/recap: a day in the notes' own words, seen first, then shared; /announced, /speakers; "I was there"."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import QuothBot
from bot.discord.commands.asking import suggest_days
from bot.discord.commands.browsing import show_list
from bot.discord.components import own, pages_of, service_of, waiting_for
from bot.discord.embeds.lists import announced_post, people_post
from bot.discord.embeds.recap import day_key, preview
from bot.discord.error_messages import words_for
from bot.discord.markdown import cut_escaped
from bot.discord.message import Message, notice
from bot.discord.publish import Publisher, tell_day
from bot.discord.send import acknowledge, acknowledge_edit, embed_of, files_of, repeated, tell
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.shares import FORMS, DayKey, Form
from embeddings.digest import announcements
from embeddings.digest.recap import Recap
from embeddings.errors import QuothError

Interaction = discord.Interaction[Any]
LABELS: dict[Form, str] = {
    "cards": "One message, a card a session",
    "thread": "A thread, a message a session",
    "forum": "A forum post, a message a session",
}
CHANNELS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]

_log = logging.getLogger(__name__)


class Recaps(commands.Cog):
    """What a day was like, for those who were elsewhere."""

    def __init__(self, bot: QuothBot) -> None:
        """Complete, once connected, what the last run left half done."""
        self.shares = bot.tenants.database.shares
        self.publisher = Publisher(bot, bot.tenants, self.shares)
        self._bot = bot

    async def cog_load(self) -> None:
        """Begin to complete what is unfinished."""
        self._bot.keep(self._complete())

    async def _complete(self) -> None:
        await self._bot.tenants.begun.wait()
        await self._bot.wait_until_ready()
        with self._bot.tenants.others.at_work():
            await self.publisher.complete()

    @app_commands.command()
    @app_commands.describe(day="Its label, date or event")
    @app_commands.autocomplete(day=suggest_days)
    async def recap(self, interaction: Interaction, day: str) -> None:
        """Tell a day in the notes' own words; you see it first and then choose where to share it."""
        service = service_of(interaction)
        with service.at_work():
            service.must_be_ready()
            if not await acknowledge(interaction, private=True):
                return
            found = await service.off_loop(service.core.recaps, day)
            key = day_key(the_day(found, day))
            reply = await service.keep(
                interaction.user.id,
                "recap",
                json.dumps(key, ensure_ascii=False),
                server=interaction.guild_id,
            )
            channel = interaction.channel if interaction.guild is not None else None
            here = channel.id if isinstance(channel, discord.TextChannel) else 0
            await self.show(interaction, reply, here, "cards")

    async def show(self, interaction: Interaction, reply: Reply, channel: int, form: Form) -> None:
        """Show the preview of a kept recap, with what is chosen."""
        service = service_of(interaction)
        told = await tell_day(service, _key_of(reply))
        post = preview(told.messages(form, service))
        view = controls(reply.key, channel, form) if interaction.guild is not None else None
        await repeated(
            lambda: interaction.edit_original_response(
                content=post.content,
                embeds=[embed_of(card) for card in post.cards],
                attachments=files_of(post),
                view=view,
            )
        )

    async def share(self, interaction: Interaction, reply: Reply, channel: int, form: Form) -> str:
        """Share a kept recap in a channel; gives the address of its first message."""
        service = service_of(interaction)
        key = _key_of(reply)
        target = may_share(interaction, channel, form)
        before = await service.off_loop(self.shares.find, target.id, key)
        share = await service.off_loop(self.shares.begin, target.guild.id, target.id, key, form)
        address = await self.publisher.carry_out(share)
        return f"Brought up to date: {address}" if before is not None else f"Shared: {address}"

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def announced(self, interaction: Interaction, day: str | None = None) -> None:
        """Quote what was announced: launches, savings, figures."""
        await show_list(interaction, "announced", day=day)

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def speakers(self, interaction: Interaction, day: str | None = None) -> None:
        """List who spoke, by name, with their sessions."""
        await show_list(interaction, "speakers", day=day)


def the_day(found: list[Recap], asked: str) -> Recap:
    """Return the one day that was meant; raises QuothError where several fit."""
    if len(found) > 1:
        names = "; ".join(dict.fromkeys(f"{r.title} ({r.date})" if r.date else r.title for r in found[:6]))
        raise QuothError(f"“{asked}” fits {len(found)} days: {names}. Name one by its date.")
    return found[0]


def _key_of(reply: Reply) -> DayKey:
    event, label, date = json.loads(reply.asked)
    return event, label, date


# ---------------------------------------------------------------------- choosing where


def controls(key: str, channel: int, form: Form) -> discord.ui.View:
    """Return the choice of channel and form and the button that shares; all state is in their ids."""
    view = discord.ui.View(timeout=None)
    state = f"{key}:{channel}:{form}"
    view.add_item(
        discord.ui.ChannelSelect(
            custom_id=f"r:where:{state}",
            channel_types=CHANNELS,
            placeholder="Where to share it",
            default_values=[discord.SelectDefaultValue.from_channel(discord.Object(channel))]
            if channel
            else [],
            row=0,
        )
    )
    options = [
        discord.SelectOption(label=label, value=value, default=value == form)
        for value, label in LABELS.items()
    ]
    view.add_item(discord.ui.Select(custom_id=f"r:form:{state}", options=options, row=1))
    view.add_item(
        discord.ui.Button(
            label="Share",
            custom_id=f"r:share:{state}",
            style=discord.ButtonStyle.primary,
            disabled=not channel,
            row=2,
        )
    )
    view.stop()
    return view


def may_share(
    interaction: Interaction, channel: int, form: Form
) -> discord.TextChannel | discord.ForumChannel:
    """Return the channel that a person may share into; raises QuothError where they, or the bot, may not."""
    guild = interaction.guild
    target = guild.get_channel(channel) if guild is not None else None
    if guild is None or not isinstance(target, (discord.TextChannel, discord.ForumChannel)):
        raise QuothError("Choose a channel of this server that I can see.")
    if isinstance(target, discord.ForumChannel) != (form == "forum"):
        raise QuothError(
            "A forum takes a forum post only: choose that form, or another channel."
            if isinstance(target, discord.ForumChannel)
            else "A forum post needs a forum: choose one, or another form."
        )
    if not isinstance(interaction.user, discord.Member) or not allowed(target, interaction.user, form):
        raise QuothError(f"You may not post that in #{target.name}, so I do not either for you.")
    if not allowed(target, guild.me, form, bot=True):
        raise QuothError(
            f"I may not post that in #{target.name}: I need to see it, write, embed links, attach files"
            + (" and open threads there." if form == "thread" else " there.")
        )
    return target


def allowed(
    channel: discord.TextChannel | discord.ForumChannel,
    member: discord.Member,
    form: Form,
    *,
    bot: bool = False,
) -> bool:
    """Tell whether somebody may post a recap of this form there."""
    may = channel.permissions_for(member)
    wanted = [may.view_channel, may.send_messages]
    if form == "thread":
        wanted += [may.create_public_threads, may.send_messages_in_threads]
    if bot:
        wanted += [may.embed_links, may.attach_files]
        wanted += [may.send_messages_in_threads] if form == "forum" else []
    return all(wanted)


class Chosen(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=r"r:(?P<what>where|form|share):(?P<key>[\w-]{1,40}):(?P<channel>\d{1,20}):(?P<form>cards|thread|forum)",
):
    """The menus and the button under a preview, also after a restart."""

    def __init__(self, item: discord.ui.Item[Any], what: str, key: str, channel: int, form: Form) -> None:
        """Made by discord.py from a use."""
        super().__init__(item)
        self._state = what, key, channel, form

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        form = next(form for form in FORMS if form == match["form"])
        return cls(item, match["what"], match["key"], int(match["channel"]), form)

    async def callback(self, interaction: Interaction) -> None:
        """Show the preview with the new choice, or share."""
        await served(interaction, lambda: self._use(interaction))

    async def _use(self, interaction: Interaction) -> None:
        what, key, channel, form = self._state
        service, group = service_of(interaction), group_of(interaction)
        # Before anything is looked up: Discord waits three seconds, a busy database may take ten.
        if not await acknowledge_edit(interaction):
            return
        reply = await service.reply(key, interaction.guild_id)
        own(interaction, service, reply)
        data: Mapping[str, Any] = interaction.data or {}
        values = [str(value) for value in data.get("values", ())]
        if what == "share":
            words = await group.share(interaction, reply, channel, form)
            await repeated(
                lambda: interaction.edit_original_response(
                    content=words, embeds=[], attachments=[], view=None
                )
            )
            return
        if not values:
            return
        if what == "form":
            form = next((form for form in FORMS if form == values[0]), form)
        else:
            channel = int(values[0])
            picked = interaction.guild.get_channel(channel) if interaction.guild is not None else None
            forum = isinstance(picked, discord.ForumChannel)
            form = "forum" if forum else "cards" if form == "forum" else form
        await group.show(interaction, reply, channel, form)


def group_of(interaction: Interaction) -> Recaps:
    """Return this group of the bot that an interaction came to."""
    group = interaction.client.get_cog("Recaps")
    if not isinstance(group, Recaps):
        raise TypeError("the group is not loaded")
    return group


async def served(interaction: Interaction, work: Callable[[], Awaitable[None]]) -> None:
    """Do what a button or menu is for; whatever goes wrong is told the person in words."""
    service = service_of(interaction)
    with service.at_work():
        try:
            if (refusal := waiting_for(interaction, service)) is not None:
                await tell(interaction, refusal)
                return
            service.must_be_ready()
            await work()
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would see nothing
            words = words_for(error)
            if words is not None:
                await tell(interaction, notice(words))


# ---------------------------------------------------------------------- who was there


class Here(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"r:here:(?P<share>\d{1,12}):(?P<place>\d{1,5}):(?P<number>\d{1,2})",
):
    """The button "I was there" below a session; pressed again it takes it back."""

    def __init__(self, button: discord.ui.Button[Any], share: int, place: int, number: int) -> None:
        """Made by discord.py from a press."""
        super().__init__(button)
        self._press = share, place, number

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        return cls(item, int(match["share"]), int(match["place"]), int(match["number"]))  # type: ignore[arg-type]

    async def callback(self, interaction: Interaction) -> None:
        """Note that the person was there, or take it back."""
        await served(interaction, lambda: self._turn(interaction))

    async def _turn(self, interaction: Interaction) -> None:
        share, place, number = self._press
        service, shares = service_of(interaction), group_of(interaction).shares
        if not await acknowledge(interaction, private=True):
            return
        shared = await service.off_loop(shares.share, share)
        parts = {part.place: part for part in await service.off_loop(shares.parts, share)}
        part = parts.get(place)
        known = shared is not None and shared.stands_in(interaction.guild_id)
        if interaction.guild_id is None or not known or part is None or number > len(part.sessions):
            raise QuothError("I no longer know which session that is: share the recap again.")
        session = await service.session(part.sessions[number - 1])
        person = service.database.person(interaction.user.id)
        there = await service.off_loop(
            service.database.presence.toggle, interaction.guild_id, session.id, person, interaction.user.id
        )
        title = cut_escaped(session.title, 200)
        words = (
            f"Noted: in this server `/session` names you as one to ask about **{title}**. "
            "Press again to take it back; `/forget me` takes back all."
            if there
            else f"Taken back: you are no longer named for **{title}**."
        )
        await tell(interaction, Message(content=words))


# ---------------------------------------------------------------------- lists


@pages_of("announced")
async def _announced(service: Service, reply: Reply, number: int) -> Message:
    found = await service.off_loop(service.core.announced, reply.day)
    title = " · ".join(part for part in ("What was announced", reply.day) if part)
    return announced_post(found, title, reply.key, number)


@pages_of("speakers")
async def _speakers(service: Service, reply: Reply, number: int) -> Message:
    title = " · ".join(part for part in ("Speakers", reply.day) if part)
    return people_post(announcements.speakers(await service.on_day(reply.day)), title, reply.key, number)


async def setup(bot: QuothBot) -> None:
    """Add this group."""
    bot.add_dynamic_items(Chosen, Here)
    await bot.add_cog(Recaps(bot))
