"""The grammar of custom ids: what a button or menu is for stands in its id, so that it works after a restart.

Ids that stand under messages in Discord have to be understood for as long as the messages stand: forms may be
added here, and none changed. ``q`` begins what belongs to a kept reply, ``r`` what belongs to a recap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, cast, get_args

from bot.service.shares import FORMS, Form

_KEY = r"(?P<key>[\w-]{1,40})"
"""The key of a reply that the bot's database holds."""
ChoiceKind = Literal["where", "form", "share"]
MenuAct = Literal["#more", "#whole", "#thread"]
"""What the menu under a reply can do besides showing a session; no session's value begins so."""
MENU_ACTS: tuple[MenuAct, ...] = get_args(MenuAct)


@dataclass(frozen=True, slots=True)
class ReplyButton:
    """``q:ACT:KEY``, or ``q:ACT:KEY:PAGE`` and b or n: a button under a reply."""

    TEMPLATE: ClassVar[str] = rf"q:(?!pick:)(?P<act>[a-z]+):{_KEY}(?::(?P<page>\d{{1,5}})(?P<to>[bn]))?"
    act: str
    key: str
    page: int | None = None
    """The page that it turns to, counted from 0."""
    back: bool = False
    """Whether that is the page before: two buttons may lead to one page, and no id may come twice."""

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        page = match["page"]
        return cls(match["act"], match["key"], None if page is None else int(page), match["to"] == "b")

    def __str__(self) -> str:
        turned = "" if self.page is None else f":{self.page}{'b' if self.back else 'n'}"
        return f"q:{self.act}:{self.key}{turned}"


@dataclass(frozen=True, slots=True)
class SessionMenu:
    """``q:pick:KEY``: the menu of sessions under a reply."""

    TEMPLATE: ClassVar[str] = rf"q:pick:{_KEY}"
    key: str

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        return cls(match["key"])

    def __str__(self) -> str:
        return f"q:pick:{self.key}"


@dataclass(frozen=True, slots=True)
class RecapChoice:
    """``r:KIND:KEY:CHANNEL:FORM``: a menu, or the button that shares, under the preview of a recap."""

    TEMPLATE: ClassVar[str] = (
        rf"r:(?P<kind>{'|'.join(get_args(ChoiceKind))}):{_KEY}"
        rf":(?P<channel>\d{{1,20}}):(?P<form>{'|'.join(FORMS)})"
    )
    kind: ChoiceKind
    key: str
    channel: int
    """The id of the channel that is chosen, 0 for none yet."""
    form: Form

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        kind, form = cast(ChoiceKind, match["kind"]), cast(Form, match["form"])
        return cls(kind, match["key"], int(match["channel"]), form)

    def __str__(self) -> str:
        return f"r:{self.kind}:{self.key}:{self.channel}:{self.form}"


@dataclass(frozen=True, slots=True)
class RecapTurn:
    """``r:turn:KEY:CHANNEL:FORM:PAGE`` and b or n: a button to another page of the preview of a recap."""

    TEMPLATE: ClassVar[str] = (
        rf"r:turn:{_KEY}:(?P<channel>\d{{1,20}}):(?P<form>{'|'.join(FORMS)}):(?P<page>\d{{1,5}})(?P<to>[bn])"
    )
    key: str
    channel: int
    form: Form
    page: int
    """The page that it turns to, counted from 0."""
    back: bool = False

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        form = cast(Form, match["form"])
        return cls(match["key"], int(match["channel"]), form, int(match["page"]), match["to"] == "b")

    def __str__(self) -> str:
        return f"r:turn:{self.key}:{self.channel}:{self.form}:{self.page}{'b' if self.back else 'n'}"


@dataclass(frozen=True, slots=True)
class PresenceButton:
    """``r:here:SHARE:PLACE:NUMBER``: the button "I was there" under a session of a shared recap."""

    TEMPLATE: ClassVar[str] = r"r:here:(?P<share>\d{1,12}):(?P<place>\d{1,5}):(?P<number>\d{1,2})"
    share: int
    place: int
    """The place of its message among those of the share."""
    number: int
    """The place of the session on the message, counted from 1."""

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        return cls(int(match["share"]), int(match["place"]), int(match["number"]))

    def __str__(self) -> str:
        return f"r:here:{self.share}:{self.place}:{self.number}"
