"""A recap as messages: words that head it, a card a session, buttons for who was there; the page as a file.

The head is plain, so that a notification says what came.

Pure functions: what they give depends on the recap alone, so that a message that stands can be compared with
what it should be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.discord import limits
from bot.discord.cards.parts import (
    SESSION_COLOUR,
    about,
    card,
    joined_lines,
    link_buttons,
    own,
    quote_block,
    title_of,
)
from bot.discord.custom_ids import ChoiceKind, PresenceButton, RecapChoice, RecapTurn
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import (
    AttachedFile,
    Button,
    Card,
    ChannelMenu,
    LinkButton,
    Menu,
    Message,
    Option,
    Part,
    Row,
)
from bot.discord.violations import components
from bot.render.images import Attachment
from bot.render.labels import UNTITLED, VERDICT, WHOSE, counted, joined, long_date
from bot.render.links import NotesSite
from bot.render.shorten import cut, length, plain
from bot.service.shares import DayKey, Form
from embeddings.digest.recap import Recap, RecapEntry

_QUOTES = 1600
"""Units of quotes on one card: with the longest title, names and links a card fits a message."""
_CONTENTS = 1500
"""Units of the list of sessions in the words that head a recap."""
_NAME = 60
"""Letters of a day in the name of its page."""
_HERE = "I was there"


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message of a share, before its buttons know its number."""

    message: Message
    sessions: tuple[str, ...] = ()
    """The ids of the sessions on it, in the order of its buttons."""

    def as_message(self, share: int, place: int) -> Message:
        """Return the message with its buttons, whose ids tell it from every other message."""
        numbers = iter(range(1, len(self.sessions) + 1))

        def named(button: LinkButton | Button) -> LinkButton | Button:
            if isinstance(button, LinkButton):
                return button
            return replace(button, custom_id=str(PresenceButton(share, place, next(numbers))))

        def changed(part: Part) -> Part:
            return Row(tuple(map(named, part.buttons))) if isinstance(part, Row) else part

        return self.message.each_part(changed)

    @property
    def digest(self) -> str:
        """Stands for all that it holds."""
        return hashlib.sha256(repr((self.message, self.sessions)).encode()).hexdigest()


def thread_title(recap: Recap) -> str:
    """Return the name of a recap's thread."""
    return cut(plain(f"Recap: {recap.title}"), limits.THREAD_NAME)


def page_name(recap: Recap) -> str:
    """Return the name of a recap's page, by which the message that heads it is known again."""
    named = " ".join(filter(None, day_key(recap))).lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", named))
    if len(stem) > _NAME or not named.isascii():
        # What is left out may be all that tells this day's page from another's.
        stem = "-".join(
            filter(None, (stem[:_NAME].rstrip("-"), hashlib.sha256(named.encode()).hexdigest()[:8]))
        )
    return f"recap-{stem or 'notes'}.html"


def day_key(recap: Recap) -> DayKey:
    """Return what makes a day the same day: its file stands for the label where the notes name no day."""
    day = (recap.event, recap.day, recap.date)
    return day if any(day) else (None, recap.files[0], None)


def planned(recap: Recap, form: Form, site: NotesSite, page: Attachment) -> list[PlannedMessage]:
    """Return the messages of a recap: its head with ``page``, then its sessions."""
    head = PlannedMessage(Message(content=head_words(recap), files=(page,)))
    single = form != "cards"
    cards = [(session_card(entry, site, links=single), entry.session.id) for entry in recap.entries]
    gathered = [[one] for one in cards] if single else _gathered(cards)
    return [
        head,
        *(
            PlannedMessage(Message(parts=tuple(card for card, _ in members)), tuple(s for _, s in members))
            for members in gathered
        ),
    ]


def _gathered(cards: Sequence[tuple[Card, str]]) -> list[list[tuple[Card, str]]]:
    """Put as many sessions on a message as Discord takes."""
    messages: list[list[tuple[Card, str]]] = []
    for one in cards:
        together = Message(parts=tuple(card for card, _ in [*(messages[-1] if messages else []), one]))
        fits = (
            components(together) <= limits.COMPONENTS
            and sum(map(length, together.texts)) <= limits.TEXTS_TOTAL
        )
        if not messages or not fits:
            messages.append([])
        messages[-1].append(one)
    return messages


def head_words(recap: Recap) -> str:
    """Return the words that head a recap: what it is of, and its sessions by title."""
    recordings = sum(bool(entry.session.recordings) for entry in recap.entries)
    counts = [(len(recap.entries), "session"), (recordings, "recording")]
    facts_line = joined(long_date(recap.date), *(counted(count, noun) for count, noun in counts if count))
    lines: list[str] = []
    for entry in recap.entries:
        line = f"- {cut_escaped(entry.session.title, 200) or UNTITLED}"
        if length("\n".join([*lines, line])) > _CONTENTS:
            lines.append(f"and {len(recap.entries) - len(lines)} more")
            break
        lines.append(line)
    title = cut_escaped(f"Recap: {recap.title}", 200)
    return "\n".join(
        [f"**{title}**", facts_line, *lines, "-# Every quote stands in the notes, word for word."]
    )


def session_card(entry: RecapEntry, site: NotesSite, *, links: bool = True) -> Card:
    """Return a session's card: who, the sentences that carry it, the verdict, what is missing.

    The recording has a button; with ``links`` more links do. All are on the page.
    """
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
        blocks.append(Block("text", f"*{cut_escaped(entry.remark, 300)}*"))
    found = sorted(entry.links, key=lambda link: not link.recording)
    offered = found if links else [link for link in found if link.recording][:1]
    buttons = link_buttons(offered, limits.ROW_BUTTONS - 1)
    return card(
        SESSION_COLOUR,
        joined_lines(f"**{title_of(session)}**", about(session, when=False)),
        own(paginate(blocks, _QUOTES)[0] if blocks else "-# The notes hold only the title."),
        Row((*buttons, Button(_HERE, str(PresenceButton(0, 0, 1))))),
    )


# ---------------------------------------------------------------------- before it is shared


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose of how to share a kept recap; ``channel`` is an id, 0 for none yet."""

    key: str
    channel: int
    form: Form
    page: int = 0
    tag: int = 0
    """The id of the forum's tag, 0 for none."""


def preview(
    messages: Sequence[PlannedMessage],
    choice: Choice,
    forms: Mapping[Form, str] | None = None,
    *,
    tags: Mapping[int, str] | None = None,
    announced: bool = False,
) -> Message:
    """Return what a person sees before sharing, a session a page, with the page of all as a file.

    ``forms`` are the labels of the forms that may be chosen; without them it cannot be shared. ``tags`` are
    those of the forum that is chosen, by id; ``announced`` offers to publish to who follows the channel.
    """
    head, *others = [planned.message for planned in messages]
    cards: list[Part | Card] = [card(SESSION_COLOUR, own(head.content))]
    cards += [part for message in others for part in message.each_part(_only_links).parts]
    page = max(0, min(choice.page, len(cards) - 1))
    sent = counted(len(messages), "message")
    parts: list[Part | Card] = [cards[page]]
    parts += [AttachedFile(file.name) for file in head.files]
    parts.append(own(f"-# Shared, it becomes {sent}, the first with this page of it all."))
    if turners := _turners(choice, page, len(cards)):
        parts.append(turners)
    if forms is not None:
        parts += _controls(choice, forms, tags or {}, announced=announced)
    return Message(parts=tuple(parts), files=head.files)


def _only_links(part: Part) -> Part | None:
    if not isinstance(part, Row):
        return part
    links = tuple(button for button in part.buttons if isinstance(button, LinkButton))
    return Row(links) if links else None


def _turners(choice: Choice, page: int, pages: int) -> Row | None:
    if pages < 2:
        return None

    def turn(to: int, *, back: bool) -> str:
        there = max(0, min(to, pages - 1))
        return str(RecapTurn(choice.key, choice.channel, choice.form, there, back, choice.tag))

    before = Button("◀ Back", turn(page - 1, back=True), disabled=page == 0)
    after = Button(f"Next ▶ ({page + 1} of {pages})", turn(page + 1, back=False), disabled=page == pages - 1)
    return Row((before, after))


def _controls(
    choice: Choice, forms: Mapping[Form, str], tags: Mapping[int, str], *, announced: bool
) -> list[Part]:
    """Return the choice of channel, form and tag, and what shares; all state is in their ids."""

    def named(kind: ChoiceKind) -> str:
        return str(RecapChoice(kind, choice.key, choice.channel, choice.form, choice.tag))

    options = tuple(Option(label, value, chosen=value == choice.form) for value, label in forms.items())
    share = Button("Share", named("share"), "primary", disabled=not choice.channel)
    publish = (Button("Share and publish", named("publish")),) if announced else ()
    offered = tuple(
        Option(cut(name, limits.OPTION_TEXT), str(tag), chosen=tag == choice.tag)
        for tag, name in tags.items()
    )
    return [
        ChannelMenu(named("where"), "Where to share it", choice.channel),
        Menu(named("form"), "In which form", options),
        *([Menu(named("tag"), "Under which tag", offered)] if offered else []),
        Row((share, *publish)),
    ]
