"""Ids of buttons and menus: those that stand in Discord are understood, and each by one form alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.discord import limits
from bot.discord.custom_ids import NotesButton, PresenceButton, RecapChoice, ReplyButton, SessionMenu

FORMS: tuple[Any, ...] = (ReplyButton, SessionMenu, RecapChoice, PresenceButton, NotesButton)
KEY = "aZ09_-aZ09_-"
STANDING = {
    f"q:more:{KEY}": ReplyButton("more", KEY),
    f"q:whole:{KEY}": ReplyButton("whole", KEY),
    f"q:whole:{KEY}:0b": ReplyButton("whole", KEY, 0, back=True),
    f"q:page:{KEY}:12n": ReplyButton("page", KEY, 12),
    f"q:pick:{KEY}": SessionMenu(KEY),
    f"r:where:{KEY}:0:cards": RecapChoice("where", KEY, 0, "cards"),
    f"r:form:{KEY}:1099999999999999999:thread": RecapChoice("form", KEY, 1099999999999999999, "thread"),
    f"r:share:{KEY}:12:forum": RecapChoice("share", KEY, 12, "forum"),
    f"r:tag:{KEY}:12:forum:1099999999999999999": RecapChoice("tag", KEY, 12, "forum", 1099999999999999999),
    f"r:publish:{KEY}:12:cards": RecapChoice("publish", KEY, 12, "cards"),
    "r:here:7:3:10": PresenceButton(7, 3, 10),
    f"n:approve:{KEY}": NotesButton("approve", KEY),
}
"""Ids as they stand under messages that were sent before, and what they say."""


@pytest.mark.parametrize("written", STANDING)
def test_an_id_that_stands_in_discord_is_understood_by_one_form(written: str) -> None:
    found = [
        form.read(match) for form in FORMS if (match := re.fullmatch(form.TEMPLATE, written)) is not None
    ]
    assert found == [STANDING[written]]
    assert str(found[0]) == written
    assert len(written) <= limits.CUSTOM_ID


@pytest.mark.parametrize(
    "written",
    [
        "q:more:",
        f"q:more:{KEY}:1",
        f"q:more:{KEY * 4}",
        f"q:pick:{KEY}:0n",
        f"r:here:{KEY}:0:cards",
        f"r:share:{KEY}:12:scroll",
        "r:here:7:3:100",
        f"x:more:{KEY}",
        f"n:approve:{KEY}:1",
        "",
    ],
)
def test_what_is_not_an_id_of_ours_is_understood_by_none(written: str) -> None:
    assert not [form for form in FORMS if re.fullmatch(form.TEMPLATE, written)]
