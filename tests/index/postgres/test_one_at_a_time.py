"""Of several processes with one database one reads the notes at a time; what it did is not done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.index.storage import in_database
from embeddings.library import Library
from tests import postgres
from tests.fakes import FakeEmbedder


class GivesUpError(Exception):
    """Raised by who does not want to wait any longer."""


def test_who_comes_second_waits_for_the_first_and_finds_all_done(notes: Path) -> None:
    address = postgres.fresh()
    first = Library(notes, in_database(address), FakeEmbedder())
    second = Library(notes, in_database(address), FakeEmbedder())
    waited = in_database(address).store
    waited.create()
    with waited.alone(lambda: None):

        def give_up(*_: int) -> None:
            raise GivesUpError

        with pytest.raises(GivesUpError):
            second.refresh(give_up)
        with waited.read() as reader:
            assert reader.state is None, "nothing was written, and nothing embedded"
    assert first.refresh().embedded == 6
    assert second.refresh().embedded == 0
    for one in (first, second):
        one.close()
    waited.close()


def test_other_libraries_of_the_database_are_not_waited_for(notes: Path) -> None:
    busy, other = in_database(postgres.fresh()).store, in_database(postgres.fresh())
    with busy.alone(lambda: None):
        library = Library(notes, other, FakeEmbedder())
        assert library.refresh().embedded == 6
        library.close()
    busy.close()


def test_who_is_cut_off_from_the_database_leaves_the_turn_to_others() -> None:
    address = postgres.fresh()
    one, two = in_database(address).store, in_database(address).store
    with one.alone(lambda: None):
        postgres.end_connections()
        with two.alone(lambda: None):
            pass
    one.close()
    two.close()
