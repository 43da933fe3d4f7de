"""A run of the bot: from its settings to an exit code, which one sentence on standard error explains."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import discord

from bot.discord.client import CommandsAlone, QuothBot, bot_for
from bot.exit_codes import BAD_INPUT, DEFECT, NO_NETWORK
from bot.logs.logs import set_up
from bot.service.ask_socket import answering
from bot.service.cluster.membership import Alone, Member, joined
from bot.service.database import BotDatabase, database_place
from bot.service.health import examine
from bot.service.health_socket import socket_path, telling
from bot.service.metrics import metering
from bot.service.protocols import LibraryProtocol
from bot.service.refresh import take_up_other
from bot.service.servers import Servers, read_servers
from bot.service.service import Service
from bot.service.tenants import Tenants
from bot.settings import Settings, SettingsError, is_word
from bot.sources.errors import UnreachableError
from embeddings.errors import QuothError
from embeddings.index.address import DatabaseAddress, Place

_SHARDS_WANTED = 4011
"""Discord closes a connection with this code where it would carry too many servers."""

_log = logging.getLogger(__name__)


def run(settings: Settings) -> int:
    """Run the bot until it is told to stop; return the exit code, and one sentence on standard error."""
    return _ended(settings, _run)


def compare_commands(settings: Settings, tell: Callable[[bool], None], *, sync: bool) -> int:
    """Compare the commands that Discord has with ours, and with ``sync`` send ours; return the exit code.

    Calls ``tell`` with whether they differed. Neither notes nor the bot's database are touched.
    """

    async def compare(settings: Settings, token: str) -> None:
        database = BotDatabase.open(Path(":memory:"), keep_days=settings.keep_days)
        bot = CommandsAlone(Tenants(Service(settings, None, database)))
        try:
            async with bot:
                await bot.login(token)
                differed = await bot.registration.differs()
                if sync:
                    await bot.registration.bring_up_to_date(force=True)
        finally:
            await bot.tenants.close()
        tell(differed)

    return _ended(settings, compare)


def _ended(settings: Settings, work: Callable[[Settings, str], Coroutine[Any, Any, None]]) -> int:
    """Do what needs Discord, with the token; return the exit code, and one sentence on standard error."""
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
        if not is_word(token):
            raise SettingsError(
                "DISCORD_TOKEN is not a token: that is one word of letters, digits, dots and dashes; copy it "
                "again from the Discord developer portal."
            )
        asyncio.run(work(settings, token))
    except KeyboardInterrupt:
        return 0
    except UnreachableError as error:
        return _end(str(error), NO_NETWORK)
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
        _log.exception("The bot stopped because of a defect.")
        return _end("The bot stopped because of a defect, which the log has: start it again.", DEFECT)
    return 0


def _refused(error: discord.HTTPException) -> int:
    """End by what Discord answered: it is down, it does not let the bot in, or the bot asks what is wrong."""
    said = f"HTTP {error.status}, code {error.code}" if error.code else f"HTTP {error.status}"
    if error.status == 429 or error.status >= 500:
        return _end(f"Discord is not available just now ({said}): start again in a few minutes.", NO_NETWORK)
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
    from embeddings.index.embedders.choice import ModelChoice
    from embeddings.library import Library

    models = ModelChoice(settings.model)  # one for all, since a model is what takes time and memory

    def library(given: Settings) -> LibraryProtocol:
        return Library.open(given.folder, given.library, models=models)

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
    path = database_place(settings.library)
    # With "auto" Discord says how many shards there are, and one process has them all.
    total = settings.shards if isinstance(settings.shards, int) else 1
    async with joined(path, total) as member:
        with metering(settings.metrics_port) as meter:
            database = BotDatabase.open(path, keep_days=settings.keep_days, secret=secret)
            tenants = Tenants.open(settings, servers, library, database, meter)
            bot = bot_for(tenants, member.held, **options)
            with hearing(bot, path):
                await _serve(bot, token, member)


@contextmanager
def hearing(bot: QuothBot, database: Place) -> Iterator[None]:
    """Have the processes that share a database count questions together, see a new state at once, and forget
    together.
    """
    if not isinstance(database, DatabaseAddress):
        yield
        return
    from bot.service.cluster.notices import Notices

    loop, tenants = asyncio.get_running_loop(), bot.tenants

    def see(library: str) -> None:
        for service in tenants.with_notes:
            place = service.settings.library
            if not isinstance(place, DatabaseAddress) or library not in ("", place.library):
                continue
            if service.ready.is_set() and not service.stopping:
                bot.keep(take_up_other(service))

    def forget(person: str) -> None:
        tenants.database.words.forget(person)
        bot.exchanges.forget(lambda user: tenants.database.person(user) == person)

    notices = Notices(
        database,
        secrets.token_hex(8),
        used=lambda use: loop.call_soon_threadsafe(tenants.others.limits.count, use),
        written=lambda library: loop.call_soon_threadsafe(see, library),
        forgotten=lambda person: loop.call_soon_threadsafe(forget, person),
    )
    tenants.others.limits.tell_others = notices.tell_use
    tenants.database.tell_others = notices.tell_forgotten
    try:
        yield
    finally:
        notices.close()


async def _serve(bot: QuothBot, token: str, member: Alone | Member) -> None:
    tenants = bot.tenants
    loop = asyncio.get_running_loop()
    stopping: list[asyncio.Task[None]] = []
    # Windows has none; there the process ends without a farewell.
    with suppress(NotImplementedError):
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, lambda: stopping.append(asyncio.create_task(bot.stop())))

    async def stay() -> None:
        try:
            bot.failure = await member.keep(bot.hold)
        except Exception as error:  # noqa: BLE001 - raised again at the end; else it would serve nobody for ever
            bot.failure = error
        await bot.close()

    staying = asyncio.create_task(stay())
    try:
        settings = tenants.settings
        async with (
            bot,
            telling(socket_path(settings.library), lambda: examine(tenants, bot.pulse)),
            answering(settings.library, settings.folder, tenants.others.answer_here),
        ):
            await bot.start(token)
    finally:
        staying.cancel()
        with suppress(NotImplementedError):
            for name in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(name)
        for task in stopping:
            await task
        await tenants.close()
        if bot.failure is not None:
            # Told instead of what came of closing in the middle of connecting.
            raise bot.failure
