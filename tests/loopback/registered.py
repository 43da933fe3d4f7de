"""The commands that the loopback Discord keeps, by the place that they were registered in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
ALL = "/commands"
_LOCALISED = ("name_localizations", "description_localizations")


class Registered:
    """What bots registered: in one server, or in all. A server that sends the bot away forgets its own."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, list[Data]]] = []
        """The path and the commands of every registration."""
        self._kept: dict[str, list[Data]] = {}
        self._ids: Iterator[int] = itertools.count(500)

    def put(self, path: str, given: list[Data], application: int) -> list[Data]:
        """Replace the commands of a place; return them as Discord tells of them."""
        self.sent.append((path, given))
        one_server = "/guilds/" in path
        kept = []
        for command in given:
            if one_server and command.get("contexts") is not None:
                raise ValueError("contexts are for commands of all servers")
            kept.append(
                {
                    "description": "",
                    **{key: value for key, value in command.items() if key != "options"},
                    "options": [self._told(option) for option in command.get("options", [])],
                    "default_member_permissions": self._permissions(command),
                    "contexts": None if one_server else command.get("contexts"),
                    "integration_types": command.get("integration_types") or [0],
                    "id": str(next(self._ids)),
                    "application_id": str(application),
                    "version": "1",
                    **({"guild_id": path.split("/")[-2]} if one_server else {}),
                }
            )
        self._kept[path] = kept
        return kept

    @staticmethod
    def _permissions(command: Data) -> str | None:
        value = command.get("default_member_permissions")
        return None if value is None else str(value)

    def _told(self, option: Data) -> Data:
        """Return an option as Discord tells of it: without what is as it is by default."""
        told = {key: value for key, value in option.items() if value is not False and value not in (None, [])}
        if option.get("options"):
            told["options"] = [self._told(one) for one in option["options"]]
        return told

    def get(self, path: str, *, localised: bool) -> list[Data]:
        """Return the commands of a place, with their translations where these are asked for."""
        if localised:
            return self._kept.get(path, [])
        return [
            {key: value for key, value in command.items() if key not in _LOCALISED}
            for command in self._kept.get(path, [])
        ]

    def forget(self, guild: int) -> None:
        """Forget a server's commands, as where the bot is sent away."""
        for path in [path for path in self._kept if f"/guilds/{guild}/" in path]:
            del self._kept[path]

    def names(self, guild: int | None = None) -> set[str]:
        """Return the names of the commands of one server, or of all."""
        wanted = f"/guilds/{guild}/commands" if guild is not None else "/commands"
        return {
            command["name"]
            for path, commands in self._kept.items()
            if path.endswith(wanted) and ("/guilds/" in path) == (guild is not None)
            for command in commands
        }
