"""Notes from people in Discord: seen before, decided by an organiser, once, and then among the notes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from bot.discord.client import QuothBot
from bot.discord.commands.notes import Notes
from bot.discord.localised import localised
from bot.discord.violations import violations
from bot.inbox.folder import INBOX
from bot.service.submissions import InboxSetting, State
from tests.attacks.surface import handed_in as handed_in_cards
from tests.loopback.actors import CHANNEL, GUILD, MANAGE_GUILD, SEND, WRITE, Data, Upload, Use
from tests.loopback.bot import alive
from tests.loopback.reading import buttons, words
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.waiting import GUARD, until

ORGANISER = SEND | MANAGE_GUILD
ANN, BOB, BOSS = 1, 2, 9
TEXT = """# Harbour Days 2031 | Day 2 - Saturday, May 3

## Buoys that listen

Dee Moor - Diver - Reefworks

A buoy hears a whale from forty miles away.
"""
NOTES = Upload("day2.md", TEXT.encode())
WAITING: tuple[State, ...] = ("waiting",)
pytestmark = pytest.mark.usefixtures("quick_repeats")


@asynccontextmanager
async def harbour(folder: Path, *, opened: bool = True) -> AsyncIterator[tuple[SharingServer, QuothBot]]:
    server = SharingServer()
    async with running(server), alive(server, folder, guild=GUILD, person_limit=1000) as bot:
        if opened:
            opening = await server.slash("notes set", user=BOSS, permissions=ORGANISER, channel=CHANNEL)
            await done(server, opening)
        yield server, bot
        assert server.refused == []
        assert server.pinging == []


async def done(server: SharingServer, use: Use) -> Use:
    """Wait until all that follows from a command or a press is done."""
    async with asyncio.timeout(GUARD):
        await use.acknowledged.wait()
    await server.quiet()
    return use


async def told(server: SharingServer, use: Use) -> str:
    """Return what a person alone was told."""
    await use.answer()
    await server.quiet()
    return "\n".join(words(one) for one in [use.message, *use.followups] if one is not None)


async def handed_in(server: SharingServer, file: Upload = NOTES, user: int = ANN) -> Data:
    """Hand in a file; return the organisers' message."""
    shown = await (await server.slash("notes add", user=user, file=file)).answer()
    await done(server, await server.press(shown, "Hand in", user=user))
    return server.standing[CHANNEL][-1]


async def decide(server: SharingServer, message: Data, label: str, user: int = BOSS) -> Use:
    return await done(server, await server.press(message, label, user=user, permissions=ORGANISER))


def inbox(folder: Path) -> list[str]:
    """Return all files and folders of the inbox."""
    found = (folder / "notes" / INBOX).rglob("*")
    return sorted(path.relative_to(folder / "notes").as_posix() for path in found)


def directly(server: SharingServer, user: int = ANN) -> list[str]:
    """Return what a person was sent directly."""
    return [words(one) for one in server.messages if one["channel_id"] == str(4000 + user)]


async def test_whose_notes_they_are_is_seen_before_and_named_beside_quotes(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        for name, heard in (("Anna", "forty"), ("Ben", "fifty")):
            file = Upload("day2.md", TEXT.replace("forty", heard).encode())
            use = await server.slash("notes add", user=ANN, file=file, noted_by=name)
            shown = await use.answer()
            assert f"{name}’s notes" in words(shown)
            await done(server, await server.press(shown, "Hand in", user=ANN))
            await decide(server, server.standing[CHANNEL][-1], "Approve")
        answer = await (await server.slash("session", title="Buoys that listen", user=BOB)).answer()
    assert "Anna’s notes" in words(answer)
    assert "Ben’s notes" in words(answer)


async def test_what_an_organiser_approves_is_answered_from(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        shown = await (await server.slash("notes add", user=ANN, file=NOTES)).answer()
        assert "I read 1 session in it" in words(shown)
        assert "Buoys that listen" in words(shown)
        assert server.standing.get(CHANNEL, []) == [], "nobody else sees it before it is handed in"
        await done(server, await server.press(shown, "Hand in", user=ANN))
        message = server.standing[CHANNEL][-1]
        assert "Buoys that listen" in words(message)
        assert f"<@{ANN}>" in words(message)
        assert inbox(tmp_path) == [], "nothing is taken before an organiser approves"
        await decide(server, message, "Approve")
        assert inbox(tmp_path) == ["inbox/day2", "inbox/day2/day2.md"]
        assert (tmp_path / "notes" / "inbox" / "day2" / "day2.md").read_text(encoding="utf-8") == TEXT
        assert "Approved" in words(message)
        assert buttons(message) == []
        assert directly(server) == ["“day2.md” is approved, and among the notes now."]
        answer = await (await server.slash("ask", question="what does a buoy hear?", user=BOB)).answer()
        assert "forty miles" in words(answer)


async def test_what_is_refused_is_not_taken(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, bot):
        message = await handed_in(server)
        await decide(server, message, "Refuse")
        assert "Refused" in words(message)
        assert directly(server) == ["“day2.md” was refused: nothing of it was taken."]
        assert inbox(tmp_path) == []
        assert bot.tenants.database.connection.rows("SELECT * FROM submitted") == []
        shown = await told(server, await server.slash("notes list", user=ANN))
        assert "Refused: nothing of it was taken." in shown


async def test_two_organisers_at_once_decide_once(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        message = await handed_in(server)
        standing = {**message}
        uses = [
            await server.press(standing, label, user=user, permissions=ORGANISER)
            for label, user in (("Approve", 8), ("Approve", 9), ("Refuse", 7), ("Approve", 6))
        ]
        said = [await done(server, use) for use in uses]
        refusals = [words(one) for use in said for one in use.followups]
        assert len(refusals) == 3
        assert all("already" in one for one in refusals)
        assert len(directly(server)) == 1
        assert inbox(tmp_path) in ([], ["inbox/day2", "inbox/day2/day2.md"])


async def test_what_is_left_is_kept_nowhere(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, bot):
        shown = await (await server.slash("notes add", file=NOTES)).answer()
        assert "kept nothing" in await told(server, await server.press(shown, "Leave it"))
        assert bot.tenants.database.connection.rows("SELECT * FROM submissions") == []
        assert "no longer know" in await told(server, await server.press(shown, "Hand in"))
        assert server.standing.get(CHANNEL, []) == []


async def test_who_left_it_after_handing_it_in_is_not_told_that_nothing_was(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        shown = {**await (await server.slash("notes add", user=ANN, file=NOTES)).answer()}
        await done(server, await server.press(shown, "Hand in", user=ANN))
        left = await told(server, await server.press(shown, "Leave it", user=ANN))
        assert "That waits for the organisers already." in left
        assert "kept nothing" not in left


@pytest.mark.parametrize("who", ["the one who handed it in", "an organiser"])
async def test_what_was_taken_is_removed_after_being_asked_once(tmp_path: Path, who: str) -> None:
    async with harbour(tmp_path) as (server, _):
        await decide(server, await handed_in(server), "Approve")
        user, permissions = (ANN, SEND) if who.startswith("the one") else (BOSS, ORGANISER)
        if user == ANN:
            offered = await server.complete("notes remove", "which", "day", user=user)
            await offered.acknowledged.wait()
            assert [choice["name"] for choice in offered.choices or ()] == ["day2.md"]
        asked = await server.slash("notes remove", user=user, permissions=permissions, which="day2.md")
        message = await asked.answer()
        assert "It goes out of the notes for everybody." in words(message)
        assert inbox(tmp_path) != [], "nothing goes before that is confirmed"
        pressed = await server.press(message, "Remove", user=user, permissions=permissions)
        assert "Removed:" in await told(server, pressed)
        assert inbox(tmp_path) == []
        answer = await (await server.slash("ask", question="what does a buoy hear?")).answer()
        assert "forty miles" not in words(answer)
        assert len(directly(server)) == (1 if user == ANN else 2), "who did it knows"


async def test_nobody_removes_what_another_handed_in(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        await decide(server, await handed_in(server), "Approve")
        refused = await told(server, await server.slash("notes remove", user=BOB, which="day2.md"))
        assert "nothing of that name that you can remove" in refused
        mine = await (await server.slash("notes remove", user=ANN, which="day2.md")).answer()
        assert "Only the person who hands this in" in await told(
            server, await server.press(mine, "Remove", user=BOB)
        )
        assert inbox(tmp_path) != []


async def test_the_list_is_ones_own_and_for_organisers_all(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        await handed_in(server)
        await handed_in(server, Upload("theirs.md", TEXT.encode()), BOB)
        own = await told(server, await server.slash("notes list", user=ANN))
        assert "day2.md" in own
        assert "theirs.md" not in own
        every = await told(server, await server.slash("notes list", user=BOSS, permissions=ORGANISER))
        assert "day2.md" in every
        assert f"<@{BOB}>" in every


async def test_only_those_who_manage_the_server_decide_and_open(tmp_path: Path) -> None:
    async with harbour(tmp_path, opened=False) as (server, bot):
        refused = await told(server, await server.slash("notes set", user=ANN, channel=CHANNEL))
        assert "Only those who manage the server" in refused
        closed = await told(server, await server.slash("notes add", file=NOTES))
        assert "No notes are handed in here" in closed
        setting = await server.slash("notes set", user=BOSS, permissions=ORGANISER, channel=CHANNEL)
        assert "Everybody here may hand in notes" in await told(server, setting)
        message = await handed_in(server)
        for label in ("Approve", "Refuse"):
            press = await server.press(message, label, user=ANN)
            assert "Only those who manage the server" in await told(server, press)
        assert [one.state for one in bot.tenants.database.submissions.of(GUILD)] == ["waiting"]
        stop = await server.slash("notes set", user=BOSS, permissions=ORGANISER)
        assert "No more notes are taken" in await told(server, stop)
        assert "No notes are handed in here" in await told(
            server, await server.slash("notes add", file=NOTES)
        )


async def test_the_organisers_choose_who_may_hand_in(tmp_path: Path) -> None:
    everybody, nobody = GUILD, 5  # each has the role that is called as its server is
    async with harbour(tmp_path) as (server, bot):
        bot.tenants.database.submissions.open(GUILD, InboxSetting(CHANNEL, nobody))
        assert "chose a role for that" in await told(server, await server.slash("notes add", file=NOTES))
        organiser = await server.slash("notes add", user=BOSS, permissions=ORGANISER, file=NOTES)
        assert "I read 1 session" in await told(server, organiser)
        bot.tenants.database.submissions.open(GUILD, InboxSetting(CHANNEL, everybody))
        assert "I read 1 session" in await told(server, await server.slash("notes add", file=NOTES))


async def test_where_the_organisers_cannot_be_reached_it_is_said_what_is_missing(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        await server.deny(CHANNEL, WRITE)
        said = await told(server, await server.slash("notes add", file=NOTES))
        assert "I lack the permission “Send Messages” there" in said


async def test_what_others_see_too_takes_nothing(tmp_path: Path) -> None:
    """Notes that are not a server's own may be those of others: what it added would reach them."""
    server = SharingServer()
    async with running(server), alive(server, tmp_path) as bot:
        bot.tenants.database.submissions.open(GUILD, InboxSetting(CHANNEL))
        said = await told(server, await server.slash("notes add", file=NOTES))
        assert "Other servers see these notes too" in said


async def test_a_person_has_five_waiting_at_most(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        for number in range(5):
            await handed_in(server, Upload(f"day{number}.md", TEXT.encode()))
        assert "5 files of yours wait" in await told(server, await server.slash("notes add", file=NOTES))
        taken_back = await (await server.slash("notes remove", which="day3.md")).answer()
        assert "Removed:" in await told(server, await server.press(taken_back, "Remove"))
        assert "I read 1 session" in await told(server, await server.slash("notes add", file=NOTES))


async def test_what_was_shown_before_the_inbox_was_closed_is_not_handed_in(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, bot):
        shown = await (await server.slash("notes add", file=NOTES)).answer()
        bot.tenants.database.submissions.close(GUILD)
        said = await told(server, await server.press(shown, "Hand in"))
        assert "No notes are handed in here" in said
        assert server.standing.get(CHANNEL, []) == []


async def test_a_file_that_is_too_large_is_not_even_fetched(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        said = await told(server, await server.slash("notes add", file=Upload("a.zip", b"x", 100_000_000)))
        assert said == "“a.zip” is not taken: it is larger than 8 MB."
        assert not [path for _, path, _ in server.requests if path.startswith("/cdn/")]


async def test_two_files_of_one_name_are_kept_beside_each_other(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        for _ in range(2):
            await decide(server, await handed_in(server), "Approve")
        assert [one for one in inbox(tmp_path) if one.endswith(".md")] == [
            "inbox/day2 a/day2.md",
            "inbox/day2/day2.md",
        ]


async def test_a_doubt_says_that_a_session_is_there_already(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, _):
        text = TEXT.replace("Buoys that listen", "Mooring without ropes")
        shown = await told(server, await server.slash("notes add", file=Upload("again.md", text.encode())))
        assert "is in the notes already, in day1.md" in shown.replace("\\", "")


async def test_what_cannot_be_written_waits_on_and_the_organiser_is_told(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, bot):
        message = await handed_in(server)
        (tmp_path / "notes" / INBOX).write_text("a file stands in its place", encoding="utf-8")
        said = await told(server, await server.press(message, "Approve", user=BOSS, permissions=ORGANISER))
        assert "a link or a file stands in its place" in said
        assert [one.state for one in bot.tenants.database.submissions.of(GUILD)] == ["waiting"]
        (tmp_path / "notes" / INBOX).unlink()
        await decide(server, message, "Approve")
        assert inbox(tmp_path) == ["inbox/day2", "inbox/day2/day2.md"]


async def test_forget_me_takes_back_what_waits_and_leaves_the_team_its_notes(tmp_path: Path) -> None:
    async with harbour(tmp_path) as (server, bot):
        approved = await handed_in(server)
        await decide(server, approved, "Approve")
        waiting = await handed_in(server, Upload("mine.md", TEXT.encode()))
        await told(server, await server.slash("notes add", file=Upload("seen.md", TEXT.encode())))
        said = await told(server, await server.slash("forget me", user=ANN))
        assert "are the team's, and stay" in said
        rows = bot.tenants.database.connection.rows('SELECT state, "user", file FROM submissions')
        assert sorted(rows) == [("removed", None, ""), ("taken", None, "day2.md")]
        assert bot.tenants.database.connection.rows("SELECT * FROM submitted") == []
        notes = cast(Notes, bot.get_cog("Notes"))
        await notes.handed_in.look()
        for message in (approved, waiting):
            assert f"<@{ANN}>" not in words(message)
        assert "mine.md" not in words(waiting)
        assert inbox(tmp_path) != []


@pytest.mark.parametrize("text", ["w" * 500, "*_`" * 200, "話" * 300, "a b " * 200])
def test_a_preview_is_one_message_however_much_there_is_to_say(text: str) -> None:
    for message in handed_in_cards(text):
        assert violations(message) == []
        assert violations(localised(message, "de")) == []


# ---------------------------------------------------------------------- cut off


async def test_a_preview_and_a_decision_outlive_a_restart(tmp_path: Path) -> None:
    server = SharingServer()
    async with running(server):
        async with alive(server, tmp_path, guild=GUILD) as bot:
            bot.tenants.database.submissions.open(GUILD, InboxSetting(CHANNEL))
            shown = await (await server.slash("notes add", file=NOTES)).answer()
        async with alive(server, tmp_path, guild=GUILD):
            await done(server, await server.press(shown, "Hand in"))
            message = server.standing[CHANNEL][-1]
        async with alive(server, tmp_path, guild=GUILD):
            await decide(server, message, "Approve")
        assert inbox(tmp_path) == ["inbox/day2", "inbox/day2/day2.md"]


@pytest.mark.parametrize("written", [False, True])
async def test_what_was_cut_off_while_it_was_written_is_completed(tmp_path: Path, *, written: bool) -> None:
    server = SharingServer()
    async with running(server):
        async with alive(server, tmp_path, guild=GUILD) as bot:
            kept = bot.tenants.database.submissions
            kept.open(GUILD, InboxSetting(CHANNEL))
            message = await handed_in(server)
            (one,) = kept.of(GUILD)
            # As a kill leaves it: claimed, and half written or whole.
            assert kept.move(one.key, WAITING, "taking", place="day2")
            left = tmp_path / "notes" / INBOX / ("day2" if written else f".new-{one.key}-0f")
            left.mkdir(parents=True)
            (left / "day2.md").write_text(TEXT if written else TEXT[:9], encoding="utf-8")
        async with alive(server, tmp_path, guild=GUILD) as bot:
            await until(lambda: not bot.tenants.database.submissions.unsettled())
        assert inbox(tmp_path) == ["inbox/day2", "inbox/day2/day2.md"]
        assert (tmp_path / "notes" / INBOX / "day2" / "day2.md").read_text(encoding="utf-8") == TEXT
        assert "Approved" in words(message)
        assert len(directly(server)) == 1


async def test_a_message_to_organisers_that_was_cut_off_is_sent_once(tmp_path: Path) -> None:
    server = SharingServer()
    async with running(server):
        async with alive(server, tmp_path, guild=GUILD) as bot:
            kept = bot.tenants.database.submissions
            kept.open(GUILD, InboxSetting(CHANNEL))
            await handed_in(server)
            # As where the bot ended before it knew that the message arrived.
            bot.tenants.database.connection.change("UPDATE submissions SET message = NULL, told = NULL")
        server.keeps_nonces = False
        async with alive(server, tmp_path, guild=GUILD) as bot:
            await until(lambda: not bot.tenants.database.submissions.unsettled())
        assert len(server.standing[CHANNEL]) == 1
