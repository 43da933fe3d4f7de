"""What people write to the bot, on the wire: what of it is asked, what gets a sign, and what gets nothing."""

from __future__ import annotations

import pytest

from bot.discord.client import QuothBot
from tests.loopback.actors import APP, CHANNEL, GUILD, Data
from tests.loopback.bot import library_under
from tests.loopback.fault import Fault
from tests.loopback.places import thread_of
from tests.loopback.server import Loopback

ME = f"<@{APP}>"
ROLE = 777
LAMPS = "how do lighthouses send their state?"


def reply_to(message: Data) -> Data:
    return {"message_id": message["id"], "channel_id": message["channel_id"], "guild_id": str(GUILD)}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<a:wave:55> <t:1930000000:R> {q} @everyone", LAMPS),
        ("@here {q}\u200b", LAMPS),
        ("**{q}**", LAMPS),
        ("||{q}||", LAMPS),
        ("`{q}`", LAMPS),
        (", [{q}](https://harbour.example/)", LAMPS),
        ("{q}\n> somebody said this", LAMPS),
        (f"what was said in <#{CHANNEL}>?", "what was said in general?"),
        ("what do <@&4711> hear?", "what do pilots hear?"),
    ],
)
async def test_a_question_is_asked_in_the_words_that_people_see(
    server: Loopback, bot: QuothBot, text: str, question: str
) -> None:
    role = {"id": "4711", "name": "pilots", "permissions": "0", "position": 1}
    await server.gateway.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(GUILD), "role": role})
    await server.say(f"{ME} {text.replace('{q}', LAMPS)}")
    await server.next_message(1)
    assert library_under(bot).asked[-1][0] == question


UNKNOWN, LAMP_VIDEO = "https://elsewhere.example/a?b=lamp", "https://youtu.be/lamp0000001?si=x"
LAMP = "day1/lighthouses-that-talk"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{LAMPS} {UNKNOWN}", (LAMPS, None, None)),
        (f"<{UNKNOWN}>, {LAMPS}", (LAMPS, None, None)),
        (f"how much diesel? {LAMP_VIDEO}", ("how much diesel? Lighthouses that talk", None, LAMP)),
        (f"who spoke in <{LAMP_VIDEO}>?", ("who spoke in Lighthouses that talk?", None, LAMP)),
        (LAMP_VIDEO, ("Lighthouses that talk", None, LAMP)),
        (f"how much diesel?\n> {LAMP_VIDEO}", ("how much diesel?", None, LAMP)),
        (f"{LAMPS}\n> {UNKNOWN}", (LAMPS, None, None)),
    ],
)
async def test_an_address_is_no_word_of_a_question_and_one_in_the_notes_finds_its_session(
    server: Loopback, bot: QuothBot, text: str, asked: tuple[str, None, str | None]
) -> None:
    await server.say(f"{ME} {text}")
    await server.next_message(1)
    assert library_under(bot).asked == [asked]
    if ">" not in text:
        await (await server.slash("ask", question=text)).answer()
        assert library_under(bot).asked == [asked, asked]


async def test_an_address_alone_that_is_not_in_the_notes_is_told(server: Loopback, bot: QuothBot) -> None:
    await server.say(UNKNOWN, dm=True)
    assert "No session of the notes has that link" in str(await server.next_message(1))
    assert library_under(bot).asked == []


async def test_a_person_is_asked_for_by_the_name_that_they_have_here(server: Loopback, bot: QuothBot) -> None:
    person = {**server.user(7), "member": {**server.member(7), "nick": "Ada Quill"}}
    me = {**server.user(APP, bot=True), "username": "quoth"}
    await server.say(f"{ME} what did <@7> say?", mentions=[me, person])
    await server.next_message(1)
    assert library_under(bot).asked[-1][0] == "what did Ada Quill say?"


async def test_a_quoted_line_tells_which_session_is_meant(server: Loopback, bot: QuothBot) -> None:
    await server.say(f"{ME} how much diesel?\n> A lamp sends its state every minute")
    await server.next_message(1)
    assert library_under(bot).asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("thanks!", "👍"),
        ("merci beaucoup", "👍"),
        ("ありがとう", "👍"),
        ("bye", "👋"),
        ("thanks <3", "👍"),
        ("thx 🙏", "👍"),
        ("thx, +1", "👍"),
    ],
)
async def test_thanks_get_a_sign_and_no_message(
    server: Loopback, bot: QuothBot, text: str, sign: str
) -> None:
    said = await server.say(f"{ME} {text}")
    await server.until(lambda: bool(server.reactions))
    await server.quiet()
    assert server.reactions == [(said["id"], sign)]
    assert server.messages == []
    assert bot.tenants.others.database.replies.gaps(GUILD) == []


async def test_thanks_get_words_where_the_bot_may_not_put_a_sign(server: Loopback, bot: QuothBot) -> None:
    del bot
    server.faults = [Fault("PUT", "/reactions/", "403")]
    await server.say(f"{ME} thanks!")
    assert "welcome" in str(await server.next_message(1))


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "lol", "hahaha", "d'accord", "好的", "ㅋㅋㅋ", "👍", "<:wave:55>", ":D", "<3", "!!", "ok :)"),
        *("+1", "1", "this", "This!", "same", "^", "^^", "^ this", "same here", "dito", "同じく", "同上"),
    ],
)
async def test_what_asks_for_nothing_gets_nothing(server: Loopback, bot: QuothBot, text: str) -> None:
    del bot
    await server.say(f"{ME} {text}")
    await server.say(f"{ME} {LAMPS}")
    assert "Lighthouses" in str(await server.next_message(1))
    await server.quiet()
    assert len(server.messages) == 1
    assert server.reactions == []


@pytest.mark.parametrize("text", ["hi", "hallo", "help", "who are you?", "that's wrong", "??"])
async def test_who_greets_or_complains_is_told_how_to_ask(server: Loopback, bot: QuothBot, text: str) -> None:
    del bot
    await server.say(f"{ME} {text}")
    said = str(await server.next_message(1)).lower()
    assert "ask" in said or "frag" in said
    assert "Lighthouses" not in said


async def test_the_role_that_has_the_bots_name_is_the_bot(server: Loopback, bot: QuothBot) -> None:
    del bot
    tags = {"bot_id": str(APP)}
    role = {"id": str(ROLE), "name": "quoth", "permissions": "0", "position": 1, "tags": tags}
    await server.gateway.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(GUILD), "role": role})
    await server.say(f"<@&{ROLE}> {LAMPS}", mention_roles=[str(ROLE)], pinged=True, mentions=[])
    assert "Lighthouses" in str(await server.next_message(1))
    await server.say(f"<@&{ROLE}> {LAMPS}", mention_roles=[str(ROLE)])
    assert "That was my role" in (await server.next_message(2))["content"], "its words did not come"


async def test_a_file_is_not_read_and_that_is_said(server: Loopback, bot: QuothBot) -> None:
    del bot
    file = {"id": "1", "filename": "message.txt", "size": 9, "url": "u", "proxy_url": "u"}
    await server.say("", dm=True, attachments=[file])
    assert "text only" in (await server.next_message(1))["content"]


async def test_what_is_forwarded_is_read(server: Loopback, bot: QuothBot) -> None:
    del bot
    snapshot = {"type": 0, "content": LAMPS, "embeds": [], "attachments": [], "flags": 0, "mentions": []}
    snapshot |= {"timestamp": "2031-05-02T10:00:00+00:00", "edited_timestamp": None, "mention_roles": []}
    await server.say("", dm=True, message_snapshots=[{"message": snapshot}])
    assert "Lighthouses" in str(await server.next_message(1))


async def test_a_bare_mention_in_a_reply_to_somebody_is_told_of_the_menu(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    theirs = await server.say(LAMPS, user=2)
    await server.say(ME, message_reference=reply_to(theirs), referenced_message={**theirs, "content": ""})
    assert "Ask the notes about this" in (await server.next_message(1))["content"]


async def test_a_bare_mention_in_a_reply_asks_what_can_be_read(server: Loopback, bot: QuothBot) -> None:
    del bot
    await server.say(f"{ME} ok", user=2)
    theirs = {**(await server.say("", user=2)), "content": LAMPS}
    await server.say(ME, message_reference=reply_to(theirs), referenced_message=theirs)
    assert "Lighthouses" in str(await server.next_message(1))


async def test_two_questions_in_one_message_are_both_answered(server: Loopback, bot: QuothBot) -> None:
    await server.say(f"{ME} {LAMPS} And who hydrographs the tides as a service?")
    await server.next_message(2)
    await server.quiet()
    assert ["Lighthouses" in str(server.messages[0]), "Tides" in str(server.messages[1])] == [True, True]
    assert len(library_under(bot).asked) == 2


async def test_bots_and_webhooks_are_left_alone(server: Loopback, bot: QuothBot) -> None:
    await server.say(f"{ME} {LAMPS}", webhook_id="55")
    await server.say(f"{ME} {LAMPS}", author=server.user(8, bot=True))
    await server.say(LAMPS, dm=True, author=server.user(8, bot=True))
    await server.say(f"{ME} how do ferries moor?")
    assert "Mooring" in str(await server.next_message(1))
    await server.quiet()
    assert [question for question, _, _ in library_under(bot).asked] == ["how do ferries moor?"]


@pytest.mark.parametrize("kind", [2, 5, 10, 11, 12, 13])
async def test_a_question_is_answered_in_every_kind_of_channel(
    server: Loopback, bot: QuothBot, kind: int
) -> None:
    del bot
    thread = thread_of("31", GUILD, str(CHANNEL), "pier")
    channel = {"position": 2, "permission_overwrites": [], "bitrate": 64000, "user_limit": 0}
    place = {**thread, **channel, "type": kind, "parent_id": str(CHANNEL)}
    await server.gateway.dispatch("THREAD_CREATE" if 10 <= kind <= 12 else "CHANNEL_CREATE", place)
    await server.say(f"{ME} {LAMPS}", channel=31)
    reply = await server.next_message(1)
    assert reply["channel_id"] == "31"
    assert "Lighthouses" in str(reply)


@pytest.mark.parametrize(
    ("text", "name", "kept_to"),
    [
        ("who presented it?", "Lighthouses that talk", LAMP),
        ("who presented it?", "Lunch on Sunday", None),
        ("how do ferries moor?", "Lighthouses that talk", None),
    ],
)
async def test_the_name_of_a_post_or_thread_tells_what_a_question_there_is_about(
    server: Loopback, bot: QuothBot, text: str, name: str, kept_to: str | None
) -> None:
    await server.gateway.dispatch("THREAD_CREATE", thread_of("31", GUILD, str(CHANNEL), name))
    await server.say(f"{ME} {text}", channel=31)
    await server.next_message(1)
    assert library_under(bot).asked[-1] == (text, None, kept_to)


@pytest.mark.parametrize("kind", ["reply", "forward", "quote", "embed"])
async def test_words_of_others_are_answered_and_kept_nowhere(
    server: Loopback, bot: QuothBot, kind: str
) -> None:
    snapshot = {"type": 0, "content": LAMPS, "embeds": [], "attachments": [], "flags": 0, "mentions": []}
    snapshot |= {"timestamp": "2031-05-02T10:00:00+00:00", "edited_timestamp": None, "mention_roles": []}
    if kind == "reply":
        theirs = {**(await server.say("", user=2)), "content": LAMPS}
        await server.say(ME, message_reference=reply_to(theirs), referenced_message=theirs)
    elif kind == "forward":
        await server.say(ME, message_snapshots=[{"message": snapshot}])
    elif kind == "quote":
        await server.say(f"{ME}\n> {LAMPS}")
    else:
        await server.say(ME, embeds=[{"type": "rich", "title": LAMPS}])
    await server.quiet()
    assert "Lighthouses" in str(await server.next_message(1))
    kept = bot.tenants.database.connection.rows("SELECT asked FROM replies")
    assert {asked for (asked,) in kept} == {""}


@pytest.mark.parametrize("text", ["who presented it?", "and when?", "tell me more"])
async def test_a_direct_message_goes_on_about_the_last_answer(
    server: Loopback, bot: QuothBot, text: str
) -> None:
    await server.say(LAMPS, dm=True)
    await server.next_message(1)
    await server.say("hi", dm=True)
    await server.next_message(2)
    await server.say(text, dm=True)
    await server.next_message(3)
    assert library_under(bot).asked[-1] == (text, None, "day1/lighthouses-that-talk")


async def test_a_question_of_its_own_goes_on_about_nothing(server: Loopback, bot: QuothBot) -> None:
    await server.say(LAMPS, dm=True)
    await server.next_message(1)
    await server.say("how are ships moored?", dm=True)
    await server.next_message(2)
    assert library_under(bot).asked[-1] == ("how are ships moored?", None, None)


async def test_what_is_said_much_later_goes_on_about_nothing(server: Loopback, bot: QuothBot) -> None:
    first = await server.say(LAMPS, dm=True)
    await server.next_message(1)
    minutes = 11
    await server.say("who presented it?", dm=True, id=str(int(first["id"]) + (minutes * 60_000 << 22)))
    await server.next_message(2)
    assert library_under(bot).asked[-1] == ("who presented it?", None, None)


@pytest.mark.parametrize(
    ("cards", "kept_to"),
    [
        (["day1/lighthouses-that-talk"], "day1/lighthouses-that-talk"),
        (["day1/lighthouses-that-talk", "s2"], None),
    ],
)
async def test_an_answer_to_the_one_card_of_a_posted_recap_stays_with_its_session(
    server: Loopback, bot: QuothBot, cards: list[str], kept_to: str | None
) -> None:
    shares = bot.tenants.database.shares
    share = shares.begin(GUILD, CHANNEL, ("Harbour Days 2031", "Day 1", "2031-05-02"), "thread")
    shares.plan(share.id, 1, cards)
    shares.sent(share.id, 1, "7777", None, cards)
    card = {"message_id": "7777", "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
    await server.say(f"{ME} who spoke?", message_reference=card)
    await server.next_message(1)
    assert library_under(bot).asked[-1] == ("who spoke?", None, kept_to)
