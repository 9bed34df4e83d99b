"""The words by which questions ask for beliefs: question words to predicates, and how kin are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from memos.schemas.roles import ROLES


class Cue(NamedTuple):
    """A question that holds `words`, and matches `if_` as well, asks for these predicates, the likeliest first."""

    words: re.Pattern[str]
    predicates: tuple[str, ...]
    if_: re.Pattern[str]


def _cue(words: str, predicates: str, if_: str = "") -> Cue:
    return Cue(re.compile(rf"\b(?:{words})\b"), tuple(predicates.split()), re.compile(if_))


_PET: Final = "pets?|dogs?|cats?|pupp(?:y|ies)|kittens?|rabbits?|hamsters?|parrots?|budgies?|birds?|turtles?|horses?|pony|ponies|animals?"
_SPOUSE: Final = "relation:husband relation:wife relation:spouse relation:partner"

CUES: Final = (
    _cue("names?|called|full name|who am i", "name nickname", r"\bnames?\b|\bcalled\b|who am i"),
    _cue("nicknames?|called|go by", "nickname name", r"nickname|\balso called\b|\bgo by\b"),
    _cue("how old|age|years old", "age birthday"),
    _cue("birthday|birthdate|birth date|date of birth|born", "birthday age", r"birth|\b(?:when|year|day)\b.*\bborn"),
    _cue("gender|sex|man|woman|male|female", "gender", r"gender|\bsex\b|\b(?:a|or) (?:man|woman|male|female)\b"),
    _cue("nationality|citizen(?:ship)?|country|from", "nationality origin", r"nationality|citizen|country.* from\b"),
    _cue("birthplace|place of birth|born", "born_in origin", r"birthplace|place of birth|where\b.*\bborn"),
    _cue("come|comes|from|originally|hail|hails|origin|home ?town|born|grow up|grew up|raised",
         "origin born_in nationality", r"^(?!.*\bmov).*(?:where\b.*\bfrom\b|\borigin|home ?town|(?:grow|grew) up|raised)"),
    _cue("languages?|speaks?|spoken|mother tongue", "language", r"languages?|tongue|\bspeaks?\b(?! (?:to|with|at|about)\b)"),
    _cue("marital|married|single|divorced|widowed|engaged|relationship|status|spouse", f"marital_status {_SPOUSE}",
         r"marital|married|single|divorced|widow|engaged|relationship status"),
    _cue(_PET, "has_pet"),
    _cue("jobs?|occupation|profession|careers?|living|line of work|trade|work|works|working|worked|position|role",
         "occupation works_at works_on",
         r"\b(?:job|occupation|profession|career|trade)|for a living|line of work|\bwork(?:s|ed|ing)? as\b"
         r"|\bwhat (?:is|was) .*\b(?:work|position|role)$"),
    _cue("do|does|did|doing", "occupation works_at studies",
         r"^what (?:do|does|did|is|was|are|were) [\w' -]+ (?:do|doing)(?: (?:now|before|for (?:a living|work)|these days|previously))*$"),
    _cue("work|works|working|worked|employers?|employed|company|workplace|office|job", "works_at occupation",
         r"employe[dr]|workplace|\b(?:where|who|whom|which|what (?:company|firm|place))\b(?!.*\bworks? (?:on|as)\b).*\bwork"),
    _cue("work|works|working|worked|on|projects?", "works_on", r"\bwork(?:s|ed|ing)? on\b|\bprojects?\b"),
    _cue("stud(?:y|ies|ied|ying)|major(?:ed|ing)?|subject|degrees?|field", "studies graduated_from studies_at",
         r"^(?!.*\bwhere\b).*(?:\bstud|\bmajor|\bdegrees?\b)"),
    _cue("stud(?:y|ies|ied|ying)|school|university|college|attend(?:s|ed)?|go to", "studies_at graduated_from",
         r"where\b.*\bstud|\bschool|university|college"),
    _cue("graduate[ds]?|graduation|alma mater|degrees?|university|college|school", "graduated_from studies_at",
         r"graduat|alma mater|degree|university|college"),
    _cue("skills?|good at|talents?|instruments?|plays?|can|able|do", "skill hobby",
         r"\bskill|\btalent|\binstrument|\bgood at\b|\bcan [\w' -]+ (?:do|play)\b|\bable to\b"),
    _cue("members?|clubs?|groups?|belongs?|associations?|societ(?:y|ies)|part of", "member_of",
         r"member|\bclubs?\b|\bgroups?\b|belong|associat|societ"),
    _cue("liv(?:e|es|ed|ing)|home|house|resides?|based|city|town|country|address|located|moved?|moving|settled?|stay(?:ing|s)?",
         "lives_in attribute:address", r"^(?!.*\bwith\b).*(?:\bwhere\b.*\b(?:liv|home\b|house\b|resid|based|located|mov|settle|stay)"
         r"|\b(?:city|town|country|place)\b.*\b(?:live|home)|\bhome (?:city|address)|\baddress$|^(?:do|does|did) .*\bliv)"),
    _cue("liv(?:e|es|ed|ing) with|shares?|household|housemates?", "lives_with", r"\bliv\w+ with\b|\bwith whom\b.*\bliv|household"),
    _cue("visit(?:s|ed)?|been|gone|travell?ed|trips?|countries|cities|places", "visited",
         r"\bvisit|\bbeen to\b|\b(?:have|has) [\w' -]+ (?:been|gone|travell?ed)|\btravell?ed"),
    _cue("allerg(?:y|ies|ic)", "allergic_to"),
    _cue("conditions?|illness(?:es)?|diseases?|disorders?|health|medical|sick|ill|suffers?|diagnos(?:ed|is)", "condition allergic_to",
         r"\bcondition|illness|disease|disorder|\bhealth\b|medical|\bsick\b|\bill\b|\bsuffer|diagnos"),
    _cue("diet|dietary|eats?|vegan|vegetarian|food|restrictions?|follow", "diet allergic_to",
         r"\bdiet|\beats?$|\beat meat|\bvegan|\bvegetarian"),
    _cue("medications?|medicines?|meds|pills?|tablets?|drugs?|prescriptions?|takes?|taking", "takes",
         r"\bmedic(?:ation|ine)|\bmeds\b|\bpills?\b|\btablets?\b|\bdrugs?\b|prescription"),
    _cue("dislikes?|hates?|stand|like|likes|detests?|loathes?|avoids?", "dislikes",
         r"dislike|\bhate|can't stand|cannot stand|n't (?:\w+ )?like|not (?:\w+ )?like|detest|loathe"),
    _cue("likes?|loves?|enjoys?|fond|into", "likes hobby interested_in",
         r"^(?!.*(?:\b(?:would|look|looks|is|are|was|'d) [\w' ]*like\b|n't (?:\w+ )?like|not (?:\w+ )?like|dislike))"
         r".*(?:\blikes?\b|\bloves?\b|\benjoys?\b|\bfond of\b|\binto$)"),
    _cue("prefers?|preferences?|preferred|rather", "prefers likes", r"\bprefer"),
    _cue("interests?|interested|curious", "interested_in hobby likes"),
    _cue("hobb(?:y|ies)|pastimes?|free time|spare time|for fun|do|does", "hobby interested_in likes skill",
         r"hobb|pastime|(?:free|spare) time|for fun"),
    _cue("owns?|owned|possess(?:es|ions?)?|belongings|have|has", "owns has_pet", r"\bown(?:s|ed)?\b|possess|belongings"),
    _cue("cars?|vehicles?|bikes?|bicycles?|motorbikes?|boats?|drives?|drove|rides?", "owns",
         r"\b(?:cars?|vehicles?|bikes?|bicycles?|motorbikes?|boats?|drives?|drove)\b"),
    _cue("wants?|wanted|wish(?:es)?|goals?|dreams?|hopes?|like|ambitions?|aspir\\w+", "wants plans",
         r"\bwants?\b|\bwanted\b|\bwish|\bgoals?\b|\bdreams?\b|\bhopes?\b|ambition|aspir|would [\w' ]*like to"),
    _cue("plan(?:s|ning|ned)?|intends?|going|upcoming|do|up to", "plans wants",
         r"\bplans?\b|\bplanning\b|\bplanned\b|\bintend|\bgoing to do\b"),
    _cue("habits?|routines?|usually|regularly|every|often|do|does", "habit hobby", r"\bhabit|routine|\busually\b|regularly|\bhow often\b"),
    _cue("believes?|beliefs?|religio\\w+|faith|opinions?|thinks?", "believes",
         r"\bbelie[fv]|religio|\bfaith\b|\bopinion|\bthink of\b|\bthink about\b"),
    _cue("e-?mails?|e-mail|address|reach|contact", "email phone", r"\be-?mail|\breach\b|\bcontact"),
    _cue("phone|telephone|mobile|cell|numbers?|call|reach|contact", "phone email",
         r"\b(?:tele)?phone\b|\bmobile\b|\bcell\b|\breach\b|\bcontact"),
)  # fmt: skip
"""Over a question in lower case without its question mark. Where several fit, each asks."""

OFTEN_SAID: Final = frozenset(
    """again before called current currently earlier former formerly kind know many much name named now number originally
    please previously right sort still tell today type use used""".split()  # noqa: SIM905
)
"""Words of questions that ask for nothing themselves: a belief that answers need not say them."""

_SEVERAL: Final = {
    "parents": "mother father parent", "parent": "mother father", "children": "child son daughter", "kids": "child son daughter",
    "siblings": "sibling brother sister twin", "sibling": "brother sister twin", "grandparents": "grandmother grandfather",
    "grandchildren": "grandchild grandson granddaughter", "husband": "spouse", "wife": "spouse", "spouse": "husband wife partner",
    "partner": "spouse husband wife girlfriend boyfriend", "child": "son daughter", "kid": "child son daughter",
    "ex-wife": "wife spouse", "ex-husband": "husband spouse", "ex-boyfriend": "boyfriend partner", "ex-girlfriend": "girlfriend partner",
}  # fmt: skip


ROLES_MEANT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        word: tuple(dict.fromkeys([*([ROLES[word]] if word in ROLES else []), *_SEVERAL.get(word, "").split()]))
        for word in ROLES.keys() | _SEVERAL.keys()
    }
)
"""By what kin and others are called in a question, the roles that may be meant."""
PET: Final = re.compile(_PET)
