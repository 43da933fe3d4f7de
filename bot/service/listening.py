"""Where a server of ours listens, and who may talk to it: this machine, or whoever has the token."""

from __future__ import annotations

import errno
import hmac
import socket

from pydantic import SecretStr

from bot.sources.network import is_loopback
from embeddings.errors import QuothError


def netloc(host: str, port: int) -> str:
    """Return host and port as they stand in an address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def names_of(host: str, port: int) -> tuple[str, ...]:
    """Return what the ``Host`` of a request may be where a server listens on loopback.

    Any other name was made to lead here by somebody's page (DNS rebinding).
    """
    hosts = dict.fromkeys([host, "127.0.0.1", "localhost", "::1"])
    return tuple(netloc(one, port) for one in hosts)


def same_token(given: str, token: str) -> bool:
    """Tell whether a token is the right one, in the same time whatever is wrong of it."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def token_for(host: str, token: SecretStr | None) -> str | None:
    """Return the token that requests must carry; raises QuothError where one is needed and none is set."""
    if token is None and not is_loopback(host):
        raise QuothError(
            f"--host {host} can be reached from other machines: set QUOTH_WEB_TOKEN, which they then have to "
            "send."
        )
    return None if token is None else token.get_secret_value()


def must_be_free(host: str, port: int) -> None:
    """Raise QuothError where nothing can listen there, before a library is opened for nothing."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        reason = "it is taken" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
        raise QuothError(
            f"Nothing can listen on {host}, port {port} ({reason}): name another --host or --port."
        ) from error
