"""Questions of many kinds, and notes that change: made up, the same every time."""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Sequence
from pathlib import Path

from bot.service.service import LONGEST_QUESTION

FORMS = (
    "what did {} cover?",
    "who spoke about {}?",
    "{}",
    "is there a recording of {}?",
    "which sessions mention {}?",
    "what is {} good for, xyzzy {}?",
)


def draw_question(draw: random.Random, titles: Sequence[str], labelled: Sequence[str]) -> str:
    """Make up a question, or take one of ``labelled``."""
    chance = draw.random()
    if labelled and chance < 0.4:
        return draw.choice(labelled)
    if chance < 0.5:
        letters = string.ascii_lowercase + "  éß日本?*(\"'-<@&"
        return "".join(draw.choices(letters, k=draw.randint(1, 60)))
    if chance < 0.6:
        pieces = " ".join(draw.choices([*titles, *labelled], k=30))
        return pieces[: draw.randint(300, LONGEST_QUESTION)]
    held = draw.choice(titles).split()
    start = draw.randrange(len(held))
    subject = " ".join(held[start : start + draw.randint(1, 4)])
    return draw.choice(FORMS).format(subject, subject)[:LONGEST_QUESTION]


def headings(notes: Path) -> list[str]:
    """Return the headings of Markdown files, as what people ask about."""
    lines = [line for file in sorted(notes.rglob("*.md")) for line in file.read_text("utf-8").splitlines()]
    return [line.strip("# ") for line in lines if line.startswith("## ") and line.strip("# ")]


def change(notes: Path, turn: int) -> None:
    """Change a file of the notes: yesterday's day, of one to five sessions."""
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    session = f"## Round {turn}\n\nAda Quill - Keeper\n\nIt is about {turn} boats.\n\n"
    text = f"# Extra | Day 1 - {yesterday:%A, %B} {yesterday.day}, {yesterday.year}\n\n"
    notes.joinpath("extra.md").write_text(text + session * (1 + turn % 5), encoding="utf-8")
