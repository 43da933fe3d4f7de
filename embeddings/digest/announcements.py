"""What was announced: the sentences of all sessions that state a launch, a saving or a figure.

They are found by how such things are written (a verb of launching, a change with a number, a number with a
unit), in the languages that notes were seen in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from embeddings.digest import attribution
from embeddings.digest.attribution import Attribution
from embeddings.index.chunking import segments
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session
from embeddings.text import tokens

News = Literal["launch", "saving", "figure"]
NEWS: tuple[News, ...] = get_args(News)

_PRODUCT = r"(?:services?|features?|apis?|version|console|region|instances?|release|product|plan|tier|sdk)"
_LAUNCH = re.compile(
    r"\b(?:announc(?:e[sd]|ing)|launch(?:es|ed)|unveil(?:s|ed)|released|rolled out|"
    # To launch a process, to release memory, frequent releases, "read the announcement": none of these.
    r"(?:announcements?|releases|launches)(?=\s*[:：])|"
    r"(?:releas(?:es|ing)|launching) (?:an?|the|its|our|their)|"
    r"rolls out|open[- ]sourc(?:es|ed|ing)|just shipped|went live|goes live|(?:now|generally) available|"
    r"general availability|(?:public|private|in|open|closed) (?:preview|beta)|in preview|"
    r"coming (?:soon|next|this|in (?:v?\d|q[1-4]|early|late|spring|summer|autumn|fall|winter))|"
    r"will (?:be (?:released|available|published|launched|open[- ]sourced)|release|launch|publish|ship)|"
    r"(?:an?|the|its|our|their|this|some|several|two|three) (?:brand[- ])?new(?:ly)? (?:\w+ )?"
    rf"{_PRODUCT}|new since)\b|^\W*new {_PRODUCT}\b|\bGA\b"
    r"|\b(?:annonc\w+|lanc[ée]e?s?|d[ée]voil\w+|sortie (?:pr[ée]vue|en)|sortira|d[ée]sormais disponible|"
    r"nouveaut[ée]s?)\b"
    r"|\b(?:angek[üu]ndigt|neu vorgestellt|ver[öo]ffentlicht|ab sofort|anunci\w+|lanzamiento|lanz[óo]|"
    r"ya disponible)\b"
    r"|发布|發佈|推出|上线|新功能|公测|正式可用|発表され|リリース|公開(?:され|し|予定)|提供開始|"
    r"新機能|一般提供",
    re.IGNORECASE,
)
_AMOUNT = (
    r"(?:[$€£¥]\s?\d|\d[\d.,\u00a0\u202f ]*\s?(?:%|‰|percent\b|per cent\b|pour ?cent\b|prozent\b|x\b|×|"
    r"times\b|fois\b|mal\b|"
    r"[$€£¥]|usd\b|eur\b|euros?\b|dollars?\b|pounds?\b|quid\b|yen\b|k\b|m\b|ms\b|s\b|secs?\b|seconds?\b|"
    r"min\b|minutes?\b|"
    r"h\b|hrs?\b|hours?\b|days?\b|weeks?\b|months?\b|[kmgtp]i?b\b|倍|割|元|円|万|億|亿|秒|分钟|分|小时|時間))"
)
_LESS = (
    r"(?:sav(?:e[sd]?|ings?)|cut(?:s|ting)?|reduc\w+|lower(?:s|ed|ing)?|drop(?:s|ped)?|decreas\w+|"
    r"shr[aiu]nk\w*|f[ae]ll(?:s|en)?|"
    r"less(?! than)|fewer(?! than)|cheaper|faster|quicker|smaller|halv\w+|down|went from|payback|"
    r"throughput|improv\w+|"
    r"[ée]conomis\w+|r[ée]dui\w+|"
    r"moins|baiss\w+|plus rapide|gespart|spart|schneller|billiger|weniger|ahorr\w+|menos|m[áa]s r[áa]pido)"
)
_SAVING = re.compile(
    rf"\b{_LESS}\b[^.;!?]{{0,60}}?{_AMOUNT}|{_AMOUNT}[^.;!?]{{0,60}}?\b{_LESS}\b"
    rf"|(?:\d\S*|{_AMOUNT})\s*(?:->|→|=>|became|down to)\s*(?:under |<\s?)?\d|\b(?:by (?:half|a third|"
    rf"two thirds)|to a twentieth|halved|a (?:half|third|tenth) of the (?:cost|time|price))\b"
    r"|(?:节省|降低|减少|下降|提升|提高|削減|短縮|改善|高速化)[^。；！？]{0,30}?\d|"
    r"\d[^。；！？]{0,20}?(?:节省|降低|减少|下降|削減|短縮|高速)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d\s?(?:%|‰|percent\b|per cent\b|pour ?cent\b|prozent\b|por ciento\b)|[$€£¥]\s?\d|\d\s?(?:[$€£¥]|"
    r"usd\b|eur\b|euros?\b|dollars?\b|pounds?\b)"
    r"|\b\d+(?:\.\d+)?\s?(?:x|×|times|fois)\b|\b\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+\b|\b(?!(?:19|"
    r"20)\d\d\b)\d{4,}\b|\b\d+(?:[.,]\d+)?\s?(?:k|m|mio|millions?|billions?|milliards?|million(?:en)?|"
    r"[tp]b)\b"
    r"|\d\s?(?:万|億|亿|千|倍|％)",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(
    # a call or a condition with its body, a body alone that holds what only code has, an unfinished body
    r"(?:[\w.]+\s?)?\([^()\n]*\)\s*(?:->|=>)?\s*\{[^{}\n]*\}?|\{[^{}\n]*(?:->|=>|[;=])[^{}\n]*\}?"
    # a colour, an address in memory
    r"|(?<![\w&])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b0x[0-9a-f]+\b"
    # an address of the web or of mail, a postal code, a telephone number
    r"|\b(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|〒\s?\d{3}-?\d{4}"
    r"|(?<!\d)(?:\+\d{1,3}[ -]?)?0\d{1,4}-\d{1,4}-\d{3,4}\b"
    # a house in Japanese, Chinese, Korean
    r"|[都道府県市区町村郡][^\s、。，\d]{1,12}\d+(?:丁目[\d番地号の－−-]*|番地?[\d号の－−-]*|[－−-]\d[\d－−-]*)"
    r"|[路街道巷弄]\s?\d+\s?[号號]|[가-힣][시군구] [가-힣]+(?:로|길)\s?\d+(?:-\d+)?(?:번?길\s?\d*)?",
    re.IGNORECASE,
)
"""Code, colours and addresses: the numbers in them are no figures."""
_FEWEST = 4
"""Words of a sentence that can state something."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence that states a launch, a saving or a figure."""

    news: News
    """The first of launch, saving, figure that it states."""
    quote: Quote
    session: Session
    attribution: Attribution | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form: a quote's, with what it states and the session in short."""
        return {
            "news": self.news,
            **self.quote.as_json(),
            "voice": self.attribution,
            "session": self.session.as_short_json(),
        }


def announced(snapshot: Snapshot, sessions: Sequence[Session]) -> list[Announcement]:
    """Return the sentences that state a launch, a saving or a figure, in the order of the notes."""
    found: list[Announcement] = []
    for session in sessions:
        said: set[str] = set()
        for account in session.all_accounts:
            found += _stated(snapshot, session, account, said)
    return found


def _stated(snapshot: Snapshot, session: Session, account: Session, said: set[str]) -> Iterator[Announcement]:
    """Yield the same of one account of a session, but for what was ``said`` already."""
    lines = lines_of(snapshot.notes, account.file)
    members = segments(snapshot.store.text_blocks(account.id))
    opened = False
    for segment, whose in zip(members, attribution.attribute(members, lines), strict=True):
        news = news_of(segment.text) if segment.kind in ("prose", "item") else None
        if segment.kind != "item":
            opened = news == "launch" and segment.text.rstrip().endswith((":", "："))
        elif opened and len(tokens.tokenize(segment.text)) > 1:
            news = "launch"  # the list below "and then they announced:"
        if news is None or (opened and segment.kind != "item") or segment.text in said:
            continue
        said.add(segment.text)
        yield Announcement(news, quote_of([segment], account), session, whose)


def news_of(text: str) -> News | None:
    """Tell what a sentence states: a launch, else a saving, else a figure, else None."""
    if len(tokens.tokenize(text)) < _FEWEST:
        return None
    text = _NO_NEWS.sub(" ", text)
    if _LAUNCH.search(text):
        return "launch"
    if _SAVING.search(text) and re.search(r"\d", text):
        return "saving"
    return "figure" if _FIGURE.search(text) else None
