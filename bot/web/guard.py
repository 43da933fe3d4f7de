"""Who is served, and under which conditions: names, token, other sites' pages, how often, and what may run.

Nothing is changed by any request, so there is nothing to forge; what is kept out is reading by others (a page
of another site under a name that was made to lead here) and making the machine work.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.service.clock import Clock
from bot.service.listening import same_token
from bot.service.rate_limits import RateLimit

QUESTIONS = 600
"""Questions a minute from one address: ten a second, all the time."""
REQUESTS = 12_000
"""Requests a minute from one address, of whatever kind."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def headers() -> Middleware:
    """Let nothing run or be framed that is not ours, and no page be kept where a proxy could."""

    @web.middleware
    async def with_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_headers


def only_for(names: frozenset[str] | None, token: str | None) -> Middleware:
    """Serve requests to one of ``names`` (all, where None), and with ``token`` where there is one."""

    @web.middleware
    async def known(request: web.Request, handler: Handler) -> web.StreamResponse:
        if names is not None and request.headers.get("Host", "").lower() not in names:
            raise web.HTTPMisdirectedRequest(text="This server has another name: use its own address.")
        if token is not None and not _has(request, token):
            raise web.HTTPUnauthorized(
                text="The token of QUOTH_WEB_TOKEN is needed, as password or `Authorization: Bearer`.",
                headers={"WWW-Authenticate": 'Basic realm="Quoth", charset="UTF-8"'},
            )
        # Browsers say from where a request comes. A link may lead here; a page may not ask behind one's back,
        # nor one of another server on this machine, which is of the same site.
        if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and (
            request.headers.get("Sec-Fetch-Mode") != "navigate"
            or request.headers.get("Sec-Fetch-Dest") not in (None, "document")
        ):
            raise web.HTTPForbidden(text="Pages of other sites may link to this one, and no more.")
        return await handler(request)

    return known


def _has(request: web.Request, token: str) -> bool:
    """Tell whether a request carries the token: as a program sends it, or as a browser asks for it."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return same_token(given.strip(), token)
    if scheme.lower() != "basic":
        return False
    try:
        _, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeError, ValueError):
        return False
    return same_token(password, token)


def seldom(asks: Callable[[web.Request], bool], clock: Clock | None = None) -> Middleware:
    """Serve each address so many requests and, of what ``asks``, so many questions a minute."""
    requests, questions = RateLimit(REQUESTS, clock=clock), RateLimit(QUESTIONS, clock=clock)

    @web.middleware
    async def bounded(request: web.Request, handler: Handler) -> web.StreamResponse:
        limits = (requests, questions) if asks(request) else (requests,)
        wait = max(limit.wait(request.remote) for limit in limits)
        if wait:
            raise web.HTTPTooManyRequests(
                text=f"That is more than this server answers in a minute: try again in {wait} s.",
                headers={"Retry-After": str(wait)},
            )
        for limit in limits:
            limit.use(request.remote)
        return await handler(request)

    return bounded
