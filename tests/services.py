"""The one way to make a service: the real library with the small embedder, over a small invented note.

A test that needs the library to block, to fail or to count does so in ``Controlled.before``.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from bot.service.clock import Clock
from bot.service.database import BotDatabase, database_place
from bot.service.metrics import Meter
from bot.service.service import Service
from bot.settings import Settings
from embeddings.digest.recap import Recap
from embeddings.index.address import Place
from embeddings.index.ingest import Report
from embeddings.index.protocols import Progress
from embeddings.library import Library
from embeddings.records import Answer, Session
from tests.fakes import FakeEmbedder
from tests.waiting import GUARD

NOTE = """# Harbour Days 2031 | Day 1 - Friday, May 2

## Lighthouses that talk

Ada Quill - Keeper - Foghorn Ltd

A lamp sends its state every minute, and *nobody* has to row out.
The keepers saved `40 %` of their diesel, more than any ferry did.

![The lamp](lamp.png)

[Recording](https://www.youtube.com/watch?v=lamp0000001)
[Code](https://github.com/foghorn/lamp)

## Mooring without ropes

Bo Tern - Pilot - Quayside
Ada Quill - Keeper - Foghorn Ltd

Magnets hold a ferry of 900 tons.
- Release takes two seconds
- Wind above 30 knots needs a rope

```
moor --force 12
```

The pilots steer by two lights on the pier, which burn from dusk until the last boat is in.
Before that they counted the posts aloud, and whoever sat in the bow threw a line.

A spare rope hangs beside the door of each engine room, painted red.
It was cut in the first winter by a seal, which the crew has forgiven.

Tern's employer measured how long passengers wait on the gangway before they may leave.
In the old days that was four minutes, since two people had to walk to either end.
Now the gangway drops as soon as the plates are cold, and the cook is the last one ashore.

What it costs was asked from the back of the room: about as much as a new propeller.
The plates come from a foundry inland that otherwise makes bells.

## Tides as a service

Cy Marsh - Hydrographer

Tide tables are served from a cache, and the cache is wrong twice a day.
"""
FILE = "day1.md"


class Gate:
    """Stands in the way of what calls it, until it is opened: ``before`` of a library or of an embedder.

    With a ``name`` only who calls with that name is held up.
    """

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._reached = threading.Event()
        self._opened = threading.Event()

    def __call__(self, name: str) -> None:
        if self._name in (None, name):
            self._reached.set()
            assert self._opened.wait(GUARD), "nobody opened the gate"

    async def until_reached(self) -> None:
        """Wait until somebody stands before it."""
        assert await asyncio.to_thread(self._reached.wait, GUARD), "nobody came to the gate"

    def open(self) -> None:
        """Let through who stands before it, and all who come later."""
        self._opened.set()


class Controlled(Library):
    """The real library, which counts what it is asked and calls ``before`` with each method's name first.

    ``before`` runs in the thread that the method is called in: it may wait there, raise, or note the call.
    """

    def __init__(self, notes: Path, place: Place, embedder: FakeEmbedder | None = None) -> None:
        super().__init__(notes, place, embedder or FakeEmbedder())
        self.place = place
        self.before: Callable[[str], object] = lambda _: None
        self.asked: list[tuple[str, str | None, str | None]] = []
        """Each question with the day and the session that it was kept to."""
        self.batches: list[int] = []
        """How many questions were asked at once, each time that there were several."""
        self.refreshes = 0
        self.closed = False

    @property
    def file(self) -> Path:
        """The one note."""
        return self.notes / FILE

    def edit(self, old: str, new: str) -> None:
        """Replace what the note says."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, text: str) -> None:
        """Write more at the end of the note."""
        self.file.write_text(f"{self.file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")

    @contextmanager
    def failing(self, method: str, error: Exception) -> Iterator[None]:
        """Have a method raise ``error`` within the block."""

        def fail(name: str) -> None:
            if name == method:
                raise error

        kept, self.before = self.before, fail
        try:
            yield
        finally:
            self.before = kept

    # ------------------------------------------------------------------ what is controlled

    def refresh(
        self, progress: Progress | None = None, *, replace_others: bool = False, as_newer: bool = True
    ) -> Report:
        self.refreshes += 1
        self.before("refresh")
        return super().refresh(progress, replace_others=replace_others, as_newer=as_newer)

    def warm(self) -> None:
        self.before("warm")
        super().warm()

    def generation(self) -> str | None:
        self.before("generation")
        return super().generation()

    def sessions(self, day: str | None = None) -> list[Session]:
        self.before("sessions")
        return super().sessions(day)

    def ask(
        self, text: str, *, day: str | None = None, session: str | None = None, after: Answer | None = None
    ) -> Answer:
        self.before("ask")
        self.asked.append((text, day, session))
        return super().ask(text, day=day, session=session, after=after)

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        self.before("ask_many")
        self.batches.append(len(texts))
        self.asked += [(text, None, None) for text in texts]
        return super().ask_many(texts)

    def recaps(self, day: str | None = None) -> list[Recap]:
        self.before("recaps")
        return super().recaps(day)

    def close(self) -> None:
        self.closed = True
        super().close()


def make_library(folder: Path, embedder: FakeEmbedder | None = None) -> Controlled:
    """Make the library of ``folder``, whose notes are written where there are none; it is not yet read."""
    notes = folder / "notes"
    if not notes.exists():
        notes.mkdir(parents=True)
        (notes / FILE).write_text(NOTE, encoding="utf-8")
    return Controlled(notes, folder / "library.db", embedder)


def make_service(
    folder: Path,
    library: Controlled | None = None,
    *,
    meter: Meter | None = None,
    clock: Clock | None = None,
    **given: Any,
) -> Service:
    """Make a service over the notes in ``folder``, with its database beside the library; not yet started.

    ``given`` are settings other than the defaults. The notes are not watched unless it says so.
    """
    library = library or make_library(folder)
    settings = Settings(
        **{"watch": False, "keep_days": 9, "notes": library.notes, "library": library.place, **given}
    )
    clock = clock or Clock()
    database = BotDatabase.open(database_place(settings.library), keep_days=settings.keep_days, clock=clock)
    return Service(settings, library, database, meter, clock=clock)


@asynccontextmanager
async def serving(folder: Path, library: Controlled | None = None, **given: Any) -> AsyncIterator[Service]:
    """Run a service, with its notes read, until the block ends."""
    service = make_service(folder, library, **given)
    try:
        await service.start()
        yield service
    finally:
        await service.close()


def library_of(service: Service) -> Controlled:
    """Return the library of a service that was made here."""
    assert isinstance(service.core, Controlled)
    return service.core
