"""Other users of the same machine: what they put among temporary files, and what they can read."""

from __future__ import annotations

import json
import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.service import connection, local_socket
from bot.service.ask_socket import _answers, ask_running
from bot.service.database import BotDatabase
from bot.service.health_socket import HealthError, ask_health
from bot.service.local_socket import among_temporary, beside
from embeddings.index.address import DatabaseAddress
from embeddings.records import Answer
from tests.attacks.defence import stands_only_by

LIBRARY = DatabaseAddress("postgresql://rigger@127.0.0.1/notes")
WAITS = 30.0
"""Seconds that a socket of the tests waits at most."""


@contextmanager
def answering(path: Path, answer: object) -> Iterator[list[str]]:
    """Answer everyone at a socket meanwhile; yields what was asked."""
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    other, _ = server.accept()
                    with other:
                        other.sendall(json.dumps(answer).encode() + b"\n")
                        other.settimeout(WAITS)
                        heard.append(other.recv(4096).decode())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(WAITS)


@pytest.fixture(name="put_there", params=["everybody may write there", "a link"])
def _put_there(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Have the folder of sockets among temporary files made by somebody else; yields it."""
    # Short, as a socket's address has to be.
    with tempfile.TemporaryDirectory() as place:
        monkeypatch.setattr(tempfile, "tempdir", place)
        folder, _ = among_temporary(LIBRARY)
        if request.param == "a link":
            (tmp_path / "theirs").mkdir(mode=0o700)
            folder.symlink_to(tmp_path / "theirs")
        else:
            folder.mkdir()
            folder.chmod(0o777)
        yield folder


@pytest.mark.usefixtures("put_there")
def test_nobody_is_asked_in_a_folder_that_others_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``local_socket._must_be_own``."""
    answer = Answer("What was said?", "answer", "The notes say:", (), (), (), (), None, ())
    forged = {"answer": _answers().dump_python(answer, mode="json")}
    with answering(beside(LIBRARY, "ask"), forged) as heard:

        def check() -> None:
            assert ask_running(LIBRARY, tmp_path, "What was said?", None) is None
            assert heard == []

        stands_only_by(monkeypatch, check, (local_socket, "_must_be_own", lambda _: None))


def test_nobody_tells_of_a_bot_in_a_folder_that_others_made(
    put_there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``local_socket._must_be_own``."""
    _, name = among_temporary(LIBRARY)
    with answering(put_there / f"{name}-1.sock", {"well": True, "sentence": "Well."}):

        def check() -> None:
            with pytest.raises(HealthError, match="is not this user's alone"):
                ask_health(LIBRARY)

        stands_only_by(monkeypatch, check, (local_socket, "_must_be_own", lambda _: None))


def test_what_people_asked_is_read_by_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``connection._keep_from_others``; also for a file that was made before."""
    earlier = tmp_path / "earlier.db"
    earlier.touch(mode=0o644)
    places = iter([tmp_path / "new.db", earlier, tmp_path / "another.db"])

    def check() -> None:
        for _ in range(2):
            place = next(places, tmp_path / "last.db")
            with closing(BotDatabase.open(place, keep_days=9)):
                for part in (place, place.with_name(f"{place.name}-wal")):
                    assert stat.S_IMODE(part.stat().st_mode) == 0o600

    stands_only_by(monkeypatch, check, (connection, "_keep_from_others", lambda _: None))
