"""Full-text search as one types: text blocks in which every word begins one of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.records import Session, TextBlock
from embeddings.records_reader import RecordsReader
from embeddings.text import tokens

_SPACED = re.compile(r"[^\W\d_]", re.ASCII)
"""A letter of a script whose words stand between spaces; the others are looked for anywhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """A text block in which all words were found, in the session's notes or one account of it."""

    session: Session
    account: Session
    block: TextBlock


class WordIndex:
    """The words of one state of the notes, in memory: about the notes' own size."""

    def __init__(self, reader: RecordsReader, generation: str | None) -> None:
        """Read all text, of sessions and outside of them."""
        self.generation = generation
        self._held: list[tuple[Session, str, list[tuple[Session, TextBlock, str]]]] = []
        for session in reader.texts():
            blocks = [
                (account, block, _folded(block.text))
                for account in session.all_accounts
                for block in reader.text_blocks(account.id)
            ]
            people = " ".join(f"{one.name} {one.company or ''}" for one in session.speakers)
            self._held.append((session, _folded(f"{session.title} {people}"), blocks))

    def find(self, text: str, limit: int) -> tuple[Sequence[Place], int]:
        """Return the first ``limit`` places that hold every word, in the notes' order, and how many do.

        Sessions whose title or speakers hold them come first, each with its first text block.
        """
        words = [f" {word}" if _SPACED.match(word) else word for word in _folded(text).split()]
        if not words:
            return (), 0
        named: list[Place] = []
        inside: list[Place] = []
        for session, head, blocks in self._held:
            if all(word in head for word in words):
                named += [Place(session, account, block) for account, block, _ in blocks[:1]]
            else:
                inside += [
                    Place(session, account, block)
                    for account, block, folded in blocks
                    if all(word in folded or word in head for word in words)
                    and any(word in folded for word in words)
                ]
        found = named + inside
        return found[:limit], len(found)


def _folded(text: str) -> str:
    """Return the words of a text in small letters without accents, a space before each."""
    return "".join(f" {word}" for word in re.findall(r"\w+", tokens.fold(text)))
