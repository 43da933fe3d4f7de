"""The words of a message without Discord's markup: what a person meant to ask, as they see it.

A mention becomes the name that stands there for people. What has no words (custom emoji, timestamps, pings of
everyone, signs that cannot be seen) goes. What is quoted from another message is told apart from the rest.
Source: "Message Formatting" of Discord's developer documentation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from embeddings.text.small_talk import EMOTICON

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Signs that show nothing."""
_JOINERS = re.compile("[\u200c\u200d]")
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
"""Categories of what joiners belong behind: Arabic and Indic letters and their marks, emoji."""
_CODE = re.compile(r"```(?:[\w+#.-]*\n)?(.*?)```|``(.+?)``|`([^`\n]+)`", re.DOTALL)
_PLACE = re.compile("\ue000(\\d+)\ue001")
"""Stands for what is kept as it is until the rest was read; both signs are from the private use area."""
_PRIVATE = re.compile("[\ue000\ue001]")
_QUOTED_REST = re.compile(r"^[ \t]*>>>[ \t]+(.*)", re.MULTILINE | re.DOTALL)
_QUOTED_LINE = re.compile(r"^[ \t]*>(?:[ \t]+(.*)|[ \t]*)$", re.MULTILINE)
_MENTION = re.compile(r"<(@!?|@&|#)(\d{1,20})>")
_COMMAND = re.compile(r"</([^:<>\n]{1,100}):\d{1,20}>")
_EMOJI = re.compile(r"<a?:\w{1,64}:\d{1,20}>")
_WORDLESS = re.compile(
    rf"{_EMOJI.pattern}"
    r"|<t:-?\d{1,20}(?::[A-Za-z])?>"
    r"|<id:[\w-]{1,40}>"
    r"|(?<![\w@])@(?:everyone|here)\b"
    r"|<?https?://(?:[a-z]+\.)?discord(?:app)?\.com/channels/[\w@/]*>?"
)
_MASKED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(<?[a-z][a-z0-9+.-]*://[^\s()<>]*>?(?:[ \t]+\"[^\"\n]*\")?\)")
_BARE_LINK = re.compile(r"<(https?://[^\s<>]+)>")
_PAIRS = (
    re.compile(r"\|\|(.+?)\|\|", re.DOTALL),
    re.compile(r"~~(.+?)~~", re.DOTALL),
    re.compile(r"\*\*(.+?)\*\*", re.DOTALL),
    re.compile(r"(?<!\w)__(.+?)__(?!\w)", re.DOTALL),
    re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"),
)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,3}|-#|[-*])[ \t]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")
_LEFT_IN_FRONT = re.compile(r"^[\s,;:.!–—-]+(?=\w)")
"""What stood behind the mention of the bot that a question begins with."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people see for ids; what is in none of them is left out of the words."""

    users: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)

    def of(self, sign: str, number: int) -> str:
        """Return the name for a mention by its sign and id, empty where there is none."""
        kind = {"@&": self.roles, "#": self.channels}.get(sign, self.users)
        return kind.get(number, "")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message."""

    own: str
    """What its writer says."""
    quoted: str = ""
    """What they quote from somebody else, by "> " in front of a line."""


def words_of(text: str, names: Names = Names()) -> Words:
    """Return the words of a message's text."""
    kept: list[str] = []
    quoted: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return f"\ue000{len(kept) - 1}\ue001"

    def take(found: re.Match[str]) -> str:
        quoted.append(found[1] or "")
        return "\n"

    text = _CODE.sub(lambda found: keep(found[1] or found[2] or found[3] or ""), _seen(text))
    text = _ESCAPED.sub(lambda found: keep(found[1]), text)
    # A name is what it is: whoever is called "**Ada**" is not in bold.
    text = _MENTION.sub(lambda found: keep(names.of(found[1], int(found[2]))), text)
    own = _QUOTED_LINE.sub(take, _QUOTED_REST.sub(take, text))
    return Words(_plain(own, kept), _plain("\n".join(quoted), kept))


def mentioned(text: str) -> list[int]:
    """Return the ids of the people whom a text mentions, each once."""
    return list(dict.fromkeys(int(found[2]) for found in _MENTION.finditer(text) if found[1] in ("@", "@!")))


def signs_only(text: str) -> bool:
    """Tell whether a text has emoji, faces or marks, and no word; a question mark asks for something."""
    text = _MENTION.sub(" ", text)
    rest = EMOTICON.sub(" ", _EMOJI.sub(" ", text))
    return bool(text.strip()) and not any(sign.isalnum() or sign in "?？" for sign in rest)


def _seen(text: str) -> str:
    """Return a text without the signs that nobody sees."""
    text = _PRIVATE.sub("", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))

    def joins(found: re.Match[str]) -> str:
        before = text[found.start() - 1 : found.start()]
        return found[0] if before and unicodedata.category(before) in _JOINED else ""

    return _JOINERS.sub(joins, text)


def _plain(text: str, kept: Sequence[str]) -> str:
    """Return one line of words, without markup and with what was ``kept``."""
    text = _COMMAND.sub(r"/\1", _WORDLESS.sub(" ", text))
    text = _BARE_LINK.sub(r"\1", _MASKED_LINK.sub(r"\1", text))
    text = _LINE_MARK.sub("", text)
    for pair in _PAIRS:
        text = pair.sub(r"\1", text)
    text = _PLACE.sub(lambda found: kept[int(found[1])], text)
    return _LEFT_IN_FRONT.sub("", " ".join(text.split()))
