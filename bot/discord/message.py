"""What a reply is made of, before Discord's library sees it, and the sizes that Discord takes.

discord.py checks almost none of these, and Discord refuses the whole message where one is passed.
Sizes are in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.discord.markdown import escaped_lines
from bot.render.images import Attachment, Sizes
from bot.render.shorten import length

CONTENT = 2000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
EMBED_FOOTER = 2048
EMBED_URL = 2048
EMBEDS = 10
EMBEDS_TOTAL = 6000
ROWS = 5
ROW_BUTTONS = 5
BUTTON_LABEL = 80
CUSTOM_ID = 100
LINK_URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_TEXT = 100
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
FILE_DESCRIPTION = 1024
THREAD_NAME = 100

PICTURES = Sizes(FILE_BYTES, FILE_DESCRIPTION)

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
    presses: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()

    def rows(self) -> Iterator[tuple[LinkButton | Button, ...] | Menu]:
        """Give the rows of components, top to bottom."""
        if self.links:
            yield self.links
        if self.menu is not None:
            yield self.menu
        for start in range(0, len(self.presses), ROW_BUTTONS):
            yield self.presses[start : start + ROW_BUTTONS]


def notice(text: str) -> Message:
    """Return a message of plain words: a refusal, a hint."""
    return Message(content=escaped_lines(text, CONTENT))


def violations(post: Message) -> list[str]:
    """Say where a message passes a size that Discord takes; none when it can be sent."""
    return [*_over(post), *_missing(post)]


def _over(post: Message) -> Iterator[str]:
    sizes: list[tuple[str, int, int]] = [
        ("content", length(post.content), CONTENT),
        ("embeds", len(post.cards), EMBEDS),
        ("embeds total", sum(card.size for card in post.cards), EMBEDS_TOTAL),
        ("files", len(post.files), FILES),
        ("rows", len(list(post.rows())), ROWS),
    ]
    for card in post.cards:
        sizes += [
            ("title", length(card.title), EMBED_TITLE),
            ("description", length(card.description), EMBED_DESCRIPTION),
            ("footer", length(card.footer), EMBED_FOOTER),
            ("url", length(card.url or ""), EMBED_URL),
            ("fields", len(card.fields), EMBED_FIELDS),
        ]
        for field in card.fields:
            sizes += [("field name", length(field.name), FIELD_NAME)]
            sizes += [("field value", length(field.value), FIELD_VALUE)]
    for row in post.rows():
        if isinstance(row, Menu):
            sizes += list(_menu_sizes(row))
            continue
        sizes.append(("buttons in a row", len(row), ROW_BUTTONS))
        for button in row:
            sizes.append(("button label", length(button.label), BUTTON_LABEL))
            if isinstance(button, LinkButton):
                sizes.append(("button url", length(button.url), LINK_URL))
            else:
                sizes.append(("custom_id", length(button.custom_id), CUSTOM_ID))
    for file in post.files:
        sizes += [("file", len(file.data), FILE_BYTES)]
        sizes += [("file description", length(file.description), FILE_DESCRIPTION)]
    return (f"{what}: {size} of at most {most}" for what, size, most in sizes if size > most)


def _menu_sizes(menu: Menu) -> Iterator[tuple[str, int, int]]:
    yield "custom_id", length(menu.custom_id), CUSTOM_ID
    yield "placeholder", length(menu.placeholder), PLACEHOLDER
    yield "options", len(menu.options), OPTIONS
    for option in menu.options:
        for text in (option.label, option.value, option.description):
            yield "option text", length(text), OPTION_TEXT


def _missing(post: Message) -> Iterator[str]:
    if not (post.content.strip() or post.cards or post.files):
        yield "message: empty"
    for card in post.cards:
        if not (card.title.strip() or card.description.strip() or card.fields or card.image):
            yield "embed: empty"
        if any(not field.name.strip() or not field.value.strip() for field in card.fields):
            yield "field: empty"
    buttons = [button for row in post.rows() if not isinstance(row, Menu) for button in row]
    ids = [button.custom_id for button in buttons if isinstance(button, Button)]
    if post.menu is not None:
        ids.append(post.menu.custom_id)
        if not post.menu.options or any(
            not (option.label.strip() and option.value.strip()) for option in post.menu.options
        ):
            yield "menu: empty"
        yield from _repeated("option value", [option.value for option in post.menu.options])
    if any(not button.label.strip() for button in buttons):
        yield "button: empty"
    yield from _repeated("custom_id", ids)


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{what}: {value} twice"
        seen.add(value)
