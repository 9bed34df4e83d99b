"""Short forms of English given names. Data only, folded; forms that are names of many origins (Jack, Sandy) are left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_FAMILIES: Final = """
abigail abby abbie gail | abraham abe | albert al bert bertie | alexander alex xander sasha
alexandra alex lexi sasha | alfred alf alfie | amanda mandy | andrew andy drew | angela angie | anthony tony
antonio tony toni | antonia toni | archibald archie | arthur art artie | barbara barb babs | bartholomew bart
beatrice bea trixie | benjamin ben benny benji | bernard bernie | bradley brad | bridget biddy bridie | cameron cam
caroline carrie | cassandra cassie cass | catherine cathy cat kate katie kitty cath
katherine kathy kate katie kat kitty kath | kathryn kathy kate katie kat kath | kathleen kathy kath
charles charlie chuck chaz | charlotte charlie lottie | christina chris tina chrissy | christine chris tina chrissy
christopher chris topher kit | cynthia cindy | daniel dan danny | danielle dani | david dave davey
deborah deb debbie | delilah lila | desmond des | dominic dom | donald don donnie | dorothy dot dottie dolly
douglas doug | edmund eddie ned | edward ed eddie ted teddy ned | edwin ed eddie | eleanor ellie nell nellie nora
elizabeth liz lizzie beth betty betsy eliza libby lisbeth bess | emily em emmy | eugene gene | ezekiel zeke
florence flo flossie | frances fran frannie francie | francis frank frankie | franklin frank frankie
frederick fred freddie freddy | gabriel gabe | gabriella gabby ella | gabrielle gabby | genevieve gen
geoffrey geoff | george georgie | georgina georgie gina | gerald gerry jerry | gilbert gil | gregory greg
gwendolyn gwen | harold hal | henrietta hettie etta | isaac ike zac | isabel izzy bella | isabella izzy bella
jacob jake | jacqueline jackie | james jim jimmy jamie | janet jan | jeffrey jeff | jennifer jen jenny jenn
jeremiah jerry jem | jeremy jerry jez | jessica jess jessie | joanna jo | jonathan jon jonny johnny nathan
joseph joe joey | josephine jo josie | joshua josh | judith judy jude | julian jules | kenneth ken kenny
kimberly kim kimmy | kristina kris tina | lawrence larry laurie | leonard len lenny leo | leonardo leo
lillian lily lil | louis lou | louise lou | lucille lucy | madeleine maddie maddy | madeline maddie maddy
magdalena lena magda | margaret maggie meg peggy marge margie madge greta | marjorie marge margie | martha marty
martin marty | matthew matt matty | maximilian max | megan meg | melanie mel | melissa mel missy lissa
michael mike mikey mick mickey | michelle shelly shell | mildred millie | miranda mandy randi | mitchell mitch
mohammed mo | mohamed mo | muhammad mo | montgomery monty | natalie nat | natasha tasha nat | nathan nate nat
nathaniel nate nat nathan | nicholas nick nicky nico | nicole nicky nikki | olivia liv livvy | oliver ollie olly
pamela pam | patricia pat patty trish tricia | patrick pat paddy | penelope penny | peter pete | philip phil
phillip phil | priscilla cilla | prudence prue | rachel rach | raphael raf rafe | raymond ray
rebecca becky becca bex | reginald reg reggie | richard rich rick ricky dick richie
robert bob bobby rob robbie bert | roberta bobbie | roderick rod | ronald ron ronnie | rosemary rosie rose
roxanne roxy | rudolph rudy | russell russ | samantha sam sammy | samuel sam sammy | sebastian seb bastian
sidney sid | solomon sol | sophia sophie | stanley stan | stephanie steph | stephen steve stevie
steven steve stevie | stewart stew stu | stuart stu | susan sue susie suzie | susanna sue susie | suzanne sue suzie
sylvester sly | tabitha tabby | terence terry | teresa terry tess tessa | theresa terry tess tessa
theodore theo ted teddy | thomas tom tommy | timothy tim timmy | tobias toby | valerie val | vanessa nessa
veronica ronnie roni vera | victor vic | victoria vicky tori vic | vincent vince vinny vin | virginia ginny ginger
walter walt wally | wilfred wilf | william will bill billy willie liam | winifred winnie | winston win
yvonne evie | zachary zach zack | adeleke deke | aleksandr sasha | dmitri dima | francisco paco pancho
ignacio nacho | jesus chuy | maria mari | mikhail misha | jose pepe | guillermo memo | giuseppe beppe
alejandro alex ale | alejandra alex ale | fernando nando | federico fede | eduardo edu lalo | enrique kike quique
johannes hannes | katharina kathi | friedrich fritz
"""


def _by_name(text: str) -> dict[str, frozenset[str]]:
    families: dict[str, set[str]] = {}
    for line in text.strip().splitlines():
        for family in line.split("|"):
            full, *short = family.split()
            for form in (full, *short):
                families.setdefault(form, set()).add(full)
    return {form: frozenset(full) for form, full in families.items()}


FULL_NAMES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(_by_name(_FAMILIES))
"""The given names that a form may stand for; a full name stands for itself."""


def full_names(name: str) -> frozenset[str]:
    """The given names that the first word of a folded name may stand for; none where it is no form of any."""
    return FULL_NAMES.get(name.partition(" ")[0], frozenset())


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names can be of one person: equal, or one a short form of the other, or both of a third."""
    return one == other or not FULL_NAMES.get(one, frozenset()).isdisjoint(FULL_NAMES.get(other, frozenset()))
