"""A question answered for the terminal: the reply, and where asked for what its verdict was made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.render.terminal import output, show_answer
from embeddings.records import Answer

if TYPE_CHECKING:
    from embeddings.library import Library


def considered(
    library: Library, text: str, day: str | None, *, why: bool, after: Answer | None = None
) -> tuple[Answer, list[str]]:
    """Return the answer, and the lines that tell why it is that one where ``why``; raises QuothError."""
    found = library.consider([text], day=day, after=after)[0]
    if not why:
        return found.answer, []
    from bot.render.why import why_lines

    return found.answer, list(why_lines(found, library.reader_state()))


def show(answer: Answer, reasons: Sequence[str]) -> None:
    """Print a reply in words, and why it is that one."""
    console = output()
    show_answer(console, answer)
    for line in reasons:
        console.print(line)
