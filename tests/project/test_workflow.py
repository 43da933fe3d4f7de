"""What is checked for a pull request: the commands of the Makefile, on every Python that is supported."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml

from tests.paths import ROOT

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    """The one job of the workflow."""
    (found,) = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))[
        "jobs"
    ].values()
    return dict(found)


def test_the_oldest_python_that_is_supported_is_checked(job: dict[str, Any]) -> None:
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert oldest == f">={job['strategy']['matrix']['python'][0]}"


def test_the_workflow_runs_what_a_clean_machine_runs(job: dict[str, Any]) -> None:
    targets = re.findall(r"^make \w+$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    assert [step["run"] for step in job["steps"] if "run" in step] == targets
    assert targets == ["make check", "make test", "make package"]
    assert "$(TORCH_INDEX)" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert job["env"] == {"TORCH_INDEX": "${{ vars.TORCH_INDEX }}"}, "no file names the host of an index"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_asks_something_and_says_for_what_it_is(form: Any) -> None:
    asked = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert asked["name"]
    assert asked["description"]
    kinds = {"markdown", "textarea", "input", "dropdown", "checkboxes"}
    assert {field["type"] for field in asked["body"]} <= kinds
    assert any(field.get("validations", {}).get("required") for field in asked["body"])
