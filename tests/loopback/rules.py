"""Discord's own rules for a message, written from its documentation and apart from the bot's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.loopback.reading import TEXT_DISPLAY, components, name_of

V2 = 1 << 15
"""The flag of messages that are made of components alone."""
_ONLY_V2 = (9, 10, 11, 12, 13, 14, 17)


def complaints(payload: dict[str, Any], *, before: int | None = None) -> list[str]:
    """Say what Discord would refuse in a message that it was sent.

    ``before`` are the flags of the message that is edited, None for a new one.
    """
    found: list[str] = []

    def most(what: str, text: Any, limit: int, least: int = 0) -> None:
        size = len(str(text or "").encode("utf-16-le")) // 2
        if not least <= size <= limit:
            found.append(f"{what}: {size}, must be between {least} and {limit}")

    most("content", payload.get("content"), 2000)
    if payload.get("embeds"):
        found.append("embeds: the bot sends none")
    inside = payload.get("components") or []
    if (payload.get("flags") or 0) & V2:
        found += _layout(inside, most)
        if payload.get("content"):
            found.append("content: not beside components of the second version")
        if before is not None and not before & V2 and not {"content", "embeds"} <= set(payload):
            found.append("content, embeds: to be taken away where the second version begins")
    else:
        found += _components(inside, most)
        if (before or 0) & V2:
            found.append("flags: a message stays of the second version")
        if before is None and not (str(payload.get("content") or "").strip() or payload.get("attachments")):
            found.append("message: empty")
    return found


def _layout(parts: list[dict[str, Any]], most: Any) -> list[str]:
    """Say what is wrong with components of the second version."""
    found: list[str] = []
    every = list(components(parts))
    if not 1 <= len(every) <= 40:
        found.append(f"components: {len(every)}, must be between 1 and 40")
    texts = [one["content"] for one in every if one["type"] == TEXT_DISPLAY]
    most("texts in all", "".join(texts), 4000)
    if any(not text.strip() for text in texts):
        found.append("text: empty")
    if any(one["type"] not in (1, 9, 10, 12, 13, 14, 17) for one in parts):
        found.append("component: not on its own")
    for one in every:
        if one["type"] == 17:
            held = {inner["type"] for inner in one["components"]}
            if not held or held - {1, 9, 10, 12, 13, 14}:
                found.append("container: what may not stand in it, or nothing")
        elif one["type"] == 9:
            if not 1 <= len(one["components"]) <= 3 or one["accessory"]["type"] not in (2, 11):
                found.append("section: one to three texts and one accessory")
        elif one["type"] == 12:
            if not 1 <= len(one["items"]) <= 10:
                found.append("gallery: one to ten pictures")
            for item in one["items"]:
                most("description", item.get("description"), 1024)
        elif one["type"] == 13 and not one["file"]["url"].startswith("attachment://"):
            found.append("file: not attached")
    rows = [one for one in every if one["type"] == 1]
    # A button beside a text stands in no row; what it may be is the same.
    rows += [{"components": [one["accessory"]]} for one in every if one["type"] == 9]
    return [*found, *_rows(rows, most)]


def _components(rows: list[dict[str, Any]], most: Any) -> list[str]:
    found = ["components: more than 5 rows"] if len(rows) > 5 else []
    if any(one["type"] in _ONLY_V2 for one in components(rows)):
        return [*found, "components: of the second version without its flag"]
    return [*found, *_rows(rows, most)]


def _rows(rows: list[dict[str, Any]], most: Any) -> list[str]:
    found: list[str] = []
    seen: list[str] = []
    for row in rows:
        inside = row["components"]
        selects = [item for item in inside if item["type"] in (3, 8)]
        if not 1 <= len(inside) <= 5 or (selects and len(inside) > 1):
            found.append("row: too many or too few components")
        for item in inside:
            if item["type"] == 2:
                most("label", name_of(item).strip(), 80, 1)
                if item["style"] == 5:
                    most("url", item["url"], 512, 1)
                    if urlsplit(item["url"]).scheme not in ("http", "https", "discord"):
                        found.append("button url: scheme")
                    continue
            if item["type"] == 3:
                if not 1 <= len(item["options"]) <= 25:
                    found.append("options: between 1 and 25")
                values = [option["value"] for option in item["options"]]
                if len(set(values)) != len(values):
                    found.append("options: a value twice")
                for option in item["options"]:
                    most("option label", option["label"].strip(), 100, 1)
                    most("option value", option["value"], 100, 1)
                    most("option description", option.get("description"), 100)
            most("custom_id", item.get("custom_id"), 100, 1)
            seen.append(item["custom_id"])
    if len(set(seen)) != len(seen):
        found.append("custom_id: twice")
    return found
