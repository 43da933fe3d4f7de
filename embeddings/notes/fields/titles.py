"""Titles: what a heading says beside the title proper, and what kind of heading it is.

A heading may carry the event's code for the session, its time, its sponsor and its number. ``dissect`` takes
them off and keeps them. The word lists are of the words that every conference uses; they hold no title of
anyone's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from embeddings.notes.fields.placeholders import is_placeholder
from embeddings.notes.fields.vocabulary.sections import SECTIONS
from embeddings.text.dates import find_day, find_year, has_weekday, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words, words

_CODE = re.compile(
    r"^\W{0,3}(?P<code>[A-Z]{2,5}[- ]?\d{2,4}(?:-?[A-Z]\d?)?(?:-(?:R\d?|S|L|INT|NEW))?)(?:\]|"
    r"\))?(?:\s*[-–—:|：]\s*|\s+)(?=\S)"
)
_CODE_AFTER = re.compile(
    r"\s*[\[(](?P<code>[A-Z]{2,5}-?\d{2,4}(?:-?[A-Z]\d?)?)"
    r"(?:\s*[,;/|·–-]\s*(?i:sponsored(?:\s+by\s+(?P<sponsor>[^()\[\]]+?))?))?[\])]\s*$"
)
_CODE_ALONE = re.compile(r"[A-Z]{2,5}[- ]?\d{2,4}(?:-?[A-Z]\d?)?")
_CLOCK = (
    r"\d{1,2}(?:[:.h]\d{2}(?:\s*(?:uhr\b|h\b|hrs\b))?|\s*[ap]\.?m\.?|\s+uhr\b|h(?=\s*[-–—:|])|[時时]\d{2}分|시\s?\d{2}분)"
    r"(?:\s*[ap]\.?m\.?)?"
)
_TO = r"(?:-|–|—|~|〜|～|to|à|bis|a|às|até)"
_TIME = re.compile(rf"^\W{{0,2}}{_CLOCK}(?:\s*{_TO}\s*(?:{_CLOCK}|\d{{1,2}}))?\W*\s*[-–—:|]?\s*(?=\S)", re.I)
_TIME_AFTER = re.compile(
    rf"\s*[(\[]\s*(?:[A-Z]{{1,3}}[\w.]{{0,6}}\d[\w.]*[\s,]+)?~?{_CLOCK}(?:\s*{_TO}\s*(?:{_CLOCK}|\d{{1,2}}))?\s*[)\]]\s*$",
    re.I,
)
_WEEKDAY_TIME = re.compile(
    rf"^(?P<day>[^\W\d_]+)\.?,?\s+(?P<time>{_CLOCK}|\d{{1,2}}\s*h)\s*[-–—:|]\s+(?=\S)", re.I
)
_MINUTES_AFTER = re.compile(r"\s*[(\[]\s*\d{1,3}\s*(?:min(?:\.|utes?|uten)?|′|'|分)\s*[)\]]\s*$", re.I)
_ROOM = re.compile(r"^\[(?P<room>[^\[\]]{1,40})\]\s+(?=\S)")
_TAGS_AFTER = re.compile(r"(?:\s+#[^\W\d][\w/-]*)+\s*$")
_DAY_BEFORE = re.compile(r"^(?:19|20)\d\d[.-]\d\d[.-]\d\d\s+(?=[^\W\d]\S*\s+\S+\s+[-–—|:])")
"""The day of a talk before who spoke and its title ("2016.11.30 Anna Berg - Lids")."""
_LABEL = re.compile(
    r"^\W{0,2}(?:(?:talk |session )?title|titel|titre|título|titolo|タイトル|题目|題目|标题|標題|제목)"
    r"\s*[:：]\s*(?=\S)",
    re.I,
)
_ORDER = re.compile(r"^\d{1,3}[a-z][\s.)]+(?=\S)")
"""A number with a letter before a title, by which files are put in order ("02a Morning talks")."""
_ADDRESS = re.compile(r"[<(]?\bhttps?://[^\s<>()]+[>)]?")
_LETTER = re.compile(r"^[A-Z][.)]\s+(?=[^\W\d_]{2})")
_SPONSOR = re.compile(r"\s*[\[(](?:sponsored|presented|brought to you)\s+by\s+([^()\[\]]+)[\])]", re.I)
_NUMBER = re.compile(
    r"^(?:#?\d{1,3}(?:\.\d{1,2})*(?:\s*[.)、:：]|\s+[-–—])(?!\d)\s*|\d{1,2}(?:\.\d{1,2})+\s+"
    r"|(?:step|part|module|chapter|section|phase|lesson|tip|rule|law|principle|étape|partie|schritt|"
    r"teil|parte)\s+(?:\d+|[ivx]+)\b[\s.:–—-]*"
    r"|第?[一二三四五六七八九十\d]+[章节節部步、．]\s*|[IVX]{1,4}[.)]\s+)",
    re.I,
)
_ORDINAL = re.compile(
    r"^(?:#\s?)?(?:talk|session|presentation|vortrag|exposé|conférence|charla|ponencia|palestra|"
    r"主题|主題|议题|議題|题目|题|演讲|分享|セッション|発表|발표|세션|주제)"
    r"(?:\s*(?:#?\d{1,2}|[一二三四五六七八九十]{1,3})\s*[:：.、]\s*|\s*[:：]\s+|\s+[-–—]\s+)(?=\S)",
    re.I,
)
"""How talks are counted, or said to be talks, before their titles ("Talk 2: ...", "Session - ...")."""

_SECTION_START = re.compile(
    r"(?:speakers?|presenters?|presented by|talk by|intervenante?s?|orateurs?|ponentes?|referent(?:en|"
    r"in)?|q\s*[&+/]\s*a|questions?|notes?|links?|abstract"
    r"|slides?|video|recording|takeaways?|summary|demo|tl;?dr|resources?|讲者|講者|登壇者|発表者|质疑|"
    r"主講)\s*[:：–—-]|(?:more |further )?notes (?:taken )?by\s+\w",
    re.I,
)
_MARKS_GIVEN = re.compile(r"[⭐★☆🌟]|\b\d{1,2}(?:[.,]5)?\s*/\s*(?:5|10)\b")
"""Marks given to a talk, with what is said of it behind them: "Avis ⭐⭐⭐, très clair", "Rating: 4/5"."""

_SECTION_ABOUT = re.compile(
    r"(?:what (?:is|are|does|did)|why (?:is|are|do|does|use|not)?|how (?:does|do|it|to use)|"
    r"about (?:the|me|us)|key (?:take|learn|point|feature)|more (?:on|about|info)|lessons? learn"
    r"|some |other |things |final |further |useful |my |main |general )\b",
    re.I,
)
_NOISE = re.compile(
    r"(?:table of contents?|contents|toc|index|sommaire|table des matières|inhalt(?:sverzeichnis)?|"
    r"índice|目录|目錄|目次|schedule|agenda|timetable|programme?|planning|emploi du temps"
    r"|choices|choix|picks|shortlist|(?:wish|watch|to.?watch|reading|todo|backlog) ?list|(?:talks?|"
    r"sessions?|videos?|things?)(?: i| we| that i)? (?:want(?:ed)?|wish|plan(?:ned)?|would like|"
    r"still have|missed|to (?:watch|see|attend|catch|look))\b.*"
    r"|to (?:watch|see|attend|check|catch up)(?: later)?|to-?do\b.{0,40}|check later|look into later|"
    r"(?:talks?|sessions?) (?:not attended|missed|to (?:watch|see|catch).*)|missed (?:talks?|sessions?)"
    r"|not attended|other (?:talks?|sessions?|notes)|things to (?:look|check|try|read|watch).*"
    r"|(?:about the )?(?:conference|event) (?:details|info(?:rmation)?)|license|licence|contributing|"
    r"contributors?|about this repo.*|credits|acknowledge?ments?|changelog)[\s:：]*",
    re.I,
)
_NTH = r"(?:첫|둘|셋|넷)째\s?날|첫날|마지막\s?날|初日|最終日"
_NTH_DAY = re.compile(_NTH)
_GROUPS = re.compile(
    r"(?:(?:opening|closing|morning|afternoon|evening|main|parallel|general|plenary|breakout|technical|"
    r"other|attended|my|all|the|first|second|last|lightning|short|full|day)\s+)*"
    r"(?:keynotes?|sessions?|talks?|workshops?|tutorials?|lightning talks?|panels?|tracks?|"
    r"presentations?|sessions? attended|talks? attended|attended (?:sessions?|talks?)|posters?|papers?|"
    r"breakouts?|chalk talks?"
    r"|builders'? sessions?|conférences?|ateliers?|présentations?|vorträge|charlas?|ponencias?|"
    r"palestras?|am|pm|morning|afternoon|evening|matin(?:ée)?|après-midi|soir(?:ée)?|vormittag|nachmittag|"
    r"上午|下午|晚上|午前|午後|セッション|基調講演|ライトニングトーク|lt大会|키노트|세션|라이트닝\s?토크|튜토리얼"
    rf"|{_NTH}"
    r"|议题|議題|session notes|talk notes|conference notes|notes)(?:\s+(?:notes|attended|sessions?|"
    r"talks?|\d{1,2}(?:\W\d{1,2})?|[a-d]|i{1,3}))?[\s:：]*",
    re.I,
)
_OF_DAY = re.compile(r"발표|후기|강연|정리|発表|講演|レポート|感想|演讲|演講|分享|笔记|筆記")
"""What a heading calls the talks of a day, beside the day alone ("1일차 발표")."""
_ENTRY = re.compile(
    r"(?:(?:opening|closing|morning|afternoon|evening|main|day \d)\s+)*"
    r"(?:keynotes?|lightning talks?|panel(?: discussion)?s?|workshop|tutorial|posters?(?: session)?|"
    r"breakouts?(?: session)?"
    r"|unconference|open mic|open space|ask me anything|ama|fireside chat|table ronde|lt大会|闪电演讲|"
    r"閃電秀|圆桌|圓桌)"
    r"(?:\s+(?:session|notes|\d))?\W*",
    re.I,
)
_NUMBERED_GROUP = re.compile(
    r"(?:session|block|slot|track|poster session|paper session)\s+(?:\d{1,2}|[ivx]+|"
    r"[a-d])\b(?:\s*[:：–—-].*)?",
    re.I,
)
_PLACE = re.compile(
    r"(?:(?:track|room|hall|stage|salle|amphi(?:théâtre)?|piste|raum|saal|sala|auditorium|theat(?:er|"
    r"re)|devroom|level|bloc|会场|會場|会場|ルーム|トラック)\b.*|.*\b(?:track|devroom|dev room|room|"
    r"stage|hall)\W*)",
    re.I,
)
_OTHER = re.compile(
    r"(?:\b(?:breakfast|lunch|dinner|brunch|coffee(?: break| time)?|tea break|break|breaks|registration"
    r"|check-?in|badge pick ?up|reception|after-?party|party|pub crawl|drinks|happy hour|"
    r"social(?: event| hour)?"
    r"|networking(?: event| session| break)?|meet ?(?:and|&) ?greet|welcome (?:drinks?|reception|party)"
    r"|travel(?:ling)?|arrival|departure|hotel|flight|swag|expo(?: hall)?|sightseeing"
    r"|pause(?: café| déjeuner)?|petit[- ]déjeuner|déjeuner|dîner|apéro|accueil|frühstück|"
    r"mittag(?:essen|spause)?|kaffeepause|abendessen|desayuno|almuerzo|comida|cena|café)\b|午餐|午休|"
    r"茶歇|晚餐|報到|签到|昼食|ランチ|休憩|懇親会)",
    re.I,
)
_LOGISTIC = re.compile(
    r"(?:house ?keeping|logistics|practical(?: info(?:rmation)?)?|welcome|opening(?: remarks)?|"
    r"closing(?: remarks)?|wrap[- ]?up|venue|getting there|accommodation)\W*",
    re.I,
)
_EVENT = re.compile(
    r"(?:\b(?:conf|conference|summit|meetup|camp|fest(?:ival)?|days?|con|world|symposium|congress|"
    r"congrès|forum|hackathon|unconference|barcamp|convention|re:?invent|fosdem|devoxx|pycon|kubecon|"
    r"wwdc)\b|\w(?:conf|con|fest|camp|days|jam)\b"
    # Not "My 3rd meeting with failure", nor "A Handbook, 2nd edition".
    r"|(?:^|[:|–—-]\s+|\b(?:d[aeo]|del|du|dal?|vom|beim|from|at|no|al)\s+)(?:(?:the|o|el|le|il|das)\s+)?"
    r"\d{1,3}\s?(?:[ºª°]|st|nd|rd|th|er|e|ème|\.)\s+(?:\w+\s+)?"
    r"(?:encontro|encuentro|rencontre|incontro|treffen|meeting|gathering|edição|edición|édition|edition)\b"
    r"(?!\s+(?:of|de|von)\s+(?:an?|my|our|une?|einem|einer)\b)|大会|峰会|研讨会|研討會|年会|沙龙|沙龍|论坛|論壇|交流会|交流會|聚会"
    r"|カンファレンス|サミット|勉強会|もくもく会|ミートアップ|フォーラム|シンポジウム|컨퍼런스|콘퍼런스|밋업|세미나|포럼|서밋|심포지엄)",
    re.I,
)

_GATHERING = re.compile(
    r"(?:(?:journées?|rencontres|colloque|salon|encuentros?|jornadas?|congreso|feria|mostra|encontros?|convegno|"
    r"giornat[ae]|incontri|tagung|treffen|messe)\b|\w{3,}(?:tage|tagung|treffen|messe)\b).*"
    r"|(?!(?:the|an?|every|each|your|my|our|this|why|how|no|in|of|for|before|after)\b).*"
    r"\b(?:meeting|gathering|retreat|colloquium|series|evenings?|\w*tage|\w*tagung|\w*treffen)",
    re.I,
)
"""Words for a gathering that are plain words too: one opens or ends a part of a title that has several."""

_PARTS = re.compile(r"\s*[,:|]\s+|\s+[-–—]\s+")

_PICTURES = {"So", "Sk", "Cn", "Mn", "Cf"}
"""Categories of the letters of emoji, of what joins them and of what picks their colour."""


@dataclass(frozen=True, slots=True)
class Title:
    """A heading taken apart. ``text`` is the title proper."""

    text: str
    code: str | None = None
    time: str | None = None
    sponsor: str | None = None
    number: str | None = None
    ordinal: bool = False
    """Whether the heading counts it among talks ("Talk 2: ...")."""


@lru_cache(maxsize=8192)
def dissect(heading: str) -> Title:
    """Take code, time and number off a heading; the sponsor is told too, but stays in the title."""
    text = _undecorated(" ".join(heading.split()).strip())
    text = text.rstrip(":： ") or text
    text = _DAY_BEFORE.sub("", text)
    sponsored = _SPONSOR.search(text)
    sponsor = sponsored[1] if sponsored else None
    time = number = code = None
    text = _TAGS_AFTER.sub("", text) or text
    ends = text.rstrip(".)]").endswith("et al")
    match = _AUTHORS.search(text, max(0, len(text) - _LONGEST_AUTHORS)) if ends else None
    if match and len(words(text[: match.start()])) > 1:
        text = text[: match.start()]
    text = _LABEL.sub("", text) or text
    match = _ROOM.match(text)
    if match and _PLACE.fullmatch(match["room"]):
        text = text[match.end() :]
    match = _WEEKDAY_TIME.match(text)
    if match and has_weekday(match["day"]):
        time, text = match["time"].strip(), text[match.end() :]
    match = _TIME.match(text)
    if match:
        time, text = match.group().strip(" -–—:|()[]"), text[match.end() :]
    match = _TIME_AFTER.search(text)
    if match:
        time, text = time or match.group().strip(" ()[]~"), text[: match.start()]
    match = _MINUTES_AFTER.search(text)
    if match and words(text[: match.start()]):
        text = text[: match.start()]
    text = _LETTER.sub("", text)
    match = _CODE.match(text)
    if match:
        code, text = match["code"], text[match.end() :]
    else:
        match = _CODE_AFTER.search(text)
        if match:
            code, text = match["code"], text[: match.start()]
            sponsor = sponsor or match["sponsor"]
    bare = " ".join(_ADDRESS.sub(" ", text).split())
    text = bare if words(bare) else text
    match = _ORDINAL.match(text)
    ordinal = match is not None
    if match:
        text = text[match.end() :]
    match = _NUMBER.match(text)
    if match and text[match.end() :].strip():
        number, text = match.group().strip(" .:-–—"), text[match.end() :]
    text = text.strip().strip("*_").strip()
    sponsor = sponsor.strip() if sponsor else None
    return Title(text or heading.strip(), code, time, sponsor, number, ordinal)


_NAMED_PICTURES = re.compile(r"(?:\s*:[a-z][a-z0-9_+-]{1,30}:)+\s*(?=\w)")
"""Pictures by their names: ":microphone: Title"."""
_LONGEST_AUTHORS = 80
"""Characters of such a name."""
_AUTHORS = re.compile(r"[\s,–—-]+[(\[]?[^\W\d_a-zà-ÿ][\w'’-]+(?: [^\W\d_a-zà-ÿ][\w'’-]+)? et al\.?[)\]]?$")
"""Who wrote what was presented, behind its title: "(Berg et al.)"."""


def _undecorated(text: str) -> str:
    """Return a heading without the pictures before it ("🎤 1. Title"): number and time would not be seen."""
    named = _NAMED_PICTURES.match(text)
    start = named.end() if named else 0
    while start < len(text) and (unicodedata.category(text[start]) in _PICTURES or text[start].isspace()):
        start += 1
    return text[start:] or text


_QUOTED = re.compile(
    r"(?P<before>[^\"“”„«»「」『』《》]{0,40})(?:\"(?P<a>[^\"]+)\"|[“„](?P<b>[^“”]+)[”“]|«(?P<c>[^«»]+)»|「(?P<d>.+)」|"
    r"『(?P<e>.+)』|《(?P<f>[^《》]+)》)(?P<after>[^\"“”„«»「」『』《》]{0,60})"
)
_QUOTED_TALK = re.compile(
    r"\b(?:talk|session|presentation|lecture|keynote|palestra|charla|ponencia|vortrag|conférence|présentation)\s+"
    r"(?:\"([^\"]{4,})\"|'([^']{4,})'|“([^“”]{4,})”|‘([^‘’]{4,})’|«([^«»]{4,})»|„([^„“”]{4,})[“”])\s*$",
    re.I,
)
"""The title of a talk in quotation marks after the word for it ("my notes of the talk 'X'")."""


def unquoted(title: str) -> str:
    """Return a title without the quotation marks around it; of "my notes of the talk 'X'", the X."""
    told = _QUOTED_TALK.search(title)
    if told:
        return next(part for part in told.groups() if part).strip()
    match = re.fullmatch(r"[\"“„«]([^\"“”„«»]+)[\"”“»]|《([^《》]+)》", title.strip())
    return (match[1] or match[2]).strip() if match else title


def is_quoted(title: str) -> bool:
    """Whether a heading is a title in quotation marks, at most a few words before it ("Talk 2: \"...\"")."""
    match = _QUOTED.fullmatch(title.strip())
    if match is None or count_words(match["before"]) > (6 if match["f"] else 3):
        return False
    inner = next(part for part in match.group("a", "b", "c", "d", "e", "f") if part)
    return count_words(inner) >= 2 and count_words(inner) >= 2 * count_words(match["after"])


def is_code(text: str) -> bool:
    """Whether a line is nothing but the event's code of a session."""
    return bool(_CODE_ALONE.fullmatch(text.strip()))


@lru_cache(maxsize=8192)
def is_section(title: str) -> bool:
    """Whether a heading names a part of a talk ("Abstract", "Speaker: X"), in any of several languages."""
    folded = " ".join(words(_MARKS_GIVEN.split(title, maxsplit=1)[0]))
    return folded in SECTIONS or bool(_SECTION_START.match(title.strip()))


def is_about(title: str) -> bool:
    """Whether a heading opens as parts of talks often do ("What is ...", "Key ...")."""
    return bool(_SECTION_ABOUT.match(title.strip()))


@lru_cache(maxsize=8192)
def is_noise(title: str) -> bool:
    """Whether a heading introduces a table of contents, a wish-list or a template rather than notes."""
    bare = _undecorated(title.strip())
    return bool(_NOISE.fullmatch(bare)) or is_placeholder(bare)


@lru_cache(maxsize=8192)
def is_group(title: str) -> bool:
    """Whether a heading gathers sessions: a day, a room, a track, "Keynotes"."""
    title = _ORDER.sub("", _undecorated(title.strip()))
    rest = strip_dates(title).strip(" -–—:|,")
    if rest != title and _OF_DAY.fullmatch(rest):
        return True
    return (
        is_only_date(title)
        or bool(_GROUPS.fullmatch(rest))
        or bool(_PLACE.fullmatch(title))
        or bool(_NUMBERED_GROUP.fullmatch(title))
    )


def is_day(title: str) -> bool:
    """Whether a heading gathers the sessions of a day that it numbers ("Day 2", "둘째날", "1일차 발표")."""
    return is_group(title) and (find_day(title) is not None or _NTH_DAY.match(title.strip()) is not None)


def is_entry(title: str) -> bool:
    """Whether a heading names a kind of session that may be one by itself ("Lightning talks", "Keynote")."""
    return bool(_ENTRY.fullmatch(title.strip()))


@lru_cache(maxsize=8192)
def is_other(title: str) -> bool:
    """Whether an entry is a meal, a break, a party or of logistics, and no talk."""
    return bool(_LOGISTIC.fullmatch(title.strip()) or (count_words(title) <= 6 and _OTHER.search(title)))


_EVENT_IN_TEXT = re.compile(r"((?:[A-Z0-9][\w&.:'’-]*\s+){1,6})((?:19[89]|20[0-4])\d)\b")


def event_in(text: str) -> str | None:
    """Return the event that running text names with its year ("notes from SomeConf 2019"), or None."""
    for match in _EVENT_IN_TEXT.finditer(text[:2000]):
        if names_event(match[1].strip()):
            return f"{match[1].strip()} {match[2]}"
    return None


@lru_cache(maxsize=4096)
def names_event(title: str) -> bool:
    """Whether a title reads like the name of an event ("SomeConf 2019")."""
    return bool(_EVENT.search(title) or find_year(title) or _gathers(title)) and count_words(title) <= 9


def opens_with_event(title: str) -> bool:
    """Whether a title names an event and its year, and goes on ("Some Conf 2019, or steam for all")."""
    match = _EVENT_IN_TEXT.match(title)
    return match is not None and title[match.end() :].lstrip()[:1] in tuple(",:–—-")


def _gathers(title: str) -> bool:
    """Whether a part of a title says what gathering it is ("Kettles, annual meeting", "Teetage, Ahornau")."""
    parts = _PARTS.split(title)
    return len(parts) > 1 and any(len(part.split()) <= 6 and _GATHERING.fullmatch(part) for part in parts)
