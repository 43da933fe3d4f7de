"""What a process of Quoth is started with, where a test runs one of its own."""

from __future__ import annotations

import os
import socket


def environment(**given: str) -> dict[str, str]:
    """Return the variables of this process and those ``given``, without others of Quoth and of Discord."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUOTH_", "DISCORD_"))}
    return {**kept, **given}


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
