"""Runs ``bot.discord.app.run`` as a process of its own against a loopback Discord.

python -m tests.loopback.process BASE GATEWAY [small]
"""

from __future__ import annotations

import logging
import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket

import embeddings.library
from bot.discord.app import run
from bot.settings import load_settings
from embeddings.errors import QuothError
from tests.loopback.core import SmallCore


def main() -> int:
    discord.http.Route.BASE = sys.argv[1]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[2])
    logging.basicConfig(level=logging.INFO)
    if sys.argv[3:] == ["small"]:
        # Where the model is not the point: the small core stands in for the library.
        embeddings.library.Library.open = (  # type: ignore[method-assign]
            lambda notes, *_, **__: SmallCore(notes)  # type: ignore[assignment]
        )
    try:
        return run(load_settings())
    except QuothError as error:
        sys.stderr.write(f"quoth: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
