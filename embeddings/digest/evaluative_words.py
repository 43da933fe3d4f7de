"""A lexicon of judging: the words that people praise and blame talks with, by language.

All are folded (see ``tokens.fold``) and regular expressions, so that one entry has all endings. A word stands
here only if it judges what it is said of; words of taste that notes use of software alike ("fast", "simple",
"hard") are left out.
"""

from __future__ import annotations

PRAISE = (
    # English
    r"great|good|nice|nicest|excellent|amazing|awesome|fantastic|brilliant|wonderful|superb|interesting|"
    r"fascinating|"
    r"fun|funny|funniest|entertaining|useful|helpful|inspiring|inspirational|insightful|impressive|engaging|"
    r"thought[- ]provoking|informative|lovely|best|favou?rite|outstanding|hilarious|enjoyable|eye[- ]opening|"
    r"mind[- ]?blowing|practical|memorable|fabulous|terrific|stellar|worthwhile|refreshing|captivating|"
    r"delightful|"
    # French
    r"geniale?s?|geniaux|excellente?s?|interessante?s?|passionnante?s?|bon(?:ne)?s?|belles?|inspirante?s?|"
    r"instructi(?:f|ve)s?|droles?|amusante?s?|captivante?s?|brillante?s?|fascinante?s?|enrichissante?s?|"
    r"remarquables?|"
    r"meilleure?s?|preferee?s?|chouettes?|"
    # German
    r"gut(?:e[nrsm]?)?|toll(?:e[nrsm]?)?|spannend(?:e[nrsm]?|ste[nrs]?)?|interessant(?:e[nrsm]?|este[nrs]?)?|"
    r"grossartig(?:e[nrsm]?)?|hervorragend(?:e[nrsm]?)?|ausgezeichnet(?:e[nrsm]?)?|klasse|"
    r"unterhaltsam(?:e[nrsm]?)?|"
    r"lehrreich(?:e[nrsm]?)?|inspirierend(?:e[nrsm]?)?|beeindruckend(?:e[nrsm]?)?|gelungen(?:e[nrsm]?)?|"
    r"beste[nrsm]?|"
    r"sehenswert(?:e[nrsm]?)?|kurzweilig(?:e[nrsm]?)?|"
    # Spanish, Portuguese
    r"buen[oa]?s?|interesantes?|genial(?:es)?|divertid[oa]s?|amen[oa]s?|increibles?|excelentes?|"
    r"fantastic[oa]s?|"
    r"estupend[oa]s?|recomendables?|inspirador(?:a|es|as)?|mejor(?:es)?|favorit[oa]s?|entretenid[oa]s?|"
    r"impresionantes?|chul[oa]s?|practic[oa]s?|animad[oa]s?|bonit[oa]s?|muy bien|una pasada|"
    r"magnific[oa]s?|boas?|bom|bons|otim[oa]s?|interessantes|incrivel|incriveis|"
    r"melhor(?:es)?|maravilhos[oa]s?|sensacional|sensacionais|"
    # of several languages
    r"super|top"
)
BLAME = (
    r"boring|dull|disappointing|disappointed|weak|worst|confusing|tedious|overhyped|mediocre|"
    r"underwhelming|meh|bad|"
    r"poor|terrible|awful|salesy|shallow|lame|rushed|pointless|useless|repetitive|frustrating|forgettable|"
    r"bland|"
    r"uninspiring|unprepared|too (?:long|short|fast|slow|basic|shallow|salesy|advanced|superficial)|"
    r"ennuyeu(?:x|ses?)|decevante?s?|decue?s?|mauvaise?s?|nul(?:le)?s?|inutiles?|confuse?s?|"
    r"brouillon(?:ne)?s?|pires?|"
    r"soporifiques?|ratee?s?|"
    r"langweilig(?:e[nrsm]?|ste[nrs]?)?|schlecht(?:e[nrsm]?|este[nrs]?)?|enttauschend(?:e[nrsm]?)?|"
    r"enttauscht|"
    r"schwach(?:e[nrsm]?)?|ernuchternd?(?:e[nrsm]?)?|durchwachsen(?:e[nrsm]?)?|verwirrend(?:e[nrsm]?)?|"
    r"oberflachlich(?:e[nrsm]?)?|nutzlos(?:e[nrsm]?)?|misslungen(?:e[nrsm]?)?|zah(?:e[nrsm]?)?|"
    r"aburrid[oa]s?|defraud(?:o|ado|ada|aron)|peor(?:es)?|floj[oa]s?|decepcionantes?|decepcionad[oa]s?|"
    r"pesad[oa]s?|confus[oa]s?|inutil(?:es)?|"
    r"mediocres?|chat[oa]s?|ruim|ruins|pior(?:es)?|frac[oa]s?|cansativ[oa]s?|entediantes?"
)
SUPERLATIVE = (
    r"best|favou?rite|nicest|funniest|worst|most \w+ (?:\w+ )?of the|highlight|meilleure?s?|preferee?s?|"
    r"pires?|"
    r"coups? de c(?:oe|œ)ur|beste[nrsm]?|schlechteste[nrsm]?|\w{4,}(?:en|s|t|n|g|d)ste[nr]? (?:vortrag|"
    r"session)|"
    r"mejor(?:es)?|peor(?:es)?|favorit[oa]s?|melhor(?:es)?|pior(?:es)?|最(?:好|棒|精彩|差)|一番|最高|최고|최악"
)
SESSION = (
    r"(?:talks?|sessions?|workshops?|keynotes?|presentations?|panels?|lectures?|tutorials?|speakers?|"
    r"presenters?|"
    r"demos?|conf[e]rences?|summit|event|meetup|exposes?|ateliers?|orateurs?|oratrices?|intervenante?s?|"
    r"retours? d[' ’]experience|tables? rondes?|discussions?|evenement|vortrag(?:e|s|en)?|redner(?:in)?|"
    r"referent(?:in)?|"
    r"sprecher(?:in)?|prasentation(?:en)?|veranstaltung|kongress|konferenz|charlas?|ponencias?|ponentes?|"
    r"sesion(?:es)?|"
    r"taller(?:es)?|presentacion(?:es)?|evento|palestras?|palestrantes?|sessao|sessoes|oficinas?|"
    r"apresentac(?:ao|oes))"
)
"""What a judgement is of, where it is of a session: the session, who spoke, the event."""
ADVERB = (
    r"(?:really|very|super|so|quite|pretty|truly|absolutely|extremely|surprisingly|rather|most|more|also|"
    r"easily|just|"
    r"always|a bit|a little|definitely|probably|again|tres|vraiment|super|plutot|assez|trop|bien|"
    r"tellement|sehr|"
    r"wirklich|ziemlich|echt|recht|besonders|eher|etwas|muy|super|bastante|tan|realmente|mas|muito|bem|"
    r"realmente)"
)
