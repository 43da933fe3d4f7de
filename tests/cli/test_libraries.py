"""A library in a database, from the command line: made, copied; and what is said where it cannot."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.service.database import BotDatabase, database_place
from bot.settings import SettingsError, load_settings
from embeddings.errors import LibraryError, QuothError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.library import Library
from tests import postgres
from tests.index.helpers import contents
from tests.service.helpers import kept_reply

RUNNER = CliRunner()


def said(*arguments: str) -> str:
    """Return what a command prints; raises what it raises."""
    done = RUNNER.invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments: str) -> str:
    """Return why a command refuses, in one sentence."""
    with pytest.raises(QuothError) as told:
        RUNNER.invoke(app, arguments, catch_exceptions=False)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_library_goes_into_a_database_and_back_and_is_listed_from_there(
    library: Library, tmp_path: Path
) -> None:
    there, back = str(postgres.fresh()), tmp_path / "back.db"
    assert said("library", "copy", str(library.path), there) == f"5 sessions copied to {there}.\n"
    listed = [
        said("sessions", "--notes", str(library.notes), "--library", place) for place in (there, str(back))
    ]
    assert listed[0] == listed[1] != ""
    assert said("library", "copy", there, str(back)) == f"5 sessions copied to {back}.\n"
    first, second = SqliteStore(library.path), SqliteStore(back)
    assert contents(first) == contents(second)
    first.close()
    second.close()


def test_with_the_bot_what_it_keeps_goes_along(library: Library) -> None:
    beside = database_place(library.path)
    with closing(BotDatabase.open(beside, keep_days=9)) as bot:
        kept = kept_reply(bot, "k1")
    there = postgres.empty_bot()
    assert said("library", "copy", "--bot", str(library.path), str(there)).endswith(
        ", and 1 entry of the bot.\n"
    )
    with closing(BotDatabase.open(there, keep_days=9)) as bot:
        assert bot.replies.find("k1") == kept
    assert "--replace" in refused("library", "copy", "--bot", str(library.path), str(there))
    said("library", "copy", "--bot", "--replace", str(library.path), str(there))


def test_tables_are_made_by_a_command_and_once() -> None:
    address = str(postgres.address(postgres.migrated()))
    assert said("library", "migrate", "--library", address) == f"0 steps taken: {address} is up to date.\n"


def test_what_cannot_be_done_with_a_place_is_said_in_one_sentence(library: Library) -> None:
    there = str(postgres.fresh())
    assert "pg_dump" in refused("backup", "saved.zip", "--library", there)
    assert "no migration" in refused("library", "migrate", "--library", str(library.path))
    assert "same library" in refused("library", "copy", str(library.path), str(library.path))
    assert "There is no library" in refused("library", "copy", there, str(library.path))
    assert "expected" in refused("ingest", "--library", "postgresql://host")
    assert "PGPASSFILE" in refused("ingest", "--library", "postgresql://rigger:saltwater@host/notes")
    done = RUNNER.invoke(app, ["library", "copy", there])
    assert done.exit_code == 2
    assert "FROM TO" in done.output


def test_a_missing_driver_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    for module in ("psycopg", "embeddings.index.stores.postgres.store"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(LibraryError, match=r"pip install '\.\[postgres\]'"):
        RUNNER.invoke(
            app, ["ingest", str(notes), "--library", "postgresql://host/notes"], catch_exceptions=False
        )


def test_an_address_with_its_password_may_stand_in_a_file_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://rigger:saltwater@host/notes"
    monkeypatch.setenv("QUOTH_LIBRARY", address)
    with pytest.raises(SettingsError, match="QUOTH_LIBRARY_FILE") as told:
        load_settings()
    assert "saltwater" not in str(told.value)
    monkeypatch.delenv("QUOTH_LIBRARY")
    file = tmp_path / "address"
    file.write_text(f"{address}\n")
    monkeypatch.setenv("QUOTH_LIBRARY_FILE", str(file))
    library = load_settings().library
    assert isinstance(library, DatabaseAddress)
    assert library.password == "saltwater"
    assert "saltwater" not in repr(load_settings())
    file.write_text("postgresql://rigger:saltwater@host")
    with pytest.raises(SettingsError, match="bad address") as told:
        load_settings()
    assert "saltwater" not in str(told.value)
