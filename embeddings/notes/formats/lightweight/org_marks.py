"""Inline marks of Org: links between double brackets, and emphasis by the signs *, /, _, +, = and ~."""

from __future__ import annotations

import re

from embeddings.notes.formats.lightweight.marks import InlineMarks, Piece, Targets, video_of

_PICTURE = r"[^\[\]\n]*\.(?:png|jpe?g|gif|svg|webp)"

_UNSEEN = re.compile(
    # The address of a link with a text, and an image, which stands there without one.
    rf"\[\[[^\[\]\n]*\]\[|\[\[{_PICTURE}\]\]",
    re.I,
)

_MARKS = re.compile(
    r"\[\[(?P<to>[^\[\]\n]{1,2000})\](?:\[(?P<label>[^\[\]]{1,1000})\])?\]"
    r"|<(?P<time>\d{4}-\d\d-\d\d[^<>\n]{0,40})>"
    r"|(?<![^\s\-({'\"])(?:"
    r"(?P<sign>[*/_+])(?=\S)(?P<inner>[^\n]{1,400}?)(?<=\S)(?P=sign)"
    r"|(?P<code>[=~])(?=\S)(?P<raw>[^\n]{1,400}?)(?<=\S)(?P=code)"
    r")(?=[\s\-.,;:!?'\")}\[\\]|$)",
    re.M,
)

_OWN = re.compile(r"(?:[#*]|id:|elisp:|info:|mu4e:|fn:)")
"""What links within the notes of one person begin with."""


def _piece(match: re.Match[str], targets: Targets) -> Piece | None:  # noqa: ARG001 - Org names no targets
    if match["to"]:
        return _link(match["to"].strip(), match["label"])
    if match["time"]:
        return Piece(match["time"])
    if match["sign"]:
        return Piece(match["inner"], strong=match["sign"] == "*", nested=True)
    return Piece(match["raw"])


def _link(to: str, label: str | None) -> Piece:
    if label is None and re.fullmatch(_PICTURE, to, re.I):
        return Piece("", image=_path(to))
    site, _, code = to.partition(":")
    video = video_of({"yt": "youtube"}.get(site.lower(), site.lower()), code)
    if video:
        return Piece(to if label is None else label, url=video, embedded=label is None)
    if _OWN.match(to) or ("/" not in to and ":" not in to and "." not in to):
        return Piece(to.lstrip("*#") if label is None else label, nested=label is not None)
    return Piece(to if label is None else label, url=_path(to), nested=label is not None)


def _path(to: str) -> str:
    """Return an address without what tells Org how to open it: "file:a.org::*Part" is "a.org"."""
    return to.removeprefix("file:").partition("::")[0]


def picture_of(line: str) -> str | None:
    """Return the path of the image that a line shows and nothing else, None where it shows none."""
    found = re.fullmatch(rf"\[\[({_PICTURE})\]\]", line.strip(), re.I)
    return _path(found[1]) if found else None


ORG_MARKS = InlineMarks(_UNSEEN, _MARKS, _piece)
