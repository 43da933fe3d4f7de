"""How often a person and a server may ask: checked before any work is done, held in a bounded memory."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

from bot.service.clock import Clock

WINDOW = 60.0
"""Seconds over which uses are counted."""


class RateLimit:
    """At most ``uses`` in any window of ``seconds``, for each key on its own."""

    def __init__(
        self,
        uses: int,
        seconds: float = WINDOW,
        *,
        clock: Clock | None = None,
        most_keys: int = 10_000,
    ) -> None:
        """``most_keys`` bounds the memory: the key that was unused longest is forgotten first."""
        self._uses = uses
        self._seconds = seconds
        self._clock = clock or Clock()
        self._most_keys = most_keys
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def wait(self, key: Hashable) -> int:
        """Return the whole seconds until ``key`` may be used, 0 when it may be now; counts nothing."""
        times = self._times.get(key)
        if times is None:
            return 0
        now = self._clock.monotonic()
        while times and times[0] <= now - self._seconds:
            times.popleft()
        return 0 if len(times) < self._uses else max(1, math.ceil(times[0] + self._seconds - now))

    def use(self, key: Hashable) -> None:
        """Count one use of ``key``."""
        self._times.setdefault(key, deque()).append(self._clock.monotonic())
        self._times.move_to_end(key)
        while len(self._times) > self._most_keys:
            self._times.popitem(last=False)


PRESSES = 3
"""Presses of buttons and menus that are let through for each question: they turn pages and cost little."""


_ASKED, _PRESSED = "asked", "pressed"
"""The kinds of use, as processes tell them each other."""


class Limits:
    """The limits of a person and of a server together; a use counts against both or neither."""

    def __init__(
        self,
        person_uses: int,
        server_uses: int,
        *,
        clock: Clock | None = None,
        known_as: Callable[[int], str] = str,
    ) -> None:
        """Both are questions and commands a minute; presses have ``PRESSES`` times as many of their own.

        ``known_as`` returns what stands for a person, in this process and in others.
        """
        self._known_as = known_as
        self.tell_others: Callable[[str], None] = lambda _: None
        """Called with each use that counts, in words for the ``count`` of other processes."""
        self._asked = RateLimit(person_uses, clock=clock), RateLimit(server_uses, clock=clock)
        self._pressed = (
            RateLimit(PRESSES * person_uses, clock=clock),
            RateLimit(PRESSES * server_uses, clock=clock),
        )
        self._told = RateLimit(1, clock=clock)

    def take(self, person: int, server: int | None) -> int:
        """Use a question or command if both limits allow it: returns 0, or the whole seconds to wait."""
        return self._take(_ASKED, self._asked, person, server)

    def press(self, person: int, server: int | None) -> int:
        """Use a press of a button or menu likewise."""
        return self._take(_PRESSED, self._pressed, person, server)

    def count(self, use: str) -> None:
        """Count a person's use that another process served."""
        kind, _, known = use.partition(" ")
        (self._pressed if kind == _PRESSED else self._asked)[0].use(known)

    def _take(self, kind: str, limits: tuple[RateLimit, RateLimit], person: int, server: int | None) -> int:
        wait = _use(*limits, known := self._known_as(person), server)
        if not wait:
            self.tell_others(f"{kind} {known}")
        return wait

    def tell(self, person: int) -> bool:
        """Whether to tell ``person`` by message that they must wait: once a minute, no more."""
        if self._told.wait(person):
            return False
        self._told.use(person)
        return True


def _use(people: RateLimit, servers: RateLimit, person: str, server: int | None) -> int:
    wait = max(people.wait(person), 0 if server is None else servers.wait(server))
    if wait:
        return wait
    people.use(person)
    if server is not None:
        servers.use(server)
    return 0
