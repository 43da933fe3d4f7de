"""The token and other secrets: in the log, in errors, in what organisers and people are shown."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.discord import app, error_messages, gate
from bot.discord.cards import status
from bot.discord.client import QuothBot
from bot.discord.message import Message
from bot.exit_codes import BAD_INPUT
from bot.logs.redact import Redactor
from bot.settings import Settings, SettingsError, load_settings
from embeddings.errors import LibraryError
from embeddings.library import Library
from tests.attacks.defence import stands_only_by, stands_only_by_on_the_wire
from tests.loopback.actors import APP, MANAGE_GUILD, SEND, TOKEN
from tests.loopback.server import Loopback
from tests.paths import ROOT

KEY = "a-hashing-key-of-ours"
ASKED = "how do magnets hold a ferry?"
SAID = {
    f"Bot {TOKEN}": TOKEN,
    f"{{'Authorization': 'Bot {TOKEN}'}}": TOKEN,
    "https://discord.com/api/webhooks/123456789012345678/aW50ZXJhY3Rpb24tdG9rZW4tdGhhdC1pcy1sb25n": (
        "aW50ZXJhY3Rpb24tdG9rZW4tdGhhdC1pcy1sb25n"
    ),
    "/interactions/1234/aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg/callback": (
        "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg"
    ),
}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("place", ["message", "argument", "traceback", "stack"])
def test_no_secret_reaches_the_log(said: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``Redactor`` on every handler (``tests/health`` runs the whole bot under it)."""

    def check() -> None:
        record = logging.LogRecord("n", logging.ERROR, "f", 1, "it broke", (), None)
        if place == "message":
            record.msg = said
        elif place == "argument":
            record.msg, record.args = "%s", (said,)
        elif place == "stack":
            record.stack_info = said
        else:
            try:
                raise ValueError(said)
            except ValueError:
                record.exc_info = sys.exc_info()
        Redactor([TOKEN]).filter(record)
        assert SAID[said] not in logging.Formatter().format(record)

    stands_only_by(monkeypatch, check, (Redactor, "hide", lambda _, text: text))


@pytest.mark.parametrize("shown", ["settings", "secrets", "memory"])
async def test_status_shows_no_secret(shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: /status names what it shows, one thing after the other; settings are not among them."""

    async def check(server: Loopback) -> None:
        use = await server.slash("status", permissions=SEND | MANAGE_GUILD)
        text = json.dumps(await use.answer())
        assert use.ephemeral
        assert "Status" in text
        for secret in (TOKEN, KEY, str(tmp_path)):
            assert secret not in text

    def careless(bot: QuothBot) -> None:
        given = Settings(token=SecretStr(TOKEN), secret=SecretStr(KEY), library=tmp_path / "library.db")
        assert given.token is not None
        assert given.secret is not None
        said = {
            "settings": str(given),
            "secrets": given.token.get_secret_value(),
            "memory": given.secret.get_secret_value(),
        }[shown]
        monkeypatch.setattr(status, "status_message", lambda *_: Message(f"Status: {said}"))
        del bot

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=careless, secret=KEY, token=TOKEN)


@pytest.mark.parametrize("error", [RuntimeError, LibraryError])
@pytest.mark.parametrize("way", ["command", "mention", "button"])
async def test_an_error_tells_people_no_secret(
    way: str, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``words_for`` gives a number for a defect, and no path for a library that cannot be used."""
    broken = f"{tmp_path}/library.db failed with Bot {TOKEN}"

    async def check(server: Loopback) -> None:
        message = await (await server.slash("ask", question=ASKED)).answer()
        with monkeypatch.context() as breaking:
            breaking.setattr(Library, "ask", fails)
            if way == "mention":
                await server.say(f"<@{APP}> {ASKED}")
                told = await server.next_message(1)
            elif way == "command":
                told = await (await server.slash("ask", question=ASKED, private=True)).answer()
            else:
                told = await (await server.pick(message, "#more")).answer()
        text = json.dumps(told)
        assert "organiser" in text
        assert TOKEN not in text
        assert str(tmp_path) not in text

    def fails(*_: object, **__: object) -> Any:
        raise error(broken)

    def careless(error: Exception, _lacking: str = "") -> str:
        return f"organiser: {getattr(error, 'original', error)}"

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (gate, "words_for", careless))


def test_settings_are_written_without_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: pydantic's ``SecretStr``."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("QUOTH_SECRET", KEY)

    def check() -> None:
        settings = load_settings()
        for said in (str(settings), repr(settings), f"{settings.token} {settings.secret}"):
            assert TOKEN not in said
            assert KEY not in said

    def shown(self: SecretStr) -> str:
        return self.get_secret_value()

    stands_only_by(monkeypatch, check, (SecretStr, "__repr__", shown), (SecretStr, "__str__", shown))


def test_a_token_in_the_wrong_variable_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: what has the shape of a token is taken out of the message of a wrong setting."""
    monkeypatch.setenv("QUOTH_GUILD", TOKEN)

    def check() -> None:
        with pytest.raises(SettingsError, match="QUOTH_GUILD") as caught:
            load_settings()
        assert TOKEN not in str(caught.value)

    stands_only_by(monkeypatch, check, (Redactor, "hide", lambda _, text: text))


@pytest.mark.parametrize("token", [f"{TOKEN} with spaces", f"{TOKEN}\nand lines", f"{TOKEN}ž"])
def test_a_token_that_is_none_is_not_repeated(
    token: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``app.run`` says what a token is, not what was given; and nothing is sent with it."""

    def check() -> None:
        assert app.run(Settings(token=SecretStr(token))) == BAD_INPUT
        said = capsys.readouterr().err
        assert "DISCORD_TOKEN is not a token" in said
        assert TOKEN not in said

    def careless(sentence: str, code: int) -> int:
        sys.stderr.write(f"quoth: {sentence} It is {token!r}.\n")
        return code

    monkeypatch.setattr(app, "set_up", lambda *_: None)
    stands_only_by(monkeypatch, check, (app, "_end", careless))


def test_a_failed_start_shows_no_token(tmp_path: Path) -> None:
    """The whole process, with everything logged."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from bot.cli.main import main; main()",
            "run",
            "--library",
            tmp_path / "l.db",
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


def test_what_is_told_of_a_defect_is_a_number() -> None:
    words = error_messages.words_for(RuntimeError(f"Bot {TOKEN}"))
    assert words is not None
    assert TOKEN not in words
