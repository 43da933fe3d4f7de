"""Who leads a discussion: named by a label as speakers are, but told apart from them by their role.

The role is the label's own word ("Moderator", "Moderation", "主持"), so that it stands in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.records import Speaker

_MODERATES = (
    r"moderators?|moderators?in(?:nen)?|moderation|moderated\s+by|moderiert\s+von|hosts?|hosted\s+by|facilitators?"
    r"|facilitated\s+by|animateurs?|animatrices?|animée?\s+par|modérateurs?|modératrices?|modérée?\s+par"
    r"|moderadora?s?|moderada?\s+por|mediadora?s?|moderatore|moderatrice|moderatori|modera|gespreksleider"
    r"|ordstyrer|moderaattori|moderatör|ведущий|ведущая|модератор|主持人?|司会者?|モデレーター?|モデレータ|진행자?|사회자?|모더레이터|좌장"
)
_LABEL = re.compile(
    rf"[\W_]*(?P<label>{_MODERATES})(?:\([\w]+\))?[\s*_]*[:：][\s*_]*(?P<rest>.*)$", re.I | re.S
)
_BY = re.compile(
    r"[\W_]*(?P<label>moderated\s+by|hosted\s+by|facilitated\s+by|moderiert\s+von|animée?\s+par|modérée?\s+par|"
    r"moderad[oa]\s+por|mediad[oa]\s+por|moderato\s+da)\s+(?P<rest>(?-i:[A-ZÀ-Þ]).*)$",
    re.I | re.S,
)
"""The same without a colon."""
_ROLE = re.compile(rf"(?:{_MODERATES})\W*", re.I)
_TAKES_PART = re.compile(
    r"[\W_]*(?:participants?|participantes|participantas|teilnehmer(?:innen)?|teilnehmende|diskutant(?:en|innen)?"
    r"|intervenants|discussants?|partecipanti|deelnemers|参加者|参与者|참가자|패널)[\s*_]*[:：][\s*_]*(?P<rest>.*)$",
    re.I | re.S,
)


def moderating(text: str) -> tuple[str, str] | None:
    """Return the label that says who leads the discussion, and what follows it; None without one."""
    match = (_LABEL.match(text) if ":" in text or "：" in text else None) or _BY.match(text)
    return (match["label"], match["rest"].strip()) if match else None


def taking_part(text: str) -> str | None:
    """Return what follows a label such as "Participants:", which names speakers only beside a moderator."""
    match = _TAKES_PART.match(text) if ":" in text or "：" in text else None
    return match["rest"].strip() if match else None


def as_moderators(people: Sequence[Speaker], label: str) -> list[Speaker]:
    """Return people with the label as what they were there; a role that stands beside a name is kept."""
    return [who if who.role else replace(who, role=label) for who in people]


def moderates(speaker: Speaker) -> bool:
    """Whether somebody is named as the one who leads the discussion."""
    return speaker.role is not None and bool(_ROLE.fullmatch(speaker.role))


def moderators_last(speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Return the speakers in their order, after them those who lead the discussion."""
    return tuple(sorted(speakers, key=moderates))
