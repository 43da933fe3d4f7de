"""What processes tell each other through the database at once: uses, new notes, and whom to forget.

Nothing depends on it that must not be lost: whoever misses a notice, since they were not connected or a
pooler stands between that passes none on, counts a question less, sees a new state by looking for it, and
holds words in memory, which nothing leads to any more, for an hour at most.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

import psycopg

from bot.logs.troubles import Trouble
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.connection import STATES, Database, connect, guard

_USES = "quoth_uses"
"""The channel of who asked or pressed: the process that served them, and the use (``Limits.count``)."""
_FORGETS = "quoth_forgets"
"""The channel of who had themselves forgotten, as the bot's database knows people."""
_TURN = 0.2
"""Seconds for which it is listened before what is to be told is sent."""
_CONNECT_AGAIN = 2.0
_MOST = 1_000
"""Notices that wait to be sent, at most."""

_log = logging.getLogger(__name__)


class Notices:
    """One process's notices, sent and received by a thread of its own."""

    def __init__(
        self,
        address: DatabaseAddress,
        process: str,
        *,
        used: Callable[[str], object],
        written: Callable[[str], object],
        forgotten: Callable[[str], object],
    ) -> None:
        """``used`` is called with each use that another process served.

        ``written`` is called with the name of a library that was written, whoever did, and with "" where
        some may have been missed; ``forgotten`` with who had themselves forgotten, wherever. All are called
        in the thread.
        """
        self._address = address
        self._process = process
        self._used = used
        self._written = written
        self._forgotten = forgotten
        self._waiting: queue.Queue[tuple[str, str]] = queue.Queue(_MOST)
        self._stopped = threading.Event()
        self._listening = threading.Event()
        self._full = Trouble(_log, "Other processes are not told of all: %s.")
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def tell_use(self, use: str) -> None:
        """Tell the others of a use that this process served; blocks nobody."""
        self._tell(_USES, f"{self._process}\n{use}")

    def tell_forgotten(self, person: str) -> None:
        """Tell all of somebody who had themselves forgotten; blocks nobody."""
        self._tell(_FORGETS, person)

    def _tell(self, channel: str, payload: str) -> None:
        try:
            self._waiting.put_nowait((channel, payload))
        except queue.Full:
            self._full.tell("the database takes no notices")

    def wait_until_listening(self, seconds: float) -> bool:
        """Wait until notices are received; False where that takes longer."""
        return self._listening.wait(seconds)

    def close(self) -> None:
        """End the thread and its connection."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        away = Trouble(_log, "Other processes cannot be told, or heard, just now: %s")
        while not self._stopped.is_set():
            try:
                with guard(self._address), connect(self._address) as db:
                    db.execute(f"LISTEN {STATES}")
                    db.execute(f"LISTEN {_USES}")
                    db.execute(f"LISTEN {_FORGETS}")
                    away.over()
                    self._full.over()
                    self._written("")
                    self._listening.set()
                    self._exchange(db)
            except (LibraryError, psycopg.Error) as error:
                away.tell(error)
                self._stopped.wait(_CONNECT_AGAIN)

    def _exchange(self, db: Database) -> None:
        while not self._stopped.is_set():
            while not self._waiting.empty():
                db.execute("SELECT pg_notify(%s, %s)", self._waiting.get_nowait())
            for notice in db.notifies(timeout=_TURN):
                if notice.channel == STATES:
                    self._written(notice.payload)
                    continue
                if notice.channel == _FORGETS:
                    self._forgotten(notice.payload)
                    continue
                process, _, use = notice.payload.rpartition("\n")
                if process != self._process:
                    self._used(use)
