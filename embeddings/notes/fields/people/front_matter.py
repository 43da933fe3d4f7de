"""Speakers that front matter names."""

from __future__ import annotations

SPEAKERS = ("speaker", "speakers", "presenter", "presenters")
"""Keys of front matter that name who spoke."""
