"""Several ingests, and questions, at the same time; what must meet does so at barriers, not by chance."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.index.ingest import Report
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.library import Library
from tests import postgres
from tests.fakes import NOTES, FakeEmbedder, write_notes
from tests.in_memory import in_memory
from tests.index.helpers import contents, made_afresh

PATIENCE = 120.0
"""Seconds after which something that should have come is taken for lost; never waited for otherwise."""

Opener = Callable[[], Storage]


@pytest.fixture(params=["file", "postgres", "in memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens one and the same library, each time as another process would where it is a file."""
    if request.param == "file":
        return lambda: in_file(tmp_path / "library.db")
    if request.param == "postgres":
        address = postgres.fresh()
        return lambda: in_database(address)
    only = in_memory()
    return lambda: only


def test_ingests_at_once_all_end_well(notes: Path, storage: Opener, request: pytest.FixtureRequest) -> None:
    # Of processes that share a database one works at a time, and the others find all done.
    together = 1 if "postgres" in request.node.name else 4
    reports: list[Report] = []
    failures: list[BaseException] = []
    all_looked = threading.Barrier(together)

    def run() -> None:
        # Each has seen the empty library before the first has written.
        first = iter([lambda: all_looked.wait(PATIENCE)])
        own = Library(notes, storage(), FakeEmbedder(before=lambda _: next(first, int)()))
        try:
            reports.append(own.refresh())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            failures.append(error)
        own.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [report.sessions for report in reports] == [5] * 4
    assert sorted(report.embedded for report in reports) == [0, 0, 0, 6], "three looked again"
    kept = storage().store
    assert contents(kept) == made_afresh(notes)
    with kept.read() as reader:
        assert reader.chunk_count() == len(reader.vector_ids()) == 6
    kept.close()


def _state_named(name: str) -> dict[str, str]:
    """Notes in which every session names the state: in its text, its speaker and its title."""
    return {
        "day1.md": "# Summit 2021 | Day 1 - Tuesday, May 4\n\n"
        + "\n\n".join(
            f"## Ropes number {number} {name}\n\n{name} Dorsey - Rigger - Self\n\n"
            f"The {name.lower()} splice was shown, and then shown again by the {name.lower()} rigger.\n"
            for number in range(8)
        )
    }


def test_readers_see_the_old_library_or_the_new_one_while_it_is_written(notes: Path, storage: Opener) -> None:
    writer = Library(notes, storage(), FakeEmbedder())
    states = [_state_named("Amber"), _state_named("Crimson")]
    write_notes(notes, states[0])
    (notes / "day2.md").unlink()
    writer.refresh()
    done = threading.Event()
    mixed: list[object] = []
    looked = threading.Condition()
    looks = [0, 0]

    def look() -> None:
        reader = Library(notes, storage(), FakeEmbedder())
        found = reader.sessions()
        names = {session.title.split()[-1] for session in found}
        names |= {speaker.name.split()[0] for session in found for speaker in session.speakers}
        answer = reader.ask("which splice was shown by the rigger?")
        said = {match.session.title.split()[-1] for match in answer.matches}
        said |= {m.session.speakers[0].name.split()[0] for m in answer.matches}
        if len(names) != 1 or len(said) > 1 or len(found) != 8:
            mixed.append((names, said, len(found)))
        reader.close()

    def read(number: int) -> None:
        while not done.is_set():
            try:
                look()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
                mixed.append(error)
            with looked:
                looks[number] += 1
                looked.notify_all()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(1, 13):
        write_notes(notes, states[turn % 2])
        before = list(looks)
        assert writer.refresh().changed
        with looked:  # each has begun and ended a look since, while this or the next state was written
            assert looked.wait_for(
                lambda: all(now >= then + 1 for now, then in zip(looks, before, strict=True)),  # noqa: B023
                PATIENCE,
            )
    done.set()
    for thread in threads:
        thread.join()
    writer.close()
    assert mixed == []


def test_one_library_answers_while_it_is_brought_up_to_date(notes: Path, storage: Opener) -> None:
    embedding, answered = threading.Event(), threading.Event()

    def before(_: str) -> None:
        embedding.set()
        assert answered.wait(PATIENCE)

    embedder = FakeEmbedder()
    library = Library(notes, storage(), embedder)
    library.refresh()
    write_notes(notes, {name: text.replace("tape", "disc") for name, text in NOTES.items()})
    embedder.before = before
    working = threading.Thread(target=library.refresh)
    working.start()
    assert embedding.wait(PATIENCE)
    for _ in range(3):
        assert library.ask("what is stored in the mine?").matches, "nobody waits for the embedding"
    assert working.is_alive()
    answered.set()
    working.join()
    assert "disc" in library.ask("what is disc?").as_json()["quotes"][0]["text"].lower()
    library.close()
