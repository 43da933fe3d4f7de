"""What Quoth stands on is pinned, can be looked up among the published vulnerabilities, and has a bill."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT


def pins() -> dict[str, str]:
    """Return the version of each pinned distribution."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in found}


def needed(extras: str = "metrics") -> set[str]:
    """Return every distribution that Quoth with these extras needs here, what they need included."""
    project = Requirement(f"quoth[{extras}]")
    pending, seen = [project], set()
    while pending:
        wanted = pending.pop()
        chosen = {"", *wanted.extras}
        for text in metadata.requires(wanted.name) or ():
            found = Requirement(text)
            if found.marker is None or any(found.marker.evaluate({"extra": extra}) for extra in chosen):
                key = (canonicalize_name(found.name), tuple(sorted(found.extras)))
                if key not in seen:
                    seen.add(key)
                    pending.append(found)
    return {name for name, _ in seen}


def test_every_dependency_is_pinned_to_what_is_tested() -> None:
    assert len(needed()) > 40
    # pip installs the others, and comes with Python.
    names = needed("metrics,dev") - {"pip"}
    installed = {name: metadata.version(name).partition("+")[0] for name in names}
    pinned = pins()
    assert {name: pinned.get(name) for name in installed} == installed


def test_every_pin_is_one_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in names)
    assert len(pins()) == len(names)


# ---------------------------------------------------------------------- the audit


def recipe(target: str) -> list[str]:
    """Return the command of a target of the Makefile."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    match = re.search(rf"^{target}: .*\n\t\$\(BIN\)/([^\n]+)$", text, re.MULTILINE)
    assert match is not None
    return shlex.split(match[1].replace("$(BIN)/python", sys.executable))


def test_an_audit_that_cannot_look_a_pin_up_fails(tmp_path: Path) -> None:
    """No pin passes because nobody answered."""
    program, *options = recipe("audit")
    assert program == "pip-audit"
    assert "--strict" in options, "else what is not found counts as well"
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options, "--timeout", "2", "--cache-dir", tmp_path],
        cwd=ROOT,
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "No known vulnerabilities found" not in done.stdout + done.stderr


# ---------------------------------------------------------------------- the bill


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The bill that ``make sbom`` writes."""
    program, *options = recipe("sbom")
    assert program == "cyclonedx-py"
    target = tmp_path_factory.mktemp("bill") / "sbom.cdx.json"
    options[options.index("--output-file") + 1] = str(target)
    subprocess.run([sys.executable, "-m", "cyclonedx_py", *options], cwd=ROOT, check=True)
    return json.loads(target.read_text(encoding="utf-8"))


def test_the_bill_keeps_to_the_published_schema(bill: Any) -> None:
    """The whole was checked when it was written; that the check can fail is seen on a small one."""
    assert "--validate" in recipe("sbom")
    assert bill["specVersion"] == "1.6"
    check = JsonStrictValidator(SchemaVersion.V1_6)
    small = {**bill, "components": bill["components"][:2], "dependencies": []}
    assert check.validate_str(json.dumps(small)) is None
    small["components"] = [{"name": "no type"}]
    assert check.validate_str(json.dumps(small)) is not None


def test_the_bill_names_every_dependency_with_its_version(bill: Any) -> None:
    assert bill["metadata"]["component"]["name"] == "quoth"
    listed: dict[str, str] = {canonicalize_name(part["name"]): part["version"] for part in bill["components"]}
    assert {name: listed.get(name) for name in needed()} == {
        name: metadata.version(name) for name in needed()
    }


def test_the_image_has_a_bill_of_what_runs_in_it() -> None:
    build, _, final = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")
    written = r"cyclonedx_py environment [^\n]*--validate \\\n *--output-file /opt/quoth/sbom\.cdx\.json"
    assert re.search(written, build)
    assert "COPY --from=build /opt/quoth /opt/quoth" in final
    assert "cyclonedx" not in final
