"""Pictures for a page that stands alone: shrunk, and written into the page itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pillow

from bot.render.images import bare, locate
from embeddings.records import Image, Session

MOST = 4
"""Pictures of one session: a page should be read, not scrolled through."""
_SIDES = (960, 800, 640, 480)
"""Pixels of the longer side, tried in turn: twice the width of a column on a phone, then less."""
_BYTES = 110_000
"""Of one picture at most, before base64 adds a third: eight of them and their page stay below 1.5 MB."""
_QUALITY = 78
"""Of WebP, at which neither the letters of a slide nor a face look worse than on the slide."""


@dataclass(frozen=True, slots=True)
class Inlined:
    """A picture as a page holds it."""

    data: str
    """A ``data:`` address."""
    width: int
    height: int
    alt: str
    """As the notes describe it; empty where they do not."""


def inlined(
    session: Session, notes: Path, images: Path | None = None, most: int = MOST
) -> tuple[tuple[Inlined, ...], int]:
    """Return a session's pictures that can be shown, each once, and how many there are besides; blocks.

    ``images`` is the folder of pictures that notes name from ``/`` on. Left out is what is not a picture,
    is too large, or is elsewhere than in these folders.
    """
    there: dict[Path, Image] = {}
    for image in session.images:
        path = locate(image, session.file, notes, images)
        if path is not None:
            there.setdefault(path, image)
    with ThreadPoolExecutor(4, thread_name_prefix="quoth-pictures") as pool:
        made = list(pool.map(_inline, list(there)[:most], list(there.values())[:most]))
    return tuple(picture for picture in made if picture is not None), max(0, len(there) - most)


def _inline(path: Path, image: Image) -> Inlined | None:
    picture = bare(path, _SIDES[0])
    if picture is None:
        return None
    data = b""
    for side in _SIDES:
        picture.thumbnail((side, side))
        data = _smallest(picture)
        if len(data) <= _BYTES:
            break
    return Inlined(
        "data:image/webp;base64," + base64.b64encode(data).decode("ascii"),
        picture.width,
        picture.height,
        " ".join(image.alt.split()),
    )


def _smallest(picture: Pillow.Image) -> bytes:
    """Encode as WebP: without loss where that is smaller, as it is for drawings and screenshots."""
    found = []
    options: Sequence[dict[str, object]] = ({"quality": _QUALITY, "method": 4},)
    if (picture.convert("RGB").getcolors(4096)) is not None:
        options = (*options, {"lossless": True, "method": 2})
    for option in options:
        data = io.BytesIO()
        picture.save(data, "WEBP", **option)
        found.append(data.getvalue())
    return min(found, key=len)
