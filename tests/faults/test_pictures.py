"""Pictures that are small as files and huge as pictures."""

from __future__ import annotations

import resource
import struct
import zlib
from pathlib import Path

import pytest

from bot.discord.limits import PICTURES
from bot.render.images import attachments
from embeddings.records import Image, Quote, Session
from tests.fakes import write_notes


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _bombs() -> dict[str, bytes]:
    zeros = zlib.compressobj(9)
    packed = b"".join(zeros.compress(b"\0" * 1_000_000) for _ in range(60)) + zeros.flush()
    import io

    from PIL import Image as Pillow

    animated = io.BytesIO()
    frames = [Pillow.new("P", (64, 64), n % 250) for n in range(300)]
    frames[0].save(animated, "GIF", save_all=True, append_images=frames[1:])
    note = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0x7FFFFFFF) + b"zTXt"
    return {
        "wide": png(50_000, 50_000, packed),
        "just-too-many": png(7000, 7000, packed),
        "claims-little": png(64, 64, packed),
        "endless-text": note + zlib.compress(b"a" * 50_000_000),
        "frames": animated.getvalue(),
        "svg": b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><svg>&lol;</svg>',
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("wide", 0),
        ("just-too-many", 0),
        ("claims-little", 1),
        ("endless-text", 0),
        ("frames", 1),
        ("svg", 0),
    ],
)
def test_a_picture_bomb_costs_neither_memory_nor_the_answer(tmp_path: Path, name: str, shown: int) -> None:
    """Defence: types and pixels are checked before anything is decoded."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n", "bomb.png": _bombs()[name]})
    session = Session(
        id="s", title="T", event=None, day=None, date=None, file="n.md", line=1, end_line=9,
        images=(Image("a", "bomb.png", 3),),
    )  # fmt: skip
    quote = Quote("words", "n.md", 2, 2, "s")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = attachments(session, [quote], notes, None, PICTURES)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000  # KB; the widest bomb would fill 7.5 GB
    assert len(found) == shown
