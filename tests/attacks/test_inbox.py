"""Files that people hand in to do harm, and notes that would be put where they do not belong."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.discord.commands import submitted
from bot.inbox import archive, exports, folder, handed_in, word
from bot.inbox.errors import InboxError, RefusedError
from bot.inbox.handed_in import NotesFile
from bot.service import inbox
from bot.service.database import BotDatabase
from bot.service.service import Service
from bot.service.submissions import InboxSetting, Submission, Submissions
from embeddings.notes import read_folder
from tests.attacks.defence import stands_only_by, stands_only_by_on_the_wire
from tests.inbox.files import TALK, hostile, talk_in_word, zipped
from tests.loopback.actors import CHANNEL, GUILD, MANAGE_GUILD, SEND, Upload
from tests.loopback.reading import words
from tests.loopback.server import Loopback
from tests.waiting import GUARD

NOTES = Upload("day2.md", TALK.encode())
EVERYTHING = 10**12
UNNAMED = "# Harbour Days 2031 | Day 3\n\n## Nets that mend\n\nA net is mended by night.\n"
TABLE = f"{TALK}\n| Title | Speaker |\n| --- | --- |\n| Nets that mend | Eli Sand |\n| Cod | Flo Reed |\n"


def refused(name: str, data: bytes, why: str) -> Callable[[], None]:
    """Return a check that a file is refused for this reason."""

    def check() -> None:
        with pytest.raises(RefusedError, match=why):
            exports.take(name, data)

    return check


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "C:\\a.md", "x/../../a.md", "a.md\0.png"])
def test_a_name_in_an_archive_leads_nowhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``archive._leads_out``."""
    check = refused("x.zip", zipped({"b.md": TALK, name: TALK}), "leads elsewhere")
    stands_only_by(monkeypatch, check, (archive, "_leads_out", lambda _: False))


def test_an_archive_that_grows_without_an_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``_RATIO``, ``_MOST_OF_ONE`` and ``_MOST_BYTES``, before anything is read."""
    opened: list[str] = []

    def read(_: object, entry: zipfile.ZipInfo) -> bytes:
        opened.append(entry.filename)
        return b"# A talk\n\nwords\n"

    monkeypatch.setattr(archive, "read", read)

    def check() -> None:
        opened.clear()
        for name in ("bomb.zip", "bombs.zip", "large-one.zip"):
            with pytest.raises(RefusedError):
                exports.take(name, dict(hostile())[name])
        assert opened == []

    bounds = ("_RATIO", "_MOST_OF_ONE", "_MOST_BYTES")
    stands_only_by(monkeypatch, check, *((archive, bound, EVERYTHING) for bound in bounds))


def test_a_document_declares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``word._DECLARED``."""
    part = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    check = refused("a.docx", talk_in_word(word__extra=b"x", **{"word__x.xml": part}), "declares")
    stands_only_by(monkeypatch, check, (word, "_DECLARED", ()))


def test_a_file_is_what_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``handed_in._OTHER_FORMS``."""
    check = refused("a.md", b"%PDF-1.7\n# A talk\n\nwords\n", "it is PDF")
    stands_only_by(monkeypatch, check, (handed_in, "_OTHER_FORMS", {}))


def test_what_runs_in_a_page_does_not_lie_among_the_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``handed_in._page``: what is kept of a page is the text that it is read as."""

    def check() -> None:
        (file,) = exports.take("a.html", b"<h1>A talk</h1><script>alert(1)</script><p>words</p>").files
        assert "alert" not in file.text
        assert file.name == "a.md"

    plain = {**handed_in._READERS, ".html": handed_in._plain}
    stands_only_by(monkeypatch, check, (handed_in, "_READERS", plain))


def test_the_inbox_is_no_link_that_leads_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``folder._inbox``, which follows no link."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "notes" / folder.INBOX).symlink_to(tmp_path / "outside")

    def check() -> None:
        with pytest.raises(InboxError):
            folder.put(tmp_path / "notes", "day2", "k", [NotesFile("day2.md", TALK)])
        assert list((tmp_path / "outside").iterdir()) == []

    stands_only_by(monkeypatch, check, (folder, "_inbox", lambda notes: notes / folder.INBOX))


def anywhere(within: Path, name: str) -> Path:
    """Return a path wherever a name leads."""
    found = within / name
    found.parent.mkdir(parents=True, exist_ok=True)
    return found


@pytest.mark.parametrize(("place", "file"), [("../../day2", "a.md"), ("day2", "../../../a.md")])
def test_what_a_database_of_somebody_elses_names_is_written_into_the_inbox_alone(
    place: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``folder._within``: whoever made a backup wrote what it says of submissions."""
    notes = tmp_path / "notes"
    notes.mkdir()

    def check() -> None:
        with suppress(InboxError):
            folder.put(notes, place, "k", [NotesFile(file, TALK)])
        assert [path for path in tmp_path.rglob("*.md") if not path.is_relative_to(notes / "inbox")] == []

    stands_only_by(monkeypatch, check, (folder, "_within", anywhere))


def test_what_a_database_of_somebody_elses_names_is_taken_out_of_the_inbox_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``folder._within``."""
    (tmp_path / "notes" / folder.INBOX).mkdir(parents=True)
    kept = tmp_path / "kept" / "a.md"
    kept.parent.mkdir()
    kept.write_text(TALK)

    def check() -> None:
        with suppress(InboxError):
            folder.drop(tmp_path / "notes", "../../kept", "k")
        assert kept.is_file()

    stands_only_by(monkeypatch, check, (folder, "_within", anywhere))


def test_nobody_takes_what_hangs_on_another_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``folder.slug``: "day 2" and "day-2" would be one to whoever follows up, or "was there"."""
    folder.put(tmp_path, "day-2", "k", [NotesFile("day.md", TALK)])

    def ids() -> dict[str, str]:
        found = [entry.session for note in read_folder(tmp_path).notes for entry in note.sessions]
        return {one.file: one.id for one in found}

    before = ids()

    def check() -> None:
        place = folder.free_place(tmp_path, "day 2", ["day-2"])
        folder.put(tmp_path, place, "other", [NotesFile("day.md", TALK)])
        assert {file: known for file, known in ids().items() if file in before} == before
        folder.drop(tmp_path, place, "other")

    stands_only_by(monkeypatch, check, (folder, "slug", str.casefold))


# ---------------------------------------------------------------------- who


def waiting(folder: Path, server: int = GUILD, text: str = TALK) -> BotDatabase:
    """Have nothing wait in the bot's database but what the user 1 handed in to a server; return it, open."""
    database = BotDatabase.open(folder / "memory.db", keep_days=9)
    database.connection.change("DELETE FROM submissions")
    new = Submission("key", server, "default", 1, "day2.md", "day2", 1, 5.0, "waiting", told="waiting")
    database.submissions.add(new, [NotesFile("day2.md", text)])
    return database


async def pressed(server: Loopback, act: str, user: int, permissions: int = SEND) -> str:
    """Press a button whose id was made up; return what the presser was told."""
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": act, "custom_id": f"n:{act}:key"}]}
    message = {**server._message({}, CHANNEL), "components": [row]}
    use = await server.press(message, act, user=user, permissions=permissions)
    async with asyncio.timeout(GUARD):
        await use.acknowledged.wait()
    await server.quiet()
    return "\n".join(words(one) for one in [use.message, *use.followups] if one is not None)


@pytest.mark.parametrize("act", ["approve", "refuse"])
async def test_nobody_decides_but_those_who_manage_the_server(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``gate.must_organise``."""

    async def check(server: Loopback) -> None:
        with closing(waiting(tmp_path)) as database:
            assert "Only those who manage the server" in await pressed(server, act, 2)
            (one,) = database.submissions.of(GUILD)
            assert one.state == "waiting"

    anyone = (submitted, "must_organise", lambda _: None)
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, anyone, guild=GUILD)


async def test_nobody_takes_back_what_another_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``submitted._must_be_theirs``."""

    async def check(server: Loopback) -> None:
        with closing(waiting(tmp_path)) as database:
            assert "Only the person who hands this in" in await pressed(server, "remove", 2)
            (one,) = database.submissions.of(GUILD)
            assert one.state == "waiting"

    anyone = (submitted, "_must_be_theirs", lambda *_: None)
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, anyone, guild=GUILD)


async def test_organisers_decide_on_what_was_handed_in_to_their_own_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Submissions.find`` asks for the server."""

    async def check(server: Loopback) -> None:
        with closing(waiting(tmp_path, GUILD + 1)) as database:
            assert "no longer know" in await pressed(server, "refuse", 2, SEND | MANAGE_GUILD)
            (one,) = database.submissions.of(GUILD + 1)
            assert one.state == "waiting"

    def anywhere(kept: Submissions, key: str, _server: int) -> Submission | None:
        return next(iter(kept._read("key = ?", key)), None)

    await stands_only_by_on_the_wire(
        tmp_path, monkeypatch, check, (Submissions, "find", anywhere), guild=GUILD
    )


async def test_organisers_are_told_which_other_notes_read_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``read_otherwise``: a table of titles and speakers says who spoke in other files."""

    async def check(server: Loopback) -> None:
        (tmp_path / "notes" / "day3.md").write_text(UNNAMED, encoding="utf-8")
        with closing(waiting(tmp_path, text=TABLE)) as database:
            said = await pressed(server, "approve", 2, SEND | MANAGE_GUILD)
            (one,) = database.submissions.of(GUILD)
            assert one.state == "taken"
        assert "Other notes read otherwise since: day3.md." in said

    unseen = (inbox, "read_otherwise", lambda *_: ())
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, unseen, guild=GUILD)


async def test_no_server_adds_to_notes_that_others_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Service.is_own``."""

    async def check(server: Loopback) -> None:
        with closing(waiting(tmp_path)) as database:
            database.submissions.open(GUILD, InboxSetting(CHANNEL))
            said = words(await (await server.slash("notes add", file=NOTES)).answer())
            assert "Other servers see these notes too" in said

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (Service, "is_own", lambda *_: True))
