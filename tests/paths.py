"""Where things lie, for tests that read the project's own files."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DOCS = ROOT / "docs"
COLLECTIONS = TESTS / "collections"
"""Invented notes, one folder a collection, each with its truth and questions."""
