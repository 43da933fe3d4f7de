"""Attacks, each with its defence: the test holds with the defence, and fails where the defence is taken away.

``tests.defence.stands_only_by`` runs a check twice for that: as things are, and with the defence replaced by
one that lets everything through. An attack whose check holds either way would prove nothing. Attacks by size
are in ``test_attacks_size.py``.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import discord
import pytest

from bot import cards, cli_recap, lists, markup, page
from bot.cards import Look
from bot.client import QuothBot
from bot.memory import Memory, Reply
from bot.parts import Post
from bot.pictures import locate
from bot.secrecy import Secrecy
from embeddings import notes as reader
from embeddings import proof, words
from embeddings.digest import LinkEntry
from embeddings.library import Library
from embeddings.notes import Source, scan
from embeddings.records import Answer, Image, Link, Match, Quote, Stretch
from embeddings.store import Store
from tests.defence import session_of, stands_only_by, stands_only_by_on_the_wire, wire
from tests.loopback.people import APP, GUILD, MANAGE_GUILD, SEND, TOKEN
from tests.loopback.server import Loopback
from tests.small import SmallEncoder, write_notes

ROOT = Path(__file__).parent.parent

MENTIONS = (
    "@everyone",
    "@here",
    "<@1>",
    "<@!1>",
    "<@&2>",
    "<#3>",
    "</ask:4>",
    "<:e:5>",
    "<t:0:R>",
    "<id:home>",
)
MARKS = (
    "[bank](https://evil.example)",
    "<https://evil.example>",
    "https://evil.example/login",
    "**bold** __under__ ~~gone~~ ||spoiler||",
    "# heading",
    "> quoted\n>>> all the rest",
    "- item\n1. item",
    "-# small",
    "`code` ```\nfence",
    "[x]: https://evil.example",
)


def everything(text: str) -> list[Post]:
    """Every place where a reply shows words of notes and people, filled with ``text``."""
    session = session_of(text)
    link = Link("other", text, "https://good.example/", 1, text)
    quote = Quote(text, "n.md", 1, 3, "s")
    answer = Answer(
        text, "answer", text, (Match(session, 1.0),), (quote,), (quote,), (link,), text, ((text, text),)
    )
    none = Answer(text, "none", text, (Match(session, 1.0),), remark=text)
    look = Look("https://notes.example/n")
    return [
        *cards.answer_posts(answer, "k", look),
        *cards.answer_posts(none, "k", look),
        *cards.more_posts([quote], session, look),
        cards.session_post(session, [Stretch("prose", text, 1, 3)], "k", look, related=[(session, text)]),
        cards.whole_post(
            session, [Stretch("prose", text, 1, 2), Stretch("heading", text, 3, 3)], "k", 0, look
        ),
        lists.sessions_post([session], "Sessions", "k", 0, "1 session"),
        lists.links_post([LinkEntry(link, (session,))], "Links", "k", 0),
        lists.speakers_post([(session.speakers[0], [session])], "name", "k", 0),
        cards.notice(text),
    ]


def markdown_of(post: Post) -> list[str]:
    found = [post.content]
    for card in post.cards:
        found += [card.title, card.description, *(field.value for field in card.fields)]
    return found


def live(markdown: str) -> str:
    """Markdown without what is escaped, without our own links, and without what stands in a whole fence."""
    rest = re.sub(r"```\n.*?\n```", "", markdown, flags=re.S)
    rest = re.sub(r"\\[^0-9A-Za-z\s]", "·", rest)
    return re.sub(r"\[([^\]]*)\]\(https://notes\.example/[^)\s]*\)|<https://good\.example/>", r"\1", rest)


# ---------------------------------------------------------------------- mentions and Markdown


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mention_in_notes_titles_and_names_is_only_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markup.escape``."""

    def check() -> None:
        for post in everything(f"so {text} it is"):
            for markdown in markdown_of(post):
                assert text not in live(markdown)

    stands_only_by(
        monkeypatch, check, (markup, "escape", lambda text: text), (cards, "escape", lambda text: text)
    )


@pytest.mark.parametrize("text", MARKS)
def test_markdown_in_notes_titles_and_names_is_only_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markup.escape``. The marks that are live are our own: as many as around a harmless word."""

    def marks(posts: list[Post]) -> list[list[str]]:
        found = []
        for post in posts:
            lines = [line for markdown in markdown_of(post) for line in live(markdown).split("\n")]
            inner = [line.removeprefix("> ") for line in lines]
            found.append(
                sorted(mark for line in inner for mark in re.findall(r"[*_~|`<\[\]]|[A-Za-z]:(?=\S)", line))
                + sorted(line[:3] for line in inner if re.match(r"\s*([#>+-]|\d+[.)])", line))
            )
        return found

    def check() -> None:
        assert marks(everything(text)) == marks(everything("word"))

    stands_only_by(
        monkeypatch, check, (markup, "escape", lambda text: text), (cards, "escape", lambda text: text)
    )


async def test_a_mention_in_a_question_pings_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``AllowedMentions.none()`` on the client."""

    async def check(server: Loopback) -> None:
        await server.say(f"<@{APP}> @everyone <@&5> what do lighthouses send?")
        message = await server.next_message(1)
        assert message["sent"]["allowed_mentions"]["parse"] == []
        assert message["sent"]["allowed_mentions"].get("replied_user") is not True
        use = await server.slash("links", day="@everyone <@1>")
        answer = await use.answer()
        assert "@everyone" not in live(answer["content"])
        assert server.pinging == []

    def ping(bot: QuothBot) -> None:
        bot._connection.allowed_mentions = discord.AllowedMentions.all()

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=ping)


# ---------------------------------------------------------------------- links

SPOOFS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://aws.amazon.com@evil.example/",
    "https://user:pass@evil.example/",
    "https://aws.amazon.com\\@evil.example/",
    "https://evil.example\u202e/moc.nozama",
    "https://evil.example/\u200bx",
    "https://evil.example/\nhttps://good.example",
    "https://evil.example\x00.good.example",
    "//evil.example",
    "https://",
)


@pytest.mark.parametrize("url", SPOOFS)
def test_a_link_that_poses_as_another_is_not_offered(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markup.safe_url``, for buttons, lists, card titles and the page."""

    def check() -> None:
        link = Link("other", "Good", url, 1, "Good", recording=True)
        session = session_of("Good", links=(link,))
        buttons = cards.link_buttons([link])
        assert [button.url for button in buttons] == []
        assert cards.more_links([link], []) == ()
        assert cards.title_url(session, Look()) is None
        assert page.shown_links([link]) == []

    def through(url: str, _limit: int = 512) -> str:
        return url or "x"

    stands_only_by(
        monkeypatch,
        check,
        (cards, "safe_url", through),
        (page, "safe_url", through),
        (cards, "host", lambda _: "good.example"),
        (page, "host", lambda _: "good.example"),
    )


def test_a_look_alike_shows_its_real_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: hosts are written as a browser looks them up; Cyrillic letters become ``xn--``."""

    def check() -> None:
        (button,) = cards.link_buttons([Link("other", "AWS", "https://\u0430m\u0430zon.com/login", 1)])
        assert "xn--" in button.label
        assert "xn--" in button.url

    stands_only_by(
        monkeypatch,
        check,
        (cards, "safe_url", lambda url, _=512: url),
        (cards, "host", lambda url: url[8:18]),
    )


def test_a_label_cannot_name_another_host_than_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: a button's label ends in the host, and a title that looks like an address opens nothing."""

    def check() -> None:
        link = Link("other", "https://aws.amazon.com", "https://evil.example/", 1, recording=False)
        (button,) = cards.link_buttons([link])
        assert button.label.endswith("· evil.example")
        recording = Link("youtube", "v", "https://evil.example/", 1, recording=True)
        assert cards.title_url(session_of("https://aws.amazon.com", links=(recording,)), Look()) is None

    stands_only_by(monkeypatch, check, (cards, "_ADDRESS", re.compile(r"(?!)")))


# ---------------------------------------------------------------------- paths


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the notes, with things that nobody may see."""
    from PIL import Image as Pillow

    folder = tmp_path / "private"
    folder.mkdir()
    Pillow.new("RGB", (4, 4)).save(folder / "secret.png")
    (folder / "secret.md").write_text("# Secret\n\n## Salaries\n\nNobody may read this at all, ever.\n")
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "../private/secret.png",
        "..%2fprivate%2fsecret.png",
        "/../private/secret.png",
        "%2e%2e/private/secret.png",
        "link.png",
        "linked/secret.png",
        "a/../../private/secret.png",
    ],
)
def test_no_picture_is_taken_from_outside_the_notes(
    path: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``pictures.locate`` resolves the path, links and all, and asks whether it is inside."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n", "a/x.md": "# B\n"})
    (notes / "link.png").symlink_to(outside / "secret.png")
    (notes / "linked").symlink_to(outside)

    def check() -> None:
        assert locate(Image("a", path, 1), "n.md", notes) is None

    stands_only_by(monkeypatch, check, (Path, "is_relative_to", lambda *_: True))


def test_no_note_is_read_through_a_link_that_leads_outside(
    outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``scan`` resolves links and asks whether they are inside."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n\n## B\n\nText.\n"})
    (notes / "linked.md").symlink_to(outside / "secret.md")
    (notes / "folder").symlink_to(outside)

    def check() -> None:
        sources, skipped = scan(notes)
        assert [source.file for source in sources] == ["n.md"]
        assert {entry.file for entry in skipped} == {"linked.md", "folder"}

    stands_only_by(monkeypatch, check, (Path, "is_relative_to", lambda *_: True))


@pytest.mark.parametrize("file", ["../private/secret.md", "linked.md", "/etc/passwd"])
def test_no_quote_is_proved_from_outside_the_notes(
    file: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``proof.stands`` reads inside the notes only."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n"})
    (notes / "linked.md").symlink_to(outside / "secret.md")
    text, line = ("root", 1) if file == "/etc/passwd" else ("Nobody may read this at all, ever.", 5)

    def check() -> None:
        assert not proof.stands(notes, Quote(text, file, line, line, "s"))

    stands_only_by(monkeypatch, check, (Path, "is_relative_to", lambda *_: True))


def test_output_is_not_written_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``check_target``; and files are moved over their target, not written through it."""
    precious = tmp_path / "precious.html"
    precious.write_text("mine")
    link = tmp_path / "recap.html"
    link.symlink_to(precious)

    def check() -> None:
        with pytest.raises(cli_recap.OutputError, match="symbolic link"):
            cli_recap.write(link, "theirs")
        assert precious.read_text() == "mine"

    stands_only_by(monkeypatch, check, (cli_recap, "check_target", lambda _: None))
    assert precious.read_text() == "mine"


# ---------------------------------------------------------------------- who may do what


async def test_another_persons_private_answer_is_not_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``views.own`` before anything is done; the refusal is for the one who pressed alone."""

    async def check(server: Loopback) -> None:
        use = await server.slash("ask", question="what do lighthouses send?", private=True, user=1)
        answer = await use.answer()
        press = await server.press(answer, "Share here", user=2)
        await press.answer()
        await asyncio.sleep(0.1)
        (told,) = press.followups
        assert told["flags"] == 64, "for the one who pressed alone"
        assert "Only the person who asked" in told["content"]

    def anyone(_: QuothBot) -> None:
        # The group of commands was loaded by this bot, with the defence in it.
        monkeypatch.setattr(sys.modules["bot.commands.buttons"], "own", lambda *_: None)

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=anyone)


@pytest.mark.parametrize("command", ["status", "reindex", "gaps"])
async def test_a_command_for_organisers_is_refused_to_others(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: our own check, which holds where a server's settings give the command to everyone, too."""

    async def check(server: Loopback) -> None:
        use = await server.slash(command, permissions=SEND)
        message = await use.answer()
        assert use.ephemeral
        assert "Manage Server" in message["content"]
        assert not message["embeds"]

    def open_to_all(bot: QuothBot) -> None:
        found = bot.tree.get_command(command)
        assert isinstance(found, discord.app_commands.Command)
        found.checks.clear()

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=open_to_all)
    async with wire(tmp_path) as server:
        use = await server.slash(command, permissions=SEND | MANAGE_GUILD)
        assert (await use.answer())["embeds"]


async def test_what_one_server_asked_is_not_seen_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: every reply is kept with its server, and /gaps and /status look at their own only."""
    organiser = SEND | MANAGE_GUILD

    async def check(server: Loopback) -> None:
        memory = Memory.open(tmp_path / "memory.db", keep_days=9)
        memory.keep(Reply("other", "p", "ask", "the rival's secret plan", verdict="none", server=GUILD + 1))
        memory.keep(Reply("dm", "p", "ask", "a private worry", verdict="none"))
        memory.judge("other", "p", useful=True)
        await (await server.slash("ask", question="xyzzy")).answer()
        shown = json.dumps(await (await server.slash("gaps", permissions=organiser)).answer())
        status = json.dumps(await (await server.slash("status", permissions=organiser)).answer())
        memory.forget("p")
        memory.close()
        assert "xyzzy" in shown
        assert "rival" not in shown
        assert "private worry" not in shown
        assert "0 useful" in status

    gaps = Memory.gaps
    await stands_only_by_on_the_wire(
        tmp_path,
        monkeypatch,
        check,
        (Memory, "gaps", lambda self, *_, **__: gaps(self, GUILD + 1, private=True)),
    )


# ---------------------------------------------------------------------- SQL and full text

QUERIES = (
    "tape'; DROP TABLE sessions; --",
    'tape" OR 1=1 --',
    "tape OR NOT foghorn AND (rope",
    "NEAR(tape foghorn, 5)",
    "title: tape",
    "{title body}: tape",
    '"tape" * ^ foghorn',
    "body : - tape + rope",
    "a\" b'c tape",
    "tape*",
    "') UNION SELECT * FROM sessions --",
)


@pytest.mark.parametrize("question", QUERIES)
def test_query_syntax_in_a_question_is_only_words(question: str, library: Library) -> None:
    before = [session.as_json() for session in library.sessions()]
    answer = library.ask(question)
    assert answer.verdict in ("answer", "closest", "none")
    for look_up in (library.session, library.sessions):
        with suppress(Exception):
            look_up(question)
    assert [session.as_json() for session in library.sessions()] == before


def test_query_syntax_would_reach_sqlite_unquoted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: only stems of words, each in double quotes, go into a full-text query."""
    seen: list[str] = []

    def check() -> None:
        seen.clear()
        library.ask('tape" OR title: NEAR(foghorn*')
        assert seen
        for query in seen:
            assert re.fullmatch(r'"\w+"( OR "\w+")*', query), query

    match = Store.match

    def watched(store: Store, query: str, limit: int) -> list[tuple[int, float]]:
        seen.append(query)
        return match(store, query, limit) if re.fullmatch(r'"\w+"( OR "\w+")*', query) else []

    monkeypatch.setattr(Store, "match", watched)
    stands_only_by(
        monkeypatch,
        check,
        (words, "stem_forms", lambda word, _languages: frozenset([f'{word}" OR title:"x'])),
    )


# ---------------------------------------------------------------------- files that run


class Armed:
    """Runs a command where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return (os.mkdir, (str(self.mark),))


def test_no_file_of_ours_is_unpickled(library: Library, notes: Path, tmp_path: Path) -> None:
    """Defence: the library is SQLite and JSON, the index FAISS's own form, weights are safetensors."""
    mark = tmp_path / "ran"
    armed = pickle.dumps(Armed(mark))
    pickle.loads(armed)  # noqa: S301 - the attack itself, to know that it would work
    assert mark.is_dir()
    mark.rmdir()
    library.close()
    for path in tmp_path.glob("library.*.faiss"):
        path.write_bytes(armed)
    opened = Library(notes, library.path, SmallEncoder())
    assert opened.ask("how long does a reading from tape take?").quotes
    opened.close()
    with sqlite3.connect(library.path) as database:
        database.execute("UPDATE passages SET parts = ?, units = ?", (armed, armed))
    database.close()
    opened = Library(notes, library.path, SmallEncoder())
    with suppress(Exception):
        opened.ask("how long does a reading from tape take?")
    opened.close()
    assert not mark.exists()


def test_nothing_that_runs_code_from_data_is_in_the_source() -> None:
    found = []
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "embeddings").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        if re.search(
            r"\b(pickle|marshal|shelve|dill|joblib)\b[.\s]|(?<![.\w])eval\(|(?<![.\w])exec\(|yaml\.(unsafe_)?load\(|os\.system|"
            r"shell=True|trust_remote_code=True|allow_pickle",
            text,
        ):
            found.append(path.name)
    # "No pickle" in a docstring is a promise, not a use.
    assert [name for name in found if name != "store.py"] == []
    assert "import pickle" not in (ROOT / "embeddings" / "store.py").read_text(encoding="utf-8")


def test_front_matter_builds_no_objects(tmp_path: Path) -> None:
    """Defence: PyYAML's safe loader."""
    mark = tmp_path / "ran"
    data = f"---\ntitle: !!python/object/apply:os.mkdir ['{mark}']\n---\n\n## S\n\nText.\n".encode()
    reader.read([Source("n.md", data)])
    assert not mark.exists()


# ---------------------------------------------------------------------- the token


@pytest.mark.parametrize(
    "said",
    [
        f"Bot {TOKEN}",
        f"{{'Authorization': 'Bot {TOKEN}'}}",
        "https://discord.com/api/webhooks/123456789012345678/aW50ZXJhY3Rpb24tdG9rZW4tdGhhdC1pcy1sb25n",
        "/interactions/1234/aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg/callback",
    ],
)
def test_no_secret_reaches_the_log(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``Secrecy`` on every handler (``test_health.py`` runs the whole bot under it)."""
    import logging

    secret = TOKEN if TOKEN in said else said.split("/")[-1 if "webhooks" in said else -2]

    def check() -> None:
        record = logging.LogRecord("n", logging.ERROR, "f", 1, "%s", (said,), None)
        Secrecy([TOKEN]).filter(record)
        assert secret not in record.getMessage()

    stands_only_by(monkeypatch, check, (Secrecy, "hide", lambda _, text: text))


async def test_status_shows_no_secret(tmp_path: Path) -> None:
    async with wire(tmp_path, secret="a-hashing-key-of-ours", token=TOKEN) as server:
        use = await server.slash("status", permissions=SEND | MANAGE_GUILD)
        shown = json.dumps(await use.answer())
        assert "Status" in shown
        for secret in (TOKEN, "a-hashing-key", str(tmp_path)):
            assert secret not in shown


def test_a_failed_start_shows_no_token(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "run",
            "--library",
            str(tmp_path / "l.db"),
        ],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": f"{TOKEN} with spaces\nand lines", "QUOTH_LOG_LEVEL": "DEBUG"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert TOKEN not in done.stdout + done.stderr
    assert TOKEN.split(".")[2] not in done.stdout + done.stderr
