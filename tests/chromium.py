"""Pages in a real Chromium: what they look like, what runs in them, and what axe-core finds.

Tests are skipped where Chromium is not installed. ``AXE_CORE`` may name axe-core's ``axe.min.js`` (from npm)
for the accessibility checks, which are skipped without it.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
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


def asked(
    tmp_path: Path, page: str, body: str, *, width: int = 1280, scheme: Literal["light", "dark"] = "light"
) -> Any:
    """Show ``page``, with its own policy, in a frame of ``width`` pixels and give what ``body`` returns."""
    file = tmp_path / "ask.html"
    file.write_text(
        _ASK.format(width=width, scheme=scheme, page=html.escape(page), body=body), encoding="utf-8"
    )
    printed = chromium(
        tmp_path, "--window-size=1400,1000", "--virtual-time-budget=20000", "--dump-dom", f"file://{file}"
    )
    out = re.search(r'<pre id="out">(.*?)</pre>', printed, re.DOTALL)
    assert out is not None, printed[-500:]
    return json.loads(html.unescape(out[1]))


def runs_over(tmp_path: Path, page: str, width: int) -> list[str]:
    """Return what of a page's main part runs over its right side, the page itself first."""
    found: list[str] = asked(
        tmp_path,
        page,
        "const side = page.documentElement.clientWidth;"
        "return [...page.querySelectorAll('html, main *')]"
        ".filter((e) => Math.max(e.getBoundingClientRect().right, e.tagName === 'HTML' ? e.scrollWidth : 0)"
        " > side + 1).map((e) => e.tagName + ' ' + e.textContent.slice(0, 40));",
        width=width,
    )
    return found


def violations(
    tmp_path: Path, page: str, width: int, scheme: Literal["light", "dark"] = "light"
) -> list[str]:
    """Return the rules of axe-core that a page breaks; skips the test where there is no axe-core."""
    axe = os.environ.get("AXE_CORE")
    if not axe:
        pytest.skip("AXE_CORE names no axe.min.js of axe-core")
    # axe must run in the page itself, which its policy rightly forbids.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{Path(axe).read_text(encoding='utf-8')}</script></body>")
    found = asked(
        tmp_path,
        page,
        "const result = await frame.contentWindow.axe.run(page);"
        "return { passes: result.passes.length, violations: result.violations.map((v) => v.id) };",
        width=width,
        scheme=scheme,
    )
    assert found["passes"] > 20
    return list(found["violations"])
