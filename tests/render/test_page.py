from __future__ import annotations

import base64
import hashlib
import io
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image as Pillow

from bot.render.inline_images import inlined
from bot.render.page import render
from bot.render.text import escape, markdown
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.library import Library
from embeddings.records import Quote, Session
from tests.fakes import FakeEmbedder, write_notes

HOSTILE = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## <script>alert(1)</script> & "Steam" <img src=x onerror=alert(1)>

Wanda "</ul><script>" Pilgrim - Engineer <b>bold</b> - Spout

The lid says `</style><script>alert(2)</script>` when steam rises, & nobody laughs at "onload=alert(3)".

[click](javascript:alert(4)) and [data](data:text/html,<script>alert(5)</script>) and
[posing](https://bank.example@evil.example/) and [good](https://spout.example/a"b?c=<d>).

![alt "> <script>](pictures/steam.png)

## 2020: tall cups

Tall cups hold more tea than short ones, said Bo of the pottery.

![Outside](../../secret.png)
![On the web](https://spout.example/x.png)
![Twice](pictures/steam.png)
![Again](pictures/steam.png)
"""
VOID = {"meta", "img", "input", "br", "link"}


class Reader(HTMLParser):
    """Checks that tags nest, and gathers what a page holds."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def photo(path: Path, size: tuple[int, int] = (1800, 1200), seed: int = 1) -> None:
    """A picture that compresses as badly as a real photograph of an audience."""
    chance = random.Random(seed)  # noqa: S311
    path.parent.mkdir(parents=True, exist_ok=True)
    small = Pillow.frombytes("RGB", (180, 120), chance.randbytes(180 * 120 * 3))
    small.resize(size, Pillow.Resampling.BICUBIC).save(path, "JPEG", quality=92)


@pytest.fixture
def hostile(tmp_path: Path) -> Library:
    notes = write_notes(tmp_path / "notes", {"a/day 2.md": HOSTILE})
    photo(notes / "a/pictures/steam.png", (300, 200))
    photo(tmp_path / "secret.png", (300, 200))
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    return library


def page_of(library: Library, **options: object) -> str:
    return render(library.recaps(), library.notes, **options)  # type: ignore[arg-type]


def test_nothing_of_a_note_becomes_markup(hostile: Library) -> None:
    page = page_of(hostile)
    read = Reader(page)
    assert read.of("script") == []
    assert not any(name.startswith("on") for _, attributes in read.tags for name in attributes)
    assert "<script>alert(1)" not in page
    shown = "".join(read.texts)
    assert '& nobody laughs at "onload=alert(3)".' in shown


def test_only_links_to_the_web_are_offered_each_with_its_host(hostile: Library) -> None:
    read = Reader(page_of(hostile))
    addresses = [a["href"] or "" for a in read.of("a")]
    outside = [address for address in addresses if not address.startswith("#")]
    assert outside
    assert all(address.startswith("https://spout.example/") for address in outside)
    assert "spout.example" in "".join(read.texts)


def test_the_page_allows_itself_its_own_style_only(hostile: Library) -> None:
    page = page_of(hostile)
    policy = next(m["content"] or "" for m in Reader(page).of("meta") if "http-equiv" in m)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "url(" not in style[1]


def test_the_search_is_the_only_script_and_is_named_by_its_digest(hostile: Library) -> None:
    page = page_of(hostile, search=True)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert len(Reader(page).of("script")) == 1


def test_ids_are_unique_and_every_jump_lands(hostile: Library) -> None:
    read = Reader(page_of(hostile))
    assert len(set(read.ids)) == len(read.ids)
    assert all("a" <= one[0] <= "z" for one in read.ids)
    jumps = [(a["href"] or "")[1:] for a in read.of("a") if (a["href"] or "").startswith("#")]
    assert set(jumps) <= set(read.ids)


def test_quotes_link_to_the_notes_where_their_address_is_known(hostile: Library) -> None:
    assert "day%202.md" not in page_of(hostile)
    page = page_of(hostile, notes_url="https://host.example/notes")
    assert "https://host.example/notes/a/day%202.md#L7" in page


def test_pictures_are_inlined_once_and_only_from_the_notes_folder(hostile: Library) -> None:
    images = Reader(page_of(hostile)).of("img")
    assert [image["alt"] for image in images] == ['alt "> <script>', "Twice"]
    assert all((image["src"] or "").startswith("data:image/webp;base64,") for image in images)
    assert all(image["width"] == "300" and image["height"] == "200" for image in images)


def test_a_day_with_eight_photographs_stays_small(tmp_path: Path) -> None:
    sections = []
    for number in range(4):
        pictures = "\n".join(f"![Photo {k}](p/{number}{k}.jpg)" for k in range(2))
        sections.append(f"## Talk number {number}\n\nSteam was measured {number + 2} times.\n\n{pictures}\n")
        for k in range(2):
            photo(tmp_path / f"notes/p/{number}{k}.jpg", seed=10 * number + k)
    text = "# Kettle Days 2020 | Day 1 - Monday, March 2\n\n" + "\n".join(sections)
    library = Library(
        write_notes(tmp_path / "notes", {"day1.md": text}), tmp_path / "library.db", FakeEmbedder()
    )
    library.refresh()
    page = page_of(library)
    assert page.count("data:image/webp") == 8
    assert len(page.encode()) <= 1_500_000


def test_a_bomb_and_a_false_picture_are_left_out(tmp_path: Path) -> None:
    text = "# Day 1\n\n## One talk\n\nTea.\n\n![Bomb](bomb.png)\n![Text](text.png)\n![Good](good.png)\n"
    text += "\n## Another talk\n\nMore tea.\n"
    notes = write_notes(tmp_path / "notes", {"day1.md": text, "text.png": "no picture"})
    Pillow.new("1", (30_000, 30_000)).save(notes / "bomb.png")
    photo(notes / "good.png", (100, 80))
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    session = next(s for s in library.sessions() if s.images)
    found, more = inlined(session, notes)
    assert ([picture.alt for picture in found], more) == (["Good"], 0)


def test_a_picture_without_words_is_said_to_have_none(tmp_path: Path) -> None:
    text = "# Day 1\n\n## One talk\n\nTea was poured.\n\n![](good.png)\n\n## Another talk\n\nMore tea.\n"
    notes = write_notes(tmp_path / "notes", {"day1.md": text})
    photo(notes / "good.png", (100, 80))
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    images = Reader(page_of(library)).of("img")
    assert [image["alt"] for image in images] == ["A picture that the notes do not describe"]


def test_no_day_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no day"):
        render([], tmp_path)


def test_drawings_are_kept_without_loss_where_that_is_smaller(tmp_path: Path) -> None:
    notes = write_notes(
        tmp_path / "notes", {"day1.md": "# Day 1\n\n## A talk\n\nTea.\n\n![Flat](flat.png)\n\n## B\n\nTea.\n"}
    )
    Pillow.new("RGB", (400, 300), (10, 120, 90)).save(notes / "flat.png")
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    session = next(s for s in library.sessions() if s.images)
    (picture,), _ = inlined(session, notes)
    data = base64.b64decode(picture.data.split(",")[1])
    with Pillow.open(io.BytesIO(data)) as opened:
        assert opened.convert("RGB").getpixel((5, 5)) == (10, 120, 90)


# ---------------------------------------------------------------------- Markdown


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- no item",
        "> no quote",
        "*no* _emphasis_ `no code` ~~no~~",
        "[no](https://evil.example) ![no](x) <b>no</b> &amp; https://evil.example",
        "a | b\n--- | ---",
        "=====",
        "back\\slash",
    ],
)
def test_markdown_shows_what_the_notes_say(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(escape(text))
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    inline = [child for token in tokens if token.children for child in token.children]
    assert {child.type for child in inline} <= {"text", "softbreak", "text_special"}
    shown = "".join("\n" if child.type == "softbreak" else child.content for child in inline)
    assert shown == text


def test_a_day_as_markdown_offers_no_false_link(hostile: Library) -> None:
    (recap,) = hostile.recaps()
    text = markdown(recap, "https://host.example/notes")
    assert "javascript:" not in text.replace("javascript\\:", "")
    assert "](<https://spout.example/" in text
    assert "](<https://host.example/notes/a/day%202.md#L" in text
    assert "evil.example" not in re.sub(r"\\.", "", text)


def test_a_quote_that_begins_deep_in_a_list_is_no_code_as_markdown() -> None:
    from markdown_it import MarkdownIt

    session = Session("s", "Knots", None, None, None, "a.md", 1, 9)
    said = AttributedQuote(Quote("    - a splice\n  - a bend\n- a hitch", "a.md", 3, 5, "s"))
    page = MarkdownIt().render(markdown(Recap(None, None, None, (RecapEntry(session, (said,)),))))
    assert "<code>" not in page
    assert "- a splice<br />\n\u00a0\u00a0- a bend<br />\n- a hitch" in page
