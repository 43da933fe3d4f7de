"""Pictures that notes name: found inside their folders, and sent as nothing but a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from bot.render.images import Sizes, attachments, locate, prepare
from embeddings.records import Image, Quote, Session

SIZES = Sizes(file_bytes=10_000_000, description=1000)


def session_with(*paths: str) -> Session:
    images = tuple(Image("A lamp", path, 5) for path in paths)
    return Session("s", "S", None, None, None, "sub/day.md", 1, 9, images=images)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "sub").mkdir(parents=True)
    Pillow.new("RGB", (40, 30), "red").save(folder / "sub" / "a b.png")
    Pillow.new("RGB", (40, 30), "red").save(folder / "top.png")
    Pillow.new("RGB", (40, 30), "red").save(tmp_path / "outside.png")
    (folder / "sub" / "link.png").symlink_to(tmp_path / "outside.png")
    return folder


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a%20b.png", "sub/a b.png"),
        ("a b.png", "sub/a b.png"),
        ("../top.png", "top.png"),
        ("/top.png", "top.png"),
        ("../../outside.png", None),
        ("..%2F..%2Foutside.png", None),
        ("link.png", None),
        ("/../outside.png", None),
        ("https://example.org/a.png", None),
        ("file:///etc/passwd", None),
        ("missing.png", None),
        ("a\0.png", None),
        ("", None),
        (".", None),
    ],
)
def test_pictures_come_from_the_notes_folder_only(notes: Path, path: str, found: str | None) -> None:
    located = locate(Image("", path, 1), "sub/day.md", notes)
    assert located == (None if found is None else notes / found)


def test_a_picture_folder_beside_the_notes_serves_paths_from_the_root(notes: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "static"
    elsewhere.mkdir()
    Pillow.new("RGB", (4, 3)).save(elsewhere / "s.png")
    assert locate(Image("", "/s.png", 1), "sub/day.md", notes, elsewhere) == elsewhere / "s.png"
    assert locate(Image("", "../../static/s.png", 1), "sub/day.md", notes, elsewhere) == elsewhere / "s.png"
    assert locate(Image("", "/../outside.png", 1), "sub/day.md", notes, elsewhere) is None


def test_only_pictures_beside_the_quote_are_sent(notes: Path) -> None:
    near = Quote("x", "sub/day.md", 6, 7, "s")
    far = Quote("x", "sub/day.md", 9, 9, "s")
    other = Quote("x", "sub/day.md", 5, 5, "another")
    session = session_with("a b.png", "../top.png", "a b.png", "a b.png")
    assert [file.name for file in attachments(session, [near], notes, None, SIZES)] == [
        "picture-1.jpg",
        "picture-2.jpg",
        "picture-3.jpg",
    ]
    assert attachments(session, [far, other], notes, None, SIZES) == ()


def test_a_picture_is_shrunk_turned_and_bare(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # a phone held upright
    exif[0x010F] = "SECRET CAMERA"
    Pillow.new("RGB", (4000, 3000), "red").save(tmp_path / "p.jpg", exif=exif)
    sent = prepare(tmp_path / "p.jpg", "picture-1", "alt", SIZES)
    assert sent is not None
    (tmp_path / "sent.jpg").write_bytes(sent.data)
    with Pillow.open(tmp_path / "sent.jpg") as picture:
        assert picture.size == (1200, 1600)
        assert not picture.getexif()
    assert b"SECRET" not in sent.data


def test_what_is_seen_through_stays_so(tmp_path: Path) -> None:
    Pillow.new("RGBA", (10, 10), (255, 0, 0, 0)).save(tmp_path / "p.png")
    sent = prepare(tmp_path / "p.png", "p", "", SIZES)
    assert sent is not None
    assert sent.name == "p.png"


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"<svg onload='x'/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50]
)
def test_what_is_no_picture_is_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.png").write_bytes(content)
    assert prepare(tmp_path / "p.png", "p", "", SIZES) is None


def test_a_picture_that_would_fill_the_memory_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Pillow.new("1", (7000, 7000)).save(tmp_path / "p.png")
    assert prepare(tmp_path / "p.png", "p", "", SIZES) is None
    Pillow.new("RGB", (40, 40)).save(tmp_path / "q.png")
    monkeypatch.setattr("bot.render.images._FILE_MOST", 10)
    assert prepare(tmp_path / "q.png", "q", "", SIZES) is None
