"""Who spoke: names in the lines under a title, in labelled lines, in the title itself, in front matter.

A name is told from other capitalised words by its shape, by a short list of words that are in no name, and by the
notes themselves: a word that they also write in lower case is a word, not a name. What is read as a speaker must
stand where speakers stand (the head of a session) and fill its line; prose is never searched for names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from embeddings.records import Speaker

_PARTICLES = frozenset(
    "van von de der den di da del della la le el al bin ben ter ten dos das du y e af zu".split()
)
_NO_NAME = frozenset(
    """
    the a an and or of for with without in on at to from by as is are was be how why what when where who which this that these those your our my their its it we you i not no
    introduction intro overview notes note session sessions talk talks keynote keynotes workshop panel demo summary abstract agenda links link resources references questions
    web client server service services cloud data open source software hardware api apis gateway database databases machine learning deep intelligence artificial security
    network networks computing system systems application applications app apps code coding design engineering development testing test tests performance architecture
    infrastructure platform platforms microservices serverless container containers kubernetes docker linux windows java javascript python ruby rust golang react angular
    node amazon aws google microsoft azure apple facebook meta netflix ibm oracle intel nvidia redhat github gitlab lambda aurora dynamodb sagemaker bedrock
    day days week month year monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
    new next best good better great first second third last key main top big small fast real modern advanced practical building making using getting going doing
    case study studies use cases lessons learned part chapter section step module pros cons problem problems solution solutions results conclusion conclusions takeaways
    team teams company project projects product products management manager engineer engineers developer developers user users customer customers business enterprise startup
    room hall stage track main conference conf summit meetup event events online live video videos slides recording youtube twitter website blog post article book paper
    state future history principles patterns practices tools tool tips tricks guide tutorial basics fundamentals essentials framework library language languages
    quick start high low level more less all other misc general final thoughts discussion q&a qa faq todo welcome closing opening lunch break dinner breakfast coffee
    """.split()
)
_ROLE = re.compile(
    r"\b(?:engineer|engineering|manager|director|architect|architecture|developer|dev|lead|leader|head|chief|cto|ceo|coo|cio|ciso|vp|vice president|president|founder|co-?founder|owner|professor|prof|phd|dr"
    r"|evangelist|advocate|scientist|researcher|analyst|consultant|specialist|principal|senior|staff|sr|jr|junior|technologist|strategist|designer|student|author|maintainer|contributor|"
    r"committer|member|partner|fellow|expert|coach|trainer|product|devrel|relations|sre|devops|librarian|archivist|officer|administrator|admin|freelance|employee|works? at|ingénieur|développeur|directeur|responsable|chef|entwickler|leiter|geschäftsführer|"
    r"ingeniero|desarrollador|programmer|hacker|lecturer|teacher|instructor|editor|writer|host|moderator|co-?creator|creator)\b|工程师|工程師|经理|經理|总监|架构师|架構師|开发者|教授|エンジニア|代表",
    re.I,
)
LABEL = re.compile(
    r"^[\W_]*(?:(?:the\s+)?(?:guest\s+|keynote\s+|main\s+|session\s+)?(?:speakers?|presenters?|presented\s+by|presentation\s+by|talk\s+by|given\s+by|panel(?:l?ists?)?|moderators?|hosts?|hosted\s+by|instructors?|lecturers?|authors?\s+and\s+speakers?|who)(?:\(s\))?"
    r"|intervenante?s?|conférenci(?:er|ère)s?|orateurs?|oratrices?|présentée?\s+par|animée?\s+par|speaker\s*innen|referent(?:en|in|innen)?|vortragende[rn]?|sprecher(?:in)?|ponentes?|orador(?:es|a)?|palestrantes?|relator[ei]|presentad[oa]\s+por|spreker[s]?"
    r"|讲者|講者|演讲者|演講者|讲师|講師|主讲人?|主講人?|嘉宾|分享者|登壇者|発表者|講演者|スピーカー)\s*(?:[*_]*\s*[:：][*_]*\s*|\s+[-–—]\s+|\s*$)(?P<rest>.*)$",
    re.I | re.S,
)
_BY = re.compile(r"^[\W_]*(?:by|par|von|por|door|w/|with|avec|mit)\s*:?\s+(?P<rest>\S.*)$", re.I)
_JOIN = re.compile(
    r"\s*(?:;|&|\+|、|，|\band\b|\bet\b|\bund\b|\by\b|\be\b|\ben\b|\bwith\b|\bavec\b)\s*", re.I
)
_DASH = re.compile(r"\s+[-–—|•·~]+\s+|\s*[／|｜]\s*|\s+/+\s+|\s+[–—]|[–—]\s+|\s*--+\s*|:\s+")
_HANDLE = re.compile(r"\(?(?<![\w.])@[\w-]{2,}\)?")
_CJK_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff\u3040-\u30ff]{1,6}[ 　][\u4e00-\u9fff\u3040-\u30ff]{1,6}|[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff]+[・=＝][\u30a0-\u30ff・]+"
)
_CJK_END = re.compile(r"(?:さん|氏|先生|老师|老師|女士)$")


def clean_name(text: str) -> str:
    """A name without handles, marks and titles of address."""
    text = _HANDLE.sub(" ", text)
    text = re.sub(r"https?://\S+|\(\s*\)|\[\s*\]", " ", text)
    text = re.sub(
        r"^(?:dr|prof|mr|mrs|ms|mx|sir|dame|m|mme)\.?\s+(?=\S+\s+\S)",
        "",
        text.strip(" \t.,;:*_–—-|/()[]{}<>\"'“”`#"),
        flags=re.I,
    )
    return _CJK_END.sub("", " ".join(text.split()))


class Names:
    """Tells names from other words, knowing the words that the notes write in lower case."""

    def __init__(self, lower: Set[str] = frozenset()) -> None:
        self.lower = lower

    def is_name(self, text: str, *, least: int = 2, lenient: bool = False) -> bool:
        """Whether a text has the shape of a person's name; ``lenient`` where a label says that names follow."""
        text = text.strip()
        if not text or len(text) > 60:
            return False
        if _CJK_NAME.fullmatch(text):
            return lenient
        tokens = text.split()
        if not least <= len(tokens) <= 5 or not all(
            re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.‐-])*", t) for t in tokens
        ):
            return False
        cores = [token for token in tokens if token.lower() not in _PARTICLES]
        if (
            not cores
            or not all(token[0].isupper() for token in cores)
            or (len(cores) < 2 <= least and len(tokens) < 2)
        ):
            return False
        folded = [token.lower().strip(".") for token in cores]
        if lenient:
            return not all(token in _NO_NAME for token in folded)
        if any(token in _NO_NAME for token in folded):
            return False
        if sum(token.isupper() and len(token) > 2 for token in cores) > 1 or (
            len(cores) == 1 and cores[0].isupper()
        ):
            return False
        if any(re.search(r"[a-z][A-Z]{2}|[a-z][A-Z]$", token) for token in cores):
            return False
        return any(token not in self.lower or len(token) < 2 for token in folded)

    def people(self, text: str, line: int, *, least: int = 2, lenient: bool = False) -> list[Speaker]:
        """Read a text that should be nothing but one or more people; empty if it is anything else."""
        text = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip(" \t*_>•·.-–—")
        if not text or len(text) > 400:
            return []
        return self._several(text, line, least, lenient) or self._one(text, line, least, lenient)

    def _several(self, text: str, line: int, least: int, lenient: bool) -> list[Speaker]:
        pieces = [piece for part in _commas(text) for piece in _JOIN.split(part) if piece.strip()]
        found: list[Speaker] = []
        for piece in pieces:
            name, company = _parenthesis(piece)
            name = clean_name(name)
            if not self.is_name(name, least=least, lenient=lenient):
                return []
            role, company = _role(company)
            found.append(Speaker(name, role, company, line))
        return found

    def _one(self, text: str, line: int, least: int, lenient: bool) -> list[Speaker]:
        """A person with role and company, or several people of one company."""
        for separator in (
            _DASH,
            re.compile(r",\s*"),
            re.compile(r"\s+(?:from|of|at|@|de chez|chez|von|bei)\s+|\s*@\s*", re.I),
        ):
            parts = [part.strip() for part in separator.split(text) if part.strip()]
            if len(parts) < 2:
                continue
            names = self._several(parts[0], line, least, lenient)
            if not names:
                continue
            if len(" ".join(parts[1:]).split()) > 20:
                return []
            if len(parts) == 2:
                role, company = _role(parts[1])
            else:
                role, company = ", ".join(parts[1:-1]), parts[-1]
                if _ROLE.search(company) and not _ROLE.search(role):
                    role, company = company, role
            return [Speaker(name.name, role, name.company or company, line) for name in names]
        return []


def _commas(text: str) -> list[str]:
    """Split at commas outside parentheses."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(depth - 1, 0)
        elif character in ",，、" and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return parts


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
    return (text, None) if _ROLE.search(text) else (None, text)


_TITLE_ENDS = (
    re.compile(r"^(?P<title>.+\S)\s+(?:-{1,3}|–|—|\||/|·|•)\s+(?P<who>[^|]+)$"),
    re.compile(r"^(?P<title>.+?\S)[\s,]+(?:presented\s+by|by|par|von|por)[\s:]+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+?\S)\s*[(（\[](?:by\s+)?(?P<who>[^()（）\[\]]+)[)）\]]$", re.I),
    re.compile(r"^(?P<title>.+\S)\s+(?:with|w/|avec|mit|con|feat\.?|ft\.?)\s+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+\S)\s*[,:：/／]\s*(?P<who>[^:：,/／]+)$"),
)
_TITLE_START = re.compile(r"^(?P<who>[^:：–—|]{3,60}?)(?:\s*[:：]\s+|\s+[-–—|]\s+)(?P<title>\S.+)$")


def split_title(title: str, names: Names, line: int, *, leading: bool = False) -> tuple[str, list[Speaker]]:
    """Give a title without the speakers it ends in (or, with ``leading``, begins with), and those speakers."""
    for number, pattern in enumerate(_TITLE_ENDS):
        match = pattern.match(title) if not re.search(r"\bsponsored\b", title, re.I) else None
        if not match or (number == 4 and leading):
            continue
        found = names.people(match["who"], line)
        if (
            found
            and (number != 4 or len(found) == 1)
            and len(match["title"].split()) >= (1 if number < 3 else 2)
        ):
            if number == 0 and names.is_name(match["title"]):
                # "Name - Name": nobody can tell which is the title.
                continue
            return match["title"].rstrip(" ,-–—|:"), found
    if leading:
        match = _TITLE_START.match(title)
        if match:
            found = names.people(match["who"], line)
            if found:
                return match["title"], found
    return title, []


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


def after_by(text: str) -> str | None:
    """What follows "by" at the start of a line, or None."""
    match = _BY.match(text)
    return match["rest"].strip() if match else None


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
