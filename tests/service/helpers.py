"""What tests of health share: a connection that stands, and a look that a busy machine cannot fail."""

from __future__ import annotations

from bot.service.health import Pulse, examine
from bot.service.health_socket import Health
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
