"""A question answered for the terminal: the reply, and where asked for what its verdict was made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.render.terminal import output, show_answer
from embeddings.records import Answer, Quote

if TYPE_CHECKING:
    from bot.summaries.summariser import Summariser
    from bot.summaries.summary import Summary
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


def summarised(
    summariser: Summariser | None, answer: Answer, library: Library | None = None
) -> Summary | None:
    """Return the summary of an answer where a model is to be asked; blocks while that takes its seconds.

    ``library`` has the trained reader's word on it; without one, what was read of the words has to do.
    """
    if summariser is None:
        return None
    import asyncio

    from bot.service.summaries import summary_of

    async def support(sentence: str, quote: Quote) -> float | None:
        return None if library is None else await asyncio.to_thread(library.support, sentence, quote)

    return asyncio.run(summary_of(summariser, answer, support))


def show(answer: Answer, reasons: Sequence[str], summary: Summary | None = None) -> None:
    """Print a reply in words, with a summary of its quotes where there is one, and why it is that one."""
    console = output()
    show_answer(console, answer, summary)
    for line in reasons:
        console.print(line)
