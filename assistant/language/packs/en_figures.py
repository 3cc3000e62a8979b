"""What the reader of quantities knows of English, and of units and currencies in Latin letters or signs.

Patterns read a text whose width, script and case are folded.
"""

from __future__ import annotations

from assistant.language.packs.pack import FigureWords, grouped

_CURRENCIES = """
CNY: yuan renminbi rmb cny
HKD: hong_kong_dollars hkd hk_dollars
USD: us_dollars u.s._dollars usd
$: dollars
SGD: singapore_dollars sgd
EUR: euros euro eur €
GBP: pounds_sterling gbp
JPY: yen
KRW: won
"""
_PREFIXES = """
CNY: rmb cny ¥ ￥ yuan
HKD: hk$ hkd
USD: us$ usd
SGD: s$ sgd
AUD: a$
TWD: nt$ twd
$: $
EUR: € eur
GBP: £ gbp
JPY: jpy
KRW: krw ₩
"""
_MEASURES = """
duration month 12: year years yr yrs
duration month 3: quarters
duration month 1: month months
duration day 7: week weeks
duration day 1: day days calendar_days
duration workday 1: working_days working_day business_days business_day
duration hour 1: hour hours
duration minute 1: minute minutes
compute PFLOPS 1: pflops petaflops petaflop p pflop/s
compute PFLOPS 1000: e eflops exaflops exaflop eflop/s
compute FLOP 1: flops flop floating-point_operations floating_point_operations
area m2 1: square_metres square_meters square_metre square_meter sq_m sqm m2 m²
area m2 10000: hectares hectare
area m2 1000000: square_kilometres square_kilometers km2 km² sq_km
length m 1000: km kilometres kilometers kilometre kilometer
length m 1: metres meters metre meter
data GB 1: gb
data GB 1000: tb
data GB 1000000: pb
energy kWh 1: kwh kilowatt-hours
power MW 1: mw megawatts
power MW 1000: gw gigawatts
multiple x 1: times fold -fold x
age year 1: years_of_age years_old year-old year-olds -year-old -year-olds
"""
_COUNTED = """
company: company companies firm firms enterprise enterprises business businesses corporation corporations
company: startup startups start-up start-ups unicorn unicorns sme smes
scenario: scenario scenarios
measure: measure measures
chapter: chapter chapters
article: article articles
clause: clause clauses
project: project projects
patent: patent patents
person: person persons people talent talents expert experts employee employees worker workers resident
person: residents user users student students engineer engineers
area: areas dimension dimensions aspects field fields sectors
cluster: cluster clusters
park: park parks
community: community communities
incubator: incubator incubators
institution: institution institutions institute institutes universities university colleges laboratories
institution: laboratory labs centre centres center centers platform platforms
city: city cities
case: case cases
model: model models
product: product products
application: application applications
unit: units
chip: chips gpus
fund: fund funds
document: documents guidelines standards standard
category: categories category types kinds
"""
_PARTS = """
article: article articles art arts
chapter: chapter chapters ch
section: section sections sec §
annex: annex annexes appendix
recital: recital recitals
paragraph: paragraph para
page: page pages pp p
table: table
figure: figure fig
part: part
step: step
title: title
item: item
"""
_NOUN_ENDS = """
of for in with by and to that which are were will is was a the on at from or each per as than into involving since
until between have has who whose within across over under through during among after before
"""
_MORE = (
    r"more than|older than|longer than|later than|over|exceed(?:s|ed|ing)?|in excess of|above|upwards of|greater than"
    r"|surpass(?:es|ed|ing)?|beyond"
)
_NO_UNIT = r"(?! ?[a-z]{0,3}[\d$€£¥])"  # else the words belong to the figure after them

ENGLISH_FIGURES = FigureWords(
    currencies=grouped(_CURRENCIES),
    currency_prefixes=grouped(_PREFIXES),
    measures=grouped(_MEASURES),
    counted=grouped(_COUNTED),
    parts=grouped(_PARTS),
    noun_ends=frozenset(_NOUN_ENDS.split()),
    share=(
        r"(?<!yuan )(?<!euros )(?<!dollars )(?<!once )(?<!twice )(?<!times )"
        r"\b(?:one|two|three|four|five|a)[ -](?:third|quarter|fifth|tenth)s?\b(?! (?:party|of a ))"
    ),
    half=r"(?<!first )(?<!second )(?<!latter )\b(?:one |a )?half\b(?! of 20| an? )",
    half_year=r"\bhalf a year\b|\bhalf-year\b",
    times={"twice": 2, "thrice": 3},
    once=(
        r"(?<!\w)once(?:(?= (?:a|per|every|each) (?:year|month|week|day|quarter|decade|person|company|applicant)"
        r"| ?[.;,)]|$)|(?<=only once)|(?<=renewable once)|(?<=renewed once)|(?<=extended once)|(?<=repeated once)"
        r"|(?<=reappointed once))(?! as\b)"
    ),
    bounds_before={
        "AT_MOST": (
            r"\b(?:(?<!scale )(?<!scaled )(?<!scaling )(?<!grow )(?<!ramp )up to|at most"
            r"|(?:can|may|could) (?:reach|total|rise to|amount to)|as (?:much|many|high|long) as"
            r"|(?:no|not|never) (?:more|higher|greater|larger|later) than|no longer than|not over|not above"
            r"|(?:not|never|cannot) (?:to )?(?:exceed|surpass)(?:ing)?|at the latest|maximum|max\b|cap(?:s|ped)?\b"
            r"|ceiling|upper limit|limit(?:s|ed)?\b|without exceeding|not beyond)|≤|<=|⩽|≦"
        ),
        "AT_LEAST": (
            r"\b(?:at least|(?:no|not) (?:less|fewer|lower|smaller|shorter) than|minimum|min\b|not below|not under"
            r"|lower limit)|≥|>=|⩾|≧"
        ),
        "LESS": (
            r"\b(?:less than|fewer than|younger than|shorter than|lower than|below|under|short of|smaller than)\b|<"
        ),
        "MORE": rf"\b(?:{_MORE})\b|>",
        "ABOUT": r"\b(?:about|around|approximately|roughly|nearly|almost|close to|some|circa|an estimated)\b|~",
    },
    bounds_after={
        "AT_MOST": (
            r" ?(?:\([^()]{0,12}\) ?)?(?:(?!and|or|but)[a-z]+ ){0,2}(?:or less|or fewer|or below|or lower|at most"
            rf"|at the most|maximum|max\b|cap\b|ceiling|limit\b){_NO_UNIT}"
        ),
        "AT_LEAST": (
            r" ?(?:(?!and|or|but)[a-z]+ ){0,2}(?:or more|or above|and above|or over|and over|at least|minimum"
            rf"|or higher|or longer){_NO_UNIT}"
        ),
        "MORE": r" ?\+(?! ?(?:\d|[a-z]\b))",
        "ABOUT": r" ?(?:or so|or thereabouts)\b",
    },
    filler=(
        r"(?:[ :：](?:[a-z'()-]+[ :：]*){0,5}| (?:[a-z]+ )?(?:(?:of|for|on|per|under|in|that)[ :](?:[a-z'-]+ +){0,12})?"
        r"(?:is|are|was|were|stands at|of|at|to|remains|being)(?: set)?(?: at| to)? ?| *)(?:[a-z]{0,3}[$¥€£₩])?[ (]*"
    ),
    tight_filler=(
        r" ?(?:(?:a|an|the|total|totals?|of|amount|one|rmb|cny|eur|usd|hkd|yuan|about|roughly|approximately|only|us|hk"
        r"|s) ?){0,4}(?:[a-z]{0,3}[$¥€£₩])?[ (]*"
    ),
    loosely=r"\bin principle\b|\bnormally\b|\bgenerally\b",
    date_from=(
        r"\b(?:from|since|after|starting|beginning|as of|effective)(?: on)?(?: the)?"
        r"(?: (?:beginning|start|end) of)? {0,2}"
    ),
    date_until=(
        r"\b(?:until|till|before|by|to|through|expire[sd]?(?: on)?|no later than|not later than)(?: the)?"
        r"(?: (?:end|beginning|start) of)?(?: about| around)? ?"
    ),
    date_from_after=r" ?(?:onwards?|or later)\b",
    date_until_after=r" ?(?:or earlier)\b",
)
