"""Pictures that a quoted text block names: found inside the allowed folders only, checked, and encoded again.

Each picture is decoded and encoded again, so that nothing but the picture is sent: no place, no camera, no
author, no hidden data. What is not a picture of a known type and of a bounded size is left out.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from bot.render.shorten import cut, plain
from embeddings.records import Image, Quote, Session

MOST = 3
"""Pictures under one reply: more would push the quotes off a phone's screen."""
_FILE_MOST = 20 * 1024 * 1024
"""Bytes of a file that is read at all."""
_PIXELS_MOST = 40_000_000
"""Pixels that are decoded: a small file can name a picture that fills the memory."""
_SIDE = 1600
"""Pixels of the longer side that is sent: a phone shows no more."""
_NEAR = 2
"""Lines between a quote and a picture that belongs to it: one blank line."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send."""

    name: str
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a chat platform takes of one file."""

    file_bytes: int
    description: int
    """Units of UTF-16."""


def named_by(session: Session, quotes: Iterable[Quote]) -> list[Image]:
    """Return the pictures of a session that stand in, or right beside, the text that a quote is from."""
    spans = [
        (quote.line, quote.end_line)
        for quote in quotes
        if quote.session == session.listed_as and quote.file == session.file
    ]
    return [i for i in session.images if any(a - _NEAR <= i.line <= b + _NEAR for a, b in spans)][:MOST]


def locate(image: Image, file: str, notes: Path, images: Path | None = None) -> Path | None:
    """Find a picture's file: beside its note, inside ``notes``; for a path from ``/`` on, below ``images``.

    None where it is elsewhere (also by way of ``..`` or a symbolic link), on the web, or not there.
    """
    try:
        parts_of = urlsplit(image.path)
        written = unquote(parts_of.path)
        if parts_of.scheme or parts_of.netloc or not written or "\0" in written:
            return None
        if written.startswith("/"):
            root = images or notes
            found = (root / written.lstrip("/")).resolve()
        else:
            root = notes
            found = (notes / file).parent.joinpath(written).resolve()
            if images is not None and found.is_relative_to(images.resolve()):
                root = images
        return found if found.is_relative_to(root.resolve()) and found.is_file() else None
    except (OSError, ValueError, RuntimeError):  # the last for a link in a circle
        return None


def bare(path: Path, side: int = _SIDE) -> Pillow.Image | None:
    """Read a picture: upright, shrunk to ``side`` pixels, nothing but its pixels.

    None where it is not one that is shown: refused are unknown types, large files, and files that name more
    pixels than are decoded.
    """
    try:
        if path.stat().st_size > _FILE_MOST:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=_FORMATS) as opened:
                if opened.width * opened.height > _PIXELS_MOST:
                    return None
                # A photograph is decoded at half or a quarter of its size where that is enough.
                opened.draft(None, (side, side))
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((side, side))
                # A picture of its own, into which only pixels are copied.
                mode = "RGBA" if picture.has_transparency_data else "RGB"
                copied = Pillow.new(mode, picture.size)
                copied.paste(picture.convert(mode))
                return copied
    except (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError) as error:
        _log.info("The picture %s is not shown: %s", path.name, type(error).__name__)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        _log.info("The picture %s is not shown: it names too many pixels", path.name)
    return None


def prepare(path: Path, name: str, description: str, sizes: Sizes) -> Attachment | None:
    """Read a picture and encode it again, upright, shrunk and bare; None where it is not one that is sent."""
    picture = bare(path)
    if picture is None:
        return None
    data = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(data, "PNG", optimize=True)
        name = f"{name}.png"
    else:
        picture.save(data, "JPEG", quality=85, optimize=True)
        name = f"{name}.jpg"
    if data.tell() > sizes.file_bytes:
        return None
    return Attachment(name, data.getvalue(), cut(plain(description), sizes.description))


def attachments(
    session: Session, quotes: Sequence[Quote], notes: Path, images: Path | None, sizes: Sizes
) -> tuple[Attachment, ...]:
    """Return the pictures that quotes of a session name, ready to be sent; blocks while files are read."""
    found = []
    named = [(image, one.file) for one in session.all_accounts for image in named_by(one, quotes)]
    for number, (image, file) in enumerate(named[:MOST], 1):
        path = locate(image, file, notes, images)
        prepared = prepare(path, f"picture-{number}", image.alt, sizes) if path is not None else None
        if prepared is not None:
            found.append(prepared)
    return tuple(found)
