"""The recap's page in a real Chromium: style, search, widths, paper, and accessibility."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.render.page import render
from embeddings.library import Library
from tests.chromium import NEEDS_CHROMIUM, asked, chromium, runs_over, violations
from tests.fakes import FakeEmbedder
from tests.paths import ROOT

pytestmark = NEEDS_CHROMIUM


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
    assert runs_over(tmp_path, day, width) == []


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
    page: str = request.getfixturevalue(name)
    assert violations(tmp_path, page, width) == []
