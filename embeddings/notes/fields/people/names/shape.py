"""What looks like a person's name.

A name is told from other capitalised words by its shape, by a short list of words that are in no name, and by
the notes themselves: a word that they also write in lower case is a word, not a name. How much more is asked
depends on where a text stands: see ``Trust``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from enum import IntEnum
from functools import lru_cache
from typing import Generic, TypeVar

from embeddings.notes.config import SpeakerSource
from embeddings.notes.fields.vocabulary.east_asian_names import KOREAN_SURNAMES, NO_CJK_NAME, SURNAMES
from embeddings.notes.fields.vocabulary.given_names import GIVEN, PARTICLES
from embeddings.notes.fields.vocabulary.no_names import ARTICLES, JOBS, NO_NAME, NOBODY
from embeddings.notes.fields.vocabulary.organisations import COMPANY, LEGAL_FORMS, ORGANISATION, SCHOOLS
from embeddings.notes.fields.vocabulary.sections import SECTIONS
from embeddings.records import Speaker
from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, HANGUL, KANA

UNCASED = (
    "\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10d0-\u10ff\u1200-\u137f\u1780-\u17ff"
)
"""Letters and their marks in scripts without capitals that part words by spaces: Hebrew, Arabic, Thai ..."""

_EDGES = " \t.,;:*_–—-|/()[]{}<>\"'“”`#"
_HANDLE = re.compile(r"\(?(?<![\w.])@[\w-]{2,}\)?")
_CJK_NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}{KANA}]{{1,6}}[ 　][{HAN}{KANA}]{{1,6}}|[{HANGUL}]{{2,4}}|"
    r"[\u30a0-\u30ff]+[・=＝][\u30a0-\u30ff・]+"
)
_CJK_ORGANISATION = re.compile(
    r"(?:公司|集团|集團|科技|大学|大學|银行|銀行|实验室|實驗室|研究所|研究院|会社|學院|学院|学会|协会|協会|网络|軟體|软件|数据|컴퍼니|소프트"
    r"|회사|그룹|전자|대학교|연구소|은행)$"
)
"""What ends the name of an organisation in Chinese, Japanese or Korean."""
_KANA_NAME = re.compile(f"[{KANA}]{{2,10}}")
_HANDLE_ALONE = re.compile(r"[a-z][\w-]{2,20}")
_CJK_END = re.compile(
    r"\s*(?:さん|さま|氏|先生|様|老师|老師|女士|教授|博士|(?<=[가-힣]{2})\s*(?:선생님|교수님|박사님|대표님|님|씨))$"
)
_NO_PERSON = re.compile(
    r"(?:고객|손|회원|참가자|사용자|이용자|发表|各位)?\s*(?:님|씨|선생님|교수님|先生|老师|老師|教授|博士|女士)|(?:お客|皆|みな|担当者?|参加者|司会|運営)\s*(?:さん|様|さま)"
)
"""A form of address alone, or to those who are no one person."""
_UNCASED_NAME = re.compile(rf"[{UNCASED}'’.-]{{2,20}}(?: [{UNCASED}'’.-]{{1,20}}){{0,3}}")
_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|mx|sir|dame|m|mme|dr|drs|prof|professor|ph\.?d|ing|dipl|mag|herr|frau|señora?|sra?|"
    r"dott|dott\.?ssa|ing|dra|profa|professore?|professora|professeure?|maître|maestro|maestra|rev|lord|lady|"
    r"mlle|madame|monsieur|hr|fr|doc|mudr|д-р|проф|др)\.?\s+(?:-?ing\.\s+)?)+(?=\S+\s+\S)",
    re.I,
)
PRONOUNS = re.compile(r"[(\[]\s*(?:he|she|they|ze|il|elle|sie|er)\s*/[^()\[\]]*[)\]]", re.I)
"""Pronouns beside a name: "(she/her)"."""

_PICTURES = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f1e6-\U0001faff]+")
_TOKEN = re.compile(r"(?:[dlo]['’])?[^\W\d_](?:[^\W\d_]|['’.‐\u0300-\u036f-])*", re.I)
_INNER_CAPITAL = re.compile(r"^(?!(?:Ma?c|[DL][aei]|Van|Fitz|O['’])[A-Z]).*[a-z][A-Z]")
"""A word such as "GitOps", which is no given name; "McAdam" may be."""
_NOUN = re.compile(r"(?<=[a-zäöü]{4})(?:ung|ungen|heit|keit|schaft|ierung|tion|tionen|ität|ismus)$")
"""What ends nouns of German that are written with a capital in any title, and no family's name."""
_FAMILY = re.compile("(?:" + "|".join(sorted(SURNAMES, key=len, reverse=True)) + ")")


_EAST_ASIAN, _FIRST_UNCASED = re.compile(f"[{KANA}{HAN}{HANGUL}]"), re.compile(f"[{UNCASED}]")

Value = TypeVar("Value")


class Trust(IntEnum):
    """How surely a name stands where a text stands, so how little its shape must prove."""

    SHAPE = 0
    """Nothing but the text speaks for a name."""
    PLACE = 1
    """The folder names its speakers at this place."""
    LABEL = 2
    """A label says that names follow."""


def without_pictures(text: str) -> str:
    """Return a text without emoji, such as the flag beside a name."""
    return text if text.isascii() else _PICTURES.sub(" ", text)


def clean_name(text: str) -> str:
    """Return a name without handles, pronouns, forms of address, links and marks."""
    text = PRONOUNS.sub(" ", _HANDLE.sub(" ", without_pictures(text)))
    text = re.sub(r"https?://\S+|\(\s*\)|\[\s*\]", " ", text)
    text = _TITLES.sub("", text.strip(_EDGES))
    return _CJK_END.sub("", " ".join(text.split()))


def has_honorific(text: str) -> bool:
    """Whether a text ends in a form of address of Chinese, Japanese or Korean, as one to a person does."""
    bare = text.strip(_EDGES)
    return _CJK_END.search(bare) is not None and not _NO_PERSON.fullmatch(bare)


def is_addressed(text: str) -> bool:
    """Whether a text opens with a form of address ("Prof. Dr.")."""
    return _TITLES.match(text) is not None


@lru_cache(maxsize=4096)
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
    if bare.startswith(NO_CJK_NAME):
        return False
    match = _FAMILY.match(bare)
    return bool(
        match and _CJK_NAME.fullmatch(text.strip()) and 1 <= len(bare) - match.end() <= 3 and len(bare) <= 5
    )


class Known(dict[tuple[object, ...], Value], Generic[Value]):
    """What texts of one folder were read as, up to a number of them; the same lines are asked for often."""

    MOST = 2048

    def __setitem__(self, key: tuple[object, ...], value: Value) -> None:
        if len(self) >= self.MOST:
            self.clear()
        super().__setitem__(key, value)


class Names:
    """Tell names from other words, knowing the words that the notes write in lower case.

    ``places`` are those where the folder names its speakers, each the level of a title and the kind of block
    that stands first below it; ``company_after_comma`` where "A, B" is a person and a company there,
    ``company_after_of`` where "A B de C" is.
    What was read by the same lower-case words is taken over from ``known``.
    """

    def __init__(
        self,
        lower: Set[str] = frozenset(),
        places: Set[tuple[int, str]] = frozenset(),
        *,
        company_after_comma: bool = False,
        company_after_of: bool = False,
        known: Names | None = None,
    ) -> None:
        self.lower = lower
        self.places = places
        self.company_after_comma = company_after_comma
        self.company_after_of = company_after_of
        self.source: SpeakerSource | None = None
        self.people: Known[list[Speaker]] = known.people if known else Known()
        self.titles: Known[tuple[str, list[Speaker]]] = known.titles if known else Known()

    def named_at(self, source: SpeakerSource | None) -> None:
        """Look for speakers only where the organiser says that they are named."""
        self.source = source
        if source == "first line":
            kinds = ("paragraph", "item", "heading")
            self.places = frozenset((level, kind) for level in range(10) for kind in kinds)

    def looks_at(self, source: SpeakerSource) -> bool:
        """Whether speakers are looked for at a place."""
        return self.source in (None, source)

    def is_name(self, text: str, *, least: int = 2, trust: Trust = Trust.SHAPE) -> bool:
        """Whether a text is shaped like a person's name of at least ``least`` words."""
        text = text.strip()
        if not text or len(text) > 60:
            return False
        if not text.isascii() and _EAST_ASIAN.search(text):
            if _CJK_ORGANISATION.search(text):
                return False
            pen_name = trust is Trust.LABEL and _KANA_NAME.fullmatch(text)
            return bool(pen_name or _CJK_NAME.fullmatch(text)) if trust else is_cjk_name(text)
        if not text.isascii() and _FIRST_UNCASED.match(text):
            fits = trust and _UNCASED_NAME.fullmatch(text)
            return bool(fits) and (trust is Trust.LABEL or 2 <= len(text.split()) <= 3)
        tokens = [token.strip('"“”„') or token for token in text.split()]
        if (
            trust is Trust.LABEL
            and 2 <= len(tokens) <= 3
            and text == text.lower()
            and all(_TOKEN.fullmatch(token) for token in tokens)
        ):
            return tokens[-1] not in JOBS and not any(token in NO_NAME for token in tokens)
        if trust is Trust.LABEL and least == 1 and _HANDLE_ALONE.fullmatch(text):
            return text not in self.lower and text not in NO_NAME and text not in NOBODY
        if not least <= len(tokens) <= 6 or not all(_TOKEN.fullmatch(token) for token in tokens):
            return False
        if any(token.endswith(("'s", "’s")) for token in tokens):
            return False  # "Somebody's Law" is named after a person, and is none
        cores = [token for token in tokens if token not in PARTICLES]
        if not cores or not all(token[0].isupper() or re.match(r"[dlo]['’]\w", token) for token in cores):
            return False
        folded = [token.lower().strip(".") for token in cores]
        if cores[0] in SCHOOLS or folded[0] in ORGANISATION or folded[-1] in JOBS or folded[0] in ARTICLES:
            return False
        if cores[-1] in LEGAL_FORMS and not all(token.isupper() for token in cores):
            return False
        if trust is Trust.LABEL:
            return not all(token in NO_NAME for token in folded)
        if trust is Trust.PLACE:
            return self._may_be_name(cores, folded)
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
        if _NOUN.search(cores[-1]) and folded[0] not in GIVEN:
            return False
        return folded[0] in GIVEN or any(token not in self.lower or len(token) < 2 for token in folded)

    def _may_be_name(self, cores: list[str], folded: list[str]) -> bool:
        """Whether capitalised words can be a name where names stand; a word of the notes alone cannot."""
        own = [
            token
            for token in folded
            if len(token) > 1 and token not in self.lower and re.split("['’]", token)[0] not in NO_NAME
        ]
        if not own or folded[-1] in COMPANY or " ".join(folded) in SECTIONS or len(cores) > 4:
            return False
        if _INNER_CAPITAL.search(cores[0]):
            return False
        if len(cores) == 1:
            parts = folded[0].split("-")
            return len(cores[0]) > 2 and not cores[0].isupper() and NO_NAME.isdisjoint(parts)
        return len(own) * 2 >= len(cores) and not all(
            token.isupper() and len(token.replace(".", "")) > 1 for token in cores
        )

    def is_clear(self, name: str) -> bool:
        """Whether the shape of a name, or how it begins, tells it from words without regard to its place."""
        return self.is_name(name) or is_known(name) or (len(name) == 3 and name[0] in KOREAN_SURNAMES)

    def is_rare(self, name: str) -> bool:
        """Whether no word of a name is one that the notes write in lower case."""
        return not any(
            token in self.lower for token in words(name) if len(token) > 1 and token not in PARTICLES
        )
