"""How far work has come, told on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress

from bot.render.terminal import diagnostics


@contextmanager
def progress_bar(what: str = "Embedding") -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar for work that goes on, on a terminal only."""
    console = diagnostics()
    if not console.is_terminal:
        yield None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
