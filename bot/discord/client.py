"""The Discord client: connects, keeps its commands in step, and says how its connections are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.discord import gate
from bot.discord.commands.groups import add_groups
from bot.discord.host import Host
from bot.discord.installs import contexts_of, installs_of
from bot.discord.once import tracing
from bot.discord.registration import Registration
from bot.discord.translator import PhraseTranslator
from bot.service.errors import StoppedError
from bot.service.health import Pulse
from bot.service.process_lock import RunningError
from bot.service.refresh import changes_below, fetches, take_up, watch
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import LibraryError

_GRACE = 10.0
"""Seconds that people who are being served get at the end; container platforms kill after 10 more."""

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["QuothBot"]):
    """The commands, all of which go through the gate."""

    async def _call(self, interaction: discord.Interaction[Any]) -> None:
        # discord.py has no public place that is around a whole command, its checks and its failure included.
        call = super()._call
        if interaction.type is discord.InteractionType.autocomplete:
            await call(interaction)
        else:
            await gate.serve(interaction, lambda: call(interaction))

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Tell the person in words; what autocomplete meets is logged only."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.error("Autocomplete failed.", exc_info=error)
        else:
            await gate.tell_error(interaction, error)


class QuothBot(Host):
    """The bot. It sees mentions, replies and direct messages only: no privileged intent is asked for."""

    def __init__(self, tenants: Tenants, **options: Any) -> None:
        """``options`` are discord.Client's."""
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        persons = tenants.settings.user_install
        super().__init__(
            tenants,
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=tracing(),
            allowed_installs=installs_of(persons=persons),
            allowed_contexts=contexts_of(persons=persons),
            # Replies carry what they answer, and people are looked up nowhere: caches would only grow.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            activity=discord.CustomActivity("Ask me about the notes: /help"),
            **options,
        )
        self.part = 0
        """The first of its shards when it began."""
        self.pulse = Pulse(tenants.clock)
        self.failure: Exception | None = None
        """Why the bot ended itself, where it did."""
        self.registration = Registration(self.tree, tenants.settings.guild)

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in and connect; after a pause where the bot was started again and again."""
        if await self._pause():
            await super().start(token, reconnect=reconnect)

    async def _pause(self) -> bool:
        """Wait as long as it should be waited; False where the bot was stopped meanwhile."""
        try:
            wait = await self.tenants.others.off_loop(self.tenants.database.logins.begin, self.part)
        except LibraryError as error:
            _log.warning("It was not noted that the bot logs in: %s", error)
            return True
        if not wait:
            return True
        _log.warning("The bot was started often of late: it logs in to Discord in %.0f s.", wait)
        # As background work it ends with the bot.
        waiting = self.keep(self.tenants.clock.sleep(wait))
        await asyncio.wait([waiting])
        return not waiting.cancelled()

    async def setup_hook(self) -> None:
        """Load the commands, tell Discord of them when they changed, and begin to read the notes."""
        await self.load_commands()
        self.keep(self._open_tenants())
        self.keep(self.tenants.others.tend())
        await self.registration.bring_up_to_date()

    async def load_commands(self) -> None:
        """Add the commands, with what they are called in the languages of Discord's clients."""
        await self.tree.set_translator(PhraseTranslator())
        await add_groups(self)

    async def _open_tenants(self) -> None:
        try:
            await self.tenants.start(self._watch)
        except StoppedError:
            _log.info("Stopped while the notes were being read; the library is as it was.")
            return
        except Exception as error:  # noqa: BLE001 - raised again at the end; else it would never be ready
            self.failure = error
            await self.close()

    def _watch(self, service: Service) -> None:
        if service.settings.watch:
            fetched = service.source is not None
            changes = (lambda _: fetches(service.clock)) if fetched else changes_below
            self.keep(watch(service, service.settings.folder, changes))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Send a server that invited the bot its commands: it lost them if the bot was sent away before."""
        await self._note(self.tenants.database.departures.back, guild.id)
        await self.registration.joined(guild.id, new=True)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that a server sent the bot away: what is kept of it goes after some days."""
        await self._note(self.tenants.database.departures.left, guild.id)

    async def on_ready(self) -> None:
        """Note which servers sent the bot away, or invited it again, while it was not running."""
        shards = self.shard_count or 1
        taken = shards if self.pulse.held is None else len(self.pulse.held) or 1
        await self._note(lambda part: self.tenants.database.logins.took(taken, part), self.part)
        present = {guild.id for guild in self.guilds}
        await self._note(lambda mine: self.tenants.database.departures.compare(present, mine), self.knows)

    async def _note(self, work: Callable[[Any], None], given: object) -> None:
        try:
            await self.tenants.others.off_loop(work, given)
        except LibraryError as error:
            _log.warning("What Discord told at the start, or of a server, was not noted: %s", error)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Look at the commands of a server that the bot was in already."""
        await self.registration.joined(guild.id, new=False)

    async def on_connect(self) -> None:
        """Note that the connection stands, for who asks how the bot is."""
        self.connected()

    async def on_resumed(self) -> None:
        """Note that the connection stands again."""
        self.connected()

    async def on_disconnect(self) -> None:
        """Note that the connection was lost; discord.py makes it again by itself."""
        self.pulse.down()

    def connected(self, shard: int = 0) -> None:
        """Note that a shard's connection stands, and count it where it had been lost."""
        if self.pulse.up(shard):
            _log.info("Shard %d is connected to Discord again.", shard)
            self.tenants.meter.reconnected(shard)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the group of commands that listens for them: there are no prefix commands."""

    async def on_error(self, event_method: str, /, *_arguments: Any, **_options: Any) -> None:
        """Log what no one caught; what the end of the bot cut off is no defect."""
        if self.is_closed():
            _log.info("Handling %s was cut off by the end.", event_method)
        else:
            _log.exception("Handling %s failed.", event_method)

    async def hold(self, held: frozenset[int]) -> None:
        """End where another process has the one part that there is: two would answer everything twice."""
        if not held:
            self.failure = RunningError(
                "Another process runs this bot since the connection to the database was lost: this one "
                "ends, and stands by when it is started again."
            )
            await self.close()

    async def stop(self) -> None:
        """End gracefully: serve who is being served, then disconnect."""
        _log.info("Stopping.")
        await self.tenants.finish(_GRACE)
        await self.close()


class CommandsAlone(QuothBot):
    """The bot as far as Discord's list of its commands is concerned: it logs in and does not connect."""

    async def setup_hook(self) -> None:
        """Load the commands, and nothing else."""
        await self.load_commands()


class ShardedBot(QuothBot, commands.AutoShardedBot):
    """The bot over several connections, each of which carries a part of the servers; all else is done once.

    discord.py opens them, one each five seconds, and sends each server's events through its own.
    """

    def __init__(self, tenants: Tenants, held: frozenset[int] | None = None, **options: Any) -> None:
        """``held`` are the shards that other processes leave to this one; None for all."""
        if held is not None:
            options["shard_ids"] = sorted(held)
        super().__init__(tenants, **options)
        self._held = self.pulse.held = held
        self.part = min(held, default=0) if held else 0
        self._ready_shards: set[int] = set()
        self._left: set[int] = set()
        """Those whose connections were ended for other processes."""

    def shard_of(self, server: int | None) -> int:
        """Return the shard that a server's events come by; direct messages come by the first."""
        return ((server or 0) >> 22) % (self.shard_count or 1)

    def serves(self, server: int | None) -> bool:
        """Tell whether a server is this process's to serve."""
        return self._held is None or self.shard_of(server) in self._held

    def knows(self, server: int) -> bool:
        """Tell whether Discord has said of a server whether the bot is in it."""
        return self.serves(server) and self.shard_of(server) in self._ready_shards

    async def hold(self, held: frozenset[int]) -> None:
        """Connect the shards that are held now, and end the connections of those that others are to have.

        Returns when who was being sent a recap there has it. With a number that Discord chose there is one
        process for all of them.
        """
        if self._held is None:
            await super().hold(held)
            return
        await self.wait_until_ready()
        for service in self.tenants.with_notes:
            resumes, service.serving = bool(held) and not service.serving, bool(held)
            if resumes:
                self.keep(take_up(service))
        gone = self._held - held
        self._held = self.pulse.held = held
        for shard, connection in self.shards.items():
            if shard not in held and not connection.is_closed():
                self._left.add(shard)
                self._ready_shards.discard(shard)
                await connection.disconnect()
        if gone:
            await self.publisher.finished(lambda server: self.shard_of(server) in gone)
        for shard in sorted(held):
            if shard not in self.shards:
                await self.launch_shard(DiscordWebSocket.DEFAULT_GATEWAY, shard)
            elif shard in self._left:
                self._left.discard(shard)
                await self.shards[shard].reconnect()

    async def on_shard_ready(self, shard: int) -> None:
        """Complete what another process left half done in the servers of a shard that was its own."""
        self._ready_shards.add(shard)
        if self.is_ready() and self.tenants.begun.is_set():
            with self.tenants.others.at_work():
                await self.publisher.complete(lambda server: self.shard_of(server) == shard)

    async def on_connect(self) -> None:
        """Leave it to ``on_shard_connect``, which says whose it is."""

    async def on_resumed(self) -> None:
        """Leave it to ``on_shard_resumed``."""

    async def on_disconnect(self) -> None:
        """Leave it to ``on_shard_disconnect``."""

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard's connection stands."""
        self.pulse.shards = self.shard_count or 1
        self.connected(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that a shard's connection stands again."""
        self.connected(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that a shard's connection was lost; discord.py makes it again by itself."""
        self.pulse.down(shard)

    def latency_of(self, server: int | None) -> float:
        """Return the seconds that Discord takes to answer on a server's connection; nan where unknown."""
        # Where discord.py finds a server's shard, and direct messages come by the first.
        shard = self.get_shard(self.shard_of(server))
        return self.latency if shard is None else shard.latency


def bot_for(tenants: Tenants, held: frozenset[int] | None = None, **options: Any) -> QuothBot:
    """Return the bot with as many connections as the settings say; ``options`` are discord.Client's.

    ``held`` are those that other processes leave to this one, None for all.
    """
    shards = tenants.settings.shards
    if shards is None:
        return QuothBot(tenants, **options)
    if shards == "auto":
        return ShardedBot(tenants, **options)
    return ShardedBot(tenants, held, shard_count=shards, **options)
