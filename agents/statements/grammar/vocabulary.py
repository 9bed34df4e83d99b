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
    "iraqi iranian afghan filipino singaporean taiwanese brit brits dane swede finn turk pole scot scotsman irishman englishman welshman frenchman dutchman spaniard croat serb slovene lithuanian yank texan african european asian kiwi aussie scots half-japanese senegalese ivorian congolese"
)
_PETS = _set(
    "dog dogs puppy puppies pup cat cats kitten kittens kitty rabbit rabbits bunny hamster hamsters parrot parrots budgie budgies bird "
    "birds fish goldfish turtle turtles tortoise snake snakes lizard gecko horse horses pony chicken chickens hens goat goats ferret guinea "
    "beagle labrador lab poodle retriever shepherd terrier dachshund bulldog husky corgi collie spaniel pug chihuahua rottweiler greyhound "
    "dalmatian tabby siamese ragdoll iguana canary cockatiel rat rats mouse gerbil hedgehog axolotl chinchilla duck ducks mutt pet pets "
    "bees budgerigar lovebird macaw cockatoo finch finches pigeon pigeons geese goose turkeys ducks sheep lamb lambs pig pigs piglet llama llamas cow cows foal mare stallion gelding newt salamander frog frogs toad crab shrimp stick-insect stick-insects scorpion spider pomeranian maltese havanese shih shihtzu akita samoyed malamute doberman dane weimaraner vizsla pointer setter mastiff lurcher saluki basenji kelpie heeler sheltie jackrussell westie yorkie maltipoo goldendoodle cavapoo bichon papillon pekingese bengal sphynx persian burmese tortoiseshell tuxedo moggy tomcat kitties doggy hound hounds mongrel cockapoo labradoodle schnauzer whippet boxer parakeet donkey alpaca sheepdog tarantula doggo pooch"
)
PETS = _PETS | {f"{kind}s" for kind in _PETS if not kind.endswith("s")}
DIETS = _set(
    "vegan vegetarian veggie pescatarian keto paleo gluten-free dairy-free halal kosher carnivore flexitarian lactose-free low-carb "
    "meat-eater plant-based non-vegetarian raw-vegan vegitarian pescetarian fruitarian low-fodmap low-salt low-sodium low-fat low-sugar high-protein nut-free carnivorous omnivore teetotal teetotaller sugar-free fodmap mediterranean eater intermittent-fasting whole30"
)
AILMENTS = _set(
    "asthma diabetes diabetic migraine migraines hypertension eczema psoriasis anemia anaemia epilepsy epileptic adhd add autism autistic "
    "depression anxiety insomnia ptsd ocd bipolar tinnitus sciatica scoliosis vertigo celiac coeliac ibs hayfever hay-fever flu covid cold "
    "cancer sinusitis reflux gerd heartburn thyroid hypothyroidism arthritis osteoporosis allergies allergy asthmatic injury sprain fracture "
    "hernia concussion dyslexia dyslexic fibromyalgia endometriosis pcos lupus burnout intolerant intolerance ulcer anxious intolerances "
    "dementia alzheimer's alzheimers parkinson's parkinsons sclerosis ms gout angina arrhythmia fibrillation afib tachycardia gastritis colitis crohn hives shingles "
    "measles chickenpox mumps hiv tuberculosis lyme sepsis tumour tumor leukaemia leukemia lymphoma melanoma prediabetes prediabetic schizophrenia rosacea "
    "acne vitiligo alopecia bursitis fasciitis whiplash narcolepsy tourette's dyspraxia dyscalculia stammer astigmatism fatigue headache stroke seizures "
    "palsy fibroids gallstones kidney-stones angioedema neuropathy lymphoedema hiccups nosebleeds hypotension osteopenia anxiety-attacks sickness haemophilia "
    "disorder disease syndrome cholesterol blood-pressure glaucoma cataracts myopia short-sighted shortsighted nearsighted colorblind "
    "colourblind color-blind deaf blind stutter insomniac anorexia apnea apnoea crohn's pregnant panic headaches pneumonia bronchitis malaria fever cough tonsillitis norovirus mono"
)
PAINS = _set("pain pains ache injury injuries surgery soreness twinge problems problem trouble troubles issues issue")
BODY = _set(
    "back knee knees shoulder shoulders ankle ankles wrist wrists hip hips neck elbow leg legs arm arms foot feet heart eye eyes hand hands "
    "tooth teeth stomach lungs hamstring calf achilles toe finger collarbone rib ribs spine joints skin ear ears muscles throat hearing "
    "eyesight sight pressure sugar acl meniscus ligament ligaments tendon tendons quad quads groin jaw nose pelvis kneecap thumb shin fingers toes glutes"
)
ILL = _set(
    "bad dodgy sore broken torn sprained injured weak stiff aching painful busted wonky chronic poor fractured twisted strained pulled slipped "
    "high low sensitive recurring old achy swollen hurt bum frozen trapped"
)
INSTRUMENTS = _set(
    "tiple ukelele uke lute sitar tabla bagpipes bodhran bodhrán bouzouki balalaika charango cajon cajón cavaquinho bandoneon concertina melodica "
    "djembe bongos congas timpani xylophone marimba vibraphone glockenspiel castanets tambourine cornet bugle euphonium horn piccolo panpipes didgeridoo shakuhachi koto shamisen "
    "erhu guzheng pipa oud qanun saz santoor veena sarod theremin keytar synthesizer harpsichord clavichord celesta zither dulcimer autoharp viol contrabass double-bass "
    "electric-guitar trumpet sousaphone steelpan kora mbira berimbau handpan guitar bass drums drum piano violin viola cello flute clarinet saxophone sax trumpet trombone ukulele banjo harp keyboard keyboards "
    "synth accordion mandolin harmonica oboe bassoon organ recorder tuba percussion fiddle kalimba"
)
OWNED = INSTRUMENTS | _set(
    "camera car bike bicycle motorbike motorcycle scooter truck van boat laptop iphone ipad kindle macbook house apartment "
    "flat condo cottage farm allotment caravan rv camper telescope drone console playstation xbox printer "
    "headphones skateboard surfboard kayak canoe tent backpack smartwatch tesla projector turntable amp kit"
)
STATES_OF_MARRIAGE = _set("single married engaged divorced widowed separated unmarried taken widow widower")
PROFESSIONS = _set(
    "headmistress headmaster seamstress glazier plasterer bricklayer tiler decorator scaffolder joiner upholsterer paver landscaper groundskeeper groundsman gamekeeper "
    "shepherd rancher dairyman fishmonger greengrocer grocer shopkeeper retailer wholesaler merchant importer exporter dealer auctioneer appraiser valuer "
    "milliner cobbler shoemaker saddler blacksmith goldsmith silversmith gemologist engraver bookbinder typesetter proofreader copyeditor subeditor ghostwriter "
    "playwright screenwriter poet novelist lyricist songwriter columnist reporter correspondent newsreader broadcaster presenter announcer dj comedian acrobat "
    "stuntman stuntwoman cinematographer cameraman videographer gaffer choreographer ballerina violinist cellist pianist organist flautist harpist trumpeter percussionist "
    "busker roadie usher curator archivist conservator docent registrar invigilator dean chancellor provost bursar "
    "paraprofessional aide au-pair childminder minder governess matron phlebotomist sonographer radiographer audiologist chiropractor osteopath acupuncturist masseur masseuse "
    "podiatrist dietician doula obstetrician gynecologist gynaecologist urologist hematologist haematologist pathologist epidemiologist immunologist anesthetist orthodontist hygienist optometrist "
    "paramedic emt medic coroner mortician embalmer gravedigger sexton vicar pastor rabbi imam nun chaplain deacon bishop missionary "
    "constable sergeant lieutenant colonel corporal marine soldier gunner medic sapper warden jailer bailiff sheriff deputy inspector commissioner "
    "agent investigator profiler prosecutor attorney counsel conveyancer paralegal mediator arbitrator ombudsman lobbyist senator councillor councilor minister consul attaché "
    "underwriter adjuster assessor treasurer comptroller teller trader quant financier fundraiser estimator buyer merchandiser purchaser scheduler dispatcher expediter "
    "stocker loader stevedore longshoreman docker warehouseman forklift trucker driver chauffeur conductor motorman signalman flagger skipper bosun deckhand purser "
    "aviator copilot astronaut dispatcher ranger arborist forester lumberjack logger miner driller roughneck blaster quarryman "
    "welder fitter machinist toolmaker millwright turner fabricator assembler electroplater boilermaker steelworker ironworker steamfitter pipefitter plumber "
    "installer serviceman repairman handyman tinkerer glassblower ceramicist basketmaker beautician esthetician aesthetician nail-tech manicurist barber cosmetologist perfumer "
    "barkeep mixologist busboy busser dishwasher hostess maitre maître restaurateur caterer patissier pâtissier chocolatier confectioner cheesemaker brewer distiller vintner "
    "innkeeper hotelier concierge bellhop bellboy valet chambermaid maid butler doorman groomer farrier jockey trainer referee umpire caddie caddy "
    "footballer cricketer golfer boxer wrestler cyclist goalkeeper lifeguard "
    "coder webmaster dba sre devops scrum-master analyst modeller modeler animator illustrator cartographer draftsman draughtsman geographer meteorologist oceanographer zoologist botanist "
    "entomologist ecologist ornithologist astronomer physicist virologist geneticist toxicologist pharmacologist metallurgist demographer anthropologist sociologist criminologist ethnographer "
    "ornithologist librarian educator tutor headteacher supply-teacher postdoc provost chief svp coo cio cmo chairman chairwoman chairperson treasurer shareholder "
    "foreman forewoman overseer superintendent supervisor manageress coordinator co-ordinator facilitator organiser organizer scheduler planner liaison greeter canvasser pollster "
    "telemarketer salesgirl saleswoman shop-assistant checkout bookseller stationer newsagent tobacconist stallholder vendor hawker peddler pawnbroker bookmaker croupier "
    "trainee apprentice intern cadet novitiate volunteer dogsbody labourer laborer farmhand operative crofter smallholder reindeer-herder herder beekeeper "
    "homemaker househusband stay-at-home breadwinner paperboy delivery-driver mailman postwoman milkman "
    "sommelier tattooist tattoo-artist piercer costumier tailor dressmaker quilter embroiderer couturier luthier piano-tuner framer carver woodcarver stonemason sculptor "
    "social-worker caseworker probation counsellor psychotherapist hypnotherapist physio osteo physician consultant registrar intern resident locum gp businessman businesswoman worker housewife barber stay-at-home teacher nurse doctor lawyer engineer developer programmer designer architect accountant paralegal chef cook baker barista waiter waitress "
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
GROUPS = _set("partnership platoon book-club council association federation chorus sorority fraternity lodge cooperative collective quintet trio duo band club choir team league union orchestra committee society guild troupe ensemble crew gym church congregation co-op squad quartet group")
CONDITIONS = _set(
    "pregnant diabetic asthmatic autistic epileptic dyslexic colorblind colourblind color-blind blind deaf anemic anaemic bipolar celiac "
    "coeliac insomniac nearsighted short-sighted neurodivergent disabled immunocompromised menopausal hypertensive"
)
FOODS = _set(
    "meat pork beef chicken fish seafood shellfish eggs egg dairy gluten sugar bread cheese nuts mushrooms onions garlic tofu lamb carbs "
    "sweets chocolate peanuts milk pasta rice red animal wheat soy coriander cilantro tomatoes aubergine processed"
)
DRINKS = _set("decaf matcha espresso espressos latte lattes cappuccino cappuccinos coffees teas beers wines spirits vodka gin rum cocktails cocktail cider lager kombucha kefir smoothies lemonade coke pepsi prosecco champagne whiskey alcohol coffee beer wine tea soda milk caffeine juice cola whisky")
MEDICINES = _set(
    "insulin ibuprofen aspirin paracetamol tylenol advil metformin statins antidepressants antibiotics antihistamines medication medicine "
    "meds thinners beta-blockers ssris ritalin adderall xanax prozac zoloft lexapro melatonin vitamins vitamin supplements supplement pills "
    "amlodipine citalopram escitalopram venlafaxine mirtazapine bupropion quetiapine olanzapine lamotrigine gabapentin pregabalin tramadol codeine morphine "
    "naproxen amitriptyline prednisone prednisolone methotrexate letrozole tamoxifen digoxin furosemide methylphenidate pill hrt testosterone estrogen oestrogen "
    "progesterone blockers beta-blocker antipsychotics anticoagulants antacids nsaids diuretics triptans contraceptive eliquis xarelto wegovy mounjaro humira concerta vyvanse "
    "strattera wellbutrin cymbalta effexor lipitor crestor synthroid euthyrox ventolin symbicort singulair zyrtec claritin benadryl nexium plavix trulicity "
    "januvia jardiance lantus seroquel abilify lamictal depakote keppra klonopin ativan valium ambien celexa paxil epipen nurofen panadol dupixent "
    "semaglutide b12 omega-3 folic-acid calcium turmeric ashwagandha collagen electrolytes allopurinol colchicine hydroxychloroquine "
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
    "stem physiotherapy midwifery veterinary medical civil-engineering computing programming coding cs maths stats calculus algebra geometry trigonometry econ "
    "criminology criminal-justice forensics forensic neuroscience biochemistry biophysics biotech biotechnology genetics microbiology geoscience meteorology oceanography environmental "
    "classics latin humanities english linguistics languages translation interpreting drama theatre theater dance film media communications advertising photography fashion textiles "
    "animation illustration fine-art sculpture graphic ceramics pedagogy teaching social-work childcare nutrition dietetics physiology kinesiology anatomy sports "
    "hospitality tourism culinary gastronomy bookkeeping logistics agriculture agronomy forestry horticulture viticulture urban-planning surveying construction carpentry plumbing "
    "welding electronics mechatronics robotics aerospace aeronautics mechanical electrical chemical industrial software data cybersecurity machine-learning "
    "finance banking entrepreneurship mba hr pr pe religious religion divinity ethics logic administration cooking baking pottery upholstery maths math mathematics physics chemistry biology law medicine nursing engineering economics finance accounting marketing psychology sociology "
    "philosophy history geography geology linguistics literature journalism architecture design art music theology politics business "
    "management informatics statistics astronomy anthropology archaeology pharmacy dentistry education science sciences ecology botany zoology"
)
NOT_PLACES = frozenset(
    "nicu icu er ward clinic unit department branch oncology maternity cardiology dispatch retail sales necessity reality hurry silence trouble argument nicely laughter chair scratch site app chat hope fear peace love touch shape order charge control trouble pain bed hospital line mind general fact case time particular need bits "
    "mood middle process same past future present moment shock denial luck doubt debt jail prison school class town stock sync tears person it "
    "contact mode phase stage testing session meeting agreement awe heaven hell dream dreams bad good great deep real full high low total advance full-time harmony "
    "interested pieces theory practice practise progress public private vain use danger action front second first last each every all another "
    "something anything the-know details detail us them you me him one terms addition between bands band way ways part parts mine two three "
    "favor favour favorite awhile while bit".split()
)
DWELLINGS = frozenset(
    "town city village suburb suburbs countryside country apartment flat house studio cottage farm farmhouse downtown area street avenue road "
    "lane condo building dorm dorms bungalow houseboat boat caravan van trailer district neighbourhood neighborhood centre center outskirts "
    "coast island mountains north south east west abroad loft basement floor province region county quarter room place valley beach lake bedspace bedsit bedsitter annexe annex flatshare houseshare "
    "hostel dormitory chalet villa penthouse duplex maisonette ranch compound convent squat yurt cabin motorhome campervan rv narrowboat townhouse terrace tower".split()
)
NOT_WORKPLACES = frozenset(
    "himself herself myself themselves ourselves itself heart hand silence beach fun smoking drinking mouth bag house room hand airport noise tea coffee job group chat crowd rest house flat band choir them gym call home night nights noon dawn weekends weekend least first last once same time it this that moment myself pace morning evening afternoon "
    "work end start top best present length random midnight lunch dinner breakfast him her them me us improving all remote remotely hours "
    "o'clock am pm desk computer project essay draft plan skills form technique goals idea ideas speed".split()
) | DIETS | MEDICINES | HOBBIES | SPORTS
WORKPLACES = frozenset(
    "plant mill foundry refinery shipyard dockyard depot docks quarry workshop call-centre callcenter centre center hospice surgery "
    "care-home shelter daycare preschool embassy consulate courthouse parliament bureau archive bakehouse builder's "
    "florist florist's butcher's baker's chemist's hairdresser's barber's barbershop hairdressers spa laundromat launderette tailor's jeweller's optician's dentist's vet's "
    "deli takeaway diner bistro pizzeria brasserie canteen cafeteria coffee-shop teashop creamery dairy vineyard winery distillery orchard ranch stables kennels aquarium "
    "hostel resort inn guesthouse b&b cinema arena stadium casino nightclub broadcaster printer's printers magazine "
    "grocery outlet boutique consultancy brokerage credit-union insurer fund law-firm firm contractor supplier manufacturer chain franchise "
    "foundation trust observatory laboratory barracks polytechnic conservatory faculty tavern joint wholesaler retailer cooperative co-op nursing-home company firm startup start-up bank school hospital university college clinic shop store cafe café restaurant bakery office factory "
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
NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split())
NOT_JOBS = frozenset("designated feminist pacifist optimist perfectionist atheist tourist minimalist racist activist cyclist finalist realist idealist socialist nationalist capitalist communist buddhist hobbyist motorist purist extremist sexist narcissist pessimist materialist fatalist theist survivalist completist humanist leftist loyalist woman man human gentleman german roman norman caveman superman batman christian general-purpose fan lover person member believer eater drinker beginner newbie number winter summer dinner reader writer's gamechanger reminder".split())
DOINGS = frozenset("keep get see be have do go use try take make stop work continue".split())
NOT_HELD = frozenset(
    "place rid raise rise promotion bonus phd mba msc bsc ma ba diploma degree job offer interview internship coffee ticket tickets mistake soul beer drink lunch dinner breakfast sandwich round question questions doubt idea ideas thoughts thought time problem problems fun feeling chance plenty lot lots no some one more better "
    "look great good hard tough blast meeting look issue issues try point plan plans sense reason choice option options session nothing to".split()
)
OPENS_A_VALUE = frozenset("every each at on in by from between about around under over up down before after not the a for until".split())
NO_VALUE = frozenset("ok okay fine good great bad nice important perfect clear why because crucial key amazing awesome not going coming how".split())
NO_THING = frozenset("to about when if so very more less not at by in on hard well fast better best out off of much".split())
STOPS_A_VALUE = frozenset("and so i we he she they it for with my our but pls please plz can could remind what how thanks thx omg do does help".split())
"""What can't stand within a value that is told with "is": there the next thought begins."""
NUMBERED = _set(
    "plot unit room seat berth locker gate bay desk table spot stall box bed row pitch pier slot platform apartment apt flat "
    "coach carriage car cabin booth stand garage lane bus route line track floor wing ward level block hut lot"
)
"""Nouns that go with a number of their own: "plot 27", "seat 12A"."""
STREAMING = _set(
    "netflix spotify hulu disney disney+ hbo max prime audible kindle youtube deezer tidal peacock paramount crunchyroll mubi dazn twitch "
    "patreon substack headspace calm strava duolingo icloud dropbox chatgpt icloud+ adobe photoshop notion evernote lastpass 1password "
    "playstation xbox nintendo gamepass costco amazon sky nowtv britbox discovery+ skillshare masterclass coursera medium scribd blinkist "
    "hellofresh gousto zwift peloton classpass"
)
"""What is subscribed to."""
UNITS = _set("gb tb mb kb kg g kilos km m cm mm inch inches ft feet hp kw kwh litres liters l watts amps volts acres hectares")
CARERS = _set(
    "advisor adviser supervisor cardiologist physio physiotherapist lawyer solicitor accountant agent plumber electrician mechanic conductor professor "
    "principal headteacher headmaster headmistress surgeon consultant midwife hairdresser barber cleaner nanny babysitter childminder instructor psychologist psychiatrist "
    "counsellor counselor banker broker realtor publisher editor director gynaecologist gynecologist dermatologist oncologist neurologist orthodontist optician osteopath "
    "chiropractor paediatrician pediatrician pharmacist nutritionist dietitian notary priest vicar pastor rabbi imam mentor caseworker builder gardener decorator architect "
    "tutor choirmaster captain tailor groomer dogwalker driver recruiter inspector mp handyman obgyn urologist hygienist stylist tattooist"
)
"""Nouns of people who look after one's affairs, one of each at a time: "my cardiologist"."""
CONTRACTS = _set("subscription membership plan contract policy account premium")
SERVICES = _set(
    "bank banking insurance insurer provider internet broadband wifi phone mobile network carrier electricity gas energy power hosting "
    "host pension mortgage broker account accounts savings accountant plumber cleaner supplier email mail server backup backups storage "
    "payroll accounting invoicing music streaming gym"
)
"""What one has with a provider: "my internet is with Vodafone"."""
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
UNDERTAKINGS = PROJECTS | _set(
    "project projects app search hunt hustle script book campaign venture research analysis story presentation plugin store shop "
    "course garden marathon"
)
"""What one works on if it is told apart from others: "job search", "Main Street essay"."""
ONES_OWN_UNDERTAKINGS = _set(
    "project projects essay novel thesis dissertation screenplay manuscript memoir search hunt campaign hustle research podcast venture"
)
"""What is one's own also if it is called "the Main Street essay"; "the Money Forward app" is not."""
ANY_UNDERTAKING = _set(
    "urgent proposed specific particular given said separate previous whole entire own same current new old next first second last final big little actual real latest main other only original amazing "
    "little exciting upcoming ongoing overall important long ' upcoming dream favorite special"
)
"""Words that tell no project from another."""
JOURNEYS = _set("trip trips holiday vacation honeymoon roadtrip road-trip getaway journey hike hikes trek cruise safari pilgrimage")
IN_PASSING = _set(
    "let know tell ask say see check hear talk look wait trust follow share send provide paste confirm think believe need want get_back sit stop "
    "understand clarify remember mention note show explain thank try join reply respond skip point trouble worry figure holler holla yell "
    "catch ping report verify double-check review handle proceed continue move bring sort sure wrap dive reach hold guess admit input touch be grab summarize summarise rewrite elaborate revisit rethink"
)
"""Verbs of doings that belong to the talk or are soon over: "I'll let you know", "I need to check"."""
SHUNNED_IN_PASSING = _set(
    "waste rush lose miss be feel spend overwhelm risk fall forget overdo deal stress bother keep end have start go make do overcomplicate "
    "repeat sound come complicate push scare hurt hear leave"
)
"""What nobody wants to do and what everybody has to do: "waste time", "have a rest"."""
STANDINGS = frozenset(
    {"on hold", "paused", "active", "live", "postponed", "suspended", "non-negotiable", "locked in", "up and running", "off the table", "back on track", "on track", "delayed", "frozen", "stalled",
     "shelved", "in limbo", "on ice", "behind schedule", "ahead of schedule", "under way", "underway", "over budget"}
)
ISLANDS = _set(
    "skye gozo malta crete corfu rhodes lesbos naxos paros santorini sicily sardinia corsica elba mallorca majorca menorca ibiza tenerife "
    "fuerteventura lanzarote madeira funchal azores jersey guernsey sark arran mull islay orkney shetland lewis harris anglesey wight man "
    "gotland öland bornholm funen zealand senja texel sylt rügen maui oahu kauai molokai bali java lombok sumatra borneo luzon cebu mindanao "
    "palawan okinawa hokkaido kyushu jeju penang langkawi phuket zanzibar mauritius réunion reunion tasmania nantucket manhattan islands isles"
)
STREETS = _set(
    "street st road rd avenue ave lane ln drive dr close square row terrace court crescent boulevard blvd gardens mews grove hill highway parade "
    "walk quay embankment alley esplanade parkway"
)
STREETS_FIRST = _set("rua calle via rue avenida avenue strada ulica jalan rambla praça plaza piazza place boulevard corso viale largo travessa")
STREET_ENDINGS = (
    "straat", "strasse", "straße", "gasse", "gata", "gatan", "gade", "gate", "vej", "veien", "vägen", "weg", "allee", "plein", "laan", "platz", "katu", "utca",
)  # fmt: skip
LONG_TIMES = _set("year years decade decades months ages life forever childhood birth university college graduation")
COMPANY = _set(
    "family relatives strangers students girls guys boys people couple nuns others lodger lodgers tenant tenants nurses friends guests animals "
    "in-laws roomies colleagues expats grandkids stepkids"
)
"""Those one lives with that are no kin."""

EATEN = FOODS | _set(
    "alcohol salt fat fats oil oils butter cream yoghurt yogurt ice-cream ham bacon sausage sausages turkey duck veal venison steak "
    "prawns prawn shrimp crab lobster squid octopus mussels oysters salmon tuna cod anchovies sardines mackerel peanut walnuts walnut "
    "cashews cashew almonds almond hazelnuts hazelnut pistachios pistachio pecans pecan sesame celery kiwi kiwis strawberries strawberry "
    "apples apple bananas banana mango mangoes avocado avocados pineapple citrus oranges lemons grapes cherries peaches tomato potato "
    "potatoes carrots spinach kale broccoli cabbage sprouts cauliflower beetroot olives olive capers pickles peppers chili chilli chillies "
    "chickpeas lentils beans legumes oats oatmeal barley rye corn maize flour grains noodles cereal honey jam cake cakes cookies biscuits candy "
    "sweets crisps chips fries pizza burgers sushi ramen curry spices garlic mustard mayo ketchup soya tempeh seitan lactose fructose yeast "
    "vegetables veggies fruit fruits greens salad soup dessert desserts snacks takeaways takeout lentil mushroom onion nut liver offal game"
)
"""What people eat, like, leave out or can't have."""
PASTIMES = _set(
    "surf ski skate snowboard climb swim run jog cycle hike row sail kayak paddle dance box fence wrestle fish hunt garden knit crochet sew weave "
    "quilt embroider paint draw sketch sculpt whittle bake brew forage birdwatch meditate bowl golf dive snorkel skateboard juggle sing rap boulder"
)
"""Verbs that alone tell a sport or a craft: "I surf"."""
ENTHUSIASTS = _set(
    "birdwatcher birder gardener reader runner cyclist swimmer hiker climber knitter painter photographer cook baker angler fisherman sailor "
    "surfer skier skater dancer gamer collector walker rambler golfer footballer player cinephile bookworm rower beekeeper trainspotter "
    "sewist quilter potter woodworker stargazer astronomer bird-watcher boulderer snowboarder diver brewer forager"
)
POSSESSIONS = OWNED | _set(
    "fryer microwave oven blender mixer kettle toaster dishwasher fridge freezer washer dryer cooker hob barbecue grill smoker knife knives pan wok "
    "pot phone smartphone mobile tablet computer pc desktop monitor keyboard mouse earbuds airpods speaker speakers tv television radio router "
    "projector watch ring necklace bracelet sofa couch bed desk table chair lamp wardrobe bookcase bookshelf rug mattress tent sleeping-bag "
    "ebike e-bike moped estate hatchback suv pickup trailer caravan motorhome campervan campervan yacht dinghy rowboat sailboat cabin barn "
    "garage shed greenhouse allotment garden orchard vineyard land plot shop bakery cafe restaurant hotel studio treadmill dumbbells weights "
    "kettlebell skis snowboard helmet racket rollerblades sewing-machine loom kiln lawnmower mower drill saw chainsaw "
    "lens tripod binoculars record-player gramophone vinyl hoodie jacket coat suit wheelchair stroller pram e-reader ereader "
    "air-fryer instapot espresso-machine coffee-machine coffee-maker machine"
)
"""Things that people have and keep, by their names."""
TAKES_OVER = _set("over across off onto back out up gag sneeze itch wheeze cough retch sick mad crazy nuts insane happy nervous anxious down stiff hives headaches cold bored")
"""Words behind the person whom something concerns: "switched *me* over to", "makes *him* sneeze"."""
PLACES = frozenset(
    (
        "london,paris,berlin,madrid,rome,milan,turin,naples,florence,venice,bologna,lisbon,porto,barcelona,valencia,seville,bilbao,malaga,granada,lyon,"
        "marseille,nice,bordeaux,toulouse,nantes,lille,rennes,strasbourg,brussels,antwerp,ghent,bruges,amsterdam,rotterdam,utrecht,the hague,"
        "hamburg,munich,cologne,frankfurt,stuttgart,leipzig,dresden,bremen,hanover,vienna,graz,salzburg,zurich,geneva,basel,bern,copenhagen,"
        "aarhus,odense,stockholm,gothenburg,malmö,malmo,uppsala,oslo,bergen,trondheim,helsinki,tampere,turku,tallinn,tartu,riga,vilnius,kaunas,warsaw,"
        "krakow,kraków,gdansk,gdańsk,wroclaw,poznan,prague,brno,bratislava,budapest,bucharest,cluj,sofia,belgrade,zagreb,split,ljubljana,sarajevo,"
        "skopje,tirana,athens,thessaloniki,istanbul,ankara,izmir,kyiv,lviv,odesa,minsk,moscow,st petersburg,tbilisi,yerevan,baku,dublin,cork,"
        "galway,limerick,belfast,derry,edinburgh,glasgow,aberdeen,dundee,cardiff,swansea,manchester,liverpool,leeds,sheffield,bristol,bath,"
        "birmingham,nottingham,leicester,newcastle,york,brighton,oxford,cambridge,reading,southampton,portsmouth,plymouth,exeter,norwich,hull,"
        "new york,nyc,brooklyn,queens,los angeles,la,san francisco,oakland,san diego,san jose,seattle,portland,chicago,boston,philadelphia,"
        "washington,dc,baltimore,atlanta,miami,tampa,orlando,houston,dallas,austin,san antonio,denver,phoenix,las vegas,salt lake city,detroit,"
        "cleveland,columbus,pittsburgh,nashville,memphis,charlotte,raleigh,savannah,new orleans,st louis,kansas city,minneapolis,milwaukee,"
        "toronto,montreal,vancouver,ottawa,calgary,edmonton,winnipeg,quebec,halifax,mexico city,guadalajara,monterrey,bogotá,bogota,medellín,"
        "medellin,cali,lima,cusco,quito,guayaquil,caracas,santiago,valparaíso,buenos aires,córdoba,cordoba,rosario,mendoza,montevideo,asunción,"
        "la paz,são paulo,sao paulo,rio,rio de janeiro,brasília,salvador,recife,fortaleza,curitiba,havana,san juan,kingston,panama city,"
        "lagos,abuja,ibadan,accra,kumasi,nairobi,mombasa,kampala,kigali,dar es salaam,addis ababa,johannesburg,joburg,cape town,durban,pretoria,"
        "harare,lusaka,maputo,luanda,dakar,abidjan,casablanca,rabat,marrakech,tunis,algiers,cairo,alexandria,beirut,amman,damascus,baghdad,"
        "tehran,jerusalem,tel aviv,haifa,dubai,abu dhabi,doha,kuwait city,riyadh,jeddah,muscat,karachi,lahore,islamabad,delhi,new delhi,mumbai,"
        "bangalore,bengaluru,chennai,hyderabad,kolkata,pune,ahmedabad,jaipur,kochi,goa,dhaka,sylhet,chittagong,kathmandu,colombo,yangon,bangkok,"
        "chiang mai,hanoi,saigon,ho chi minh city,phnom penh,vientiane,kuala lumpur,kl,penang,singapore,jakarta,bandung,surabaya,bali,manila,"
        "cebu,davao,quezon city,pasig,taipei,hong kong,macau,beijing,shanghai,shenzhen,guangzhou,chengdu,seoul,busan,tokyo,osaka,kyoto,nagoya,"
        "fukuoka,sapporo,sydney,melbourne,brisbane,perth,adelaide,canberra,hobart,darwin,auckland,wellington,christchurch,dunedin,"
        "england,scotland,wales,ireland,northern ireland,britain,the uk,uk,france,germany,spain,portugal,italy,greece,turkey,austria,switzerland,"
        "belgium,holland,the netherlands,netherlands,luxembourg,denmark,sweden,norway,finland,iceland,estonia,latvia,lithuania,poland,czechia,"
        "slovakia,hungary,romania,bulgaria,serbia,croatia,slovenia,bosnia,albania,ukraine,russia,belarus,moldova,georgia,armenia,azerbaijan,"
        "canada,mexico,america,the us,the states,usa,cuba,jamaica,brazil,argentina,chile,peru,colombia,ecuador,bolivia,uruguay,paraguay,venezuela,"
        "nigeria,ghana,kenya,uganda,tanzania,ethiopia,rwanda,zambia,zimbabwe,botswana,namibia,south africa,mozambique,angola,senegal,mali,"
        "morocco,algeria,tunisia,libya,egypt,sudan,israel,palestine,lebanon,syria,jordan,iraq,iran,saudi arabia,qatar,kuwait,oman,yemen,"
        "pakistan,india,bangladesh,nepal,bhutan,sri lanka,myanmar,thailand,vietnam,cambodia,laos,malaysia,indonesia,the philippines,philippines,"
        "taiwan,china,japan,korea,south korea,mongolia,kazakhstan,uzbekistan,australia,new zealand,fiji,texas,california,florida,ohio,oregon,"
        "arizona,colorado,michigan,minnesota,wisconsin,vermont,maine,utah,nevada,montana,idaho,alaska,hawaii,ontario,alberta,kent,essex,sussex,"
        "surrey,devon,cornwall,dorset,norfolk,suffolk,yorkshire,lancashire,cumbria,kerry,donegal,mayo,bavaria,saxony,tuscany,sicily,catalonia,"
        "andalusia,galicia,brittany,normandy,provence,europe,africa,asia"
    ).split(",")
)
"""Cities, countries and regions: of "I left Berlin" only the name tells that it was no employer."""
DECADES = _set("teens twenties thirties forties fifties sixties seventies eighties nineties 20s 30s 40s 50s 60s 70s 80s 90s")
AIDS = _set("stick frame wheelchair cane crutches crutch walker rollator pacemaker prosthesis aid aids stairlift catheter glasses contacts lenses")
"""What somebody with a lasting trouble of the body uses."""
ABOUT_THE_TALK = _set(
    "information info steps step results names link links benefits instructions prices numbers things stuff guidance screenshot statement template prompts"
)
"""Nouns of what the assistant is asked for."""
DRAWBACKS = _set(
    "complicated complex expensive stressful difficult intimidating risky work like overwhelming confusing annoying tiring trouble effort hassle "
    "daunting of than and"
)
"""What nobody likes to have more of."""
BETTERING = _set("improve boost increase grow strengthen reduce lower cut speed raise upgrade enhance develop build rebuild expand protect maintain")
"""Doings that make something of one's own better."""
ENGAGEMENTS = _set(
    "meeting appointment interview exam test quiz flight dinner lunch brunch breakfast party wedding presentation deadline session class call match "
    "game concert gig trip workout rehearsal surgery operation checkup check-up race event conference lecture workshop seminar ceremony "
    "funeral recital audition hearing viewing inspection assessment tournament competition gala festival picnic barbecue reunion demo pitch "
    "nomikai date retreat marathon showcase performance webinar hackathon screening scan tasting fitting photoshoot housewarming"
)
"""What one has on a day of its own: "I have an exam"."""
ARTEFACTS = _set(
    "algorithm app application model system tool website site page dashboard bot chatbot plugin extension script program pipeline database "
    "engine framework library function feature module api service platform game prototype product template course curriculum guide newsletter "
    "podcast blog novel book paper thesis essay song album film comic portfolio store shop simulation simulator classifier parser scraper "
    "spreadsheet macro workflow integration interface frontend backend component package notebook dataset survey campaign brand startup business"
)
"""What is made by thinking: who tries to create one works on it."""
CREEDS = _set(
    "conservative liberal progressive libertarian socialist centrist republican democrat feminist pacifist anarchist communist capitalist leftist "
    "moderate left-wing right-wing apolitical humanist environmentalist stoic pragmatist"
)
"""What somebody is by conviction; faiths are no matter of these rules."""
UNSETTLED = _set(
    "think mean wait look try plan consider wonder debate decide hope search work ask talk tell call write send move change lose rack bang wrap "
    "worry panic stress doubt question plan break finish fix sort organize organise question put hold miss have get sit run pull push"
)
"""What somebody who "has been doing" it all week is in the midst of, and which is no habit."""
