"""What an author may want to mend, with file and line: the findings of reading, and those that need the disk.

To the rules of ``findings`` this adds

skipped         a file that was left out
settings        what quoth.toml says and nothing comes of
dead-image      a relative image that is not there
outside-image   images in a folder outside the notes folder, which nobody but their owner will see
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from embeddings.notes.config import read_config
from embeddings.notes.fields.links import has_scheme
from embeddings.notes.findings import duplicates
from embeddings.notes.folder import natural, scan
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.notes.model import Finding, Folder
from embeddings.notes.reader import read
from embeddings.notes.settings_unused import unused_settings
from embeddings.records import Image


def lint(root: Path, formats: Formats = FORMATS) -> list[Finding]:
    """Check a folder of notes; the findings stand in the order of files and lines."""
    config = read_config(root)
    sources, skipped = scan(root, formats)
    folder = read(sources, config, formats)
    found = [finding for note in folder.notes for finding in note.findings]
    found.extend(
        Finding(entry.file, 1, "skipped", f"left out: {entry.reason}{entry.remedy}")
        for entry in (*skipped, *folder.skipped)
    )
    found.extend(duplicates([entry for note in folder.notes for entry in note.sessions]))
    found.extend(_images(root, folder))
    files, others = [source.file for source in sources], [entry.file for entry in skipped]
    found.extend(unused_settings(root, config, files, others, folder))
    return sorted(
        set(found), key=lambda finding: (natural(finding.file), finding.line, finding.rule, finding.message)
    )


def _images(root: Path, folder: Folder) -> Iterator[Finding]:
    """Yield a finding for each image that is not there, and one for all in a folder outside the notes."""
    home = root.resolve()
    outside: dict[Path, list[tuple[str, Image]]] = defaultdict(list)
    for note in folder.notes:
        for image in (image for entry in note.sessions for image in entry.session.images):
            try:
                target = _target(home, note.file, image)
                if target is None:
                    continue
                if not target.is_relative_to(home):
                    outside[target.parent].append((note.file, image))
                elif not target.is_file():
                    yield Finding(note.file, image.line, "dead-image", f"the image {image.path} is not there")
            except (OSError, ValueError, RuntimeError):
                yield Finding(
                    note.file, image.line, "dead-image", f"the image {image.path} cannot be looked up"
                )
    for found in outside.values():
        (file, image), *others = found
        more = f" and {len(others)} more in its folder lie" if others else " lies"
        yield Finding(
            file, image.line, "outside-image", f"the image {image.path}{more} outside the notes folder"
        )


def _target(home: Path, file: str, image: Image) -> Path | None:
    """Return which file an image is of; None for one on the web. Raises what looking it up raises."""
    path = unquote(image.path.split("#")[0].split("?")[0])
    if not path or has_scheme(path) or path.startswith("//"):
        return None
    return (home / path.lstrip("/") if path.startswith("/") else home / Path(file).parent / path).resolve()
