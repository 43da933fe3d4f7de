"""Notes that are read from memory, and a day of them in its usual form."""

from __future__ import annotations

from textwrap import dedent

from embeddings.notes import Folder, FolderConfig, Source, read
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.markdown import parse
from embeddings.records import Session

DAY = """\
    # Kettle Conf 2021 | Day 2 - Tuesday, Oct. 5

    ## Breakfast

    Toast.

    ----

    ## Boiling water at scale (sponsored by [Spout](https://spout.example))

    Jo Harper - Chief Boiler - Spout
    Sam Okoro - Engineer

    Text of the talk.

    [See it here!](https://youtu.be/abc)

    ----

    ## The kettle and the cloud: why steam is not a metaphor

    An abstract of some length that names nobody and goes on about steam for a while.
    """


def folder(*files: tuple[str, str], config: FolderConfig | None = None) -> Folder:
    return read([Source(name, dedent(text).encode()) for name, text in files], config or FolderConfig())


def sessions(*files: tuple[str, str], config: FolderConfig | None = None) -> list[Session]:
    return [entry.session for note in folder(*files, config=config).notes for entry in note.sessions]


def titles(*files: tuple[str, str], config: FolderConfig | None = None) -> list[str]:
    return [session.title for session in sessions(*files, config=config)]


def blocks(text: str) -> list[Block]:
    return parse(text.split("\n"))


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block
