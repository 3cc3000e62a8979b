"""Negation and modality: what a sentence denies, obliges, allows or forbids, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quantities import same_length_fold
from assistant.quantities.folding import lower_latin

# figures' bounds, fixed words and set phrases that look like a negation and are none
_HARMLESS = re.compile(
    r"\b(?:(?:pay|pays|paid|cost|costs) nothing"
    r"|not only|not just|not merely|whether or not|(?:no|not|never) (?:more|less|fewer|higher|lower|later"
    r"|earlier|greater|longer"
    r"|smaller|larger|shorter) than|(?:no|not) (?:to )?exceed(?:s|ing)?|(?:shall|must|may|does|do|will|should|can"
    r"|could) not exceed"
    r"|cannot exceed|not over|not above|not below|not under|no\. ?\d|(?:but|and|including) not limited to)"
    r"|不(?:得|应|能|可)?(?:超过|超出|低于|高于|少于|多于|小于|大于|短于|逾|超)|不(?:断|仅|但|只|同|少|满|久)|(?<![看找查见得想听达收])不到|不足(?=[\d一二三四五六七八九十百])|不(?:久"
    r"|论|管|限于|动产|正当|良|法|妨|可抗力|可少|可或缺)"
    r"|必不可少|未(?:来|成年|满)|无(?:人机|人驾驶|人车|线|论|锡|人化|障碍)|非(?:常|法|遗)|没收|是否|能否|可否|与否"
    r"|[(（](?:不含|不包括|不包含)[^)）]{0,16}[)）]|不含税|不良|不(?:必要|合理|安全|实|明|利|健康)(?:的|信息|行为|影响)",
    re.A,
)
_STRONG = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|nobody|nothing|none|no longer)\b|n't\b|不|未|没有?|尚无|并无|无(?!需"
    r"|关联)|毋|勿|并非|非经",
    re.A,
)
_WEAK = re.compile(
    r"\b(?:without|except|exceptions?|exclud\w*|exempt\w*|prohibit\w*|ban(?:s|ned)?|forbid\w*|refus\w*|reject\w*|deni\w+|veto\w*"
    r"|lack\w*|absen\w+|fail\w*|violat\w*|breach\w*|break\w*|broke\w*|contraven\w*|infring\w*|unlawful\w*|illegal\w*"
    r"|insufficient\w*|inadequat\w*|short of|leaves? out|left out|wrong\w*|incorrect\w*|inaccurate\w*|struck|void"
    r"|limit(?:s|ed)? (?:itself|themselves|oneself)"
    r"|cease\w*|expire\w*|ended|repeal\w*|revok\w*|rescind\w*|withdr[ae]w\w*|unrelated|unable|uncertain|unknown"
    r"|unclear|unless|other than|rather than"
    r"|free of|-free|non-?\w+|un(?:related|able|certain|known|clear|lawful|affiliated|available|necessary|read)"
    r"|before|outside|beyond|silent|missing|omit\w*|instead of)\b"
    r"|违反|违法|违规|违背|非法|拒不|不足|不够|失信|看不到|而非|有误|为限|限于"
    r"|除外|除[^，。]{0,40}外|以外|禁止|严禁|免|无|非|缺|废止|失效|撤销|到期|拒绝|排除|不|未|之前|以前",
    re.A,
)
_MODALS: tuple[tuple[str, str], ...] = (
    (
        "exempt",
        r"\bneed(?:s|ed)? not\b|\bneedn't\b|\b(?:do|does|did|will) not (?:have to|need(?: to| any| an?)?)\b"
        r"|\b(?:do|does|did|will)n't"
        r" (?:have|need) to\b|\b(?:is|are|was|were|be) not (?:required|obliged|obligated)\b|\b(?:no|without)"
        r" (?:duty|obligation|need|requirement)\b|\b(?:may|can) (?:skip|omit|dispense)\b"
        r"|无需|无须|毋须|不必(?!要)|不用|免于"
        r"|可以?不(?!得|超|受)"
        r"|(?<!的)不需要|没有义务|无义务",
    ),
    (
        "forbid",
        r"\bnot (?:renew|extend|transfer|revoc|deduct|appeal)able\b"
        r"|\b(?:must|shall|may|can|could|should) ?not\b|\bcannot\b|\b(?:can|must|should|could)n't\b|\b(?:is|are"
        r"|was|were|be) (?:prohibited|forbidden|banned)\b|\bprohibits?\b|\bforbids?\b|\bban(?:s|ned)\b|\boutlaw\w*"
        r"|\bnot (?:be )?(?:allowed|permitted|entitled|eligible)\b|\b(?:nobody|no one) (?:may|can|could)\b|不得|禁止"
        r"|严禁|不可以|不可(?!或缺|少|抗)|不能|不应|不准|不允许",
    ),
    (
        "must",
        r"\b(?:must|shall|should|ought to)\b|\b(?:is|are|was|were|be|been) (?:required|obliged|obligated"
        r"|mandatory)\b|\b(?:have|has|had) to\b|\b(?:need|needs|needed) to\b|\b(?:requir|oblig|demand)(?:es?|ed|s)\b"
        r"|\b(?:asks|asked|tells|told) [^,.;]{1,60}? to\b|\bcalls? for\b|\bmandatory\b"
        r"|应当|必须|须(?!知)|应(?!用|对|急|链|届|答|商|收|聘)|(?<!的)需(?!求|要?[量额]|要[，。；、的])|务必|有义务"
        r"|要求(?!删除|解释|服务)"
        r"|责令",
    ),
    (
        "may",
        r"\b(?:may|can|could|might)\b|\b(?:is|are|was|were|be) (?:allowed|permitted|entitled|eligible|free|able)\b"
        r"|(?<!\bto )\b(?:allows?|permits?|lets|allowed|permitted)\b|\boptional(?:ly)?\b|\b(?:renew|extend"
        r"|transfer|revoc|deduct"
        r"|appeal)able\b|可以|可(?!靠|信|操作|替代|量化|执行|核查|核验|验证|接受|落地|复用|读|溯|及|调度|追溯|解释|复制"
        r"|移植|比|预|持续|视|能|再生|控|行"
        r"|见|用|扩|观|穿)|有权|能够|允许|得以",
    ),
    ("encourage", r"\b(?:encourag\w+|recommend(?:s|ed|ing)?|advis(?:es?|ed))\b|鼓励|倡导|提倡|引导(?!基金)|建议"),
)
_MODAL = re.compile("|".join(f"(?P<{name}>{cue})" for name, cue in _MODALS), re.A)

_HEAD = re.compile(r" ?(?:be |been |yet |予以?)?([a-z]{3,}|(?!得|能|可|应|会|予)[\u4e00-\u9fff]{2})")
_OMISSION = re.compile(
    r"\bwithout\b|\b(?:are|is|be|were|was) (?:excluded|ineligible|disqualified|barred)\b|无需|免于|无须", re.A
)
# what a sentence excepts from what it says: group 1 or 2
EXCEPTED = re.compile(
    r"除([^，。；除]{2,40}?)(?:以外|之外|外)(?![，]?[还也又并均都])"
    r"|\b(?:except(?:ing)?(?: for| in| where)?|excluding|other than|with the exception of)\b ([^,.;]{3,80})",
    re.I,
)

# in "services that can shape opinion" and "so that nobody can be recognised" nobody is allowed anything
_ABLE = frozenset(("can", "could", "may", "might"))
_RELATIVE = re.compile(
    r"(?:\b(?:that|which|who|how|what|why)\b|\b(?:so that|how)\b [a-z' -]{1,60}"
    r"|\brisks? that [a-z' -]{1,40}) $"
)
_GOES_ON = re.compile(r"(?:[，、]?并|\band) ?$")
_ASKS = re.compile(r"requir|要求|责令|demand|oblig")


@dataclass(frozen=True, slots=True)
class Cue:
    """A negation or modal word at text[start:end]; `kind` is "negation", "weak", or the modality."""

    start: int
    end: int
    text: str
    kind: str


def _prepared(text: str) -> str:
    folded = lower_latin(same_length_fold(text))
    return _HARMLESS.sub(lambda match: "\x00" * len(match.group()), folded)


def negations(text: str) -> list[Cue]:
    """Outright negations ("not", "no", 不, 未, 没有), those inside figures' bounds and fixed words aside."""
    return [Cue(m.start(), m.end(), text[m.start() : m.end()], "negation") for m in _STRONG.finditer(_prepared(text))]


def hints_at_negation(text: str, besides: str = "") -> bool:
    """Whether a text denies or excludes anything, be it by "without", "expired" or 除外.

    A weak hint that `besides` has as well does not count: "has not expired" is not borne out by "has expired".
    """
    prepared, other = _prepared(text), _prepared(besides)
    if _STRONG.search(prepared):
        return True
    return any(match.group() not in other for match in _WEAK.finditer(prepared))


def omissions(text: str) -> list[Cue]:
    """Words that say of something that it is not needed or not there: "without", 无需, 免于."""
    return [Cue(m.start(), m.end(), text[m.start() : m.end()], "weak") for m in _OMISSION.finditer(_prepared(text))]


def _allowed_before(prepared: str, cue: Cue, start: int) -> bool:
    """Whether what begins at `start` goes on, by "and", with what a permission before it in the sentence allows."""
    between = prepared[cue.end : start]
    return cue.kind == "may" and not re.search(r"[。；;.]", between) and _GOES_ON.search(between) is not None


def modals(text: str, *, main: bool = False) -> list[Cue]:
    """Words that oblige ("must", 应当), allow ("may", 可以), forbid ("shall not", 不得) or encourage (鼓励)."""
    found: list[Cue] = []
    prepared = _prepared(text)
    for match in _MODAL.finditer(prepared):
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if main and kind == "may" and match.group() in _ABLE and _RELATIVE.search(prepared, max(0, start - 60), start):
            continue
        if kind == "must" and _ASKS.match(match.group()) and found and not prepared[found[-1].end : start].strip():
            continue  # who may require something is not obliged
        if kind == "must" and _ASKS.match(match.group()) and found and _allowed_before(prepared, found[-1], start):
            continue  # 可以约谈，并要求整改
        found.append(Cue(start, end, text[start:end], kind))
    return found


def denied_heads(text: str) -> frozenset[str]:
    """The words that directly follow a negation: {"complete"} of "not complete", {"齐全"} of 不齐全."""
    prepared = _prepared(text)
    heads = set()
    for match in _STRONG.finditer(prepared):
        following = _HEAD.match(prepared, match.end())
        if following:
            heads.add(following.group(1))
    return frozenset(heads)
