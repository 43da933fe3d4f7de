"""Invented notes of three people on one event: they agree, contradict each other, and leave things out."""

from __future__ import annotations

ANNA = """\
# Harbour Days 2031, Day 1 (2 May 2031)

## HAR101 Keeping capstans turning

Speaker: Mira Lund (Spout Marine)

The crew measured 40 capstans over two winters. Salt is the enemy of every bearing.

[Recording](https://youtu.be/capstans001)

## Electric lanterns for the pier

Speaker: Tove Brandt

Electric lanterns save 12 litres of oil a night. The tide mill charges the batteries.
"""
BEN = """\
# Harbour Days 2031, Day 1 (2 May 2031)

## Keeping capstans turning

Speaker: Mira Lund

She had measured 45 capstans over two winters. A brush with oil did more than any grease.

[Slides](https://slides.example/capstans)

## Electric lanterns for the pier

Speaker: Tove Brandt

Every night 12 litres of oil are saved by electric lanterns.

## Knots for fishing nets

Speaker: Olaf Rein

The sheet bend held longest in the cold.
"""
CLEO = """\
---
noted_by: Cleo Marsh
event: Harbour Days 2031
---

# Harbour Days 2031

## HAR101

2 May 2031

I liked the part on salt most, since it eats every bearing within a year.

## Electric lanterns for the pier

2 May 2031
"""
NOTES = {"anna/day1.md": ANNA, "ben/day1.md": BEN, "cleo/all.md": CLEO}
