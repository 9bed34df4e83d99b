"""The verb of a clause with everything that hangs on it: tense, negation, modality, adverbs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, Subject
from memos.agents.statements.grammar.words import Form, Tokens, lexicon

Tense = Literal["present", "past", "future"]


class Verb(NamedTuple):
    """A verb group: "no longer live", "have just moved", "used to work", "would like"."""

    lemma: str
    tense: Tense = "present"
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    modal: str = ""
    used_to: bool = False
    adverbs: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


_COMMON = (
    "unenroll unenrol deregister fold collapse deal nominate advise oversee succeed transition explore investigate issue pursue prepare stick rotate enter install rip moor rewrite rebuild park uninstall overbook refinance dye repaint respray sublet downsize let fire lay let expire lapse renew sail dock touch extend delay defer adjust update advance rebook rearrange shorten charge port happen occur kick "
    "deliver submit file hand complete return total peak resume downgrade unfollow "
    "promote demote appoint elect recruit headhunt poach sack axe dismiss assign reassign second post enrol tutor earn net gross charge qualify retire freelance drive pilot swap transfer deliver repair clean cut edit breed sweep guard nurse paint style treat manage coach supervise row captain score umpire referee enlist switch master pass fail skip resume return belong accept admit raise bump live reside stay settle relocate move work start begin join quit leave resign retire study learn teach speak play own have buy get "
    "adopt sell lose love like enjoy hate dislike prefer adore despise want need plan intend hope wish decide book aim eat drink avoid "
    "cook go run swim ride drive walk jog train read write paint draw sing dance practise practice take use keep stop drop ditch dump remarry wed elope rename tie switch "
    "change swap upgrade replace give make do say tell think believe know feel guess suppose reckon find hear see meet visit travel fly "
    "marry divorce split separate date break engage name call come grow raise bear graduate major attend enrol enroll volunteer run "
    "manage lead build develop design launch found create cost pay earn rent lease share belong support follow watch listen collect "
    "suffer hurt sprain injure recover diagnose develop die pass turn become expect wear weigh measure spend sleep wake try "
    "consider celebrate host own invest save bank commute mean misread misspeak confuse dream imagine pretend claim assume remember "
    "forget ask help send show look seem sound leave depart arrive land slip shift push bump raise increase rise drop reschedule "
    "postpone cancel transfer promote hire fire lay sign subscribe unsubscribe register experience struggle prioritize lean wonder "
    "set put bring send hold last end finish open close happen gave cut reach hit stand bear mind care handle tolerate rely depend "
    "garden bake knit surf climb hike ski camp cycle bike stretch meditate exercise lift talk wait scare dethrone move haggle fall "
    "miss agree appreciate thank wonder bet swear admit reply mention note suggest recommend discuss add fix repair clean wash "
    "hail originate dwell migrate immigrate resettle cohabit answer spell rehome foster elope remarry wed bury deploy reassign "
    "apply propose emigrate publish renovate expand retrain rescue switch sign turn accept land purchase trade exchange reside pick seem welcome abandon quit practice employ hire emigrate visit bore sing rely hate detest loathe stomach abide skip smoke vape juggle teach tutor mentor coach commute nap babysit freelance volunteer fast gain babble crave own rehearse perform compose code blog stream rename arrange organise organize schedule confirm track check test offer serve provide include contain crave choose opt select finalize finalise lean focus achieve reduce create manage "
    "fascinate intrigue tear twist fracture dislocate act flare ache beat survive annoy irritate disgust freak terrify frighten stress interest prescribe outgrow heal mend wean skate snowboard kayak crochet sew brew sketch co-own crash total inherit bin scrap nick brick hike nudge trim slash jack step donate withdraw insure double halve triple titrate inject swallow inhale cheer resubscribe ring terminate"
)
FORMS: Mapping[str, tuple[Form, ...]] = MappingProxyType(lexicon(dict.fromkeys(_COMMON.split()).__iter__()))
"""Every form of the verbs that this reader knows. After a pronoun any word may be a verb."""

ADVERBS = frozenset(
    "now just still also always never really currently actually recently finally already only usually often sometimes definitely "
    "probably maybe absolutely totally mostly basically honestly officially literally even ever generally normally regularly "
    "frequently rarely hardly barely occasionally typically presently temporarily soon newly mainly truly "
    "simply kindly rather deeply seriously deffo def apparently obviously certainly surely constantly quite too once "
    "visually manually roughly closely openly quickly slowly carefully quietly gladly easily strongly highly lightly heavily randomly gradually religiously "
    "privately publicly personally previously formerly originally physically mentally emotionally financially technically practically virtually essentially "
    "primarily predominantly exclusively purely merely fully completely entirely partly partially largely slightly nearly roughly equally similarly genuinely "
    "sincerely strictly consciously subconsciously automatically naturally faithfully dutifully diligently consistently continually continuously repeatedly "
    "particularly especially secretly happily proudly sadly unfortunately fortunately luckily together".split()
)
HEDGES = frozenset("probably maybe perhaps possibly apparently supposedly".split())
_BE: Mapping[str, tuple[Tense, bool]] = MappingProxyType(
    {"am": ("present", False), "is": ("present", False), "are": ("present", False), "was": ("past", False),
     "were": ("past", False), "be": ("present", False), "been": ("present", True), "being": ("present", False)}
)  # fmt: skip
MODALS = frozenset("would could should might may must shall can will 'd".split())
AUXILIARIES = frozenset({*_BE, *MODALS, "do", "does", "did", "have", "has", "had"})
_ADJECTIVAL = frozenset(
    "married engaged divorced separated based called named born retired gone done used supposed allergic interested worried bored excited "
    "tired closed open set fixed broken related located scheduled booked".split()
)


class _Reader:
    """Reads one verb group from left to right; made for one attempt and thrown away."""

    def __init__(self, tokens: Tokens, at: int, subject: Subject) -> None:
        self.tokens, self.at, self.subject = tokens, at, subject
        self.verb = Verb("", start=at)
        self.expects: set[str] = self._finite()

    def _finite(self) -> set[str]:
        first = self.subject.being in ("speaker", "addressee")
        if self.subject.beside is not None and not first:
            return {"base", "s", "past"}  # "Ana and Ben live", "neither Ana nor Ben lives"
        if self.subject.being == "person" and self.subject.text.endswith("s"):
            return {"base", "s", "past"}  # "Jens lives", "the Smiths live"
        return {"base", "past"} if first or self.subject.plural or self.subject.text.endswith("s") else {"s", "past"}

    def word(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].word if self.at + ahead < len(self.tokens) else ""

    def read(self) -> Verb | None:
        for _ in range(12):
            word = self.word()
            if word in ADVERBS or (word in ("both", "all") and self._of_several()):
                self._adverb(word)
            elif word == "not" or (word == "no" and self.word(1) == "longer"):
                self._negation(word)
            elif word in MODALS:
                self._modal(word)
            elif word in _BE or word == "'s":
                if done := self._be(word):
                    return done
            elif word in ("up", "went", "gone") and self.word(1) == "and" and self._is_past(2):
                self._advance(2)  # "she up and moved"
            elif word in ("do", "does", "did") and self._supports():
                self._advance(tense="past" if word == "did" else self.verb.tense)
                self.expects = {"base"}
            elif word in ("have", "has", "had"):
                if done := self._have(word):
                    return done
            elif word == "used" and self.word(1) == "to" and "past" in self.expects:
                self._advance(2, used_to=True, tense="past")
                self.expects = {"base"}
            else:
                return self._main(word)
        return None

    def _of_several(self) -> bool:
        """ "We both live", "they all speak": of each of several."""
        several = self.subject.plural or self.subject.text in ("we", "they") or self.subject.beside is not None
        return several and self.word(1) not in FUNCTION_WORDS - AUXILIARIES

    def _advance(self, by: int = 1, **changes: object) -> None:
        self.at += by
        self.verb = self.verb._replace(**changes)  # type: ignore[arg-type]

    def _adverb(self, word: str) -> None:
        self._advance(adverbs=(*self.verb.adverbs, word), negated=self.verb.negated or word == "never")

    def _negation(self, word: str) -> None:
        if word == "no":
            self._advance(2, adverbs=(*self.verb.adverbs, "no longer"), negated=True)
        else:
            self._advance(negated=True)

    def _modal(self, word: str) -> None:
        if word == "'d" and self._ahead({"part"}) and not self._ahead({"base"}):
            self._advance(perfect=True, tense="past")
            self.expects = {"part"}
            return
        modal = {"'d": "would", "shall": "will"}.get(word, word)
        future: Tense = "future" if modal == "will" else self.verb.tense
        self._advance(modal=modal, tense=future)
        self.expects = {"base"}

    def _be(self, word: str) -> Verb | None:
        if word == "'s" and self.word(self._skip(1)) == "got":
            self._advance(self._skip(1))
            return self._got("present")
        if word == "'s" and self._has():
            self._advance(perfect=True)
            self.expects = {"part"}
            return None
        tense, perfect = _BE.get(word, ("present", False))
        tense = self.verb.tense if self.verb.tense != "present" else tense
        self._advance(tense=tense, perfect=self.verb.perfect or perfect)
        skip = self._skip()
        ahead = self.word(skip)
        if ahead == "going" and self.word(skip + 1) == "to" and self._is_deed(skip + 2):
            self._take_adverbs(skip)
            self._advance(2, tense="future")
            self.expects = {"base"}
            return None
        ing = any(form.tense == "ing" for form in FORMS.get(ahead, ()))
        if ing or (
            ahead.endswith("ing") and len(ahead) > 5 and self.subject.being == "speaker" and ahead not in _NOT_VERBS
        ):
            self._take_adverbs(skip)
            self._advance(0, progressive=True)
            self.expects = {"ing"}
            return None
        self._take_adverbs(skip)
        if self.word() == "no" and self.word(1) == "longer":
            self._negation("no")
        return self.verb._replace(lemma="be", end=self.at)

    def _have(self, word: str) -> Verb | None:
        past = word == "had"
        skip = self._skip(1)
        ahead = self.word(skip)
        tense: Tense = "past" if past else self.verb.tense
        if ahead == "got" and self.word(skip + 1) != "to" and not past:
            self._advance()
            self._take_adverbs(skip - 1)
            return self._got(tense)
        if ahead == "got" and self.word(skip + 1) == "to" and self._is_deed(skip + 2) and not past:
            self._advance(skip + 1, modal="have to", tense=tense)
            self._advance()
            self.expects = {"base"}
            return None
        if ahead == "to" and self._is_deed(skip + 1) and not self.verb.modal:
            self._advance(2, modal="have to", tense=tense)
            self.expects = {"base"}
            return None
        if (
            ahead == "been"
            or any(form.tense == "part" for form in FORMS.get(ahead, ()))
            or (ahead.endswith("ed") and self.subject.being == "speaker")
        ):
            self._advance(perfect=True, tense=tense)
            self.expects = {"part"}
            return None
        if not self._agrees(word):
            return None
        return self._finish("have", tense)

    def _agrees(self, word: str) -> bool:
        form = {"have": "base", "has": "s", "had": "past"}[word]
        return form in self.expects or (self.expects == {"part"} and word == "had")

    def _got(self, tense: Tense) -> Verb:
        """ "Have got a dog" is having one; "has got worse" is another verb, which no rule reads."""
        self.at += 1
        return self.verb._replace(lemma="have", tense=tense, end=self.at)

    def _finish(self, lemma: str, tense: Tense) -> Verb:
        self.at += 1
        return self.verb._replace(lemma=lemma, tense=tense, end=self.at)

    def _main(self, word: str) -> Verb | None:
        if not word or not word[0].isalpha() or (word in FUNCTION_WORDS and word not in FORMS):
            return None
        before = self.tokens[self.at - 1] if self.at > 1 else None
        if before is not None and self.tokens[self.at].text.istitle() and before.text.istitle() and before.word != "i":
            return None  # "the Botanic Gardens": a name of two words, no verb
        form = next((form for form in FORMS.get(word, ()) if form.tense in self.expects), None)
        if form is None:
            form = self._unknown(word)
        if form is None:
            return None
        past: Tense = (
            "past" if form.tense == "past" and self.expects & {"s", "base"} and not self.verb.modal else self.verb.tense
        )
        if self.verb.tense == "present" and self.expects == {"base"} and form.tense == "base":
            past = self.verb.tense
        return self._finish(form.lemma, past)

    def _unknown(self, word: str) -> Form | None:
        obliged = self.verb.modal == "have to"
        if not (obliged or self.subject.being in ("speaker", "addressee", "pronoun")) or word in FORMS:
            return None
        if "ing" in self.expects:
            return Form(word.removesuffix("ing"), "ing")
        if word.endswith("ed") and self.expects & {"past", "part"}:
            return Form(word.removesuffix("ed"), "past" if "past" in self.expects else "part")
        if "s" in self.expects and "base" not in self.expects:
            return Form(word.removesuffix("s"), "s") if word.endswith("s") else None
        return Form(word, "base") if "base" in self.expects else None

    def _skip(self, ahead: int = 0) -> int:
        while self.word(ahead) in ADVERBS or self.word(ahead) == "not" or self._no_longer(ahead):
            ahead += 1 + self._no_longer(ahead)
        return ahead

    def _is_past(self, ahead: int) -> bool:
        return any(form.tense == "past" for form in FORMS.get(self.word(ahead), ()))

    def _no_longer(self, ahead: int) -> bool:
        return self.word(ahead) == "no" and self.word(ahead + 1) == "longer"

    def _take_adverbs(self, count: int) -> None:
        end = self.at + count
        while self.at < end:
            word = self.word()
            self._adverb(word) if word in ADVERBS else self._negation(word)

    def _is_base(self, ahead: int) -> bool:
        word = self.word(self._skip(ahead))
        return any(form.tense == "base" for form in FORMS.get(word, ())) or word in ("be", "have", "do")

    def _is_deed(self, ahead: int) -> bool:
        """Whether something is "going to" be done, not somebody going somewhere."""
        at = self.at + self._skip(ahead)
        if self._is_base(ahead) or at >= len(self.tokens):
            return at < len(self.tokens)
        token = self.tokens[at]
        return token.text.islower() and token.word[0].isalpha() and token.word not in FUNCTION_WORDS | _DESTINATIONS

    def _ahead(self, tenses: set[str]) -> bool:
        word = self.word(self._skip(1))
        return (
            word == "been"
            if "part" in tenses and word == "been"
            else any(f.tense in tenses for f in FORMS.get(word, ()))
        )

    def _supports(self) -> bool:
        """Whether "do" only supports another verb ("do not live", "did move"), or is the verb itself ("do yoga")."""
        skip = self._skip(1)
        word = self.word(skip)
        return skip > 1 or any(form.tense == "base" for form in FORMS.get(word, ())) or word in ("have", "do")

    def _has(self) -> bool:
        word, after = self.word(self._skip(1)), self.word(self._skip(1) + 1)
        if word in ("been", "got", "had") or (
            word == "gone" and after in ("up", "down", "from", "to", "vegan", "vegetarian")
        ):
            return True
        return word not in _ADJECTIVAL and any(form.tense == "part" for form in FORMS.get(word, ()))


_DESTINATIONS = frozenset(
    "bed school church town college university hospital prison yoga class london paris rome".split()
)
_NOT_VERBS = frozenset("during evening morning something nothing anything everything boring amazing".split())


def verb_at(tokens: Tokens, at: int, subject: Subject) -> Verb | None:
    """The verb group that begins here and agrees with the subject."""
    return _Reader(tokens, at, subject).read()


def lemmas_in(value: str) -> set[str]:
    """The verbs that the first words of a value may be forms of."""
    return {form.lemma for word in value.lower().split()[:4] for form in FORMS.get(word, ())}
