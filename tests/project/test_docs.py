"""The documents keep up with the program: every command, option, setting and link stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest
import typer
from discord import app_commands

from bot import exit_codes
from bot.cli.main import app
from bot.discord.client import QuothBot
from bot.discord.commands.groups import add_groups
from bot.service.tenants import Tenants
from bot.settings import _SECRETS, Settings, variable_of
from tests.paths import ROOT
from tests.services import make_service

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
Tree = app_commands.CommandTree[Any]


def rows(page: str, first: str) -> dict[str, str]:
    """Return a page's table rows whose first cell is code that begins with ``first``: that to the rest."""
    found = {}
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        match = re.match(rf"\| *`({first}[^`]*)` *\|(.*)\|", line)
        if match:
            found[match[1]] = match[2]
    return found


@pytest.fixture
async def tree(tmp_path: Path) -> Tree:
    bot = QuothBot(Tenants(make_service(tmp_path)))
    await add_groups(bot)
    return bot.tree


def commands(tree: Tree) -> dict[str, app_commands.Command[Any, ..., Any]]:
    found = [command for command in tree.walk_commands() if isinstance(command, app_commands.Command)]
    return {f"/{command.qualified_name}": command for command in found}


async def test_every_command_and_option_is_described(tree: Tree) -> None:
    described = rows("discord.md", "/")
    assert set(described) == set(commands(tree))
    for name, command in commands(tree).items():
        options, text = described[name].split("|")
        assert re.findall(r"`(\w+)`", options) == [parameter.name for parameter in command.parameters]
        assert len(text.strip()) > 15
    for menu in tree.get_commands(type=discord.AppCommandType.message):
        assert menu.name in (DOCS / "discord.md").read_text(encoding="utf-8")


async def test_discord_is_told_what_every_command_and_option_is_for(tree: Tree) -> None:
    for command in commands(tree).values():
        assert 10 < len(command.description) <= 100
        assert all(str(parameter.description) != "…" for parameter in command.parameters)


def test_every_setting_is_described_with_its_default() -> None:
    described = rows("settings.md", "(?:QUOTH|DISCORD)_")
    fields = {variable_of(name): field for name, field in Settings.model_fields.items()}
    assert set(described) == set(fields)
    for variable, field in fields.items():
        default, text = described[variable].split("|", 1)
        shown = {None: "", True: "`true`", False: "`false`"}.get(field.default, f"`{field.default}`")
        assert default.strip() == shown, variable
        assert len(text.strip()) > 15
    for variable in _SECRETS.values():
        assert f"`{variable}_FILE`" in described[variable]


def test_nobody_is_told_to_install_a_package_of_this_name_from_elsewhere() -> None:
    """Quoth is installed from its folder; what an index may hold under its name is another's."""
    sources = [*PAGES, *(ROOT / "bot").rglob("*.py")]
    for path in sources:
        assert not re.search(r"pip install[^`\n]* '?quoth\b", path.read_text(encoding="utf-8")), path.name


def test_every_command_of_the_terminal_is_described() -> None:
    described = {name.split()[1] for name in rows("commands.md", "quoth ")}
    assert described == set(typer.main.get_group(app).commands)


def test_every_exit_code_is_described() -> None:
    codes = {value for name, value in vars(exit_codes).items() if name.isupper()}
    assert {int(code) for code in rows("commands.md", r"\d")} == codes


def test_the_readme_is_an_introduction() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made where the documents are shown."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_link_between_the_documents_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(there), f"{page.name} links to {target}"


def test_every_page_is_reached_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"docs/{page.name}" not in text] == []
