"""What people thought of a session is told from what the session says; praise is told from blame."""

from __future__ import annotations

import pytest

from embeddings.digest import opinions
from embeddings.index.chunking import Segment


def judged(text: str, kind: str = "prose") -> str | None:
    segment = Segment(text, 1, 1, kind, 0)  # type: ignore[arg-type]
    return opinions.polarity_of(text) if opinions.judges(segment, None) else None


@pytest.mark.parametrize(
    "text",
    [
        "This was a really nice workshop on kelp.",
        "The talk was surprisingly good.",
        "I really enjoyed this one.",
        "The keynote was not boring at all.",
        "Best session of the day!",
        "I highly recommend watching the recording.",
        "Well worth watching.",
        "Very interesting.",
        "Really inspiring talk, despite the microphone.",
        "Une conférence passionnante sur le sel.",
        "J'ai beaucoup aimé les exemples.",
        "Le détour valait le coup, cette conférence vaut la peine.",
        "Ein sehr unterhaltsamer Vortrag über Salz.",
        "Der Vortrag hat mir gut gefallen.",
        "Una charla muy divertida y amena.",
        "Me encantó.",
        "Una palestra muito interessante sobre algas.",
        "Adorei!",
        "My favourite talk of the day.",
        "My favourite was the one on anchors.",
        "I liked how she drew the knots.",
        "I would recommend it to every diver.",
        "I can recommend the recording.",
        "とても面白かったです。",
        "这场演讲值得一看。",
        "정말 유익했습니다.",
    ],
)
def test_praise_is_told(text: str) -> None:
    assert judged(text) == "praise"


@pytest.mark.parametrize(
    "text",
    [
        "A complete waste of time.",
        "The talk was rather boring and I left early.",
        "I was disappointed by the demo.",
        "The speaker was not good.",
        "Not worth watching.",
        "Une présentation décevante.",
        "Je n'ai pas aimé, car j'ai été déçu : une conférence ennuyeuse.",
        "Ein langweiliger Vortrag.",
        "Ein guter Redner ist er leider nicht.",
        "La charla fue bastante aburrida.",
        "No me gustó.",
        "A palestra foi chata.",
        "つまらない発表でした。",
        "이번 발표는 지루했습니다.",
    ],
)
def test_blame_is_told(text: str) -> None:
    assert judged(text) == "blame"


@pytest.mark.parametrize(
    "text",
    [
        "The best practice is to dry kelp in the wind.",
        "Kelp is a good source of salt.",
        "Nightwatch is a great tool for divers.",
        "Was the talk any good?",
        "There is a great talk by somebody else on nets.",
        "It is boring to count blades by hand.",
        "I like to use two anchors.",
        "We recommend using a lamp.",
        "In a session, the plug is bad.",
        "“This is the best keynote that I ever gave.”",
        "Good:",
        "El mejor momento es la marea baja.",
        "Das beste Seil ist ein nasses.",
        "My favourite knot is the bowline.",
        "I recommend tar for wet knots.",
        "I hated plastic before.",
        "If the session is bad, the pilot goes home.",
        "It is worth watching your anchor.",
        "It is not worth it to dry wet kelp.",
    ],
)
def test_what_is_said_of_other_things_is_no_opinion_of_the_session(text: str) -> None:
    assert judged(text) is None


def test_an_abstract_judges_nothing() -> None:
    text = "A fascinating talk on kelp for everybody."
    segment = Segment(text, 1, 1, "prose", 0)
    assert opinions.judges(segment, None)
    assert not opinions.judges(segment, "abstract")


def test_what_the_notes_call_an_opinion_is_one_though_it_shows_no_side() -> None:
    assert judged("Opinion: I had expected something else.") == "open"
    assert judged("Opinión: esperaba algo diferente.") == "open"
    assert judged("Opinion: kelp is cheap.", kind="item") is None, "in a list it is the speaker's"


def test_the_longest_sentences_say_other_things_too() -> None:
    assert judged("A great talk, " + "and then kelp was dried " * 20 + ".") is None
