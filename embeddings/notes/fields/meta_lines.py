"""Lines that give a fact of a session, its time, its room, an address, and are no text of it."""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.notes.fields.links import is_web
from embeddings.notes.fields.titles import is_code
from embeddings.notes.formats.base import Block
from embeddings.text.dates import strip_dates
from embeddings.text.markdown_words import words

_META = re.compile(
    r"(?:date|day|time|when|where|room|location|venue|track|level|code|session(?: id| code| type)?|type"
    r"|tags?|keywords?|duration|format|event|conference|slides?|video|recording|youtube|link|url|website"
    r"|twitter|github|schedule|status|language|difficulty|rating|capacity|category|topic|organi[sz]ers?"
    r"|datum|uhrzeit|zeit|ort|raum|folien|aufzeichnung|veranstalter|sprache|salle|heure|horaire|lieu|diapos"
    r"|enregistrement|durée|fecha|hora|lugar|sala|enlaces?|diapositivas|grabación|vídeo|duración|idioma|horário"
    r"|local|palco|gravação|data|ora|orario|luogo|durata|время|место|дата|слайды|видео|запись|тег"
    r"|时间|時間|地点|地點|日时|日時|场所|場所|会場|主办方?|主辦|视频|影片|幻灯片?|录音|录像|讲稿(?:地址)?|链接|标签|主催|資料"
    r"|動画|スライド|リンク|イベント|タグ|일시|날짜|시간|장소|주최|주관|링크|영상|발표\s?자료|슬라이드|태그)s?"
    r"\s*[*_]*\s*[:：]",
    re.I,
)
_WHEN = re.compile(r"^[\W_]*(?:date|when|day|datum|fecha|data|日期|日時|时间|時間)[*_]*\s*[:：]", re.I)
_MAIL = re.compile(r"\S+@\S+\.\w+|@[\w-]+")
_CLOCK = re.compile(
    r"\d{1,2}(?::\d\d)?\s*(?:[ap]m)?\s*(?:-|–|to)\s*\d{1,2}(?::\d\d)?\s*(?:[ap]m)?|"
    r"\d{1,2}[:h.]\d\d(?:\s*[ap]m)?|\d{1,2}\s*[ap]m",
    re.I,
)


def _undecorated(text: str) -> str:
    """Return a line without the marks and pictures before its first word."""
    return re.sub(r"^[^\w(\[<]+", "", text)


def is_contents(block: Block) -> bool:
    """Whether a list item is an entry of a table of contents: a link to a heading of the same file."""
    inner = [link for link in block.links if link.url.startswith("#")]
    return block.kind == "item" and bool(inner) and block.text.strip() == inner[0].text.strip()


def tells_when(text: str) -> bool:
    """Whether a line says by a label that it is the date ("When: ...")."""
    return _WHEN.match(text) is not None


def is_meta(text: str) -> bool:
    """Whether a line of a byline gives a fact of the session (time, room, address) and is not text."""
    return len(text) <= 200 and _is_meta(text)


@lru_cache(maxsize=1024)
def _is_meta(text: str) -> bool:
    bare = text.strip(" <>*_()[]|-–—")
    if is_web(bare) or _META.match(_undecorated(text)) or is_code(bare):
        return True
    left = _CLOCK.sub(" ", _MAIL.sub(" ", strip_dates(text)))
    return left != text and len(words(left)) <= 1
