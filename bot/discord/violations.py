"""Where a message passes a size that Discord takes: asked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.discord import limits
from bot.discord.message import (
    AttachedFile,
    Button,
    Card,
    ChannelMenu,
    Gallery,
    LinkButton,
    Menu,
    Message,
    Part,
    Row,
    Text,
)
from bot.render.shorten import length

_Size = tuple[str, int, int]


def violations(message: Message) -> list[str]:
    """Say where a message passes a size that Discord takes; none when it can be sent."""
    return [*_over(message), *_missing(message)]


def components(message: Message) -> int:
    """Return how many components Discord counts, those inside others too."""
    cards = sum(isinstance(part, Card) for part in message.parts)
    return cards + sum(map(_count, message.flat()))


def _count(part: Part) -> int:
    if isinstance(part, Row):
        return 1 + len(part.buttons)
    # A menu stands in a row of its own.
    return 2 if isinstance(part, Menu | ChannelMenu) else 1


def _over(message: Message) -> Iterator[str]:
    sizes: list[_Size] = [
        ("content", length(message.content), limits.CONTENT),
        ("files", len(message.files), limits.FILES),
    ]
    if message.parts:
        sizes.append(("texts in all", sum(map(length, message.texts)), limits.TEXTS_TOTAL))
        sizes.append(("components", components(message), limits.COMPONENTS))
    for part in message.flat():
        sizes += _part_sizes(part)
    for file in message.files:
        sizes += [("file", len(file.data), limits.FILE_BYTES)]
        sizes += [("file description", length(file.description), limits.FILE_DESCRIPTION)]
    return (f"{what}: {size} of at most {most}" for what, size, most in sizes if size > most)


def _part_sizes(part: Part) -> Iterator[_Size]:
    if isinstance(part, Row):
        yield "buttons in a row", len(part.buttons), limits.ROW_BUTTONS
        for button in part.buttons:
            yield from _button_sizes(button)
    elif isinstance(part, Gallery):
        yield "pictures", len(part.names), limits.GALLERY
    elif isinstance(part, Menu | ChannelMenu):
        yield "custom_id", length(part.custom_id), limits.CUSTOM_ID
        yield "placeholder", length(part.placeholder), limits.PLACEHOLDER
        if isinstance(part, Menu):
            yield "options", len(part.options), limits.OPTIONS
            for option in part.options:
                for text in (option.label, option.value, option.description):
                    yield "option text", length(text), limits.OPTION_TEXT


def _button_sizes(button: LinkButton | Button) -> Iterator[_Size]:
    yield "button label", length(button.label), limits.BUTTON_LABEL
    if isinstance(button, LinkButton):
        yield "button url", length(button.url), limits.LINK_URL
    else:
        yield "custom_id", length(button.custom_id), limits.CUSTOM_ID


def _missing(message: Message) -> Iterator[str]:
    if not (message.content.strip() or message.parts or message.files):
        yield "message: empty"
    if message.content and message.parts:
        yield "message: plain words and parts"
    if any(isinstance(part, Card) and not part.parts for part in message.parts):
        yield "card: empty"
    ids = [button.custom_id for button in message.buttons]
    files = {file.name for file in message.files}
    for part in message.flat():
        if isinstance(part, Text) and not part.markdown.strip():
            yield "text: empty"
        if isinstance(part, Row) and not part.buttons:
            yield "row: empty"
        if isinstance(part, Menu | ChannelMenu):
            ids.append(part.custom_id)
        if isinstance(part, Menu):
            yield from _menu_missing(part)
        if isinstance(part, Gallery) and not part.names:
            yield "gallery: empty"
        named = part.names if isinstance(part, Gallery) else ()
        named = (part.name,) if isinstance(part, AttachedFile) else named
        yield from (f"file: {name} is not attached" for name in named if name not in files)
    if any(not (button.label.strip() or button.emoji) for button in message.buttons):
        yield "button: empty"
    if any(not button.label.strip() for button in message.links):
        yield "button: empty"
    yield from _repeated("custom_id", ids)


def _menu_missing(menu: Menu) -> Iterator[str]:
    if not menu.options or any(
        not (option.label.strip() and option.value.strip()) for option in menu.options
    ):
        yield "menu: empty"
    yield from _repeated("option value", [option.value for option in menu.options])


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{what}: {value} twice"
        seen.add(value)
