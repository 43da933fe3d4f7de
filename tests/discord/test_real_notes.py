"""Every session of every collection of notes as messages: within Discord's sizes, and nothing of it lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.discord.cards import lists
from bot.discord.cards import session as session_cards
from bot.discord.message import Button, Message, Row, Text
from bot.discord.view import view_of
from bot.discord.violations import violations
from bot.render.entities import words_of
from bot.render.links import NotesSite
from bot.service.suggestions import Suggestions
from embeddings.digest import directory
from embeddings.notes import read_folder
from embeddings.records import TextBlock, TextBlockKind
from tests.attacks.defence import session_of
from tests.loopback.rules import V2, complaints
from tests.paths import COLLECTIONS

INVENTED = sorted(path for path in COLLECTIONS.iterdir() if path.is_dir())
SITE = NotesSite("https://example.org/notes")


def shown(markdown: str) -> str:
    """Return what Discord shows of a page, without the bot's own marks.

    Outside a fence a backslash gives way to the sign that it escapes; inside one it is a sign like any other.
    """
    lines: list[str] = []
    fenced = False
    for line in markdown.split("\n"):
        if line == "```":
            fenced = not fenced
        else:
            lines.append(line if fenced else re.sub(r"\\([^0-9A-Za-z\s])", r"\1", re.sub(r"^ *- ", "", line)))
    return "\n".join(lines)


def check(folder: Path) -> None:
    notes = [session for note in read_folder(folder).notes for session in note.sessions]
    sessions = [note.session for note in notes]
    assert sessions
    suggestions = Suggestions(tuple(sessions))
    for note in notes:
        session = note.session
        posts = [session_cards.session_message(session, note.text_blocks, "key", SITE, related=[])]
        page, pages = 0, 1
        text = ""
        while page < pages:
            post = session_cards.whole_message(session, note.text_blocks, "key", page, SITE)
            match = re.search(r"^-# Page \d+ of (\d+)$", post.markdown, re.MULTILINE)
            pages = int(match[1]) if match else 1
            text += post.texts[1] + "\n"
            posts.append(post)
            page += 1
        for post in posts:
            assert violations(post) == []
        squeezed = "".join(shown(text).split())
        for text_block in note.text_blocks:
            if text_block.kind != "heading":
                assert "".join(words_of(text_block).split()) in squeezed, (
                    f"{session.id}, line {text_block.line}"
                )
        assert suggestions.find(suggestions.suggest_sessions(session.title)[0].value) is not None
    for page in range(1 + len(sessions) // 10):
        assert violations(lists.sessions_message(sessions, "Sessions", "key", page)) == []
        assert violations(lists.links_message(directory.links(sessions), "Links", "key", page)) == []


@pytest.mark.parametrize("folder", INVENTED, ids=lambda path: str(path.name))
def test_invented_notes(folder: Path) -> None:
    check(folder)


def test_real_notes(corpora: Path) -> None:
    for folder in sorted(path for path in corpora.iterdir() if path.is_dir()):
        check(folder)


@pytest.mark.parametrize("kind", ["code", "prose", "item"])
@pytest.mark.parametrize(
    "text", [r"names = map(\.name)", r"\d+\_\*", r"C:\\tools\-x", "cost `\\$5`", "a ```\\- b"]
)
def test_a_backslash_of_the_notes_is_shown(kind: TextBlockKind, text: str) -> None:
    """Inside a fence as it stands, outside one escaped like any other mark."""
    post = session_cards.whole_message(session_of("T"), [TextBlock(kind, text, 1, 1)], "key", 0, SITE)
    page = post.texts[1]
    assert shown(page).endswith(text)
    assert ("```\n" in page) == (kind == "code" and "`" not in text)


def test_the_two_readings_of_discords_rules_agree() -> None:
    """The bot's table of sizes and the loopback server's, written apart, name the same excess."""
    texts = tuple(Text("x" * 1001) for _ in range(4))
    over = Message(parts=(*texts, *(Row((Button("", "q"),)) for _ in range(3))))
    payload = {"flags": V2, "components": view_of(over).to_components()}  # type: ignore[no-untyped-call]
    assert [complaint.split(":")[0] for complaint in complaints(payload)] == [
        "texts in all",
        *["label"] * 3,
        "custom_id",
    ]
    assert {found.split(":")[0] for found in violations(over)} == {
        "texts in all",
        "button",
        "custom_id",
    }
