"""What was shared where, what is to be shared each day, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.service.database import BotDatabase
from bot.service.errors import TakenOverError
from bot.service.schedules import Schedule
from bot.service.shares import FORMS, DayKey, Form, Share, Shares
from tests.clocks import ManualClock

DAY: DayKey = ("E", "Day 1", "2031-05-02")


def test_a_day_is_one_share_in_a_channel_however_often_it_is_shared(
    database: BotDatabase, clock: ManualClock
) -> None:
    first = database.shares.begin(1, 2, DAY, "cards")
    database.shares.finish(first.id)
    assert database.shares.unfinished() == []
    clock.move(60)
    again = database.shares.begin(1, 2, DAY, "cards")
    assert (again.id, again.started) == (first.id, first.started)
    assert database.shares.unfinished() == [again]
    assert database.shares.begin(1, 3, DAY, "cards").id != first.id


def test_a_message_is_known_before_and_after_it_is_sent(database: BotDatabase) -> None:
    share = database.shares.begin(1, 2, DAY, "thread")
    planned = database.shares.plan(share.id, 0, ["s1"])
    assert database.shares.parts(share.id) == [planned]
    database.shares.sent(share.id, 0, "77", "digest", ["s1", "s2"])
    (sent,) = database.shares.parts(share.id)
    assert (sent.nonce, sent.message, sent.sessions) == (planned.nonce, "77", ("s1", "s2"))
    database.shares.forget_share(share.id)
    assert database.shares.parts(share.id) == []


def test_a_share_that_nothing_stands_of_yet_takes_the_form_that_was_said_last(database: BotDatabase) -> None:
    shares = database.shares
    first = shares.begin(1, 2, DAY, "thread")
    shares.plan(first.id, 0, [])
    assert taken_up(shares, "cards", publish=True).form == "cards"
    shares.plan(first.id, 1, ["s1"])
    again = taken_up(shares, "thread", tag=7)
    assert (again.form, again.tag, again.publish) == ("cards", 7, False)


def taken_up(shares: Shares, form: Form, work: str = "one", **wished: Any) -> Share:
    share = shares.take_up(shares.begin(1, 2, DAY, form, **wished), work)
    assert share is not None
    return share


def test_only_the_first_of_two_who_share_a_day_at_once_shares_it_anew(database: BotDatabase) -> None:
    assert [database.shares.begin(1, 2, DAY, form).new for form in FORMS] == [True, False, False]


def test_what_a_process_carries_out_no_other_takes_up_or_changes_the_form_of(database: BotDatabase) -> None:
    shares = database.shares
    taken = taken_up(shares, "cards")
    with pytest.raises(TakenOverError, match="Somebody else shares that here just now"):
        taken_up(shares, "thread", "two")
    assert (now := shares.share(taken.id)) is not None
    assert (now.form, now.work) == ("cards", "one")
    assert taken_up(shares, "thread").form == "thread", "the process itself knows that it is at it no more"
    shares.finish(taken.id, "one")
    assert taken_up(shares, "forum", "two").work == "two"


@pytest.mark.parametrize("how", ["cut off", "silent", "from before the time was set back"])
def test_a_process_that_is_gone_is_taken_over_from_and_notes_nothing_more(
    database: BotDatabase, clock: ManualClock, how: str
) -> None:
    shares = database.shares
    taken = taken_up(shares, "cards")
    clock.move(100)
    part = shares.plan(taken.id, 0, [], "one")
    clock.move(100)
    with pytest.raises(TakenOverError):
        taken_up(shares, "thread", "two")
    if how == "silent":
        clock.move(100)
    elif how != "cut off":
        clock.set(clock.now() - dt.timedelta(hours=5))
    over = shares.take_up(shares.begin(1, 2, DAY, "thread"), "two", cut_off=how == "cut off")
    assert over is not None
    assert over.form == "cards"
    with pytest.raises(TakenOverError):
        shares.plan(taken.id, 0, [], "one")
    assert shares.parts(taken.id) == [part], "what is sent again is sent under the same nonce"


def test_what_was_sent_on_to_followers_is_known(database: BotDatabase) -> None:
    share = database.shares.begin(1, 2, DAY, "cards", publish=True)
    database.shares.plan(share.id, 0, [])
    database.shares.published(share.id, 0)
    assert [part.published for part in database.shares.parts(share.id)] == [True]
    assert not database.shares.plan(share.id, 0, []).published, "planned anew, it is another message"
    assert [part.published for part in database.shares.parts(share.id)] == [False]


def test_a_server_has_one_schedule_of_its_own(database: BotDatabase) -> None:
    for server in (1, 2):
        database.schedules.keep(Schedule(server, 2, "cards", dt.time(8), "UTC"))
    database.schedules.keep(Schedule(1, 3, "forum", dt.time(9), "UTC"))
    assert [(one.server, one.channel) for one in database.schedules.every()] == [(1, 3), (2, 2)]
    assert database.schedules.remove(1)
    assert not database.schedules.remove(1)
    assert database.schedules.of(1) is None
    assert database.schedules.of(2) is not None


@pytest.mark.parametrize("taken_back", [True, False])
def test_who_was_there_is_named_in_their_server_until_they_take_it_back(
    database: BotDatabase, taken_back: bool
) -> None:
    for user in (7, 8):
        assert database.presence.toggle(1, "s1", database.person(user), user)
    if taken_back:
        assert not database.presence.toggle(1, "s1", database.person(7), 7)
    else:
        assert database.forget(database.person(7)) == 1
    assert database.presence.users(1, "s1") == [8]
    assert database.presence.users(2, "s1") == database.presence.users(1, "s2") == []
