"""Notes of a repository as people meet them: in the bot, on the page, in the terminal, for several teams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import main
from bot.discord.cards.status import status_message
from bot.exit_codes import BAD_INPUT
from bot.service.current_notes import CurrentNotes
from bot.service.refresh import fetches, watch
from bot.service.servers import Servers, read_servers
from bot.service.service import Service
from bot.service.sources import site_of, source_of
from bot.settings import Settings, SettingsError, load_settings
from bot.sources.checkout import PULL_EVERY, Checkout
from bot.sources.errors import UnreachableError
from embeddings.library import Library
from tests.clocks import ManualClock
from tests.fakes import FakeEmbedder
from tests.faults.helpers import QUESTION
from tests.service.helpers import look
from tests.services import Controlled, make_service
from tests.sources.server import HERE, Server, Team, fetched
from tests.waiting import until

LATER = (
    "# Saltwind Summit 2021 | Day 3 - Thursday, May 6\n\n## Gulls as couriers\n\nA gull carries nine grams.\n"
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def service(server: Server, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Service]:
    """A service of notes in a repository, not yet started."""
    address = server.address()
    library = Controlled(address.notes, tmp_path / "library.db")
    made = make_service(tmp_path, library, clock=clock, notes=address, git_private=True)
    yield made
    await made.close()


def titles(service: Service) -> list[str]:
    return [session.title for session in service.suggestions.sessions]


async def test_the_bot_answers_from_a_repository(service: Service, team: Team) -> None:
    await service.start()
    assert len(titles(service)) > 3
    team.push({"day3.md": LATER})
    report = await service.start()  # what /reindex does
    assert [file.file for file in report.files if file.status == "added"] == ["day3.md"]
    assert "Gulls as couriers" in titles(service)


async def test_the_bot_looks_for_newer_notes_every_few_minutes(
    service: Service, team: Team, server: Server, clock: ManualClock
) -> None:
    await service.start()
    task = asyncio.create_task(watch(service, service.settings.folder, lambda _: fetches(clock)))
    try:
        await clock.until_slept(1)
        begun = len(server.requests)
        team.push({"day3.md": LATER})
        for slept in range(1, int(PULL_EVERY) + 1):
            await clock.until_slept(slept)
            assert len(server.requests) == begun
            await clock.advance(1.0)
        await until(lambda: "Gulls as couriers" in titles(service), task)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def test_notes_that_a_pull_takes_away_in_the_middle_of_an_ingest_are_not_quoted_and_the_next_sees_it(
    server: Server, team: Team, tmp_path: Path
) -> None:
    """Defence: what the folder was like is noted before a file of it is read."""
    source = fetched(server)

    def pull_away(_: object) -> None:
        team.push({"day1.md": None, "day3.md": LATER})
        Checkout(server.address(), HERE).pull()

    def over(embedder: FakeEmbedder) -> Library:
        return Library(source.folder, tmp_path / "library.db", embedder, clock=lambda: 4 * 10**18)

    reading = over(FakeEmbedder(before=pull_away))
    reading.refresh()
    reading.close()
    library = over(FakeEmbedder())
    assert {session.file for session in library.sessions()} == {"day1.md", "day2.md"}
    assert library.ask(QUESTION).quotes == ()
    assert not library.up_to_date()
    library.refresh()
    assert {session.file for session in library.sessions()} == {"day2.md", "day3.md"}
    library.close()


async def test_a_repository_that_cannot_be_reached_is_told_and_answers_go_on(
    service: Service, server: Server
) -> None:
    await service.start()
    server.broken = True
    await service.start()
    assert service.trouble is None
    assert len(titles(service)) > 3
    health = await look(service)
    assert health.well
    assert "The notes are those of" in health.sentence
    assert "cannot be reached" in health.sentence
    shown = "\n".join(status_message(service, 0, 0, 0.1).texts)
    assert "**Fetched:** <t:" in shown
    assert "have not been fetched since" in shown
    server.broken = False
    await service.start()
    assert "fetched since" not in (await look(service)).sentence
    assert "Not fetched" not in "\n".join(status_message(service, 0, 0, 0.1).texts)


async def test_a_bot_that_never_had_the_notes_says_that_it_may_be_tried_again(
    service: Service, server: Server
) -> None:
    server.broken = True
    with pytest.raises(UnreachableError, match="cannot be reached"):
        await service.start()
    assert service.trouble is not None
    server.broken = False
    await service.start()
    assert service.trouble is None


async def test_a_bot_that_ends_waits_for_no_repository(service: Service, server: Server) -> None:
    server.waits.clear()
    starting = asyncio.create_task(service.start())
    await until(lambda: server.requests)
    service.stopping = True
    with pytest.raises(Exception, match="about to restart"):
        await starting


def test_links_of_quotes_lead_to_the_commit_unless_another_address_is_named(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = Checkout(server.address(), HERE)
    notes.pull()
    monkeypatch.setattr(Checkout, "url", "https://github.com/team/notes/blob/c0ffee")
    page = "https://github.com/team/notes/blob/c0ffee/day1.md?plain=1#L3-L4"
    assert site_of(None, None, notes).page("day1.md", 3, 4) == page
    assert site_of(None, "https://b.example/", notes).url == "https://b.example"
    assert site_of("https://a.example", "https://b.example", notes).url == "https://a.example"
    assert site_of(None, None, None).url is None


async def test_a_page_shows_newer_notes_without_anybody_waiting(
    server: Server, team: Team, tmp_path: Path
) -> None:
    class Minutes:
        now = 1_900_000_000.0

        def __call__(self) -> float:
            return self.now

    clock = Minutes()
    source = Checkout(server.address(), HERE, clock)
    source.pull()
    library = Library(source.folder, tmp_path / "library.db", FakeEmbedder())
    current = CurrentNotes(library, source=source)
    try:
        assert len(current.library().sessions()) > 3
        team.push({"day3.md": LATER})
        server.waits.clear()
        clock.now += PULL_EVERY
        before = len(server.requests)
        assert "Gulls as couriers" not in [one.title for one in current.library().sessions()]
        await until(lambda: len(server.requests) > before)
        server.waits.set()
        await until(lambda: (source.folder / "day3.md").exists())
        await until(lambda: "Gulls as couriers" in [one.title for one in current.library().sessions()])
    finally:
        current.close()
        library.close()


# ---------------------------------------------------------------------- the settings, and the command


@pytest.fixture
def named(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Server:
    """A server whose repository the environment names, in a folder that has nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTH_NOTES", str(server.address()))
    monkeypatch.setenv("QUOTH_GIT_PRIVATE", "true")
    monkeypatch.setattr(Library, "open", lambda notes, library, **_: Library(notes, library, FakeEmbedder()))
    return server


def quoth(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["quoth", *arguments])
    with pytest.raises(SystemExit) as caught:
        main.main()
    said = capsys.readouterr()
    return int(caught.value.code or 0), said.out, said.err


def test_every_command_reads_the_repository(
    named: Server, team: Team, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quoth(monkeypatch, capsys, "ask", "how long does a reading from tape take?")[:2][0] == 0
    before = len(named.requests)
    code, out, _ = quoth(monkeypatch, capsys, "sessions", "--json")
    assert code == 0
    assert len(out.splitlines()) > 3
    assert len(named.requests) == before, "a moment later nothing is fetched again"
    team.push({"day3.md": LATER})
    code, out, _ = quoth(monkeypatch, capsys, "ingest")
    assert "day3.md" in out
    code, out, _ = quoth(monkeypatch, capsys, "lint")
    assert code == 0


def test_a_folder_is_still_a_folder(
    named: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "day3.md").write_text(LATER)
    code, out, _ = quoth(monkeypatch, capsys, "sessions", "--json", "--notes", str(folder))
    assert (code, json.loads(out)["file"]) == (0, "day3.md")
    assert not named.requests


def test_what_cannot_be_fetched_is_told_in_a_sentence(
    named: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named.broken = True
    code, out, err = quoth(monkeypatch, capsys, "sessions")
    assert (code, out) == (BAD_INPUT, "")
    assert "cannot be reached" in err
    assert "Traceback" not in err
    code, _, err = quoth(monkeypatch, capsys, "sessions", "--notes", "http://a.example/n.git")
    assert code == BAD_INPUT
    assert "--notes: http:// is not fetched from: https:// or ssh:// is expected." in err


def test_a_bad_address_in_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_NOTES", "git://git.example/n.git")
    with pytest.raises(
        SettingsError, match=r"^QUOTH_NOTES is 'git://git.example/n.git': git:// is not fetched"
    ):
        load_settings()


def test_a_token_that_is_none_is_told(server: Server) -> None:
    with pytest.raises(SettingsError, match=r"^QUOTH_GIT_TOKEN is not a token"):
        source_of(Settings(notes=server.address(), git_token="two words"))  # type: ignore[arg-type]
    assert source_of(Settings()) is None


# ---------------------------------------------------------------------- several teams


def teams(tmp_path: Path, text: str, **more: object) -> Servers:
    (tmp_path / "notes").mkdir(exist_ok=True)
    (tmp_path / "servers.toml").write_text(text)
    given = {"notes": tmp_path / "notes", "servers": tmp_path / "servers.toml", **more}
    return read_servers(Settings(**given))  # type: ignore[arg-type]


def test_a_team_may_name_a_repository_with_a_token_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    found = teams(
        tmp_path,
        """
        [a]
        servers = [1100000000000000001]
        notes = "https://git.example/a.git#main:docs"
        git_token_file = "token"
        [b]
        servers = [1100000000000000002]
        notes = "git@git.example:b.git"
        """,
        git_token="default",
    )
    first, second = (source_of(one.settings) for one in found.own)
    assert first is not None
    assert second is not None
    assert str(first.address) == "https://git.example/a.git#main:docs"
    assert first._access.token == "s3cret"
    assert second._access.token is None, "the token of the default notes goes to their repository alone"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('notes = "http://git.example/a.git"', r"\[a\]: `notes`: http:// is not fetched from"),
        (
            'notes = "https://git.example/a.git"\ngit_token_file = "none"',
            r"\[a\]: `git_token_file` names 'none', which cannot be read \(No such file",
        ),
        (
            'notes = "https://git.example/a.git"\n[b]\nservers = [2]\nnotes = "git@git.example:a.git#m:docs"',
            r"\[a\] notes and \[b\] notes are folders of one repository that hold each other",
        ),
    ],
)
def test_what_a_team_may_not_say_of_a_repository(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=said):
        teams(tmp_path, f"[a]\nservers = [1100000000000000001]\n{text}")
