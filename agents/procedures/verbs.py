"""Verbs by which people say what is to be done, as they stand at the beginning of a step."""

from __future__ import annotations

import re

from memos.agents.lexicon import listed

VERBS = listed("""
    activate add adjust age aim air align allow announce answer apologise apologize appoint apply approve argue arrange ask
    assemble assign attach avoid
    backflush back bake balance baste beat begin bind blanch blend block blow boil book bookmark boot bring broil brew browse
    brush bug build bump bundle burn buy buff calibrate call cancel carry carve cast catch center change charge chat check chill
    choose chop clamp claim clean clear click climb clip clone close coat collect comb combine come comment commit compare compile
    complete compress compute configure confirm connect consult contact convert cook cool copy count cover crack crank create crop
    crush curl cut debug decant declare decide decorate deep deglaze delete deploy describe design detach determine dice dig dip
    disable disconnect discard display distribute divide do document dot double download draft drag drain draw dress drill drink
    drive drizzle drop dry dump dust eat edit eject email empty enable end engage enter erase establish estimate evaluate examine
    exhale explain export extend extract face fasten feed ferment fetch file fill filter finish fire fit fix flash flatten flip
    float floss flush fold follow form format forward freeze fry garnish gather get give glaze glue go grab grate grease greet
    grill grind grip group grow guide hammer hand hang harvest have head heat hit hold hook hug identify ignore import include
    increase inform inhale initialise initialize insert inspect install invite invoke iron join jot juice jump keep kick kill knead
    label ladle land lather launch lay lead leave let level lie lift light limit line link list listen load lock log look loosen
    lower mail make mark marinate mash mask match measure meditate meet melt merge message microwave mince mix monitor mop mount
    move mow multiply name navigate note notify nudge number offer oil open order organise organize outline overlap pack package
    page paint park parse paste pat pause pay peel perform phone pick pin ping pinch place plan plane plant play plug poach point
    polish poll pop post pour practise practice praise prepare prep press prime print process prop prune publish pull pulse pump
    purchase purge push put query quench question quit quiz rack raise rake read rearrange reboot rebase recheck recite reconcile
    record recycle redirect reduce reflect refresh refrigerate register rehearse reheat release relax reload remember remind
    remove rename render renew repair repeat rephrase replace reply report repot request rerun rescan reserve reset resize respond
    rest restart restore resume retrieve return reuse reverse review rewind rewrite ring rinse ripen rise roast roll rotate round
    rub run sand save saute sauté say scale scan schedule scoop score scoot scrape screen screw scroll scrub seal sear season seat
    secure select sell send separate serve set settle sew shake shape share sharpen shave shift ship shoot shorten show shower
    shred shuffle shut sieve sift sign simmer sit sketch skim skip slice slide slip slow smear smell smooth snap snip soak solder
    sort spawn speak spell spend spin split spoon spray spread sprinkle squat squeeze stack stage stain stamp stand staple start
    stash stay steam steep steer step sterilise sterilize stick stir stop store strain stretch string strip study submit subtract
    suggest sum summarise summarize swap sweep swim swirl switch sync synchronise tackle tag take talk tap tape taste tell tend test
    text thank thaw thicken throw tick tie tighten tilt time tip toast toggle top toss touch trace track train transfer translate
    trim try tuck tune turn twist type unclip uncover unfold uninstall unload unlock unmount unpack unplug unscrew unzip update
    upgrade upload use vacuum validate verify view visit vote wait walk warm warn wash watch water wax weave weigh wet whip whisk
    whip wind wipe withdraw wrap write zip zoom
    prioritise prioritize onboard reverse-engineer double-check cross-check sanity-check re-run re-read preheat pre-heat proof reboil
    escalate triage rollback revert drench hydrate moisturise moisturize tone exfoliate cleanse journal brainstorm memorise memorize
    treat host interview prioritise handle manage maintain fertilise fertilize mulch sow backup cultivate descale unclog bleed
    declutter de-ice rewire refuel recharge refill reseed waterproof
""")
"""English verbs in their base form, of cooking, housework, offices, workshops, computers and bodies."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFT = listed(
    "please just always then now carefully gently slowly quickly briefly lightly thoroughly finally also never only"
)
_MANNER = listed("do don't don’t avoid never")


def begins_with_verb(text: str) -> bool:
    """Whether a text begins as an order does: "carefully pour the water", "don't stir"."""
    for word in _WORD.finditer(text.casefold().replace("’", "'")[:80]):
        if word[0] in _SOFT:
            continue
        return word[0] in VERBS or word[0] in _MANNER or text.casefold().startswith(("don't ", "do not "))
    return False


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs."""
    return word.casefold() in VERBS


def gerund_of_verb(word: str) -> bool:
    """Whether a word in -ing is made of one of the verbs: making, running, tying."""
    folded = word.casefold()
    if not folded.endswith("ing") or len(folded) < 5:
        return False
    stem = folded[:-3]
    forms = {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem, stem[:-1] + "ie"}
    return not forms.isdisjoint(VERBS)


def gerunds(verb: str) -> frozenset[str]:
    """The forms in -ing that a verb may have: run, running; bake, baking; tie, tying."""
    folded = verb.casefold()
    forms = {folded + "ing", folded + folded[-1:] + "ing"}
    if folded.endswith("e"):
        forms |= {folded[:-1] + "ing", folded[:-2] + "ying"}
    return frozenset(forms)
