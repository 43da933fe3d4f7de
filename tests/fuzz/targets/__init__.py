"""What is fuzzed: functions of bytes that raise where a promise is broken, and nothing else.

A QuothError is an answer to bad input, not a break, as long as it is one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.fuzz.targets import asking, backups, configuration, doors, reading, showing

TARGETS: dict[str, Callable[[bytes], None]] = {
    "parser": reading.parser,
    "rst": partial(reading.parser, suffix=".rst"),
    "asciidoc": partial(reading.parser, suffix=".adoc"),
    "org": partial(reading.parser, suffix=".org"),
    "html": reading.document,
    "word": partial(reading.document, suffix=".docx"),
    "question": asking.question,
    "names": asking.names,
    "lines": asking.lines,
    "stream": asking.stream,
    "rendering": showing.rendering,
    "recap": showing.recap,
    "links": showing.links,
    "log": showing.log,
    "settings": configuration.settings,
    "repository": configuration.repository,
    "backup": backups.archive,
    "upload": doors.upload,
    "request": doors.request,
    "message": doors.message,
}
