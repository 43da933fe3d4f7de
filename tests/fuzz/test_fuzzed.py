"""What is fuzzed by hand (``python -m tests.fuzz``), run on the seeds and on what broke it once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.backup.backup import backup
from bot.cli.output import check_target
from bot.render.images import locate
from embeddings import notes, proof
from embeddings.errors import QuothError
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.records import Image
from tests.fuzz.__main__ import SEEDS
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets.configuration import VARIABLES

KEPT: dict[str, list[bytes]] = {
    # What stands above the one title of a file belongs to that session, before its first line.
    "parser": [
        b"| a | [r |\n|---|---|\n| x | y |\n\n## Rope splicing\n\nHenk Dorsey - Rigger\n\nDorsey splices.\n",
        # Of an old program of Windows, which is no UTF-8.
        "## Tape\n\nThe café opens at ten.\n".encode("cp1252"),
    ],
    "question": [
        # More than one session has a recording.
        b"which sessions have a recording?",
        # A day that is before the first.
        b"what was told on day 0?",
    ],
    # A folder whose name has a mark that opens a branch, or ends in a space.
    "repository": [b"git@git.example:n.git#:a#b", b"git@git.example:n.git:a /"],
    # What stood between two runs of per cent signs was taken for a remark, once more each time.
    "html": [b"<h2>Tape</h2><p>Cee (05:%%%%%%%%%%%00). y (10:%%tube%%%%%%%%%%%00)D</p>"],
    # A heading without a visible character had nothing but its own marks.
    "rendering": [
        b"",
        "a\0\u200e".encode(),
        # What is highlighted of it holds a line that is further in.
        b"- see it\n\n    ls\n\nIt takes eleven minutes, and the disk is warm by then.\n",
    ],
    # A name of a file of more than one line made a refusal of more than one.
    "settings": [bytes([VARIABLES.index("QUOTH_SECRET_FILE")]) + b"a\nb"],
    "lines": [
        # Nested deeper than Python's reader of JSON goes.
        b'{"question": "tape?", "kind": ' + b"[" * 3000,
        # A line end to Python, but none to JSON; and a mark of byte order, as editors leave it.
        '\ufeff{"question": "tape\u2028?", "sessions": [], "quote": null}'.encode(),
        b'{"question": "tape?", "sessions": ["x"], "quote": 5}',
        b'{"question": "?", "sessions": ["x"], "quote": "y"}',
    ],
    # Numbers without end, and a byte that no packed database begins with, ended in a traceback.
    "backup": [
        b'*{"quoth-backup": 1e999, "files": {}}',
        b'*{"quoth-backup": 1, "files": {"memory.db": {"sha256": "", "bytes": 1e999}}}',
        *(bytes([0, place, 0xFF]) for place in range(60, 240)),
    ],
    # What failed may hold a line of its own that looks like one of the log, and may steer a terminal.
    "log": [b"x\n2026-01-01 12:00:00,000 INFO bot [-] all is well \x1b[2J"],
}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_and_what_broke_once(name: str) -> None:
    for data in [*SEEDS, *KEPT.get(name, [])]:
        TARGETS[name](data)


@pytest.mark.parametrize(
    "use",
    [SentenceTransformerEmbedder, notes.lint, check_target, lambda path: backup(Path("library.db"), path)],
)
def test_a_name_longer_than_any_can_be_is_refused_in_a_sentence(use: Callable[[Path], object]) -> None:
    with pytest.raises(QuothError) as refused:
        use(Path("a" * 5000))
    assert "\n" not in str(refused.value)


def test_a_link_in_a_circle_is_like_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    assert locate(Image("x", "round/a.png", 1), "n.md", tmp_path) is None
    assert proof.lines_of(tmp_path, "round") == ()
    with pytest.raises(QuothError):
        notes.lint(tmp_path / "round")
