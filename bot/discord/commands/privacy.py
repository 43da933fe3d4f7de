"""What is kept of people: /forget me for everyone, /gaps for organisers."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord.commands.lists import show_list
from bot.discord.gate import Interaction, admit, organisers, service_of
from bot.discord.host import host_of
from bot.discord.message import Message
from bot.discord.send import respond
from bot.render.labels import counted


class Privacy(commands.Cog):
    """What the bot's database holds of people."""

    forget = app_commands.Group(name="forget", description="Have me forget what I keep.")

    @forget.command(name="me")
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete what I keep of you, now: questions, feedback, “I was there”, what you handed in."""
        # What was asked for is done also where Discord no longer waits for the answer.
        await admit(interaction, private=True, ready=False)
        service = service_of(interaction)
        user = interaction.user.id
        host_of(interaction).exchanges.forget(lambda person: person == user)
        stays = await service.off_loop(service.database.submissions.approved_of, user)
        count = await service.off_loop(service.database.forget, service.database.person(user), user)
        words = f"Forgotten: {counted(count, 'entry', 'entries')}." if count else "I kept nothing of you."
        lines = [f"{words} Buttons under my earlier replies to you no longer work."]
        if stays:
            lines.append("Notes of yours that were approved are the team's, and stay, without your name.")
        before = await service.off_loop(service.database.unknown_before)
        if before is not None:
            keep = counted(service.settings.keep_days, "day")
            lines.append(
                f"My key for people was changed <t:{int(before)}:f>: which entries from before that are "
                f"yours, I cannot tell. They go by themselves, {keep} after they came."
            )
        await respond(interaction, [Message(content="\n".join(lines))], private=True)

    @app_commands.command()
    @organisers
    async def gaps(self, interaction: Interaction) -> None:
        """For organisers: what people asked and the notes did not answer."""
        await show_list(interaction, "gaps")
