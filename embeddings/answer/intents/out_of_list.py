"""A place that a list before has not: "the fifth one" of three sessions."""

from __future__ import annotations

from embeddings.answer.follow_up import place_in
from embeddings.answer.intents.asked import Asked
from embeddings.records import Answer


def answer(asked: Asked) -> Answer | None:
    """Say how many sessions the list before has, where a place beyond them is asked for."""
    after = asked.after
    place = None if after is None else place_in(asked.question.text)
    if after is None or place is None or not (after.listing or after.listed):
        return None
    count = len(after.listed or after.matches)
    if place <= count:
        return None
    listed = "1 session" if count == 1 else f"{count} sessions"
    return Answer(asked.question.text, "none", f"The reply before names only {listed}.")
