"""A model on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import folder as folder
from tests.summarised.model import Model, serving_model
from tests.web.conftest import serving as serving_pages

__all__ = ["folder", "serving_pages"]


@pytest.fixture
def model() -> Iterator[Model]:
    with serving_model() as serving:
        yield serving
