"""English words whose forms no rule of stemming joins: "mice" of "mouse", "drove" of "drive".

Left out are forms that are other words besides ("found", "left", "saw", "rose").
"""

from __future__ import annotations

_FORMS = """
child children | man men | woman women | mouse mice | foot feet | tooth teeth | goose geese
person people | index indices | matrix matrices | vertex vertices | analysis analyses
hypothesis hypotheses | thesis theses | crisis crises | criterion criteria | phenomenon phenomena
appendix appendices | medium media | life lives | knife knives | wife wives | half halves
shelf shelves | thief thieves | wolf wolves | begin began begun | bite bit bitten | blow blew blown
break broke broken | bring brought | build built | buy bought | catch caught | choose chose chosen
draw drew drawn | drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen
feed fed | fight fought | flee fled | fly flew flown | forbid forbade forbidden
forget forgot forgotten | freeze froze frozen | grow grew grown | hide hid hidden | hold held
keep kept | lead led | lose lost | mean meant | meet met | overcome overcame | pay paid
ride rode ridden | ring rang rung | run ran | seek sought | sell sold | send sent
shake shook shaken | shoot shot | shrink shrank shrunk | sing sang sung | sink sank sunk
sleep slept | slide slid | speak spoke spoken | spend spent | stand stood | steal stole stolen
stick stuck | strike struck | swim swam swum | swing swung | take took taken | teach taught
tear tore torn | tell told | think thought | throw threw thrown | understand understood
wake woke woken | wear wore worn | win won | withdraw withdrew withdrawn | write wrote written
rewrite rewrote rewritten
"""
_GROUPS = tuple(frozenset(group.split()) for line in _FORMS.splitlines() for group in line.split("|"))
_OTHERS = {word: group - {word} for group in _GROUPS for word in group}
_RULES = ("ing", "s", "er", "ers")


def other_forms(word: str) -> frozenset[str]:
    """Return the other forms of a folded English word; none of a word that stemming brings together.

    A form that a rule makes ("driving", "writes") is looked for by what it is made of.
    """
    if word in _OTHERS:
        return _OTHERS[word] | {f"{other}s" for other in _OTHERS[word]}  # "children's" is folded so
    for ending in _RULES:
        stem = word.removesuffix(ending)
        for made_of in (stem, f"{stem}e", stem[:-1]) if stem != word else ():
            if made_of in _OTHERS:
                return _OTHERS[made_of] | {made_of}
    return frozenset()
