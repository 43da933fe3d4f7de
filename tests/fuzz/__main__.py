"""Fuzz one target by hand: ``python -m tests.fuzz TARGET SECONDS [CORPUS]``.

With atheris (coverage-guided) where it is installed (``pip install atheris``); else with Hypothesis. Prints
how many inputs were run, and the input of a break, which is to be kept in ``tests/fuzz/test_fuzzed.py``.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NOTE = """\
# Pier Days 2021 | Day 1 - Tuesday, May 4

## Talk (sponsored by Brine)

Ilse Vandermolen - Engineer - Brine

Tape is cold. It takes *eleven* minutes.

- one
  - two

![Mine](p/m.png)

See the [recording](https://www.youtube.com/watch?v=tidal000001).

----

## Next

```sh
ls
```
"""
_RST = """\
Pier Days
=========

:date: 2021-05-04

Tape
----

Ilse Vandermolen, Brine

- see `it <https://a.example>`_::

    ls

.. figure:: p.png

   Mine

==  ==
a   b
==  ==
"""
_ASCIIDOC = """\
= Pier Days
:site: https://a.example

== Tape

*Ilse Vandermolen*, Brine

* see {site}[it]
** two

.Mine
image::p.png[x, 300]

----
ls
----

|===
|a |b
|===
"""
_ORG = """\
#+TITLE: Pier Days

* TODO Tape :x:
:PROPERTIES:
:SPEAKER: Ilse Vandermolen
:END:
- see [[https://a.example][it]]
#+BEGIN_SRC sh
ls
#+END_SRC
#+CAPTION: Mine
[[file:p.png]]
| a | b |
"""
_WORD = """\
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Tape</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ilse Vandermolen, Brine</w:t></w:r><w:r><w:br/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Tape is cold.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>
"""
SEEDS = [
    _NOTE.encode(),
    _RST.encode(),
    _ASCIIDOC.encode(),
    _ORG.encode(),
    _WORD.encode(),
    b"what did ilse say about tape?",
    b"which sessions have a recording on day 2?",
    b"Day 1",
    b"| a | b |\n|---|---|\n| [x](http://a.example/?q=1) | <b>y</b> |\n",
    b"---\ntitle: A: b\nspeakers: [x, {name: y}]\n---\n\n1. **One** - Ann Bee, Cee Ltd (10:00)\n",
    b'{"id": "q1", "question": "what?", "kind": "fact"}\n',
    b"<h1>Pier Days</h1><h2>Tape</h2><p>Ilse Vandermolen, Brine</p><ul><li>Tape is <b>cold</b>.</li></ul>",
    b"git@github.com:TEAM/NOTES.git#main:docs/notes",
    b"https://github.com/TEAM/NOTES.git#main:docs/notes",
    b"day1.md\n# Pier Days 2031 | Day 2\n\n## Tape\n\nTape is cold.\n",
    b"*export\na/day1.md\n# Pier Days\n\n## Tape\n\nTape is cold.\n\0b/tape.html\n<h1>Tape</h1><p>Cold.</p>",
    b"ask?q=tape&day=Day+1\nSec-Fetch-Site: cross-site",
    b"search?part=1&q=tape",
    b'{"question": "what does tape cost?", "kind": "fact", "sessions": ["Cold storage"], "quote": "disk"}\n',
    "été · 日本語 — “quoted” \u202e\u200b @everyone <@1> `x` ||y|| https://user@host\\x".encode(),
]

_WORDS = (
    *(
        "@everyone",
        "<@1>",
        "[a](",
        "](http://",
        "```",
        "**",
        "||",
        "\n> ",
        "\n# ",
        "\n- ",
        "1. ",
        "\\",
        "\u202e",
        "\0",
    ),
    *("https://", "//", "@", ":80", "[::1]", "xn--", "javascript:", "../", "%2e%2e/", "&amp;", "?v=", "#"),
    *(
        '"question": ',
        '"sessions": [',
        '"quote": ',
        '"kind": ',
        '"id": ',
        "null",
        "\\ud800",
        "1e999",
        "[[[[",
        "{}",
        "\n=",
    ),
    *(
        "tape",
        "Ilse Vandermolen",
        "Day 1",
        "Wednesday, May 5",
        "which sessions ",
        "who spoke about ",
        "recording",
    ),
    *(
        "true",
        "DEBUG",
        "json",
        "86400",
        "/does/not/exist",
        "<script>",
        "<w:p>",
        "<w:r><w:t>",
        "&lt;",
        "</style>",
        "\x1b[2J",
        "hunter2",
    ),
)
"""Put together by a guided run, which would be long in finding them by itself."""


def _target(name: str) -> Callable[[bytes], None]:
    # Not before: what a guided run follows has to be imported under its eyes.
    from tests.fuzz.targets import TARGETS

    if name not in TARGETS:
        sys.exit(f"There is no target {name!r}. There are: {', '.join(TARGETS)}.")
    return TARGETS[name]


def _guided(atheris: Any, name: str, seconds: int, corpus: Path) -> None:
    with atheris.instrument_imports(include=["embeddings", "bot"]):
        target = _target(name)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS):
        (corpus / f"seed{number}").write_bytes(seed)
    words = corpus.with_suffix(".words")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in _WORDS)
    words.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    options = [
        f"-dict={words}",
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=20",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={corpus}/", str(corpus)], target)
    atheris.Fuzz()


def _random(name: str, seconds: int) -> None:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    target, until, count = _target(name), time.monotonic() + seconds, 0
    pieces = st.sampled_from([word for seed in SEEDS for word in seed.split(b" ")] + [b"\n", b"\n## ", b"- "])
    data = st.one_of(st.binary(max_size=2000), st.lists(pieces, max_size=80).map(b" ".join))

    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data)
    def some(value: bytes) -> None:
        nonlocal count
        count += 1
        target(value)

    while time.monotonic() < until:
        some()
    sys.stdout.write(f"{name}: {count} inputs, no break\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="Fuzz one target of `targets/`."
    )
    parser.add_argument("target")
    parser.add_argument("seconds", type=int)
    parser.add_argument("corpus", type=Path, nargs="?", help="default: .quoth/fuzz/TARGET")
    given = parser.parse_args()
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        _random(given.target, given.seconds)
        return
    corpus = given.corpus or Path(".quoth/fuzz", given.target)
    _guided(atheris, given.target, given.seconds, corpus)


if __name__ == "__main__":
    main()
