"""How sure the reading of a file is, in words with the reason, and what line of ``quoth.toml`` settles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from embeddings.notes.config import SpeakerSource, TitleSource, setting
from embeddings.notes.model import Finding, SessionNote
from embeddings.notes.segment.view import View
from embeddings.records import Speaker
from embeddings.text.markdown_words import words

GUESS = 0.4
"""Log-odds of a decision below which it is hardly more than a guess."""

_NAMED = 3
"""Reasons that are told for and against; more are not read."""


def structure_doubt(view: View, sessions: Sequence[SessionNote]) -> str:
    """Return how sure it is what the sessions of a file are, why, and what settles it."""
    sure = "hardly more than a guess" if view.margin < GUESS else "likely, but not sure"
    assumed = "the file is one session" if view.whole else f"it holds {_count(len(sessions), 'session')}"
    one, many = setting(view.file, "sessions", "one"), setting(view.file, "sessions", "several")
    right, wrong = (one, many) if view.whole else (many, one)
    return (
        f"{sure} that {assumed} ({_reasons(view)}); add one line to quoth.toml: {right} if it is so, "
        f"{wrong} if not"
    )


ALL_FILES = '("*" in place of the name tells it of all files)'


def _reasons(view: View) -> str:
    """Return what speaks for one session and what for several, the strongest first."""
    ranked = sorted(view.evidence.items(), key=lambda entry: -abs(entry[1]))
    one = [name for name, value in ranked if value > 0 and name != "prior"][:_NAMED]
    several = [name for name, value in ranked if value < 0 and name != "prior"][:_NAMED]
    top = view.title.node
    told = sum(
        features.strong for index, features in view.features.items() if top is None or index != top.index
    )
    if told:
        several.insert(0, f"{_count(told, 'heading')} with speakers, a code or a recording")
    parts = [
        f"for {what}: {', '.join(names)}" for what, names in (("one", one), ("several", several)) if names
    ]
    return "; ".join(parts) or "little speaks for either"


_ORIGINS: dict[str, tuple[TitleSource, str]] = {
    "file name": ("file name", "the name of the file"),
    "first line": ("first line", "the first line"),
    "heading": ("heading", "the first heading"),
}
"""Where a title stands: the word of ``quoth.toml`` for it, and how a message tells it."""


def title_doubt(view: View) -> str | None:
    """Return how sure the title of a file that is one session is, and what settles it; None if clear.

    Doubtful is a title for which another stands elsewhere: a heading that is no section, beside the file's
    name or a first line, or a heading that others follow on its level.
    """
    title = view.title
    if (
        not view.whole
        or view.config.title is not None
        or title.origin not in _ORIGINS
        or title.node is not None
    ):
        return None
    heading = next((node for node in view.root.children if not node.section), None)
    if title.origin == "heading":
        other, told = _ORIGINS["file name"]
    elif heading is not None and words(heading.title) != words(title.title.text):
        other, told = "heading", f'the first heading, "{short(heading.title)}"'
    else:
        return None
    own, called = _ORIGINS[title.origin]
    return (
        f'likely, but not sure that "{short(title.shown)}" is the title (it is {called}, not {told}); add '
        f"one line to quoth.toml: {setting(view.file, 'title', own)} if it is so, "
        f"{setting(view.file, 'title', other)} if not {ALL_FILES}"
    )


def speaker_doubts(view: View, sessions: Sequence[SessionNote]) -> Iterator[Finding]:
    """Return a finding for a file whose speakers are told by the shape of a line alone."""
    if view.config.speakers is not None:
        return
    shaped: list[tuple[SessionNote, Speaker]] = []
    bylines = {id(features.byline): features.byline for features in view.features.values()}
    weak = [byline for byline in [view.title.byline, *bylines.values()] if not byline.strong]
    lines = {line for byline in weak for line in byline.lines}
    for entry in sessions:
        shaped.extend(
            (entry, speaker)
            for speaker in entry.session.speakers
            if speaker.line in lines and not (speaker.role or speaker.company)
        )
    if not shaped:
        return
    entry, speaker = shaped[0]
    people = Counter(found.name for _, found in shaped)
    others = f" and {_count(len(people) - 1, 'other')}" if len(people) > 1 else ""
    message = (
        f"likely, but not sure that {short(speaker.name)}{others} spoke (only the place and the shape of the "
        "line say so); add one line to quoth.toml: "
        f"{setting(view.file, 'speakers', 'first line')} if it is so, "
        f"{setting(view.file, 'speakers', _instead(view))} if not {ALL_FILES}"
    )
    yield Finding(view.file, speaker.line or entry.session.line, "speakers-uncertain", message)


def _instead(view: View) -> SpeakerSource:
    """Return where speakers are named if not in the first line: where else some are, or nowhere."""
    return "title" if any(features.speakers for features in view.features.values()) else "nowhere"


def short(text: str, length: int = 60) -> str:
    """Return a text on one line, cut where it is longer than a message wants."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
