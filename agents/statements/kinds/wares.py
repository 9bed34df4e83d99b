"""What kind of thing a value names: an editor, a bank, a voice, an instrument, a drink; two of one kind may take each other's place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.vocabulary import DRINKS, INSTRUMENTS, LANGUAGES, SPORTS

_WARES = {
    "notes app": "notion evernote obsidian onenote bear joplin logseq roam simplenote keep craft notability goodnotes standard-notes zettlr anytype",
    "editor": "vim neovim nvim emacs vscode code sublime atom helix zed nano pycharm intellij webstorm rubymine goland clion eclipse netbeans textmate notepad++ kakoune rstudio cursor",
    "browser": "chrome firefox safari edge brave opera vivaldi arc chromium librewolf waterfox",
    "programming language": "python java javascript typescript kotlin rust go golang ruby php scala haskell elixir erlang clojure c# c++ perl lua julia zig ocaml f# dart fortran matlab cobol elm nim",
    "framework": "react vue svelte angular ember solid preact next.js nextjs nuxt remix astro qwik sveltekit htmx jquery flutter electron tauri ionic backbone alpine",
    "backend framework": "django flask fastapi rails laravel spring express nestjs phoenix symfony gin quarkus actix axum asp.net sinatra litestar tornado",
    "database": "postgres postgresql mysql mariadb sqlite mongodb mongo redis oracle cassandra dynamodb cockroachdb couchdb duckdb neo4j clickhouse supabase firebase",
    "operating system": "windows linux ubuntu fedora debian macos arch mint nixos manjaro chromeos opensuse freebsd popos",
    "shell": "bash zsh fish powershell nushell",
    "task app": "todoist trello asana ticktick omnifocus things any.do clickup monday.com jira linear basecamp habitica wunderlist",
    "budget app": "ynab mint everydollar monarch copilot pocketguard goodbudget spendee toshl wallet quicken gnucash actual",
    "fitness app": "strava garmin fitbit runkeeper komoot polar suunto whoop myfitnesspal nike-run-club mapmyrun zwift peloton hevy strong endomondo",
    "language app": "duolingo babbel memrise busuu anki pimsleur lingq rosetta italki preply drops mondly wanikani",
    "meditation app": "headspace calm balance waking-up insight-timer",
    "messenger": "whatsapp signal telegram messenger viber wechat line threema imessage element kakaotalk",
    "work chat": "slack teams discord mattermost zulip rocket.chat",
    "video calls": "zoom webex jitsi whereby skype facetime",
    "email service": "gmail outlook protonmail proton fastmail thunderbird hey yahoo tutanota hotmail mailbox.org gmx",
    "film streaming": "netflix hulu disney disney+ hbo max prime mubi paramount paramount+ peacock crunchyroll britbox nowtv apple-tv filmin",
    "music streaming": "spotify tidal deezer qobuz pandora youtube-music napster soundcloud amazon-music apple-music",
    "audiobooks": "audible libby scribd storytel everand bookbeat libro.fm",
    "cloud storage": "dropbox icloud onedrive nextcloud pcloud box sync.com mega",
    "password manager": "1password lastpass bitwarden dashlane keepass keepassxc enpass nordpass",
    "design tool": "figma sketch photoshop illustrator canva gimp affinity inkscape krita procreate coreldraw indesign",
    "music software": "ableton logic cubase reaper fl-studio garageband bitwig protools ardour",
    "photo software": "lightroom darktable capture-one rawtherapee luminar snapseed",
    "3d software": "blender maya cinema4d houdini solidworks fusion freecad rhino sketchup autocad",
    "writing software": "word scrivener ulysses libreoffice pages overleaf latex typst ia-writer",
    "notebook": "jupyter colab kaggle marimo deepnote",
    "hosting": "aws azure gcp heroku vercel netlify hetzner digitalocean linode fly.io render railway cloudflare",
    "repository": "github gitlab bitbucket codeberg gitea sourcehut",
    "assistant": "chatgpt claude gemini copilot perplexity siri alexa bixby",
    "navigation": "waze google-maps osmand mapy citymapper here-maps",
    "bank": "barclays lloyds hsbc natwest santander monzo starling revolut n26 ing dkb sparkasse commerzbank deutsche-bank bnp boursorama chase citibank wells-fargo nubank itau bradesco bbva "
    "caixabank unicredit intesa rabobank abn triodos bunq postbank halifax nationwide tsb wise swedbank nordea seb danske erste raiffeisen",
    "phone network": "vodafone o2 ee three giffgaff lebara voxi t-mobile telekom at&t verizon orange telefonica movistar tim wind bouygues sfr mint-mobile tello smarty lycamobile",
    "meal kit": "hellofresh gousto mindful-chef blue-apron factor",
}
_THINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "voice": frozenset("soprano mezzo alto tenor baritone bass contralto countertenor treble".split()),
        "instrument": INSTRUMENTS - {"bass", "organ", "keyboard", "keyboards", "recorder", "horn", "guitar", "bugle"} | {"guitar"},
        "tongue": LANGUAGES,
        "sport": SPORTS - {"pool", "bridge"}
        | frozenset(
            "judo karate taekwondo aikido jiu-jitsu bjj boxing kickboxing mma fencing wrestling capoeira krav-maga climbing bouldering swimming running cycling rowing "
            "triathlon gymnastics pilates yoga crossfit spinning zumba skating skiing snowboarding surfing sailing kayaking hiking jogging weightlifting powerlifting".split()
        ),
        "drink": DRINKS | frozenset("tea matcha chai rooibos water cortado americano macchiato mate cocoa".split()),
        "milk": frozenset("oat soy almond coconut skimmed semi-skimmed full-fat lactose-free".split()),
        "aid": frozenset("stick cane walker rollator crutches wheelchair frame".split()),
        "eyewear": frozenset("glasses contacts lenses spectacles".split()),
        "vehicle": frozenset("car bike bicycle bus tram train metro tube subway scooter ferry moped motorbike underground foot carpool e-bike".split()),
    }
)  # fmt: skip
_KIND_OF: Mapping[str, str] = MappingProxyType(
    {name: kind for kind, names in _WARES.items() for name in names.split()}
    | {word: kind for kind, words in _THINGS.items() for word in words}
)
_WARE_NAMES: Mapping[str, str] = MappingProxyType(
    {name: kind for kind, names in _WARES.items() for name in names.split()}
)
_ORDINARY = frozenset(
    "go code keep craft bear edge arc brave opera solid express spring rails gin astro things linear monday wallet balance calm drops line element box render wise three word pages "
    "logic mint strong polar hey sync max prime monarch copilot bash fish cursor gemini orange strawberry maya fusion rust actual signal chase tim actual sketch teams factor notion atom arch alpine "
    "phoenix flask julia sublime basic backbone ember fly mega enpass balance smarty nationwide here proton".split()
)
"""Names that are ordinary words too: they need a capital letter to be taken for one."""


def kind_of(word: str) -> str:
    """The kind of thing that a word names, as it is written; empty if it names none that is known."""
    lower = word.lower().strip(".,!?")
    if lower in _ORDINARY and word[:1].islower():
        return ""
    return _KIND_OF.get(lower) or _KIND_OF.get(lower.removesuffix("s"), "")


def is_ware(word: str) -> bool:
    """Whether it is the name of a programme, a service, a firm one is a customer of."""
    lower = word.lower()
    return lower in _WARE_NAMES and not (lower in _ORDINARY and word[:1].islower())


def kinds_in(text: str) -> dict[str, str]:
    """The kinds of thing that a text names, each with the first word that names it."""
    found: dict[str, str] = {}
    for word in text.split():
        if kind := kind_of(word):
            found.setdefault(kind, word)
    return found
