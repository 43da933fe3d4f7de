"""Inline marks of AsciiDoc: macros with their text in brackets, links, cross references, emphasis."""

from __future__ import annotations

import re

from embeddings.notes.formats.lightweight.marks import InlineMarks, Piece, Targets, video_of

_SCHEME = r"(?:(?:link|xref|mailto|image|video|audio|icon|footnote|kbd|btn|menu|pass|stem):|https?://|ftp://|irc://)"
_TARGET = rf"(?<![\w/]){_SCHEME}[^\s\[\]<>]{{0,1000}}"
_ATTRIBUTE = r"(?:\w[\w-]*=(?:\"[^\"\n]*\"|[^,\]\n\"]*)|\d+(?:px|%)?)"

_UNSEEN = re.compile(
    # What stands before the text of a macro, the attributes behind its text, and the name of a place.
    rf"{_TARGET}\[(?:alt=)?|(?<=[^\d\s,])(?:,[ \t]*{_ATTRIBUTE}){{1,6}}(?=\])"
    r"|\[\[[\w:.-]+(?:,[^\[\]\n]*)?\]\]|<<[^<>\n,]*,|\^(?=\])|\{(?!\s)[\w-]+\}(?=\[)"
    r"|\[[.#%][\w.#%-]*\](?=[#*_`])"
)

_MARKS = re.compile(
    rf"(?P<target>{_TARGET}|\{{[\w-]+\}})\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]\n]*\]){{0,1500}})\]"
    r"|\[\[(?P<place>[\w:.-]+(?:,[^\[\]\n]*)?)\]\]"
    r"|<<(?P<ref>[^<>\n,]{1,300})(?:,(?P<label>[^<>]{1,300}))?>>"
    r"|(?:\[[\w.#%, -]{1,60}\])?(?:"
    r"(?P<double>\*\*|__|##|``)(?=\S)(?P<free>(?s:.){1,600}?)(?<=\S)(?P=double)"
    r"|(?<![\w*_#`\\])(?P<sign>[*_#])(?=[^\s*_#])(?P<inner>(?s:.){1,600}?)(?<=[^\s*_#])(?P=sign)(?!\w)"
    r"|(?<![\w`\\])(?P<code>[`+])(?=\S)(?P<raw>[^`\n]{1,600}?)(?<=\S)(?P=code)(?!\w)"
    r")"
    r"|[ \t](?P<wrap>\+)$"
    r"|\\(?P<escaped>[*_`#\[{<+])",
    re.M,
)

_ALT = re.compile(r"\balt=(?:\"([^\"\n]*)\"|([^,\n]*))")
_ATTRIBUTES = re.compile(rf"(?:,\s*{_ATTRIBUTE}){{1,6}}$")
_BY_NAME = re.compile(r"\w[\w-]*=")


def text_of(inside: str) -> str:
    """Return the text among what stands in the brackets of a macro, without its attributes."""
    named = _ALT.search(inside)
    if named:
        return (named[1] if named[1] is not None else named[2]).strip()
    if _BY_NAME.match(inside):
        return ""
    text = _ATTRIBUTES.sub("", inside) if len(inside) < 500 else inside
    return text.strip().removesuffix("^").strip('"')


def _piece(match: re.Match[str], targets: Targets) -> Piece | None:
    if match["target"]:
        return _macro(match["target"], match["text"], targets)
    if match["place"]:
        return Piece("")
    if match["ref"]:
        return Piece(match["label"].lstrip() if match["label"] else match["ref"])
    if match["double"]:
        if _in_word(match):
            return None
        return Piece(match["free"], strong=match["double"] == "**", nested=match["double"] != "``")
    if match["sign"]:
        return Piece(match["inner"], strong=match["sign"] == "*", nested=True)
    if match["code"]:
        return Piece(match["raw"])
    return Piece("" if match["wrap"] else match["escaped"])


def _in_word(match: re.Match[str]) -> bool:
    """Whether a mark stands inside a word, which would be another word without it."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    inside = match["free"]
    return (before.isalnum() and inside[0].isalnum()) or (after.isalnum() and inside[-1].isalnum())


def _macro(target: str, inside: str, targets: Targets) -> Piece | None:
    """Return what a macro shows: "link:address[text]", "address[text]", "image:path[words]", and others."""
    if target.startswith("{"):
        url = targets.of(target[1:-1])
        return None if url is None else Piece(text_of(inside), url=url, nested=True)
    name, _, rest = target.partition(":")
    lost = "\n" * inside.count("\n")
    if name in ("image", "icon"):
        return Piece(text_of(inside) + lost, image=rest.lstrip(":"))
    if name == "video":
        video = video_of(inside.partition(",")[0].strip().lower(), rest.lstrip(":"))
        return Piece(lost, url=video, embedded=True) if video else None
    if name in ("footnote", "kbd", "btn", "menu", "pass", "stem", "audio"):
        return Piece(f"[{inside}]" if name == "footnote" else inside)
    text = _kept(inside)
    if name == "xref" and "." not in rest:
        return Piece(text or rest)
    url = target if name in ("http", "https", "ftp", "irc", "mailto") else rest
    return Piece(text or url, url=None if "{" in url else url, nested=bool(text))


def _kept(inside: str) -> str:
    """Return the text of a link with its lines."""
    text = text_of(inside)
    return text + "\n" * (inside.count("\n") - text.count("\n"))


ASCIIDOC_MARKS = InlineMarks(_UNSEEN, _MARKS, _piece)
