"""``mcp``: the notes for assistants, over the Model Context Protocol."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from bot.cli.library import open_library
from bot.cli.options import LibraryOption, NotesOption, settings_of
from bot.cli.sources import fetch_notes
from bot.service.current_notes import CurrentNotes
from bot.service.listening import must_be_free, netloc, token_for
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

    from bot.mcp.server import NotesServer
    from bot.mcp.transports import PATH, serve_http

    settings = settings_of(notes, library)
    token = token_for(host, settings.web_token) if http else None
    if http:
        must_be_free(host, port)
    source = fetch_notes(settings)
    opened = open_library(settings)
    try:
        served = CurrentNotes(opened, source=source)
        served.library()
        server = NotesServer(served)
        if not http:
            server.run("stdio")
            return
        sys.stderr.write(f"Serving the notes at http://{netloc(host, port)}{PATH}; Ctrl-C ends it.\n")
        if not run(serve_http, server, host, port, token):
            raise QuothError(f"Nothing could listen on {host}, port {port}: name another --host or --port.")
    finally:
        opened.close()
