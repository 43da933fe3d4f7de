"""The server: which address leads to which page, and what a person is told where something is wrong."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.service.batching import BusyError
from bot.service.clock import Clock
from bot.service.listening import names_of
from bot.sources.network import is_loopback
from bot.web import guard, pages
from bot.web.site import Site
from embeddings.errors import QuothError

_LARGEST_REQUEST = 8 * 1024
"""Bytes of a request's line or of one of its headers: a question of the longest has a fourth of it."""
_SLOWEST_REQUEST = 30.0
"""Seconds in which a request's headers must be there, and after which an idle connection is closed."""

_STATIC = Path(__file__).parent / "static"

_log = logging.getLogger(__name__)


def application(
    site: Site, host: str, port: int, token: str | None, clock: Clock | None = None
) -> web.Application:
    """Return the pages of ``site`` as they are served at ``host`` and ``port``.

    Every request must carry ``token`` where there is one; on loopback it must be to one of its names.
    """
    names = frozenset(names_of(host, port)) if is_loopback(host) else None
    app = web.Application(
        middlewares=[
            guard.headers(),
            _told,
            guard.only_for(names, token),
            guard.seldom(pages.asks, clock),
        ]
    )
    app[pages.SITE] = site
    app.add_routes(
        [
            web.get("/", pages.home),
            web.get("/ask", pages.ask),
            web.get("/sessions", pages.sessions),
            web.get("/session/{session:.+}", pages.session),
            web.get(r"/picture/{number:\d{1,4}}/{session:.+}", pages.picture),
            web.get("/search", pages.search),
            web.get("/speakers", pages.speakers),
            web.get("/links", pages.links),
            web.get("/recap", pages.recap),
            web.get("/healthz", pages.healthz),
            web.static("/static", _STATIC, follow_symlinks=False),
        ]
    )
    return app


@web.middleware
async def _told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell in a page and one sentence what went wrong; a defect is logged and not shown."""
    try:
        return await handler(request)
    except BusyError as error:
        return pages.trouble(503, str(error))
    except QuothError as error:
        return pages.trouble(pages.status_of(error), str(error))
    except web.HTTPRedirection:
        raise
    except web.HTTPError as error:
        sentence = {404: "There is no such page.", 405: "Pages here can only be read."}.get(error.status)
        answer = pages.trouble(error.status, sentence or error.text or error.reason)
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in error.headers:
                answer.headers[name] = error.headers[name]
        return answer
    except Exception:  # noqa: BLE001 - it is logged whole, and a person gets a sentence
        _log.exception("A page could not be made because of a defect.")
        return pages.trouble(500, "Something went wrong here; the server's log says what.")


async def serve(site: Site, host: str, port: int, token: str | None, listening: Callable[[], object]) -> None:
    """Serve until the process is told to stop; raises OSError where nothing can listen there.

    ``listening`` is called once requests are taken.
    """
    runner = web.AppRunner(
        application(site, host, port, token),
        access_log=None,
        keepalive_timeout=_SLOWEST_REQUEST,
        max_line_size=_LARGEST_REQUEST,
        max_field_size=_LARGEST_REQUEST,
    )
    await runner.setup()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # where the system has no signals for loops
            loop.add_signal_handler(name, stop.set)
    try:
        await web.TCPSite(runner, host, port).start()
        listening()
        await stop.wait()
    finally:
        await runner.cleanup()
        await site.close()
