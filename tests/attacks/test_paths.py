"""Paths that lead out: of pictures, of notes, of quotes, of what is written, of a backup's archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Pillow

from bot.backup import layout
from bot.backup.archive import BackupError, unpack
from bot.cli import output
from bot.render.images import locate
from embeddings import proof
from embeddings.library import Library
from embeddings.notes import scan
from embeddings.records import Image, Quote
from tests.attacks.defence import stands_only_by
from tests.fakes import FakeEmbedder, write_notes

SECRET = "Nobody may read this at all, ever."
OPEN = (Path, "is_relative_to", lambda *_: True)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the notes, with things that nobody may see."""
    folder = tmp_path / "private"
    folder.mkdir()
    Pillow.new("RGB", (4, 4)).save(folder / "secret.png")
    (folder / "secret.md").write_text(f"# Secret\n\n## Salaries\n\n{SECRET}\n")
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "../private/secret.png",
        "..%2fprivate%2fsecret.png",
        "/../private/secret.png",
        "%2e%2e/private/secret.png",
        "link.png",
        "linked/secret.png",
        "a/../../private/secret.png",
        "/link.png",
        "/linked/secret.png",
    ],
)
@pytest.mark.parametrize("images", [False, True], ids=["", "with a folder of pictures"])
def test_no_picture_is_taken_from_outside_the_notes(
    path: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, images: bool
) -> None:
    """Defence: ``images.locate`` resolves the path, links and all, and asks whether it is inside."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n", "a/x.md": "# B\n"})
    pictures = tmp_path / "pictures" if images else None
    for folder in (notes, *([pictures] if pictures else [])):
        folder.mkdir(exist_ok=True)
        (folder / "link.png").symlink_to(outside / "secret.png")
        (folder / "linked").symlink_to(outside)

    def check() -> None:
        assert locate(Image("a", path, 1), "n.md", notes, pictures) is None

    stands_only_by(monkeypatch, check, OPEN)


def test_no_note_is_read_through_a_link_that_leads_outside(
    outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``scan`` resolves links and asks whether they are inside."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n\n## B\n\nText.\n"})
    (notes / "linked.md").symlink_to(outside / "secret.md")
    (notes / "folder").symlink_to(outside)

    def check() -> None:
        sources, skipped = scan(notes)
        assert [source.file for source in sources] == ["n.md"]
        assert {entry.file for entry in skipped} == {"linked.md", "folder"}

    stands_only_by(monkeypatch, check, OPEN)


@pytest.mark.parametrize("file", ["../private/secret.md", "linked.md", "/etc/passwd"])
def test_no_quote_is_proved_from_outside_the_notes(
    file: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``proof.lines_of`` reads inside the notes only."""
    notes = write_notes(tmp_path / "notes", {"n.md": "# A\n"})
    (notes / "linked.md").symlink_to(outside / "secret.md")
    text, line = ("root", 1) if file == "/etc/passwd" else (SECRET, 5)

    def check() -> None:
        assert not proof.stands(notes, Quote(text, file, line, line, "s"))

    stands_only_by(monkeypatch, check, OPEN)


def test_a_note_that_becomes_a_link_is_shown_no_more(
    outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``proof.lines_of``, when the text of a session is sent."""
    notes = write_notes(tmp_path / "notes", {"n.md": f"# Secret\n\n## Salaries\n\n{SECRET}\n"})
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    (session,) = library.sessions()
    assert library.standing(session)[0]
    (notes / "n.md").unlink()
    (notes / "n.md").symlink_to(outside / "secret.md")

    def check() -> None:
        assert library.standing(session)[0] == []

    stands_only_by(monkeypatch, check, OPEN)
    library.close()


def test_output_is_not_written_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``check_target``; and files are moved over their target, not written through it."""
    precious = tmp_path / "precious.html"
    precious.write_text("mine")
    link = tmp_path / "recap.html"
    link.symlink_to(precious)

    def check() -> None:
        with pytest.raises(output.OutputError, match="symbolic link"):
            output.write(link, "theirs")
        assert precious.read_text() == "mine"

    stands_only_by(monkeypatch, check, (output, "check_target", lambda _: None))
    assert precious.read_text() == "mine"


def test_an_archive_writes_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: a backup's manifest may name databases of ours alone, which are unpacked into one folder."""
    name = "../../outside.db"
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        facts = {name: {"sha256": "0", "bytes": 4}}
        archive.writestr("manifest.json", json.dumps({"quoth-backup": 1, "files": facts}))
        archive.writestr(name, b"evil")

    def check() -> None:
        with pytest.raises(BackupError):
            unpack(tmp_path / "evil.zip", folder)
        assert not (tmp_path / "outside.db").exists()

    stands_only_by(
        monkeypatch,
        check,
        (layout, "kind", lambda _: "library.db"),
        (layout, "flat", lambda name: name),
    )
