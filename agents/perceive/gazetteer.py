"""Names that are known without being told. Data only, folded; add to the tables, and examples to their tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from memos.agents.lexicon import listed


def _phrases(names: str) -> frozenset[str]:
    """A list of names written as text, separated by bars."""
    return frozenset(name.strip() for name in names.split("|"))


GIVEN_NAMES = listed("""
    aaron abby abdul abdullah abigail abraham ada adam adela adele adeleke adnan adrian adriana adrienne agatha agnes
    ahmad ahmed aida aidan aiden aileen aimee aisha akash akira alan alana alastair albert alberto alec alejandra
    alejandro alessandra alessandro alex alexa alexander alexandra alexandre alexei alexis alfred alfredo ali alice
    alicia alina alisa alisha alison alistair allan allen allison alma alonso alvaro alvin alyssa amal amalia amanda
    amara amber amelia amelie amina amir amira amit amy ana anahi anastasia anders andre andrea andreas andrei andres
    andrew andy angel angela angelica angelina angelo angie angus anika anil anita anjali ann anna annabel annabelle
    anne annette annie annika anthony antoine anton antonia antonio anya april archie ari aria ariana arianna ariel
    arjun arlene armando arnold arthur arturo arun asha ashley ashok astrid athena aubrey audrey august augustine
    aurelia aurora austin ava avery axel aya ayaan ayesha barbara barney barry bart beatrice beatriz becca becky bella
    ben benedict benjamin bennett benny bernadette bernard bernardo bernice bert bertha beth bethany betsy betty
    beverly bianca bilal bill billy bjorn blake bob bobby bonnie boris brad bradley brandon breanna brenda brendan
    brent brett brian briana bridget brittany brooke bruce bruno bryan bryce byron caitlin caleb callum calvin cameron
    camila camilla camille candice carl carla carlos carly carmen carol carolina caroline carolyn carrie carter
    cassandra cassie catalina catherine cathy cecilia cedric celeste celia celine cesar chad chandler chandra charlene
    charles charlie charlotte chelsea cheryl chloe chris christa christian christina christine christoph christophe
    christopher christy chuck cindy claire clara clarence clarissa clark claude claudia clayton cleo clement cliff
    clifford clint clinton clive cody colin colleen connie connor conor conrad constance cora corey corinne craig
    cristian cristiano cristina crystal curtis cynthia cyril cyrus daisy dale damian damien damon dan dana daniel
    daniela daniella danielle danilo danny daphne darcy daria darius darlene darren darryl dave david davide dawn dean
    deanna debbie deborah debra deepak deepika deirdre delia della delphine denise dennis derek derrick desmond devin
    devon dexter diana diane diego dieter dilip dimitri dina dirk dmitri dolores dominic dominik dominique don donald
    donna doreen doris dorothy doug douglas doyle duncan dustin dylan eamon earl ed eddie eddy edgar edith edmund
    eduardo edward edwin eileen elaine eleanor elena eleni eli elias elijah elisa elisabeth elise eliza elizabeth ella
    ellen ellie elliot elliott elodie eloise elsa elsie elvira emanuel emeka emerson emil emilia emilie emilio emily
    emma emmanuel enrique enzo eric erica erik erika erin ernest ernesto esme esmeralda esperanza esteban estelle
    esther ethan etienne eugene eunice eva evan evangeline eve evelyn ezra fabian fabio fatima faye federica federico
    felicia felicity felipe felix ferdinand fernanda fernando fiona flora florence florian floyd fran frances
    francesca francesco francis francisco franco francois frank frankie franklin franz fred freddie freddy frederic
    frederick freya frida gabriel gabriela gabriella gabrielle gareth garrett gary gavin gemma gene genevieve geoff
    geoffrey george georgia georgina gerald geraldine gerard gerardo gilbert gillian gina giorgio giovanna giovanni
    gita giulia giuseppe gladys glen glenn gloria gonzalo gordon graham grant greg gregor gregory greta gretchen
    guadalupe guido guillaume guillermo gustav gustavo guy gwen gwendolyn hailey hakim hal hamid hana hanna hannah
    hans harald haley harold harper harriet harris harrison harry haruki harvey hassan hayden hayley hazel heather
    hector heidi heinrich helen helena helene helga henri henrietta henrik henry herbert herman hermione hilary hilda
    hiro hiroshi holly homer hope howard hubert hugh hugo hussein ian ibrahim ida ignacio igor ilse imani imogen imran
    ines ingrid ioana ira irene irina iris irma isaac isabel isabela isabella isabelle isadora isaiah isla ismael
    ismail ivan ivana ivy jack jackie jackson jacob jacqueline jacques jade jaime jake jamal james jamie jan jana jane
    janet janice janine jared jarrod jasmin jasmine jason jasper javier jay jayden jean jeanette jeanne jeff jeffrey
    jen jenna jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jesus jill jillian jim jimena jimmy
    jing joan joana joanna joanne joao joaquin jocelyn jodie joe joel joelle johan johann johanna john johnny jolene
    jon jonah jonas jonathan jordan jorge jose josef joseph josephine josh joshua josie joyce juan juana juanita
    judith judy julia julian juliana julianna julie julien juliet juliette julio julius jun june jung jurgen justin
    justine kai kaitlyn kamal kara karan kareem karen karim karin karina karl karla kasper kate katelyn katerina
    katharina katherine kathleen kathryn kathy katia katie katja katrina katy kavita kay kayla keiko keith kelly
    kelsey kelvin ken kendra kendall kenji kennedy kenneth kenny kenta kenya kevin khadija khalid kian kiara kieran
    kim kimberly kira kiran kirk kirsten klara klaus kofi konrad kris krishna kristen kristin kristina kristine
    krystal kumar kurt kwame kyle kylie lana lance lara larissa larry lars latoya laura lauren laurence laurent laurie
    lawrence layla lea leah leandro lee leena leila lena leo leon leona leonard leonardo leonie leopold leroy leslie
    lester leticia levi lewis lex lia liam liana lidia lila lili liliana lillian lilly lily lin lina linda lindsay
    lindsey ling linus lionel lisa liv livia liz liza lizzie lloyd logan lois lola lorenzo loretta lori lorna lorraine
    louis louisa louise luc luca lucas lucia lucian luciana lucie lucille lucinda lucy luis luisa luka lukas luke luna
    luther lydia lyla lynn mabel mackenzie maddie maddy madeleine madeline madison mae magda magdalena maggie magnus
    mahmoud maia maisie malcolm malik mandy manny manuel manuela mara marc marcel marcela marcello marcelo marcia
    marco marcos marcus margaret margarita margot maria mariah mariam mariana marianne maribel marie marilyn marina
    mario marion marisa marisol marissa marjorie marla marlene marlon marsha marta martha martin martina marvin mary
    maryam masha mason mateo mathew mathias mathilde matilda matt matteo matthew matthias maureen maurice mauricio max
    maxime maxine may maya mayra meera megan mehmet mei mel melanie melinda melissa melody mercedes meredith mia micah
    michael michaela michal michel michele michelle miguel mika mike mikhail mila milan mildred milena miles milo mimi
    mina mindy mingyu minh mira miranda miriam misha mitch mitchell moana mohamed mohammad mohammed moira molly mona
    monica monika monique morgan morris moses muhammad muriel murray mustafa myra myrtle nadia nadine nancy naomi
    natalia natalie natasha nate nathalie nathan nathaniel neal ned neha neil nelly nelson nestor ngozi nia niall
    nicholas nick nicky nico nicola nicolas nicole nigel nikhil niki nikita nikki nikola nikolai nikolaus nils nina
    nisha nita noah noel noelle noemi nora norma norman nour octavia odette okonjo olaf olga olive oliver olivia
    olivier omar omari orlando oscar oskar osman otis otto owen pablo paige paloma pam pamela paola paolo parker
    pascal pat patricia patricio patrick patty paul paula paulina pauline paulo pavel pedro peggy penelope penny percy
    perry peter petra phil philip philippa philippe phillip phoebe phyllis pia pierre piotr polly pooja poppy prakash
    preston prisca priscilla priya quentin quincy quinn rachel rafael raj rajesh ralph ramon ramona randall randy
    raphael raquel rashid raul ravi raymond rebecca reese regina reginald reina remy rena renata rene renee reuben rex
    reza rhonda ricardo richard rick ricky riley rita rob robbie robert roberta roberto robin rocco rochelle rod
    roderick rodney rodrigo roger rohan roland rolf roman romeo ron ronald ronan ronnie rory rosa rosalie rosalind
    rosario rose rosemary rosie ross roxanne roy ruben ruby rudolf rudy rufus rupert russell ruth ryan ryder sabina
    sabine sabrina sadie saeed sally salma salman salvador sam samantha samir samira sammy samson samuel sandra sandy
    sanjay santiago sara sarah sasha saul savannah scarlett scott sean sebastian selena selma serena serge sergei
    sergio seth shana shane shania shannon sharon shaun shauna shawn sheila shelby shelley shirley shreya sid sidney
    siegfried sienna silas silvia simon simona simone sofia solomon sonia sonja sonya sophia sophie soren spencer
    stacey stacy stan stanley stefan stefania stefanie stella steph stephan stephanie stephen steve steven stewart
    stuart sue sunil suresh susan susana susanna susanne susie suzanne suzy svetlana sven sybil sydney sylvia sylvie
    tabitha tamara tameka tammy tania tanya tara tariq tasha tatiana taylor ted teddy teresa terence teri terrence
    terry tess tessa thea thelma theo theodore theresa therese thiago thomas tiago tiffany tim timothy tina tobias
    toby todd tom tomas tommy toni tony tonya tracey tracy travis trent trevor tricia trina trinity tristan troy trudy
    tyler tyrone ulrich ulrike uma umar ursula valentina valeria valerie vanessa vera verena verna vernon veronica
    vicente vicki vicky victor victoria vijay vikram viktor vince vincent vincenzo viola violet virginia vivian
    viviana vivienne vladimir wade walter wanda wang wanyu warren wayne wei wendell wendy werner wesley whitney wilbur
    wilfred wilhelm will willa william willie wilma winston wolfgang wyatt xander xavier ximena xiao yael yan yang
    yara yasmin yasmine yazid yolanda yoshi yousef yuki yuri yusuf yvette yvonne zac zach zachary zack zara zeke zelda
    zeynep zoe zoey zoltan zuri
""")

WORDS_TOO = listed("""
    april art august austin autumn bill bob brandy brook buck candy carol chance chase chip christian chuck cliff
    crystal daisy dale dawn dean dick don drew earl ed eve faith faye flora frank gene ginger grace grant guy harry
    hazel heather holly hope iris ivy jack jade jay jean jerry jim joy june kay ken kim king lance lee lily long luck
    luke mark max may melody mike miles mercedes misty more nick noel olive pam parker pat patience patty paul penny
    pierce poppy porter ray rich rob robin rod rose rosemary ruby ruth sage sandy sky sue summer sunny taylor ted
    terry tiffany tony trinity victor viola violet wade will willow wren angel paris chelsea china jordan georgia
    kenya israel turkey chad guinea cuba apple amazon target shell meta zoom slack visa stripe ford oracle intel gap
    mali lima nice reading bath cork mobile orange phoenix lincoln columbus mason carter harper hunter
""")
"""Names that are words as well: at the beginning of a sentence, or in lower case, they are taken for words."""

COUNTRIES = _phrases("""
    afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|bahamas|bahrain|
    bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia|botswana|brazil|brunei|bulgaria|
    burkina faso|burundi|cambodia|cameroon|canada|cape verde|chad|chile|china|colombia|congo|costa rica|croatia|cuba|
    cyprus|czechia|czech republic|denmark|djibouti|dominica|dominican republic|ecuador|egypt|el salvador|england|
    eritrea|estonia|ethiopia|fiji|finland|france|gabon|gambia|georgia|germany|ghana|greece|greenland|grenada|
    guatemala|guinea|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|
    ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|
    libya|liechtenstein|lithuania|luxembourg|macau|madagascar|malawi|malaysia|maldives|mali|malta|mauritania|
    mauritius|mexico|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|
    new zealand|nicaragua|niger|nigeria|north korea|north macedonia|northern ireland|norway|oman|pakistan|palestine|
    panama|papua new guinea|paraguay|peru|philippines|poland|portugal|puerto rico|qatar|romania|russia|rwanda|samoa|
    saudi arabia|scotland|senegal|serbia|seychelles|sierra leone|singapore|slovakia|slovenia|somalia|south africa|
    south korea|south sudan|spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|
    thailand|tibet|togo|tonga|trinidad|tunisia|turkey|turkmenistan|uganda|ukraine|united arab emirates|uae|
    united kingdom|uk|u.k.|great britain|britain|united states|usa|us|u.s.|america|uruguay|uzbekistan|vatican|
    venezuela|vietnam|wales|yemen|zambia|zimbabwe|europe|asia|africa|north america|south america|latin america|
    antarctica|oceania|scandinavia|balkans|caribbean|middle east
""")

CITIES = _phrases("""
    aberdeen|abidjan|abu dhabi|abuja|accra|addis ababa|adelaide|agra|ahmedabad|alabama|alaska|alberta|aleppo|
    alexandria|algiers|alicante|almaty|amman|amsterdam|anchorage|andalusia|ankara|antalya|antwerp|arizona|arkansas|
    athens|atlanta|auckland|austin|baghdad|baku|bali|baltimore|bangalore|bangkok|barcelona|bari|basel|bavaria|beijing|
    beirut|belfast|belgrade|berkeley|berlin|bern|bilbao|birmingham|bogota|bologna|bonn|bordeaux|boston|boulder|
    brasilia|bratislava|brighton|brisbane|bristol|british columbia|brooklyn|bruges|brussels|bucharest|budapest|
    buenos aires|buffalo|busan|cairo|calgary|cali|california|cambridge|canberra|cancun|cannes|cape town|caracas|
    cardiff|catalonia|charlotte|chengdu|chennai|chicago|christchurch|cincinnati|cleveland|coimbra|cologne|colombo|
    colorado|columbus|connecticut|copenhagen|cordoba|crete|dakar|dallas|damascus|dar es salaam|delaware|delhi|denver|
    detroit|dhaka|doha|dortmund|dresden|dubai|dublin|dubrovnik|dunedin|durban|dusseldorf|edinburgh|edmonton|eindhoven|
    essen|faro|fes|florence|florida|fort worth|frankfurt|fukuoka|galway|gdansk|geneva|genoa|ghent|glasgow|goa|
    gothenburg|granada|graz|guadalajara|guangzhou|haifa|halifax|hamburg|hanoi|hannover|harare|havana|hawaii|helsinki|
    hiroshima|ho chi minh city|hobart|honolulu|houston|hyderabad|ibadan|ibiza|idaho|illinois|indiana|indianapolis|
    innsbruck|iowa|islamabad|istanbul|izmir|jaipur|jakarta|jeddah|jerusalem|johannesburg|kabul|kampala|kansas|
    kansas city|karachi|kathmandu|kentucky|khartoum|kiev|kyiv|kigali|kingston|kinshasa|kobe|kolkata|krakow|
    kuala lumpur|kyoto|la paz|lagos|lahore|las vegas|lausanne|leeds|leipzig|leon|lille|lima|linz|lisbon|liverpool|
    ljubljana|london|los angeles|louisiana|louisville|luanda|lucerne|lusaka|lyon|madeira|madrid|maine|malaga|mallorca|
    manchester|manhattan|manila|maputo|marrakech|marseille|maryland|massachusetts|mecca|medellin|melbourne|memphis|
    mexico city|miami|michigan|milan|milwaukee|minneapolis|minnesota|minsk|mississippi|missouri|mombasa|montana|
    montevideo|montreal|moscow|mumbai|munich|nagoya|nairobi|nanjing|nantes|naples|nashville|nebraska|nevada|new delhi|
    new england|new hampshire|new jersey|new mexico|new orleans|new south wales|new york|new york city|nyc|newcastle|
    nice|nicosia|north carolina|north dakota|nottingham|nuremberg|oakland|odessa|ohio|oklahoma|ontario|oregon|orlando|
    osaka|oslo|ottawa|oxford|palermo|palo alto|paris|pennsylvania|perth|philadelphia|phnom penh|phoenix|phuket|pisa|
    pittsburgh|porto|portland|prague|pretoria|provence|quebec|queens|queensland|queenstown|quito|raleigh|reykjavik|
    rhode island|riga|rio de janeiro|rio|riyadh|rome|rotterdam|sacramento|saigon|salt lake city|salvador|salzburg|
    san antonio|san diego|san francisco|san jose|san juan|santa barbara|santa cruz|santa monica|santiago|santorini|
    sao paulo|sapporo|sarajevo|sardinia|seattle|seoul|seville|shanghai|sheffield|shenzhen|sicily|silicon valley|
    sintra|skopje|sofia|south carolina|south dakota|southampton|st louis|st petersburg|stockholm|strasbourg|stuttgart|
    sydney|taipei|tallinn|tampa|tasmania|tbilisi|tehran|tel aviv|tennessee|texas|the bronx|the hague|thessaloniki|
    tijuana|tirana|tokyo|toronto|toulouse|tunis|turin|tuscany|ulaanbaatar|utah|utrecht|valencia|vancouver|varanasi|
    venice|vermont|verona|victoria|vienna|vilnius|virginia|wanaka|warsaw|washington|washington dc|wellington|
    west virginia|wisconsin|wroclaw|wuhan|wyoming|xian|yangon|yerevan|yokohama|york|zagreb|zanzibar|zurich
""")
"""Big cities, and states and regions that people live in and travel to."""

ORGANISATIONS = _phrases("""
    accenture|adidas|adobe|airbnb|airbus|aldi|alibaba|amazon|amd|amnesty international|anthropic|apple|aws|barclays|
    bbc|bmw|boeing|bosch|canva|cern|cisco|citibank|cnn|coca-cola|costco|coursera|databricks|deepmind|dell|deloitte|
    dhl|disney|dropbox|ebay|ericsson|etsy|eu|european union|expedia|facebook|fbi|fedex|fifa|figma|ford|
    general electric|github|gitlab|google|greenpeace|harvard|hbo|hsbc|ibm|ikea|instagram|intel|irs|jpmorgan|kpmg|lego|
    lidl|linkedin|lufthansa|lyft|mcdonald's|mckinsey|mercedes|meta|microsoft|mit|mozilla|nasa|nato|nestle|netflix|nhs|
    nike|nintendo|nokia|novartis|nvidia|nyu|openai|oracle|paypal|pepsi|pfizer|philips|pinterest|porsche|pwc|princeton|
    red cross|reddit|revolut|rolex|ryanair|salesforce|samsung|sap|shell|shopify|siemens|slack|snapchat|sony|spacex|
    spotify|stanford|starbucks|stripe|target|tesla|tiktok|toyota|twitch|twitter|uber|ucla|un|unesco|unicef|
    united nations|uniqlo|ups|verizon|visa|vodafone|volkswagen|volvo|walmart|whatsapp|wikipedia|who|yale|youtube|zara|
    zoom
""")

THINGS = listed("""
    python java javascript typescript rust golang kotlin swift excel word powerpoint photoshop figma notion linux
    windows macos android ios iphone ipad macbook wordpress react django docker kubernetes bitcoin ethereum minecraft
    zelda monopoly scrabble netball yoga pilates english math maths ai ml nlp vr ar crm seo sql css html api nft nfts
    esg hr finance marketing biology physics
""")
"""What "in" does not make a place."""

NAMED_KINDS: Mapping[str, Literal["place", "organisation", "thing"]] = {
    **dict.fromkeys(
        [
            "company",
            "startup",
            "firm",
            "band",
            "business",
            "agency",
            "organisation",
            "organization",
            "bank",
            "team",
            "club",
            "charity",
            "school",
        ],
        "organisation",
    ),
    **dict.fromkeys(
        [
            "town",
            "village",
            "city",
            "place",
            "restaurant",
            "cafe",
            "café",
            "bar",
            "pub",
            "hotel",
            "street",
            "park",
            "beach",
            "island",
            "hotel",
        ],
        "place",
    ),
    **dict.fromkeys(
        [
            "app",
            "game",
            "book",
            "movie",
            "film",
            "song",
            "show",
            "series",
            "project",
            "album",
            "podcast",
            "boat",
            "car",
            "ship",
            "software",
            "tool",
        ],
        "thing",
    ),
}
"""What a noun makes of the name behind it: "a startup called Zeta"."""

TITLES = listed("""
    mr mrs ms miss mx dr prof professor sir lady lord captain coach aunt auntie uncle grandma grandpa granny nana
    sister brother father mother pastor president senator judge officer chef
""")
"""Words before a name that make it a person's."""

KIN = listed("""
    mother mom mum mommy mama father dad daddy papa parent sister brother sibling son daughter child kid baby wife
    husband spouse partner girlfriend boyfriend fiance fiancee fiancé fiancée grandmother grandma grandfather grandpa
    uncle aunt auntie cousin niece nephew friend bestie buddy mate pal colleague coworker boss manager neighbor
    neighbour roommate flatmate housemate teacher tutor mentor student doctor dentist therapist lawyer landlord coach
    trainer client ex stepmother stepfather stepson stepdaughter sister-in-law brother-in-law mother-in-law
    father-in-law twin godson goddaughter godmother godfather classmate teammate guy girl boy man woman lady singer
    author actor actress musician artist painter assistant nanny babysitter
""")
"""Nouns that a person's name may follow ("my sister Maya", "a guy called Jon")."""

ANIMALS = listed("""
    dog puppy pup cat kitten kitty rabbit bunny hamster parrot bird horse pony goldfish fish turtle tortoise snake
    lizard pet corgi poodle labrador retriever beagle dachshund terrier bulldog husky pug spaniel collie shepherd
    tabby gecko ferret chicken hen goat cow pig
""")
"""Animals, whose names are those of a thing."""

PLACE_NOUNS = listed("""
    street st road rd avenue ave lane boulevard blvd drive park lake river mountain mountains beach island islands bay
    city county valley airport station square bridge canyon falls forest garden gardens palace castle cathedral church
    temple tower museum gallery hotel hostel resort cafe café restaurant bakery bistro bar pub glacier pass peak hill
    hills reef atoll lodge inn villa spa center centre way hall house stadium arena plaza mall market coast ocean sea
    desert peninsula district province village harbour harbor pier theatre theater zoo parkway trail national
""")
"""Last words (or first: "Lake Como", "Mount Fuji") of names of places."""

PLACES_FIRST = listed("paris milan london lima florence virginia sydney austin georgia jordan kenya chad israel china")
"""Places that are given names, too, and more often places."""

CAPITALS_ONLY = listed("who us un ups mit sap eu")
"""Known names that are words when they are written small."""

PLACE_OPENERS = listed("lake mount mt river cape san santa los las fort port isle")

ORGANISATION_NOUNS = listed("""
    inc ltd llc gmbh corp co plc ag sa bank university college school academy institute hospital clinic company
    corporation group foundation association society agency department ministry council committee club union studio
    studios labs technologies systems solutions partners consulting airlines airways magazine fc orchestra
""")
"""Last words of names of organisations ("University" also first)."""

NATIONALITIES = listed("""
    american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss
    austrian polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian swedish norwegian danish
    finnish icelandic estonian latvian lithuanian serbian croatian bosnian albanian chinese japanese korean vietnamese
    thai indonesian malaysian filipino indian pakistani bengali nepali arab arabic persian iranian iraqi israeli
    hebrew egyptian moroccan nigerian kenyan ethiopian ghanaian african european asian australian canadian mexican
    brazilian argentinian argentine chilean colombian peruvian venezuelan cuban latino latina hispanic mandarin
    cantonese hindi urdu tamil swahili yoruba latin christian muslim jewish buddhist catholic hindu protestant western
    eastern northern southern mediterranean californian parisian gujarati punjabi marathi telugu igbo zulu afrikaans
    caribbean
""")
"""Peoples, languages and faiths: what somebody is or speaks, not an entity."""

CURRENCY_SIGNS = frozenset("$€£¥₹₩₽")

AMOUNT_UNITS = listed("""
    dollar dollars bucks euro euros pound pounds yen yuan rmb rupees usd eur gbp jpy ngn aud cad chf cents quid naira
    pesos k million billion thousand kg kgs kilo kilos kilogram kilograms g gram grams mg lb lbs ounce ounces oz ton
    tons tonnes km kms kilometer kilometers kilometre kilometres mile miles m meter meters metre metres cm mm foot
    feet ft inch inches liter liters litre litres l ml cup cups gallon gallons calorie calories kcal percent degrees
    celsius fahrenheit gb mb tb kb watts kw kwh mph kmh sqft people guests kids children books pages steps reps sets
    pieces slices bottles tablets pills tablespoons teaspoons tbsp tsp points followers subscribers employees rooms
    bedrooms acres hectares square
""")
"""What a number counts."""

FILE_ENDINGS = listed("""
    pdf doc docx xls xlsx csv tsv ppt pptx txt md rst json jsonl xml yaml yml toml ini cfg html htm css js ts tsx jsx
    py ipynb java cpp hpp cs go rs rb php sh bat sql db sqlite log zip tar gz rar 7z png jpg jpeg gif svg webp bmp
    tiff mp3 wav flac mp4 mov avi mkv epub mobi psd odt ods odp exe dmg apk iso parquet tex bib
""")

TOP_DOMAINS = listed("""
    com org net edu gov io ai app dev co uk de fr it es pt nl be ch at pl eu us ca au nz jp cn in br mx info biz me tv
    blog shop
""")

NOT_NAMES = listed("""
    i i'm i'll i've i'd im ive monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec christmas easter halloween thanksgiving xmas ramadan hanukkah diwali mondays tuesdays
    wednesdays thursdays fridays saturdays sundays ok okay lol omg btw fyi asap tv id pm am diy faq pdf usb gps vip
    rip tbh imo imho idk ps eta rsvp dm dms ui ux ceo cto cfo hr pr phd ba bs ma mba gpa q1 q2 q3 q4 wifi haha hahaha
""")
"""Words written with a capital that name nobody and no place."""

STARTERS = listed("""
    a able about above absolutely according action actually add additional after again agreed ah all allow almost
    alright also alternatively although always am amazing an and another any anybody anyone anything anyway apart
    apparently appreciate are aren't around as ask at aw awesome aww back based basically be because been before being
    believe below best better big both boy break breakfast bring btw budget but buy by bye call can can't cannot care
    case catch certainly change check cheers choose class clearly close come coming completely confirm confirmed
    congrats congratulations consider considering continue cool could couldn't count create crazy current currently
    cut dang day days dear definitely despite did didn't dinner do does doesn't doing don't done double down draft
    drink due during each early eat either else end enjoy ensure especially even every everybody everyone everything
    exactly excellent excited except exciting fair family fantastic feel feeling few final finally find fine fingers
    first five fix focus follow food for four free friday from fun further gentle get gets getting give given giving
    glad go going gonna good goodbye got gotcha gotta grab great guess guys had happy hard has hasn't have haven't
    having he he'd he'll he's heard heck hell hello help hence her here here's hey hi high him his hmm hold home
    honestly hopefully hoping how how's however i i'd i'll i'm i've idea if imagine important in include including
    incredible indeed instead interesting into is isn't it it'd it'll it's its just keep kind kinda know last lastly
    late lately later leave let let's life like likewise listen little live local long look looking looks lot lots
    love lovely low lunch main make makes making man many maybe me mean meanwhile meet might mind mine more morning
    most mostly mm move moving much must my nah name need neither never nevertheless new next nice night no nobody
    none nope nor not note nothing now obviously of off oh ohh ok okay old on once one only oops open or order other
    others otherwise ouch our out over overall own part people perfect perhaps plan planning play please plus pretty
    probably quick quite rather read ready really recently regarding related remember review right road run sadly said
    same save say says see seems send serious seriously set several shall share she she'd she'll she's short should
    show similarly simple simply since six slow small so some somebody somehow someone something sometimes somewhere
    soon sorry sounds speaking specific start starting stay step still stop such sunday super sure surely sweet take
    taking talk talking team tell ten than thank thankfully thanks that that'd that'll that's the their them then
    there there's therefore these they they'd they'll they're they've thing things think thinking third this those
    though thought three through thus till time tip tips to today together tomorrow tonight too top total totally
    traffic tried true truly try trying turn two ugh ultimately under understand understood unfortunately unless
    unlike until up update upon us use using usually very visit wait walk wanna want was wasn't watch way we we'd
    we'll we're we've wear week weekend welcome well went were weren't what what'd what'll what's whatever when when's
    whenever where where's wherever whether which while who who'd who's whoever whole whom whose why will wish with
    within without won't wonder wonderful work working works would wouldn't wow write yay yeah year years yep yes
    yesterday yet yikes you you'd you'll you're you've your yours yourself yup option phase goal goals key schedule
    summary subject
""")
"""Words that a sentence begins with: a capital there makes no name of them."""
