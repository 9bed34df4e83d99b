"""Word lists: what counts as a pet, an ailment, a language, a profession. A rule's slot is checked against them; extend them freely."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
WEEKDAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues "
    "wed thu thur thurs fri sat sun weekdays weekends"
)
TIME_UNITS = _set(
    "day days week weeks month months year years hour hours minute minutes morning mornings evening evenings night nights afternoon "
    "spring summer winter autumn fall today tomorrow yesterday weekend am pm decade century"
)
LANGUAGES = _set(
    "english french german spanish italian portuguese dutch swedish norwegian danish finnish icelandic polish czech slovak hungarian romanian "
    "bulgarian greek turkish russian ukrainian serbian croatian slovenian albanian arabic hebrew farsi persian urdu hindi bengali punjabi "
    "tamil telugu marathi gujarati malayalam kannada chinese mandarin cantonese japanese korean vietnamese thai khmer indonesian malay tagalog "
    "swahili yoruba igbo hausa zulu xhosa afrikaans amharic somali irish gaelic welsh catalan basque galician latvian lithuanian estonian "
    "latin esperanto pidgin creole georgian armenian nepali sinhala burmese mongolian maltese breton quechua maori hawaiian asl"
)
NATIONS = LANGUAGES - _set("latin esperanto asl pidgin creole mandarin cantonese hindi farsi") | _set(
    "american british canadian australian mexican brazilian argentinian chilean colombian peruvian venezuelan cuban austrian swiss belgian "
    "scottish indian pakistani bangladeshi nigerian ghanaian kenyan ethiopian egyptian moroccan algerian tunisian israeli lebanese syrian "
    "iraqi iranian afghan filipino singaporean taiwanese african european asian kiwi aussie scots half-japanese senegalese ivorian congolese"
)
PETS = _set(
    "dog dogs puppy puppies pup cat cats kitten kittens kitty rabbit rabbits bunny hamster hamsters parrot parrots budgie budgies bird "
    "birds fish goldfish turtle turtles tortoise snake snakes lizard gecko horse horses pony chicken chickens hens goat goats ferret guinea "
    "beagle labrador lab poodle retriever shepherd terrier dachshund bulldog husky corgi collie spaniel pug chihuahua rottweiler greyhound "
    "dalmatian tabby siamese ragdoll iguana canary cockatiel rat rats mouse gerbil hedgehog axolotl chinchilla duck ducks mutt pet pets "
    "cockapoo labradoodle schnauzer whippet boxer parakeet donkey alpaca sheepdog tarantula doggo pooch"
)
DIETS = _set(
    "vegan vegetarian veggie pescatarian keto paleo gluten-free dairy-free halal kosher carnivore flexitarian lactose-free low-carb "
    "meat-eater plant-based omnivore teetotal teetotaller sugar-free fodmap mediterranean eater intermittent-fasting whole30"
)
AILMENTS = _set(
    "asthma diabetes diabetic migraine migraines hypertension eczema psoriasis anemia anaemia epilepsy epileptic adhd add autism autistic "
    "depression anxiety insomnia ptsd ocd bipolar tinnitus sciatica scoliosis vertigo celiac coeliac ibs hayfever hay-fever flu covid cold "
    "cancer sinusitis reflux gerd heartburn thyroid hypothyroidism arthritis osteoporosis allergies allergy asthmatic injury sprain fracture "
    "hernia concussion dyslexia dyslexic fibromyalgia endometriosis pcos lupus burnout intolerant intolerance ulcer anxious intolerances "
    "disorder disease syndrome cholesterol blood-pressure glaucoma cataracts myopia short-sighted shortsighted nearsighted colorblind "
    "colourblind color-blind deaf blind stutter insomniac anorexia apnea apnoea crohn's pregnant panic headaches pneumonia bronchitis malaria fever cough tonsillitis norovirus mono"
)
PAINS = _set("pain pains ache injury injuries surgery soreness twinge problems problem trouble troubles issues issue")
BODY = _set(
    "back knee knees shoulder shoulders ankle ankles wrist wrists hip hips neck elbow leg legs arm arms foot feet heart eye eyes hand hands "
    "tooth teeth stomach lungs hamstring calf achilles toe finger collarbone rib ribs spine joints skin ear ears muscles throat hearing "
    "eyesight sight pressure sugar"
)
ILL = _set(
    "bad dodgy sore broken torn sprained injured weak stiff aching painful busted wonky chronic poor fractured twisted strained pulled slipped "
    "high low sensitive recurring old achy swollen hurt bum frozen trapped"
)
INSTRUMENTS = _set(
    "guitar bass drums drum piano violin viola cello flute clarinet saxophone sax trumpet trombone ukulele banjo harp keyboard keyboards "
    "synth accordion mandolin harmonica oboe bassoon organ recorder tuba percussion fiddle kalimba"
)
OWNED = INSTRUMENTS | _set(
    "camera car bike bicycle motorbike motorcycle scooter truck van boat laptop iphone ipad kindle macbook house apartment "
    "flat condo cottage farm allotment caravan rv camper telescope drone console playstation xbox printer "
    "headphones skateboard surfboard kayak canoe tent backpack smartwatch tesla projector turntable amp kit"
)
STATES_OF_MARRIAGE = _set("single married engaged divorced widowed separated unmarried taken widow widower")
PROFESSIONS = _set(
    "businessman businesswoman worker housewife barber stay-at-home teacher nurse doctor lawyer engineer developer programmer designer architect accountant paralegal chef cook baker barista waiter waitress "
    "bartender driver pilot plumber electrician carpenter mechanic farmer gardener florist writer journalist editor author translator "
    "interpreter photographer illustrator artist painter sculptor musician singer drummer guitarist bassist actor actress dancer producer "
    "director manager consultant analyst scientist researcher professor lecturer student intern apprentice salesperson salesman cashier "
    "receptionist secretary assistant librarian pharmacist dentist surgeon paramedic midwife therapist physiotherapist psychologist "
    "psychiatrist counsellor counselor veterinarian vet firefighter policeman detective soldier officer sailor entrepreneur founder ceo cto "
    "cfo freelancer contractor realtor broker banker economist trader auditor hairdresser barber beautician tailor stylist model "
    "coach trainer instructor tutor principal headteacher caretaker janitor cleaner housekeeper nanny babysitter postman courier "
    "recruiter marketer strategist copywriter blogger youtuber streamer influencer podcaster geologist biologist chemist physicist "
    "mathematician statistician historian archaeologist philosopher priest pastor judge notary diplomat politician mayor civil servant "
    "beekeeper brewer winemaker butcher fisherman carer caregiver optician optometrist radiologist cardiologist pediatrician paediatrician "
    "anaesthetist anesthesiologist oncologist neurologist dermatologist nutritionist dietitian sommelier stewardess steward attendant "
    "technician operator welder builder roofer surveyor planner estimator logistician administrator sysadmin tester pm "
    "clerk specialist representative agent executive supervisor retiree pensioner housewife homemaker undergrad postdoc owner animator "
    "potter weaver seamstress tailor mason locksmith jeweller watchmaker undertaker bookkeeper actuary linguist conductor composer "
    "lifeguard head president captain ranger guide zookeeper gp solicitor barrister magistrate trucker cabbie lead"
)
VAGUE = _set(
    "ropes fight lot lots trouble argument time mess ball idea ideas thing things stuff vibe vibes way ways part parts bit bits one ones suggestion suggestions thought thoughts sound sounds plan "
    "plans point points look looks approach option options answer question list update version draft direction feel combo addition fact mix "
    "concept theme choice choices energy enthusiasm spirit attitude moment moments something anything everything nothing somewhere someone "
    "it that this these those them there here you your yours him her us me mine ones what how where who which "
    "example examples details detail breakdown explanation response advice feedback help reply tip tips format tone wording"
)
GROUPS = _set("band club choir team league union orchestra committee society guild troupe ensemble crew gym church congregation co-op squad quartet group")
CONDITIONS = _set(
    "pregnant diabetic asthmatic autistic epileptic dyslexic colorblind colourblind color-blind blind deaf anemic anaemic bipolar celiac "
    "coeliac insomniac nearsighted short-sighted neurodivergent disabled immunocompromised menopausal hypertensive"
)
FOODS = _set(
    "meat pork beef chicken fish seafood shellfish eggs egg dairy gluten sugar bread cheese nuts mushrooms onions garlic tofu lamb carbs "
    "sweets chocolate peanuts milk pasta rice red animal wheat soy coriander cilantro tomatoes aubergine processed"
)
DRINKS = _set("alcohol coffee beer wine tea soda milk caffeine juice cola whisky")
MEDICINES = _set(
    "insulin ibuprofen aspirin paracetamol tylenol advil metformin statins antidepressants antibiotics antihistamines medication medicine "
    "meds thinners beta-blockers ssris ritalin adderall xanax prozac zoloft lexapro melatonin vitamins vitamin supplements supplement pills "
    "inhaler levothyroxine steroids painkillers probiotics creatine magnesium iron zinc lisinopril omeprazole warfarin lithium ozempic tablets"
)
OUTINGS = _set(
    "hiking climbing swimming running jogging cycling surfing skiing snowboarding camping fishing sailing kayaking dancing birdwatching bouldering "
    "riding skating rowing diving snorkeling hunting foraging bowling trekking walking biking paddling"
)
SPORTS = _set(
    "tennis football soccer basketball volleyball badminton squash golf hockey rugby cricket baseball chess poker padel handball softball "
    "frisbee netball bridge scrabble darts billiards snooker pool table-tennis ping-pong pingpong lacrosse pickleball dnd d&d"
)
HOBBIES = OUTINGS | _set(
    "yoga pilates gymnastics karate judo boxing kickboxing crossfit ballet pottery photography painting knitting crochet gardening baking cooking "
    "calligraphy origami woodworking woodturning embroidery sewing meditation athletics taekwondo aikido parkour tai-chi ceramics "
    "jiu-jitsu fencing archery astronomy genealogy geocaching zumba capoeira triathlons triathlon marathons powerlifting weightlifting"
)
OUTCOMES = _set("fixed broken repaired approved rejected cancelled canceled confirmed sold closed stolen demolished renovated")
QUESTS = _set("job flat apartment house place internship flatmate roommate therapist tutor nanny car dog cat gym position role partner")
LASTING_VERBS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "move": frozenset({"to", "in", "abroad", "into", "out"}), "relocate": frozenset(), "emigrate": frozenset(), "marry": frozenset(),
        "retire": frozenset(), "buy": frozenset(), "sell": frozenset(), "adopt": frozenset(), "quit": frozenset(), "resign": frozenset(),
        "study": frozenset(), "apply": frozenset({"for", "to"}), "learn": frozenset(), "visit": frozenset(), "travel": frozenset(),
        "fly": frozenset({"to"}), "launch": frozenset(), "open": frozenset({"a", "my", "our"}), "graduate": frozenset(),
        "join": frozenset({"a", "the"}), "propose": frozenset(), "renovate": frozenset(), "publish": frozenset(), "attend": frozenset(),
        "host": frozenset(), "write": frozenset({"book", "novel", "thesis", "memoir"}), "build": frozenset({"house", "shed", "app", "boat"}),
        "get": frozenset({"married", "divorced", "engaged", "dog", "cat", "puppy", "kitten", "tattoo", "surgery"}),
        "have": frozenset({"baby", "surgery", "operation", "wedding", "twins"}), "start": frozenset({"business", "company", "job", "school", "at", "university", "medication"}),
        "go": HOBBIES | {"PLACE", "trip", "holiday", "vacation"}, "run": frozenset({"marathon", "half", "race", "10k", "5k"}),
        "take": frozenset({"trip", "sabbatical", "course", "class", "lessons"}), "spend": frozenset({"summer", "christmas", "year", "holidays", "week", "weekend"}),
        "leave": frozenset({"for", "job"}), "train": frozenset({"for"}), "expand": frozenset(), "hire": frozenset(), "become": frozenset(),
    }
)  # fmt: skip
"""Verbs of doings that last or are looked forward to; where words are given, one of them must follow."""
PASSING_VERBS = _set(
    "wrap figure ensure understand see know ask hear check say understand look tell talk discuss share thank waste mention clarify confirm read show point note focus sound "
    "get give start avoid stick let do say think add"
) - {"add"} | _set("respond reply congratulate apologize skip point bother miss sure complain rush")
STATIVE_VERBS = _set(
    "be feel forget know think look love like hate want need hope wish seem mean say tell believe guess wonder suppose agree appreciate understand "
    "remember sound see hear enjoy prefer find notice struggle get_lost have_to expect admire recommend suggest have matter trust end"
) - {"get_lost", "have_to"}
ACTIVE_VERBS = _set(
    "play use do practice practise train read watch study listen drink eat take go stick run swim cycle bake cook paint write knit hit "
    "attend follow climb hike ride walk jog draw sing dance garden meditate exercise volunteer commute fast collect"
)
VAGUE_AT_THE_END = _set(
    "idea ideas vibe vibes suggestion suggestions thought thoughts approach challenge challenges variety atmosphere enthusiasm energy spirit style"
)
"""Nouns that, at the end of a value, say that it is about the talk: "the notice board idea"."""
SUBJECTS = _set(
    "maths math mathematics physics chemistry biology law medicine nursing engineering economics finance accounting marketing psychology sociology "
    "philosophy history geography geology linguistics literature journalism architecture design art music theology politics business "
    "management informatics statistics astronomy anthropology archaeology pharmacy dentistry education science sciences ecology botany zoology"
)
NOT_PLACES = frozenset(
    "necessity reality hurry silence trouble argument nicely laughter chair scratch site app chat hope fear peace love touch shape order charge control trouble pain bed hospital line mind general fact case time particular need bits "
    "mood middle process same past future present moment shock denial luck doubt debt jail prison school class town stock sync tears person it "
    "contact session meeting agreement awe heaven hell dream dreams bad good great deep real full high low total advance full-time harmony "
    "interested pieces theory practice practise progress public private vain use danger action front second first last each every all another "
    "something anything the-know details detail us them you me him one terms addition between bands band way ways part parts mine two three "
    "favor favour favorite awhile while bit".split()
)
DWELLINGS = frozenset(
    "town city village suburb suburbs countryside country apartment flat house studio cottage farm farmhouse downtown area street avenue road "
    "lane condo building dorm dorms bungalow houseboat boat caravan van trailer district neighbourhood neighborhood centre center outskirts "
    "coast island mountains north south east west abroad loft basement floor province region county quarter room place valley beach lake".split()
)
NOT_WORKPLACES = frozenset(
    "heart hand silence beach fun smoking drinking mouth bag house room hand airport noise tea coffee job group chat crowd rest house flat band choir them gym call home night nights noon dawn weekends weekend least first last once same time it this that moment myself pace morning evening afternoon "
    "work end start top best present length random midnight lunch dinner breakfast him her them me us improving all remote remotely hours "
    "o'clock am pm desk computer project essay draft plan skills form technique goals idea ideas speed".split()
)
WORKPLACES = frozenset(
    "company firm startup start-up bank school hospital university college clinic shop store cafe café restaurant bakery office factory "
    "agency studio lab library museum hotel bar pub garage warehouse farm supermarket pharmacy kindergarten nursery newspaper council "
    "ministry government charity ngo nonprofit airline airport station theatre theater gallery gym salon bookstore bookshop brewery practice "
    "publisher ministry court zoo institute academy post garden dealership".split()
)
ADJECTIVES = frozenset(
    "fit later soon when whenever tomorrow today tonight yesterday good great bad nice lovely sick ill tired happy sad angry busy fine ok home late early here there back pregnant old young single married "
    "engaged asleep awake awesome amazing wonderful annoying funny vegan vegetarian allergic afraid ready sure different new coming mad "
    "very so too such kind sweet super quite mine yours better worse best worst tall short fun cool smart out".split()
)
VALUE_WORDS = frozenset(
    "noon midnight morning evening afternoon tomorrow tonight weekend thousand hundred million k grand euros euro dollars pounds bucks kr "
    "red blue green yellow black white grey gray purple orange pink brown positive negative hours minutes kg km lbs cm metres meters".split()
)
NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety".split())
NOT_JOBS = frozenset("fan lover person member believer eater drinker beginner newbie number winter summer dinner reader writer's gamechanger reminder".split())
DOINGS = frozenset("keep get see be have do go use try take make stop work continue".split())
NOT_HELD = frozenset(
    "coffee ticket tickets mistake soul beer drink lunch dinner breakfast sandwich round question questions doubt idea ideas thoughts thought time problem problems fun feeling chance plenty lot lots no some one more better "
    "look great good hard tough blast meeting look issue issues try point plan plans sense reason choice option options session nothing to".split()
)
OPENS_A_VALUE = frozenset("at on in by from between about around under over up down before after not the a for until".split())
NO_VALUE = frozenset("ok okay fine good great bad nice important perfect clear why because crucial key amazing awesome not going coming how".split())
NO_THING = frozenset("to about when if so very more less not at by in on hard well fast better best out off of much".split())
OPENS_A_CLAUSE = frozenset("because when while if since until but which who whose though although where unless whereas except plus cause once whenever".split())
AROUND = frozenset(
    "with for since until till because when while where but and so if as from last next this these now for after before then who which "
    "that during by through over without at on in to again back permanently temporarily near since about around right i we it "
    "am is are was were has have had will would 's 'd my our together alone anymore instead too also any these not just than into via though yesterday today tomorrow ago".split()
)
PROJECTS = _set(
    "thesis dissertation novel manuscript startup start-up podcast newsletter portfolio screenplay memoir essay blog album phd internship "
    "business website channel"
)
SCHOOLS = _set("school college university uni kindergarten preschool nursery academy")
ABOUT_THE_TEXT = _set(
    "answer response output email text article title format table list post paragraph content summary prompt sentence question script story "
    "image code function page message letter report document essay tone language reply description"
)
"""Nouns of which "has to" is an order to the assistant."""
