"""Files that are not as they were: not writable, newer, corrupted, truncated."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.discord.error_messages import words_for
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.errors import LibraryError
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes
from tests.faults.helpers import QUESTION, many, state
from tests.loopback.actors import TOKEN
from tests.paths import ROOT


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
        "from embeddings.library import Library\nfrom tests.fakes import FakeEmbedder\n"
        "opened = Library(Path(sys.argv[2]), Path(sys.argv[1], 'library.db'), FakeEmbedder())\n"
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
    BotDatabase.open(tmp_path / "memory.db", keep_days=9).close()
    with closing(sqlite3.connect(tmp_path / name)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = (tmp_path / name).read_bytes()
    arguments = ["ingest", str(notes)] if name == "library.db" else ["run", "--notes", str(notes)]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from bot.cli.main import main; main()",
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
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    library.close()
    whole = library.path.read_bytes()
    served = 0
    told: list[tuple[str, str | None]] = []
    for page in range(1, len(whole) // 4096, 7):
        library.path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        opened = Library(notes, library.path, FakeEmbedder())
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


def test_a_corrupted_page_in_the_database_is_told(tmp_path: Path) -> None:
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    for number in range(500):
        database.replies.keep(Reply(f"k{number}", "p", "ask", "what? " * 20))
    database.close()
    data = bytearray((tmp_path / "memory.db").read_bytes())
    data[4096 * 3 :] = b"\xa5" * (len(data) - 4096 * 3)
    (tmp_path / "memory.db").write_bytes(data)

    def read() -> None:
        opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
        try:
            for number in range(500):
                opened.replies.find(f"k{number}")
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
    opened = Library(notes, library.path, FakeEmbedder())
    assert state(opened) == before
    opened.close()


def test_an_index_with_altered_vectors_under_the_right_ids_changes_no_answer(
    library: Library, notes: Path
) -> None:
    """Defence: the checksum at the file's end; else other vectors would be compared with the question."""
    before = state(library)
    with library.reading() as snapshot:
        ids = snapshot.store.vector_ids().tolist()
        vectors = snapshot.store.vectors(ids, snapshot.embedder.dimension).tobytes()
    library.close()
    (file,) = library.path.parent.glob("library.*.faiss")
    written = file.read_bytes()
    assert written.count(vectors) == 1
    file.write_bytes(written.replace(vectors, vectors[::-1]))
    opened = Library(notes, library.path, FakeEmbedder())
    assert state(opened) == before
    assert file.read_bytes() == written, "made again, for the next start"
    opened.close()
