"""Who spoke: names in the lines under a title, in labelled lines, in the title itself, in front matter.

A name is told from other capitalised words by its shape, by a short list of words that are in no name, and by
the notes themselves: a word that they also write in lower case is a word, not a name. What is read as a
speaker must stand where speakers stand (the head of a session) and fill its line; prose is never searched for
names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass

from embeddings.notes.fields.vocabulary import COMPANY, GIVEN, NO_NAME, SURNAMES
from embeddings.records import Speaker
from embeddings.text.markdown_words import words

_PARTICLES = frozenset(
    (
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
        "ter",
        "ten",
        "dos",
        "das",
        "du",
        "y",
        "e",
        "af",
        "zu",
    )
)
_ROLE = re.compile(
    r"\b(?:engineer|engineering|manager|director|architect|architecture|developer|dev|lead|leader|head|"
    r"chief|cto|ceo|coo|cio|ciso|vp|vice president|president|founder|co-?founder|owner|professor|prof|"
    r"phd|dr"
    r"|evangelist|advocate|scientist|researcher|analyst|consultant|specialist|principal|senior|staff|sr"
    r"|jr|junior|technologist|strategist|designer|student|author|maintainer|contributor|"
    r"committer|member|partner|fellow|expert|coach|trainer|product|devrel|relations|sre|devops|"
    r"librarian|archivist|officer|administrator|admin|freelance|employee|works? at|ingénieure?|"
    r"développeu(?:r|se)|direct(?:eur|rice)|responsable|chef(?:fe)?|président(?:e)?|professeure?|"
    r"enseignante?|fondat(?:eur|rice)|chercheu(?:r|se)|consultante?|bénévole|entwickler|leiter|"
    r"geschäftsführer|"
    r"ingeniero|desarrollador|programmer|hacker|lecturer|teacher|instructor|editor|writer|host|"
    r"moderator|co-?creator|creator)\b|工程师|工程師|经理|經理|总监|架构师|架構師|开发者|教授|"
    r"エンジニア|代表",
    re.I,
)
LABEL = re.compile(
    r"^[\W_]*(?:(?:the\s+)?(?:guest\s+|keynote\s+|main\s+|session\s+)?(?:speakers?|presenters?|"
    r"presented\s+by|presentation\s+by|talk\s+by|given\s+by|panel(?:l?ists?)?|moderators?|hosts?|"
    r"hosted\s+by|instructors?|lecturers?|authors?\s+and\s+speakers?|who)(?:\(s\))?"
    r"|intervenante?s?|conférenci(?:er|ère)s?|orateurs?|oratrices?|présentée?\s+par|animée?\s+par|"
    r"speaker\s*innen|referent(?:en|in|innen)?|vortragende[rn]?|sprecher(?:in)?|ponentes?|orador(?:es|"
    r"a)?|palestrantes?|relator[ei]|presentad[oa]\s+por|spreker[s]?"
    r"|讲者|講者|演讲者|演講者|讲师|講師|主讲人?|主講人?|主持人?|嘉宾|嘉賓|与谈人?|與談人?|分享者|"
    r"分享人|登壇者|発表者|講演者|司会|スピーカー)\s*(?:[*_]*\s*[:：][*_]*\s*|\s+[-–—]\s+|"
    r"\s*$)(?P<rest>.*)$",
    re.I | re.S,
)
_BY = re.compile(r"^[\W_]*(?:by|par|von|por|door|w/|with|avec|mit)\s*:?\s+(?P<rest>\S.*)$", re.I)
_JOIN = re.compile(
    r"\s*(?:;|&|\+|、|，|(?<![^\s,])(?:and|et|und|y|e|en|with|avec|mit)(?=\s))\s*|\s+/\s+(?=[A-ZÀ-Þ])", re.I
)
_DASH = re.compile(r"\s+[-–—|•·~]+\s+|\s*[／|｜]\s*|\s+/+\s+|\s+[–—]|[–—]\s+|\s*--+\s*|:\s+")
_CJK_DASH = re.compile(r"\s*(?:[-–—|•·~]+|[／｜/@＠]|[:：])\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_FROM = re.compile(r"\s+(?:from|of|at|@|de chez|chez|von|bei)\s+|\s*@\s*", re.I)
_EDGES = " \t.,;:*_–—-|/()[]{}<>\"'“”`#"
_SENTENCE = re.compile(
    r"(?:who|which|that|and|but|or|qui|que|et|der|die|das|und|the|a|an|it|he|she|they|we|i|is|was|has)\b",
    re.I,
)
_HANDLE = re.compile(r"\(?(?<![\w.])@[\w-]{2,}\)?")
_CJK_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff\u3040-\u30ff]{1,6}[ 　][\u4e00-\u9fff\u3040-\u30ff]{1,6}|"
    r"[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff]+[・=＝][\u30a0-\u30ff・]+"
)
_CJK_END = re.compile(r"(?:さん|氏|先生|老师|老師|女士)$")


_PRONOUNS = re.compile(r"[(\[]\s*(?:he|she|they|ze|il|elle|sie|er)\s*/[^()\[\]]*[)\]]", re.I)
_MAY_BE = re.compile(r"[\W_]*(?:[A-ZÀ-ÞĀ-Ž]|[dlo]['’][A-ZÀ-Þ]|[\u0370-\uffff])")
_REMARK = re.compile(r"[(（](?:[^\s()（）]+\s+){7,}[^()（）]*[)）]")
_TOKEN = re.compile(r"(?:[dlo]['’])?[^\W\d_](?:[^\W\d_]|['’.‐-])*", re.I)
_FAMILY = re.compile("(?:" + "|".join(sorted(SURNAMES, key=len, reverse=True)) + ")")


def clean_name(text: str) -> str:
    """A name without handles, pronouns, addresses and marks."""
    text = _PRONOUNS.sub(" ", _HANDLE.sub(" ", text))
    text = re.sub(r"https?://\S+|\(\s*\)|\[\s*\]", " ", text)
    text = re.sub(r"^(?:mr|mrs|ms|mx|sir|dame|m|mme)\.?\s+(?=\S+\s+\S)", "", text.strip(_EDGES), flags=re.I)
    return _CJK_END.sub("", " ".join(text.split()))


def is_known(name: str) -> bool:
    """Whether a name begins with a common given name, or in Chinese or Japanese a family name."""
    bare = unicodedata.normalize("NFKD", name)
    first = words("".join(sign for sign in bare if not unicodedata.combining(sign)).replace("-", " "))
    return bool(first and first[0] in GIVEN) or is_cjk_name(name)


def is_cjk_name(text: str) -> bool:
    """Whether a text is a name in Chinese or Japanese: a known family name and one to three signs."""
    bare = re.sub(r"[ 　]", "", text.strip())
    if _CJK_END.search(bare):
        return 2 <= len(bare) <= 8
    match = _FAMILY.match(bare)
    return bool(
        match and _CJK_NAME.fullmatch(text.strip()) and 1 <= len(bare) - match.end() <= 3 and len(bare) <= 5
    )


class Names:
    """Tells names from other words, knowing the words that the notes write in lower case."""

    def __init__(self, lower: Set[str] = frozenset()) -> None:
        self.lower = lower

    def is_name(self, text: str, *, least: int = 2, lenient: bool = False) -> bool:
        """Whether a text is shaped like a person's name; ``lenient`` where a label says that names follow."""
        text = text.strip()
        if not text or len(text) > 60:
            return False
        if re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", text):
            return bool(_CJK_NAME.fullmatch(text)) if lenient else is_cjk_name(text)
        tokens = [token.strip('"“”„') or token for token in text.split()]
        if lenient and 2 <= len(tokens) <= 3 and re.fullmatch(r"[a-zà-ÿ'’. -]+", text):
            return not any(token in NO_NAME for token in tokens)
        if not least <= len(tokens) <= 6 or not all(_TOKEN.fullmatch(token) for token in tokens):
            return False
        cores = [token for token in tokens if token not in _PARTICLES]
        if not cores or not all(token[0].isupper() or re.match(r"[dlo]['’]\w", token) for token in cores):
            return False
        folded = [token.lower().strip(".") for token in cores]
        if lenient:
            return not all(token in NO_NAME for token in folded)
        if any(token in NO_NAME for token in folded) or (len(cores) < 2 <= least) or folded[-1] in COMPANY:
            return False
        if len(cores) == 1 and (cores[0].isupper() or folded[0] in self.lower):
            return False
        if all(token.isupper() and len(token.replace(".", "")) > 1 for token in cores):
            return folded[0] in GIVEN
        if sum(token.isupper() and len(token.replace(".", "")) > 3 for token in cores) > 1:
            return False
        if any(re.search(r"[a-z][A-Z]{2}|[a-z][A-Z]$", token) for token in cores):
            return False
        return folded[0] in GIVEN or any(token not in self.lower or len(token) < 2 for token in folded)

    def is_rare(self, name: str) -> bool:
        """Whether no word of a name is one that the notes write in lower case."""
        return not any(token in self.lower for token in words(name) if len(token) > 1)

    def people(
        self, text: str, line: int, *, least: int = 2, lenient: bool = False, plural: bool = False
    ) -> list[Speaker]:
        """Read a text that should be nothing but one or more people; empty if it is anything else.

        ``plural`` where a label speaks of several, so that "A, B" cannot be a person and a company.
        """
        if len(text) > 600 or (not lenient and not _MAY_BE.match(text)):
            return []
        text = " ".join(_REMARK.sub(" ", _PRONOUNS.sub(" ", text)).split()).strip(" *_>•·.-–—")
        if not text or len(text) > 400:
            return []
        several = self._apart(text, line, least, lenient) or self._several(text, line, least, lenient, plural)
        return several or self._list(text, line, least, lenient) or self._one(text, line, least, lenient)

    def _apart(self, text: str, line: int, least: int, lenient: bool) -> list[Speaker]:
        """Several people parted by semicolons, with commas within what is said of each: "A, X; B, Y"."""
        parts = _outside(text, ";；")
        if not 2 <= len(parts) <= 8 or not any("," in part or "，" in part for part in parts):
            return []
        each = [self._several(p, line, least, lenient) or self._one(p, line, least, lenient) for p in parts]
        return [person for people in each for person in people] if all(each) else []

    def _list(self, text: str, line: int, least: int, lenient: bool) -> list[Speaker]:
        """Several people, each with a company of their own: "A - X, B - Y"."""
        parts = _outside(text, ",，;；、")
        if not 2 <= len(parts) <= 8:
            return []
        found = [person for part in parts for person in self._one(part, line, least, lenient)[:1]]
        if len(found) != len(parts):
            return []
        # "A - Lead, Some Team - X": only names that are known as such open a second entry.
        sure = all(words(person.name)[0] in GIVEN or not person.name.isascii() for person in found[1:])
        return found if sure else []

    def _several(
        self, text: str, line: int, least: int, lenient: bool, plural: bool = False
    ) -> list[Speaker]:
        commas = _outside(text, ",，、;；")
        pieces = [piece for part in commas for piece in _join(part)]
        found: list[Speaker] = []
        for piece in pieces:
            name, company = _parenthesis(piece)
            name = clean_name(name)
            if not self.is_name(name, least=least, lenient=lenient):
                return []
            role, company = _role(company)
            found.append(Speaker(name, role, company, line))
        if len(commas) > 1 and not plural:
            if len(_join(commas[0])) > 1 and len(_join(commas[-1])) == 1 and not found[-1].company:
                # "A and B, X": had X been a person, "and" would stand before it.
                return []
            if len(commas) == len(found) and not _all_people(found):
                return []
        # "A and B (X)": what stands in parentheses is of all of them.
        last = found[-1] if found else None
        if last and len(commas) == 1 and last.company and not any(person.company for person in found[:-1]):
            found = [Speaker(person.name, person.role, last.company, line) for person in found]
        return found

    def _one(self, text: str, line: int, least: int, lenient: bool) -> list[Speaker]:
        """A person with role and company, or several people of one company."""
        cjk = bool(re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text[:12]))
        for separator in (_CJK_DASH if cjk else _DASH, _COMMA, _FROM):
            parts = [part.strip() for part in separator.split(text) if part.strip()]
            if len(parts) < 2:
                continue
            names = self._several(parts[0], line, least, lenient)
            if not names:
                continue
            rest = " ".join(parts[1:])
            if len(rest.split()) > 20 or re.search(r"[.!?]\s+[a-zà-ÿ]", rest):
                return []
            if separator is _COMMA and not lenient and not _ROLE.search(rest) and _SENTENCE.match(rest):
                return []
            if len(parts) == 2:
                role, company = _role(parts[1])
            else:
                role, company = ", ".join(parts[1:-1]), parts[-1]
                if _ROLE.search(company) and not _ROLE.search(role):
                    role, company = company, role
            return [Speaker(name.name, name.role or role, name.company or company, line) for name in names]
        return []


def _all_people(found: Sequence[Speaker]) -> bool:
    """Whether "A, B" names two people rather than one and a company."""
    first, *others = found
    if any(person.company or person.role for person in found):
        return True
    if any(not COMPANY.isdisjoint(words(person.name)) for person in others):
        return False
    known = [is_known(person.name) for person in others]
    # After a common given name, "Xyz Xyz" without one is likelier where the person works.
    return any(known) or words(first.name)[0] not in GIVEN


def _outside(text: str, separators: str) -> list[str]:
    """Split at separators outside parentheses."""
    if not any(separator in text for separator in separators):
        return [text] if text.strip() else []
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(depth - 1, 0)
        elif character in separators and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def _join(text: str) -> list[str]:
    """Split at "and" and its like outside parentheses."""
    if not _JOIN.search(text):
        return [text] if text.strip() else []
    hidden = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", lambda match: "\0" * len(match.group()), text)
    parts, start = [], 0
    for match in _JOIN.finditer(hidden):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def _parenthesis(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"\s*([^()（）\[\]]+?)\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*", text)
    return (match[1], match[2].strip() or None) if match else (text, None)


def _role(text: str | None) -> tuple[str | None, str | None]:
    """Tell a role from a company in what follows a name."""
    if not text:
        return None, None
    text = text.strip(" ,;-–—*_()")
    if text.startswith("@") or not text:
        return None, None
    parts = re.split(r"\s+(?:at|@|chez|bei)\s+|,\s+|\s+[-–—]\s+", text, maxsplit=1)
    if len(parts) == 2 and _ROLE.search(parts[0]):
        return parts[0].strip(), parts[1].strip()
    if len(parts) == 2 and _ROLE.search(parts[1]):
        return parts[1].strip(), parts[0].strip()
    return (text, None) if _ROLE.search(text) else (None, text)


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether the titles of one kind begin, or end, with the speaker more than by accident."""

    leading: bool = False
    trailing: bool = False


NO_HABIT = Habit()

_TITLE_ENDS = (
    re.compile(r"^(?P<title>.+\S)\s+(?:-{1,3}|–|—|\||/|·|•)\s+(?P<who>[^|]+)$"),
    re.compile(r"^(?P<title>.+?\S)[\s,]+(?:presented\s+by|by|par|von|por)[\s:]+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+?\S)\s*[(（\[](?:by\s+)?(?P<who>[^()（）\[\]]+)[)）\]]$", re.I),
    re.compile(r"^(?P<title>.+\S)\s+(?:with|w/|avec|mit|con|feat\.?|ft\.?)\s+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+\S)\s*[,:：/／]\s*(?P<who>[^:：,/／]+)$"),
)
_TITLE_START = re.compile(r"^(?P<who>[^:：–—|]{3,60}?)(?:\s*[:：]\s+|\s+[-–—|]\s+)(?P<title>\S.+)$")


def split_title(
    title: str, names: Names, line: int, habit: Habit = NO_HABIT, linked: Set[str] = frozenset()
) -> tuple[str, list[Speaker]]:
    """Give a title without the speakers it ends in (or by habit begins with), and those speakers.

    ``linked`` are the texts of the links in the title: a name that is linked to is more surely one.
    """
    leading = habit.leading
    for number, pattern in enumerate(_TITLE_ENDS):
        match = pattern.match(title) if not re.search(r"\bsponsored\b", title, re.I) else None
        if not match or (number > 0 and leading):
            continue
        rest = match["title"].rstrip(" ,-–—|:")
        quoted = number == 1 and bool(re.fullmatch(r"[\"“'‘«].+[\"”'’»]", rest))
        found = names.people(match["who"], line, least=1 if quoted else 2)
        if not found or (number == 4 and len(found) > 1) or len(rest.split()) < (1 if number < 3 else 2):
            continue
        known = any(is_known(person.name) or person.name in linked for person in found)
        rare = number < 3 and (habit.trailing or names.is_rare(found[0].name))
        if not (known or rare or (number == 3 and len(found) > 1)):
            continue
        if len(words(rest)) == 1 and rest.casefold() in NO_NAME:
            # "Keynote - X" has no other title than itself.
            return title, found
        if number == 0 and (leading or (names.is_name(rest) and is_known(rest))):
            # "Name - Name": nobody can tell which is the title.
            continue
        return rest, found
    if leading:
        match = _TITLE_START.match(title)
        if match:
            found = names.people(match["who"], line)
            if found and (is_known(found[0].name) or names.is_rare(found[0].name)):
                return match["title"], found
    return title, []


def habit_of(titles: Sequence[str], names: Names) -> Habit:
    """How titles of one kind name speakers: a habit takes two, and more than do the opposite."""
    leading = trailing = 0
    for title in titles:
        match = _TITLE_START.match(title)
        people = names.people(match["who"], 0) if match else []
        # A colon follows a topic as often as a name, a dash seldom.
        dashed = match is not None and not re.search(r"[:：]\s*$", title[: match.start("title")])
        first = bool(people) and (is_known(people[0].name) or (dashed and names.is_rare(people[0].name)))
        last = bool(split_title(title, names, 0, Habit(trailing=True))[1])
        leading += first and not last
        trailing += last and not first
    least = max(2, 0.3 * len(titles))
    return Habit(leading >= least and leading > trailing, trailing >= least and trailing > leading)


def agree(title: str, split: tuple[str, list[Speaker]], head: Sequence[Speaker]) -> tuple[str, list[Speaker]]:
    """Keep speakers read from a title only where the head of the session names none, or one of the same."""
    named = {speaker.name.casefold() for speaker in head}
    if named and not any(speaker.name.casefold() in named for speaker in split[1]):
        return title, []
    return split


def labelled(text: str) -> str | None:
    """What follows a label such as "Speaker:" ("" if nothing does), or None where there is no label."""
    match = LABEL.match(text)
    return match["rest"].strip() if match else None


def is_plural(text: str) -> bool:
    """Whether a label speaks of several people ("Speakers:")."""
    return bool(re.match(r"[\W_]*(?:\w+\s+)?\w+(?:s|innen|s\)|en)\s*[*_]*\s*[:：]", text))


def after_by(text: str) -> str | None:
    """What follows "by" at the start of a line, up to the end of a sentence; None where there is no "by"."""
    match = _BY.match(text)
    return first_sentence(match["rest"]) if match else None


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence; the full stop of an initial ends none."""
    match = re.search(r"(?<=\w\w\w)\.\s+(?=[^\W\d_])", text)
    return (text[: match.start()] if match else text).strip()


def merge(groups: Sequence[Sequence[Speaker]]) -> tuple[Speaker, ...]:
    """Join the speakers of several places, each person once, keeping the fullest record."""
    found: dict[str, Speaker] = {}
    for group in groups:
        for speaker in group:
            key = re.sub(r"\W+", " ", speaker.name.casefold()).strip()
            known = found.get(key)
            if known is None or (not known.role and not known.company and (speaker.role or speaker.company)):
                found[key] = speaker
    return tuple(found.values())
