"""Titles that say who speaks and nothing else."""

from __future__ import annotations

import re

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.roles import is_role
from embeddings.notes.fields.people.names.shape import Names, clean_name, is_known
from embeddings.records import Speaker

KIND = (
    r"(?:(?:opening|closing|morning|afternoon|evening)\s+)?(?:keynote|talk|lecture|presentation|speech|"
    r"interview|panel(?:\s+discussion)?|round\s?table|table\s+ronde|fireside\s+chat|ama|podium|mesa\s+redonda|q&a)"
)

_ONLY_PEOPLE = (
    re.compile(rf"^(?P<who>\S.*?)(?:['’]s)?\s+{KIND}$", re.I),
    re.compile(rf"^{KIND}\s*(?:[:：(–—-]|\bwith\b|\bby\b)\s*(?P<who>[^()]+?)\)?$", re.I),
)
"""Titles that say no more than who speaks: they are the title and name the speakers."""

_NOTES_OF = re.compile(
    r"^(?:.+\s[-–—]\s+)?(?i:anotações|notas|notes|apuntes|mitschrift|notizen|appunti|resumo|resumen"
    r"|compte[- ]rendu|report)\s+"
    r"(?i:(?:d[aoe]|de la|del(?:la)?|zum|zur|vom|of(?: the)?|from(?: the)?|du|de l['’])\s*)?"
    r"(?i:palestra|charla|ponencia|conferencia|conférence|présentation|talk|keynote|presentation|vortrag|intervento)\s+"
    r"(?i:(?:d[aoe]|del?|di|de la|von|by|of|from|par)\s+)?(?P<who>[A-ZÀ-Þ]\S*(?:\s+[A-ZÀ-Þ]\S*){1,3})"
    r"(?:\s+(?:no|na|em|en|at|auf|bei|à|au|al|alla)\s.*)?$"
)
"""Notes of somebody's talk: "Anotações da palestra da Ana Berg no encontro"."""

_NUMBERED = re.compile(
    r"^(?:talk|session|speaker|vortrag|charla|palestra|#)\s*\d+\s+[-–—]\s+(?P<who>[^\W\d_]+)\s+[-–—]\s+\S",
    re.I,
)


def only_people(title: str, names: Names, line: int) -> list[Speaker]:
    """Return the speakers of a title that names nothing else: "X keynote", "Panel: X, Y", "X - CTO"."""
    for pattern in (*_ONLY_PEOPLE, _NOTES_OF):
        match = pattern.match(title)
        people = people_in(match["who"], line, names, plural=True) if match else []
        if people and any(is_known(person.name) or names.is_rare(person.name) for person in people):
            return people
    numbered = _NUMBERED.match(title)
    if numbered and is_known(numbered["who"]) and names.is_rare(numbered["who"]):
        return [Speaker(clean_name(numbered["who"]), line=line)]
    people = people_in(title, line, names)
    role = people[0].role if people else None
    if role is None or len(role.split()) > 4:
        return []
    # "A Kettle at Every Hour of the Day" has the shape of a name and a place, but no comma after the name.
    told = is_role(role) or re.match(r"\s*[,，]|\s+[-–—|]", title[len(people[0].name) :])
    if not (is_role(role) or is_known(people[0].name)) and is_known(people[0].company or ""):
        return []  # "A thing - What it is - Name"
    return people if told and title.startswith(people[0].name) else []
