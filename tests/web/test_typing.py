"""The search as one types, and a page on paper, in a real Chromium that talks to the real server."""

from __future__ import annotations

import re
from pathlib import Path

from embeddings.library import Library
from tests.chromium import NEEDS_CHROMIUM
from tests.devtools import Tab, browsing
from tests.fakes import FakeEmbedder, write_notes
from tests.web.conftest import Browser, Open
from tests.web.test_pages import TAPE

pytestmark = NEEDS_CHROMIUM
HOSTILE = "<img src=x onerror=\"document.title='ran'\"> <script>document.title='ran'</script> kelp"
FOUND = "document.getElementById('found').textContent"


async def at_the_box(tab: Tab, browser: Browser) -> None:
    """Open the search, with the keyboard in its box."""
    await tab.open(f"{browser.address}/search")
    await tab.value("window.first = true; document.getElementById('words').focus()")


async def test_what_is_typed_is_found_without_another_page(tmp_path: Path, browser: Browser) -> None:
    async with browsing(tmp_path / "profile") as tab:
        await at_the_box(tab, browser)
        await tab.type("tape")
        await tab.until(f"{FOUND}.includes('eleven minutes')")
        assert await tab.value("location.search") == "?q=tape"
        await tab.type(" gulls")
        await tab.until(f"!{FOUND}.includes('eleven minutes')")
        await tab.until("location.search === '?q=tape+gulls'")
        assert await tab.value("window.first"), "it is still the page that was opened"
        await tab.open(f"{browser.address}/search?q=foghorn")
        assert await tab.value("document.getElementById('words').value") == "foghorn"
        assert await tab.value("document.querySelectorAll('#found a[href*=\"lines=\"]').length") > 0


async def test_words_of_notes_and_of_who_types_never_run(tmp_path: Path, serving: Open) -> None:
    notes = write_notes(
        tmp_path / "notes", {"day1.md": f"# Harbour\n\n## Kelp\n\n{HOSTILE}\n\n`{HOSTILE}`\n"}
    )
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    browser = await serving(library)
    async with browsing(tmp_path / "profile") as tab:
        await at_the_box(tab, browser)
        title = await tab.value("document.title")
        await tab.type("kelp")
        await tab.until(f"{FOUND}.includes('onerror')")
        assert await tab.value("document.querySelectorAll('#found img, #found script').length") == 0
        await tab.value("document.getElementById('words').value = ''")
        await tab.type(HOSTILE)
        await tab.until("location.search.includes('onerror') && location.search.endsWith('kelp')")
        assert await tab.value("document.title") == title
    library.close()


async def test_a_server_that_is_gone_is_told(tmp_path: Path, browser: Browser) -> None:
    async with browsing(tmp_path / "profile") as tab:
        await at_the_box(tab, browser)
        await tab.do("Network.enable")
        offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        await tab.do("Network.emulateNetworkConditions", **offline)
        await tab.type("tape")
        await tab.until(f"{FOUND} === 'The server does not answer.'")


async def test_on_paper_stands_what_was_answered_and_where_links_lead(
    tmp_path: Path, browser: Browser
) -> None:
    async with browsing(tmp_path / "profile") as tab:
        await tab.open(f"{browser.address}{TAPE}")
        printed = await tab.pdf()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
        await tab.do("Emulation.setEmulatedMedia", media="print")
        unseen = "[...document.querySelectorAll('header.site, .ask, .skip')].every((e) => !e.offsetParent)"
        assert await tab.value(unseen), "what can only be pressed is left out"
        assert "eleven minutes" in await tab.value("document.querySelector('main').innerText")
        for page, link in ((TAPE, ".links a"), ("/links", ".entries dt > a")):
            await tab.open(f"{browser.address}{page}")
            after = f"getComputedStyle(document.querySelector('{link}'), '::after').content"
            assert "https://www.youtube.com/watch?v=tidal000001" in await tab.value(after)
