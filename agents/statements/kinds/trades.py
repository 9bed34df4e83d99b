"""Which words name work and study: a job, a field, an employer, a school, a subject, a team, what is earned."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name
from memos.agents.statements.grammar.values import vague
from memos.agents.statements.grammar.verbs import ADVERBS, FORMS
from memos.agents.statements.grammar.vocabulary import (
    ADJECTIVES,
    GROUPS,
    HOBBIES,
    INSTRUMENTS,
    LANGUAGES,
    MONTHS,
    NATIONS,
    NOT_JOBS,
    NOT_WORKPLACES,
    SCHOOLS,
    SPORTS,
    SUBJECTS,
    TIME_UNITS,
    VAGUE,
    WEEKDAYS,
    WORKPLACES,
)  # fmt: skip
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.named import is_job, is_organisation
from memos.schemas.roles import ROLES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIELDS = _set(
    "marketing advertising sales finance accounting accountancy banking insurance hr it tech technology software cybersecurity retail "
    "hospitality catering tourism travel construction healthcare nursing medicine education teaching academia research logistics shipping "
    "transport haulage aviation publishing journalism media television tv radio film advertising fashion design architecture engineering "
    "manufacturing automotive pharma biotech agriculture farming forestry fishing mining oil gas energy renewables utilities telecoms "
    "telecommunications law politics government policing security defence defense procurement purchasing consulting consultancy recruitment "
    "recruiting pr communications admin administration payroll operations production maintenance landscaping plumbing carpentry welding "
    "property real-estate estate childcare social-work charity fundraising entertainment gaming games theatre theater publishing ecommerce "
    "e-commerce support compliance audit auditing tax underwriting data analytics devops qa r&d production trucking warehousing cleaning "
    "translation interpreting psychology pharmacy dentistry geriatrics oncology pediatrics paediatrics radiology cardiology surgery"
)
"""What one can work "in"; alone, these are neither an employer nor a place."""
FORCES = _set(
    "army navy military police marines reserves raf usaf forces coastguard civil-service foreign-service fire-service nhs"
)
"""What one is "in" as somebody's employee, with "the"."""
EMPLOYERS = _set(
    "google microsoft amazon apple meta facebook netflix ibm intel nvidia oracle salesforce adobe cisco dell hp nokia ericsson samsung sony "
    "huawei tcs infosys wipro cognizant capgemini accenture deloitte kpmg pwc ey mckinsey bain bcg siemens bosch philips abb airbus boeing "
    "rolls-royce volvo bmw audi volkswagen toyota honda tesla michelin shell bp equinor total chevron exxon aramco maersk dhl fedex ups "
    "unilever nestlé nestle danone bayer basf pfizer novartis roche astrazeneca gsk merck spotify stripe shopify airbnb uber bolt zalando "
    "booking sap zoho atlassian bytedance tencent alibaba grab gojek flipkart reliance tata mahindra lufthansa ryanair easyjet bbc reuters "
    "bloomberg unicef unesco nasa cern esa goldman jpmorgan blackrock peloton slack zoom github gitlab"
)
"""Well-known firms that people work for and do not merely visit: "I'm at Infosys" tells a job, "I'm at Tesco" an errand."""
_COMPANY_ENDINGS = _set(
    "inc ltd gmbh llc plc corp co systems labs group consulting airlines motors media pharma foods software solutions technologies "
    "industries holdings partners logistics studios bank brothers analytics robotics energy capital ventures architects press publishing "
    "hospital clinic council foundation"
)
UNIVERSITIES = _set(
    "oxford cambridge harvard yale princeton stanford mit caltech ucla nyu usc berkeley columbia cornell brown dartmouth duke tufts howard "
    "georgetown vanderbilt emory rice purdue rutgers mcgill durham lse ucl kcl imperial warwick exeter leiden delft eth epfl kth kit rwth "
    "sorbonne sciences-po bocconi unam usp nus ntu iit iits iim unilag uct wits makerere juilliard berklee rada dtu ntnu tum lmu"
)
"""Names that stand for a university where a town or a person could be meant as well."""
_SCHOOLING = SCHOOLS | _set(
    "high gymnasium lyceum lycée lycee elementary primary secondary polytechnic poly institute conservatory conservatoire seminary grammar "
    "state tech kita daycare"
)
_TEAM_ENDINGS = GROUPS | _set(
    "fc united city rovers rangers athletic wanderers albion hotspur town harriers hawks tigers lions lionesses eagles bulls bears sharks "
    "wolves wildcats raiders giants titans dragons stars warriors knights spartans dynamo celtic real sporting juniors youth academy "
    "harlequins saracens scouts guides brownies cubs cadets reds blues party association federation chapter lodge fraternity sorority "
    "board rotary wi pta squadron regiment brigade ensemble philharmonic symphony chorus chorale"
)
_UNNAMED_TEAMS = _set(
    "scouts guides brownies cubs cadets association federation lodge fraternity sorority pta rotary wi squadron regiment ensemble chorus "
    "chorale philharmonic symphony first-team"
)
"""Groups that need no name to be known as such; a city, a party or the reds do."""
POSITIONS = _set(
    "back goalkeeper goalie keeper striker midfielder midfield defender defence winger wing sweeper libero setter hitter center centre guard "
    "forward quarterback linebacker receiver tackle pitcher catcher shortstop outfield outfielder hooker prop lock flanker fly-half "
    "scrum-half fullback full-back halfback stroke cox point sixth defense"
)
VOICES = _set("soprano mezzo alto tenor baritone bass contralto countertenor treble")
VEHICLES = _set(
    "bus buses taxi taxis cab cabs lorry lorries tram trams train trains forklift forklifts ambulance ambulances minibus coach uber trucks "
    "rickshaw tuk-tuk tractor digger crane cranes ferry vans"
)
UNITS = _set(
    "nicu icu er a&e ward unit department office branch site team ot dispatch clinic floor division reception lab oncology maternity"
)
"""Parts of an employer that one may be moved to."""
DEGREES = _set(
    "degree bachelor bachelors ba bsc beng masters master ma msc meng mba phd doctorate doctoral diploma certificate cert minor major "
    "a-levels a-level gcse gcses foundation apprenticeship associate llb llm"
)
WELL_KNOWN_ABILITIES = _set(
    "drive swim ski skate surf juggle sew knit crochet weld code whistle sail skateboard snowboard"
)
EXAMS = _set(
    "exam exams bar finals test certification gcses a-levels boards cpa cfa lsat mcat gre gmat ielts toefl pmp usmle jlpt delf acca sat resits "
    "retake midterms orals abitur baccalaureate matric licence license"
)
_ONE_FOR_WORK = _set("shift shifts nights days earlies lates evenings weekends")
_CHARGED = _set(
    "hour day week month year lesson session night annum pop piece cut class head shift word page job project gig fortnight"
)
_NO_POST = _set(
    "hell crap expected planned usual soon possible well part team result whole favor favour joke matter rule example hobby volunteer pair group "
    "everyone everybody anyone someone people all friends them family couple kid child next new much little lot good bad one"
)


def is_field(words: Tokens) -> bool:
    """A field of work: "marketing", "IT support", "real estate", "the film industry"."""
    last = words[-1].word
    if len(words) > 4 or any(token.word in FUNCTION_WORDS - {"and", "&", "it"} for token in words):
        return False
    if len(words) > 1 and words[0].word in FORMS and words[0].word.endswith("ing"):
        return False
    if words[0].word == "it" and words[0].text != "IT":
        return False
    if [token.word for token in words[-2:]] in (
        ["real", "estate"],
        ["social", "work"],
        ["law", "enforcement"],
        ["quality", "control"],
        ["quality", "assurance"],
        ["fraud", "prevention"],
        ["customer", "success"],
        ["customer", "care"],
        ["business", "development"],
        ["product", "management"],
        ["project", "management"],
        ["public", "relations"],
        ["human", "resources"],
        ["data", "science"],
        ["supply", "chain"],
        ["customer", "service"],
    ):
        return True
    return last.lower() in FIELDS or (
        last in ("industry", "sector", "business", "trade", "trades", "department", "services") and len(words) > 1
    )


def is_post(words: Tokens) -> bool:
    """What somebody may be hired as or promoted to: the frame says that it is a job, so that the words may be any."""
    first = words[0].word
    if is_job(words):
        return True
    plain = [token.word for token in words]
    if (
        not 1 <= len(words) <= 6
        or not first[0].isalpha()
        or vague(words)
        or first in FUNCTION_WORDS | ADVERBS | ADJECTIVES
    ):
        return False
    if plain == ["partner"]:
        return True
    if any(word in ROLES for word in plain):
        return False
    if any(word in NOT_JOBS | VAGUE | _NO_POST | WEEKDAYS | MONTHS for word in plain) or any(
        word in TIME_UNITS and (word not in ("night", "day") or n == len(plain) - 1) for n, word in enumerate(plain)
    ):
        return False
    return not any(word in FUNCTION_WORDS - {"of", "for", "in", "and"} for word in plain)


def is_vocation(words: Tokens) -> bool:
    """What is taught: "teach maths", "tutor kids", "teach the violin"; not "teach kids to swim"."""
    taught = [token.word for token in words[1:]]
    if not taught or words[0].word == "taught" or len(taught) > 6:
        return False
    known = (
        SUBJECTS
        | LANGUAGES
        | INSTRUMENTS
        | HOBBIES
        | SPORTS
        | _set(
            "pe ict kindergarten english class classes grade graders year kids children students adults teenagers beginners"
        )
        | _set("coding woodwork drama cooking sewing carpentry welding swimming driving singing surfing skiing")
    )
    return any(word in known or _is_subject(word) for word in taught) and not {
        "to",
        "how",
        "me",
        "you",
        "myself",
        "us",
        "my",
        "him",
        "his",
        "her",
    } & set(taught)


def is_livelihood(words: Tokens) -> bool:
    """A deed with something done: "drive a bus", "make furniture"."""
    return len(words) >= 2 and words[0].word in FORMS and not vague(words[1:])


def is_piloting(words: Tokens) -> bool:
    """Driving what hardly anybody owns."""
    return len(words) <= 5 and words[-1].word in VEHICLES and words[0].word in FORMS


def is_jobbing(words: Tokens) -> bool:
    """Work told by what is done: "wait tables", "sell insurance", "drove trams"."""
    return len(words) == 2 and words[0].word in FORMS and words[1].word in _JOBBED


_JOBBED = _set(
    "tables insurance shelves offices houses trams trains buses taxis lorries trucks cabs parcels groceries lawns dogs pools software "
    "houses cars property homes mortgages ads pizzas windows"
) - {"dogs", "cars", "houses", "homes"} | {"dogs"}


def is_running(words: Tokens) -> bool:
    """Running a business of one's own: "run a bakery"."""
    last = next(
        (n for n, t in enumerate(words) if t.word in ("with", "in", "near", "for", "called", "out")), len(words)
    )
    noun = words[last - 1].word
    businesses = WORKPLACES | {"business", "stall", "consultancy", "b&b", "hostel"}
    return last >= 2 and noun in businesses - {"gym", "bank", "government", "university"}


def is_team(words: Tokens) -> bool:
    """A team, a club, a choir: a name, or a noun for a group."""
    first, last = words[0], words[-1].word
    if len(words) > 6 or (first.word in MONTHS | WEEKDAYS | TIME_UNITS | NATIONS and len(words) == 1):
        return False
    if any(token.word in ("i", "we", "you", "it", "that", "this") for token in words):
        return False
    named = words[-1].capital or any(token.capital for token in words[:-1])
    return (
        last in GROUPS | _UNNAMED_TEAMS
        or (named and last in _TEAM_ENDINGS)
        or (first.word in GROUPS and len(words) > 1)
    )


def is_side(words: Tokens) -> bool:
    """Whoever somebody may play for: a team, or any name."""
    return is_team(words) or (
        len(words) <= 4 and all(is_name(words, n) for n in range(len(words))) and words[0].word not in WEEKDAYS | MONTHS
    )


def is_firm(words: Tokens) -> bool:
    """Certainly an employer: a firm that is well known, a name that says so, or a kind of workplace."""
    first, last = words[0], words[-1]
    if not is_organisation(words) or first.word in MONTHS | WEEKDAYS or first.word in ROLES:
        return False
    known = first.word in EMPLOYERS and first.capital
    return known or (len(words) > 1 and any(t.capital for t in words) and last.word in _COMPANY_ENDINGS)


def is_unit(words: Tokens) -> bool:
    """A kind of workplace, or a part of one: "care home", "emergency room", "NICU"."""
    if words[-1].word == "'s":  # "florist's"
        words = words[:-1]
    if words and words[-1].word in ("room", "line", "house") and len(words) > 1:
        return words[-2].word in (
            "emergency",
            "operating",
            "cruise",
            "control",
            "mail",
            "delivery",
            "assembly",
            "publishing",
            "auction",
            "production",
        )
    home = (
        len(words) > 1 and words[-1].word == "home" and words[-2].word in ("care", "nursing", "funeral", "retirement")
    )
    return (
        0 < len(words) <= 6
        and words[0].word not in FUNCTION_WORDS
        and (home or words[-1].word in (UNITS | WORKPLACES) - {"site"})
    )


def is_employing(words: Tokens) -> bool:
    """Where one can work or be posted: a unit, a kind of workplace, or a name."""
    if words[0].word in LANGUAGES | NATIONS and len(words) == 1:
        return False
    return is_unit(words) or is_firm_name(words) or (is_organisation(words) and any(token.capital for token in words))


def is_firm_name(words: Tokens) -> bool:
    """A name that is no day, no month, no nation and no person's role."""
    first = words[0]
    other = MONTHS | WEEKDAYS | NATIONS | ROLES.keys() | TIME_UNITS | NOT_WORKPLACES | FUNCTION_WORDS | ADVERBS
    return (
        len(words) <= 4
        and first.capital
        and len(first.text) > 1
        and first.text[0].isalpha()
        and first.word not in other
    )


def is_school(words: Tokens) -> bool:
    """A school or university by name: "Lincoln High", "St Anne's School", "TU Delft", "Oxford"."""
    if len(words) > 6 or not any(token.capital for token in words) or not is_firm_name(words):
        return False
    schooling = any(token.word in _SCHOOLING or token.word in ("tu", "uni", "university", "academy") for token in words)
    return schooling or words[0].word in UNIVERSITIES or (len(words) <= 2 and words[0].word in ("tu", "st", "st."))


def is_subject(words: Tokens) -> bool:
    """A subject that is studied: "law", "marine biology", "mechanical engineering", "Japanese"."""
    if not 1 <= len(words) <= 4 or any(token.word in FUNCTION_WORDS - {"and", "of"} for token in words):
        return False
    return any(_is_subject(token.word) for token in words[-2:])


def _is_subject(word: str) -> bool:
    return word in SUBJECTS | LANGUAGES or (
        len(word) > 6 and word.endswith(("ology", "onomy", "ography", "ometry", "istics", "omics"))
    )


def is_language(words: Tokens) -> bool:
    """A language and nothing else."""
    return len(words) == 1 and words[0].word in LANGUAGES and (words[0].capital or words[0].word != "polish")


def is_pay(words: Tokens) -> bool:
    """What is earned: "36k", "£2,400 a month", "15 euros an hour"; not "20 cookies"."""
    first = words[0]
    number = first.text.strip("$€£¥₹₦R+~").replace(",", "").replace(".", "").lower()
    if len(words) > 7 or not any(char.isdigit() for char in first.text) or not number.rstrip("k+").isdigit():
        return False
    per = any(t.word in _CHARGED for t in words[1:])
    per = per and len(words) > 2 and words[1].word in ("a", "an", "per", "each", "every", "/", "p", "net", "gross")
    money = (
        first.text[0] in "$€£¥₹₦"
        or first.word.rstrip("+").endswith("k")
        or any(
            t.word
            in _set(
                "euro euros dollars pounds bucks quid kr k grand pesos rupees dram naira rand yen francs lakh lakhs lpa zloty crowns net gross kroner kronor krone sek nok dkk chf lei forint huf pln czk koruna korunas baht ringgit won yuan rmb reais shillings cedis birr dirhams riyals "
                "shekels soles gbp usd eur inr ₪ zł"
            )
            for t in words[1:4]
        )
    )
    return money or per or (len(number) >= 4 and len(words) == 1)


def is_term(words: Tokens) -> bool:
    """A stretch of time: "three years", "ages"."""
    return words[-1].word in _set("years year months ages decades decade weeks forever yrs")


def is_shift(words: Tokens) -> bool:
    """When one works: "night shift", "nights"."""
    return len(words) <= 3 and words[-1].word in _ONE_FOR_WORK


def is_out_of_work(words: Tokens) -> bool:
    """Without a job, for now."""
    said = " ".join(token.word for token in words)
    return said in (
        "between jobs",
        "unemployed",
        "jobless",
        "out of work",
        "out of a job",
        "job hunting",
        "on the dole",
        "job-hunting",
        "on unemployment",
    )


def is_self_employed(words: Tokens) -> bool:
    """One's own boss."""
    return " ".join(token.word for token in words) in (
        "self-employed",
        "self employed",
        "freelance",
        "freelancing",
        "my own boss",
        "own boss",
    )


def is_leave(words: Tokens) -> bool:
    """Away from work for a while."""
    said = [token.word for token in words]
    return said[-1] in ("leave", "sabbatical") and len(said) <= 3 and (said[-1] == "sabbatical" or len(said) > 1)


def is_rank(words: Tokens) -> bool:
    """A rank one "makes": "partner", "sergeant"."""
    return len(words) <= 2 and words[-1].word in _RANKS


_RANKS = _set(
    "partner manager captain sergeant lieutenant corporal director vp principal associate supervisor detective inspector professor foreman lead"
)


def is_leaving(words: Tokens) -> bool:
    """Losing or leaving one's job without a word of which."""
    said = tuple("was" if token.word == "were" else token.word for token in words if token.word not in ADVERBS)
    when = next((n for n, word in enumerate(said) if n and word in ("in", "last", "this")), len(said))
    return said in _LEAVING or said[:when] in _LEAVING


_LEAVING = frozenset(
    tuple(said.split())
    for said in (
        "quit", "resigned", "got laid off", "was laid off", "been laid off", "am laid off", "got fired", "was fired", "been fired", "got sacked",
        "was sacked", "been sacked", "got let go", "was let go", "been let go", "was made redundant", "been made redundant", "got made redundant",
        "laid off", "made redundant", "gave notice", "gave in notice", "handed in notice", "got the sack", "got the boot", "got the axe",
        "switched careers", "changed careers", "was dismissed", "been dismissed", "quit work", "stopped working", "quit working", "got canned", "lost job",
    )
)  # fmt: skip


def is_changing_jobs(words: Tokens) -> bool:
    """Having left one job for another that is not named yet."""
    return [token.word for token in words if token.word not in ADVERBS] in (
        ["changed", "jobs"],
        ["switched", "jobs"],
        ["changed", "employer"],
        ["changed", "employers"],
        ["switched", "companies"],
        ["changed", "companies"],
    )


def is_retiring(words: Tokens) -> bool:
    """Having stopped working for good."""
    return len(words) == 1 and words[0].word == "retired"


def is_dropping(words: Tokens) -> bool:
    """Having left school or university without a word of which."""
    return [token.word for token in words] in (
        ["dropped", "out"],
        ["unenrolled"],
        ["deregistered"],
        ["quit", "school"],
        ["dropped", "out", "of", "uni"],
        ["quit", "uni"],
        ["quit", "college"],
        ["left", "school"],
        ["left", "uni"],
        ["graduated"],
        ["finished", "uni"],
        ["finished", "school"],
        ["finished", "college"],
        ["finished", "university"],
    )


def is_ability(words: Tokens) -> bool:
    """What one can or cannot do for life: drive, swim, read music."""
    said = [token.word for token in words]
    return (len(said) == 1 and said[0] in WELL_KNOWN_ABILITIES) or said in (
        ["ride", "a", "bike"], ["read", "music"], ["read", "sheet", "music"], ["drive", "stick"], ["drive", "a", "manual"], ["ride", "a", "horse"],
        ["touch", "type"], ["speak", "sign", "language"], ["play", "by", "ear"], ["drive", "a", "forklift"], ["ride", "a", "motorbike"],
    )  # fmt: skip
