"""``mcp``: the notes for assistants, over the Model Context Protocol."""

from __future__ import annotations

import errno
import socket
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from bot.cli.library import open_library
from bot.cli.options import LibraryOption, NotesOption, settings_of
from embeddings.errors import QuothError

_PORT = 8765


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP instead of standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65535, help="The port.")] = _PORT,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Serve the notes to an assistant (Model Context Protocol)."""
    if find_spec("mcp") is None:
        raise QuothError(
            "The packages of the Model Context Protocol are missing: "
            "`pip install '.[mcp]'` in the folder of Quoth's source."
        )
    from anyio import run  # with the protocol's packages, which no other command waits for

    from bot.mcp.notes import Notes
    from bot.mcp.server import NotesServer
    from bot.mcp.transports import PATH, is_loopback, serve_http

    settings = settings_of(notes, library)
    token = None if settings.web_token is None else settings.web_token.get_secret_value()
    if http and token is None and not is_loopback(host):
        raise QuothError(
            f"--host {host} can be reached from other machines: set QUOTH_WEB_TOKEN, which they then have "
            "to send."
        )
    if http:
        _must_be_free(host, port)
    opened = open_library(settings)
    try:
        served = Notes(opened)
        served.current()
        server = NotesServer(served)
        if not http:
            server.run("stdio")
            return
        name = f"[{host}]" if ":" in host else host
        sys.stderr.write(f"Serving the notes at http://{name}:{port}{PATH}; Ctrl-C ends it.\n")
        if not run(serve_http, server, host, port, token):
            raise QuothError(f"Nothing could listen on {host}, port {port}: name another --host or --port.")
    finally:
        opened.close()


def _must_be_free(host: str, port: int) -> None:
    """Raise QuothError where nothing can listen there, before the library is opened for nothing."""
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
