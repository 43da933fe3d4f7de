"""Writes ``embeddings/text/calendar_names.py`` from the Unicode CLDR, read through babel.

usage: python -m tests.text.cldr_names

A language that calls one month what another calls a different month is left out (Croatian: its "listopad" is
October, in Polish and Czech it is November).
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

from embeddings.text import calendar_names

LANGUAGES = (
    "en", "de", "de_AT", "nl", "af", "sv", "nb", "nn", "da", "is", "fi", "et", "lv", "lt", "fr", "es",
    "it", "pt", "ca", "gl", "ro", "pl", "cs", "sk", "sl", "sr", "sr_Latn", "bg", "mk", "ru", "uk", "be",
    "el", "hu", "tr", "az", "eu", "sq", "id", "ms", "fil", "sw", "ga", "cy", "th", "vi", "ar", "ar_MA",
    "he", "fa", "ur", "hi", "bn", "ta", "ka", "hy", "ko", "ja", "zh",
)  # fmt: skip
WORDS = frozenset({"pro", "led"})
"""Short names that are words of product names ("Kettle 5 Pro 2024")."""
TARGET = Path(calendar_names.__file__)

_BEFORE = re.compile(r"(?:de |del |d[’'])", re.I)
_HEAD = '''"""Names of months and weekdays all over the world, from Unicode CLDR (Unicode License v3).

Written by ``python -m tests.text.cldr_names``; not to be edited. Read here, they cost no memory and no time
at the start, while the data that babel loads for as many languages takes 48 MiB and 0.15 s.
"""

from __future__ import annotations
'''


def module_text() -> str:
    """Return the text of the module."""
    full, short = _months("wide"), _months("abbreviated")
    named = _by_name([*full, *short])
    clash = {name for name, _ in full if len(named[name.lower()]) > 1}
    if clash:
        raise ValueError(f"full names of several months: {', '.join(sorted(clash))}")
    whole = {name.lower() for name, _ in full}
    short = [
        (name, month)
        for name, month in short
        if len(named[name.lower()]) == 1 and name.lower() not in whole | WORDS and len(name) > 2
    ]
    parts = [
        _HEAD,
        _table("MONTHS", [(name.lower(), month) for name, month in full], 12)
        + '"""Full names, January\'s first, in lower case, as they stand alone and in dates."""\n',
        _table("SHORT_MONTHS", short, 12)
        + '"""Short names without their dots, with the capitals that their languages give them."""\n',
        _table("WEEKDAYS", list(_weekdays()), 7) + '"""Full names, Monday\'s first, in lower case."""\n',
    ]
    return "\n".join(parts)


def _months(width: str) -> list[tuple[str, int]]:
    return [
        (plain, number - 1)
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for number, name in Locale.parse(language).months[context][width].items()
        for plain in [_plain(name)]
        if not re.search(r"[\s\d月월]", plain)
    ]


def _weekdays() -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for number, name in Locale.parse(language).days[context]["wide"].items():
                plain = _plain(name).lower()
                # What is left of "יום שני" without its first word is "second".
                if not re.search(r"\s", plain):
                    yield plain, number


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", _BEFORE.sub("", name, count=1)).strip(" .\u200e\u200f")


def _by_name(names: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in names:
        found[name.lower()].add(number)
    return found


def _table(title: str, names: Iterable[tuple[str, int]], size: int) -> str:
    rows: list[list[str]] = [[] for _ in range(size)]
    for name, number in names:
        if name not in rows[number]:
            rows[number].append(name)
    lines = [f"{title} = ("]
    for row in rows:
        lines.append('    """')
        lines.extend(f"    {line}" for line in textwrap.wrap(" ".join(row), 104, break_on_hyphens=False))
        lines.append('    """,')
    return "\n".join([*lines, ")", ""])


if __name__ == "__main__":
    TARGET.write_text(module_text(), encoding="utf-8")
