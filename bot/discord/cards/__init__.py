"""Answers, lists and recaps as messages of Discord: pure functions."""
