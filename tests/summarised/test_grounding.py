"""Which sentences a quote holds: none that adds a figure, a name, a link, a date or a "not" of its own."""

from __future__ import annotations

import pytest

from bot.summaries.grounding import holds

LAMPS = (
    "A lamp sends its state every minute, and nobody has to row out. On Tuesday the keepers saved 40 % of "
    "their diesel, more than any ferry did, says Ada Quill of Foghorn Ltd."
)
TAPE = (
    "Version v1.2.3 of tape-robot fixes SVS-401 for $9.50; see https://tape.example/a, or ask in snake_case."
)
DIENST = (
    "Der Dienst wurde in neun Wochen umgezogen, und kein Kunde hat es bemerkt. Am 3. Mai war alles fertig."
)
CREW = (
    "Ida Moor told Per Holm that crossings fell from 90 to 60 minutes, and that ferries may need "
    "sixteen boats. The fund holds 5 million crowns, with a margin of -3 percent."
)
FYR = "Fyren sparar diesel varje natt."
TODAI = "灯台は毎分その状態を知らせ、誰も船を出さずに済みます。灯台守は燃料の40%を節約しました。"


@pytest.mark.parametrize(
    ("quote", "sentence", "language"),
    [
        (LAMPS, "A lamp sends its state every minute.", "en"),
        (LAMPS, "Lamps send their state each minute, so nobody rows out.", "en"),
        (LAMPS, "The keepers saved 40 % of their diesel.", "en"),
        (LAMPS, "Keepers saved 40 percent of diesel on Tuesday.", "en"),
        (LAMPS, "Ada Quill says that the keepers saved diesel.", "en"),
        (TAPE, "Version v1.2.3 of tape-robot fixes SVS-401 for $9.50.", "en"),
        (TAPE, "See https://tape.example/a or ask in snake_case.", "en"),
        (DIENST, "Der Dienst wurde in neun Wochen umgezogen.", "de"),
        (DIENST, "Kein Kunde hat das bemerkt.", "de"),
        (CREW, "Crossings fell from 90 to 60 minutes.", "en"),
        (CREW, "Ferries may need sixteen boats.", "en"),
        (CREW, "The fund holds 5 million crowns, with a margin of -3 percent.", "en"),
        (TODAI, "灯台は毎分状態を知らせます。", "ja"),
        (TODAI, "灯台守は燃料の40%を節約しました。", "ja"),
    ],
)
def test_a_sentence_of_the_quotes_own_words_is_held(quote: str, sentence: str, language: str) -> None:
    assert holds(quote, sentence, language)


@pytest.mark.parametrize(
    ("quote", "sentence", "language"),
    [
        # figures, their units, numbers in words
        (LAMPS, "The keepers saved 60 % of their diesel.", "en"),
        (LAMPS, "The keepers saved 4 % of their diesel.", "en"),
        (LAMPS, "The keepers saved 40 tons of their diesel.", "en"),
        (LAMPS, "Two keepers saved 40 % of their diesel.", "en"),
        (TAPE, "Version v1.2.3 of tape-robot fixes SVS-401 for $9.5.", "en"),
        (TAPE, "Version v1.2.3 of tape-robot fixes SVS-401 for €9.50.", "en"),
        (DIENST, "Der Dienst wurde in zehn Wochen umgezogen.", "de"),
        (TODAI, "灯台守は燃料の60%を節約しました。", "ja"),
        (LAMPS, "The keepers saved sixty percent of their diesel.", "en"),
        (LAMPS, "The keepers saved ④⓪ percent of their diesel.", "en"),
        (LAMPS, "The keepers saved all of their diesel.", "en"),
        (CREW, "Ferries may need six boats.", "en"),
        (CREW, "The fund holds 5 crowns.", "en"),
        (CREW, "The fund holds a margin of 3 percent.", "en"),
        (DIENST, "Der Dienst wurde in vierzig Wochen umgezogen.", "de"),
        # figures and names that change their places
        (CREW, "Crossings fell from 60 to 90 minutes.", "en"),
        (CREW, "Per Holm told Ida Moor that crossings fell.", "en"),
        # dates
        (LAMPS, "On Friday the keepers saved 40 % of their diesel.", "en"),
        (DIENST, "Am 4. Mai war alles fertig.", "de"),
        (DIENST, "Am 3. Juni war alles fertig.", "de"),
        # names, also put together of two
        (LAMPS, "Bo Tern says that the keepers saved diesel.", "en"),
        (LAMPS, "Ada Foghorn says that the keepers saved diesel.", "en"),
        (LAMPS, "The keepers of Quayside saved 40 % of their diesel.", "en"),
        (TODAI, "Quaysideの灯台は毎分その状態を知らせます。", "ja"),
        # codes, versions, links, mentions, markup
        (TAPE, "Version v1.2 of tape-robot fixes SVS-401.", "en"),
        (TAPE, "Version v1.2.3 of tape-robot fixes SVS-40.", "en"),
        (TAPE, "See https://evil.example/a or ask in snake_case.", "en"),
        (TAPE, "See evil.example or ask for version v1.2.3.", "en"),
        (LAMPS, "A lamp sends @everyone its state every minute.", "en"),
        (LAMPS, "A **lamp** sends its state every minute.", "en"),
        (LAMPS, "A [lamp] sends its state every minute.", "en"),
        (LAMPS, "A <b>lamp</b> sends its state every minute.", "en"),
        # the opposite
        (LAMPS, "A lamp never sends its state.", "en"),
        (LAMPS, "A lamp doesnt send its state.", "en"),
        (LAMPS, "A lamp hardly sends its state.", "en"),
        (CREW, "Crossings rose from 90 to 60 minutes.", "en"),
        (CREW, "Ferries need sixteen boats.", "en"),
        (FYR, "Fyren sparar inte diesel varje natt.", "sv"),
        (LAMPS, "The keepers have to row out.", "en"),
        (DIENST, "Ein Kunde hat es bemerkt.", "de"),
        (TODAI, "灯台は毎分状態を知らせません。", "ja"),
        # other words, nothing said, several sentences, what nobody sees
        (LAMPS, "Lamps are powered by small solar panels.", "en"),
        (LAMPS, "It is what it is.", "en"),
        (LAMPS, "", "en"),
        (LAMPS, "A lamp sends its state. A lamp sends its state every minute.", "en"),
        (LAMPS, "A lamp sends its \u202estate every minute.", "en"),
        (LAMPS, "A lamp sends its state\x1b[2J every minute.", "en"),
        (LAMPS, "A lamp sends its \ud800state every minute.", "en"),
    ],
)
def test_a_sentence_that_adds_something_is_not_held(quote: str, sentence: str, language: str) -> None:
    assert not holds(quote, sentence, language)


def test_the_same_other_words_in_another_order_are_not_seen_through() -> None:
    """What it cannot see, and the documents say so: who did what to whom."""
    assert holds(LAMPS, "The ferry saved 40 % of their diesel.", "en")
