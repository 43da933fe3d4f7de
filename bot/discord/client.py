"""The Discord client: connects, keeps its commands in step, and ends in one sentence when it cannot go on.

A group of commands is a module of ``bot.discord.commands`` with ``async def setup(bot)``; a new one goes
into GROUPS.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.components import Picked, Pressed, service_of, waiting_for
from bot.discord.error_messages import words_for
from bot.discord.message import notice
from bot.discord.send import tell
from bot.logs.logs import set_up
from bot.service.database import BotDatabase, database_path
from bot.service.errors import StoppedError
from bot.service.health import Pulse, examine
from bot.service.health_socket import socket_path, telling
from bot.service.metrics import metering
from bot.service.protocols import LibraryProtocol
from bot.service.refresh import watch
from bot.service.servers import Servers, read_servers
from bot.service.service import Service
from bot.service.tenants import Tenants
from bot.settings import Settings, SettingsError
from embeddings.errors import QuothError

GROUPS = ("asking", "buttons", "browsing", "recap", "schedule", "privacy", "running")
"""The modules of ``bot.discord.commands``, in the order that /help shows them."""

BAD_INPUT = 2
"""Exit code: a setting, the notes or the token cannot be used; trying again will not help."""
NO_NETWORK = 3
"""Exit code: Discord cannot be reached; trying again later may help."""
DEFECT = 4
"""Exit code: a defect, which the log has."""
_SHARDS_WANTED = 4011
"""Discord closes a connection with this code where it would carry too many servers."""
_GRACE = 10.0
"""Seconds that people who are being served get at the end; container platforms kill after 10 more."""

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["QuothBot"]):
    """The commands, each use of which is counted before anything is done for it."""

    async def interaction_check(self, interaction: discord.Interaction[Any]) -> bool:
        """Let a command through unless its person or server used up their turns."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        refusal = waiting_for(interaction, service_of(interaction))
        if refusal is not None:
            await tell(interaction, refusal)
        return refusal is None

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Tell the person in words."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.error("Autocomplete failed.", exc_info=error)
        elif (words := words_for(error)) is not None:
            await tell(interaction, notice(words))


class QuothBot(commands.Bot):
    """The bot. It sees mentions, replies and direct messages only: no privileged intent is asked for."""

    def __init__(self, tenants: Tenants, **options: Any) -> None:
        """``options`` are discord.Client's."""
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            # Replies carry what they answer, and people are looked up nowhere: caches would only grow.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            activity=discord.CustomActivity("Ask me about the notes: /help"),
            **options,
        )
        self.tenants = tenants
        self.pulse = Pulse(tenants.clock)
        self.failure: Exception | None = None
        """Why the bot ended itself, where it did."""
        self._background: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Load the commands, tell Discord of them when they changed, and begin to read the notes."""
        self.add_dynamic_items(Pressed, Picked)
        for group in GROUPS:
            await self.load_extension(f"bot.discord.commands.{group}")
        self.keep(self._open_tenants())
        self.keep(self.tenants.others.tend())
        await self.sync_if_changed()

    def keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run background work until the bot ends."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background_done)
        return task

    def _background_done(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Background work ended.", exc_info=error)

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
            self.keep(watch(service, service.settings.notes))

    async def sync_if_changed(self) -> bool:
        """Send the commands to Discord when they, or where they go, changed since they were sent last."""
        service = self.tenants.others
        guild = service.settings.guild
        scope = discord.Object(guild) if guild is not None else None
        sent = await service.off_loop(service.database.recall, "commands")
        record: dict[str, Any] = json.loads(sent) if sent else {}
        now = {"digest": self._digest(), "guild": guild, "application": self.application_id}
        if record == now:
            return False
        if record and record.get("application") == self.application_id and record["guild"] != guild:
            # Left where they were, every command would be offered twice.
            await self._take_back(record["guild"])
        if scope is not None:
            self.tree.copy_global_to(guild=scope)
        try:
            await self.tree.sync(guild=scope)
        except (discord.Forbidden, discord.NotFound) as error:
            if guild is None:
                raise
            raise SettingsError(
                f"QUOTH_GUILD is {guild}: the bot may not add commands there; invite it to that server with "
                "the scope applications.commands, or unset QUOTH_GUILD."
            ) from error
        await service.off_loop(service.database.remember, "commands", json.dumps(now))
        _log.info("Sent the commands to Discord.")
        return True

    async def _take_back(self, guild: int | None) -> None:
        application = self.application_id or 0
        if guild is None:
            await self.http.bulk_upsert_global_commands(application, [])
            return
        try:
            await self.http.bulk_upsert_guild_commands(application, guild, [])
        except (discord.Forbidden, discord.NotFound):
            _log.info("The bot is no longer in server %d, so its commands there are gone.", guild)

    def _digest(self) -> str:
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        text = json.dumps(sorted(payload, key=lambda c: (c["type"], c["name"])), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    async def on_connect(self) -> None:
        """Note that the connection stands, for who asks how the bot is."""
        self.connected()

    async def on_resumed(self) -> None:
        """Note that the connection stands again."""
        self.connected()

    async def on_disconnect(self) -> None:
        """Note that the connection was lost; discord.py makes it again by itself."""
        self.pulse.down()

    def latency_of(self, server: int | None) -> float:  # noqa: ARG002 - where there are shards it matters
        """Give the seconds that Discord takes to answer on a server's connection; nan where unknown."""
        return self.latency

    def connected(self, shard: int = 0) -> None:
        """Note that a shard's connection stands, and count it where it had been lost."""
        if self.pulse.up(shard):
            _log.info("Shard %d is connected to Discord again.", shard)
            self.tenants.meter.reconnected(shard)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the group of commands that listens for them: there are no prefix commands."""

    async def on_error(self, event_method: str, /, *_arguments: Any, **_options: Any) -> None:
        """Log what no one caught."""
        _log.exception("Handling %s failed.", event_method)

    async def stop(self) -> None:
        """End gracefully: serve who is being served, then disconnect."""
        _log.info("Stopping.")
        await self.tenants.finish(_GRACE)
        await self.close()

    async def close(self) -> None:
        """Disconnect and let go of everything; may be called twice."""
        current = asyncio.current_task()
        for task in [task for task in self._background if task is not current]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await super().close()


class ShardedBot(QuothBot, commands.AutoShardedBot):
    """The bot over several connections, each of which carries a part of the servers; all else is done once.

    discord.py opens them, one each five seconds, and sends each server's events through its own.
    """

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
        """Give the seconds that Discord takes to answer on a server's connection; nan where unknown."""
        # Where discord.py finds a server's shard, and direct messages come by the first.
        shard = self.get_shard(((server or 0) >> 22) % (self.shard_count or 1))
        return self.latency if shard is None else shard.latency


def bot_for(tenants: Tenants, **options: Any) -> QuothBot:
    """Give the bot with as many connections as the settings say; ``options`` are discord.Client's."""
    shards = tenants.settings.shards
    if shards is None:
        return QuothBot(tenants, **options)
    return ShardedBot(tenants, shard_count=None if shards == "auto" else shards, **options)


# ---------------------------------------------------------------------- from the command line


def run(settings: Settings) -> int:
    """Run the bot until it is told to stop; gives the exit code, and one sentence on standard error."""
    token = settings.token.get_secret_value().strip() if settings.token else ""
    set_up(settings.log_format, token, settings.secret.get_secret_value() if settings.secret else "")
    # The bot does not speak, so nobody needs to be told what it would take.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    try:
        if not token:
            raise SettingsError(
                "DISCORD_TOKEN is not set: put the bot's token from the Discord developer portal there, "
                "or the path of a file that holds it into DISCORD_TOKEN_FILE."
            )
        if not token.isascii() or not token.isprintable() or " " in token:
            raise SettingsError(
                "DISCORD_TOKEN is no token: it is one word of letters, digits, dots and dashes; copy it "
                "again from the Discord developer portal."
            )
        asyncio.run(_run(settings, token))
    except KeyboardInterrupt:
        return 0
    except QuothError as error:
        return _end(str(error), BAD_INPUT)
    except discord.LoginFailure:
        return _end("Discord does not accept the token: copy it again from the developer portal.", BAD_INPUT)
    except discord.PrivilegedIntentsRequired:
        return _end("Discord refuses the bot's intents: reset them in the developer portal.", BAD_INPUT)
    except discord.HTTPException as error:
        return _refused(error)
    except (aiohttp.ClientError, OSError, discord.GatewayNotFound) as error:
        return _end(
            f"Discord cannot be reached ({type(error).__name__}): check the network, then start again.",
            NO_NETWORK,
        )
    except discord.ConnectionClosed as error:
        if error.code == _SHARDS_WANTED:
            return _end(
                "Discord wants the bot's servers divided among more connections: set QUOTH_SHARDS to auto, "
                "or to a larger number.",
                BAD_INPUT,
            )
        return _end(f"Discord ended the connection (code {error.code}): start again.", NO_NETWORK)
    except Exception:  # noqa: BLE001 - the last place that can say it in one sentence
        _log.exception("The bot ended by a defect.")
        return _end("The bot ended by a defect; the log has it. Start it again.", DEFECT)
    return 0


def _refused(error: discord.HTTPException) -> int:
    """End by what Discord answered: it is down, it does not let the bot in, or the bot asks what is wrong."""
    said = f"HTTP {error.status}, code {error.code}" if error.code else f"HTTP {error.status}"
    if error.status == 429 or error.status >= 500:
        return _end(f"Discord is not to be had just now ({said}): start again in a few minutes.", NO_NETWORK)
    _log.error("Discord refused a request at the start.", exc_info=error)
    if error.status in (401, 403, 404):
        return _end(
            f"Discord does not let the bot in ({said}): see in the developer portal that its application is "
            "there, and invite it again with the scopes bot and applications.commands.",
            BAD_INPUT,
        )
    return _end(f"Discord refuses a request as wrong ({said}): a defect, which the log has.", DEFECT)


def _end(sentence: str, code: int) -> int:
    sys.stderr.write(f"quoth: {sentence}\n")
    return code


async def _run(settings: Settings, token: str) -> None:
    servers = read_servers(settings)
    # Here, so that a wrong setting is told before the model's libraries are loaded.
    from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
    from embeddings.library import Library

    embedder = SentenceTransformerEmbedder(
        settings.model
    )  # one for all, since it is what takes time and memory

    def library(given: Settings) -> LibraryProtocol:
        return Library.open(given.notes, given.library, embedder=embedder)

    await serve(settings, servers, library, token)


async def serve(
    settings: Settings,
    servers: Servers,
    library: Callable[[Settings], LibraryProtocol],
    token: str,
    **options: Any,
) -> None:
    """Run the bot until SIGTERM or SIGINT; raises what ended it before.

    ``library`` opens the library that settings name; each is closed at the end.
    """
    secret = settings.secret.get_secret_value() if settings.secret else None
    with metering(settings.metrics_port) as meter:
        database = BotDatabase.open(
            database_path(settings.library), keep_days=settings.keep_days, secret=secret
        )
        tenants = Tenants.open(settings, servers, library, database, meter)
        await _serve(bot_for(tenants, **options), token)


async def _serve(bot: QuothBot, token: str) -> None:
    tenants = bot.tenants
    loop = asyncio.get_running_loop()
    stopping: list[asyncio.Task[None]] = []
    # Windows has none; there the process ends without a farewell.
    with suppress(NotImplementedError):
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, lambda: stopping.append(asyncio.create_task(bot.stop())))
    try:
        async with bot, telling(socket_path(tenants.settings.library), lambda: examine(tenants, bot.pulse)):
            await bot.start(token)
    finally:
        with suppress(NotImplementedError):
            for name in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(name)
        for task in stopping:
            await task
        await tenants.close()
        if bot.failure is not None:
            # Told instead of what came of closing in the middle of connecting.
            raise bot.failure
