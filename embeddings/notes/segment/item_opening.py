"""The opening of a list item that is a talk: its title and speaker, before the notes on the same line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.notes.fields.links import is_web, target
from embeddings.notes.fields.people.lines.labels import after_by, labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.roles import is_role
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.titles import is_other
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.linked_titles import is_slot
from embeddings.records import Speaker
from embeddings.text.dates import strip_dates
from embeddings.text.markdown_words import count_words, words
from embeddings.text.tokens import HAN, HANGUL, KANA

_TALK = (
    r"(?:talk|session|presentation|lecture|keynote|workshop|vortrag|exposé|conférence|charla|ponencia|"
    r"palestra)"
)
_CALLED = re.compile(
    rf"\W{{0,2}}(?:\d{{1,3}}\s*[.)]\s*)?{_TALK}\s*(?:#?\d{{1,3}})?[_*]*\s*[:：][\s_*]*", re.I
)
_SIGN = re.compile(r"[^\w\s\[(*_\"“„«<]{1,3}\s+(?=\w)")
"""A star or another sign before what was liked most."""
_NUMBER = re.compile(r"#?\d{1,3}\s*[.)]\s+")
_BY = r"(?:presented\s+by|by|par|von|por)"
_OF = r"(?:di|de|da|do|van|av|af)"
"""Of somebody, or of something: a name has to follow, behind a title that is linked or quoted."""
_MARKS = " \t_*"
_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_OPENS = re.compile(r"[\s_*\[]*$")
_CLOSES = re.compile(r"[\s_*]*(?:\]\([^()\s]*\))?[_*]*")
_QUOTED = re.compile(r"[\"“„«](?P<title>[^\"“”„«»]{4,150})[\"”“»]")
_WORD = r"(?:[^\W\d_]\.|[^\W\d_][^\s_*,.:;()–—]+)"
_WHO = rf"{_WORD}(?:\s+{_WORD}){{1,4}}"
_COMPANY = r"(?:\s*\([^()]{2,60}\))?"
_BETWEEN = re.compile(r"^[_*\s]*[,:;.!–—-]*(?:\s+|$)")
"""What stands between an opening and the notes."""
_BEFORE_QUOTED = re.compile(r"(?P<who>[^:\"“„«]{5,60}?)\s*[:,–—-]\s*(?=[\"“„«])")
_AFTER = (
    re.compile(r"\s*\((?P<who>[^()]{3,80})\)\s*[.:,–—-]?\s*"),
    re.compile(
        rf"\s*(?:,|[-–—]|,?\s*\b(?:{_BY}|{_OF}))\s+(?P<who>{_WHO}?{_COMPANY})(?:\s*[.:;,]\s+|\s+[-–—]\s+|[.:]?\s*$)",
        re.I,
    ),
)
"""What names the speaker after a title that is linked or quoted."""
_PLAIN = (
    re.compile(r"(?P<title>[^().:;!]{8,150}?)\s*\((?P<who>[^()]{3,80})\)\s*[.:,–—-]?\s*"),
    re.compile(
        rf"(?P<title>[^.:;!]{{8,150}}?),?\s+{_BY}\s+(?P<who>{_WHO}?{_COMPANY})(?:\s*[.:;,]\s+|\s+[-–—]\s+|[.:]?\s*$)",
        re.I,
    ),
)
_NAME_FIRST = re.compile(r"(?P<who>[^-–—~:]{2,60}?)\s+[-–—~]\s+(?P<title>[^:.]{8,150}?)(?:[:.]\s+|\.?\s*$)")
_BEFORE_DASH = re.compile(r"(?P<who>[^-–—~:]{5,80}?)\s+[-–—]\s")
_NAME_LAST = re.compile(r"(?P<title>[^:.]{8,150}?)\s+[-–—]\s+(?P<who>[^-–—:.]{5,60}?)(?:[:.]\s+|\.?\s*$)")
_TILDE = re.compile(r"(?P<who>[^~～:：]{2,40}?)\s*[~～]\s*(?P<title>[^~～]{4,120}?)(?:\s*[;；。]\s*|\s*$)")
"""Somebody and a title beside a tilde, which stands in no sentence there."""
_CJK_PAIR = re.compile(
    r"(?P<a>[^—–]{2,60}?)\s*(?:——|—|\s[–-]\s|/|／|\||｜)\s*(?P<b>[^—–]{2,60}?)(?:\s*[;；。]\s*|\s*$)"
)
"""A title and a name in Chinese, Japanese or Korean beside a dash."""
_SENTENCE = re.compile(r"(?P<title>.{4,150}?)(?:(?<![\W_][A-Z])[:.!?]\s+|$)")
_RUN_ON = re.compile(
    rf"(?P<title>[^.:;!]{{8,150}}?),?\s+(?i:{_BY})\s+(?P<who>(?:[^\W\d_a-zà-ÿ]\S*\s+){{2,3}})(?=[^\W\d_a-zà-ÿ])"
)
"""A title and a speaker before a sentence, where nothing parts them from it."""

_INITIALS = re.compile(r"(?:[A-Z]\.\s*)+[^\W\d_a-zà-ÿ][\w'’-]+")
"""A name such as "A. Berg", in which the initial may be an article by its shape."""

_LEAST_WORDS = 2
"""Words of a title; with one, a list of terms would be talks."""

_MOST_BEFORE = 15
"""Words before the link that is the title of what is said to be a talk."""

_LONGEST_JOB = 5
"""Words of what somebody is ("distinguished engineer, Spout"), and of no title, behind a name."""

_MOST_OVER = 18
"""Words of a title that is an item over its speaker."""

_LEAST_PLAIN = 3
"""Words of a title that is neither linked nor quoted: fewer may be a job, or a thing to do and by whom."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of an item."""

    text: str
    """As it stands in the notes."""
    title: str
    """The same as a heading would have it: the title, then the speaker."""
    rest: str
    """What follows it on the line."""
    called_talk: bool
    """Whether the notes say that this is a talk ("3. Talk: ...")."""
    over_speaker: bool = False
    """Whether the entry below the item names the speaker."""
    height: int = 1
    """How many lines it takes."""
    sure: bool = False
    """Whether the form alone tells: a known name and a title beside a tilde."""
    recorded: bool = False
    """Whether its title is a link to a recording."""


def opening_of_break(block: Block) -> Opening | None:
    """Return the opening of an item that is a break or the like, and says more of it; else None."""
    line = block.first_line
    match = _SENTENCE.match(line)
    if match is None or not is_other(match["title"]) or not words(line[match.end() :]):
        return None
    return Opening(line[: match.end()].strip(), match["title"], line[match.end() :], called_talk=False)


def opening_of(block: Block, names: Names, *, of_talks: bool = False) -> Opening | None:
    """Return the opening of an item that is a talk by a speaker's mark, a recording or a word; else None.

    In a list that is said to be ``of_talks``, a link that an item begins with is a title too.
    """
    below = len(block.lines) > 1 and block.lines[1].lstrip()[:1] in ("~", "～")
    wrapped = not below and _is_wrapped(block)
    line = " ".join(block.lines[:2]) if below or wrapped else block.first_line
    called = _CALLED.match(line)
    number = None if called else _NUMBER.match(line) or _SIGN.match(line)
    start = called.end() if called else number.end() if number else 0
    told = called is not None
    found = (
        _linked(block, line, start, names, told, of_talks=of_talks)
        or _quoted(line, start, names, told, block.line)
        or _plain(line, start, names, block)
    )
    if found is None and told:
        found = _run_on(line, start, names, block.line) or _first_sentence(line, start)
    if found is None:
        return None
    title, who, end = found
    if below and words(line[end:]):
        return None
    title = title.strip(_MARKS + "[]").rstrip(" .,:")
    if count_words(title) < _LEAST_WORDS:
        return None
    first = len(block.first_line)
    height = 2 if below or end > first else 1
    rest = line[end:] if height == 2 else block.first_line[end:]
    return Opening(
        line[:end].strip() if height == 1 else f"{line[:first]}\n{line[first + 1 : end]}",
        _with_speaker(title, who, names, block.line),
        _BETWEEN.sub("", rest, count=1),
        told,
        sure=bool(_person(who, names, block.line)) and _TILDE.match(line, start) is not None,
        recorded=any(target(link.url).recording and link.text in line[:end] for link in block.links),
        height=height,
    )


def _is_wrapped(block: Block) -> bool:
    """Whether the text of a link on the first line of an item ends on its second."""
    links = (link for link in block.links if link.line == block.line and link.text and not link.embedded)
    return any(link.text not in block.first_line and link.text in " ".join(block.lines[:2]) for link in links)


def opening_over_speaker(blocks: Sequence[Block], names: Names) -> Opening | None:
    """Return the opening of an item that is a title alone, over an entry that names its speaker; else None.

    ``blocks`` are the item and what follows it.
    """
    if len(blocks) < 2 or blocks[1].kind != "item" or blocks[1].level != blocks[0].level + 1:
        return None
    title, below = blocks[0].text.strip().rstrip(":："), blocks[1]
    if "\n" in title or not _LEAST_WORDS <= count_words(title) <= _MOST_OVER:
        return None
    told = labelled(below.first_line)
    people = people_in(
        told or below.first_line, below.line, names, trust=Trust.LABEL if told else Trust.SHAPE
    )
    sure = bool(people) and (
        told is not None
        or any(who.role or who.company or (is_known(who.name) and names.is_rare(who.name)) for who in people)
    )
    if not sure or labelled(title) is not None or people_in(title, blocks[0].line, names):
        return None
    return Opening(blocks[0].text.strip(), title, "", called_talk=False, over_speaker=True)


Found = tuple[str, str, int]
"""A title, who is named beside it ("" for nobody), and where both end in the line."""


def _linked(block: Block, line: str, start: int, names: Names, told: bool, *, of_talks: bool) -> Found | None:
    """Read an opening whose title is a link, with a name before or after it or in it."""
    link = next(
        (raw for raw in block.links if raw.line == block.line and raw.text and not raw.embedded), None
    )
    if link is None or is_web(link.text) or link.url.startswith("#"):
        return None
    at = line.find(link.text, start)
    if at < 0:
        return None
    before = _OPENS.sub("", line[start:at]).strip(_MARKS + ":,–—-")
    who = _person(before, names, block.line)
    slot = is_slot(before)
    if before and not who and not slot and not (told and count_words(before) <= _MOST_BEFORE):
        return None
    if before and not who and not slot:
        match = re.search(rf"(?<![^\W_]){_BY}\s+(?P<who>{_WHO})$", before, re.I)
        who = _person(match["who"], names, block.line) if match else ""
        if not who:
            return None
    end = at + len(link.text)
    closing = _CLOSES.match(line, end)
    end = closing.end() if closing else end
    title, people = split_title(link.text.rstrip(" ."), names, block.line)
    if people and not _is_name_first(link.text, people, names, block.line):
        return title, ", ".join(person.name for person in people), end
    if not who:
        after = _after(line, end, names, block.line)
        if after:
            return link.text, *after
    shown = target(link.url)
    sure = who or told or slot or shown.recording or shown.label == "Slides" or (of_talks and not before)
    return (link.text, who, end) if sure else None


def _is_name_first(text: str, found: Sequence[Speaker], names: Names, line: int) -> bool:
    """Whether a common name stands before a dash, and what was ``found`` behind it is none."""
    first = _BEFORE_DASH.match(text)
    if first is None or all(is_known(person.name) for person in found):
        return False
    people = people_in(strip_dates(first["who"]), line, names)
    return bool(people) and all(is_known(person.name) for person in people)


def _quoted(line: str, start: int, names: Names, told: bool, number: int) -> Found | None:
    first = _BEFORE_QUOTED.match(line, start)
    who = _person(first["who"], names, number) if first else ""
    match = _QUOTED.match(line, first.end() if first and who else start)
    if match is None:
        return None
    if who:
        return match["title"], who, match.end()
    after = _after(line, match.end(), names, number)
    if after:
        return match["title"], *after
    return (match["title"], "", match.end()) if told else None


def _after(line: str, start: int, names: Names, number: int) -> tuple[str, int] | None:
    for pattern in _AFTER:
        match = pattern.match(line, start)
        who = _person(match["who"], names, number) if match else ""
        if match and who:
            return who, match.end()
    return None


def _plain(line: str, start: int, names: Names, block: Block) -> Found | None:
    """Read "Title (Name)", "Title by Name", and a name and a title beside a dash."""
    number = block.line
    for pattern in _PLAIN:
        match = pattern.match(line, start)
        who = _person(match["who"], names, number) if match else ""
        if match and who and count_words(match["title"]) >= _LEAST_PLAIN:
            return match["title"], who, match.end()
    found = _beside_tilde(line, start, names, block) or _in_cjk(line, start, names, number)
    if found:
        return found
    for pattern in (_NAME_FIRST, _NAME_LAST):
        match = pattern.match(line, start)
        if match is None:
            continue
        # "Name - Title: notes" has notes of its own behind it, and is nothing to do.
        noted = pattern is _NAME_FIRST and match[0].rstrip().endswith(":")
        if count_words(match["title"]) < (_LEAST_WORDS if noted else _LEAST_PLAIN):
            continue
        who = _person(match["who"], names, number)
        job = count_words(match["title"]) <= _LONGEST_JOB and is_role(match["title"])
        other = _person(match["title"], names, number)
        if who and not job and (not other or (is_known(who) and not is_known(other))):
            return match["title"], who, match.end()
    return None


def _beside_tilde(line: str, start: int, names: Names, block: Block) -> Found | None:
    """Read "Name ~ Title", where one word may be a name as well; a picture of who spoke may stand between."""
    match = _TILDE.match(line, start) if "~" in line or "～" in line else None
    if match is None or count_words(match["who"]) > _LONGEST_JOB or not words(match["title"]):
        return None
    who = match["who"].strip(_MARKS)
    for image in block.images:
        who = who.removesuffix(image.alt).strip(_MARKS) if image.line <= block.line + 1 else who
    people = people_in(who, block.line, names, least=1, trust=Trust.PLACE)
    return (match["title"], who, match.end()) if people else None


def _in_cjk(line: str, start: int, names: Names, number: int) -> Found | None:
    """Read "Title——Name" and "Name——Title": one side alone is a name, by its family name."""
    match = _CJK_PAIR.match(line, start) if _CJK.search(line, start) else None
    if match is None:
        return None
    first, last = (_person(match[part], names, number) for part in "ab")
    if bool(first) == bool(last):
        return None
    title = match["a"] if last else match["b"]
    return (title, first or last, match.end()) if count_words(title) >= _LEAST_WORDS else None


def _run_on(line: str, start: int, names: Names, number: int) -> Found | None:
    """Read "Title by Name Surname A sentence ...": as many words as may be a name."""
    match = _RUN_ON.match(line, start)
    if match is None:
        return None
    parts = match["who"].split()
    for count in range(len(parts), 1, -1):
        who = _person(" ".join(parts[:count]), names, number)
        if who:
            return (
                match["title"],
                who,
                line.index(parts[count - 1], match.start("who")) + len(parts[count - 1]),
            )
    return None


def _first_sentence(line: str, start: int) -> Found | None:
    match = _SENTENCE.match(line, start)
    return (match["title"], "", match.end()) if match else None


def _person(text: str, names: Names, line: int) -> str:
    """Return whom a text names and nothing else, with or without a "by" before; "" for anything else."""
    bare = text.strip(_MARKS + ":,")
    bare = after_by(bare) or bare
    trust = Trust.PLACE if _INITIALS.fullmatch(bare) else Trust.SHAPE
    people = people_in(bare, line, names, trust=trust)
    sure = bool(people) and all(is_known(person.name) or names.is_rare(person.name) for person in people)
    return bare if sure else ""


def _with_speaker(title: str, who: str, names: Names, line: int) -> str:
    """Return a title and its speaker in a way from which both are read again; else the title alone."""
    for form in (f"{title} by {who}", f"{title} (by {who})") if who else ():
        if split_title(form, names, line)[0] == title:
            return form
    return title
