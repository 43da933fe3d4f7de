"""Messages as discord.py's objects: a view with its files, or plain words."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import ui

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

CHANNEL_KINDS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
"""The kinds of channels that are offered."""
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
}


def arguments_of(message: Message) -> dict[str, Any]:
    """Return the keyword arguments that send a message, with files that are read from their beginning."""
    arguments: dict[str, Any] = {}
    if message.content:
        arguments["content"] = message.content
    if message.parts:
        arguments["view"] = view_of(message)
    if message.files:
        arguments["files"] = files_of(message)
    return arguments


def edit_arguments_of(message: Message) -> dict[str, Any]:
    """Return the keyword arguments that make a message that stands say what ``message`` says.

    What it had in another form goes: messages of older versions have words and embeds beside their buttons.
    """
    return {
        "content": message.content or None,
        "embeds": [],
        "view": view_of(message) if message.parts else None,
        "attachments": files_of(message),
    }


def view_of(message: Message) -> ui.LayoutView:
    """Return the parts of a message.

    The view is stopped at once, so that discord.py does not keep it: presses are found by their custom id.
    """
    view = ui.LayoutView(timeout=None)
    for part in message.parts:
        if isinstance(part, Card):
            inside = [_item_of(one, message) for one in part.parts]
            view.add_item(ui.Container(*inside, accent_colour=part.colour))
        else:
            view.add_item(_item_of(part, message))
    view.stop()
    return view


def files_of(message: Message) -> list[discord.File]:
    """Return a message's files, each to be read from its beginning."""
    return [
        discord.File(io.BytesIO(file.data), file.name, description=file.description or None)
        for file in message.files
    ]


def _item_of(part: Part, message: Message) -> ui.Item[Any]:
    match part:
        case Text():
            return ui.TextDisplay(part.markdown)
        case Gallery():
            alt = {file.name: file.description for file in message.files}
            shown = [
                discord.MediaGalleryItem(f"attachment://{name}", description=alt.get(name) or None)
                for name in part.names
            ]
            return ui.MediaGallery(*shown)
        case AttachedFile():
            return ui.File(f"attachment://{part.name}")
        case Row():
            return ui.ActionRow(*map(_button_of, part.buttons))
        case Menu():
            return ui.ActionRow(_select_of(part))
        case ChannelMenu():
            chosen = (
                [discord.SelectDefaultValue.from_channel(discord.Object(part.chosen))] if part.chosen else []
            )
            return ui.ActionRow(
                ui.ChannelSelect(
                    custom_id=part.custom_id,
                    channel_types=CHANNEL_KINDS,
                    placeholder=part.placeholder,
                    default_values=chosen,
                )
            )


def _button_of(button: LinkButton | Button) -> ui.Button[Any]:
    if isinstance(button, LinkButton):
        return ui.Button(label=button.label, url=button.url)
    return ui.Button(
        label=button.label or None,
        custom_id=button.custom_id,
        style=_STYLES[button.style],
        disabled=button.disabled,
        emoji=button.emoji or None,
    )


def _select_of(menu: Menu) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=option.label,
            value=option.value,
            description=option.description or None,
            default=option.chosen,
        )
        for option in menu.options
    ]
    return ui.Select(custom_id=menu.custom_id, placeholder=menu.placeholder, options=options)
