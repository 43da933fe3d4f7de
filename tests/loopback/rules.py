"""Discord's own rules for a message, written from its documentation and apart from the bot's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit


def complaints(payload: dict[str, Any]) -> list[str]:
    """Say what Discord would refuse in a message that it was sent."""
    found: list[str] = []

    def most(what: str, text: Any, limit: int, least: int = 0) -> None:
        size = len(str(text or "").encode("utf-16-le")) // 2
        if not least <= size <= limit:
            found.append(f"{what}: {size}, must be between {least} and {limit}")

    most("content", payload.get("content"), 2000)
    embeds = payload.get("embeds") or []
    if len(embeds) > 10:
        found.append("embeds: more than 10")
    total = 0
    for embed in embeds:
        most("title", embed.get("title"), 256)
        most("description", embed.get("description"), 4096)
        most("footer", embed.get("footer", {}).get("text"), 2048)
        fields = embed.get("fields", [])
        if len(fields) > 25:
            found.append("fields: more than 25")
        for field in fields:
            most("field name", field["name"].strip(), 256, 1)
            most("field value", field["value"].strip(), 1024, 1)
        texts = [embed.get("title"), embed.get("description"), embed.get("footer", {}).get("text")]
        texts += [text for field in fields for text in (field["name"], field["value"])]
        total += sum(len((text or "").encode("utf-16-le")) // 2 for text in texts)
        if embed.get("url") and urlsplit(embed["url"]).scheme not in ("http", "https"):
            found.append("embed url: scheme")
    if total > 6000:
        found.append(f"embeds total: {total}, more than 6000")
    found += _components(payload.get("components") or [], most)
    if not (str(payload.get("content") or "").strip() or embeds or payload.get("attachments")):
        found.append("message: empty")
    return found


def _components(rows: list[dict[str, Any]], most: Any) -> list[str]:
    found: list[str] = []
    if len(rows) > 5:
        found.append("components: more than 5 rows")
    seen: list[str] = []
    for row in rows:
        inside = row["components"]
        selects = [item for item in inside if item["type"] == 3]
        if not 1 <= len(inside) <= 5 or (selects and len(inside) > 1):
            found.append("row: too many or too few components")
        for item in inside:
            if item["type"] == 2:
                most("label", item.get("label", "").strip(), 80, 1)
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
