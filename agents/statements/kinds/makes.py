"""Things told by their make or model, and which sort of thing they are: "Fiat Punto" is a car, "Pixel 6" a phone."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS
from memos.agents.statements.grammar.words import Token, Tokens

_MADE = {
    "car": "audi bmw ford opel vauxhall fiat renault peugeot citroen citroën skoda škoda seat volkswagen vw toyota honda nissan mazda "
    "hyundai kia subaru suzuki mitsubishi volvo saab tesla porsche jaguar chevrolet chevy dodge jeep buick cadillac chrysler gmc lexus acura "
    "infiniti dacia lancia mercedes mini byd polestar cupra tata mahindra lada ferrari lamborghini maserati bentley maruti daihatsu daewoo "
    "isuzu proton perodua holden rover smart genesis rivian lucid nio geely chery ssangyong trabant wartburg datsun pontiac saturn oldsmobile "
    "corsa astra golf polo passat tiguan punto panda clio megane twingo fiesta focus mondeo mustang yaris corolla prius camry rav4 civic "
    "accord jazz odyssey crv cr-v micra qashqai leaf juke mx-5 cx-5 miata i10 i20 i30 tucson picanto sportage carnival sorento outback forester "
    "impreza swift jimny outlander v60 v70 xc60 xc90 octavia fabia superb ibiza leon beetle touran caddy transporter duster sandero logan "
    "cherokee wrangler f-150 silverado tacoma highlander sienna pilot bronco zoe 208 308 500 alto innova swift-dzire nexon creta hilux land-rover defender "
    "kuga escort sierra galaxy-car insignia zafira meriva vectra tigra kangoo scenic laguna captur berlingo xsara saxo kadett berlingo auris aygo "
    "avensis verso celica supra note qubo doblo tipo stilo multipla cinquecento sharan touareg arteon up! id.3 id.4 kodiaq karoq rapid niro ceed "
    "rio stonic ioniq kona santa-fe elantra sonata altima sentra rogue maxima pathfinder legacy crosstrek cx-3 cx-30 rx-8 mx-30 a-class discovery "
    "freelander evoque wagonr wagon-r baleno ertiga dzire scorpio safari bolero vitara ignis celerio cybertruck",
    "phone": "iphone pixel galaxy nokia oneplus huawei xiaomi redmi fairphone motorola android samsung blackberry oppo vivo realme poco htc "
    "honor tecno infinix itel zte ericsson nothing-phone moto",
    "laptop": "macbook thinkpad dell xps chromebook lenovo zenbook ideapad asus acer hp toshiba surface vaio latitude inspiron "
    "elitebook pavilion alienware vivobook framework matebook yoga-slim precision probook legion swift-laptop aspire razer msi tuxedo-laptop "
    "system76 envy spectre omen zephyrus",
    "bike": "brompton trek cannondale giant-bike canyon bianchi gazelle cube-bike specialized scott-bike orbea pinarello colnago cervelo "
    "kona-bike santa-cruz batavus koga vanmoof cowboy-bike cube ribble whyte boardman raleigh dahon tern riese peugeot-bike decathlon",
    "motorbike": "vespa triumph ducati yamaha kawasaki harley royal-enfield ktm piaggio aprilia husqvarna bajaj pulsar guzzi norton enfield",
    "camera": "nikon canon fujifilm leica pentax olympus gopro lumix hasselblad sony sigma-camera rolleiflex yashica mamiya minolta polaroid x-t5 x100v",
    "tablet": "ipad remarkable", "e-reader": "kindle kobo pocketbook tolino", "watch": "fitbit garmin casio seiko rolex swatch tissot timex citizen-watch omega-watch polar-watch suunto coros",
    "console": "playstation xbox nintendo switch ps4 ps5 wii gameboy steamdeck sega",
    "guitar": "fender gibson telecaster stratocaster ibanez epiphone gretsch rickenbacker squier", "piano": "steinway kawai bechstein bosendorfer bösendorfer",
    "headphones": "bose sennheiser sennheisers airpods beyerdynamic jabra beats-headphones",
}  # fmt: skip
_NOUNS = {
    "car": "car cars estate hatchback suv sedan minivan pickup motor", "phone": "phone smartphone mobile handset", "laptop": "laptop notebook",
    "bike": "bike bicycle e-bike ebike roadbike", "motorbike": "motorbike motorcycle scooter moped", "camera": "camera dslr", "tablet": "tablet",
    "watch": "smartwatch watch", "console": "console", "boat": "boat yacht dinghy sailboat", "van": "van camper campervan", "piano": "piano",
    "guitar": "guitar", "tent": "tent", "headphones": "headphones earbuds earphones", "tv": "tv television telly", "printer": "printer",
    "desktop": "desktop pc", "e-reader": "e-reader ereader", "fridge": "fridge freezer", "drone": "drone", "sofa": "sofa couch",
    "violin": "violin", "cello": "cello", "saxophone": "saxophone sax", "monitor": "monitor",
}  # fmt: skip
_OF_NOUN = {word: sort for sort, words in _NOUNS.items() for word in words.split()}
_OF_MAKE = {word: sort for sort, made in _MADE.items() for word in made.split()}
_UNLIKE_MAKES = frozenset(
    "golf polo focus leaf switch surface mini seat jazz canyon framework galaxy pilot swift logan 500 308 208 cherokee panda notebook mobile "
    "pickup estate android jaguar mustang beetle note rapid rogue legacy discovery smart genesis saturn lucid rover escort sierra kona rio "
    "supra tipo cube precision legion aspire envy omen honor moto specialized remarkable tern norton whyte beats motor sonata safari scorpio "
    "fender pc beat switch omega polar bose sega trek riese latitude pavilion spectre kodiaq triumph polaroid batavus captur laguna up! "
    "scenic stilo pathfinder maxima celica ignis insignia vectra".split()
)
"""Makes that are ordinary words too: they need a capital letter, or a verb of having, to be taken for one."""


def is_make(words: Tokens) -> bool:
    """A thing told by its make or model: "Fiat Punto", "Pixel 6", "old ThinkPad"."""
    made = any(_is_made(token) for token in words)
    last = words[-1]
    closed = _is_made(last) or sort_of_make(last.word) or last.capital or any(c.isdigit() for c in last.text)
    return made and bool(closed) and len(words) <= 6 and words[0].word not in FUNCTION_WORDS


def _is_made(token: Token) -> bool:
    """Whether a word is a make or a model; one that is an ordinary word too needs its capital letter."""
    forms = {token.word, token.word.removesuffix("s")}
    return bool(forms & _OF_MAKE.keys()) and (not forms & _UNLIKE_MAKES or token.capital)


def is_make_word(word: str) -> bool:
    """Whether a word is a make or a model, or an ordinary word that may be one."""
    return word in _OF_MAKE


def sort_of_make(word: str) -> str:
    """What sort of thing a make, a model or a noun is: "punto" is a car; empty for what is none."""
    plain = word.removesuffix("s")
    return _OF_NOUN.get(word) or _OF_MAKE.get(word) or _OF_NOUN.get(plain) or _OF_MAKE.get(plain, "")


def sort_of_thing(text: str) -> str:
    """The sort of possession that a value or a statement speaks of: "Corsa" and "drives a Fiat Punto" are cars.

    The noun tells it before the make does ("Samsung TV"), and so does the verb ("rides a Honda").
    """
    said = text.replace(".", " ").split()
    named = next((_OF_NOUN[word.lower()] for word in reversed(said) if word.lower() in _OF_NOUN), "")
    kinds = (sort_of_make(word.lower()) for word in said if word.lower() not in _UNLIKE_MAKES or word[:1].isupper())
    made = next(filter(None, kinds), "")
    if named:
        return named
    if {"rides", "ride"} & set(said):
        return made if made in ("bike", "motorbike") else "motorbike"
    if {"wears", "wear"} & set(said):
        return "watch"
    return made or ("car" if {"drives", "drive"} & set(said) else "")
