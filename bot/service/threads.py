"""Threads for what blocks, so that nobody waits for what is not theirs."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


class Threads:
    """Threads for what blocks; they begin when they are first needed."""

    def __init__(self) -> None:
        """Records for a moment's work, and one each for notes, pictures, and what is handed in."""
        self.records = ThreadPoolExecutor(4, thread_name_prefix="quoth-records")
        # A thread of its own, so that nobody waits while many notes are read.
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="quoth-read")
        # Likewise for pictures, which take seconds: a button would wait for them past Discord's patience.
        self.painter = ThreadPoolExecutor(1, thread_name_prefix="quoth-pictures")
        # And for strangers' files, which may be made to take long.
        self.handed_in = ThreadPoolExecutor(1, thread_name_prefix="quoth-inbox")

    def shutdown(self) -> None:
        """Wait for what is under way, and take no more."""
        for threads in (self.reader, self.painter, self.handed_in, self.records):
            threads.shutdown(wait=True)


async def run(threads: ThreadPoolExecutor, work: Callable[..., _T], *arguments: object) -> _T:
    """Run ``work`` in one of the threads, under the id of the request at hand."""
    within = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, within.run, lambda: work(*arguments))
