"""English."""

from __future__ import annotations

from assistant.language.packs.en_asking import ENGLISH_ASKING
from assistant.language.packs.en_cues import EN_CUES
from assistant.language.packs.en_dates import ENGLISH_DATES
from assistant.language.packs.en_facts import ENGLISH_FACTS
from assistant.language.packs.en_figures import ENGLISH_FIGURES
from assistant.language.packs.pack import Pack, counted
from assistant.language.packs.requests.en import REQUEST

_BELOW_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = """
second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth
"""

_ABBREVIATIONS = """
no nos art arts sec secs ch cl fig figs pp p par para paras pt vol eq ed eds reg oj stat pub fed
cf al etc eg ie vs viz ca approx est co corp inc ltd dept gen gov hon rep sen dir
mr mrs ms dr prof st jr sr jan feb mar apr jun jul aug sep sept oct nov dec
"""
_STOP = """
a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its
me my of on or our she should so such than that the their them then there these they this those to up was we were
what when where which while who whom whose why will with would you your about any also
"""
_LIGHT = """
may must shall might not no nor none never ought one two also up most least more less than per each such other any
some all only both either very however therefore under over between within upon through during after before yuan rmb
cny percent million billion thousand year years day month date include including includ accord according now make
made get use say state provide
"""

EN = Pack(
    code="en",
    request=REQUEST,
    cues=EN_CUES,
    asking=ENGLISH_ASKING,
    # numerals
    numbers=counted(_BELOW_TWENTY.split()) | counted(_TENS.split(), 20, 10),
    multipliers={"hundred": 100},
    scales={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    short_scales={
        "mln": 10**6, "mn": 10**6, "mio": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12,
        "k": 10**3, "m": 10**6, "b": 10**9,
    },
    denominators={"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10},
    ordinals=counted(_ORDINALS.split(), 2),
    figures=ENGLISH_FIGURES,
    dates=ENGLISH_DATES,
    facts=ENGLISH_FACTS,
    # sentences
    abbreviations=frozenset(_ABBREVIATIONS.split()),
    stop=frozenset(_STOP.split()),
    light=frozenset(_LIGHT.split()),
    # no text of the corpus or of the laws looked at has any
    orders_to_models=(
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|everything above)\b",
        r"\byou are now\b",
        r"\byou are (?:the|an?) (?:verifier|assistant|ai\b|language model|chatbot|[a-z]*bot\b)",
        r"\bas the assistant\b",
        r"\byou must (?:obey|cite|answer|reply|respond|say)\b",
        r"\b(?:answer|say|reply|respond) (?:yes|always|only with|with exactly)\b",
    ),
)  # fmt: skip
