"""Runs ``bot.discord.app.run`` as a process of its own against a loopback Discord.

python -m tests.loopback.process BASE GATEWAY [small [quick]]    the bot
python -m tests.loopback.process BASE GATEWAY commands [--sync]  ``quoth commands``
"""

from __future__ import annotations

import logging
import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.cli.main import main as main_of_quoth
from bot.discord.app import run
from bot.service.cluster import membership
from bot.settings import load_settings
from embeddings.errors import QuothError
from tests.loopback.server import Loopback
from tests.small_model import use_small_model


def command(server: Loopback, *arguments: str) -> tuple[str, ...]:
    """Return what runs this module against ``server``; ``arguments`` follow those that say where it is."""
    return (
        sys.executable,
        "-m",
        "tests.loopback.process",
        f"{server.base}/api",
        server.gateway.url,
        *arguments,
    )


async def _at_once(*_: object, **__: object) -> None:
    """Wait for nothing."""


def main() -> int:
    discord.http.Route.BASE = sys.argv[1]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[2])
    logging.basicConfig(level=logging.INFO)
    if sys.argv[3:4] == ["commands"]:
        sys.argv[1:] = sys.argv[3:]
        main_of_quoth()
    if sys.argv[3:5] == ["small", "quick"]:
        # Without the seconds that Discord wants between two shards, and soon noticed when it is gone.
        discord.Client.before_identify_hook = _at_once  # type: ignore[method-assign]
        membership.LOOK, membership.LEASE = 0.1, 5.0
    if sys.argv[3:4] == ["small"]:
        use_small_model()
    try:
        return run(load_settings())
    except QuothError as error:
        sys.stderr.write(f"quoth: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
