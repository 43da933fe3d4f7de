"""A library over the invented notes of ``harbour``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.library import Library
from tests.answer.intents.harbour import NOTES
from tests.fakes import FakeEmbedder, write_notes


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("forum")
    library = Library(write_notes(folder / "notes", NOTES), folder / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()
