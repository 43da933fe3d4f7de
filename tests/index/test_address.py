"""Where a library is kept, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.index.address import DatabaseAddress, place_of


def address(text: str) -> DatabaseAddress:
    found = place_of(text)
    assert isinstance(found, DatabaseAddress)
    return found


@pytest.mark.parametrize("text", [".quoth/library.db", "/var/postgresql/library.db", "postgresql:library.db"])
def test_what_is_no_address_is_the_path_of_a_file(text: str) -> None:
    assert place_of(text) == Path(text)


def test_an_address_keeps_what_libpq_is_told_and_names_the_library() -> None:
    found = address("postgres://rigger@db.example.org:5433/notes?sslmode=verify-full&library=team-a")
    assert found.url == "postgresql://rigger@db.example.org:5433/notes?sslmode=verify-full"
    assert found.library == "team-a"
    assert str(found) == found.url + "&library=team-a"
    assert place_of(str(found)) == found
    assert address("postgresql://host/notes").library == "default"


def test_several_hosts_may_be_named_of_which_one_is_the_primary() -> None:
    several = "postgresql://rigger@one:5432,two:5433,[::1]/notes?target_session_attrs=read-write"
    assert address(several).url == several


def test_a_password_is_kept_and_never_shown() -> None:
    for text in ("postgresql://rigger:s%40lt@host/notes", "postgresql://rigger@host/notes?password=s%40lt"):
        found = address(text)
        assert found.password == "s@lt"
        assert "lt" not in str(found) + repr(found)
        assert found == address("postgresql://rigger@host/notes").__class__(found.url, "default", "s@lt")


def test_libraries_that_go_with_one_have_names_below_its_own() -> None:
    assert address("postgresql://host/notes").beside("team-a").library == "default/team-a"
    assert str(address("postgresql://host/notes").beside("team-a")).endswith("?library=default/team-a")


@pytest.mark.parametrize(
    "text",
    ["postgresql://host", "postgresql://host/", "postgresql://host:port/notes", "postgresql://host/a/b",
     "postgresql://host/notes?library=../other", "postgresql://host/notes?library=", "postgresql://host/notes?x",
     " postgresql://rigger@host/notes", "postgresql:/rigger@host/notes", "mysql://rigger@host/notes",
     "postgresql+psycopg://rigger@host/notes", "postgresql://one:5432,two:port/notes"],
)  # fmt: skip
def test_a_bad_address_is_refused_with_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        place_of(text)
