"""Titles that name who speaks."""
