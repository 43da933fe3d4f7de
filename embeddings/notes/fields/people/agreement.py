"""Which speakers count where a title and the lines below it name different people."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.lines.odd_names import without_addresses
from embeddings.notes.fields.people.lines.roles import is_role
from embeddings.notes.fields.people.names.shape import is_known
from embeddings.records import Speaker


def agree(title: str, split: tuple[str, list[Speaker]], byline: Byline) -> tuple[str, list[Speaker]]:
    """Return a title and its speakers: its own only where the byline names none, or one of the same.

    A byline that only looks like names yields to a title that surely names somebody, and is emptied.
    """
    yield_to_title(byline, split[1])
    named = {speaker.name.casefold() for speaker in without_addresses(byline.speakers, split[1])}
    if named and not any(speaker.name.casefold() in named for speaker in split[1]):
        return title, []
    return split


def yield_to_title(byline: Byline, titled: Sequence[Speaker]) -> None:
    """Empty a byline of words that look like names, where the title names somebody by a common name."""
    told = {speaker.name.casefold() for speaker in titled}
    if not titled or byline.sure or not all(is_known(speaker.name) for speaker in titled):
        return
    if any(
        is_known(speaker.name) or is_role(speaker.role) or speaker.name.casefold() in told
        for speaker in byline.speakers
    ):
        return
    byline.speakers, byline.lines, byline.strong = [], set(), False
