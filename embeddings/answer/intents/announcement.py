"""Questions for what was announced: every sentence that tells of a launch, with its session."""

from __future__ import annotations

import re

from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.subject import Subject
from embeddings.digest.announcements import announced
from embeddings.records import Answer, Match, Quote
from embeddings.text import tokens

_EACH = 5
"""Sentences that are quoted of each session."""
_ASKS = re.compile(
    r"^\W*(?:(?:what|which|were|was|are|is|there|the|any|all|some|list|show|me|tell|give|about|big|"
    r"biggest|main|major|"
    r"new|key|most important)\W+)*announcements?\b(?: (?:were|was|are)(?: there| made)?)?(?: (?:of|from|"
    r"on|at|in|about|"
    r"for|by|during))?"
    r"|\bwhat (?:all )?(?:was|were|got|has been|have been) (?:announced|launched|unveiled)\b(?: (?:at|on|"
    r"in|about|for|by|"
    r"during))?"
    r"|\bwhat (?:did|has|have) (?=.{1,60}\b(?:announced?|launch(?:ed)?|unveil(?:ed)?)\b)"
    # French, German, Spanish, Portuguese
    r"|^\W*(?:(?:quelles?|sont|etaient|les|des|principales|toutes|y a t il eu) )*(?:annonces|"
    r"nouveautes)\b(?: (?:de|du|des))?"
    r"|\bqu['’]?est[- ]ce qui a ete annonce\b|\bqu['’]a(?:[- ]t[- ](?:il|on|elle))? (?:\w+ ){0,3}annonce\b"
    r"|^\W*(?:(?:welche|gab|es|die|alle|neuen?) )*(?:ankundigungen|neuigkeiten|neuheiten)\b(?: (?:gab es|"
    r"von|vom|am))?"
    r"|\bwas (?:wurde|hat|haben) (?=.{0,60}\bangekundigt\b)"
    r"|^\W*¿?(?:(?:cuales|que|hubo|fueron|los|las|todos|todas|principales) )*(?:anuncios|"
    r"novedades)\b(?: (?:hubo|de|del|en))?"
    r"|\bque (?:se )?(?:anuncio|anunciaron|presentaron de nuevo)\b"
    r"|^\W*(?:(?:quais|houve|foram|os|as) )*(?:anuncios|novidades)\b|\bo que (?:foi|foram) anunciad[oa]s?\b"
    # Chinese, Japanese, Korean
    r"|发布了(?:什么|哪些)(?:新\w*)?|發布了(?:什麼|哪些)|(?:有什么|有什麼)(?:新)?(?:发布|發布|消息)"
    r"|(?:何が|どんな)?(?:新しく)?発表された(?:もの|こと)?|新発表"
    r"|발표된 (?:것|내용|신기능)|새로 (?:발표|공개)된"
)
"""In a folded question; the words of announcing go with it."""
_MAY_ASK = re.compile(
    r"^\W*(?:what(?:['’]?s| is| was) new|(?:any )?new (?:features|products|services|releases))\b"
    r"(?: (?:at|on|in|from))?"
)
"""Asks for them where a day or an event is all that the question says besides."""
_WORDS = re.compile(
    r"\b(?:announced?|announcements?|launch(?:ed)?|unveil(?:ed)?|annonces?|angekundigt|anuncia\w*|anuncio)\b"
)


def answer(asked: Asked) -> Answer | None:
    """Answer with the sentences that tell of something launched, released or announced.

    Where a topic is named that no title has, only the sentences that name it count.
    """
    folded = tokens.fold(asked.question.text)
    sure = _ASKS.search(folded) is not None
    if not sure and _MAY_ASK.search(folded) is None:
        return None
    of = subject.find(asked, _WORDS.sub(" ", (_ASKS if sure else _MAY_ASK).sub(" ", folded)))
    if of is None or not (sure or of.scope in ("all", "day", "month", "event")):
        return None
    quotes = [one.quote for one in announced(asked.snapshot, of.sessions) if one.news == "launch"]
    if of.scope in ("topic", "titled"):
        naming = [quote for quote in quotes if _names(of, quote)]
        quotes = naming if of.scope == "topic" else naming or quotes
    if not quotes:
        return _none(asked, of) if of.is_named else None
    return _told(asked, of, quotes)


def _names(of: Subject, quote: Quote) -> bool:
    held = set(tokens.tokenize(quote.text))
    stems = {tokens.stem(word, "en") for word in held}
    return any(not (term.stems | {term.word}).isdisjoint(held | stems) for term in of.terms)


def _told(asked: Asked, of: Subject, quotes: list[Quote]) -> Answer:
    telling = dict.fromkeys(quote.session for quote in quotes)
    sessions = [session for session in of.sessions if session.id in telling]
    kept = [quote for session in sessions for quote in [q for q in quotes if q.session == session.id][:_EACH]]
    left_out = len(quotes) - len(kept)
    if len(of.sessions) == 1:
        lead = "The notes tell of what was announced:"
    else:
        tell = "tells" if len(sessions) == 1 else "tell"
        lead = f"{len(sessions)} of {len(of.sessions)} sessions{of.where} {tell} of something announced:"
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=lead,
        matches=tuple(Match(session, 1.0) for session in sessions),
        quotes=tuple(kept),
        links=sessions[0].links,
        remark=f"{left_out} more such sentences are not shown." if left_out else None,
        kind="session" if len(of.sessions) == 1 else "sessions",
    )


def _none(asked: Asked, of: Subject) -> Answer:
    one = of.only
    return Answer(
        question=asked.question.text,
        verdict="none",
        lead=f"The notes on {of.whole()} tell of nothing that was announced.",
        matches=(Match(one, 1.0),) if one else (),
    )
