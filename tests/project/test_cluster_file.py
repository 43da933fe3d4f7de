"""The compose file of several processes over one database: to the specification, and with no more rights."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import load_settings
from tests.paths import ROOT


def _text() -> str:
    text = (ROOT / "docker-compose.cluster.yml").read_text(encoding="utf-8")
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


@pytest.fixture(scope="module")
def file() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_text())
    return found


def test_it_keeps_to_the_specification() -> None:
    from compose_spec import PyCompose

    assert PyCompose.from_yaml(_text()).service_names() == ["database", "migrate", "bot"]
    with pytest.raises(ValueError, match="restart"):
        PyCompose.from_yaml(_text().replace("restart: unless-stopped", "restart: sometimes"))


def test_two_processes_begin_once_the_tables_are_there(file: dict[str, Any]) -> None:
    services = file["services"]
    assert services["bot"]["deploy"]["replicas"] == 2
    assert services["bot"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "postgres" in services["bot"]["build"]["args"]["EXTRAS"].split(",")
    assert services["migrate"]["command"] == ["library", "migrate", "--role", "quoth"]


def test_passwords_are_secrets_and_each_has_those_alone_that_it_needs(file: dict[str, Any]) -> None:
    services = file["services"]
    assert {name: service["secrets"] for name, service in services.items()} == {
        "database": ["database_owner", "database_bot"],
        "migrate": ["library_owner"],
        "bot": ["library"],
    }
    assert all(name.endswith("_FILE") or "PASSWORD" not in name for name in _variables(services))
    assert not any("ports" in service for service in services.values())
    assert all("no-new-privileges:true" in services[name]["security_opt"] for name in ("database", "migrate"))
    assert "SUPERUSER" not in file["configs"]["role"]["content"]


def _variables(services: dict[str, Any]) -> list[str]:
    return [variable for service in services.values() for variable in service.get("environment", {})]


def test_the_address_of_the_file_is_used_where_the_variable_is_empty(
    file: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = dict(file["services"]["bot"]["environment"])
    secret = tmp_path / "library"
    secret.write_text("postgresql://quoth:hidden@database/quoth\n", encoding="utf-8")
    given["QUOTH_LIBRARY_FILE"] = str(secret)
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    assert str(load_settings().library) == "postgresql://quoth@database/quoth"
