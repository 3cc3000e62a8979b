"""The thing that a question asks about a subject: "parking fee" in "What is the parking fee at the Model Camp?".

Found by what stands beside the question word, in both languages, without a parser. What only says of which sort the
answer is (an amount, a day, the highest) is left out: `assistant.facts` sees to that.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.languages import fold, language_of
from assistant.storing.words import tokens

LONGEST = 4  # words of a head
_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would|'s|’s|be|been|being"
)
_PREPOSITION = (
    "of|in|for|to|at|on|by|with|from|under|per|about|into|between|after|before|during|over|against|as|since|within"
)
_BREAK = re.compile(
    rf"(?:^|\s)(?:{_AUXILIARY}|{_PREPOSITION}|and|or|that|which|who|if|when|than)(?=\s|$)|[,.;:?!()\"“”]"
)
_ASKING = re.compile(
    rf"\b(?:how (?:many|much)|what|which|whose|who)\b(?P<be>(?:\s|'|’)(?:{_AUXILIARY})\b)?\s*"
    r"(?P<article>(?:the|a|an|its|their|all|each|any|kinds? of|sorts? of|types? of)\s+)*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SORT_EN = """
    i we you he she it they that this these those there his her our my your right
    amount amounts sum sums money much many most maximum max minimum cap caps ceiling limit limits rate share
    percentage proportion part number count date day year month time deadline period long size total value kind
    kinds sort sorts type types thing things answer name names first last new current exact exactly yearly
    annual year's case one ones body office department authority company companies firm firms happens happened
    say says said mean means pay pays get gets give gives cover covers offer offers set sets does did do made
    make takes take budget pot
"""
_SORT_ZH = re.compile(
    r"^(?:金额|上限|最高|最多|最低|比例|比率|总额|数量|数额|日期|时间|时候|期限|钱|元|万|亿|个|家|项|条|名|位|种|份|次|天|年|月|日|人"
    r"|规模|标准|意思|部门|单位|机构|机关|地方|情况|内容|问题|一共|总共|分别|目前|现在|大概|公司|企业)+$"
)
_ZH_ASKING = re.compile(
    r"(?P<after>多少|哪(?:几|一)?(?:个|家|些|种|位|条|类|项|份|所|款|部|天|年|月|日|里)?|几(?:个|家|项|条|名|类|种|所|次|位|天|年|月|成)|(?<![为為])什么|何种|谁)"
    r"(?:个|家|名|位|种|项|条|份|所|次|款|台|件|辆|平方米|吨|小时|工作日|万|亿|元|钱|人)*"
)


_SMALL_EN = """
    offer offers offered
    firm firms company companies business people person someone anyone colleague put toward towards large big
    small long short wide pot window ceiling mean means meant happen happens happened tell show shows know
    known find need needs want wants get gets got give gives given take takes took make makes made come comes
    came go goes going out far soon new now still already yet ever kind kinds sort sorts thing things place
    right list exactly precisely number amount size total name named call called say says said speak spoke
    spoken write wrote written max most year years month months money set sets hold holds till since before
    after without only also too again anymore chosen choose allow allowed let able ask asked question please
    case story claim claims thought seen see hear heard appear exact actual really ready one ones two three
    mind think according mention mentioned state states stated describe described explain face faces read look
    looks else back start starts begin begins began used use uses using work works first last latest early
    earlier later current currently old many much what which who whom whose why when where how different answer
    cap caps rate rates share percentage proportion maximum limit limits do does did done have has had can
    could may might must shall should will would rule rules
"""
_SMALL_ZH = """
    怎么样
    单个 总共 一共 各是 百分之几 几成 几年 几个 几家 几件事 几个月 一般 现在 原来 后来 以前 之前 之后 还是 时候
    什么时候 何时 开始 拿出 盘子 多大 大概 大约 一家 公司 说法 最长 最短 最多 最多能 最少 既然 不行 不管 正式
    出台 情况 怎么 怎样 如何 请问 知道 到底 目前 关于 什么 哪些 多少 为什么 为何 哪个 哪家 哪里 多久 是否
    有没有 可以 能够 需要 要求 应该 发了 拿到 能拿 给出 属于 时间 日期 哪天 哪一天 哪一年 是多少 有多少 所有
    这样 那么 如果 但是 因为 所以 一个 一年 一种 这个 那个 我们 他们 你们 自己 别的 其他 其它 一下 告诉 说了
    意思 指的 比例 比率 上限 金额 最高 封顶 百分之 具体 分别 各自 已经 还有 还能 能否 吗 呢 吧 使用 单位 机构
    问题 东西 规模 总额 上面 里面 里说
"""


@lru_cache(1)
def _sorts() -> frozenset[str]:
    return frozenset(_SORT_EN.split())


@lru_cache(1)
def small_talk() -> frozenset[str]:
    """Words by which people ask, of either language, as `assistant.storing.words.tokens` gives them: their absence
    from a passage says nothing about what it answers."""
    return frozenset(tokens(" ".join(_SMALL_EN.split()))) | frozenset(_SMALL_ZH.split())


@lru_cache(1024)
def head_of(question: str) -> str:
    """The words asked for, "" where none stand beside a question word."""
    text = fold(question).strip()
    return _head_zh(text) if language_of(text) == "zh" else _head_en(text)


def _head_en(text: str) -> str:
    match = _ASKING.search(text)
    if not match:
        return ""
    rest = match.group("rest")
    phrase = _until_break(rest)
    if not match.group("be") and not _worth(phrase):
        # "What did the mayor of X say": the speaker; "how much of the fee": what follows the preposition
        after = re.match(
            rf"\s*(?:\w+\s+)?(?:{_AUXILIARY}|{_PREPOSITION})\s+(?:the\s+|a\s+|an\s+)?(.*)",
            rest,
            re.IGNORECASE | re.DOTALL,
        )
        phrase = _until_break(after.group(1)) if after else phrase
    return " ".join(_worth(phrase)[:LONGEST])


@lru_cache(1024)
def counted(question: str) -> str:
    """What "how many" asks to count ("companies", "企业"), "" where that is not asked."""
    text = fold(question)
    english = re.search(r"(?i)\b(?:how many|(?<!document )number of)\s+(.*)", text, re.DOTALL)
    if english:
        return " ".join(re.findall(r"[\w'’-]+", _until_break(english.group(1)))[:3])
    chinese = re.search(r"(?:多少|(?<!哪)几)(?:个|家|名|位|种|项|条|份|所|次|款|台|件|辆|类)([\u4e00-\u9fff]{2})", text)
    return chinese.group(1) if chinese else ""


def _until_break(text: str) -> str:
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def _worth(phrase: str) -> list[str]:
    return [word for word in re.findall(r"[\w'’-]+", phrase) if word.lower() not in _sorts() and not word.isdigit()]


def _head_zh(text: str) -> str:
    import rjieba

    match = _ZH_ASKING.search(text)
    if not match:
        return ""
    before = re.split(r"[，。？！；：、,?!;:\s《》“”]", text[: match.start()])[-1]
    after = re.split(r"[，。？！；：、,?!;:\s]", text[match.end() :])[0]
    tail = re.split("[的对给由]", re.sub(r"(?:是|为|有|叫|达到|可以|能|要|需要)+$", "", before))[-1]
    words = [word for word in rjieba.cut(after) if len(word) > 1 and not _SORT_ZH.match(word)][:2]
    if not words:
        words = [word for word in rjieba.cut(tail) if len(word) > 1 and not _SORT_ZH.match(word)][-2:]
    return " ".join(words)
