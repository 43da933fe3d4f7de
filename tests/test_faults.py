"""Faults, injected one by one: a clear sentence, the service goes on where it can, nothing accepted is lost,
nothing half-written is served.

What is not here is where the thing itself is tested: SIGKILL in an ingest in ``test_kill.py``, FAISS files in
``test_vectors.py``, a broken gateway connection in ``test_bot_wire.py``, an unwritable root and no temporary
files in ``test_container.py``, damaged backups in ``test_backup.py``. The README has the table.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import resource
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.asker import Query
from bot.client import QuothBot
from bot.clock import Watched
from bot.desk import Desk, memory_path
from bot.desks import Desks
from bot.failures import words_for
from bot.health import examine
from bot.memory import Memory, Reply, UnkeptError
from bot.pictures import attachments
from bot.settings import Settings
from embeddings.encoder import Encoded, Progress
from embeddings.errors import LibraryError, NotesError
from embeddings.library import Library
from embeddings.records import Image, Quote, Session
from tests.feedback import check_kept, write_until_killed
from tests.loopback.core import SmallCore
from tests.loopback.people import APP, TOKEN
from tests.loopback.server import running
from tests.small import NOTES, SmallEncoder, write_notes

ROOT = Path(__file__).parent.parent
QUESTION = "how long does a reading fetched from tape take?"
KILLS = 50


def state(library: Library) -> tuple[object, ...]:
    answer = library.ask(QUESTION)
    return ([s.as_json() for s in library.sessions()], answer.quotes, [m.session.id for m in answer.matches])


def many(name: str) -> dict[str, str]:
    return {f"more{n}.md": NOTES["day1.md"].replace("Tidal", f"{name} {n}") for n in range(12)}


@asynccontextmanager
async def desk_at(folder: Path, core: Any = None) -> AsyncIterator[Desk]:
    core = core or SmallCore.at(folder)
    settings = Settings(notes=core.notes, library=folder / "library.db", watch=False)
    desk = Desk(settings, core, Memory.open(memory_path(settings.library), keep_days=9))
    try:
        await desk.start()
        yield desk
    finally:
        await desk.close()


# ---------------------------------------------------------------------- the disk is full

INGEST = """
import sys
from pathlib import Path
from embeddings.errors import QuothError
from embeddings.library import Library
from tests.small import SmallEncoder
try:
    Library(Path(sys.argv[1]), Path(sys.argv[2]), SmallEncoder()).refresh()
except QuothError as error:
    sys.exit(str(error))
"""


def _limited(size: int) -> Callable[[], None]:
    """Let the process write no file beyond ``size`` bytes: what stands in for a full disk anywhere."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_in_an_ingest_leaves_the_library_as_it_was(
    library: Library, notes: Path, tmp_path: Path
) -> None:
    before = state(library)
    write_notes(notes, many("Amber"))
    size = max(path.stat().st_size for path in tmp_path.glob("library.db*"))
    done = subprocess.run(
        [sys.executable, "-c", INGEST, str(notes), str(library.path)],
        cwd=ROOT,
        preexec_fn=_limited(size + 4096),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "free some disk space" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(library) == before
    library.refresh()
    assert len(library.sessions()) > len(before[0])  # type: ignore[arg-type]


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="only root mounts a disk")
def test_a_disk_that_is_really_full(notes: Path, tmp_path: Path) -> None:
    """The same on a file system of 300 KB."""
    write_notes(notes, many("Amber"))
    disk = tmp_path / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=300k tmpfs "$1" && exec "$2" -c "$3" "$4" "$1/library.db"'
    arguments = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
        str(disk),
        sys.executable,
        INGEST,
        str(notes),
    ]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "free some disk space" in done.stderr
    assert "Traceback" not in done.stderr


def fill(memory: Memory) -> None:
    """Give the memory's connection not one page more, as a full disk does."""
    pages = memory._connection.execute("PRAGMA page_count").fetchone()[0]
    memory._connection.execute(f"PRAGMA max_page_count = {pages}")


def keep_until_full(memory: Memory) -> int:
    for number in range(10_000):
        try:
            memory.keep(Reply(f"k{number}", "p", "ask", "what? " * 100))
        except UnkeptError as error:
            assert "free some disk space" in str(error)  # noqa: PT017 - how far it got counts too
            return number
    raise AssertionError("it never filled")


async def test_a_full_disk_in_the_memory_stops_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk_at(tmp_path) as desk:
        _, kept = await desk.ask(1, Query("what do lighthouses send?"))
        fill(desk.memory)
        number = keep_until_full(desk.memory)
        answer, reply = await desk.ask(1, Query("what do lighthouses send? " * 20))
        assert answer.quotes
        await desk.sent(reply, [5])
        assert "A reply was not kept" in caplog.text
        assert await desk.reply(kept.key, None) == kept
        assert desk.memory.reply(f"k{number - 1}") is not None
        assert desk.memory.reply(f"k{number}") is None
        # And when there is room again, all is as ever.
        desk.memory._connection.execute("PRAGMA max_page_count = 1000000")
        _, later = await desk.ask(1, Query("tides?"))
        assert await desk.reply(later.key, None) == later


def test_who_gives_feedback_that_is_not_kept_is_told(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "memory.db", keep_days=9)
    for number in range(300):
        memory.keep(Reply(f"r{number}", "p", "ask", "what?"))
    fill(memory)
    kept = 0

    def judge_all() -> None:
        nonlocal kept
        for kept in range(300):
            memory.judge(f"r{kept}", "p" * 500, useful=True)

    with pytest.raises(UnkeptError) as caught:
        judge_all()
    assert words_for(caught.value) == (
        "I cannot keep that just now: please try again in a minute. If it stays so, tell an organiser."
    )
    assert memory.feedback() == (kept, 0)
    memory.close()


async def test_forgetting_what_is_old_goes_on_after_a_full_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``tend`` takes the error; else its task would end, and nothing be forgotten ever again."""
    monkeypatch.setattr("bot.desk._PRUNE_EVERY", 0.01)
    tries = 0

    def prune() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise UnkeptError("full")
        return 0

    async with desk_at(tmp_path) as desk:
        monkeypatch.setattr(desk.memory, "prune", prune)
        task = asyncio.create_task(desk.tend())
        async with asyncio.timeout(5):
            while tries < 3:
                await asyncio.sleep(0.01)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert "was not forgotten: full" in caplog.text


# ---------------------------------------------------------------------- files that are not as they were


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="only root mounts read-only")
def test_a_library_that_cannot_be_written_is_still_read(
    library: Library, notes: Path, tmp_path: Path
) -> None:
    """Defence: SQLite is told that nobody writes; else it wants to make the files of its log even to read."""
    kept = tmp_path / "kept"
    kept.mkdir()
    library.close()
    shutil.copy(library.path, kept / "library.db")
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c "$3" "$1" "$4"'
    code = (
        "import sys\nfrom pathlib import Path\nfrom embeddings.errors import QuothError\n"
        "from embeddings.library import Library\nfrom tests.small import SmallEncoder\n"
        "opened = Library(Path(sys.argv[2]), Path(sys.argv[1], 'library.db'), SmallEncoder())\n"
        f"print(opened.ask({QUESTION!r}).quotes[0].text)\n"
        "try:\n    opened.refresh()\nexcept QuothError as error:\n    print(error)\n"
    )
    arguments = ["unshare", "--mount", "sh", "-c", script, "sh", str(kept), sys.executable, code, str(notes)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *quote, refusal = done.stdout.splitlines()
    assert "eleven minutes" in " ".join(quote)
    assert "check" in refusal
    assert "permissions" in refusal


@pytest.mark.parametrize("name", ["library.db", "memory.db"])
def test_a_newer_file_ends_the_command_in_one_sentence(
    library: Library, notes: Path, tmp_path: Path, name: str
) -> None:
    Memory.open(tmp_path / "memory.db", keep_days=9).close()
    with closing(sqlite3.connect(tmp_path / name)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = (tmp_path / name).read_bytes()
    arguments = ["ingest", str(notes)] if name == "library.db" else ["run", "--notes", str(notes)]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            *arguments,
            "--library",
            str(library.path),
        ],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "newer Quoth" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / name).read_bytes() == before


async def test_a_corrupted_page_is_told_and_nothing_of_it_served(
    notes: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_notes(notes, many("Amber"))
    library = Library(notes, tmp_path / "library.db", SmallEncoder())
    library.refresh()
    library.close()
    whole = library.path.read_bytes()
    served = 0
    told: list[tuple[str, str | None]] = []
    for page in range(1, len(whole) // 4096, 7):
        library.path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        opened = Library(notes, library.path, SmallEncoder())
        try:
            answer = opened.ask(QUESTION)
        except LibraryError as error:
            told.append((str(error), words_for(error)))
            continue
        finally:
            opened.close()
        # A page that this question does not need: what is shown is still proved against the notes.
        served += 1
        assert all(opened.current(quote) for quote in answer.quotes)
    assert len(told) > served
    assert all("\n" not in sentence and str(library.path) in sentence for sentence, _ in told)
    kindly = "The notes cannot be read just now. An organiser can see why with /status."
    assert {words for _, words in told} == {kindly}
    assert "cannot be" in caplog.text


def test_a_corrupted_page_in_the_memory_is_told(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "memory.db", keep_days=9)
    for number in range(500):
        memory.keep(Reply(f"k{number}", "p", "ask", "what? " * 20))
    memory.close()
    data = bytearray((tmp_path / "memory.db").read_bytes())
    data[4096 * 3 :] = b"\xa5" * (len(data) - 4096 * 3)
    (tmp_path / "memory.db").write_bytes(data)

    def read() -> None:
        opened = Memory.open(tmp_path / "memory.db", keep_days=9)
        try:
            for number in range(500):
                opened.reply(f"k{number}")
        finally:
            opened.close()

    with pytest.raises(LibraryError, match=r"memory\.db cannot be used"):
        read()


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.99])
def test_a_truncated_index_changes_no_answer(library: Library, notes: Path, left: float) -> None:
    before = state(library)
    library.close()
    (index,) = library.path.parent.glob("library.*.faiss")
    data = index.read_bytes()
    index.write_bytes(data[: int(left * len(data)) if isinstance(left, float) else left])
    opened = Library(notes, library.path, SmallEncoder())
    assert state(opened) == before
    opened.close()


# ---------------------------------------------------------------------- the notes change under the ingest


class Vanishing(SmallEncoder):
    """Takes the notes away while they are embedded."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def encode_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        shutil.rmtree(self.folder)
        return super().encode_passages(texts, spans, progress)


def test_notes_that_vanish_in_an_ingest_are_not_quoted(library: Library, notes: Path) -> None:
    write_notes(notes, many("Amber"))
    other = Library(notes, library.path, Vanishing(notes))
    other.refresh()
    other.close()
    assert len(library.sessions()) > 30  # what was read is kept whole
    answer = library.ask(QUESTION)
    assert answer.quotes == ()  # but what cannot be proved is not shown
    with pytest.raises(NotesError, match="There is no folder"):
        library.refresh()
    assert len(library.sessions()) > 30
    write_notes(notes)
    library.refresh()
    assert len(library.sessions()) == 5
    assert library.ask(QUESTION).quotes


def test_a_file_that_vanishes_between_being_seen_and_being_read_is_left_out(
    library: Library, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def gone(path: Path) -> bytes:
        if path.name == "day2.md" and path.parent == notes:
            path.unlink()
        return read(path)

    write_notes(notes, {"day1.md": NOTES["day1.md"] + "\nOne more line.\n"})
    monkeypatch.setattr(Path, "read_bytes", gone)
    report = {file.file: file for file in library.refresh().files}
    assert report["day2.md"].status == "skipped"
    assert "no such file" in (report["day2.md"].reason or "")
    assert report["day1.md"].status == "changed"


def test_two_ingests_at_once_in_two_processes(notes: Path, tmp_path: Path) -> None:
    write_notes(notes, many("Amber"))
    command = [sys.executable, "-c", INGEST, str(notes), str(tmp_path / "library.db")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate()[1] for process in both]
    assert [(p.returncode, e) for p, e in zip(both, errors, strict=True)] == [(0, b"")] * 3
    library = Library(notes, tmp_path / "library.db", SmallEncoder())
    alone = Library(notes, tmp_path / "alone.db", SmallEncoder())
    alone.refresh()
    assert state(library) == state(alone)
    library.close()
    alone.close()


def test_a_note_of_fifty_megabytes_is_left_out_and_named(library: Library, notes: Path) -> None:
    """Defence: the size is looked at before a byte is read."""
    with (notes / "huge.md").open("wb") as file:
        file.write(b"# Huge\n\n" + b"word " * 10_000_000)
    tracemalloc.start()
    report = {file.file: file for file in library.refresh().files}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report["huge.md"].status == "skipped"
    assert "larger than" in (report["huge.md"].reason or "")
    assert peak < 20_000_000
    assert library.ask(QUESTION).quotes


# ---------------------------------------------------------------------- pictures


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _bombs() -> dict[str, bytes]:
    zeros = zlib.compressobj(9)
    packed = b"".join(zeros.compress(b"\0" * 1_000_000) for _ in range(60)) + zeros.flush()
    import io

    from PIL import Image as Pillow

    animated = io.BytesIO()
    frames = [Pillow.new("P", (64, 64), n % 250) for n in range(300)]
    frames[0].save(animated, "GIF", save_all=True, append_images=frames[1:])
    note = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0x7FFFFFFF) + b"zTXt"
    return {
        "wide": png(50_000, 50_000, packed),
        "just-too-many": png(7000, 7000, packed),
        "claims-little": png(64, 64, packed),
        "endless-text": note + zlib.compress(b"a" * 50_000_000),
        "frames": animated.getvalue(),
        "svg": b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><svg>&lol;</svg>',
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("wide", 0),
        ("just-too-many", 0),
        ("claims-little", 1),
        ("endless-text", 0),
        ("frames", 1),
        ("svg", 0),
    ],
)
def test_a_picture_bomb_costs_neither_memory_nor_the_answer(tmp_path: Path, name: str, shown: int) -> None:
    """Defence: types and pixels are checked before anything is decoded."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n", "bomb.png": _bombs()[name]})
    session = Session(
        id="s", title="T", event=None, day=None, date=None, file="n.md", line=1, end_line=9,
        images=(Image("a", "bomb.png", 3),),
    )  # fmt: skip
    quote = Quote("words", "n.md", 2, 2, "s")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = attachments(session, [quote], notes)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000  # KB; the widest bomb would fill 7.5 GB
    assert len(found) == shown


# ---------------------------------------------------------------------- the clock


async def test_a_clock_that_jumps_forgets_nothing_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Watched``; a clock that is set to another year would else empty the memory in a moment."""
    monkeypatch.setattr("bot.desk._PRUNE_EVERY", 0.01)
    now = [1_000_000.0]
    core = SmallCore.at(tmp_path)
    settings = Settings(notes=core.notes, library=tmp_path / "library.db", watch=False)
    memory = Memory.open(memory_path(settings.library), keep_days=9, clock=lambda: now[0])
    desk = Desk(settings, core, memory)
    memory.keep(Reply("k", "p", "ask", "what?"))
    monkeypatch.setattr("bot.desk.Watched", lambda: Watched(lambda: now[0], lambda: 0.0))
    task = asyncio.create_task(desk.tend())
    await asyncio.sleep(0.05)
    now[0] += 400 * 86_400
    async with asyncio.timeout(5):
        while "The clock jumped" not in caplog.text:
            await asyncio.sleep(0.001)
    now[0] -= 400 * 86_400
    await asyncio.sleep(0.05)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert memory.reply("k") is not None
    await desk.close()


def test_notes_from_the_future_and_the_past_are_taken_up(library: Library, notes: Path) -> None:
    for stamp in (4_000_000_000, 1):
        write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven", str(stamp))})
        os.utime(notes / "day1.md", (stamp, stamp))
        library.refresh()
        assert f"{stamp} minutes" in library.ask(QUESTION).quotes[0].text


# ---------------------------------------------------------------------- killed while feedback is written


def test_killed_at_any_moment_no_confirmed_feedback_is_lost(tmp_path: Path) -> None:
    path, number, confirmed = tmp_path / "memory.db", 0, list[int]()
    draw = random.Random(20210505)  # noqa: S311 - nothing secret
    for _ in range(KILLS):
        confirmed += write_until_killed(path, number, draw.uniform(0, 0.02))
        number = check_kept(path, confirmed)
    assert len(confirmed) > KILLS


# ---------------------------------------------------------------------- Discord is gone


async def test_an_hour_without_discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In virtual time: every wait of the client is noted and cut short."""
    passed = 0.0
    real_sleep = asyncio.sleep

    async def sleep(seconds: float, result: object = None) -> object:
        nonlocal passed
        passed += seconds
        await real_sleep(min(seconds, 0.001))
        return result

    async with running() as server, desk_at(tmp_path) as desk:
        bot = QuothBot(Desks(desk), guild_ready_timeout=0.05)
        task = asyncio.create_task(bot.start(TOKEN))
        async with asyncio.timeout(8):
            while not (server.gateway.connected.is_set() and bot.is_ready()):
                await real_sleep(0.01)
        server.gateway.away = True
        monkeypatch.setattr(asyncio, "sleep", sleep)
        passed = 0.0
        await server.gateway.drop()
        async with asyncio.timeout(30):
            while passed < 3600:
                await real_sleep(0.001)
        assert not (await examine(Desks(desk), bot.pulse)).well
        assert 3 < server.gateway.refused < 400  # it keeps trying, and leaves Discord alone in between
        await server.say(f"<@{APP}> what do lighthouses send?")  # meanwhile, a person asks
        server.gateway.away = False
        async with asyncio.timeout(30):
            await server.gateway.connected.wait()
        monkeypatch.setattr(asyncio, "sleep", real_sleep)
        await server.next_message(1)
        assert server.messages[0]["embeds"][0]["title"] == "Lighthouses that talk"
        assert (await examine(Desks(desk), bot.pulse)).well
        assert bot.pulse.reconnects == 1
        assert not task.done()
        await bot.close()
        with suppress(asyncio.CancelledError):
            await task


def test_the_log_is_quiet_where_nothing_is_wrong(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        library.ask(QUESTION)
        library.refresh()
    assert caplog.text == ""
