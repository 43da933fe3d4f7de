"""Bytes to text: what is told by a mark, by its null bytes, and what is refused."""

from __future__ import annotations

import pytest

from embeddings.text.decoding import decode, is_western, lines_of_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert decode("Steam rises – every night".encode(encoding)) == "Steam rises – every night"


def test_a_western_code_page_is_read_where_nothing_else_fits() -> None:
    assert decode("café “à la carte”".encode("cp1252")) == "café “à la carte”"


OTHERS = [("Пар над чайником", "cp1251"), ("湯を沸かす", "shift-jis"), ("蒸汽", "gbk")]


@pytest.mark.parametrize(("text", "encoding"), OTHERS)
def test_other_code_pages_are_refused_not_garbled(text: str, encoding: str) -> None:
    assert not is_western(text.encode(encoding))
    with pytest.raises(UnicodeDecodeError):
        decode(text.encode(encoding))


@pytest.mark.parametrize("data", [b"\xff", b"a\x81b\xff", b"\xff\xfea", b"\x00\x01\x02\xff" * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(data)


def test_lines_end_in_three_ways_and_in_no_other() -> None:
    assert lines_of_text("\ufeffa\r\nb\rc\nd\x0be\u2028f".encode()) == ["a", "b", "c", "d\x0be\u2028f"]
