"""What is pressed or picked under messages, also after a restart: known again by its custom id."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import discord

from bot.discord.gate import Interaction

_Id = TypeVar("_Id")
_Id_co = TypeVar("_Id_co", covariant=True)


class Readable(Protocol[_Id_co]):
    """A kind of custom id (see ``bot.discord.custom_ids``)."""

    def read(self, match: re.Match[str], /) -> _Id_co:
        """Return what an id says that its template matched."""


class Pressed(Generic[_Id]):
    """The part of a dynamic item that is alike in all: what its custom id says is in ``found``."""

    KIND: ClassVar[Readable[Any]]

    def __init__(self, item: Any, found: _Id) -> None:
        """Made by discord.py from a press or a choice."""
        # Of discord.ui.DynamicItem, which stands behind it.
        super().__init__(item)  # type: ignore[call-arg]
        self.found = found

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        return cls(item, cls.KIND.read(match))
