"""What somebody is and where they work, as it stands beside a name."""

from __future__ import annotations

import re

from embeddings.notes.fields.vocabulary.organisations import COMPANY, LEGAL_FORMS
from embeddings.text.markdown_words import words

ROLE = re.compile(
    r"\b(?:engineer|engineering|manager|director|architect|architecture|developer|dev|lead|leader|head|"
    r"chief|cto|ceo|coo|cio|ciso|vp|vice president|president|founder|co-?founder|owner|professor|prof|"
    r"phd|dr"
    r"|evangelist|advocate|scientist|researcher|analyst|consultant|specialist|principal|senior|staff|sr"
    r"|jr|junior|technologist|strategist|designer|student|author|maintainer|contributor|"
    r"committer|member|partner|fellow|expert|coach|trainer|product|devrel|relations|sre|devops|"
    r"librarian|archivist|officer|administrator|admin|freelance|employee|works? at|ingénieure?|"
    r"développeu(?:r|se)|direct(?:eur|rice)|responsable|chef(?:fe)?|président(?:e)?|professeure?|"
    r"enseignante?|fondat(?:eur|rice)|chercheu(?:r|se)|consultante?|bénévole|entwickler|leiter|"
    r"geschäftsführer|"
    r"ingeniero|desarrollador|programmer|hacker|lecturer|teacher|instructor|editor|writer|host|"
    r"moderator|co-?creator|creator)\b|工程师|工程師|经理|經理|总监|架构师|架構師|开发者|教授|"
    r"エンジニア|代表",
    re.I,
)


JOB_BEGINS = re.compile(
    r"technical|associate|assistant|deputy|managing|executive|general|senior|junior|principal|lead|chief|software|"
    r"data|product|project|program|team|engineering|developer|board|staff|vice|research|design|community|content|"
    r"marketing|sales|solutions?|security|front-?end|back-?end|web|mobile|creative|art|scientific|founding",
    re.I,
)
"""A word before the last of what somebody is, as no given name is written: "Associate Editor"."""


def role_and_company(text: str | None) -> tuple[str | None, str | None]:
    """Return the role and the company in what follows a name."""
    if not text:
        return None, None
    text = text.strip(" ,;-–—*_()")
    if text.startswith("@") or not text:
        return None, None
    parts = re.split(r"\s+(?:at|@|chez|bei)\s+|,\s+|\s+[-–—]\s+", text, maxsplit=1)
    if len(parts) == 2 and ROLE.search(parts[0]):
        return parts[0].strip(), parts[1].strip()
    if len(parts) == 2 and ROLE.search(parts[1]):
        return parts[1].strip(), parts[0].strip()
    return (text, None) if ROLE.search(text) else (None, text)


def is_role(text: str | None) -> bool:
    """Whether a text says what somebody is: "CTO", "Engineer at heart"."""
    return text is not None and bool(ROLE.search(text))


def works_at(text: str) -> bool:
    """Whether a line below a name is nothing but where that person works."""
    found = words(text)
    ends = bool(found) and (found[-1] in COMPANY or text.split()[-1].strip("*_ ") in LEGAL_FORMS)
    return 1 <= len(found) <= 6 and ends and not re.search(r"[.!?:]\s*$", text)
