"""From claims to an answer's sentences: checked by code, mended by the model, set with their citations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.drafting.claims import Claim, is_refusal, read_draft, sentences, tidy
from assistant.errors import ModelUnavailable
from assistant.language.names import known_names, places_around
from assistant.language.script import language_of
from assistant.language.terms import content_of, terms_of
from assistant.models import prompts
from assistant.models.orders import without_orders
from assistant.proving import Check, Evidence, Reads, best_quote, nearness, verify_sentence
from assistant.questions.read_once import form_of
from assistant.records import Citation, Hit, Sentence, Verdict
from assistant.told import told

if TYPE_CHECKING:
    from assistant.models.chat import ChatModel, Message

GLOSSED = ("scheme", "document")  # kinds of known names that are given in both languages at first mention
TRIED = 2  # passages tried for a claim that cites none
FOUND_BY_CODE = "the passage was found by code"
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})[.)、:：]\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and what the code found about it."""

    claim: Claim
    check: Check

    @property
    def holds(self) -> bool:
        return self.check.verdict is Verdict.SUPPORTED

    @property
    def doubtful(self) -> bool:
        """Whether it is shown, marked, for a person to compare with its quote."""
        return self.check.verdict is Verdict.IN_DOUBT and bool(self.claim.cited) and not is_refusal(self.claim)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer's text with its sentences (those left out among them) and citations, markers counted from 1."""

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def evidence_of(hit: Hit, reads: Reads | None = None) -> Evidence:
    """A passage as the verifier sees it, with what reads claims beside it where that is installed."""
    record = hit.record
    heading = [record.title, record.title_zh, hit.passage.section, record.issuer, record.number]
    heading.append(", ".join(places_around(record.jurisdiction)))  # a text seldom names the country that it is of
    # labelled, so that a day of issue does not prove a day of effect
    dates = {"issued": record.issued, "effective": record.effective, "expires": record.expires}
    heading += [f"{name}: {day}" for name, day in dates.items() if day]
    # words that a document shows as struck through (~~so~~) are no longer its words, and prove nothing
    said = re.sub(r"~~.*?~~", lambda match: " " * len(match.group()), without_orders(hit.passage.text), flags=re.DOTALL)
    return Evidence(said, "\n".join(part for part in heading if part), hit.passage.language, reads)


def prove_claims(claims: Sequence[Claim], evidence: Mapping[int, Evidence]) -> list[Proof]:
    """Each claim with its verdict. One that stands in a list is checked together with the words that open the list,
    unless these state nothing themselves ("Here is what I found:")."""
    return [prove_one(claim, evidence) for claim in claims]


def prove_one(claim: Claim, evidence: Mapping[int, Evidence]) -> Proof:
    if claim.lead:
        opening = verify_sentence(claim.lead.rstrip(":： ") + ".", evidence, claim.cited)
        said = content_of(claim.text, glossed=True)
        if opening.verdict is Verdict.UNCHECKED or all(map(said.has, terms_of(claim.lead))):
            claim = replace(claim, lead="")
    check = verify_sentence(claim.whole, evidence, claim.cited)
    if check.verdict in (Verdict.SUPPORTED, Verdict.UNCHECKED):
        return Proof(claim, check)
    # small models forget their markers or point to the neighbour; a proof does not depend on who names the passage
    # but a passage that only makes it doubtful does, lest own knowledge be shown beside whatever is nearest
    for number in nearest(claim, evidence):
        found = verify_sentence(claim.whole, evidence, (number,))
        if found.verdict is Verdict.SUPPORTED:
            return Proof(replace(claim, cited=(number,)), replace(found, why=f"{found.why} ({FOUND_BY_CODE})"))
    return Proof(claim, check)


def nearest(claim: Claim, evidence: Mapping[int, Evidence]) -> list[int]:
    """The passages whose best sentence has most of the claim's words and figures, best first. Few, because the more
    are tried the likelier is one that fits by chance.

    Of a claim that cites some, only those that speak of what it names and these do not: what the passage cited says
    otherwise is not made good by any other that says so, least of all by one that a stranger wrote.
    """
    cited = [evidence[number] for number in claim.cited if number in evidence]
    others = {number: each for number, each in evidence.items() if number not in claim.cited}
    if cited:
        missing = names_in(claim.whole) - set().union(*(names_in(f"{one.text}\n{one.heading}") for one in cited))
        others = {n: each for n, each in others.items() if missing & names_in(f"{each.text}\n{each.heading}")}
    scores = {number: nearness(claim.whole, each) for number, each in others.items()}
    return sorted((number for number in scores if scores[number] > 0.0), key=lambda number: -scores[number])[:TRIED]


def names_in(text: str) -> set[str]:
    """The known names in a text, whatever form they have there."""
    return {name.id for name in known_names(text)}


def all_refuse(proofs: Sequence[Proof]) -> bool:
    """Whether nothing is proven and all that is said is that the passages lack something."""
    return bool(proofs) and all(not proof.holds and is_refusal(proof.claim) for proof in proofs)


def unproven_absences(proofs: Sequence[Proof]) -> str:
    """What the claims say is not in the passages, where no passage says so itself."""
    return " ".join(proof.claim.text for proof in proofs if not proof.holds and is_refusal(proof.claim))


def foreign(proofs: Sequence[Proof], language: str) -> bool:
    """Whether most of what is proven is not in the language ("zh" or "en") that the answer should be in."""
    proven = [proof.claim.text for proof in proofs if proof.holds]
    return 2 * sum((language_of(text) == "zh") != (language == "zh") for text in proven) > len(proven)


def failures_of(proofs: Sequence[Proof], language: str) -> list[tuple[int, str]]:
    """(place, reason) of each claim that the model is asked to write again."""
    failures = [
        (at, proof.check.why)
        for at, proof in enumerate(proofs)
        if proof.check.verdict in (Verdict.UNSUPPORTED, Verdict.IN_DOUBT) and not is_refusal(proof.claim)
    ]
    if foreign(proofs, language):
        wanted = f"the answer has to be in {prompts.LANGUAGE_NAMES[language]}"
        failures += [(at, wanted) for at, proof in enumerate(proofs) if proof.holds]
    return sorted(failures)


def repaired(
    model: ChatModel,
    before: Sequence[Message],
    proofs: Sequence[Proof],
    failures: Sequence[tuple[int, str]],
    evidence: Mapping[int, Evidence],
    language: str,
) -> tuple[list[Proof], int]:
    """The proofs with the model's second try in the place of what failed, and how many that mended. `before` is the
    conversation up to the draft; the request begins with it, because servers keep what they have read."""
    reasons = []
    for at, why in failures:
        claim, quote = proofs[at].claim, prompts.one_line(proofs[at].check.quote)
        reason = f"{why}. The passage says: {prompts.fenceless(quote)}" if quote else why
        reasons.append((f"{claim.whole} {''.join(f'[{number}]' for number in claim.cited)}".strip(), reason))
    try:
        reply = model.complete([*before, ("human", prompts.repair_request(reasons, language))])
    except ModelUnavailable:
        return list(proofs), 0
    after = mended(proofs, failures, reply, evidence)
    return after, sum(proof.holds for proof in after) - sum(proof.holds for proof in proofs)


def mended(
    proofs: Sequence[Proof], failures: Sequence[tuple[int, str]], reply: str, evidence: Mapping[int, Evidence]
) -> list[Proof]:
    """The proofs with what the model wrote anew, and could be proven, in the place of what it replaces."""
    places = [at for at, _ in failures]
    anew: dict[int, list[Proof]] = {}
    for number, claim in rewritten(reply, [proofs[at].claim for at in places]):
        old = proofs[places[number]].claim
        proof = prove_claims([replace(claim, lead=old.lead, item=old.item, line=old.line)], evidence)[0]
        if proof.holds and (claim.text, claim.cited) != (old.text, old.cited):
            anew.setdefault(places[number], []).append(proof)
    result: list[Proof] = []
    for at, proof in enumerate(proofs):
        result += anew.get(at, [proof])
    return result


def rewritten(reply: str, failed: Sequence[Claim]) -> list[tuple[int, Claim]]:
    """The claims of a repair, each with the index of the failed claim that it replaces: by the number that the model
    gives, else the one with most words in common."""
    found: list[tuple[int, Claim]] = []
    for line in tidy(reply).split("\n"):
        match = _NUMBERED.match(line)
        if match and 0 < int(match.group(1)) <= len(failed):
            found += [(int(match.group(1)) - 1, claim) for claim in sentences(match.group(2))]
    if found:
        return found
    wanted = [terms_of(claim.text) for claim in failed]

    def likest(claim: Claim) -> int:
        own = set(terms_of(claim.text))
        return max(range(len(wanted)), key=lambda number: len(own & set(wanted[number])))

    return [(likest(claim), claim) for claim in read_draft(reply).claims]


def written(proofs: Sequence[Proof], shown: Sequence[Hit], evidence: Mapping[int, Evidence], language: str) -> Written:
    """The answer that the proofs make. `shown[0]` is passage 1."""
    numbers: dict[int, int] = {}
    citations: list[Citation] = []
    kept: list[Sentence] = []
    lines: list[tuple[Claim, str]] = []
    glossed: set[str] = set()
    opened = ""
    said: set[str] = set()
    for proof in proofs:
        claim, shows = proof.claim, proof.holds or proof.doubtful
        if shows and claim.whole in said:
            continue
        said.add(claim.whole)
        if not shows:
            verdict = Verdict.UNCHECKED if is_refusal(claim) else proof.check.verdict
            kept.append(Sentence(claim.text, (), verdict, proof.check.why))
            continue
        words = claim.text if claim.lead == opened else claim.whole
        opened = claim.lead
        if proof.holds:
            words = in_both_languages(words, claim.cited, evidence, language, glossed)
        for number in claim.cited:
            if number not in numbers:
                numbers[number] = len(numbers) + 1
                hit = shown[number - 1]
                quote, start = best_quote(claim.whole, hit.passage.text)
                citations.append(Citation(numbers[number], hit.passage, hit.record, hit.status, quote, start))
        markers = tuple(numbers[number] for number in claim.cited)
        text = marked(words, markers, language)
        if proof.doubtful:
            text += told(language).in_doubt
        kept.append(Sentence(text, markers, proof.check.verdict, proof.check.why))
        lines.append((claim, text))
    return Written(laid_out(lines, language), tuple(kept), tuple(citations))


def marked(words: str, markers: Sequence[int], language: str) -> str:
    """A sentence with its markers: behind the full stop, or before it where no space parts sentences."""
    shown = "".join(f"[{marker}]" for marker in markers)
    if not told(language).markers_before_stop:
        return f"{words} {shown}"
    end = re.search(r"[。！？!?.；;]*$", words)
    at = end.start() if end else len(words)
    return f"{words[:at]}{shown}{words[at:]}"


def laid_out(lines: Sequence[tuple[Claim, str]], language: str) -> str:
    """Sentences of one line together, list items on lines of their own, paragraphs apart."""
    text, before = "", None
    for claim, words in lines:
        if claim.item and not (before and before.line == claim.line):
            words = f"- {words}"
        if before is None:
            text = words
        elif before.line == claim.line:
            text += told(language).space + words
        else:
            text += ("\n" if before.item and claim.item else "\n\n") + words
        before = claim
    return text


def in_both_languages(
    text: str, cited: Sequence[int], evidence: Mapping[int, Evidence], language: str, glossed: set[str]
) -> str:
    """The text with the other language's name behind each known scheme or act that it names for the first time.

    The other name is one that the cited passages or their headings give, and the longer sentence has to be proven as
    the shorter one was; otherwise nothing is added. `glossed` remembers what has been named.
    """
    stated = "\n".join(f"{evidence[number].text}\n{evidence[number].heading}" for number in cited)
    other = "en" if language == "zh" else "zh"
    for name in reversed([name for name in known_names(text) if name.kind in GLOSSED]):
        if name.id in glossed or any(again.id == name.id and again.start < name.start for again in known_names(text)):
            continue
        shown = form_of(name.id, other)
        if not shown or shown.lower() not in stated.lower():
            continue
        if shown.lower() in text.lower():
            glossed.add(name.id)
            continue
        longer = text[: name.end] + told(language).bracketed.format(shown) + text[name.end :]
        if verify_sentence(longer, evidence, cited).verdict is Verdict.SUPPORTED:
            text = longer
            glossed.add(name.id)
    return text
