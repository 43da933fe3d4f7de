"""What is fuzzed: functions of bytes that raise where a promise is broken, and nothing else.

A QuothError is an answer to bad input, not a break, as long as it is one sentence.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from rich.console import Console

from bot.cli import ask as ask_command
from bot.cli import main
from bot.discord import message
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import lists, parts
from bot.discord.cards import recap as recap_cards
from bot.discord.cards import session as session_cards
from bot.logs.logs import JsonFormatter, TextFormatter
from bot.logs.redact import Redactor
from bot.render import links as address
from bot.render import page, shorten, terminal
from bot.render.images import Attachment, locate
from bot.render.links import NotesSite
from bot.service import suggestions
from bot.service.shares import Form
from bot.settings import Settings, SettingsError, load_settings, variable_of
from embeddings import notes
from embeddings.digest.directory import LinkEntry
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.errors import QuothError
from embeddings.evaluation import evaluate, read_questions
from embeddings.index import chunking
from embeddings.index.embedders.choice import ModelChoice
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes.fields import links as web
from embeddings.notes.folder import refusal
from embeddings.proof import text_block_stands, words_at_of
from embeddings.records import Answer, Day, Image, Link, Match, Quote, Session, Speaker, TextBlock
from embeddings.text import markdown_words
from tests.fakes import FakeEmbedder, write_notes
from tests.fuzz.checks import NOTES_URL, Page, check_address, check_page, check_post, check_terminal

Target = Callable[[bytes], None]
_EMBEDDER = FakeEmbedder()
_SITE = NotesSite(NOTES_URL)


@contextmanager
def _refused_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except QuothError as error:
        assert str(error).strip()  # noqa: PT017 - a fuzz target is no test
        assert "\n" not in str(error).strip()  # noqa: PT017
        check_post(message.notice(str(error)))


def parser(data: bytes, suffix: str = ".md") -> None:
    """Notes: every session's words stand at its lines, identities are unique, every chunk fits."""
    if refusal(data) is not None:
        return
    folder = notes.read([Source(f"note{suffix}", data)])
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen: set[str] = set()
    for note in folder.notes:
        for entry in note.sessions:
            session = entry.session
            assert session.id not in seen
            seen.add(session.id)
            assert 1 <= session.line <= session.end_line <= len(text)
            json.dumps(session.as_json(), ensure_ascii=False).encode("utf-8")
            for text_block in entry.text_blocks:
                assert text_block_stands(text, text_block, words_at_of(note.file))
                # What stands above the one title of a file is of its session, too.
                assert 1 <= text_block.line <= text_block.end_line <= session.end_line
            cut = chunking.split(session.title, entry.text_blocks, _EMBEDDER.count_tokens, _EMBEDDER.limit)
            assert all(n <= _EMBEDDER.limit for n in _EMBEDDER.count_tokens([p.text for p in cut]))


@cache
def _library() -> Library:
    folder = Path(tempfile.mkdtemp(prefix="quoth-fuzz-"))
    library = Library(write_notes(folder / "notes"), folder / "library.db", FakeEmbedder())
    library.refresh()
    return library


def question(data: bytes) -> None:
    """Questions: an answer whose quotes stand in the notes and which every face can show, or one sentence."""
    text = data.decode("utf-8", "surrogateescape")  # lone surrogates, as a shell hands them over
    library = _library()
    one = library.sessions()[len(text) % 4]
    session = one.id if text[:1] == "\x01" else None
    day = one.day or "" if text[:1] == "\x02" else None
    with _refused_in_a_sentence():
        answer = library.ask(text, session=session, day=day)
        _check_answer(library, answer)
        _check_answer(library, library.ask(text, after=answer))


def _check_answer(library: Library, answer: Answer) -> None:
    assert answer.verdict in ("answer", "closest", "none")
    assert all(library.current(quote) for quote in (*answer.quotes, *answer.more))
    held = {match.session.id: match.session for match in answer.matches}
    assert all(quote.session in held for quote in answer.quotes)
    if answer.matches:
        assert set(answer.links) <= set(answer.matches[0].session.links)
    told = json.loads(json.dumps(answer.as_json(), ensure_ascii=False).encode("utf-8"))
    if answer.kind == "sessions":
        assert len(told["sessions"]) == len(answer.matches)
    else:
        assert len(told["sessions"]) <= 5
        assert len(told["quotes"]) <= 3
    for post in answer_cards.answer_messages(answer, "key", _SITE, private=True):
        check_post(post)
    if answer.listing:
        check_post(lists.listing_message(answer, "key", 0, _SITE))
    check_terminal(_printed(answer))


def _printed(answer: Answer) -> str:
    shown = io.StringIO()
    console = Console(file=shown, highlight=False, markup=False, emoji=False, soft_wrap=True)
    terminal.show_answer(console, answer)
    return shown.getvalue()


def names(data: bytes) -> None:
    """Names of days, sessions and people as people type them, and what menus hand back."""
    text = data.decode("utf-8", "replace")
    library = _library()
    for look_up in (library.sessions, library.session, library.recaps, library.announced, library.related):
        with _refused_in_a_sentence():
            look_up(text)
    with _refused_in_a_sentence():
        check_post(lists.sessions_message(library.sessions(text), text, "key", 0))
    offered = suggestions.Suggestions(tuple(library.sessions()), tuple(library.days()))
    for suggest in (offered.suggest_sessions, offered.suggest_people, offered.suggest_days):
        found = suggest(text)
        assert len(found) <= 25
        assert all(0 < len(c.label) <= 100 and 0 < len(c.value) <= 100 for c in found)
    offered.find(text)
    offered.nearest_people(text)
    check_post(lists.speakers_message(offered.by_speaker(text), text, "key", 0))


def _records(text: str) -> tuple[Session, Quote, Link]:
    """Records whose every text is of ``text``, apart at its NULs."""
    parts = (text.split("\0") + [text] * 6)[:6]
    link = Link("other", parts[3], parts[4], 1, parts[5], recording=len(text) % 2 == 0)
    session = Session(
        id=parts[0] or "x", title=parts[1], event=parts[2], day=parts[3], date=None, file=parts[4] or "f",
        line=1, end_line=2, sponsor=parts[5], links=(link,), group=parts[0],
        speakers=(Speaker(parts[2], parts[1], parts[0]), Speaker(parts[5])),
    )  # fmt: skip
    return session, Quote(text, session.file, 1, 2, session.id, code=len(text) % 3 == 0), link


def rendering(data: bytes) -> None:
    """Cards, lists and lines of any record: within Discord's limits, with no live mark, link or mention."""
    text = data.decode("utf-8", "replace")
    session, quote, link = _records(text)
    title = session.title
    # What a reply opens with, remarks and corrects is never empty.
    lead, remark, corrected = (
        f"The notes on {title} say:",
        f"No {session.event}.",
        ((f"w{title}", f"r{text}"),),
    )
    part = replace(quote, text=text[: len(text) // 2])
    answer = Answer(
        text, "answer", lead, (Match(session, 1.0),), (quote,), (quote,), (link,), remark, corrected, part
    )
    none = Answer(text, "none", lead, (Match(session, 1.0),), remark=remark)
    prose = TextBlock("prose", text, 1, 2)
    text_blocks = [
        prose,
        TextBlock("heading", title, 3, 3),
        TextBlock("item", text, 4, 5, 1),
        TextBlock("code", text, 6, 9),
    ]
    posts = [
        *answer_cards.answer_messages(answer, "key", _SITE),
        *answer_cards.answer_messages(none, "key", _SITE),
        *answer_cards.more_quotes([quote], session, _SITE),
        *(session_cards.whole_message(session, text_blocks, "key", number, _SITE) for number in range(3)),
        session_cards.session_message(session, [prose], "key", _SITE, related=[(session, title)]),
        lists.sessions_message([session] * 3, title, "key", 0),
        lists.links_message([LinkEntry(link, (session,))], title, "key", 0),
        lists.speakers_message([(session.speakers[0], [session])], title, "key", 0),
        lists.days_message([Day(title, remark, None, ("f",), 2)], "key", 0),
    ]
    if text.strip():
        posts.append(message.notice(text))
    for post in posts:
        check_post(post)
    check_terminal(_printed(answer))
    choices = suggestions.Suggestions((session,), (Day(title, remark, None, ("f",), 2),))
    for suggest in (choices.suggest_sessions, choices.suggest_people, choices.suggest_days):
        assert all(
            0 < shorten.length(c.label) <= 100 and 0 < shorten.length(c.value) <= 100 for c in suggest("")
        )


@cache
def _made_of() -> frozenset[str]:
    """What pages are made of that show every kind of thing."""
    pages = (_page("word" + "s" * n + "\0word\0word\0word\0https://a.example/\0word") for n in range(6))
    return frozenset().union(*(Page(html).made_of for html in pages))


def _page(text: str) -> str:
    session, quote, _ = _records(text)
    entry = RecapEntry(
        session,
        (AttributedQuote(quote, "own"), AttributedQuote(quote, "abstract"), AttributedQuote(quote)),
        quote,
    )
    recap = Recap(session.event, session.day, "2021-05-04", (entry, RecapEntry(session)))
    return page.render([recap, recap], Path("/nonexistent"), notes_url=NOTES_URL, search=True)


def recap(data: bytes) -> None:
    """Recaps of any record: the page has its own tags alone, the messages fit and have no live mark."""
    text = data.decode("utf-8", "replace")
    session, quote, _ = _records(text)
    shown = check_page(_page(text), _made_of())
    said = "".join(shown.text).replace("\r\n", "\n").replace("\r", "\n")
    assert quote.text.replace("\r\n", "\n").replace("\r", "\n").replace(
        "\0", "\ufffd"
    ).strip() in said.replace("\0", "\ufffd")
    told = Recap(
        session.event, session.day, None, (RecapEntry(session, (AttributedQuote(quote),), quote),) * 2
    )
    forms: tuple[Form, ...] = ("cards", "thread")
    for form in forms:
        planned = recap_cards.planned(told, form, _SITE, Attachment(recap_cards.page_name(told), b"x"))
        for place, one in enumerate(planned):
            check_post(one.as_message(1, place))
        check_post(recap_cards.preview(planned, recap_cards.Choice("key", 1, form, 1), {form: "Form"}))
    assert 0 < shorten.length(recap_cards.thread_title(told)) <= 100


def links(data: bytes) -> None:
    """Addresses: what is offered opens the host that it shows; pictures come from the notes' folder alone."""
    text = data.decode("utf-8", "replace")
    safe = address.safe_url(text)
    check_address(safe)
    if safe is not None:
        assert address.safe_url(safe) == safe
        assert address.host(safe) == address.host(safe).lower()
    for button in parts.link_buttons([Link("other", text, text, 1, text)]):
        assert button.url == safe
    assert not web.is_web(text) or web.target(text).label.strip()
    markdown_words.words(text)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "notes")
        root.mkdir()
        (root / "a.png").touch()
        Path(name, "b.png").touch()
        found = locate(Image("x", text, 1), "n.md", root)
        assert found is None or found.is_relative_to(root.resolve())


_SECRETS = ("DISCORD_TOKEN", "QUOTH_SECRET")
VARIABLES = [*map(variable_of, sorted(Settings.model_fields)), *(f"{name}_FILE" for name in _SECRETS)]


def settings(data: bytes) -> None:
    """Settings: each that is read can be used, or is refused in one sentence that holds no secret."""
    values = data.replace(b"\0", b"\n").split(b"\n=")
    given = {
        VARIABLES[value[0] % len(VARIABLES)]: value[1:].decode("utf-8", "surrogateescape")
        for value in values
        if value
    }
    before = dict(os.environ)
    os.environ.update(given)
    refused = ""
    shown = ""
    try:
        found = load_settings()
        shown = repr(found)
        _use(found)
    except SettingsError as error:
        refused = str(error)
        assert "\n" not in refused
        assert any(variable in refused for variable in given)
    finally:
        os.environ.clear()
        os.environ.update(before)
    public = "".join(text for name, text in given.items() if name not in _SECRETS)
    hidden = [given[name] for name in _SECRETS if len(given.get(name, "").strip()) > 12]
    assert not [secret for secret in hidden if secret in refused + shown and secret not in public]


def _use(found: Settings) -> None:
    """Take up settings as a start does, without leaving anything on the disk."""
    check_address(NotesSite(found.notes_url).page("a b.md", 1, 2))
    with suppress(QuothError):
        ModelChoice(found.model)
    library = Library(found.folder, found.library, _EMBEDDER)
    with suppress(QuothError):
        library.days()
    library.up_to_date()
    if not os.path.isdir(found.folder):  # noqa: PTH112 - raises nothing, whatever the name
        with suppress(QuothError):
            notes.lint(found.folder)


def lines(data: bytes) -> None:
    """The questions of ``ask --json -`` and the labels of ``evaluate``: read, or refused in one sentence."""
    library = _library()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        with _refused_in_a_sentence():
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
        with _refused_in_a_sentence():
            ask_command.answer_lines(_library(), None, as_json=True, why=False)
        shown.flush()
    finally:
        sys.stdin, sys.stdout = before
    for line in out.getvalue().decode("utf-8").split("\n")[:-1]:
        told = json.loads(line)
        assert told["error"] if "error" in told else told["verdict"] in ("answer", "closest", "none")


def log(data: bytes) -> None:
    """The log: one line a record, with no secret in it, also of what failed."""
    text = data.decode("utf-8", "replace")
    for form in (JsonFormatter(), TextFormatter()):
        try:
            raise ValueError(f"{text} hunter2 {text}")
        except ValueError:
            record = logging.LogRecord(
                "n", 20, "f", 1, "said %s", (f"hunter2 {text}hunter2",), sys.exc_info()
            )
        record.request = "-"
        Redactor(["hunter2"]).filter(record)
        line = form.format(record)
        assert "hunter2" not in line
        if isinstance(form, JsonFormatter):
            assert "\n" not in line
            json.loads(line)
        else:
            # A traceback is of many lines, but none of them can pass for a line of the log.
            assert all(c.isprintable() or c == "\n" for c in line)
            assert all(rest.startswith("  ") for rest in line.split("\n")[1:])


TARGETS: dict[str, Target] = {
    "parser": parser,
    "rst": partial(parser, suffix=".rst"),
    "asciidoc": partial(parser, suffix=".adoc"),
    "org": partial(parser, suffix=".org"),
    "question": question,
    "names": names,
    "rendering": rendering,
    "recap": recap,
    "links": links,
    "settings": settings,
    "lines": lines,
    "stream": stream,
    "log": log,
}
