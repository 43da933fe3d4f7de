"""``serve``: the notes as a web page on this machine."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import Annotated

import typer

from bot.cli.library import open_library
from bot.cli.options import LibraryOption, NotesOption, settings_of
from bot.cli.progress import progress_bar
from bot.cli.sources import fetch_notes
from bot.service.ask_socket import answering
from bot.service.listening import must_be_free, netloc, token_for
from bot.service.summaries import summariser_of
from embeddings.errors import QuothError

_PORT = 8766


def serve(
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65535, help="The port.")] = _PORT,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Serve the notes as a web page: ask, browse, search, recaps."""
    from bot.web.server import serve as serve_pages  # aiohttp, which no other command of the terminal needs
    from bot.web.site import Site

    settings = settings_of(notes, library)
    token = token_for(host, settings.web_token)
    summariser = summariser_of(settings)
    must_be_free(host, port)
    source = fetch_notes(settings)
    opened = open_library(settings)
    try:
        if not opened.up_to_date():
            with progress_bar() as progress:
                opened.refresh(progress)
        opened.warm()
        site = Site(
            opened,
            notes_url=settings.notes_url,
            images=settings.images,
            source=source,
            summariser=summariser,
        )
        told = f"Serving the notes at http://{netloc(host, port)}/; Ctrl-C ends it.\n"

        async def run() -> None:
            async with answering(settings.library, settings.folder, site.ask):
                await serve_pages(site, host, port, token, lambda: sys.stderr.write(told))

        with suppress(KeyboardInterrupt):  # what Ctrl-C is where the loop has no signals, as on Windows
            asyncio.run(run())
    except OSError as error:
        raise QuothError(
            f"Nothing could listen on {host}, port {port} ({error.strerror or error}): name another --host "
            "or --port."
        ) from error
    finally:
        opened.close()
