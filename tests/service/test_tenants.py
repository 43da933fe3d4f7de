"""The file that gives servers notes of their own: what it may say, and what is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.service.servers import Own, Servers, read_servers
from bot.settings import Settings, SettingsError, load_settings

A, B, C = 1100000000000000001, 1100000000000000002, 1100000000000000003


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Servers]:
    """Write the file into a folder that has notes for some teams, and read it."""
    for name in ("notes", "a/notes/deep", "a/images", "b"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)

    def write_and_read(text: str | bytes, **more: object) -> Servers:
        file = tmp_path / "servers.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        set_to: dict[str, object] = {
            "notes": tmp_path / "notes",
            "library": tmp_path / "q" / "library.db",
            "servers": file,
        }
        return read_servers(Settings(**{**set_to, **more}))  # type: ignore[arg-type]

    return write_and_read


Read = Callable[..., Servers]


def test_without_a_file_all_see_the_default_notes() -> None:
    assert read_servers(Settings()) == Servers((), others=True, direct=True)


def test_everything_that_the_file_may_say(read: Read, tmp_path: Path) -> None:
    found = read(
        f"""
        others = false
        direct = true
        [team-a]
        servers = [{A}, "{B}", {A}]
        notes = "a/notes"
        images = "a/images"
        notes_url = "https://notes.example/a/"
        [b]
        servers = [{C}]
        notes = "{tmp_path / "b"}"
        """,
        notes_url="https://notes.example/default",
        images=tmp_path / "notes",
    )
    first, second = found.own
    assert (found.others, found.direct, found.default) == (False, True, True)
    assert (first.name, first.servers, second.name, second.servers) == ("team-a", (A, B), "b", (C,))
    assert first.settings.notes == tmp_path / "a/notes"
    assert first.settings.images == tmp_path / "a/images"
    assert first.settings.notes_url == "https://notes.example/a"
    assert first.settings.library == tmp_path / "q/servers/team-a/library.db"
    # Nothing of the default notes reaches a team: not its pictures, not its address, not its library.
    assert second.settings.notes == tmp_path / "b"
    assert second.settings.images is None
    assert second.settings.notes_url is None
    assert second.settings.library == tmp_path / "q/servers/b/library.db"


def test_direct_messages_are_told_nothing_unless_it_is_said(read: Read) -> None:
    found = read(f'[a]\nservers = [{A}]\nnotes = "b"')
    assert (found.others, found.direct) == (True, False)


def test_default_notes_that_nobody_sees_need_not_be_there(read: Read, tmp_path: Path) -> None:
    table = f'[a]\nservers = [{A}]\nnotes = "b"'
    missing = tmp_path / "nowhere"
    assert isinstance(read(f"others = false\n{table}", notes=missing).own[0], Own)
    for seen in ("", "direct = true\nothers = false\n"):
        with pytest.raises(SettingsError, match=r"no folder .*nowhere \(QUOTH_NOTES\).*others = false"):
            read(seen + table, notes=missing)


def test_the_environment_names_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUOTH_SERVERS", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"QUOTH_SERVERS is '.*none.toml': it cannot be read \(No such"):
        read_servers(load_settings())
    monkeypatch.setenv("QUOTH_SERVERS", str(tmp_path))
    with pytest.raises(SettingsError, match="it cannot be read"):
        read_servers(load_settings())


ONE = f'servers = [{A}]\nnotes = "a/notes"\n'
TWO = f'servers = [{B}]\nnotes = "b"\n'
BOTH = f"[a]\n{ONE}[b]\n{TWO}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"it names no server: add a table"),
        ("others = false", r"it names no server: add a table"),
        ("[a", r"it is not TOML \(expected .*at end of document"),
        (b"\xff", r"it is not UTF-8 text"),
        (b"#" * 1_000_001, r"larger than 1 MB"),
        ("x = " + "[" * 100_000, r"it is not TOML \(it is nested too deep"),
        (f"[a]\n{ONE}[a]\n{TWO}", r"it is not TOML \(cannot declare"),
        (BOTH.replace(str(B), str(A)), rf"server {A} is named in \[a\] and in \[b\]"),
        (BOTH.replace('"b"', '"a/notes"'), r"\[a\] notes and \[b\] notes are the same folder"),
        (BOTH.replace('"b"', '"b/../a/notes/"'), r"are the same folder"),
        (BOTH.replace('"b"', '"a/notes/deep"'), r"lie one within the other"),
        (BOTH.replace('"b"', '"a"'), r"lie one within the other"),
        (f'[a]\n{ONE}[b]\n{TWO}images = "a/notes"', r"\[a\] notes and \[b\] images are the same folder"),
        (f'[a]\n{ONE}images = "a"\n[b]\n{TWO}images = "a/images"', r"\[a\] images .*\[b\] images .* within"),
        (f"[a]\n{ONE}".replace("a/notes", "notes"), r"QUOTH_NOTES and \[a\] notes are the same folder"),
        (f"[a]\n{ONE}".replace("a/notes", "."), r"QUOTH_NOTES .* and \[a\] notes .* within"),
        (f"[a]\n{ONE}".replace("a/notes", "gone"), r"there is no folder .*gone \(\[a\] notes\): make it"),
        (f'[a]\n{ONE}images = "gone"', r"there is no folder .*gone \(\[a\] images\)"),
        (f"[a]\n{ONE}".replace("a/notes", "servers.toml"), r"there is no folder"),
        (f"[a]\n{ONE}".replace("a/notes", ""), r"\[a\]: `notes`: string should have at least 1"),
        (f'[a]\n{ONE}notse = "x"', r"\[a\]: `notse` is not a known key: there are servers, notes,"),
        (f"[a]\nservers = [{A}]", r"\[a\]: `notes` is missing"),
        ('[a]\nnotes = "b"', r"\[a\]: `servers` is missing"),
        ('[a]\nservers = []\nnotes = "b"', r"\[a\]: `servers`: list should have at least 1"),
        (f'[a]\nservers = {A}\nnotes = "b"', r"\[a\]: `servers`: input should be a valid list"),
        (f"[a]\nservers = [{A}]\nnotes = 3", r"\[a\]: `notes`: input should be a valid string"),
        (f'[a]\n{ONE}notes_url = "ftp://x"', r"\[a\]: `notes_url`: a web address that begins with https"),
        (f"[Team A]\n{ONE}", r"it is not TOML"),
        (f'["Team A"]\n{ONE}', r"\[Team A\]: a name is up to 40 small letters"),
        (f'["../../x"]\n{ONE}', r"\[../../x\]: a name is up to 40 small letters"),
        (f'["x\\ny"]\n{ONE}', r"\[x\\ny\]: a name is up to 40"),
        (f'["é"]\n{ONE}', r"a name is up to 40 small letters"),
        (f"[default]\n{ONE}", r"\[default\]: a name is .* other than default"),
        (f"team = 3\n[a]\n{ONE}", r"`team` is not a known key"),
        (f"[[a]]\n{ONE}", r"`a` is not a known key"),
        (f"others = 1\n[a]\n{ONE}", r"`others` must be true or false"),
        (f"[direct]\n{ONE}", r"`direct` must be true or false"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_one_sentence(read: Read, text: str | bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        read(text)
    told = str(refused.value)
    assert told.startswith("QUOTH_SERVERS is ")
    assert "servers.toml" in told
    assert told.endswith(".")
    assert "\n" not in told


@pytest.mark.parametrize("number", ["0", "-5", "true", "1.5", "9223372036854775808", '"12 3"', '"١٢"', "[]"])
def test_what_is_no_id_of_a_server_is_refused(read: Read, number: str) -> None:
    with pytest.raises(SettingsError, match=r"\[a\]: `servers`: the id of a server is expected"):
        read(f'[a]\nservers = [{number}]\nnotes = "b"')


def test_a_link_does_not_hide_that_two_folders_are_one(read: Read, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(tmp_path / "a/notes")
    for other in ("linked", "linked/deep"):
        with pytest.raises(SettingsError, match=r"same folder|within the other"):
            read(BOTH.replace('"b"', f'"{other}"'))


PIECES = st.sampled_from([
    "[a]", "[a.b]", "[[a]]", "servers", "notes", "images", "others", "=", "[1]", "1", '"b"', "'a/notes'",
    "true", "{", "}", "[", "]", ",", ".", "1e99999", "nan", "2031-01-01", "#", '"\\u0000"', "\n", "\n[b]\n",
])  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(" ".join)))
@example(text='[a]\nservers = [1]\nnotes = "\\u0000"')
@example(text='[a]\nservers = [1]\nnotes = "b\\n\\u001b"')
@example(text="[a]\nservers = [1]\nnotes = '~nobody-of-this-name/x'")
@example(text="[a]\nservers = [1]\nnotes = '" + "x" * 5000 + "'")
@example(text=f"[a]\nservers = [{'9' * 5000}]\nnotes = 'b'")
def test_whatever_the_file_holds_is_read_or_refused_in_one_sentence(read: Read, text: str | bytes) -> None:
    said = ""
    try:
        assert read(text).own
    except SettingsError as error:
        said = str(error)
    assert said.isprintable()
