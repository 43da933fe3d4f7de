"""The grammar of custom ids: what a button or menu is for stands in its id, so that it works after a restart.

Ids that stand under messages in Discord have to be understood for as long as the messages stand: forms may be
added here, and none changed. ``q`` begins what belongs to a kept reply, ``r`` what belongs to a recap, ``n``
what belongs to notes that were handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, cast, get_args

from bot.service.shares import FORMS, Form

_KEY = r"(?P<key>[\w-]{1,40})"
"""The key of a reply that the bot's database holds."""
_TAG = r"(?::(?P<tag>\d{1,20}))?"
"""A tag of a forum, by its id."""
ChoiceKind = Literal["where", "form", "tag", "share", "publish"]
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
    """``r:KIND:KEY:CHANNEL:FORM``, or with ``:TAG``: a menu or button under the preview of a recap."""

    TEMPLATE: ClassVar[str] = (
        rf"r:(?P<kind>{'|'.join(get_args(ChoiceKind))}):{_KEY}"
        rf":(?P<channel>\d{{1,20}}):(?P<form>{'|'.join(FORMS)}){_TAG}"
    )
    kind: ChoiceKind
    key: str
    channel: int
    """The id of the channel that is chosen, 0 for none yet."""
    form: Form
    tag: int = 0
    """The id of the forum's tag that is chosen, 0 for none."""

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        kind, form = cast(ChoiceKind, match["kind"]), cast(Form, match["form"])
        return cls(kind, match["key"], int(match["channel"]), form, int(match["tag"] or 0))

    def __str__(self) -> str:
        return f"r:{self.kind}:{self.key}:{self.channel}:{self.form}{f':{self.tag}' if self.tag else ''}"


@dataclass(frozen=True, slots=True)
class RecapTurn:
    """``r:turn:KEY:CHANNEL:FORM:PAGE`` and b or n, or with ``:TAG``: turns the page of a preview."""

    TEMPLATE: ClassVar[str] = (
        rf"r:turn:{_KEY}:(?P<channel>\d{{1,20}}):(?P<form>{'|'.join(FORMS)}):(?P<page>\d{{1,5}})(?P<to>[bn]){_TAG}"
    )
    key: str
    channel: int
    form: Form
    page: int
    """The page that it turns to, counted from 0."""
    back: bool = False
    tag: int = 0

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        form, page = cast(Form, match["form"]), int(match["page"])
        back, tag = match["to"] == "b", int(match["tag"] or 0)
        return cls(match["key"], int(match["channel"]), form, page, back, tag)

    def __str__(self) -> str:
        to = f"{self.page}{'b' if self.back else 'n'}{f':{self.tag}' if self.tag else ''}"
        return f"r:turn:{self.key}:{self.channel}:{self.form}:{to}"


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


@dataclass(frozen=True, slots=True)
class NotesButton:
    """``n:ACT:KEY``: a button under notes that were handed in."""

    TEMPLATE: ClassVar[str] = rf"n:(?P<act>[a-z]+):{_KEY}"
    act: str
    key: str

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what an id says that the template matched."""
        return cls(match["act"], match["key"])

    def __str__(self) -> str:
        return f"n:{self.act}:{self.key}"
