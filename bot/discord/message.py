"""What a message is made of, before Discord's library sees it: Discord's Components V2 without their ids.

A message is either plain words (``content``), of which a notification shows the beginning, or ``parts``:
texts, pictures, buttons and menus, alone or on cards. Discord shows parts also to people who have embeds
switched off; a message that has parts once can never be plain again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.discord import limits
from bot.discord.markdown import escaped_lines
from bot.discord.words_of_notes import as_sent
from bot.render.images import Attachment

Style = Literal["primary", "secondary"]


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown."""

    markdown: str
    own: bool = False
    """Whether headings, bold words and facts in it are the bot's own words; else they are the notes'."""
    marked: str = field(init=False, compare=False, repr=False)
    """The Markdown with its marks around words of notes, if it was given any."""

    def __post_init__(self) -> None:
        """Take the marks out of what is sent."""
        object.__setattr__(self, "marked", self.markdown)
        object.__setattr__(self, "markdown", as_sent(self.markdown))


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures among the attached files, by name; their alternative texts are the files' descriptions."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One of the attached files, to be opened or kept, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address; the label ends in its real host."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button that the bot answers; it shows ``label``, or alone an ``emoji``."""

    label: str
    custom_id: str
    style: Style = "secondary"
    disabled: bool = False
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons beside each other; what does not fit the screen goes on below."""

    buttons: tuple[LinkButton | Button, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False
    own: bool = False
    """Whether the description is the bot's own words; else it is the notes'."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A select menu of which one line is picked."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChannelMenu:
    """A select menu of the server's channels that can be written to; ``chosen`` is an id, 0 for none."""

    custom_id: str
    placeholder: str
    chosen: int = 0


Part = Text | Gallery | AttachedFile | Row | Menu | ChannelMenu


@dataclass(frozen=True, slots=True)
class Card:
    """Parts on a box with a coloured edge."""

    parts: tuple[Part, ...]
    colour: int = 0x5865F2


@dataclass(frozen=True, slots=True)
class Message:
    """One message: plain words, or parts."""

    content: str = ""
    parts: tuple[Part | Card, ...] = ()
    files: tuple[Attachment, ...] = ()

    def flat(self) -> Iterator[Part]:
        """Return the parts from top to bottom, those on cards too."""
        for part in self.parts:
            if isinstance(part, Card):
                yield from part.parts
            else:
                yield part

    @property
    def texts(self) -> tuple[str, ...]:
        """All Markdown, from top to bottom."""
        shown = [part.markdown for part in self.flat() if isinstance(part, Text)]
        return (self.content, *shown) if self.content else tuple(shown)

    @property
    def markdown(self) -> str:
        """All Markdown in one text."""
        return "\n".join(self.texts)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons that the bot answers."""
        return tuple(button for button in self._all_buttons() if isinstance(button, Button))

    @property
    def links(self) -> tuple[LinkButton, ...]:
        """The buttons that open addresses."""
        return tuple(button for button in self._all_buttons() if isinstance(button, LinkButton))

    @property
    def menus(self) -> tuple[Menu, ...]:
        """The menus of lines."""
        return tuple(part for part in self.flat() if isinstance(part, Menu))

    def _all_buttons(self) -> Iterator[LinkButton | Button]:
        for part in self.flat():
            if isinstance(part, Row):
                yield from part.buttons

    def each_part(self, change: Callable[[Part], Part | None]) -> Message:
        """Return the message with every part changed, those on cards too, or left out for None."""

        def changed(part: Part | Card) -> Part | Card | None:
            if not isinstance(part, Card):
                return change(part)
            return replace(part, parts=tuple(filter(None, map(change, part.parts))))

        return replace(self, parts=tuple(filter(None, map(changed, self.parts))))


def notice(text: str) -> Message:
    """Return a message of plain words: a refusal, a hint."""
    return Message(content=escaped_lines(text, limits.CONTENT))


def text_message(markdown: str) -> Message:
    """Return a message of Markdown that may also take the place of one that has parts."""
    return Message(parts=(Text(markdown),))
