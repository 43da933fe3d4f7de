"""Inline marks of reStructuredText: literals, links, references and roles between backticks, emphasis."""

from __future__ import annotations

import re

from embeddings.notes.formats.lightweight.marks import InlineMarks, Piece, Targets

_ROLE = r":[A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})?:(?=`)"

_UNSEEN = re.compile(
    # The address in a link or a role that has a text, and the name of a role.
    rf"(?<!`)<[^<>`\n]*>(?=`(?!`))|(?<![\w`]){_ROLE}"
)

_MARKS = re.compile(
    r"``(?P<literal>(?:[^`]|`(?!`)){1,1000})``(?!`)"
    r"|(?<![\w`])_`(?P<own>[^`\n]{1,200})`"
    rf"|(?<![\w`])(?P<role>{_ROLE})?`(?=[^\s`])(?P<body>[^`]{{1,1500}})`(?:(?P<ref>__?)(?!\w))?(?!`)"
    r"|(?<![\w*\\])\*\*(?=[^\s*])(?P<strong>(?s:.){1,600}?)(?<=[^\s\\])\*\*(?![\w*])"
    r"|(?<![\w*\\])\*(?=[^\s*])(?P<emphasis>(?s:.){1,600}?)(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\w|])\|(?=[^\s|])(?P<name>[^|\n]{1,100})(?<=\S)\|_{0,2}(?![\w|])"
    r"|(?<![\w.+:/@-])(?P<word>[A-Za-z0-9](?:[\w.+:-]{0,80}[A-Za-z0-9])?)(?P<wordref>__?)(?![\w/])"
    r"|\[(?P<note>[\w-]{1,40}|#[\w-]{0,40}|\*)\]_(?!\w)"
    r"|\\(?P<escaped>[^\w\s])"
)

_TARGET = re.compile(r"(?P<text>(?s:.)*?)\s*<(?P<to>[^<>]+)>$")


def _piece(match: re.Match[str], targets: Targets) -> Piece | None:
    kind = match.lastgroup
    if match["literal"]:
        return Piece(match["literal"])
    if match["own"]:
        return Piece(match["own"])
    if match["body"]:
        return _between_backticks(match["body"], match["role"], match["ref"], targets)
    if match["strong"]:
        return Piece(match["strong"], strong=True)
    if match["emphasis"]:
        return Piece(match["emphasis"])
    if match["name"]:
        return Piece(match["name"]) if targets.of(f"|{match['name']}|") is not None else None
    if match["word"]:
        url = targets.next() if match["wordref"] == "__" else targets.of(match["word"])
        return Piece(match["word"], url=url or None) if url is not None else None
    if match["note"]:
        return Piece(f"[{match['note']}]")
    return Piece(match["escaped"]) if kind == "escaped" else None


def _between_backticks(body: str, role: str | None, ref: str | None, targets: Targets) -> Piece:
    """Return what text between backticks shows: a link, a reference, or the text of a role."""
    found = _TARGET.match(body) if body.endswith(">") else None
    if not found:
        if ref is None or role:
            return Piece(body)
        return Piece(body, url=(targets.next() if ref == "__" else targets.of(body)) or None)
    text, to = found["text"], found["to"]
    url: str | None = "".join(to.split())
    if ref and url and url.endswith("_") and "/" not in url:
        url = targets.of(to.strip()[:-1])
    elif not ref and "://" not in to and "." not in to:
        url = None
    lost = body.count("\n") - text.count("\n")
    return Piece((text or to.replace("\n", "")) + "\n" * lost, url=url)


RST_MARKS = InlineMarks(_UNSEEN, _MARKS, _piece)
