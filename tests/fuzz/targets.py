"""What is fuzzed: functions of bytes that raise where a promise is broken, and nothing else.

A QuothError is an answer to bad input, not a break.
"""

from __future__ import annotations

import io
import json
import logging
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot import cards, markup
from bot.cards import Look
from bot.lists import links_post, sessions_post
from bot.logs import Lines
from bot.parts import violations
from bot.secrecy import Secrecy
from bot.settings import SettingsError, load_settings, variable_of
from bot.shelf import Shelf
from embeddings import notes, passages, proof
from embeddings.digest import LinkEntry
from embeddings.errors import QuothError
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes.scan import refusal
from embeddings.records import Answer, Link, Match, Quote, Session, Speaker, Stretch
from tests.small import SmallEncoder, write_notes

Target = Callable[[bytes], None]
_ENCODER = SmallEncoder()


def parser(data: bytes) -> None:
    """Notes: every session's words stand at its lines, identities are unique, every passage fits."""
    if refusal(data) is not None:
        return
    folder = notes.read([Source("note.md", data)])
    lines = len(data.splitlines()) + data.count(b"\r") + 2
    seen: set[str] = set()
    for note in folder.notes:
        for entry in note.sessions:
            session = entry.session
            assert session.id not in seen
            seen.add(session.id)
            assert 1 <= session.line <= session.end_line <= lines
            json.dumps(session.as_json(), ensure_ascii=False).encode("utf-8")
            for stretch in entry.stretches:
                # What stands above the one title of a file is of its session, too.
                assert 1 <= stretch.line <= stretch.end_line <= session.end_line
            cut = passages.split(session.title, entry.stretches, _ENCODER.count_tokens, _ENCODER.limit)
            assert all(n <= _ENCODER.limit for n in _ENCODER.count_tokens([p.text for p in cut]))


@cache
def _library() -> Library:
    folder = Path(tempfile.mkdtemp(prefix="quoth-fuzz-"))
    library = Library(write_notes(folder / "notes"), folder / "library.db", SmallEncoder())
    library.refresh()
    return library


def question(data: bytes) -> None:
    """Questions: an answer whose quotes stand in the notes, or one sentence."""
    text = data.decode("utf-8", "surrogateescape")  # lone surrogates, as a shell hands them over
    library = _library()
    try:
        answer = library.ask(text)
    except QuothError as error:
        assert "\n" not in str(error).strip()  # noqa: PT017 - a fuzz target is no test
        return
    assert answer.verdict in ("answer", "closest", "none")
    assert all(library.current(quote) for quote in (*answer.quotes, *answer.more))
    json.dumps(answer.as_json(), ensure_ascii=False).encode("utf-8")
    assert not [v for post in cards.answer_posts(answer, "key", Look()) for v in violations(post)]


def names(data: bytes) -> None:
    """Names of days and sessions as people type them."""
    text = data.decode("utf-8", "replace")
    library = _library()
    for look_up in (library.sessions, library.session):
        try:
            look_up(text)
        except QuothError as error:
            assert str(error)  # noqa: PT017 - a fuzz target is no test
    offered = Shelf(tuple(library.sessions()), tuple(library.days()))
    for suggest in (offered.suggest_sessions, offered.suggest_people, offered.suggest_days):
        assert all(0 < len(c.label) <= 100 and 0 < len(c.value) <= 100 for c in suggest(text))
    offered.by_speaker(text)


def rendering(data: bytes) -> None:
    """Cards and lists of any record: within Discord's limits, with no live mark, link or mention."""
    text = data.decode("utf-8", "replace")
    parts = (text.split("\0") + [text] * 6)[:6]
    link = Link("other", parts[3], parts[4])
    session = Session(
        id=parts[0] or "x", title=parts[1], event=parts[2], day=parts[3], date=None, file=parts[4] or "f",
        line=1, end_line=2, sponsor=parts[5], links=(link,),
        speakers=(Speaker(parts[2], parts[1], parts[0]),),
    )  # fmt: skip
    quote = Quote(text, session.file, 1, 2, session.id)
    answer = Answer(text, "answer", parts[1], (Match(session, 1.0),), (quote,), (), (link,), parts[2])
    posts = cards.answer_posts(answer, "key", Look())
    posts.append(cards.whole_post(session, [Stretch("prose", text, 1, 2)], "key", 0, Look()))
    if text.strip():
        posts.append(cards.notice(text))
    posts.append(sessions_post([session], parts[1], "key", 0, parts[2]))
    posts.append(links_post([LinkEntry(link, (session,))], parts[1], "key", 0))
    for post in posts:
        assert not violations(post)
    safe = markup.safe_url(text)
    if safe is not None:
        assert safe.isascii()
        assert safe.startswith(("http://", "https://"))
        assert "@" not in markup.host(safe)
    proof.plain_words(text)


def settings(data: bytes) -> None:
    """Settings: read, or refused in one sentence."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    from bot.settings import Settings

    fields = sorted(Settings.model_fields)
    variable = variable_of(fields[data[0] % len(fields)]) if data else "QUOTH_NOTES"
    before = os.environ.get(variable)
    os.environ[variable] = text[1:]
    try:
        load_settings()
    except SettingsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - a fuzz target is no test
    finally:
        if before is None:
            del os.environ[variable]
        else:
            os.environ[variable] = before


def lines(data: bytes) -> None:
    """The questions of ``ask --json -`` and the labels of ``evaluate``: read, or refused in one sentence."""
    from embeddings.evaluation import read_questions

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        try:
            read_questions(Path(file.name))
        except QuothError as error:
            assert "\n" not in str(error)  # noqa: PT017 - a fuzz target is no test
    for line in io.StringIO(data.decode("utf-8", "replace")):
        if line.strip():
            question(line.strip().encode("utf-8", "replace"))


def log(data: bytes) -> None:
    """The log: one line a record, with no secret in it."""
    text = data.decode("utf-8", "replace")
    record = logging.LogRecord("n", 20, "f", 1, "said %s", (f"hunter2 {text} hunter2",), None)
    Secrecy(["hunter2"]).filter(record)
    line = Lines().format(record)
    assert "hunter2" not in line.replace(text, "") or "hunter2" in text
    assert "\n" not in line
    json.loads(line)


TARGETS: dict[str, Target] = {
    "parser": parser,
    "question": question,
    "names": names,
    "rendering": rendering,
    "settings": settings,
    "lines": lines,
    "log": log,
}
