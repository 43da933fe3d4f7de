"""What an author may want to mend, with file and line."""

from __future__ import annotations

from pathlib import Path

from embeddings.notes.hints import read_hints
from embeddings.notes.model import Finding
from embeddings.notes.reader import read
from embeddings.notes.scan import scan


def lint(root: Path) -> list[Finding]:
    """Check a folder of notes; the findings stand in the order of files and lines."""
    hints = read_hints(root)
    sources, _ = scan(root)
    folder = read(sources, hints)
    findings = [finding for note in folder.notes for finding in note.findings]
    return sorted(findings, key=lambda finding: (finding.file, finding.line, finding.rule))
