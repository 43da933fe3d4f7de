"""Bytes of a note to its lines: UTF-8, UTF-16 and UTF-32, else the Western code page of old Windows programs.

The reader of notes and the proof of a quote both go through here, so that they see the same lines.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins with one of UTF-16."""

_SAMPLE = 4000
"""Bytes by which UTF-16 without a mark is told: every second one is null where the text is mostly Latin."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
"""Bytes that stand in no text of code page 1252."""

_FOREIGN = re.compile(rb"[\x80-\xff]{4}")
"""So many bytes beyond ASCII in a row are another script's: no Western word has four accents side by side."""


def decode(data: bytes) -> str:
    """Return the text in a file's bytes, without its byte order mark; UnicodeDecodeError where it is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    wide = _wide(data[:_SAMPLE])
    if wide:
        try:
            return data.decode(wide)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        if not is_western(data):
            raise
    return data.decode("cp1252")


def is_western(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are text of code page 1252: words with an accent here and there.

    Other code pages cannot be told from each other; text in them would be shown with wrong letters.
    """
    if _CONTROLS.search(data) or _FOREIGN.search(data) or data.startswith(b"\xff"):
        return False
    letters = len(re.findall(rb"[A-Za-z]", data))
    return letters >= 3 * len(re.findall(rb"[\xc0-\xff]", data))


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 that every second byte being null tells of, None where they are not."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    high, low = sample[1 : 2 * pairs : 2].count(0), sample[: 2 * pairs : 2].count(0)
    if high > 0.6 * pairs and not low:
        return "utf-16-le"
    return "utf-16-be" if low > 0.6 * pairs and not high else None


def lines_of_text(data: bytes) -> list[str]:
    """Return the lines of a file without their ends; UnicodeDecodeError where it holds no text.

    Not ``splitlines``, for which a vertical tab or U+2028 ends a line too: Markdown counts otherwise.
    """
    return decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
