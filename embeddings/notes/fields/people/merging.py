"""The speakers of several places as one list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.records import Speaker


def merge(groups: Sequence[Sequence[Speaker]]) -> tuple[Speaker, ...]:
    """Join the speakers of several places, each person once, keeping the fullest record."""
    found: dict[str, Speaker] = {}
    for group in groups:
        for speaker in group:
            key = re.sub(r"\W+", " ", speaker.name.casefold()).strip()
            known = found.get(key)
            if known is None or (not known.role and not known.company and (speaker.role or speaker.company)):
                found[key] = speaker
    return tuple(found.values())
