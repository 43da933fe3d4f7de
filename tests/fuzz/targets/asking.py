"""What people and programs ask, in every form that is taken."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bot.cli import ask as ask_command
from bot.cli import main
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import lists
from bot.render import terminal
from bot.service import suggestions
from embeddings.evaluation import evaluate, read_questions
from embeddings.library import Library
from embeddings.records import Answer
from tests.fuzz.checks import check_post, check_terminal
from tests.fuzz.targets.common import SITE, invented_library, printed, refused_in_a_sentence


def question(data: bytes) -> None:
    """Questions: an answer whose quotes stand in the notes and which every face can show, or one sentence."""
    text = data.decode("utf-8", "surrogateescape")  # lone surrogates, as a shell hands them over
    library = invented_library()
    one = library.sessions()[len(text) % 4]
    session = one.id if text[:1] == "\x01" else None
    day = one.day or "" if text[:1] == "\x02" else None
    with refused_in_a_sentence():
        answer = library.ask(text, session=session, day=day)
        _check_answer(library, answer)
        _check_answer(library, library.ask(text, after=answer))


def _check_answer(library: Library, answer: Answer) -> None:
    assert answer.verdict in ("answer", "closest", "none")
    assert all(library.current(quote) for quote in (*answer.quotes, *answer.more))
    held = {match.session.id: match.session for match in answer.matches}
    assert all(quote.session in held for quote in answer.quotes)
    # Of a list that asks for links they are those of all its sessions, else the first session's.
    shown = answer.matches if answer.listing else answer.matches[:1]
    assert set(answer.links) <= {link for match in shown for link in match.session.links}
    told = json.loads(json.dumps(answer.as_json(), ensure_ascii=False).encode("utf-8"))
    if answer.kind == "sessions":
        assert len(told["sessions"]) == len(answer.matches)
    else:
        assert len(told["sessions"]) <= 5
        assert len(told["quotes"]) <= 3
    for post in answer_cards.answer_messages(answer, "key", SITE, private=True):
        check_post(post)
    if answer.listing:
        check_post(lists.listing_message(answer, "key", 0, SITE))
    check_terminal(printed(answer))


def names(data: bytes) -> None:
    """Names of days, sessions and people as people type them, and what menus hand back."""
    text = data.decode("utf-8", "replace")
    library = invented_library()
    for look_up in (library.sessions, library.session, library.recaps, library.announced, library.related):
        with refused_in_a_sentence():
            look_up(text)
    with refused_in_a_sentence():
        check_post(lists.sessions_message(library.sessions(text), text, "key", 0))
    offered = suggestions.Suggestions(tuple(library.sessions()), tuple(library.days()))
    for suggest in (offered.suggest_sessions, offered.suggest_people, offered.suggest_days):
        found = suggest(text)
        assert len(found) <= 25
        assert all(0 < len(c.label) <= 100 and 0 < len(c.value) <= 100 for c in found)
    offered.find(text)
    offered.nearest_people(text)
    check_post(lists.speakers_message(offered.by_speaker(text), text, "key", 0))


def lines(data: bytes) -> None:
    """The questions of ``ask --json -`` and the labels of ``evaluate``: read, or refused in one sentence."""
    library = invented_library()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        with refused_in_a_sentence():
            judged = evaluate(library, read_questions(Path(file.name))[:3])
            json.dumps([one.label.question for one in judged], ensure_ascii=False)
            shown = io.StringIO()
            console = Console(file=shown, highlight=False, markup=False, emoji=False)
            terminal.show_evaluation(console, judged, misses=True)
            check_terminal(shown.getvalue())


def stream(data: bytes) -> None:
    """``ask --json -``: a line of JSON for each line, whatever the bytes, or one sentence."""
    before = sys.stdin, sys.stdout
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    sys.stdout = shown = io.TextIOWrapper(out := io.BytesIO())
    try:
        main._speak_utf8()
        with refused_in_a_sentence():
            ask_command.answer_lines(invented_library(), None, as_json=True, why=False)
        shown.flush()
    finally:
        sys.stdin, sys.stdout = before
    for line in out.getvalue().decode("utf-8").split("\n")[:-1]:
        told = json.loads(line)
        assert told["error"] if "error" in told else told["verdict"] in ("answer", "closest", "none")
