"""Word lists: what counts as a pet, an ailment, a language, a profession. A rule's slot is checked against them; extend them freely."""

from __future__ import annotations


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
    "meat-eater plant-based omnivore teetotal teetotaller sugar-free fodmap mediterranean eater intermittent-fasting fasting whole30 raw"
)
AILMENTS = _set(
    "asthma diabetes diabetic migraine migraines hypertension eczema psoriasis anemia anaemia epilepsy epileptic adhd add autism autistic "
    "depression anxiety insomnia ptsd ocd bipolar tinnitus sciatica scoliosis vertigo celiac coeliac ibs hayfever hay-fever flu covid cold "
    "cancer sinusitis reflux gerd heartburn thyroid hypothyroidism arthritis osteoporosis allergies allergy asthmatic injury sprain fracture "
    "hernia concussion dyslexia dyslexic fibromyalgia endometriosis pcos lupus burnout intolerant intolerance ulcer anxious intolerances "
    "disorder disease syndrome cholesterol blood-pressure glaucoma cataracts myopia short-sighted shortsighted nearsighted colorblind "
    "colourblind color-blind deaf blind stutter insomniac anorexia apnea apnoea crohn's pregnant panic headaches pneumonia bronchitis"
)
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
    "camera car bike bicycle motorbike motorcycle scooter truck van boat laptop phone iphone ipad tablet kindle macbook pc house apartment "
    "flat condo cottage farm allotment caravan rv camper telescope drone console playstation xbox switch tv watch printer computer "
    "headphones skateboard surfboard kayak canoe tent backpack smartwatch tesla projector turntable amp kit"
)
STATES_OF_MARRIAGE = _set("single married engaged divorced widowed separated unmarried taken widow widower")
PROFESSIONS = _set(
    "teacher nurse doctor lawyer engineer developer programmer designer architect accountant paralegal chef cook baker barista waiter waitress "
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
    "lifeguard ranger guide zookeeper gp solicitor barrister magistrate trucker cabbie lead"
)
VAGUE = _set(
    "idea ideas thing things stuff vibe vibes way ways part parts bit bits one ones suggestion suggestions thought thoughts sound sounds plan "
    "plans point points look looks approach option options answer question list update version draft direction feel combo addition fact mix "
    "concept theme choice choices energy enthusiasm spirit attitude moment moments something anything everything nothing somewhere someone "
    "it that this these those them there here you your yours him her us me mine ones what how where who which "
    "example examples details detail breakdown explanation response advice feedback help reply tip tips format tone wording"
)
