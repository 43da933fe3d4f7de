"""Where a message passes a size that Discord takes: asked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.discord import limits
from bot.discord.message import Button, LinkButton, Menu, Message
from bot.render.shorten import length


def violations(message: Message) -> list[str]:
    """Say where a message passes a size that Discord takes; none when it can be sent."""
    return [*_over(message), *_missing(message)]


def _over(message: Message) -> Iterator[str]:
    sizes: list[tuple[str, int, int]] = [
        ("content", length(message.content), limits.CONTENT),
        ("embeds", len(message.cards), limits.EMBEDS),
        ("embeds total", sum(card.size for card in message.cards), limits.EMBEDS_TOTAL),
        ("files", len(message.files), limits.FILES),
        ("rows", len(list(message.rows())), limits.ROWS),
    ]
    for card in message.cards:
        sizes += [
            ("title", length(card.title), limits.EMBED_TITLE),
            ("description", length(card.description), limits.EMBED_DESCRIPTION),
            ("footer", length(card.footer), limits.EMBED_FOOTER),
            ("url", length(card.url or ""), limits.EMBED_URL),
            ("fields", len(card.fields), limits.EMBED_FIELDS),
        ]
        for field in card.fields:
            sizes += [("field name", length(field.name), limits.FIELD_NAME)]
            sizes += [("field value", length(field.value), limits.FIELD_VALUE)]
    for row in message.rows():
        if isinstance(row, Menu):
            sizes += list(_menu_sizes(row))
            continue
        sizes.append(("buttons in a row", len(row), limits.ROW_BUTTONS))
        for button in row:
            sizes.append(("button label", length(button.label), limits.BUTTON_LABEL))
            if isinstance(button, LinkButton):
                sizes.append(("button url", length(button.url), limits.LINK_URL))
            else:
                sizes.append(("custom_id", length(button.custom_id), limits.CUSTOM_ID))
    for file in message.files:
        sizes += [("file", len(file.data), limits.FILE_BYTES)]
        sizes += [("file description", length(file.description), limits.FILE_DESCRIPTION)]
    return (f"{what}: {size} of at most {most}" for what, size, most in sizes if size > most)


def _menu_sizes(menu: Menu) -> Iterator[tuple[str, int, int]]:
    yield "custom_id", length(menu.custom_id), limits.CUSTOM_ID
    yield "placeholder", length(menu.placeholder), limits.PLACEHOLDER
    yield "options", len(menu.options), limits.OPTIONS
    for option in menu.options:
        for text in (option.label, option.value, option.description):
            yield "option text", length(text), limits.OPTION_TEXT


def _missing(message: Message) -> Iterator[str]:
    if not (message.content.strip() or message.cards or message.files):
        yield "message: empty"
    for card in message.cards:
        if not (card.title.strip() or card.description.strip() or card.fields or card.image):
            yield "embed: empty"
        if any(not field.name.strip() or not field.value.strip() for field in card.fields):
            yield "field: empty"
    buttons = [button for row in message.rows() if not isinstance(row, Menu) for button in row]
    ids = [button.custom_id for button in buttons if isinstance(button, Button)]
    if message.menu is not None:
        ids.append(message.menu.custom_id)
        if not message.menu.options or any(
            not (option.label.strip() and option.value.strip()) for option in message.menu.options
        ):
            yield "menu: empty"
        yield from _repeated("option value", [option.value for option in message.menu.options])
    if any(not button.label.strip() for button in buttons):
        yield "button: empty"
    yield from _repeated("custom_id", ids)


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{what}: {value} twice"
        seen.add(value)
