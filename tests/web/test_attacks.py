"""What the pages withstand: notes and questions that would run, pages of other sites, strangers, floods."""

from __future__ import annotations

import asyncio
import base64
import logging
from pathlib import Path
from urllib.parse import quote as percent_encode

import pytest
from PIL import Image

from bot.web import guard, pages
from embeddings.library import Library
from tests.clocks import ManualClock
from tests.fakes import FakeEmbedder, write_notes
from tests.web.conftest import Browser, Open, Page

TOKEN = "an invented token for tests"
HOSTILE = """\
# Fair <script>alert(1)</script> | Day 1

## Sails "><img src=x onerror=alert(2)> and {{ 7 * 7 }}

Ada "><svg onload=alert(3)> Prow - Rigger - <b>Hull</b>

The sail "><script>alert(4)</script> is made of <iframe src=javascript:alert(5)></iframe> hemp and linen.
It is sewn by hand, &lt;script&gt;alert(6)&lt;/script&gt; as it was.

[a page](javascript:alert(7)) and [another](https://good.example@evil.example/) and
[third](https://example.org/"onmouseover="alert(8)) and [fourth](data:text/html,<script>alert(9)</script>)

![alt "><script>alert(10)</script>](../secret.png)

![inside](pictures/sail.png)
"""
SAFE = {"https://example.org"}


def runs_nothing(page: Page) -> None:
    """Fail where a page has anything that would run, be framed, or lead where it must not."""
    for tag, attributes in page.parsed.elements:
        assert tag not in ("iframe", "object", "embed", "base", "svg", "style"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        if tag == "script":
            assert attributes["src"] == "/static/search.js"
    for address in page.parsed.addresses():
        assert address.startswith(("/", "#", "https://example.org/")), address
    assert "{{" in page.text or "49" not in page.words


@pytest.fixture
async def hostile(serving: Open, tmp_path: Path, embedder: FakeEmbedder) -> Browser:
    """A browser before notes that would run in it."""
    notes = write_notes(tmp_path / "hostile", {"day1.md": HOSTILE})
    (notes / "pictures").mkdir()
    Image.new("RGB", (40, 30), "teal").save(notes / "pictures" / "sail.png")
    Image.new("RGB", (40, 30), "red").save(tmp_path / "secret.png")
    library = Library(notes, tmp_path / "hostile.db", embedder)
    library.refresh()
    return await serving(library)


QUESTIONS = [
    "what is the sail made of?",
    '"><script>alert(1)</script>',
    "{{ 7 * 7 }} {% raw %}",
    "sail\N{RIGHT-TO-LEFT OVERRIDE}\x00 hemp",
    "'; DROP TABLE sessions; --",
]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_nothing_of_a_question_or_of_the_notes_runs(hostile: Browser, question: str) -> None:
    for path in ("/ask?q=", "/search?q=", "/search?part=1&q=", "/sessions?day=", "/session/", "/"):
        page = await hostile.get(path + percent_encode(question, safe=""))
        assert page.status in (200, 400, 404)
        runs_nothing(page)


async def test_nothing_of_the_notes_runs_on_any_page(hostile: Browser) -> None:
    sessions = await hostile.get("/sessions")
    addresses = [one for one in sessions.parsed.addresses() if one.startswith("/session/")]
    assert addresses
    for path in (
        *addresses,
        f"{addresses[0]}?lines=7-8",
        "/speakers",
        "/links",
        "/search?q=sail",
        "/ask?q=sail+hemp",
    ):
        page = await hostile.get(path)
        assert page.status == 200
        runs_nothing(page)
    assert "is made of" in (await hostile.get(addresses[0])).words


async def test_every_page_says_that_nothing_else_may_run(browser: Browser) -> None:
    paths = (
        "/",
        "/ask?q=tape",
        "/ask?q=",
        "/nowhere",
        "/static/style.css",
        "/healthz",
        "/session/none",
        "/search",
    )
    for path in paths:
        page = await browser.get(path)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"], path
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in page.headers
    assert "frame-ancestors 'none'" in (await browser.get("/recap?day=1")).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/%2e%2e%2f%2e%2e%2fsettings.py",
        "/static//etc/passwd",
        "/session/..%2f..%2fday1.md",
        "/session/%2fetc%2fpasswd",
        "/picture/0/..%2f..%2fsecret.png",
        "/picture/9999/day1",
        "/picture/-1/day1",
    ],
)
async def test_no_address_leaves_the_notes(hostile: Browser, path: str) -> None:
    page = await hostile.get(path)
    assert page.status in (400, 403, 404)
    assert "root:" not in page.text
    assert "import" not in page.text


async def test_pictures_outside_the_notes_are_not_sent(hostile: Browser) -> None:
    sessions = await hostile.get("/sessions")
    (address,) = [one for one in sessions.parsed.addresses() if one.startswith("/session/")]
    page = await hostile.get(address)
    shown = [one for one in page.parsed.addresses() if one.startswith("/picture/")]
    assert len(shown) == 1
    assert (await hostile.get(shown[0])).status == 200
    outside = address.replace("/session/", "/picture/0/")
    assert outside not in shown
    assert (await hostile.get(outside)).status == 404


@pytest.mark.parametrize(
    "host", ["quoth.example", "quoth.example:80", "127.0.0.1", "localhost.evil.example", ""]
)
async def test_a_name_that_was_made_to_lead_here_is_turned_away(browser: Browser, host: str) -> None:
    page = await browser.get("/ask?q=tape", Host=host)
    assert page.status in (400, 421)
    assert "eleven minutes" not in page.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_pages_of_other_servers_may_link_here_and_no_more(browser: Browser, site: str) -> None:
    cross = {"Sec-Fetch-Site": site}
    for more in (
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ):
        assert (await browser.get("/ask?q=tape", **cross, **more)).status == 403
    followed = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert (await browser.get("/ask?q=tape", **cross, **followed)).status == 200
    page = await browser.get("/ask?q=tape", Origin="https://evil.example")
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_can_be_changed(browser: Browser, method: str) -> None:
    page = await browser.get("/ask?q=tape", method)
    assert page.status == 405
    assert "can only be read" in page.words


async def test_with_a_token_only_who_has_it_sees_anything(serving: Open, library: Library) -> None:
    browser = await serving(library, token=TOKEN)

    def basic(password: str) -> str:
        return "Basic " + base64.b64encode(f"ana:{password}".encode()).decode()

    for path in ("/", "/ask?q=tape", "/static/style.css", "/healthz", "/session/x", "/nowhere"):
        for headers in (
            {},
            {"Authorization": "Bearer no"},
            {"Authorization": basic("no")},
            {"Authorization": "Basic ???"},
            {"Authorization": f"Digest {TOKEN}"},
            {"Authorization": TOKEN},
        ):
            page = await browser.get(path, **headers)
            assert page.status == 401
            assert "Basic" in page.headers["WWW-Authenticate"]
            assert "tape" not in page.words
        for good in (f"Bearer {TOKEN}", basic(TOKEN)):
            assert (await browser.get(path, Authorization=good)).status in (200, 404)


async def test_who_asks_too_often_is_asked_to_wait(
    serving: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "QUESTIONS", 3)
    clock = ManualClock()
    browser = await serving(library, clock=clock)
    assert [(await browser.get("/ask?q=tape")).status for _ in range(4)] == [200, 200, 200, 429]
    page = await browser.get("/ask?q=tape")
    assert (page.headers["Retry-After"], "try again in 60 s" in page.words) == ("60", True)
    assert (await browser.get("/sessions")).status == 200
    clock.move(61)
    assert (await browser.get("/ask?q=tape")).status == 200


async def test_oversized_requests_are_refused(browser: Browser) -> None:
    assert (await browser.get("/ask?q=" + "a" * 20_000)).status == 400
    assert (await browser.get("/", **{"X-Long": "a" * 20_000})).status == 400
    assert (await browser.get("/")).status == 200


async def test_a_request_that_never_ends_holds_up_nobody(browser: Browser) -> None:
    host, _, port = browser.address.removeprefix("http://").partition(":")
    held = [await asyncio.open_connection(host, int(port)) for _ in range(50)]
    for _, writer in held:
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        await writer.drain()
    assert (await browser.get("/ask?q=tape")).status == 200
    for _, writer in held:
        writer.close()


async def test_a_defect_shows_one_sentence_and_is_logged_whole(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(pages, "speaker_entries", broken)
    with caplog.at_level(logging.ERROR):
        page = await browser.get("/speakers")
    assert page.status == 500
    assert "Something went wrong here" in page.words
    assert "secret detail" not in page.text
    assert "a secret detail" in caplog.text
