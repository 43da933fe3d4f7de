"""What a message is made of, before Discord's library sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.discord import limits
from bot.discord.markdown import escaped_lines
from bot.render.images import Attachment
from bot.render.shorten import length

Style = Literal["primary", "secondary"]


@dataclass(frozen=True, slots=True)
class Field:
    """A named fact of a card; both are Markdown."""

    name: str
    value: str
    inline: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """An embed. Title, description and fields are Markdown; the footer is plain."""

    description: str = ""
    title: str = ""
    url: str | None = None
    fields: tuple[Field, ...] = ()
    footer: str = ""
    colour: int = 0x5865F2
    image: str | None = None
    """The name of an attached file to show large."""

    @property
    def size(self) -> int:
        """What counts against the limit over all embeds of a message."""
        texts = [self.title, self.description, self.footer]
        texts += [text for field in self.fields for text in (field.name, field.value)]
        return sum(map(length, texts))


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address; the label ends in its real host."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button that the bot answers."""

    label: str
    custom_id: str
    style: Style = "secondary"
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A select menu of which one line is picked."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a card, then a row of links, a menu, and rows of buttons."""

    content: str = ""
    cards: tuple[Card, ...] = ()
    links: tuple[LinkButton, ...] = ()
    menu: Menu | None = None
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()

    def rows(self) -> Iterator[tuple[LinkButton | Button, ...] | Menu]:
        """Return the rows of components, top to bottom."""
        if self.links:
            yield self.links
        if self.menu is not None:
            yield self.menu
        for start in range(0, len(self.buttons), limits.ROW_BUTTONS):
            yield self.buttons[start : start + limits.ROW_BUTTONS]


def notice(text: str) -> Message:
    """Return a message of plain words: a refusal, a hint."""
    return Message(content=escaped_lines(text, limits.CONTENT))
