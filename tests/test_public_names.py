"""What ``embeddings`` offers whoever uses it from Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

import embeddings
from embeddings import Answer, Library, Quote, QuothError, Session
from embeddings.errors import QuothError as QuothErrorAtHome
from embeddings.library import Library as LibraryAtHome
from embeddings.records import Answer as AnswerAtHome
from embeddings.records import Quote as QuoteAtHome
from embeddings.records import Session as SessionAtHome
from tests.paths import ROOT


def test_the_public_names_are_these_and_no_others() -> None:
    assert embeddings.__all__ == ["Answer", "Library", "Quote", "QuothError", "Session"]
    assert set(embeddings.__all__) <= set(dir(embeddings))
    assert (Answer, Quote, Session) == (AnswerAtHome, QuoteAtHome, SessionAtHome)
    assert (Library, QuothError) == (LibraryAtHome, QuothErrorAtHome)


def test_a_name_that_is_not_offered_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Desk'"):
        _ = embeddings.Desk


def test_importing_it_imports_nothing_of_it() -> None:
    code = "import embeddings, sys; print(*(name for name in sys.modules if name.startswith('embeddings')))"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == ["embeddings"]
