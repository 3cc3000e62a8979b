"""Each condition of a measure against a profile. What no rule reads is unknown and becomes a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from assistant.desks.subsidies.matches import Condition, Met
from assistant.language.names import lies_in, shown_place
from assistant.language.quantities import Bound, find_quantities
from assistant.language.terms import content_of, terms_of
from assistant.measures.measure import Measure, Quoted
from assistant.measures.purposes import purposes_in
from assistant.proving.polarity import negations
from assistant.records import Activity, Profile, Status
from assistant.told import told

Rule = Callable[[str, Measure, Profile, Activity | None], Met | None]

BODIES = {
    "firm": r"compan|firm|enterprise|business|start-?up|maker|provider|operator|buyer|builder|legal person|team"
    r"|企业|公司|法人|商|建设方|单位",
    "university": r"universit|高校|大学|院校",
    "institute": r"institut|研究院|研究所|科研机构",
    "person": r"\bpersons?\b|individual|talent|holders? of|人才|个人",
}
_BODY = {name: re.compile(rf"(?i){words}") for name, words in BODIES.items()}
_START_UP = re.compile(r"(?i)\bstart-?ups?\b|初创")
_SMALL = re.compile(r"(?i)\bmicro, small|small and medium|中小微")
_UNRELATED = re.compile(r"(?i)\bun(?:related|affiliated)\b|not (?:be )?(?:related|affiliated)|非关联")
_SIGNED = re.compile(r"(?i)\bsigned\b|签订|签署")
_OPERATES = re.compile(r"(?i)\boperat\w+ in\b|\bregistered in\b|在.{1,12}(?:注册|经营)")
_NO_CONDITION = re.compile(r"(?i)\bpro rata\b|if the .{0,30}exceed|按比例|超出预算")
_AI = re.compile(
    r"(?i)\bAI\b|artificial intelligence|robot|large.model|\bLLM|\bmodels?\b|算力|人工智能|机器人|模型|智能"
)
_NO_AI = re.compile(r"(?i)\bnothing (?:to do )?with AI\b|\bno AI\b|不涉及人工智能|没有人工智能")
_TRAINS = re.compile(r"(?i)\btrain\w* (?:of )?(?:large )?models?\b|large-model training|训练大?模型|大模型训练")
_INFERS = re.compile(r"(?i)\binference\b|\bhosting\b|\btrain(?:s|ing)? nothing\b|推理|托管")
_TRAINED = re.compile(r"(?i)\b(?:pre-?)?train(?:ing|s|ed)?\b(?! nothing)|训练")
_CLAUSES = re.compile(r"[;；，。、]|,(?!\d)|[.](?!\d)")
SAID = 0.75  # share of words from which on a condition counts as spoken of
YES, NO = {"true", "yes", "是"}, {"false", "no", "否"}
SMALLEST, MEDIUM = 300, 1000  # staff: above MEDIUM no Chinese standard of 2011 counts a firm as small or medium


def conditions_of(
    measure: Measure, profile: Profile, activity: Activity | None, status: Status, note: str, language: str
) -> Iterator[Condition]:
    """All conditions in the order in which a person would ask: place, validity, purpose, body, then those stated."""
    words = told(language).desks
    yield place_condition(measure, profile, language)
    valid = {Status.IN_FORCE: Met.MET, Status.UNKNOWN: Met.UNKNOWN}.get(status, Met.NOT_MET)
    yield Condition(note or words.subsidies_validity_unknown, valid)
    if measure.purposes and profile.activities:
        met = Met.MET if activity is not None else Met.UNKNOWN
        what = words.comma.join(words.subsidies_purposes.get(name, name) for name in measure.purposes)
        text = words.subsidies_purpose.format(what=what)
        yield Condition(text, met, measure.who, "" if activity else words.subsidies_ask_purpose.format(what=what))
    if not measure.who and activity is None:
        yield Condition(words.subsidies_who_unknown, Met.UNKNOWN)
    if measure.who:
        yield read(measure.who, measure, profile, activity, WHO, language)
    for quoted in measure.conditions:
        if not _NO_CONDITION.search(quoted.text):
            yield read(quoted, measure, profile, activity, STATED, language)


def place_condition(measure: Measure, profile: Profile, language: str) -> Condition:
    """A measure is for those in its own place; a city's also for those in its districts."""
    words, own, its = told(language).desks, profile.jurisdiction, measure.jurisdiction
    named = shown_place(its, language)
    text = words.subsidies_place.format(place=named)
    if not own:
        return Condition(text, Met.UNKNOWN, None, words.subsidies_ask_place)
    if lies_in(own, its):
        return Condition(text, Met.MET)
    if lies_in(its, own):
        return Condition(text, Met.UNKNOWN, None, words.subsidies_ask_district.format(place=named))
    return Condition(text, Met.NOT_MET)


def read(
    quoted: Quoted,
    measure: Measure,
    profile: Profile,
    activity: Activity | None,
    rules: tuple[Rule, ...],
    language: str,
) -> Condition:
    """A stated condition by the rules; the first that finds it unmet decides, then one that cannot tell."""
    found = [verdict for rule in rules if (verdict := rule(quoted.text, measure, profile, activity)) is not None]
    if not found:
        found = [_by_words(quoted.text, profile, activity)]
    verdict = next((one for one in (Met.NOT_MET, Met.UNKNOWN) if one in found), Met.MET)
    question = told(language).desks.subsidies_ask.format(condition=quoted.text) if verdict is Met.UNKNOWN else ""
    return Condition(quoted.text, verdict, quoted, question)


def _body(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """Whether the sort of body that asks is among those named."""
    named = {name for name, pattern in _BODY.items() if pattern.search(text)}
    own = next((name for name, pattern in _BODY.items() if pattern.search(profile.organisation)), "")
    if not named or not profile.organisation or not own:
        return Met.MET if not named else (Met.UNKNOWN if not profile.organisation else None)
    return Met.MET if own in named else Met.NOT_MET


def _start_up(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """Start-ups, where they alone are meant, and small and medium firms."""
    small = None if profile.size_staff is None else profile.size_staff < SMALLEST
    if _SMALL.search(text):
        if small or profile.starting_up:
            return Met.MET
        return Met.NOT_MET if profile.size_staff is not None and profile.size_staff >= MEDIUM else Met.UNKNOWN
    if _START_UP.search(text) and not _BODY["firm"].search(_START_UP.sub("", text)):
        return {True: Met.MET, False: Met.NOT_MET, None: Met.UNKNOWN}[profile.starting_up]
    return None


def _unrelated(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    if not _UNRELATED.search(text):
        return None
    related = activity.supplier_related if activity else None
    return {True: Met.NOT_MET, False: Met.MET, None: Met.UNKNOWN}[related]


def _signed(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """A contract's first day and its length."""
    if not _SIGNED.search(text):
        return None
    if activity is None or not activity.contract_from:
        return Met.UNKNOWN
    begins = [one.name for one in find_quantities(text) if one.dimension == "date"]
    if begins and activity.contract_from < begins[0]:
        return Met.NOT_MET
    longest = [
        one.value for one in find_quantities(text) if one.dimension == "duration" and one.bound != Bound.AT_LEAST
    ]
    if longest and activity.contract_to:
        days = (date.fromisoformat(activity.contract_to) - date.fromisoformat(activity.contract_from)).days
        return Met.MET if days <= float(longest[0]) * 30.5 + 1 else Met.NOT_MET
    return Met.UNKNOWN if longest else Met.MET


def _operates(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """Being registered or operating in the measure's own place is the question of place once more."""
    if not _OPERATES.search(text):
        return None
    own, its = profile.jurisdiction, measure.jurisdiction
    if own and lies_in(own, its):
        return Met.MET
    return Met.UNKNOWN if not own or lies_in(its, own) else Met.NOT_MET


def _by_words(text: str, profile: Profile, activity: Activity | None) -> Met:
    """A condition that no rule reads: by a further key of the profile that has its words, or by what the asker says of
    the spending. What the condition denies, the asker has to deny too."""
    denied = bool(negations(text))
    condition, terms = content_of(text, glossed=True), terms_of(text)
    for key, value in {**profile.others, **(activity.others if activity else {})}.items():
        named = terms_of(key.replace("_", " "))
        if not named or sum(condition.has(term) for term in named) < SAID * len(named):
            continue
        if value.lower() in YES | NO:
            return Met.MET if (value.lower() in YES) != denied else Met.NOT_MET
        stated, own = find_quantities(text), find_quantities(value)
        if stated and own:
            return Met.MET if _within(own[0].value, stated[0].value, stated[0].bound) else Met.NOT_MET
    if activity is None or not terms:
        return Met.UNKNOWN
    clauses = [(clause, content_of(clause, glossed=True)) for clause in _CLAUSES.split(activity.what)]
    if sum(any(said.has(term) for _, said in clauses) for term in terms) < SAID * len(terms):
        return Met.UNKNOWN
    telling, said = max(clauses, key=lambda one: sum(one[1].has(term) for term in terms))
    before = [content_of(telling[: cue.start], glossed=True) for cue in negations(telling)[:1]]
    # a denial behind the words of the condition is of something else: "through the platform, from one we don't own"
    of_it = any(not before[0].has(term) for term in terms if said.has(term)) if before else False
    return Met.MET if of_it == denied else Met.NOT_MET


def _sector(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """Firms of AI or robotics, where the asker names a line of business that has nothing of either."""
    if not _AI.search(text) or not profile.sector:
        return None
    own = f"{profile.sector} {profile.organisation} {' '.join(one.what for one in profile.activities)}"
    return Met.MET if _AI.search(_NO_AI.sub("", own)) else Met.NOT_MET


def _trains(text: str, measure: Measure, profile: Profile, activity: Activity | None) -> Met | None:
    """Computing power to train a model, where the asker says that nothing is trained."""
    if not _TRAINS.search(text) or activity is None:
        return None
    return Met.NOT_MET if _INFERS.search(activity.what) and not _TRAINED.search(activity.what) else None


def _within(own: Fraction, limit: Fraction, bound: Bound) -> bool:
    above = {Bound.AT_LEAST: own >= limit, Bound.MORE: own > limit}
    below = {Bound.AT_MOST: own <= limit, Bound.LESS: own < limit}
    return {**above, **below}.get(bound, own == limit)


WHO: tuple[Rule, ...] = (_body, _start_up, _operates, _unrelated, _sector, _trains)
STATED: tuple[Rule, ...] = (_start_up, _unrelated, _signed, _operates)


def activities_for(measure: Measure, profile: Profile) -> list[Activity]:
    """The profile's activities that the measure pays for: those that share a purpose, the dearest first."""
    fitting = [one for one in profile.activities if set(purposes_in(one.what)) & set(measure.purposes)]
    return sorted(fitting, key=lambda one: -(one.amount or Fraction(0)))


def activity_for(measure: Measure, profile: Profile) -> Activity | None:
    """The dearest of them, None for none."""
    return next(iter(activities_for(measure, profile)), None)
