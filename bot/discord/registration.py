"""The commands as Discord has them: compared with ours, and replaced where they differ.

Discord offers the commands of a server beside those of all servers. The commands therefore stand in one
place only, and what stands in another is removed, whoever put it there. What Discord has is fetched and never
remembered: a server takes its commands along when the bot is sent away.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from bot.settings import SettingsError

Payload = dict[str, Any]
_OF_ALL = ("contexts", "integration_types", "dm_permission")
"""Keys that Discord knows for commands of all servers only."""
_SLASH = 1

_log = logging.getLogger(__name__)


class Registration:
    """Keeps the commands of a tree in one place: in one server, or in all."""

    def __init__(self, tree: app_commands.CommandTree[Any], guild: int | None) -> None:
        """``guild`` is the one server that gets the commands, None for all."""
        self._tree = tree
        self._guild = guild
        self._seen: set[int] = set()
        """Servers whose commands were looked at since the start."""

    async def bring_up_to_date(self, *, force: bool = False) -> bool:
        """Make the commands stand where they should, and nowhere else; True where any were sent.

        ``force`` sends them also where nothing differs. Raises SettingsError where the one server does not
        take them, and discord.HTTPException.
        """
        # First what is not wanted: else every command would be offered twice for a moment.
        if self._guild is None:
            return await self._match(None, await self.payloads(), force=force)
        removed = await self._match(None, [], force=False)
        return await self.in_server(self._guild, force=force) or removed

    async def differs(self) -> bool:
        """Tell whether the commands that Discord has are others than ours, where they should stand."""
        wanted = await self.payloads()
        return _comparable(await self._fetch(self._guild)) != _comparable(self._placed(wanted, self._guild))

    async def in_server(self, server: int, *, force: bool = False) -> bool:
        """Make a server have the commands that it should have: all, or none of its own.

        Returns True where any were sent. Raises SettingsError where the one server does not take them.
        """
        self._seen.add(server)
        if server != self._guild:
            return await self._match(server, [], force=False)
        try:
            return await self._match(server, await self.payloads(), force=force)
        except (discord.Forbidden, discord.NotFound) as error:
            raise SettingsError(
                f"QUOTH_GUILD is {server}: the bot may not add commands there; invite it to that server with "
                "the scope applications.commands, or unset QUOTH_GUILD."
            ) from error

    async def joined(self, server: int, *, new: bool) -> None:
        """Look at the commands of a server that has come; what fails is logged.

        A server that was there before (``new`` is False: it was away, or the connection was) is looked at
        once, unless it is the one with the commands.
        """
        if not new and server in self._seen:
            return
        try:
            if await self.in_server(server):
                _log.info("Corrected the commands of server %d.", server)
        except SettingsError as error:
            _log.error("%s", error)
        except discord.HTTPException as error:
            # Without the scope for commands it has none of ours.
            _log.info("The commands of server %d could not be looked at: %s", server, error)

    async def payloads(self) -> list[Payload]:
        """Return the commands as they are sent to Discord, with their translations."""
        translator, tree = self._tree.translator, self._tree
        found = tree.get_commands()
        if translator is None:
            return [command.to_dict(tree) for command in found]
        return [await command.get_translated_payload(tree, translator) for command in found]

    # ------------------------------------------------------------------ one place

    async def _match(self, server: int | None, wanted: Sequence[Payload], *, force: bool) -> bool:
        placed = self._placed(wanted, server)
        if not force and _comparable(await self._fetch(server)) == _comparable(placed):
            return False
        application, http = self._application, self._tree.client.http
        if server is None:
            await http.bulk_upsert_global_commands(application, placed)
        else:
            await http.bulk_upsert_guild_commands(application, server, placed)
        where = "all servers" if server is None else f"server {server}"
        _log.info("Sent the %d commands of %s to Discord.", len(placed), where)
        return True

    async def _fetch(self, server: int | None) -> list[Payload]:
        path = "/applications/{application_id}/commands"
        if server is None:
            route = Route("GET", path, application_id=self._application)
        else:
            path = path.replace("/commands", "/guilds/{guild_id}/commands")
            route = Route("GET", path, application_id=self._application, guild_id=server)
        # discord.py's own request leaves the translations out.
        found: list[Payload] = await self._tree.client.http.request(
            route, params={"with_localizations": "true"}
        )
        return found

    @property
    def _application(self) -> int:
        return self._tree.client.application_id or 0

    @staticmethod
    def _placed(wanted: Sequence[Payload], server: int | None) -> list[Payload]:
        """Return commands without what Discord does not know of commands of one server."""
        if server is None:
            return list(wanted)
        return [{key: value for key, value in one.items() if key not in _OF_ALL} for one in wanted]


def _comparable(commands: Sequence[Mapping[str, Any]]) -> str:
    """Return what commands are to people, in one way of writing it, without what Discord adds."""
    return json.dumps(
        sorted(map(_command, commands), key=lambda c: (c["type"], c["name"])),
        sort_keys=True,
        ensure_ascii=False,
    )


def _command(given: Mapping[str, Any]) -> Payload:
    permissions = given.get("default_member_permissions")
    return {
        **_texts(given),
        "type": given.get("type", _SLASH),
        "nsfw": bool(given.get("nsfw")),
        "permissions": None if permissions is None else str(permissions),
        # None where nothing was said of them, as for all commands of one server.
        "contexts": sorted(given.get("contexts") or ()),
        "installs": sorted(given.get("integration_types") or ()) if given.get("contexts") else [],
        "options": [_option(option) for option in given.get("options") or ()],
    }


def _option(given: Mapping[str, Any]) -> Payload:
    limits = ("min_value", "max_value", "min_length", "max_length")
    return {
        **_texts(given),
        "type": given["type"],
        "required": bool(given.get("required")),
        "autocomplete": bool(given.get("autocomplete")),
        "channels": sorted(given.get("channel_types") or ()),
        "limits": [given.get(limit) for limit in limits],
        "choices": [{**_texts(choice), "value": choice["value"]} for choice in given.get("choices") or ()],
        "options": [_option(option) for option in given.get("options") or ()],
    }


def _texts(given: Mapping[str, Any]) -> Payload:
    return {
        "name": given["name"],
        "names": given.get("name_localizations") or {},
        "description": given.get("description") or "",
        "descriptions": given.get("description_localizations") or {},
    }
