"""What a message that came over the wire shows: Discord's components as data, at whatever depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Data = dict[str, Any]
TEXT_DISPLAY = 10
_PRESSED = (2, 3, 5, 6, 7, 8)


def components(inside: Iterable[Data]) -> Iterator[Data]:
    """Return components and all that stand inside them, from top to bottom."""
    for component in inside:
        yield component
        yield from components(component.get("components") or ())
        if accessory := component.get("accessory"):
            yield accessory


def words(message: Data) -> str:
    """Return all words that a message shows beside its buttons and menus."""
    shown = [one["content"] for one in components(message["components"]) if one["type"] == TEXT_DISPLAY]
    return "\n".join([message["content"], *shown] if message["content"] else shown)


def titles(message: Data) -> list[str]:
    """Return the first line of a message's plain words, or of each of its cards, without marks."""
    if message["content"]:
        return [_unmarked(message["content"])]
    cards = [card["components"] for card in message["components"] if card["type"] == 17]
    return [_unmarked(words({"content": "", "components": inside})) for inside in cards]


def _unmarked(markdown: str) -> str:
    return markdown.split("\n")[0].strip("*# ")


def buttons(message: Data) -> list[Data]:
    """Return the buttons of a message."""
    return [one for one in components(message["components"]) if one["type"] == 2]


def name_of(button: Data) -> str:
    """Return what a button is called: its label, else its emoji."""
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")


def menu(message: Data) -> Data:
    """Return the first menu of lines of a message."""
    return next(one for one in components(message["components"]) if one["type"] == 3)


def custom_ids(message: Data) -> list[str]:
    """Return the custom ids of all that may be pressed or picked."""
    found = components(message["components"])
    return [one["custom_id"] for one in found if one["type"] in _PRESSED and "custom_id" in one]
