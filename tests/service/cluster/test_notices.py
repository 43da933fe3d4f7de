"""Processes with one database hear at once who asked, whom to forget, and that notes have a new state."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.service.cluster.notices import Notices
from bot.service.rate_limits import PRESSES, Limits
from embeddings.index.storage import in_database
from embeddings.library import Library
from tests import postgres
from tests.clocks import ManualClock
from tests.fakes import FakeEmbedder, write_notes
from tests.waiting import GUARD


class Process:
    """One process, with what it heard."""

    def __init__(self, name: str, closing: ExitStack) -> None:
        self.used: queue.Queue[str] = queue.Queue()
        self.written: queue.Queue[str] = queue.Queue()
        self.forgotten: queue.Queue[str] = queue.Queue()
        self.notices = Notices(
            postgres.fresh(),
            name,
            used=self.used.put,
            written=self.written.put,
            forgotten=self.forgotten.put,
        )
        closing.callback(self.notices.close)
        assert self.notices.wait_until_listening(GUARD)
        assert self.written.get(timeout=GUARD) == "", "who begins to listen may have missed something"


@pytest.fixture
def processes() -> Iterator[tuple[Process, Process]]:
    with ExitStack() as closing:
        yield Process("one", closing), Process("two", closing)


def test_a_person_is_counted_in_all_processes_and_once_in_each(processes: tuple[Process, Process]) -> None:
    one, two = processes
    here, there = (Limits(2, 9, clock=ManualClock(), known_as=lambda person: f"p{person}") for _ in processes)
    here.tell_others, there.tell_others = one.notices.tell_use, two.notices.tell_use
    assert here.take(7, 1) == there.take(7, 2) == 0
    here.count(one.used.get(timeout=GUARD))
    there.count(two.used.get(timeout=GUARD))
    assert here.take(7, 1) == there.take(7, 2) == 60
    assert here.take(8, 1) == 0
    assert two.used.get(timeout=GUARD).endswith("p8")
    assert one.used.empty(), "nobody hears themselves"


def test_who_had_themselves_forgotten_is_heard_of_by_all(processes: tuple[Process, Process]) -> None:
    one, two = processes
    one.notices.tell_forgotten("p7")
    assert [process.forgotten.get(timeout=GUARD) for process in (one, two)] == ["p7", "p7"]


def test_presses_are_counted_in_all_processes_and_against_no_question(
    processes: tuple[Process, Process],
) -> None:
    one, two = processes
    here, there = (Limits(1, 9, clock=ManualClock(), known_as=lambda person: f"p{person}") for _ in processes)
    here.tell_others = one.notices.tell_use
    for _ in range(PRESSES):
        assert here.press(7, 1) == 0
        there.count(two.used.get(timeout=GUARD))
    assert there.press(7, 2) == 60
    assert there.take(7, 2) == 0


def test_a_new_state_is_heard_by_all_once_it_is_kept(
    processes: tuple[Process, Process], tmp_path: Path
) -> None:
    address = postgres.fresh()
    library = Library(write_notes(tmp_path / "notes"), in_database(address), FakeEmbedder())
    library.refresh()
    assert [process.written.get(timeout=GUARD) for process in processes] == [address.library] * 2
    library.close()


def test_who_was_cut_off_listens_again_and_looks_what_was_missed(processes: tuple[Process, Process]) -> None:
    postgres.end_connections()
    for process in processes:
        assert process.written.get(timeout=GUARD) == ""
    processes[0].notices.tell_use("p1")
    assert processes[1].used.get(timeout=GUARD) == "p1"
