"""Where scheduled recaps stand on the wire: tags of forums, announcement channels, what was deleted since."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.service.schedules import Schedule
from bot.service.shares import Form
from tests.discord.test_scheduled import EVERY_MORNING, FILES, RECAP, waking
from tests.loopback.bot import library_under
from tests.loopback.fault import Fault
from tests.loopback.sharing_server import FORUM, SharingServer

pytestmark = pytest.mark.usefixtures("quick_repeats")
IN_FORUM = replace(EVERY_MORNING, channel=FORUM, form="forum")
DAILY, WEEKLY = 601, 602


def tagged(*numbers: int, wants: bool = True) -> SharingServer:
    """Return a server whose forums have tags."""
    server = SharingServer()
    server.tags = [
        {"id": str(one), "name": f"tag{one}", "moderated": False, "emoji_id": None, "emoji_name": None}
        for one in numbers
    ]
    server.wants_tag = wants
    return server


async def test_a_post_gets_the_tag_that_was_chosen(tmp_path: Path) -> None:
    async with waking(tmp_path, tagged(DAILY, WEEKLY), replace(IN_FORUM, tag=WEEKLY)) as morning:
        await morning.look()
        assert [thread["applied_tags"] for thread in morning.server.threads] == [[str(WEEKLY)]]
        assert "with the tag “tag602”" in await morning.shown()


@pytest.mark.parametrize("tag", [None, 999])
async def test_a_forum_that_wants_a_tag_has_one_asked_for(tmp_path: Path, tag: int | None) -> None:
    async with waking(tmp_path, tagged(DAILY, WEEKLY), replace(IN_FORUM, tag=tag)) as morning:
        await morning.look()
        assert "#recaps3001 wants a tag on each post: choose one of “tag601”, “tag602”." in morning.told()[0]
        assert "wants a tag on each post" in await morning.shown()
        set_again = replace(morning.bot.tenants.database.schedules.every()[0], tag=DAILY)
        morning.bot.tenants.database.schedules.keep(set_again, morning.clock.time())
        await morning.look()
        assert [thread["applied_tags"] for thread in morning.server.threads] == [[str(DAILY)]]


async def test_a_tag_that_was_removed_keeps_no_post_away_where_none_is_wanted(tmp_path: Path) -> None:
    async with waking(tmp_path, tagged(DAILY, wants=False), replace(IN_FORUM, tag=999)) as morning:
        await morning.look()
        assert [thread["applied_tags"] for thread in morning.server.threads] == [[]]


@pytest.mark.parametrize("form", ["cards", "thread", "forum"])
async def test_a_recap_is_in_the_language_that_its_server_says_is_its_own(tmp_path: Path, form: Form) -> None:
    server = SharingServer()
    server.server_locale = "de"
    chosen = IN_FORUM if form == "forum" else replace(EVERY_MORNING, form=form)
    async with waking(tmp_path, server, chosen) as morning:
        # Discord opens the post and does not say so: it is found again by its name.
        server.faults.append(Fault("POST", f"channels/{FORUM}/threads", "drop-after", times=1))
        await morning.look()
        library_under(morning.bot).edit("twice a day", "thrice a day")
        await morning.bot.tenants.others.refresh()
        await morning.look(hours=1)
        said = morning.posted()
        assert said == ["Rückblick: Harbour Days 2031 · Day 1", *RECAP[1:]]
        shown = json.dumps([*server.standing.values()], ensure_ascii=False)
        assert "thrice a day" in shown
        assert "Ich war da" in shown
        assert "I was there" not in shown
        named = [thread["name"] for thread in server.threads]
        assert named == ([] if form == "cards" else ["Rückblick: Harbour Days 2031 · Day 1"])


async def test_an_organiser_is_told_in_the_language_of_their_server(tmp_path: Path) -> None:
    server = SharingServer()
    server.server_locale = "de"
    async with waking(tmp_path, server) as morning:
        await morning.deny(FILES)
        await morning.look()
        (words,) = morning.told()
        assert words.startswith("Harbour: Der Rückblick auf 2031-05-02 konnte nicht gepostet werden: ")
        assert "mir fehlt dort die Berechtigung „Attach Files“. Ich versuche es weiter." in words
        assert "/zeitplan zeigen" in words


@pytest.mark.parametrize(("form", "messages"), [("cards", 2), ("thread", 1)])
async def test_what_is_announced_is_published_once(tmp_path: Path, form: Form, messages: int) -> None:
    server = SharingServer()
    server.news = True
    async with waking(tmp_path, server, replace(EVERY_MORNING, form=form, publish=True)) as morning:
        # Discord published the first and did not say so; then it is asked again.
        server.faults.append(Fault("POST", "crosspost", "500-after", times=1))
        await morning.look()
        assert len(server.published) == messages
        assert "published to the channels that follow it" in await morning.shown()
        library_under(morning.bot).edit("twice a day", "thrice a day")
        await morning.bot.tenants.others.refresh()
        asked = sum("crosspost" in path for _, path, _ in server.requests)
        await morning.look(hours=1)
        # Discord carries an edit on by itself.
        assert sum("crosspost" in path for _, path, _ in server.requests) == asked
        assert morning.told() == []


async def test_a_cut_between_posting_and_publishing_is_made_good(tmp_path: Path) -> None:
    server = SharingServer()
    server.news = True
    async with waking(tmp_path, server, replace(EVERY_MORNING, publish=True)) as morning:
        server.faults.append(Fault("POST", "crosspost", "403", times=1))
        await morning.look()
        assert morning.posted() == RECAP
        assert server.published == []
        await morning.look(minutes=2)
        assert morning.posted() == RECAP
        assert len(server.published) == 2


async def test_a_channel_that_is_none_of_announcements_any_more_is_posted_to_all_the_same(
    tmp_path: Path,
) -> None:
    async with waking(tmp_path, schedule=replace(EVERY_MORNING, publish=True)) as morning:
        await morning.look()
        assert morning.posted() == RECAP
        assert morning.told() == []


async def test_a_forum_that_stands_where_a_channel_was_is_told(tmp_path: Path) -> None:
    async with waking(tmp_path, schedule=replace(EVERY_MORNING, channel=FORUM)) as morning:
        await morning.look()
        assert "#recaps3001 is a forum, which takes a forum post only" in morning.told()[0]


async def test_a_form_that_failed_gives_way_to_the_one_that_is_set_then(tmp_path: Path) -> None:
    async with waking(tmp_path, schedule=replace(EVERY_MORNING, form="thread")) as morning:
        morning.server.faults.append(Fault("POST", "/threads", "403", times=1))
        await morning.look()
        done = morning.bot.tenants.database.schedules.every()[0].done
        morning.bot.tenants.database.schedules.keep(replace(EVERY_MORNING, done=done), morning.clock.time())
        await morning.look()
        assert morning.posted() == RECAP
        assert morning.server.threads == []


@pytest.mark.parametrize("form", ["thread", "forum"])
async def test_a_thread_that_was_deleted_is_opened_anew_where_it_is_shared_again(
    tmp_path: Path, form: Form
) -> None:
    schedule = replace(EVERY_MORNING, channel=FORUM if form == "forum" else EVERY_MORNING.channel, form=form)
    async with waking(tmp_path, schedule=schedule) as morning:
        await morning.look()
        server, shares = morning.server, morning.bot.tenants.database.shares
        (thread,) = server.threads
        server.threads.clear()
        server.gone.add(int(thread["id"]))
        server.standing.pop(int(thread["id"]))
        library_under(morning.bot).edit("twice a day", "thrice a day")
        library_under(morning.bot).add("## One more talk\n\nA gull was heard by everybody.")
        await morning.bot.tenants.others.refresh()
        await morning.look(hours=1)
        assert morning.posted() == RECAP[: form == "thread"], "what was deleted stays away by itself"
        day = ("Harbour Days 2031", "Day 1", "2031-05-02")
        await morning.bot.publisher.carry_out(shares.begin(schedule.server, schedule.channel, day, form))
        assert morning.posted() == [*RECAP, "One more talk"]


async def test_the_clock_of_the_place_counts_when_it_is_changed(tmp_path: Path) -> None:
    """The hour from two to three is left out in the night that ends it."""
    schedule = Schedule(
        EVERY_MORNING.server, EVERY_MORNING.channel, "cards", dt.time(2, 30), "Europe/Berlin", late=0
    )
    async with waking(tmp_path, schedule=schedule) as morning:
        note = library_under(morning.bot).file
        note.write_text(note.read_text().replace("Friday, May 2", "Saturday, March 29"))
        await morning.bot.tenants.others.refresh()
        morning.clock.set(dt.datetime(2031, 3, 30, 0, 59, tzinfo=dt.UTC))
        await morning.look()
        assert morning.posted() == []
        await morning.look(minutes=1)
        assert len(morning.posted()) == len(RECAP)
