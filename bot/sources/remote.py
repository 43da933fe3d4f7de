"""Whom a repository is fetched from: at which addresses, let in by what, and what a refusal means."""

from __future__ import annotations

import base64
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from bot.sources.address import RepositoryAddress
from bot.sources.errors import SourceError, UnreachableError
from bot.sources.network import addresses_of
from bot.sources.program import last_line
from bot.sources.repository import Remote

_DEFAULT_USER = "x-token-auth"
"""What a token's name is where none is given: the large forges take any, and Bitbucket this one."""
_PORTS = {"https": 443, "ssh": 22}
_CLOSED = (
    "terminal prompts disabled", "authentication failed", "error: 401", "error: 403", "permission denied",
    "not found", "does not exist",
)  # fmt: skip
"""What git says where a server keeps a repository from whoever asks, or has none."""


@dataclass(frozen=True, slots=True)
class Access:
    """What lets in where not everybody is."""

    token: str | None = None
    """Of HTTPS: a token, or a name and a token with a colon between."""
    key: Path | None = None
    """The file of the private key of SSH; None for the user's own."""
    known_hosts: Path | None = None
    """The file with the keys of hosts that SSH trusts; None for the user's own."""
    private: bool = False
    """Whether the host may be in a network of this machine's own."""

    @property
    def basic(self) -> str:
        """The name and the token as HTTP sends them; empty without a token."""
        if not self.token:
            return ""
        pair = self.token if ":" in self.token else f"{_DEFAULT_USER}:{self.token}"
        return base64.b64encode(pair.encode()).decode()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may see."""
        return (self.token, self.token.rpartition(":")[2], self.basic) if self.token else ()


def remote_of(address: RepositoryAddress, access: Access) -> Remote:
    """Return where to fetch from, at network addresses that were looked at; raises SourceError."""
    port = address.port or _PORTS[address.scheme]
    found = addresses_of(address.host, port, private=access.private)
    if address.scheme == "ssh":
        return Remote(address.url, address.branch, {}, _ssh(address.host, port, found[0], access))
    config = {}
    if found != [address.host]:
        # By name alone would be asked again who that is, and another answer could come.
        pinned = ",".join(f"[{one}]" if ":" in one else one for one in found)
        config["http.curloptResolve"] = f"{address.host}:{port}:{pinned}"
    if access.token:
        config[f"http.https://{address.netloc}/.extraHeader"] = f"Authorization: Basic {access.basic}"
    if authorities := os.environ.get("SSL_CERT_FILE"):
        config["http.sslCAInfo"] = authorities
    return Remote(address.url, address.branch, config)


def _ssh(host: str, port: int, at: str, access: Access) -> str:
    """Return the command that connects by SSH: to that address, under the host's name, asking nobody."""
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "HostName": at,
        "HostKeyAlias": host if port == _PORTS["ssh"] else f"[{host}]:{port}",
        "CheckHostIP": "no",
        "UpdateHostKeys": "no",
        "ClearAllForwardings": "yes",
        "ForwardAgent": "no",
        "ControlPath": "none",
        "ProxyCommand": "none",
        "PermitLocalCommand": "no",
        "ConnectTimeout": "15",
        "ServerAliveInterval": "15",
    }
    if access.known_hosts is not None:
        options["UserKnownHostsFile"] = f'"{access.known_hosts.absolute()}"'
    command = ["ssh", "-F", "none", *(f"-o{key}={value}" for key, value in options.items())]
    if access.key is not None:
        command += ["-oIdentitiesOnly=yes", "-i", str(access.key.absolute())]
    return shlex.join(command)


def refused(address: RepositoryAddress, said: str) -> SourceError:
    """Return why a fetch failed, by what git said."""
    low = said.lower()
    if "host key verification failed" in low:
        return SourceError(
            f"The key of {address.host} is not known: put it into the file that QUOTH_GIT_KNOWN_HOSTS names "
            "(`ssh-keyscan` tells it; compare it with what the host publishes)."
        )
    if "couldn't find remote ref" in low:
        return SourceError(f"There is no branch or tag {address.branch or 'at all'} in {address.url}.")
    if "redirect" in low or "returned error: 30" in low:
        return SourceError(
            f"{address.url} leads to another address, which is not followed: name that one, as it is given "
            "for cloning (it mostly ends in .git)."
        )
    if any(sign in low for sign in _CLOSED):
        way = "QUOTH_GIT_SSH_KEY a key" if address.scheme == "ssh" else "QUOTH_GIT_TOKEN_FILE a token"
        return SourceError(
            f"{address.url} is not there, or not for Quoth: check the address, and name with {way} that may "
            "read it."
        )
    return UnreachableError(f"{address.url} cannot be reached ({last_line(said)}).")
