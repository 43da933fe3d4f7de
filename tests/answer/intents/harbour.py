"""Two days of invented notes that are asked for summaries, opinions, announcements and records."""

from __future__ import annotations

DAY_ONE = """\
# Kelp Forum 2022 | Day 1 - Monday, June 6

## Keynote: Farming kelp by night

Orla Brandt - Founder - Tidewise

We were told that kelp grows fastest between two and four in the morning, when the sea is quiet.
The farm announced a new service called Nightwatch, which counts the blades with a lamp.
This was the best talk of the day.

See the [recording](https://www.youtube.com/watch?v=kelpkelp001).

## Anchors that let go

Pim Aldous - Diver - Harrow Marine

A shackle that rusts is cheaper than one that does not, for it tells you when it will break.
The speaker read every slide aloud and I found the talk rather boring.

[Slides](https://slides.example/anchors.pdf)

## Mapping seaweed from kites

Orla Brandt - Founder - Tidewise
Jun Sato - Pilot

A kite carries one camera for three hours and costs less than a drone's battery.

### Key takeaways

- Fly at low tide
- Never fly alone
- Paint the string red

### Questions

Somebody asked about gulls and nobody knew.
"""

DAY_TWO = """\
# Kelp Forum 2022 | Day 2 - Tuesday, June 7

## Salt in every sensor

Pim Aldous - Diver - Harrow Marine

Sensors corrode from the plug inwards, so the plug is the part to keep in stock.
The code is in [their repository](https://github.com/harrow/plugs).

## Selling seaweed

A kilo of dried kelp sells for nine coins, and eight of them are spent on drying it.
"""

NOTES = {"day1.md": DAY_ONE, "day2.md": DAY_TWO}
KITES = "Mapping seaweed from kites"
NIGHT = "Keynote: Farming kelp by night"
ANCHORS = "Anchors that let go"
SALT = "Salt in every sensor"
SELLING = "Selling seaweed"
FIRST_DAY = (NIGHT, ANCHORS, KITES)
SECOND_DAY = (SALT, SELLING)
ALL = FIRST_DAY + SECOND_DAY
