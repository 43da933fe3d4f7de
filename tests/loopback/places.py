"""Channels and threads as Discord tells of them, and what the bot is permitted in them."""

from __future__ import annotations

from tests.loopback.actors import APP, ATTACH, HISTORY, WRITE, WRITE_IN_THREADS, Data


def thread_of(number: str, guild: int, parent: str, name: str) -> Data:
    """Return a thread below a message, or a post of a forum, as Discord tells of it."""
    return {
        "id": number,
        "type": 11,
        "guild_id": str(guild),
        "parent_id": parent,
        "owner_id": str(APP),
        "name": name,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2031-05-02T10:00:00+00:00",
            "locked": False,
        },
    }


def not_permitted(payload: Data, may: int, *, thread: bool) -> Data | None:
    """Return what Discord says to a message where ``may``, the bot's permissions, are not enough for it."""
    needed = WRITE_IN_THREADS if thread else WRITE
    if payload.get("attachments"):
        needed |= ATTACH
    if may & needed != needed:
        return {"message": "Missing Permissions", "code": 50013}
    if payload.get("message_reference") and not may & HISTORY:
        return {"message": "Cannot reply without permission to read message history", "code": 160002}
    return None
