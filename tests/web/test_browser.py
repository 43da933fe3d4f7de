"""The pages of ``quoth serve`` in a real Chromium: widths, schemes, keyboard, and what axe-core finds."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

import pytest

from bot.web import server
from tests.chromium import NEEDS_CHROMIUM, asked, runs_over, violations
from tests.web.conftest import Browser
from tests.web.test_pages import TAPE

pytestmark = NEEDS_CHROMIUM
PAGES = ["/", TAPE, "/sessions", "session", "/search?q=tape", "/speakers", "/links", "/ask?q=quantum+chess"]


@pytest.fixture(params=PAGES)
async def page(browser: Browser, request: pytest.FixtureRequest) -> str:
    """A page with its style in it, so that it can be shown from a file."""
    path = str(request.param)
    if path == "session":
        answer = await browser.get(TAPE)
        path = next(one for one in answer.parsed.addresses() if "lines=" in one).partition("#")[0]
    found = await browser.get(path)
    assert found.status == 200
    style = (Path(server.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    link = '<link rel="stylesheet" href="/static/style.css">'
    assert link in found.text
    return found.text.replace(link, f"<style>{style}</style>")


@pytest.mark.parametrize("width", [320, 1280])
async def test_nothing_runs_over_the_side(tmp_path: Path, page: str, width: int) -> None:
    assert await asyncio.to_thread(runs_over, tmp_path, page, width) == []


async def test_the_first_thing_that_the_keyboard_reaches_leads_to_the_page(tmp_path: Path, page: str) -> None:
    found = await asyncio.to_thread(
        asked,
        tmp_path,
        page,
        "const first = page.querySelector('a, button, input, [tabindex]'); first.focus();"
        "const box = first.getBoundingClientRect();"
        "return [first.getAttribute('href'), page.querySelector('main').id, box.top >= 0 && box.left >= 0];",
    )
    assert found == ["#main", "main", True]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
async def test_axe_finds_nothing(
    tmp_path: Path, page: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    assert await asyncio.to_thread(violations, tmp_path, page, width, scheme) == []
