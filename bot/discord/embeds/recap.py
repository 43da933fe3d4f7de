"""A recap as messages: a card that heads it, a card a session, buttons for who was there; the page as a file.

Pure functions: what they give depends on the recap alone, so that a message that stands can be compared with
what it should be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.discord import limits
from bot.discord.custom_ids import PresenceButton
from bot.discord.embeds.cards import (
    SESSION_COLOUR,
    facts,
    link_buttons,
    more_links,
    quote_block,
    span_of,
    title_url,
)
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import Button, Card, Field, Message
from bot.render.images import Attachment
from bot.render.labels import UNTITLED, VERDICT, WHOSE, counted, joined, long_date
from bot.render.links import NotesSite
from bot.render.shorten import cut, length, plain
from bot.service.shares import DayKey, Form
from embeddings.digest.recap import Recap, RecapEntry

_QUOTES = 2200
"""Units of quotes on one card: a third of what all cards of a message may hold."""
_TOTAL = limits.EMBEDS_TOTAL - 100
_CONTENTS = 3000
"""Units of the list of sessions on the card that heads a recap."""


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message of a share, before its buttons know its number."""

    message: Message
    sessions: tuple[str, ...] = ()
    """The ids of the sessions on it, in the order of its buttons."""

    def as_message(self, share: int, place: int) -> Message:
        """Return the message with its buttons, whose ids tell it from every other message."""
        single = len(self.sessions) == 1
        buttons = tuple(
            Button("I was there" if single else f"I was at {n}", str(PresenceButton(share, place, n)))
            for n in range(1, len(self.sessions) + 1)
        )
        return replace(self.message, buttons=buttons)

    @property
    def digest(self) -> str:
        """Stands for all that it holds."""
        return hashlib.sha256(repr((self.message, self.sessions)).encode()).hexdigest()


def title_of(recap: Recap) -> str:
    """Return the name of a recap's thread."""
    return cut(plain(f"Recap: {recap.title}"), limits.THREAD_NAME)


def page_name(recap: Recap) -> str:
    """Return the name of a recap's page, by which the message that heads it is known again."""
    stem = "-".join(re.findall(r"[a-z0-9]+", " ".join(filter(None, day_key(recap))).lower()))[:60]
    return f"recap-{stem or 'notes'}.html"


def day_key(recap: Recap) -> DayKey:
    """Return what makes a day the same day: its file stands for the label where the notes name no day."""
    day = (recap.event, recap.day, recap.date)
    return day if any(day) else (None, recap.title, None)


def planned(recap: Recap, form: Form, site: NotesSite, page: Attachment) -> list[PlannedMessage]:
    """Return the messages of a recap: its head with ``page``, then its sessions."""
    head = PlannedMessage(Message(cards=(head_card(recap),), files=(page,)))
    if form != "cards":
        return [
            head,
            *(
                PlannedMessage(
                    Message(cards=(session_card(entry, site),), links=link_buttons(entry.links)),
                    (entry.session.id,),
                )
                for entry in recap.entries
            ),
        ]
    return [head, *_gathered(recap, site)]


def _gathered(recap: Recap, site: NotesSite) -> list[PlannedMessage]:
    """Put as many sessions on a message as Discord takes, each with its number."""
    messages: list[list[tuple[Card, str]]] = []
    for entry in recap.entries:
        card = _with_links(session_card(entry, site), entry)
        size = card.size + 4
        room = messages and sum(other.size + 4 for other, _ in messages[-1]) + size <= _TOTAL
        if not room or len(messages[-1]) == limits.EMBEDS:
            messages.append([])
        messages[-1].append((card, entry.session.id))
    found = []
    for members in messages:
        cards = [card for card, _ in members]
        if len(cards) > 1:
            cards = [
                replace(card, title=cut(f"{n}. {card.title}", limits.EMBED_TITLE).rstrip("\\"))
                for n, card in enumerate(cards, 1)
            ]
        found.append(PlannedMessage(Message(cards=tuple(cards)), tuple(session for _, session in members)))
    return found


def _with_links(card: Card, entry: RecapEntry) -> Card:
    return replace(card, fields=(*card.fields, *more_links(entry.links, ())))


def head_card(recap: Recap) -> Card:
    """Return the card that heads a recap: what it is of, and its sessions by title."""
    recordings = sum(bool(entry.session.recordings) for entry in recap.entries)
    counts = [(len(recap.entries), "session"), (recordings, "recording")]
    facts_line = joined(long_date(recap.date), *(counted(count, noun) for count, noun in counts if count))
    lines: list[str] = []
    for entry in recap.entries:
        line = f"• {cut_escaped(entry.session.title, 200) or UNTITLED}"
        if length("\n".join([*lines, line])) > _CONTENTS:
            lines.append(f"and {len(recap.entries) - len(lines)} more")
            break
        lines.append(line)
    return Card(
        title=cut_escaped(f"Recap: {recap.title}", limits.EMBED_TITLE),
        description=f"{facts_line}\n\n" + "\n".join(lines),
        footer="What is quoted stands in the notes, word for word. The page has it all, with pictures.",
        colour=SESSION_COLOUR,
    )


def session_card(entry: RecapEntry, site: NotesSite) -> Card:
    """Return a session's card: who, the sentences that carry it, the verdict, what is missing."""
    session = entry.session
    blocks = []
    for said in entry.quotes:
        block = quote_block(said.quote, site)
        whose = f", {WHOSE[said.attribution]}" if WHOSE[said.attribution] else ""
        blocks.append(replace(block, after=block.after + whose))
    if entry.review:
        blocks.append(Block("text", f"**{VERDICT}**"))
        blocks.append(quote_block(entry.review, site))
    if entry.remark:
        blocks.append(Block("text", f"*{entry.remark}*"))
    fields = tuple(field for field in facts(session) if field.name != "When")
    return Card(
        title=cut_escaped(session.title, limits.EMBED_TITLE - 8) or UNTITLED,
        url=title_url(session, site),
        description=paginate(blocks, _QUOTES)[0] if blocks else "",
        fields=fields or (() if blocks else (Field("Notes", "Only the title."),)),
        footer=span_of(session),
        colour=SESSION_COLOUR,
    )


def preview(messages: Sequence[PlannedMessage]) -> Message:
    """Return what a person sees before sharing: the first messages' cards, and how many follow."""
    cards: list[Card] = []
    for planned in messages:
        for card in planned.message.cards:
            if len(cards) == limits.EMBEDS or sum(c.size for c in cards) + card.size > _TOTAL:
                break
            cards.append(card)
        else:
            continue
        break
    more = sum(len(one.message.cards) for one in messages) - len(cards)
    rest = f" {counted(more, 'more card')} not shown here." if more else ""
    sent = counted(len(messages), "message")
    content = f"**Only you see this.** Shared, it becomes {sent} with the page as a file.{rest}"
    return Message(content=content, cards=tuple(cards), files=messages[0].message.files)
