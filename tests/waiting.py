"""How tests wait: for a condition, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

GUARD = 60.0
"""Seconds after which a test that waits for what never comes ends. It measures nothing: a busy machine may
take as long as it likes."""
_LOOK_AGAIN = 0.005
"""Seconds between looks at a condition that nothing tells of."""


async def until(condition: Callable[[], object], task: asyncio.Future[None] | None = None) -> None:
    """Wait until ``condition`` holds; raises what ended ``task`` before, and TimeoutError past the guard."""
    async with asyncio.timeout(GUARD):
        while not condition():
            if task is not None and task.done():
                await task
                raise AssertionError("the task ended before the condition held")
            await asyncio.sleep(_LOOK_AGAIN)


async def turns(count: int = 10) -> None:
    """Let every task that can go on do so, ``count`` times: no time passes, and nothing is waited for."""
    for _ in range(count):
        await asyncio.sleep(0)
