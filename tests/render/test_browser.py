"""The recap's page in a real Chromium: style, search, widths, paper, and accessibility.

Skipped where Chromium is not installed. ``AXE_CORE`` may name axe-core's ``axe.min.js`` (from npm) for the
accessibility check, which is skipped without it.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.render.page import render
from embeddings.library import Library
from tests.fakes import FakeEmbedder
from tests.paths import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
_ASK = """
<!DOCTYPE html><meta charset="utf-8"><title>wait</title>
<iframe style="border:0;width:{width}px;height:900px;color-scheme:{scheme}" srcdoc="{page}"></iframe>
<script>{axe}</script>
<script>
addEventListener("load", async () => {{
  const frame = document.querySelector("iframe");
  const page = frame.contentDocument;
  let found;
  try {{
    found = await (async () => {{ {body} }})();
  }} catch (error) {{
    found = {{ error: String(error) }};
  }}
  const out = document.createElement("pre");
  out.id = "out";
  out.textContent = JSON.stringify(found);
  document.body.append(out);
}});
</script>
"""


def chromium(tmp_path: Path, *arguments: str) -> str:
    """Run Chromium with a profile of its own and give what it prints."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def asked(tmp_path: Path, page: str, body: str, *, width: int = 1280, axe: str = "") -> Any:
    """Show ``page``, with its own policy, in a frame of ``width`` pixels and give what ``body`` returns."""
    file = tmp_path / "ask.html"
    file.write_text(
        _ASK.format(width=width, scheme="light", page=html.escape(page), body=body, axe=axe), encoding="utf-8"
    )
    printed = chromium(
        tmp_path, "--window-size=1400,1000", "--virtual-time-budget=20000", "--dump-dom", f"file://{file}"
    )
    out = re.search(r'<pre id="out">(.*?)</pre>', printed, re.DOTALL)
    assert out is not None, printed[-500:]
    return json.loads(html.unescape(out[1]))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("recap")
    notes = folder / "notes"
    shutil.copytree(ROOT / "tests" / "collections" / "a01" / "notes", notes)
    shutil.copytree(ROOT / "notes", notes / "sample")
    opened = Library(notes, folder / "library.db", FakeEmbedder())
    opened.refresh()
    return opened


@pytest.fixture(scope="module")
def day(library: Library) -> str:
    return render(library.recaps("Day 4"), library.notes, notes_url="https://host.example/notes")


@pytest.fixture(scope="module")
def whole(library: Library) -> str:
    return render(library.recaps(), library.notes, search=True)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_over_the_side(tmp_path: Path, day: str, width: int) -> None:
    found = asked(
        tmp_path,
        day,
        "const side = page.documentElement.clientWidth;"
        "return { over: page.documentElement.scrollWidth - side,"
        " wide: [...page.querySelectorAll('main *')]"
        ".filter((e) => e.getBoundingClientRect().right > side + 1)"
        ".map((e) => e.tagName + ' ' + e.textContent.slice(0, 40)) };",
        width=width,
    )
    assert found == {"over": 0, "wide": []}


def test_its_policy_lets_its_style_and_pictures_through(tmp_path: Path, day: str) -> None:
    found = asked(
        tmp_path,
        day,
        "const view = frame.contentWindow;"
        "return { padding: view.getComputedStyle(page.querySelector('article')).paddingTop,"
        " pictures: [...page.images].map((i) => i.naturalWidth > 100), outside: view.performance"
        ".getEntriesByType('resource').filter((e) => !e.name.startsWith('data:')).map((e) => e.name) };",
    )
    assert found["padding"] != "0px"
    assert found["pictures"] == [True, True, True]
    assert found["outside"] == []


def test_the_search_finds_and_shows_all_again(tmp_path: Path, whole: str) -> None:
    found = asked(
        tmp_path,
        whole,
        "const box = page.getElementById('find');"
        "const look = (words) => { box.value = words; box.dispatchEvent(new Event('input'));"
        " return [...page.querySelectorAll('article')].filter((a) => !a.hidden).map((a) => a.id); };"
        "const all = look('').length;"
        "return { visible: !box.closest('search').hidden, all, one: look('KOPPELPAY postgres'),"
        " status: page.getElementById('found').textContent,"
        " days: [...page.querySelectorAll('section')].filter((s) => !s.hidden).length,"
        " accents: look('hernan quispe').length, none: look('zzzz').length, again: look('').length };",
    )
    assert found["visible"] is True
    assert found["one"] == ["zero-downtime-postgres-major-upgrades"]
    assert found["status"] == f"1 of {found['all']} sessions"
    assert found["days"] == 1
    assert (found["accents"], found["none"], found["again"]) == (1, 0, found["all"])


def test_without_a_script_the_search_is_not_offered(tmp_path: Path, whole: str) -> None:
    still = re.sub(r"<script>.*?</script>", "", whole, flags=re.DOTALL)
    found = asked(
        tmp_path,
        still,
        "return [page.getElementById('find').offsetParent === null,"
        " [...page.querySelectorAll('article')].every((a) => a.offsetHeight > 0)];",
    )
    assert found == [True, True]


def test_it_prints(tmp_path: Path, day: str) -> None:
    (tmp_path / "day.html").write_text(day, encoding="utf-8")
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'day.pdf'}", f"file://{tmp_path / 'day.html'}")
    printed = (tmp_path / "day.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 3 <= pages <= 8


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["day", "whole"])
def test_axe_finds_nothing(tmp_path: Path, request: pytest.FixtureRequest, name: str, width: int) -> None:
    axe = os.environ.get("AXE_CORE")
    if not axe:
        pytest.skip("AXE_CORE names no axe.min.js of axe-core")
    page: str = request.getfixturevalue(name)
    # axe must run in the page itself, which its policy rightly forbids.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{Path(axe).read_text(encoding='utf-8')}</script></body>")
    found = asked(
        tmp_path,
        page,
        "const result = await frame.contentWindow.axe.run(page);"
        "return { passes: result.passes.length, violations: result.violations.map((v) => v.id) };",
        width=width,
    )
    assert found["violations"] == []
    assert found["passes"] > 20
