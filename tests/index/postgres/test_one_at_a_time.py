"""Of several processes with one database one reads the notes at a time; what it did is not done again."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from embeddings.index.address import DatabaseAddress
from embeddings.index.storage import in_database
from embeddings.index.stores.postgres.connection import parameters
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


def _idle(address: DatabaseAddress) -> None:
    """Ask now and then in one transaction, without end unless the database ends it."""
    with psycopg.connect(**parameters(address)) as other:
        while other.execute("SELECT 1").fetchone():
            pass


def test_a_database_that_ends_idle_transactions_does_not_end_the_turn() -> None:
    """Nothing is asked for as long as notes are embedded; many a managed database ends that."""
    address = postgres.fresh()
    one, two = in_database(address).store, in_database(address).store

    def give_up() -> None:
        raise GivesUpError

    with psycopg.connect(**parameters(address), autocommit=True) as organiser:
        organiser.execute("ALTER ROLE CURRENT_USER SET idle_in_transaction_session_timeout = '1ms'")
        try:
            with one.alone(lambda: None):
                with pytest.raises(psycopg.Error):
                    _idle(address)
                with pytest.raises(GivesUpError), two.alone(give_up):
                    pass
        finally:
            organiser.execute("ALTER ROLE CURRENT_USER RESET idle_in_transaction_session_timeout")
    one.close()
    two.close()
