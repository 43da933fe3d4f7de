"""``quoth backup`` and ``quoth restore``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.service.database import BotDatabase
from embeddings.library import Library
from tests.backup.helpers import judge
from tests.paths import ROOT


def test_the_commands(library: Library, database: BotDatabase, tmp_path: Path) -> None:
    judge(database, "k1")

    def quoth(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable,
                "-c",
                "from bot.cli.main import main; main()",
                *arguments,
                "--library",
                str(library.path),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    done = quoth("backup", str(tmp_path / "q.zip"))
    assert done.returncode == 0
    assert "1 piece of feedback saved to" in done.stdout
    judge(database, "k2")
    refused = quoth("restore", str(tmp_path / "q.zip"))
    assert refused.returncode == 2
    assert refused.stderr.startswith("quoth: People made entries")
    assert "Traceback" not in refused.stderr
    done = quoth("restore", str(tmp_path / "q.zip"), "--replace")
    assert done.returncode == 0
    assert "What was there before is in" in done.stdout
    missing = quoth("restore", str(tmp_path / "missing.zip"))
    assert missing.returncode == 2
    assert "There is no file" in missing.stderr
