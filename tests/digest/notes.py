"""Invented notes whose sessions are recapped, and whose links, people and announcements are listed."""

from __future__ import annotations

DAY = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## How steam is measured

Wanda Pilgrim - Thermal Engineer - Spout

![Steam over a cup](pictures/steam.png)

This talk started by saying hello to the people at the back.
The probe sits in the lid of the kettle and measures steam forty times a second, day and night.
The biggest lesson was that limescale on the probe makes every reading eight percent too low.
The probe is cleaned with vinegar each Monday.
The probe is cleaned with vinegar each Monday.

A really nice talk, I took four pages of notes home.

[See all here!](https://youtu.be/kettle00001)

## Pouring at scale

### Abstract

Every cup is different. In this session we explore how one thousand cups are poured in a minute.

### Notes

Their robot pours a thousand cups a minute and spills two of them on a good day.

## Only a title

## Slow cups

> In this session, attendees will learn how slow cups are made by hand, why they cost what they cost, and
> what a potter does on the days when the kiln is cold. Join us for clay and tea.
"""

DAYS = {
    "day1.md": """\
# Kettle Days 2020 | Day 1 - Monday, March 2

## Steam for all

Wanda Pilgrim - Thermal Engineer - Spout
Bo Quist - Potter

After lunch Spout came with the announcements:

- Samovar, a kettle that boils on demand
- Quiet mode

The old kettle took 90 seconds, the new one is down to 12.
A photo of a kettle is no figure.

More in [the shop](https://www.spout.example/shop/), watch [the talk](https://youtu.be/kettle00001).
""",
    "day2.md": """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## Slow cups

Wanda Pilgrim - Head of Steam - Spout

Of all cups made in a year, 41 % are broken by cats.

See [the shop again](https://spout.example/shop?utm_source=talk) and
[the same talk](https://www.youtube.com/watch?v=kettle00001&t=9), [pots](https://github.com/quist/pots).
""",
}
