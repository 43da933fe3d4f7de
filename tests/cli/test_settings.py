from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import _SECRETS, Settings, SettingsError, load_settings, misnamed, variable_of


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable_of(name), raising=False)
        monkeypatch.delenv(f"{variable_of(name)}_FILE", raising=False)


def test_defaults() -> None:
    settings = load_settings()
    assert settings.notes == Path("notes")
    assert settings.library == Path(".quoth/library.db")
    assert settings.token is None
    assert settings.watch


def test_every_setting_is_read_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "QUOTH_NOTES": "n",
        "QUOTH_LIBRARY": "l.db",
        "QUOTH_MODEL": "m",
        "QUOTH_LOG_LEVEL": "info",
        "QUOTH_LOG_FORMAT": "JSON",
        "QUOTH_METRICS_PORT": "9100",
        "DISCORD_TOKEN": "t",
        "QUOTH_GUILD": "42",
        "QUOTH_USER_INSTALL": "yes",
        "QUOTH_SERVERS": "s.toml",
        "QUOTH_SHARDS": "4",
        "QUOTH_NOTES_URL": "https://example.org/notes/",
        "QUOTH_IMAGES": "i",
        "QUOTH_WATCH": "false",
        "QUOTH_PERSON_LIMIT": "3",
        "QUOTH_SERVER_LIMIT": "4",
        "QUOTH_KEEP_DAYS": "5",
        "QUOTH_LEFT_DAYS": "6",
        "QUOTH_SECRET": "s",
        "QUOTH_WEB_TOKEN": "w",
        "QUOTH_GIT_TOKEN": "g",
        "QUOTH_GIT_SSH_KEY": "k",
        "QUOTH_GIT_KNOWN_HOSTS": "h",
        "QUOTH_GIT_PRIVATE": "true",
        "QUOTH_SUMMARY_MODEL": "https://llm.example/v1#small",
        "QUOTH_SUMMARY_KEY": "q",
        "QUOTH_SUMMARY_SECONDS": "7",
        "QUOTH_SUMMARY_PRIVATE": "true",
    }
    assert {variable_of(name) for name in Settings.model_fields} == set(given)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.model_dump(exclude={*_SECRETS, "summary_model"}) == {
        "notes": Path("n"),
        "library": Path("l.db"),
        "model": "m",
        "log_level": "INFO",
        "log_format": "json",
        "metrics_port": 9100,
        "guild": 42,
        "user_install": True,
        "servers": Path("s.toml"),
        "shards": 4,
        "notes_url": "https://example.org/notes",
        "images": Path("i"),
        "watch": False,
        "person_limit": 3,
        "server_limit": 4,
        "keep_days": 5,
        "left_days": 6,
        "git_ssh_key": Path("k"),
        "git_known_hosts": Path("h"),
        "git_private": True,
        "summary_seconds": 7,
        "summary_private": True,
    }
    assert str(settings.summary_model) == "https://llm.example/v1#small"
    secrets = {name: getattr(settings, name).get_secret_value() for name in _SECRETS}
    assert secrets == {name: given[variable] for name, variable in _SECRETS.items()}
    assert "'t'" not in repr(settings)


def test_secrets_may_stand_in_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISCORD_TOKEN", "QUOTH_SECRET"):
        (tmp_path / name).write_text(f"{name}-value\n")
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    monkeypatch.setenv("DISCORD_TOKEN", "")
    settings = load_settings()
    assert settings.token is not None
    assert settings.token.get_secret_value() == "DISCORD_TOKEN-value"
    assert settings.secret is not None
    assert settings.secret.get_secret_value() == "QUOTH_SECRET-value"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("QUOTH_GUILD", "abc", "QUOTH_GUILD is 'abc': a whole number is expected."),
        ("QUOTH_KEEP_DAYS", "0", "QUOTH_KEEP_DAYS is '0'"),
        ("QUOTH_NOTES_URL", "javascript:alert(1)", "begins with https://"),
        ("QUOTH_NOTES_URL", "https://user@example.org", "begins with https://"),
        ("QUOTH_WATCH", "perhaps", "QUOTH_WATCH is 'perhaps': true or false is expected."),
        ("QUOTH_LOG_LEVEL", "loud", "'DEBUG', 'INFO'"),
        ("DISCORD_TOKEN_FILE", "/does/not/exist", "DISCORD_TOKEN_FILE names '/does/not/exist'"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://rigger:saltwater@host/notes",
        "postgresql+psycopg://rigger:saltwater@host/notes",
        " postgresql://rigger:saltwater@host/notes",
        "postgresql:/host/notes?password=saltwater",
        "postgresql://rigger:saltwater@host/notes",
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("QUOTH_LIBRARY", address)
    with pytest.raises(SettingsError, match=r"^QUOTH_LIBRARY: .* expected") as caught:
        load_settings()
    assert "saltwater" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("QUOTH_NOTE", "QUOTH_NOTES?"),
        ("QUOTH_LIBARY", "QUOTH_LIBRARY?"),
        ("QUOTH_PERSONLIMIT", "QUOTH_PERSON_LIMIT?"),
        ("quoth_wach", "QUOTH_WATCH?"),
        ("QUOTH_SECRET_FIEL", "QUOTH_SECRET_FILE?"),
        ("QUOTH_TOKEN", "DISCORD_TOKEN?"),
        ("QUOTH_X", "docs/settings.md"),
    ],
)
def test_a_misspelt_variable_is_named_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "a value that may be secret")
    with caplog.at_level(logging.WARNING):
        load_settings()
    (record,) = caplog.records
    assert record.getMessage().startswith(f"{name} is set but is not a setting of Quoth")
    assert meant in record.getMessage()
    assert "a value" not in record.getMessage()


def test_the_variables_that_are_read_and_those_of_others_are_not_complained_of() -> None:
    read = [variable_of(name) for name in Settings.model_fields]
    files = ["DISCORD_TOKEN_FILE", "QUOTH_SECRET_FILE"]
    assert misnamed([*read, *files, "quoth_notes", "QUOTH_CORPORA", "PATH", "DISCORD_X", "NOTES"]) == []


def test_settings_load_without_discord_and_torch() -> None:
    code = "import sys, bot.settings; sys.exit(any(m in sys.modules for m in ('discord', 'torch', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
