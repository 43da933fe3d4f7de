"""Recaps by the clock: begun each morning, tried again with growing pauses, brought up to date, given up.

Each morning gets a row (``bot.service.dues``), and whoever carries it out claims the row first. A claim lasts
longer than a try may take, so that what a killed process left is taken over, and nothing is done by two.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from bot.service.clock import Clock
from bot.service.connection import UnkeptError
from bot.service.dues import Due
from bot.service.mornings import bound, new_mornings, pause
from bot.service.publish import Publisher
from bot.service.schedules import Schedule
from bot.service.service import Service
from bot.service.shares import DayKey
from bot.service.tenants import Tenants
from embeddings.errors import LibraryError, UnknownDayError

_TRY = 600.0
"""Seconds that one try may take; a platform may have whoever sends much wait for minutes."""
_CLAIM = 900.0
"""Seconds for which a claim holds: longer than a try."""
_LOOK_AGAIN = 3600.0
"""Seconds after which what stands is compared with the notes again."""
_SET_BACK = 2 * 3600.0
"""Seconds ahead that no next try is: where one is, the system's time was set back."""
_AT_ONCE = 8
"""Servers that are seen to at once: one that has to wait keeps no other waiting."""
_TOLD = "/schedule show tells how it stands."

_log = logging.getLogger(__name__)


class Places(Protocol):
    """Where recaps are posted by the clock, as the platform knows it."""

    def serves(self, server: int) -> bool:
        """Tell whether this process is connected to a server."""

    def check(self, schedule: Schedule) -> None:
        """Raise QuothError, naming what is missing, where a recap could not be posted just now."""

    def explain(self, schedule: Schedule, error: BaseException) -> str:
        """Return why a recap could not be posted, in words for an organiser; a defect is logged."""

    async def tell(self, schedule: Schedule, words: str) -> bool:
        """Send the organiser of a schedule a message; False where trying again may help."""


class Scheduler:
    """Sees to the schedules of all servers that this process is connected to."""

    def __init__(
        self,
        tenants: Tenants,
        publisher: Publisher[Any],
        places: Places,
        days: Callable[[Service, dt.date], list[DayKey]],
        keep: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
    ) -> None:
        """``days`` returns the days of a date that the notes hold, and blocks; ``keep`` runs work beside."""
        self.clock: Clock = tenants.clock
        self._tenants = tenants
        self._publisher = publisher
        self._places = places
        self._days = days
        self._keep = keep
        self._busy: dict[int, asyncio.Task[None]] = {}
        """What is being done, by server."""
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._seen: dict[tuple[int, dt.date], tuple[int, str | None]] = {}
        """By server and date: the tries so far, and the state of the library that was looked at."""

    async def look(self) -> None:
        """See to what is due by now, and wait for it."""
        await self.begin()
        await asyncio.gather(*self._busy.values())

    async def begin(self) -> None:
        """Begin what is due by now; what goes wrong for one server keeps no other from its recap.

        Raises LibraryError where it cannot be read what is scheduled.
        """
        off_loop, database = self._tenants.others.off_loop, self._tenants.database
        schedules = [one for one in await off_loop(database.schedules.every) if self._is_served(one)]
        for schedule in schedules:
            await self._begin_mornings(schedule)
        dues = await off_loop(database.dues.every)
        for schedule in schedules:
            mine = [due for due in dues if due.server == schedule.server and self._is_due(due)]
            if mine and schedule.server not in self._busy:
                self._busy[schedule.server] = self._keep(self._see_to(schedule, mine))

    def _is_served(self, schedule: Schedule) -> bool:
        return self._tenants.of(schedule.server).ready.is_set() and self._places.serves(schedule.server)

    def _is_due(self, due: Due) -> bool:
        ahead = due.next - self.clock.time()
        if ahead <= 0 or ahead > _SET_BACK:
            return True
        # What waits for notes is looked at as soon as there are others.
        waits = not due.posted and due.trouble is None
        seen = self._seen.get((due.server, due.date)) if waits else None
        generation = self._tenants.of(due.server).generation
        return seen is not None and seen[0] == due.tries and seen[1] != generation

    async def _begin_mornings(self, schedule: Schedule) -> None:
        schedules, now = self._tenants.database.schedules, self.clock.now()
        try:
            if mornings := new_mornings(schedule, now):
                await self._tenants.others.off_loop(schedules.begin, schedule, mornings, now.timestamp())
        except LibraryError as error:
            _log.warning("A scheduled recap has to wait: %s", error)
        except Exception:  # noqa: BLE001 - the other servers' schedules are seen to all the same
            _log.exception("A scheduled recap has to wait because of a defect.")

    # ------------------------------------------------------------------ one server

    async def _see_to(self, schedule: Schedule, dues: Iterable[Due]) -> None:
        service = self._tenants.of(schedule.server)
        try:
            async with self._slots:
                for due in dues:
                    with service.at_work():
                        await self._try(service, schedule, due)
        except LibraryError as error:
            _log.warning("A scheduled recap has to wait: %s", error)
        except Exception:  # noqa: BLE001 - it is tried again once its claim is over
            _log.exception("A scheduled recap has to wait because of a defect.")
        finally:
            del self._busy[schedule.server]

    async def _try(self, service: Service, schedule: Schedule, due: Due) -> None:
        dues = service.database.dues
        if self.clock.now() >= bound(schedule, due.date):
            await self._give_up(service, schedule, due)
            return
        claimed = await service.off_loop(dues.claim, due, self.clock.time() + _CLAIM)
        if claimed is None:
            return
        posted, trouble = claimed.posted, None
        try:
            async with asyncio.timeout(_TRY):
                posted = await self._post(service, schedule, claimed) or posted
        except UnkeptError:
            raise
        except UnknownDayError:
            _log.info("The notes of a day changed while its recap was made.")
        except Exception as error:  # noqa: BLE001 - told to the organiser, and tried again
            trouble = self._places.explain(schedule, error)
            _log.warning("A scheduled recap could not be posted: %s", trouble)
        wait = _LOOK_AGAIN if posted and trouble is None else pause(claimed.tries)
        await service.off_loop(
            lambda: dues.note(claimed, self.clock.time() + wait, posted=posted, trouble=trouble)
        )
        await self._tell(service, schedule, claimed, posted=posted, trouble=trouble)

    async def _post(self, service: Service, schedule: Schedule, due: Due) -> bool:
        """Post the recap of a date, or bring it up to date; False where the notes do not hold it yet."""
        key, generation = (due.server, due.date), service.generation
        days = await service.off_loop(self._days, service, due.date)
        unchanged = self._seen.get(key, (0, None))[1] == generation
        shares = await service.off_loop(service.database.schedules.shares, schedule, days) if days else []
        for share in shares:
            if not share.finished:
                self._places.check(schedule)
                await self._publisher.carry_out(share)
            elif not unchanged:
                await self._publisher.bring_up_to_date(share)
        self._seen[key] = (due.tries, generation)
        return bool(shares)

    # ------------------------------------------------------------------ the organiser

    async def _tell(
        self, service: Service, schedule: Schedule, due: Due, *, posted: bool, trouble: str | None
    ) -> None:
        """Send the organiser one message about each trouble, and one when it is over."""
        if trouble == due.told or (trouble is None and not posted):
            return
        day = due.date.isoformat()
        if trouble is None:
            words = f"The recap of {day} is posted now."
        else:
            what = "brought up to date" if posted else "posted"
            words = f"The recap of {day} could not be {what}: {trouble} I go on trying. {_TOLD}"
        if await self._send(service, schedule, words):
            await service.off_loop(service.database.dues.tell, due, trouble)

    async def _give_up(self, service: Service, schedule: Schedule, due: Due) -> None:
        if not await service.off_loop(service.database.dues.drop, due):
            return
        self._seen.pop((due.server, due.date), None)
        if due.trouble is not None and not due.posted:
            day = due.date.isoformat()
            _log.warning("The recap of %s was given up: %s", day, due.trouble)
            words = f"I gave up posting the recap of {day}: {due.trouble} /recap can still share it."
            await self._send(service, schedule, words)

    async def _send(self, service: Service, schedule: Schedule, words: str) -> bool:
        """Send the organiser a message, unless they had themselves forgotten; False where it may go later."""
        now = await service.off_loop(service.database.schedules.of, schedule.server)
        return now is None or now.organiser is None or await self._places.tell(now, words)
