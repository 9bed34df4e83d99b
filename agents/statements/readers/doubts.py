"""What is not meant as it is said: figures of speech, passing states, things of others. A rule has read it; a row here unsays it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.kernels import HARD_STOPS
from memos.agents.statements.grammar.meaning import When
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import (
    DRINKS,
    FOODS,
    MONTHS,
    NUMBER_WORDS,
    TIME_UNITS,
    VALUE_WORDS,
    WEEKDAYS,
)
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.rules import Stated
from memos.schemas.roles import ROLES

_Phrases = tuple[tuple[str, ...], ...]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(written: str) -> _Phrases:
    return tuple(tuple(phrase.split()) for phrase in written.split("|"))


class Doubt(NamedTuple):
    """One reason to disbelieve readings of these predicates (an attribute is "attribute", whatever its noun).

    All that a row asks for must be there: the noun of an attribute (`nouns`), a word `within` the value, its first word (`opens`), its last (`ends`), a phrase that follows it at once
    (`then`), a phrase in it or anywhere behind it (`later`), a phrase right before it (`after`), a word of its clause before it (`led`).
    `yes` are texts that must not be believed, `no` texts that must be.
    """

    predicates: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    nouns: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    then: _Phrases = ()
    later: _Phrases = ()
    after: _Phrases = ()
    led: frozenset[str] = frozenset()
    whens: frozenset[When] = frozenset()


_TODAY = _phrases("tonight|today|this time|this evening|this afternoon|this round|this once|this weekend|for once")
_ERRAND = _phrases(
    "for a meeting|for an interview|for an event|for a visit|for a conference|for a talk|for a workshop|for a training|for a demo|for lunch|for dinner|for a tour|"
    "for a call|for an appointment|for drinks|for coffee|for a party|for a few|for two|for three|for the day|for the night|for the weekend|for the week|visiting|to visit|to see|to pick"
)
_INSTANCES = _set(
    "paragraph draft version option idea colour color suggestion wording layout structure intro introduction ending conclusion outline headline "
    "tagline logline sentence section slide creativity energy vibe enthusiasm answer response explanation approach format summary part bit "
    "one ones look thought sound"
)
_OF_THE_TALK = _set(
    "guess answer point question turn bet advice opinion view take issue hope fear verdict reply response conclusion impression heart brain mind "
    "head gut soul main mistake bad pleasure treat favourite favorite excuse apologies condolences thanks word reaction"
)
_MEASURED = _set(
    "accuracy precision recall density voltage current resistance velocity acceleration mass radius diameter pressure frequency probability loss "
    "error r-squared coefficient variance mean median derivative slope torque wavelength charge"
)
_TOOLS = _set(
    "slack teams zoom discord whatsapp telegram signal notion jira trello asana github gitlab linux windows excel outlook gmail python docker kubernetes"
)
_ROOMS = _set(
    "garden kitchen yard backyard basement attic bedroom bathroom sun rain dark shade car heat cold snow field fields mud background meantime "
    "evening evenings morning mornings afternoon night nights"
)
_FANCIED = _set(
    "nonsense drama bullshit bs stupidity stupid commitment failure effort boredom meetings mondays monday mornings work working responsibility "
    "rules deadlines housework chores idiots liars losing negativity fun small-talk emails email adulting exercise people crowds hypocrisy"
)
_PLAY = _set("character avatar protagonist villain npc mage guild farm save playthrough minecraft stardew skyrim sims")
_LEGENDS = _set(
    "batman superman spiderman spider-man ironman hulk thor santa god jesus groot shady bond gandalf frodo sherlock dracula voldemort yoda vader "
    "godzilla cinderella elvis napoleon cleopatra trouble nobody error legion technician"
)

_NEARLY = _phrases(
    "nearly moved to|almost moved to|nearly moved|almost moved|nearly bought|almost bought|nearly joined|almost joined|nearly took|almost took|nearly got|almost got|nearly became|almost became"
)

DOUBTS: tuple[Doubt, ...] = (
    Doubt(_set("works_at occupation skill condition"), ("I'm the only driver tonight", "I'm the cook tonight", "I'm at Google today for an interview"),
          ("I'm a driver", "I started at Bosch today", "I work at Google"), later=_TODAY, whens=frozenset({"present", "state"})),
    Doubt(_set("works_at lives_in studies_at"), ("I'm at Siemens for a meeting", "I'm in a nursing home today visiting Gran", "I'm at Oxford for a conference"),
          ("I'm at Siemens", "my gran is in a nursing home"), later=_ERRAND + _TODAY, whens=frozenset({"present"})),
    Doubt(_set("works_at member_of"), ("I joined Anna for lunch", "we joined Marco at the pub", "I joined Tom on a hike"), ("I joined Bosch in May", "I joined Google as an engineer"),
          then=_phrases("for lunch|for dinner|for drinks|for coffee|for a|for the|at the|on a|on the|in the|online|in prayer"), after=_phrases("joined|join|joining")),
    Doubt(_set("works_at"), ("I'm working in the garden", "we were working in the rain"), ("I work at the garden centre", "I work in a hotel kitchen"), ends=_ROOMS, after=_phrases("the|my|our")),
    Doubt(_set("works_at lives_in"), ("We moved to Slack last month", "we moved from Excel to Notion"), ("we moved to Porto last month", "I work at Slack"), within=_TOOLS, led=_set("moved moving switched switching migrated migrating")),
    Doubt(_set("lives_in"), ("We moved to a room in May", "we moved to room 12 after lunch"), ("I moved to a room in Camden",), ends=_set("room rooms seat table row desk")),
    Doubt(_set("lives_in"), ("Home is Sweet Home", "My home is Heaven on earth"), ("Home is Leeds now",), within=_set("sweet heaven paradise hell chaos bliss")),
    Doubt(_set("occupation"), ("I'm not a big cook", "I'm not much of a baker"), ("I'm not a cook", "I'm a cook"), within=_set("big great huge good bad decent terrible much")),
    Doubt(_set("marital_status"), ("I am married to the game", "I'm engaged in a long debate", "I'm divorced from reality", "I'm married to my laptop"), ("I'm married to Tom", "I'm engaged to my boss", "I'm divorced", "I'm married with two kids"),
          then=_phrases("in a|in an|in the|in this|to the|to this|from the|from reality|from work|with the|to my work|to my job|to my laptop|to my phone|to my career|to work|to music|to football|handedly")),
    Doubt(_set("marital_status"), ("It's good to see everyone so engaged", "I feel very engaged"), ("I'm engaged",), after=_phrases("so|more|very|really|everyone|everybody|fully|actively|deeply|how|stay|keep|remain|feel|kept|keeping"), within=_set("engaged single separated taken")),
    Doubt(_set("condition"), ("I'm pregnant with ideas", "I'm blind without coffee", "I'm deaf to complaints"), ("I'm pregnant with twins", "I'm blind"), ends=_set("pregnant blind deaf dumb numb paralysed paralyzed sick"),
          then=_phrases("with ideas|with meaning|with possibilities|with anticipation|without|to the|to my|to it|to all|to complaints|to criticism|with fear|with envy|with worry|of")),
    Doubt(_set("condition"), ("I'm all about high knees",), ("I have bad knees",), within=_set("high"), ends=_set("knees knee hopes spirits kicks arms")),
    Doubt(_set("allergic_to"), ("I'm allergic to nonsense", "I'm allergic to Mondays"), ("I'm allergic to nuts",), within=_FANCIED),
    Doubt(_set("diet takes"), ("I'm off meat until dinner",), ("I'm off meat",), later=_phrases("until dinner|until lunch|until tonight|until tomorrow")),
    Doubt(_set("diet likes"), ("we eat too much sugar",), ("we eat no sugar",), within=_set("too"), after=_phrases("eat|eats|drink|drinks|ate")),
    Doubt(_set("has_pet"), ("I have a frog in my throat", "we have a dog in the fight", "I've got butterflies in my stomach"), ("I have a frog in a tank", "I have a dog"),
          then=_phrases("in my throat|in my stomach|in my belly|in the fight|in this fight|in the race|in the room|in this race|in my bonnet|to fry|on my back|in a barrel")),
    Doubt(_set("has_pet relation owns skill attribute occupation marital_status"), ("In Stardew I have four chickens", "My character is a 30-year-old elf"), ("On our farm I have four chickens",), led=_PLAY - _set("farm save")),
    Doubt(_set("name nickname"), ("I'm definitely the Technician in that story", "Jaime was once known as the Kingslayer"), ("I'm Ana", "I go by Teo"), after=_phrases("the|as the|definitely the|totally the")),
    Doubt(_set("name nickname"), ("I'm Batman", "I'm Santa today"), ("I'm Nina",), within=_LEGENDS),
    Doubt(_set("age"), ("I'm 5 years sober", "I'm 10 years ahead"), ("I'm 5 years old", "I'm 34 and tired"),
          then=_phrases("sober|clean|ahead|behind|away|older|younger|late|early|in|into|out|married|married|short|deep|free|seizure-free|cancer-free|pregnant|post|strong|overdue|lighter|heavier")),
    Doubt(_set("age"), ("I'm 5 years sober",), ("I'm 5 years old",), ends=_set("sober clean ahead behind away older younger late early in into married deep free pregnant overdue lighter heavier")),
    Doubt(_set("phone email attribute"), ("Use hello@x.example, that's his email", "The number is 0171 555 012, it's hers"), ("Use hello@x.example, that's my email",),
          then=_phrases(", that 's his|, that 's her|, that 's their|, that 's the|, it 's his|, it 's her|, it 's hers|, that 's hers|, it 's their|, it 's the|, his|, her|, their|that 's his|that 's her|- that 's his|- that 's her|, she|, he|, they")),
    Doubt(_set("hobby likes"), ("We collect user data", "we collect scrap and sell it", "I collect my parcel"), ("I collect stamps", "we collect old records"), after=_phrases("collect|collecting|collected|collects"),
          within=_set("data scrap fees taxes feedback payments payment information info debts signatures rent donations waste rubbish trash garbage samples responses emails parcel package bags points money dues evidence orders reviews")),
    Doubt(_set("studies"), ("I haven't studied food pairing", "I never studied for that"), ("I no longer study law", "I study law"), after=_phrases("not studied|never studied|not really studied|not study|not studied the")),
    Doubt(_set("studies"), ("I study the menu before I go", "I studied the map"), ("I study the violin", "I study the history of art"), ends=_set("menu map rules question questions text instructions contract case notes list schedule data page report faces room"), ),
    Doubt(_set("likes dislikes prefers interested_in wants"), ("I don't like the second paragraph", "I prefer the second draft you wrote", "I'm interested in the third option you listed", "I love the colour"), ("I love the sea", "I like the chest opener stretch"),
          ends=_INSTANCES, after=_phrases("the|this|that|these|those|first|second|third|last|latest")),
    Doubt(_set("likes dislikes prefers interested_in works_on"), ("I love the plan you made", "I prefer the phrase you used", "the campaign you mentioned is fine"), ("I love the food you get in Peru",),
          then=_phrases("you mentioned|you suggested|you wrote|you listed|you sent|you made|you gave|you used|you proposed|you described|you said|you shared|you had|you've|you have|you picked|you added|you showed|we discussed|we talked")),
    Doubt(_set("plans wants habit works_on hobby likes"), ("I plan to read your answer carefully", "I intend to give you the next section", "I'm planning to paste the text below", "I'm working on your question"), ("I plan to move to Rome",),
          within=_set("your yours yourself below above") | {"you"}),
    Doubt(_set("plans"), ("The Spain trip is off", "our Rome trip was lovely", "the rafting trip got cancelled"), ("my Kyoto trip starts on Monday",),
          then=_phrases("is off|'s off|was|were|is cancelled|is canceled|got cancelled|got canceled|has been cancelled|is over|'s over|fell through|is no longer|is not happening|went|had|ended"), whens=frozenset({"mention"})),
    Doubt(_set("plans"), ("I'll take the bus this time", "I'm going to open a new document right now"), ("I'll take the bus to work from May",), later=_phrases("this time|right now|right away|straight away|real quick|in a sec|in a minute|now and")),
    Doubt(_set("plans"), ("Sometimes I'll add some lemon", "other times, I'll join a group class"), ("Next month I'll join a group class",), led=_set("sometimes usually often always occasionally normally times typically generally")),
    Doubt(_set("plans"), ("Okay, moving on to the search function", "heading over to the next part"), ("I'm moving to Rome in May",), opens=_set("moving heading going jumping getting diving circling switching proceeding continuing"), then=(), after=_phrases("okay ,|ok ,|alright ,|now ,|so ,|right ,|great ,|then ,|.|anyway ,|good ,|cool ,")),
    Doubt(_set("plans prefers"), ("Let's go with the flow", "let's stick with the basics"), ("Let's go with red wine",), ends=_set("flow basics")),
    Doubt(_set("plans"), ("According to my horoscope I will move abroad",), ("I will move abroad",), led=_set("horoscope quiz psychic tarot fortune")),
    Doubt(_set("works_on"), ("I'm working on my coffee", "I'm working on a second beer"), ("I'm working on my thesis",), ends=DRINKS | FOODS),
    Doubt(_set("works_on"), ("I opened my banking app", "sit down with my banking app", "Our audience are the NFT projects"), ("I'm working on my app",),
          ends=_set("app projects"), within=_set("banking bank spreadsheet notes calendar weather music maps email mail camera phone messaging dating clock timer browser nft crypto other these all such")),
    Doubt(_set("works_on studies"), ("You are an expert on the WIZnet project.", "Act as a lead of the Apollo project"), ("I lead the Apollo project", "I'll send you my thesis"), led=_set("expert act pretend roleplay imagine assistant specialist")),
    Doubt(_set("owns"), ("I own my mistakes", "I own my decisions"), ("I own my house",), ends=_set("mistakes mistake decisions decision actions choices faults failures emotions feelings truth words errors part it")),
    Doubt(_set("attribute"), ("My whole hustle runs on WhatsApp", "my whole life runs on coffee", "my team runs on pizza"), ("my rent is 950",), after=_phrases("runs on|run on|runs entirely on"), led=_set("hustle life team day business office whole brain family house company world")),
    Doubt(_set("attribute"), ("My guess is Paris", "My answer is 42", "My heart is in Paris", "my first question is on page 3", "my main is Genji"), ("My budget is 42", "My goal is 42 km a week"), nouns=_OF_THE_TALK),
    Doubt(_set("attribute is"), ("The accuracy is 0.79 on the test set", "current density is 25A", "the voltage is 3 V"), ("the deadline is 3 May",), nouns=_MEASURED),
    Doubt(_set("is"), ("My favorite dessert has to be tiramisu",), ("The app has to work offline",), led=_set("favorite fave")),
    Doubt(_set("is"), ("The father of physics is Galileo", "the capital of Peru is Lima"), ("the lunch is at 12",), led=_set("father capital president author founder inventor king queen")),
    Doubt(_set("attribute is"), ("The number is 0171 555 012, it's hers", "it's mostly his"), ("my budget is 950",), within=_set("hers his theirs mine yours ours")),
    Doubt(_set("attribute is"), ("As for the project, it's May 5th today", "For the report, it is Monday already"), ("the deadline is May 5th",), then=_phrases("today|already"), after=_phrases("it 's|it is")),
    Doubt(_set("habit"), ("I drive Anna to school tomorrow", "I run into this problem every day"), ("I drive Anna to school every day",), later=_phrases("tomorrow|tonight")),
    Doubt(_set("habit"), ("I run into this problem every day", "I always get this error"), ("I go to this gym every day",), within=_set("problem error issue question message bug warning")),
    Doubt(_set("habit"), ("I don't drink and drive",), ("I don't drink",), then=_phrases("and drive")),
    Doubt(_set("prefers likes"), ("The ending feels more about breaking away", "the effects make everything feel even more intense"), ("40% bonds feel more comfortable",), later=_phrases("more about|even more")),
    Doubt(_set("relation"), ("My daughter board is fried", "My parent company is in Delaware", "my child process crashed"), ("My daughter is fried", "my child is ill"),
          then=_phrases("board|boards|company|companies|process|processes|class|classes|node|nodes|element|card|brand|material|figure|tongue|directory|folder|thread|window|task|ship|organisation|organization|printer|theme|component|cell|account")),
    Doubt(_set("relation"), ("Uncle Sam wants my money", "Big Brother is watching"), ("Uncle Bola wants my car",), ends=_set("sam nature christmas time theresa teresa goose jemima watching"), after=_phrases("uncle|mother|father|aunt|brother")),
    Doubt(_set("likes"), ("love really reflects that redemption isn't straight",), ("I love running",), within=_set("really truly never always just definitely"), after=_phrases("love|like")),
    Doubt(_set("relation"), ("Sounds like you and the kids had a blast",), ("Anna and the kids had a blast",), after=_phrases("you and")),
    Doubt(_set("relation"), ("My husband left me in 2020", "my wife walked out on us"), ("My husband left early",), then=_phrases("left me|left us|walked out|dumped me|divorced me")),
    Doubt(_set("name nickname"), ("I'm Mia's mum", "I'm Bob's neighbour", "I'm Google's biggest fan"), ("I'm Mia",), then=_phrases("'s")),
    Doubt(_set("name nickname"), ("I'm Team Edward",), ("I'm Edward",), opens=_set("team camp")),
    Doubt(_set("lives_in works_at studies_at owns occupation takes"), ("I nearly moved to Canada", "we almost bought a Skoda"), ("I moved to Canada", "I almost forgot: I moved to Canada"), after=_NEARLY),
    Doubt(_set("condition"), ("I'm told I have diabetes but the test was negative",), ("I have diabetes",), later=_phrases("but the test|but the tests|but tests|was negative|were negative|but it turned")),
    Doubt(_set("plans"), ("I was going to move to Berlin but the plan fell through",), ("I'm going to move to Berlin",), after=_phrases("was going to|were going to|was planning to|were planning to|was supposed to|were supposed to")),
    Doubt(_set("interested_in"), ("She got into the accident", "he got into a bad spot with some people"), ("She got into climbing",), after=_phrases("got into a|got into an|got into the|get into a|get into the|getting into a|getting into the|gets into the")),
    Doubt(_set("likes dislikes wants prefers"), ("Everyone we love was there to celebrate us",), ("We love camping",), opens=_set("was were is are has had will would")),
    Doubt(_set("owns"), ("My daughter Zoe moved out.",), ("My Renault Zoe broke down.",), within=frozenset(ROLES)),
    Doubt(_set("attribute"), ("June 1st is a Sunday",), ("Friday lunch is on Sunday",), nouns=_set("1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th"), within=WEEKDAYS),
    Doubt(_set("skill"), ("I no longer swim.",), ("I can swim.",), after=_phrases("no longer")),
    Doubt(_set("wants"), ("I want to die of shame", "I just want to remind everyone of Sunday"), ("I want to learn Thai",), opens=_set("die remind remember cry scream sink disappear mention clarify confirm ask thank apologise apologize point")),
)  # fmt: skip


_BY_FAMILY: Mapping[str, tuple[Doubt, ...]] = MappingProxyType(
    {
        family: tuple(doubt for doubt in DOUBTS if family in doubt.predicates)
        for family in frozenset().union(*(doubt.predicates for doubt in DOUBTS))
    }
)


def doubted(stated: Stated, tokens: Tokens) -> bool:
    """Whether what a rule has read is not to be believed, for what stands around it."""
    first = next((n for n, token in enumerate(tokens) if token.start >= stated.object[0].start), len(tokens))
    last = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].end <= stated.object[-1].end), first)
    if stated.object[0].word in _GREETINGS or _is_possessive(stated, tokens, first):
        return True
    if _is_empty(stated) or _is_setting(stated, tokens, first):
        return True
    if _is_vocative(stated, tokens, first, last) or _is_cut(stated, tokens, last) or _is_of_several(stated, tokens):
        return True
    if _is_torn(stated) or _is_price(stated) or _is_part_of_a_noun(stated, tokens, first, last):
        return True
    family = stated.predicate.partition(":")[0]
    return any(_applies(doubt, stated, tokens, first, last) for doubt in _BY_FAMILY.get(family, ()))


def _is_torn(stated: Stated) -> bool:
    """ "The 'Beverage | Connoisseur" one": a quotation mark without its other half, so the value is a piece of something."""
    marks = [char for token in stated.object for char in token.text if char in '"“”']
    return len(marks) % 2 == 1


def _is_price(stated: Stated) -> bool:
    """ "Those annual numbers are $24,000": no number to call."""
    return stated.predicate == "phone" and any(char in "$€£¥₹₦%" for token in stated.object for char in token.text)


def _is_part_of_a_noun(stated: Stated, tokens: Tokens, first: int, last: int) -> bool:
    """ "My horse painting", "my dog food": no animal, but something made of it or for it."""
    if stated.predicate != "has_pet" or not first or last + 1 >= len(tokens):
        return False
    word = tokens[last + 1]
    plain = is_word(word) and word.text.islower() and word.word not in FUNCTION_WORDS
    return plain and tokens[first - 1].word in ("my", "our") and (word.word not in FORMS or word.word.endswith("ing"))


def _applies(doubt: Doubt, stated: Stated, tokens: Tokens, first: int, last: int) -> bool:
    said = [token.word for token in stated.object]
    noun = stated.subject.text if stated.predicate == "is" else stated.predicate.rpartition(":")[2]
    if doubt.whens and stated.rule.when not in doubt.whens:
        return False
    if doubt.nouns and noun.lower().rpartition(" ")[2] not in doubt.nouns:
        return False
    if doubt.within and not doubt.within.intersection(said):
        return False
    if doubt.opens and said[0] not in doubt.opens:
        return False
    if doubt.ends and said[-1] not in doubt.ends:
        return False
    behind = [token.word for token in takewhile(lambda t: t.word not in HARD_STOPS, tokens[last + 1 : last + 13])]
    if doubt.then and not any(tuple(behind[: len(phrase)]) == phrase for phrase in doubt.then):
        return False
    if doubt.later and not any(_has([*said, *behind], phrase) for phrase in doubt.later):
        return False
    before = [token.word for token in tokens[max(first - 16, 0) : first]]
    bare = before[:-1] if before and before[-1] in _ARTICLES else before
    if doubt.after and not any(
        phrase in (tuple(before[-len(phrase) :]), tuple(bare[-len(phrase) :])) for phrase in doubt.after
    ):
        return False
    return not doubt.led or bool(doubt.led.intersection(before))


def _has(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[n : n + len(phrase)]) == phrase for n in range(len(words)))


_ARTICLES = _set("a an the my our some this that his her their")
_GREETINGS = _set("hey hi hello dear yo thanks sorry ok okay hiya")


def _is_possessive(stated: Stated, tokens: Tokens, first: int) -> bool:
    """ "Our family's First House", "the therapist's YouTube channel": the "'s" tells whose it is, and is no verb."""
    if stated.predicate != "is" and not stated.predicate.startswith("attribute:"):
        return False
    if first < 2 or tokens[first - 1].word != "'s":
        return False
    value = stated.object
    timed = WEEKDAYS | MONTHS | TIME_UNITS | NUMBER_WORDS | VALUE_WORDS
    if value[0].text[0].isdigit() or any(token.word in timed for token in value):
        return False
    titled = tokens[first - 2].capital and value[0].capital
    return titled or (value[0].capital and value[-1].text.islower())


def _is_setting(stated: Stated, tokens: Tokens, first: int) -> bool:
    """ "Practicality=100": a setting in a prompt, or code; "my rent = 950" is told."""
    owned = any(token.word in ("my", "our") for token in tokens[max(first - 8, 0) : first])
    return (
        not (owned or stated.subject.being in ("speaker", "kin"))
        and 0 < first < len(tokens)
        and tokens[first - 1].text == "="
    )


def _is_empty(stated: Stated) -> bool:
    """ "It's good to have", "it's always a blast": "it" takes up nothing that has a value; only a figure, a name or a time tells."""
    if stated.predicate != "attribute:it" or stated.polarity != "+":
        return False
    figures = any(char.isdigit() for token in stated.object for char in token.text)
    named = any(token.capital for token in stated.object)
    return not (figures or named or any(token.word in _TELLING for token in stated.object))


_TELLING = WEEKDAYS | MONTHS | NUMBER_WORDS | VALUE_WORDS


def _is_vocative(stated: Stated, tokens: Tokens, first: int, last: int) -> bool:
    """ "Hi Mom!", "“Mom, you look good!”": somebody is spoken to, in whatever part."""
    if not stated.predicate.startswith("relation:") or stated.object[-1].word not in ROLES:
        return False
    before = tokens[first - 1] if first else None
    closed = last + 1 >= len(tokens) or not is_word(tokens[last + 1])
    if not closed or stated.rule.confidence > 0.8:
        return False
    greeted = before is not None and before.word in _GREETINGS
    spoken = before is None or before.word in ('"', "“", "'", "‘", "*")
    to_you = last + 2 < len(tokens) and tokens[last + 2].word in _SPOKEN_TO
    return greeted or (spoken and (to_you or (last + 1 < len(tokens) and tokens[last + 1].word == "!")))


_SPOKEN_TO = _set(
    "you your can could would will do did are is what where when why how please i let stop don't look come"
)


def _is_cut(stated: Stated, tokens: Tokens, last: int) -> bool:
    """ "I love mixing | it up", "love seeing | everyone's choices": what is left of the value says nothing."""
    if stated.predicate not in ("likes", "dislikes", "wants", "plans", "prefers") or len(stated.object) > 1:
        return False
    word = stated.object[0].word
    if not word.endswith("ing") or word not in FORMS or last + 1 >= len(tokens):
        return False
    return tokens[last + 1].word in _SOMEONE


_SOMEONE = _set(
    "it everyone everybody someone somebody anyone people them him her you this that these those me us one things stuff my our your his their"
)


def _is_of_several(stated: Stated, tokens: Tokens) -> bool:
    """An age of several, or of what is counted: "we are 2 and a half", "my kids are 7 and | 9 years old" """
    if stated.predicate != "age" or not stated.object[0].text.isdigit():
        return False
    at = next((n for n, token in enumerate(tokens) if token.start >= stated.object[0].start), 0)
    other = at > 1 and tokens[at - 1].word in ("and", "&", ",") and tokens[at - 2].text.isdigit()
    return stated.subject.text == "we" or (other and stated.subject.being == "speaker")
