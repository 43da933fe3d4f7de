"""Which notes? All tenants of a running bot, and the one place that says which of them serves whom.

A service knows its own library only. Whoever acts for a server, or for a person in a direct message, asks
``Tenants.of`` for the service and nothing else, and so cannot show what another server's notes say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from bot.service.clock import Clock
from bot.service.database import BotDatabase
from bot.service.errors import StoppedError
from bot.service.metrics import Meter
from bot.service.protocols import LibraryProtocol
from bot.service.servers import Servers
from bot.service.service import Service
from bot.settings import Settings
from embeddings.errors import QuothError

NO_NOTES = "There are no notes for this server. Whoever runs me can give it some."
ASK_THERE = (
    "Each server's notes are for that server alone, so I do not answer from them here: "
    "ask me in your server, with /ask or by mentioning me."
)

_log = logging.getLogger(__name__)


class Tenants:
    """The tenants, which share one database, one set of limits and figures, and one model."""

    def __init__(
        self, others: Service, *, own: Mapping[int, Service] | None = None, direct: Service | None = None
    ) -> None:
        """``own`` holds the services of servers by id, ``others`` serves all other servers.

        ``direct`` serves direct messages, ``others`` by default.
        """
        self.others = others
        self._own = dict(own or {})
        self._direct = direct or others
        self.begun = asyncio.Event()
        """Set once all notes were read, as far as they can be."""

    @classmethod
    def open(
        cls,
        settings: Settings,
        servers: Servers,
        library: Callable[[Settings], LibraryProtocol],
        database: BotDatabase,
        meter: Meter,
        clock: Clock | None = None,
    ) -> Tenants:
        """Set up the tenants that ``servers`` says; ``library`` opens the one that settings name."""
        default = library(settings) if servers.default else None
        first = Service(settings, default, database, meter, clock=clock, missing=NO_NOTES)
        others = first if servers.others else first.beside(settings, None, missing=NO_NOTES)
        direct = first if servers.direct else first.beside(settings, None, missing=ASK_THERE)
        own: dict[int, Service] = {}
        for one in servers.own:
            service = first.beside(one.settings, library(one.settings), name=one.name)
            own |= dict.fromkeys(one.servers, service)
        return cls(others, own=own, direct=direct)

    def of(self, server: int | None) -> Service:
        """Return the service of a server, or with None that of direct messages."""
        return self._direct if server is None else self._own.get(server, self.others)

    @property
    def all(self) -> tuple[Service, ...]:
        """All tenants, each once."""
        return tuple(dict.fromkeys((self.others, self._direct, *self._own.values())))

    @property
    def with_notes(self) -> tuple[Service, ...]:
        """The tenants that have notes, each once."""
        return tuple(service for service in self.all if service.missing is None)

    # ------------------------------------------------------------------ what they share

    @property
    def settings(self) -> Settings:
        """The bot's own settings, with the default notes."""
        return self.others.settings

    @property
    def database(self) -> BotDatabase:
        """The bot's database, which says of each entry what server it is of."""
        return self.others.database

    @property
    def clock(self) -> Clock:
        """The bot's clock, for whatever waits or looks at the time."""
        return self.others.clock

    @property
    def meter(self) -> Meter:
        """The figures."""
        return self.others.meter

    # ------------------------------------------------------------------ from the start to the end

    async def start(self, opened: Callable[[Service], None] = lambda _: None) -> None:
        """Read all notes, one after the other, and tell ``opened`` of each service when it is their turn.

        Notes that cannot be read, even because of a defect, are logged, and do not keep the others from being
        served; where none can, raises what the first raised. Raises StoppedError where the bot ends before.
        """
        failures: list[Exception] = []
        for service in self.with_notes:
            try:
                await service.start()
                _log.info("Ready with %d sessions (%s).", len(service.suggestions.sessions), service.name)
            except StoppedError:
                raise
            except Exception as error:  # noqa: BLE001 - the notes of one server would end the bot for all others
                failures.append(error)
                if len(failures) == len(self.with_notes):
                    raise failures[0] from None
                if isinstance(error, QuothError):
                    _log.error("The notes of %s cannot be read: %s", service.name, error)
                else:
                    _log.exception("The notes of %s cannot be read because of a defect.", service.name)
            opened(service)
        self.begun.set()

    async def finish(self, seconds: float) -> None:
        """Serve who is being served, for so long at most; others are told to come back."""
        await asyncio.gather(*(service.finish(seconds) for service in self.all))

    async def close(self) -> None:
        """Answer what was asked, then let go of everything."""
        first, *others = self.all
        await first.close(*others)
