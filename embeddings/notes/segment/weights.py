"""What each feature is worth, in log-odds, for a heading or a file being a session rather than a part of one.

The weights are few, round and set by hand, by the kind of thing: strong where the notes say so (a
speaker, a code, a word such as "Abstract"), weak where only the shape speaks (length, position).
``heading_features`` and ``file_title`` say which features hold; the sum of their weights is the score.
Weights fitted on all collections but one (``python -m tests.benchmarks.structure --leave-one-out``) did
worse on that one than these, which had been set with all of them in view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SESSION = {
    "prior of a heading": -1.2,
    "prior of a bold line": -2.5,
    "prior of a bold line for want of headings": -1.6,
    "prior of a plain line": -2.5,
    "prior of a list item": -4.0,
    # what the notes say
    "speakers below, by more than their shape": 4.0,
    "speakers below": 2.0,
    "speaker in title": 2.5,
    "opens with a name": 2.0,
    "recording": 2.5,
    "code": 3.0,
    "time": 2.0,
    "sponsor": 3.0,
    "has sections": 2.5,
    "title in quotation marks": 2.5,
    "counted among talks": 3.0,
    "text tells of a talk": 1.0,
    # the words of the title
    "numbered": -1.5,
    "section word": -6.0,
    "repeated in other files": -4.0,
    "begins like a section": -1.0,
    "noise": -6.0,
    "kind of session": 1.5,
    "group word": -4.0,
    "day or date": -3.0,
    "break": 1.5,
    "a speaker's name": -6.0,
    "points to another file": -3.0,
    # its shape
    "title of 6 words or more": 1.5,
    "title of 4 or 5 words": 1.0,
    "title of two words": -0.7,
    "title of one word": -1.5,
    "title of more than 18 words": -1.5,
    "ends in a colon": -1.5,
    "begins in lower case": -0.5,
    "no text": -0.8,
    "an event and nothing else": -4.0,
    # where it stands
    "under a day or a group": 1.5,
    "under an event": 1.0,
    "ends like its siblings": 1.5,
    "after a line on talks": 1.5,
}
"""A heading opens a session."""

SIBLINGS = 3.0
"""For the same, times the share of its siblings that are surely sessions."""

LEVEL = 1.5
"""For the same, times the share of the headings of its level, in the whole folder, that surely are."""

GROUP = {
    "prior": -0.5,
    "group word": 3.0,
    "day or date": 2.5,
    "event": 1.5,
    "title like a talk's": -1.5,
    "no text of its own": 1.0,
    "much text of its own": -1.5,
    "facts of a session": -3.0,
    "only a date": 1.0,
    "a line on talks before those below": 2.0,
}
"""A heading gathers sessions: it is of a day, a room, a track or an event."""

FILE = {
    "prior": -0.5,
    "early speakers, by more than their shape": 4.0,
    "early speakers": 2.0,
    "speaker in title": 2.5,
    "speaker in front matter": 4.0,
    "title in front matter": 1.5,
    "title in front matter and in the heading": 1.0,
    "title in first line": 1.5,
    "recording": 2.5,
    "code": 3.0,
    "group word": -4.0,
    "day or date": -3.0,
    "date beside a title": -0.5,
    "a report on an event": -3.0,
    "names an event": -2.5,
    "title of 4 words or more": 1.0,
    "named like a day": -2.5,
    "general file name": -1.5,
    "named like a group": -4.0,
    "named like a kind of session": -1.5,
    "named like a talk": 1.5,
    "named like an event": -2.5,
    "the first of several headings": -1.0,
    "title of a series": -3.0,
    "named like its title": 2.5,
    "date and title in the file name": 1.5,
    "a line on talks before its headings": -2.0,
}
"""A file is one session."""

SECTIONS_OF_FILE = 3.0
"""For the same, times the share of its headings that are sections of a talk."""


def evidence(weights: Mapping[str, float], features: Iterable[str]) -> dict[str, float]:
    """Return the features that hold, each with its weight, in their order."""
    return {feature: weights[feature] for feature in features}
