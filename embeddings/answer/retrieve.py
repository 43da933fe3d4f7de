"""A question to scored sessions: vectors and words together, and the evidence for each.

Both legs give their best chunks; each chunk found by either is then measured by both: the cosine of its
vector, and the share of the question's words that it, its title or its people hold, each word weighted by how
rare it is (Bruch et al. 2023 find such convex combinations of scores at least as good as fusing ranks). A
session is as good as its two best chunks. The weights were fitted with a listwise logistic loss on labelled
questions over invented notes (``tests/benchmarks/calibrate.py``); the first session changes little within a
factor of two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from embeddings.answer.patterns import ASKING_WORDS
from embeddings.answer.question import Question
from embeddings.index import vocabulary
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.records import Session
from embeddings.text import tokens
from embeddings.text.elision import joined_forms
from embeddings.text.function_words import ALL_FUNCTION_WORDS
from embeddings.text.inflections import related_forms
from embeddings.text.irregular_forms import other_forms
from embeddings.text.spelling import other_spellings

_DEPTH = 40
"""Chunks that each leg contributes: deeper changed no first session in any collection measured."""
_DEPTH_AMONG = 2_000
"""The same where the question is kept to some sessions: a session's chunks, or a day's."""
_MOST_USERS = 2_000
"""Sessions that may use the words that are matched: no bound for libraries of some hundreds."""
_SECOND_WEIGHT = 0.5
"""Of the second-best chunk beside the best: a session that comes back to a thing is about it."""
_UNREAD_WEIGHT = 0.25
"""Of the vectors where the model does not read the language: from 0.1 to 0.3 did equally well."""
ON_TOPIC = 0.6
"""Share of a topic's words that a session's best chunk, title and people hold where it is about that."""
TELLING = 0.45
"""Cosine of its best chunk from which on a session may fit that has no word in common with the question."""
_WORDS_WEIGHT = 0.6
_COMMON = 0.5
"""Place in the model's vocabulary (0 to 1, most frequent first) before which a word is common."""
_PEOPLE_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: every stem it may have, and its weight."""

    word: str
    stems: frozenset[str]
    weight: float
    known: bool
    """Whether a session uses it."""
    common: bool = False
    """Of what is missing: a frequent word of English, or a form of one, which says little of the notes."""
    aside: bool = False
    """Whether it stands in the files all the same: outside the sessions, or in another form."""

    @property
    def missing(self) -> bool:
        """Whether it stands nowhere in the notes."""
        return not (self.known or self.aside)

    @property
    def searched(self) -> float:
        """Its weight in what is held: none for a pair of letters that the notes lack, where two words met."""
        return self.weight if self.known or not tokens.is_pair(self.word) else 0.0


@dataclass(slots=True)
class Hit:
    """A session and why it was found."""

    session: Session
    score: float = 0.0
    cosine: float = -1.0
    """Of its best chunk, on the common scale."""
    coverage: float = 0.0
    """Weighted share of the question's words that its best chunk, title and people hold."""
    title_coverage: float = 0.0
    people_coverage: float = 0.0
    cosines: list[float] = field(default_factory=list)
    """Of each of its chunks that was found."""


def correct(snapshot: Snapshot, question: Question) -> dict[str, str]:
    """Return the misspelt words of a question and the words of the notes to search instead."""
    catalogue = snapshot.catalogue
    if question.is_foreign(catalogue.languages):
        # Its words are right, and in no other language than the notes' are they to be looked for there.
        return {}
    return vocabulary.corrections(
        [word for word in question.terms if not _used(word, catalogue)],
        catalogue.vocabulary,
        lambda word: word in ASKING_WORDS | ALL_FUNCTION_WORDS or _is_word(snapshot, word),
        slips_alone=not _is_english(question),  # the ranks of a model tell English words alone
    )


def _is_word(snapshot: Snapshot, word: str) -> bool:
    """Tell whether the model has a word, or the one whose plural or genitive ("companys") it is."""
    return any(snapshot.embedder.rank(form) is not None for form in (word, word.removesuffix("s")))


def _used(word: str, catalogue: Catalogue) -> bool:
    """Tell whether the notes use a word, in whatever form and spelling."""
    return catalogue.holds(_forms(word, catalogue))


def _forms(word: str, catalogue: Catalogue) -> frozenset[str]:
    """Return every stem of a word, and of its other spelling or form where the notes have that."""
    others = other_spellings(word) | (other_forms(word) if "en" in catalogue.languages else frozenset())
    others |= joined_forms(word, catalogue.languages)
    spellings = {word, *(other for other in others if other in catalogue.vocabulary)}
    stems = (tokens.stem_forms(spelling, catalogue.languages) for spelling in spellings)
    return frozenset(spellings).union(*stems)


def corrected_text(question: Question, corrections: dict[str, str]) -> str:
    """Return the question with its misspelt words replaced, as the model is to read it."""
    if not corrections:
        return question.text
    return " ".join(
        corrections.get(tokens.fold(word).strip("?!.,;:'\"()"), word) for word in question.text.split()
    )


def weigh(snapshot: Snapshot, question: Question, corrections: dict[str, str]) -> tuple[Term, ...]:
    """Return the question's words with their weights.

    A word weighs more the fewer sessions use it, and the rarer it is in general (its place in the model's
    vocabulary): "snapshot isolation" asks for that, "overloaded guys" hardly for guys.
    """
    catalogue = snapshot.catalogue
    terms = []
    for word in question.terms or _nouns_used(question, catalogue):
        meant = corrections.get(word, word)
        forms = _forms(meant, catalogue)
        known = any(form in catalogue.stem_counts for form in forms)
        rank = snapshot.embedder.rank(meant)
        general = 1.0 if rank is None else 0.3 + 0.7 * rank
        aside = not known and (catalogue.holds(forms) or catalogue.has_form_of(meant))
        common = not (known or aside) and _is_common(snapshot, question, meant)
        weight = general * catalogue.idf(forms)
        terms.append(Term(meant, forms, weight, known, common, aside))
    return tuple(terms)


def _is_common(snapshot: Snapshot, question: Question, word: str) -> bool:
    """Tell whether a word, or in English a form of it, is a frequent one."""
    forms = related_forms(word, ("en",)) if _is_english(question) else ()
    ranks = (snapshot.embedder.rank(form) for form in (word, *forms))
    return any(rank is not None and rank < _COMMON for rank in ranks)


def _is_english(question: Question) -> bool:
    return question.language in (None, "en")


def trusted(snapshot: Snapshot, question: Question, vector: Vectors) -> Vectors:
    """Return a question's vector, shortened where the model does not read its language.

    All its cosines are then as much smaller, and words decide: of a script that a model hardly knows, any two
    texts are near each other.
    """
    reads = snapshot.embedder.reads(question.written_in)
    return vector if reads else vector * vector.dtype.type(_UNREAD_WEIGHT)


def _nouns_used(question: Question, catalogue: Catalogue) -> list[str]:
    """Return the kinds of session that a question names, where a title holds them, else where a text does."""
    if question.lists or not question.nouns:
        return []
    titles = {stem for session in catalogue.sessions for stem in catalogue.entries[session.id].title}
    titled = [noun for noun in question.nouns if not titles.isdisjoint(_forms(noun, catalogue))]
    return titled or [noun for noun in question.nouns if _used(noun, catalogue)]


def coverage(terms: Sequence[Term], held: Callable[[Term], bool]) -> float:
    """Return the weighted share of ``terms`` that are held; 0 where there are none."""
    whole = part = 0.0
    for term in terms:
        whole += term.searched
        if held(term):
            part += term.searched
    return part / whole if whole else 0.0


def search(
    snapshot: Snapshot, terms: Sequence[Term], vector: Vectors, allowed: set[str] | None = None
) -> list[Hit]:
    """Return every session found, best first; only ``allowed`` session ids where given."""
    catalogue, index, store = snapshot.catalogue, snapshot.index, snapshot.store
    among = None if allowed is None else store.chunk_ids(catalogue.account_ids(allowed))
    nearest = index.search(vector[None, :], _DEPTH if among is None else _DEPTH_AMONG, among)[0]
    cosine = dict(nearest)
    by_words: list[tuple[int, float]] = []
    # Few to choose from are all among the nearest, and are measured by their words below.
    if among is None or len(among) > _DEPTH_AMONG:
        by_words = store.match(_worth_matching(terms, catalogue), _DEPTH if among is None else _DEPTH_AMONG)
    unmeasured = [chunk for chunk, _ in by_words if chunk not in cosine]
    if unmeasured:
        cosine.update(zip(unmeasured, (index.vectors(unmeasured) @ vector).tolist(), strict=True))
    scale = snapshot.embedder.scale
    fields = store.indexed(list(cosine))
    hits: dict[str, Hit] = {}
    named: dict[str, tuple[float, list[tuple[float, list[str]]]]] = {}
    # Each chunk's stems are looked for in its text: quicker than making a set of them for a few questions.
    spaced_forms = [(term.searched, [f" {stem} " for stem in term.stems]) for term in terms]
    weights = [term.searched for term in terms]
    whole = sum(weights)
    for chunk, similarity in cosine.items():
        session_id, _, _, body = fields.get(chunk, ("", "", "", ""))
        session = catalogue.by_id.get(session_id)
        # What is in no session is found where it alone is looked for.
        if session is None or not (session.is_listed if allowed is None else session.id in allowed):
            continue
        session_id = session.id
        hit = hits.get(session_id)
        if hit is None:
            hit = hits[session_id] = Hit(session)
            entry = catalogue.entries[session_id]
            title = [not term.stems.isdisjoint(entry.title) for term in terms]
            people = [not term.stems.isdisjoint(entry.people) for term in terms]
            if whole:
                hit.title_coverage = sum(compress(weights, title)) / whole
                hit.people_coverage = sum(compress(weights, people)) / whole
            either = [
                a or b or not term.stems.isdisjoint(entry.where)
                for a, b, term in zip(title, people, terms, strict=True)
            ]
            others = [pair for pair, name in zip(spaced_forms, either, strict=True) if not name]
            named[session_id] = sum(compress(weights, either)), others
        spaced = f" {body} "
        held, others = named[session_id]
        for weight, forms in others:
            for form in forms:
                if form in spaced:
                    held += weight
                    break
        here = held / whole if whole else 0.0
        similarity = scale.common(similarity)
        hit.cosines.append(similarity)
        hit.cosine = max(hit.cosine, similarity)
        hit.coverage = max(hit.coverage, here)
    for hit in hits.values():
        best = sorted(hit.cosines, reverse=True)
        second = best[1] if len(best) > 1 else best[0]
        hit.score = (
            best[0]
            + _SECOND_WEIGHT * second
            + _WORDS_WEIGHT * hit.coverage
            + _PEOPLE_WEIGHT * hit.people_coverage
        )
    return sorted(hits.values(), key=lambda hit: -hit.score)


def _worth_matching(terms: Sequence[Term], catalogue: Catalogue) -> list[str]:
    """Return the forms to match, in order: those of the rarest words until ``_MOST_USERS`` sessions use them.

    Words that a great many sessions use say next to nothing of any, and every chunk that has one would be
    weighed. All of a question's words still count in the chunks that either leg finds.
    """
    users = {
        term: max((catalogue.stem_counts.get(stem, 0) for stem in term.stems), default=0) for term in terms
    }
    kept: set[Term] = set()
    whole = 0
    for term in sorted(terms, key=lambda term: users[term]):
        whole += users[term]
        if whole > _MOST_USERS:
            break
        kept.add(term)
    return [stem for term in terms if term in kept for stem in sorted(term.stems)]
