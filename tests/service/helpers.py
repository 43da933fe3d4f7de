"""What tests of health share: a connection that stands, and a look that a busy machine cannot fail."""

from __future__ import annotations

from typing import Any

from bot.service.database import BotDatabase
from bot.service.health import Pulse, examine
from bot.service.health_socket import Health
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.tenants import Tenants
from tests.waiting import GUARD


def up() -> Pulse:
    """Return a pulse whose one connection stands."""
    pulse = Pulse()
    pulse.up()
    return pulse


async def look(service: Service, pulse: Pulse | None = None) -> Health:
    """Look how a bot with this one service is."""
    return await examine(Tenants(service), pulse or up(), patience=GUARD)


def kept_reply(database: BotDatabase, key: str, user: int = 1, **more: Any) -> Reply:
    """Keep a reply, by default to a question, and return it."""
    kept = Reply(key, database.person(user), more.pop("kind", "ask"), more.pop("asked", "what?"), **more)
    database.replies.keep(kept)
    return kept
