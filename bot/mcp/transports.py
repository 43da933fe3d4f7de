"""How an assistant reaches the server: a pipe of its own, or HTTP.

Over HTTP the server listens on loopback and refuses requests that name another host or come from another
site's page (DNS rebinding). Anywhere else it asks for a token, which a page does not have.
"""

from __future__ import annotations

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.mcp.server import NotesServer
from bot.service.listening import names_of, same_token
from bot.sources.network import is_loopback

PATH = "/mcp"
_LARGEST_REQUEST = 64 * 1024
"""Bytes of a request: a question of the longest has a thirtieth of it."""
_MOST_SESSIONS = 100
"""Clients that may be connected at once; further ones are refused."""
_MISSING_TOKEN = "The header `Authorization: Bearer` with the token of QUOTH_WEB_TOKEN is missing or wrong.\n"  # noqa: S105 - it is none


def http_app(server: NotesServer, host: str, port: int, token: str | None) -> ASGIApp:
    """Return the server as an ASGI application to be served at ``host`` and ``port``.

    Every request must carry ``token`` where there is one.
    """
    allowed = list(names_of(host, port))
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=_LARGEST_REQUEST,
        max_sessions=_MOST_SESSIONS,
        transport_security=TransportSecuritySettings(
            # Under whatever name people reach another machine: there the token keeps strangers out.
            enable_dns_rebinding_protection=is_loopback(host),
            allowed_hosts=allowed,
            allowed_origins=[f"http://{one}" for one in allowed],
        ),
        host=host,
    )
    return app if token is None else _TokenRequired(app, token)


class _TokenRequired:
    """An application that only who has the token may use."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Ask for ``token`` before ``app`` sees a request."""
        self._app = app
        self._expected = f"Bearer {token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 to a request without the token."""
        if scope["type"] == "http":
            given = Headers(scope=scope).get("authorization", "")
            if not same_token(given, self._expected):
                refusal = PlainTextResponse(
                    _MISSING_TOKEN, status_code=401, headers={"WWW-Authenticate": "Bearer"}
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def serve_http(server: NotesServer, host: str, port: int, token: str | None) -> bool:
    """Serve until the process is told to stop; False where it could not begin, which is logged."""
    config = uvicorn.Config(
        http_app(server, host, port, token), host=host, port=port, log_level="warning", access_log=False
    )
    served = uvicorn.Server(config)
    await served.serve()
    return served.started
